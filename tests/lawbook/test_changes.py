"""Changes of the law in the database: two persons, versions, and what a process keeps in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from tests.lawbook.conftest import NOW
from tracker.law import kyrgyzstan
from tracker.law.codes import TermName
from tracker.law.regimes import regime_by_id, regime_for
from tracker.law.versions import What
from tracker.lawbook import changes, terms
from tracker.lawbook.changes import ChangeError, Problem, Wanted
from tracker.lawbook.models import LawChange

TEN = {"status": "confirmed", "value": 10, "unit": "working_days", "starts": "registration", "source": "cbd.minjust.gov.kg"}


@dataclass(frozen=True)
class Person:
    account_id: int | None


LAWYER, SECOND = Person(1), Person(2)
WANTED = Wanted(What.TERM, "KG-APP-67", TEN, "Мыйзам өзгөрдү", "answer", valid_from=date(2026, 12, 1))


def proposed(session: Any, wanted: Wanted = WANTED) -> LawChange:
    return changes.propose(session, wanted, by=LAWYER, now=NOW)


def confirmed(session: Any, wanted: Wanted = WANTED) -> LawChange:
    return changes.confirm(session, proposed(session, wanted), note="", alone=False, by=SECOND, now=NOW)


def answer_on(session: Any, on: date) -> tuple[str, int | None]:
    found = regime_for("statement", on, terms.regimes(session))
    return found.id, found.term(TermName.ANSWER).value


def test_a_proposal_changes_nothing(any_session: Any) -> None:
    proposed(any_session)
    assert terms.regimes(any_session) == kyrgyzstan.regimes()
    assert [row.name for row in changes.waiting(any_session)] == ["answer"]


def test_confirmed_by_a_second_person_it_counts_at_once(any_session: Any) -> None:
    terms.regimes(any_session)
    row = confirmed(any_session)
    assert (row.number, row.one_person) == (1, False)
    assert answer_on(any_session, date(2026, 11, 30)) == ("KG-APP-67", 14)
    assert answer_on(any_session, date(2026, 12, 1)) == ("KG-APP-67@2", 10)
    assert changes.waiting(any_session) == []


def test_the_same_person_may_not_confirm_while_there_is_another(any_session: Any) -> None:
    row = proposed(any_session)
    with pytest.raises(ChangeError) as caught:
        changes.confirm(any_session, row, note="", alone=False, by=LAWYER, now=NOW)
    assert caught.value.problem is Problem.SAME_PERSON


def test_one_person_alone_is_marked_until_a_second_one_looks(any_session: Any) -> None:
    row = changes.confirm(any_session, proposed(any_session), note="", alone=True, by=LAWYER, now=NOW)
    assert row.one_person
    assert list(changes.waiting(any_session)) == [row]
    with pytest.raises(ChangeError):
        changes.confirm_again(any_session, row, note="", by=LAWYER, now=NOW)
    changes.confirm_again(any_session, row, note="Салыштырылды", by=SECOND, now=NOW)
    assert (row.one_person, row.decided_by_id) == (False, 2)
    assert changes.waiting(any_session) == []


def test_not_taken(any_session: Any) -> None:
    row = proposed(any_session)
    with pytest.raises(ChangeError) as caught:
        changes.reject(any_session, row, note=" ", by=SECOND, now=NOW)
    assert caught.value.problem is Problem.NOTE_MISSING
    changes.reject(any_session, row, note="Долбоор гана", by=SECOND, now=NOW)
    assert terms.regimes(any_session) == kyrgyzstan.regimes()
    for again in (changes.confirm, changes.reject):
        more = {"alone": False} if again is changes.confirm else {}
        with pytest.raises(ChangeError) as caught:
            again(any_session, row, note="x", by=SECOND, now=NOW, **more)  # type: ignore[operator]
        assert caught.value.problem is Problem.DECIDED
    assert proposed(any_session).state == "proposed", "it may be proposed anew"


def test_two_proposals_of_one_term_do_not_wait_beside_each_other(any_session: Any) -> None:
    proposed(any_session)
    with pytest.raises(ChangeError) as caught:
        proposed(any_session)
    assert caught.value.problem is Problem.WAITS_ALREADY
    proposed(any_session, replace(WANTED, name="extension", table={**TEN, "starts": "original_date"}))


@pytest.mark.parametrize(
    "wanted",
    [
        replace(WANTED, regime_id="KG-NO-1"),
        replace(WANTED, name="no_such_term"),
        replace(WANTED, table={**TEN, "unit": "fortnights"}),
        replace(WANTED, table={**TEN, "starts": "decision"}),
        replace(WANTED, table={"status": "unknown", "value": 3}),
        replace(WANTED, valid_to=date(2026, 11, 1)),
        Wanted(What.LAW, "KG-APP-67-10WD", {}, "x"),
        replace(WANTED, regime_id="KG-APP-67-10WD"),
        Wanted(What.GROUND, "KG-APP-67", {"retired": True, "source": "cbd"}, "x", "K67-ANON", valid_to=date(2026, 12, 1)),
    ],
)
def test_what_contradicts_the_law_is_not_even_proposed(any_session: Any, wanted: Wanted) -> None:
    with pytest.raises(ChangeError) as caught:
        proposed(any_session, wanted)
    assert caught.value.problem is Problem.CONTRADICTS
    assert not changes.newest(any_session)


def test_a_proposal_that_the_law_has_overtaken_is_not_confirmed(any_session: Any) -> None:
    """The law it changes got a last day in the meantime."""
    later = proposed(any_session, replace(WANTED, regime_id="KG-ATI-213", valid_from=date(2023, 12, 15)))
    confirmed(any_session, Wanted(What.LAW, "KG-ATI-213", {"source": "x"}, "x", valid_to=date(2023, 12, 1)))
    with pytest.raises(ChangeError) as caught:
        changes.confirm(any_session, later, note="", alone=False, by=SECOND, now=NOW)
    assert caught.value.problem is Problem.CONTRADICTS


def test_what_was_kept_before_is_still_found(any_session: Any) -> None:
    confirmed(any_session, replace(WANTED, valid_from=None))
    confirmed(any_session, replace(WANTED, valid_from=None, table={**TEN, "value": 12}))
    rows = terms.regimes(any_session)
    assert [regime_by_id(f"KG-APP-67{part}", rows).term(TermName.ANSWER).value for part in ("", "@2", "@3")] == [14, 10, 12]


def test_what_an_older_release_took_still_counts(any_session: Any) -> None:
    """A term of a prepared law with a day is not taken any more. One that was confirmed once must not stop every page."""
    row = confirmed(any_session, replace(WANTED, regime_id="KG-APP-67-10WD", valid_from=None, table={**TEN, "value": 9}))
    row.valid_from = date(2026, 12, 1)
    any_session.flush()
    assert regime_by_id("KG-APP-67-10WD", terms.regimes(any_session)).term(TermName.ANSWER).value == 9
    confirmed(any_session)


def test_a_transaction_asks_once_and_a_process_reads_the_changes_once(session: Any) -> None:
    confirmed(session)
    session.commit()
    asked: list[str] = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    terms._by_token.clear()
    for _ in range(3):
        for _ in range(5):
            terms.regimes(session)
        session.rollback()
    assert len([one for one in asked if "law_change" in one]) == 4, asked


def test_another_process_sees_the_change_in_its_next_transaction(world: Any, tmp_path: Any) -> None:
    from sqlalchemy.orm import Session

    from tracker.store import db

    first, second = Session(db.engine), Session(db.engine)
    assert answer_on(second, date(2026, 12, 1)) == ("KG-APP-67", 14)
    second.rollback()
    confirmed(first)
    first.commit()
    assert answer_on(second, date(2026, 12, 1)) == ("KG-APP-67@2", 10)
    second.close()
    first.close()
