"""What everybody may read: a hostile reader of the register, the case page and the figures finds nothing that is not his."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.cases.rows import BODY, KANT, a_case, a_leg, answered, at
from tests.conftest import TODAY
from tracker.cases.disclosure import Audience, MessageKind, PublicLevel
from tracker.cases.events import EventType
from tracker.cases.kinds import CaseState, Kind, LegState, Outcome, Proof, Release, Review
from tracker.cases.models import Case, CaseContent, CaseEvent, CaseFile, Concern, Leg, Message, Party
from tracker.cases.views import LateFilter, RegisterFilters, case_page, register_page
from tracker.cases.views.register import register_count
from tracker.files.models import StoredFile
from tracker.oversight.figures import authority_figures, public_counts, restricted_cells
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

SECRETS = (
    "Бермет Сыр", "bermet@citizen.example", "+996 700 111222", "Жашыл көчө 7", "сырдуу кат", "сырдуу тема",
    "ички эскертме", "борбордун эскертмеси", "жашыруун жооп", "Каттоочу Аким", "паспорт.pdf", "Зыян ААК",
    "жыйынтыгы Берметке", "суроо текст", "басым болду",
)  # fmt: skip
OFFICER = Actor(ActorKind.OFFICER, account_id=None, authority_id=BODY, post_id=5)
STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")


@dataclass(frozen=True, slots=True)
class Full:
    """A case in which everything that must not be told is there to be found."""

    case: Case
    leg: Leg


def full_case(**more: Any) -> Full:
    case = a_case(filed_on=TODAY - timedelta(days=40), **more)
    content = db.session.get_one(CaseContent, case.id)
    content.subject, content.body = "сырдуу тема", "сырдуу кат: +996 700 111222"
    leg = answered(case, TODAY - timedelta(days=3), TODAY - timedelta(days=10))
    db.session.add_all(
        [
            Party(case_id=case.id, role="applicant", name="Бермет Сыр", email="bermet@citizen.example", language="ky",
                  phone="+996 700 111222", address="Жашыл көчө 7"),
            Party(case_id=case.id, role="behind", name="Бермет Сыр Артында", language="ky"),
            Party(case_id=case.id, role="co_signer", name="Бермет Сыр Кошо", language="ky"),
            Concern(case_id=case.id, kind="company", name="Зыян ААК"),
        ]
    )  # fmt: skip
    happened = [
        (EventType.FILED, "public", {"kind": case.kind, "channel": "web", "authority_id": BODY}),
        (EventType.NOTED, "officer", {"side": "body"}),
        (EventType.NOTED, "staff", {"side": "centre"}),
        (EventType.ANSWERED, "officer", {"outcome": "full", "outgoing_number": "06/3", "answered_on": "2026-11-20"}),
        (EventType.APPEALED, "secret_holder", {"to": "жашыруун жооп"}),
        (EventType.WITHDRAWN, "confirmed_applicant", {"pressure": True, "reason": "басым болду"}),
    ]
    events = [
        CaseEvent(case_id=case.id, leg_id=leg.id, seq=seq, type=kind, at=at(TODAY, seq), actor_kind=by, data=data,
                  authority_id=BODY if by == "officer" else None, centre_id="AC-BI" if by == "staff" else None)
        for seq, (kind, by, data) in enumerate(happened, 1)
    ]  # fmt: skip
    db.session.add_all(events)
    db.session.flush()
    texts = [
        (MessageKind.BODY_NOTE, "ички эскертме", 1), (MessageKind.CENTRE_NOTE, "борбордун эскертмеси", 2),
        (MessageKind.ANSWER, "жашыруун жооп Берметке", 3), (MessageKind.QUESTION, "суроо текст", 3),
        (MessageKind.WITHDRAWAL, "басым болду", 5),
    ]  # fmt: skip
    for kind, body, place in texts:
        db.session.add(
            Message(case_id=case.id, leg_id=leg.id, event_id=events[place].id, kind=kind, body=body,
                    signatory="Каттоочу Аким", executor="Каттоочу Аким", created_at=at(TODAY))
        )  # fmt: skip
    stored = a_file("паспорт.pdf")
    answer = message(case, MessageKind.ANSWER)
    db.session.add(CaseFile(case_id=case.id, message_id=answer.id, kind=MessageKind.ANSWER, file_id=stored.id))
    db.session.flush()
    return Full(case, leg)


def a_file(name: str) -> StoredFile:
    key = f"{name}{db.session.query(StoredFile).count()}"
    stored = StoredFile(key=key, name=name, content_type="application/pdf", size=9, sha256="0" * 64, created_at=at(TODAY))
    db.session.add(stored)
    db.session.flush()
    return stored


def message(case: Case, kind: MessageKind) -> Message:
    db.session.flush()
    return db.session.query(Message).filter_by(case_id=case.id, kind=kind).one()


def release(full: Full) -> None:
    """Staff let the public read a copy of the letter and of the answer, and a covered copy of its file."""
    content = db.session.get_one(CaseContent, full.case.id)
    content.public_subject, content.public_body, content.release = "Суу жөнүндө", "Ачык кат", Release.REDACTED
    answer = message(full.case, MessageKind.ANSWER)
    answer.public_body, answer.release = "Ачык жооп", Release.REDACTED
    row = db.session.query(CaseFile).filter_by(case_id=full.case.id).one()
    row.public_file_id, row.release = a_file("ачык.pdf").id, Release.REDACTED
    full.case.released = True
    db.session.flush()


def holds_secret(shown: object) -> list[str]:
    text = repr(shown)
    return [secret for secret in SECRETS if secret in text]


def numbers(filters: RegisterFilters | None = None) -> list[str]:
    return [row.number for row in register_page(db.session, filters or RegisterFilters(), None, TODAY).rows]


VARIANTS: list[tuple[str, dict[str, Any], bool]] = [
    ("released or not, an open case", {}, False),
    ("an open case with its texts released", {}, True),
    ("a restricted case with a public row", {"restricted": True, "kind": Kind.STATEMENT}, False),
    ("restricted after its texts were released", {"restricted": True}, True),
]


@pytest.mark.parametrize(("rule", "columns", "released"), VARIANTS, ids=[row[0] for row in VARIANTS])
def test_no_secret_is_in_what_the_public_is_given(any_world: Any, rule: str, columns: dict[str, Any], released: bool) -> None:
    full = full_case(**columns)
    if released:
        release(full)
    page = case_page(db.session, full.case.number, PUBLIC, TODAY)
    assert page is not None
    assert holds_secret(page) == []
    assert page.parties == page.concerns == ()
    assert holds_secret(register_page(db.session, RegisterFilters(), None, TODAY)) == []
    has_text = page.level is PublicLevel.TEXT
    assert has_text == (released and not columns.get("restricted"))
    assert bool(page.messages) == bool(page.files) == bool(page.letter) == has_text


def test_released_copies_are_read_and_nothing_else(any_world: Any) -> None:
    full = full_case()
    release(full)
    page = case_page(db.session, full.case.number, PUBLIC, TODAY)
    assert page is not None
    assert page.letter is not None
    assert (page.letter.subject, page.letter.body) == ("Суу жөнүндө", "Ачык кат")
    assert [text.body for text in page.messages] == ["Ачык жооп"]
    assert [file.name for file in page.files] == ["ачык.pdf"]
    assert register_page(db.session, RegisterFilters(), None, TODAY).rows[0].subject == "Суу жөнүндө"


def test_texts_taken_back_are_gone(any_world: Any) -> None:
    full = full_case()
    release(full)
    db.session.get_one(CaseContent, full.case.id).release = Release.KEPT
    message(full.case, MessageKind.ANSWER).release = Release.KEPT
    page = case_page(db.session, full.case.number, PUBLIC, TODAY)
    assert page is not None
    assert (page.letter, page.messages, page.files) == (None, (), ())
    assert register_page(db.session, RegisterFilters(), None, TODAY).rows[0].subject == ""


HIDDEN: list[tuple[str, dict[str, Any]]] = [
    ("restricted and addressed below raion level", {"restricted": True, "public_row": False}),
    ("not yet looked at", {"review": Review.WAITING, "public_row": False, "state": CaseState.WAITING_FIRST_LOOK}),
    ("not sent in the name of the centre", {"review": Review.DECLINED, "public_row": False, "state": CaseState.DECLINED}),
    ("not accepted", {"review": Review.NOT_ACCEPTED, "public_row": False, "state": CaseState.NOT_ACCEPTED}),
]


@pytest.mark.parametrize(("rule", "columns"), HIDDEN, ids=[row[0] for row in HIDDEN])
def test_a_case_without_a_public_row_is_nowhere(any_world: Any, rule: str, columns: dict[str, Any]) -> None:
    seen = full_case()
    hidden = full_case(**columns)
    number = hidden.case.number
    assert case_page(db.session, number, PUBLIC, TODAY) is None
    assert numbers() == [seen.case.number]
    for filters in (
        RegisterFilters(body_id=BODY), RegisterFilters(topic_code="AIR"), RegisterFilters(raion_code=KANT),
        RegisterFilters(late=LateFilter.LATE), RegisterFilters(kind=Kind(hidden.case.kind)),
        RegisterFilters(from_on=hidden.case.filed_on, to_on=hidden.case.filed_on),
    ):  # fmt: skip
        assert number not in numbers(filters)
        assert register_count(db.session, filters, TODAY, 100).value <= 1
    assert public_counts(db.session, TODAY).cases.value == 1
    assert authority_figures(db.session, BODY, TODAY).answered == 1


def test_the_key_of_a_hidden_case_is_as_good_as_none(any_world: Any) -> None:
    full_case()
    hidden = full_case(restricted=True, public_row=False)
    for key in (hidden.case.number, "26-0000-0000", "junk"):
        assert register_page(db.session, RegisterFilters(), key, TODAY).rows == ()


@pytest.mark.parametrize(
    ("who", "actor"),
    [
        ("staff of another centre", Actor(ActorKind.STAFF, centre_id="AC-OS")),
        ("an officer of another body", Actor(ActorKind.OFFICER, authority_id="SETS-O")),
        ("an officer of a unit that does not hold the letter", replace(OFFICER, unit_id=77)),
        ("the holder of another case's secret", Actor(ActorKind.SECRET_HOLDER, case_id=987654)),
        ("a link to another case's letter", Actor(ActorKind.LETTER_LINK, case_id=987654, authority_id=BODY)),
        ("the coordinator", Actor(ActorKind.COORDINATOR)),
        ("the administrator", Actor(ActorKind.ADMINISTRATOR)),
    ],
)
def test_who_has_nothing_to_do_with_a_case_reads_what_the_public_reads(any_world: Any, who: str, actor: Actor) -> None:
    full = full_case()
    page = case_page(db.session, full.case.number, actor, TODAY)
    assert page is not None
    assert page.audience is Audience.PUBLIC
    assert holds_secret(page) == []
    hidden = full_case(restricted=True, public_row=False)
    assert case_page(db.session, hidden.case.number, actor, TODAY) is None


def test_the_centre_reads_everything_of_its_case(any_world: Any) -> None:
    full = full_case()
    page = case_page(db.session, full.case.number, STAFF, TODAY)
    assert page is not None
    assert page.audience is Audience.CENTRE
    assert {party.role for party in page.parties} == {"applicant", "behind", "co_signer"}
    assert page.parties[0].phone == "+996 700 111222"
    assert MessageKind.BODY_NOTE not in {text.kind for text in page.messages}
    assert MessageKind.CENTRE_NOTE in {text.kind for text in page.messages}
    assert case_page(db.session, full.case.number, STAFF, TODAY, as_public=True).audience is Audience.PUBLIC  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "actor", "sees_contacts"),
    [
        (Kind.INFORMATION_REQUEST, OFFICER, False),
        (Kind.STATEMENT, OFFICER, True),
        (Kind.STATEMENT, Actor(ActorKind.LETTER_LINK, authority_id=BODY), False),
    ],
)
def test_what_a_body_learns_of_the_sender(any_world: Any, kind: Kind, actor: Actor, sees_contacts: bool) -> None:
    full = full_case(kind=kind)
    if actor.kind is ActorKind.LETTER_LINK:
        actor = replace(actor, case_id=full.case.id, leg_id=full.case.current_leg_id)
    page = case_page(db.session, full.case.number, actor, TODAY)
    assert page is not None
    assert page.audience is Audience.BODY
    assert {party.role for party in page.parties} == {"applicant", "co_signer"}
    assert bool(page.parties[0].phone) == sees_contacts
    kinds = {text.kind for text in page.messages}
    assert MessageKind.BODY_NOTE in kinds
    assert kinds.isdisjoint({MessageKind.CENTRE_NOTE, MessageKind.WITHDRAWAL})
    assert not any("pressure" in row.values for row in page.timeline)


def test_notes_of_the_first_body_are_not_read_by_the_second(any_world: Any) -> None:
    full = full_case()
    a_leg(full.case, authority_id="SETS-O")
    page = case_page(db.session, full.case.number, Actor(ActorKind.OFFICER, authority_id="SETS-O"), TODAY)
    assert page is not None
    assert page.audience is Audience.BODY
    assert "ички эскертме" not in repr(page)
    assert EventType.NOTED not in {row.code for row in page.timeline}


def test_a_body_that_passed_the_letter_on_reads_what_the_public_reads(any_world: Any) -> None:
    full = full_case()
    full.leg.state = LegState.TRANSFERRED
    a_leg(full.case, authority_id="SETS-O", from_leg_id=full.leg.id)
    page = case_page(db.session, full.case.number, OFFICER, TODAY)
    assert page is not None
    assert page.audience is Audience.PUBLIC


def test_the_applicant_sees_neither_co_signers_nor_notes(any_world: Any) -> None:
    full = full_case()
    page = case_page(db.session, full.case.number, Actor(ActorKind.SECRET_HOLDER, case_id=full.case.id), TODAY)
    assert page is not None
    assert {party.role for party in page.parties} == {"applicant", "behind"}
    assert {text.kind for text in page.messages} == {MessageKind.ANSWER, MessageKind.QUESTION}


def test_a_word_against_a_word_is_not_public(any_world: Any) -> None:
    case = a_case()
    a_leg(case, state=LegState.SENT, proof=Proof.ASSERTED, received_on=TODAY - timedelta(days=20), registered_on=None,
          answer_due_on=None)  # fmt: skip
    page = case_page(db.session, case.number, PUBLIC, TODAY)
    assert page is not None
    assert page.legs[0].received_on is None
    assert page.legs[0].proof is None
    assert not page.legs[0].lateness.is_late
    figures = authority_figures(db.session, BODY, TODAY)
    assert (figures.owes, figures.late, figures.median.of if figures.median else None) == (0, 0, 0)


def test_a_body_that_was_replaced_before_the_letter_left_is_named_to_the_centre_alone(any_world: Any) -> None:
    case = a_case()
    a_leg(case, authority_id="SETS-O", state=LegState.TRANSFERRED, dispatched_at=None, received_on=None, proof=None,
          answer_due_on=None, ended_on=TODAY, registered_on=None)  # fmt: skip
    a_leg(case)
    public, centre = (case_page(db.session, case.number, actor, TODAY) for actor in (PUBLIC, STAFF))
    assert public is not None
    assert centre is not None
    assert [leg.body_id for leg in public.legs] == [BODY]
    assert [leg.body_id for leg in centre.legs] == ["SETS-O", BODY]


def test_filters(any_world: Any) -> None:
    late = a_case(filed_on=TODAY - timedelta(days=60))
    a_leg(late, answer_due_on=TODAY - timedelta(days=1))
    past = a_case(topic_code="DRINK", filed_on=TODAY - timedelta(days=59))
    a_leg(past, authority_id="SETS-O", convention_due_on=TODAY - timedelta(days=1))
    fresh = a_case(state=CaseState.ANSWERED, kind=Kind.PROPOSAL, filed_on=TODAY - timedelta(days=2))
    answered(fresh, TODAY, TODAY)
    expected = {
        RegisterFilters(): [fresh, past, late],
        RegisterFilters(late=LateFilter.LATE): [late],
        RegisterFilters(late=LateFilter.PAST_CONVENTION): [past],
        RegisterFilters(topic_code="DRINK"): [past],
        RegisterFilters(body_id="SETS-O"): [past],
        RegisterFilters(kind=Kind.PROPOSAL): [fresh],
        RegisterFilters(state=CaseState.ANSWERED): [fresh],
        RegisterFilters(states=(CaseState.ANSWERED, CaseState.IN_WORK)): [fresh, past, late],
        RegisterFilters(from_on=TODAY - timedelta(days=59)): [fresh, past],
        RegisterFilters(to_on=TODAY - timedelta(days=60)): [late],
        RegisterFilters(oblast_code="41703000000000"): [],
    }
    for filters, cases in expected.items():
        assert numbers(filters) == [case.number for case in cases], filters
        assert register_count(db.session, filters, TODAY, 100).value == len(cases)


def test_pages_follow_one_another_without_a_gap(any_world: Any) -> None:
    made = []
    for age in (5, 5, 5, 9, 9, 30):
        case = a_case(filed_on=TODAY - timedelta(days=age))
        a_leg(case)
        made.append(case.number)
    seen: list[str] = []
    after = None
    for _ in range(4):
        page = register_page(db.session, RegisterFilters(), after, TODAY, size=2)
        seen += [row.number for row in page.rows]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(made)
    assert len(set(seen)) == len(made)


def test_figures_count_open_letters_at_their_present_age(any_world: Any) -> None:
    for age in (20, 20, 20):
        a_leg(a_case(filed_on=TODAY - timedelta(days=age)), answer_due_on=TODAY - timedelta(days=2), status="likely")
    answered(a_case(filed_on=TODAY - timedelta(days=40)), TODAY - timedelta(days=39), TODAY - timedelta(days=20))
    answered(a_case(filed_on=TODAY - timedelta(days=900)), TODAY - timedelta(days=899), TODAY - timedelta(days=880))
    figures = authority_figures(db.session, BODY, TODAY)
    assert (figures.owes, figures.late, figures.answered, figures.checking) == (3, 3, 1, 3)
    assert figures.median is not None
    assert (figures.median.of, figures.median.open_ones, figures.median.at_least) == (4, 3, True)
    assert figures.median.value is not None
    assert figures.median.value > 10
    assert (figures.answered_in_time.part, figures.answered_in_time.of) == (1, 1)


def test_restricted_cases_are_counted_by_raion_and_quarter_and_small_cells_merged(any_world: Any) -> None:
    def hidden(raion: str, on: date, times: int) -> None:
        for _ in range(times):
            a_leg(a_case(raion_code=raion, filed_on=on, restricted=True, public_row=False))

    other = "41708203000000"
    hidden(KANT, date(2026, 7, 1), 5)
    hidden(other, date(2026, 9, 30), 4)
    hidden(other, date(2026, 10, 1), 3)
    hidden(KANT, date(2026, 10, 5), 2)
    a_leg(a_case(restricted=True, filed_on=date(2026, 7, 5)))
    assert restricted_cells(db.session, date(2026, 8, 15), date(2027, 1, 1)) == {(KANT, "2026-3"): 5, ("", "2026-4"): 5}


def test_an_outcome_is_not_a_state(any_world: Any) -> None:
    case = a_case(state=CaseState.CLOSED, outcome=Outcome.UNANSWERED)
    a_leg(case, state=LegState.CLOSED, outcome=Outcome.UNANSWERED, ended_on=TODAY, answer_due_on=TODAY - timedelta(days=9))
    row = register_page(db.session, RegisterFilters(), None, TODAY).rows[0]
    assert (row.state, row.outcome, row.lateness.is_late) == (CaseState.CLOSED, Outcome.UNANSWERED, True)
