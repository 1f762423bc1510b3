"""Two administrators press at the same moment: the second waits for the first and then reads what he left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from tests.lawbook.conftest import NOW
from tests.lawbook.test_added_grounds import OTHER
from tests.lawbook.test_added_grounds import WANTED as GROUND
from tests.lawbook.test_changes import LAWYER, SECOND, WANTED, Person, proposed
from tracker.law.codes import TermName
from tracker.law.counting import Unit, count
from tracker.lawbook import calendars, changes, standing, terms
from tracker.lawbook.changes import ChangeError, Problem, Wanted
from tracker.lawbook.models import LawChange, State
from tracker.store import db

THIRD = Person(3)
ANOTHER = replace(WANTED, regime_id="KG-ATI-217", table={**WANTED.table, "value": 12, "starts": "receipt"})
Act = Callable[[Session], Any]


@dataclass
class Desk:
    """Somebody's browser window: a connection of its own, and what came of the button."""

    session: Session
    came_of_it: Any = None

    def press(self, act: Act) -> None:
        try:
            self.came_of_it = act(self.session)
            self.session.commit()
        except Exception as error:
            self.session.rollback()
            self.came_of_it = error


@pytest.fixture
def desks(shared_app: Flask) -> Iterator[tuple[Desk, Desk]]:
    with Session(db.engine, expire_on_commit=False) as one, Session(db.engine, expire_on_commit=False) as other:
        yield Desk(one), Desk(other)


def at_once(desks: tuple[Desk, Desk], first: Act, second: Act) -> tuple[Any, Any]:
    """The second presses while the first has not committed."""
    one, other = desks
    one.came_of_it = first(one.session)
    pressing = threading.Thread(target=other.press, args=(second,))
    pressing.start()
    pressing.join(0.3)
    waits = pressing.is_alive()
    one.session.commit()
    pressing.join(20)
    assert waits, "the second one did not wait"
    return one.came_of_it, other.came_of_it


def on_both(desks: tuple[Desk, Desk], row_id: int) -> None:
    """Both have the page of the change before them. On SQLite it is read anew when the button is pressed."""
    for desk in desks:
        desk.session.get_one(LawChange, row_id)
        if db.engine.dialect.name == "sqlite":
            desk.session.rollback()


def confirm(row_id: int, by: Person = SECOND) -> Act:
    return lambda session: changes.confirm(session, session.get_one(LawChange, row_id), note="", alone=False, by=by, now=NOW)


def reject(row_id: int) -> Act:
    return lambda session: changes.reject(session, session.get_one(LawChange, row_id), note="Долбоор гана", by=THIRD, now=NOW)


def again(row_id: int, by: Person) -> Act:
    return lambda session: changes.confirm_again(session, session.get_one(LawChange, row_id), note="", by=by, now=NOW)


def propose(wanted: Wanted) -> Act:
    return lambda session: changes.propose(session, wanted, by=LAWYER, now=NOW)


def waiting(wanted: Wanted = WANTED) -> int:
    row_id = proposed(db.session, wanted).id
    db.session.commit()
    return row_id


@pytest.mark.parametrize(
    ("first", "second", "state", "number", "by"),
    [
        (confirm, reject, State.CONFIRMED, 1, SECOND),
        (reject, confirm, State.REJECTED, None, THIRD),
        (confirm, lambda row_id: confirm(row_id, THIRD), State.CONFIRMED, 1, SECOND),
        (reject, reject, State.REJECTED, None, THIRD),
    ],
    ids=["confirmed, then rejected", "rejected, then confirmed", "confirmed twice", "rejected twice"],
)
def test_what_was_decided_stays_decided(
    desks: tuple[Desk, Desk], first: Any, second: Any, state: State, number: int | None, by: Person
) -> None:
    row_id = waiting()
    on_both(desks, row_id)
    _, refused = at_once(desks, first(row_id), second(row_id))
    assert isinstance(refused, ChangeError), refused
    assert refused.problem is Problem.DECIDED
    row = db.session.get_one(LawChange, row_id)
    assert (row.state, row.number, row.decided_by_id) == (state, number, by.account_id)
    assert len(terms.confirmed(db.session)) == (1 if number else 0)


def test_the_first_of_two_second_looks_stands(desks: tuple[Desk, Desk]) -> None:
    row_id = waiting()
    changes.confirm(db.session, db.session.get_one(LawChange, row_id), note="", alone=True, by=LAWYER, now=NOW)
    db.session.commit()
    on_both(desks, row_id)
    _, refused = at_once(desks, again(row_id, SECOND), again(row_id, THIRD))
    assert isinstance(refused, ChangeError), refused
    assert db.session.get_one(LawChange, row_id).decided_by_id == SECOND.account_id


def test_two_grounds_get_two_codes_and_both_are_confirmed(desks: tuple[Desk, Desk]) -> None:
    rows = at_once(desks, propose(GROUND), propose(OTHER))
    assert [row.name for row in rows] == ["KG-ATI-217-G1", "KG-ATI-217-G2"]
    at_once(desks, confirm(rows[0].id), confirm(rows[1].id))
    assert [change.name for change in terms.confirmed(db.session)] == ["KG-ATI-217-G1", "KG-ATI-217-G2"]


def test_the_same_is_proposed_once(desks: tuple[Desk, Desk]) -> None:
    _, refused = at_once(desks, propose(WANTED), propose(WANTED))
    assert isinstance(refused, ChangeError), refused
    assert refused.problem is Problem.WAITS_ALREADY


def test_two_changes_get_two_numbers(desks: tuple[Desk, Desk]) -> None:
    one, other = waiting(WANTED), waiting(ANOTHER)
    rows = at_once(desks, confirm(one), confirm(other))
    assert [row.number for row in rows] == [1, 2]
    found = {row.family: row.term(TermName.ANSWER).value for row in terms.regimes(db.session) if row.id.endswith("@2")}
    assert found == {"KG-APP-67": 10, "KG-ATI-217": 12}


def test_a_change_that_the_other_one_made_impossible_is_refused(desks: tuple[Desk, Desk]) -> None:
    """Both fit the law as it was; after the first, the second would begin when the law has ended."""
    ends = waiting(Wanted(changes.What.LAW, "KG-ATI-213", {"source": "cbd"}, "Күчүн жоготту", valid_to=date(2023, 12, 1)))
    begins = waiting(replace(WANTED, regime_id="KG-ATI-213", valid_from=date(2023, 12, 15)))
    _, refused = at_once(desks, confirm(ends), confirm(begins))
    assert isinstance(refused, ChangeError), refused
    assert refused.problem is Problem.CONTRADICTS


def test_a_change_that_is_not_confirmed_never_counts(any_session: Any) -> None:
    """Also not one that had got a number before two decisions at once were kept apart."""
    row = proposed(any_session)
    row.state, row.number, row.token = State.REJECTED, 1, "a1"
    any_session.flush()
    standing.forget(any_session)
    assert terms.confirmed(any_session) == []
    assert standing.standing(any_session).law_token is None
    assert changes.by_number(any_session) == {}


def set_off(day: date) -> Act:
    return lambda session: calendars.set_day(session, day, False, "Токтом № 512", "Токтом № 512", SECOND, NOW)


@pytest.fixture
def two_years(shared_app: Flask, few_years: None) -> None:
    calendars.load_calendar(db.session, NOW, 2025)
    db.session.commit()


def test_two_days_set_at_once_are_two_revisions_and_both_count(desks: tuple[Desk, Desk], two_years: None) -> None:
    first, second = date(2025, 6, 10), date(2025, 6, 11)
    before = count(calendars.current_calendar(db.session), date(2025, 6, 9), 3, Unit.WORKING_DAYS).due_on
    db.session.rollback()
    made = at_once(desks, set_off(first), set_off(second))
    assert [revision.number for revision in made] == [2, 3]
    now = count(calendars.current_calendar(db.session), date(2025, 6, 9), 3, Unit.WORKING_DAYS).due_on
    assert (before, now) == (date(2025, 6, 12), date(2025, 6, 16))
    days = (date(2025, 6, 9), date(2025, 6, 16))
    begins, ends = (db.session.scalar(select(calendars.ordinal_of(literal(day)))) for day in days)
    assert ends - begins == 3, "in SQL too"


def test_the_same_year_is_loaded_once(desks: tuple[Desk, Desk], two_years: None) -> None:
    def load(session: Session) -> list[int]:
        return calendars.load_calendar(session, NOW, 2026)

    assert at_once(desks, load, load) == ([2026], [])
