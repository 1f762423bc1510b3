"""What is kept from those who do not need it: a body's number on a restricted row, running quarters, letters that never came."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.rows import BODY, a_case, a_leg, at
from tests.conftest import NOW, TODAY
from tracker.cases import papers
from tracker.cases.disclosure import Audience, MessageKind
from tracker.cases.events import EventType
from tracker.cases.kinds import Kind, LegState
from tracker.cases.models import Case, CaseEvent, CaseFile, Message
from tracker.cases.timeline_words import sentence
from tracker.cases.views import case_page
from tracker.cases.views.letters_sent import without_others
from tracker.cases.views.passed_on import passed_on
from tracker.cases.views.settled import found, settled
from tracker.directory.models import Unit
from tracker.files.models import StoredFile
from tracker.oversight.figures import restricted_cells
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

OFFICER = Actor(ActorKind.OFFICER, authority_id=BODY)
KANT = "41708206000000"  # Issyk-Ata raion
ITS_NUMBER = "05-1/77"
NOT_SENT: dict[str, Any] = dict.fromkeys(("dispatched_at", "received_on", "proof", "registered_on", "answer_due_on"))
NUMBERS = ("26-1111-1111", "26-2222-2222", "26-3333-3333")


def _with_a_unit(restricted: bool) -> Case:
    unit = Unit(authority_id=BODY, name_ky="Аба бөлүмү", name_ru="Отдел воздуха", name_en="Air unit", valid_from=date(2025, 1, 6))
    db.session.add(unit)
    db.session.flush()
    case = a_case(restricted=restricted, kind=Kind.STATEMENT)
    leg = a_leg(case, unit_id=unit.id, incoming_number=ITS_NUMBER)
    happened = [
        (EventType.REGISTERED, {"registered_on": "2026-10-26", "incoming_number": ITS_NUMBER}),
        (EventType.ASSIGNED, {"unit_id": unit.id}),
    ]
    for seq, (kind, data) in enumerate(happened, 1):
        event = CaseEvent(case_id=case.id, leg_id=leg.id, seq=seq, type=kind, at=at(TODAY), actor_kind="officer", data=data)
        event.authority_id = BODY
        db.session.add(event)
    db.session.flush()
    return case


@pytest.mark.parametrize("restricted", [True, False])
def test_a_restricted_row_says_neither_the_bodys_number_nor_the_unit(world: Any, restricted: bool) -> None:
    case = _with_a_unit(restricted)
    for actor, shown in ((PUBLIC, not restricted), (OFFICER, True)):
        page = case_page(db.session, case.number, actor, TODAY)
        assert page is not None
        assert [row.code for row in page.timeline] == [EventType.REGISTERED, EventType.ASSIGNED]
        said = " ".join(sentence(row, page.names) for row in page.timeline) + repr(page.legs)
        assert (ITS_NUMBER in said) == shown
        assert ("Аба бөлүмү" in said) == shown


def test_a_body_replaced_before_the_letter_went_learns_nothing_of_it(any_world: Any) -> None:
    case = a_case()
    a_leg(case, state=LegState.TRANSFERRED, **NOT_SENT)
    a_leg(case, authority_id="SETS-O", state=LegState.TO_SEND, **NOT_SENT)
    assert settled(db.session, OFFICER).rows == ()
    assert found(db.session, OFFICER, case.number) == ()
    assert passed_on(db.session, case.number, OFFICER, TODAY) is None


def test_a_letter_passed_on_stays_on_the_list_without_its_subject(any_world: Any) -> None:
    case = a_case()
    a_leg(case, state=LegState.TRANSFERRED, ended_on=TODAY)
    a_leg(case, authority_id="SETS-O")
    [row] = settled(db.session, OFFICER).rows
    assert (row.case.number, row.case.subject) == (case.number, "")
    assert passed_on(db.session, case.number, OFFICER, TODAY) is not None


def test_files_of_notes_are_not_named_in_the_document_of_the_case(world: Any) -> None:
    case = a_case()
    leg = a_leg(case)
    for kind, name in ((MessageKind.BODY_NOTE, "эскертме.pdf"), (MessageKind.ANSWER, "жооп.pdf")):
        text = Message(case_id=case.id, leg_id=leg.id, kind=kind, body="…", created_at=NOW)
        stored = StoredFile(key=name, name=name, content_type="application/pdf", size=9, sha256="0" * 64, created_at=NOW)
        db.session.add_all([text, stored])
        db.session.flush()
        db.session.add(CaseFile(case_id=case.id, message_id=text.id, kind=kind, file_id=stored.id))
    db.session.flush()
    assert papers.case_file_of(db.session, case, leg, Audience.BODY, NOW).files == ("жооп.pdf",)


def test_a_list_to_a_body_read_by_a_centre_names_only_what_that_centre_may_know(any_world: Any) -> None:
    own, public, hidden = NUMBERS
    a_case(number=own, public_row=False)
    a_case(number=public, centre_id="AC-OS")
    a_case(number=hidden, centre_id="AC-OS", restricted=True, public_row=False)
    text = " ".join(f"№ {number}," for number in NUMBERS)
    assert without_others(db.session, text, "AC-BI") == f"№ {own}, № {public}, № …,"
    assert without_others(db.session, "08:00, 23.11.2026", "AC-BI") == "08:00, 23.11.2026"


def test_a_quarter_that_still_runs_is_not_counted(any_world: Any) -> None:
    """A number that grows from one day to the next would say when somebody of that raion wrote."""
    for on in (date(2026, 9, 30), date(2026, 10, 1)):
        for _ in range(6):
            a_leg(a_case(filed_on=on, restricted=True, public_row=False))
    assert restricted_cells(db.session, date(2026, 1, 1), date(2026, 12, 31)) == {(KANT, "2026-3"): 6}
