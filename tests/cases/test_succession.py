"""Bodies are joined: what they still owe goes over, and no date moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.rows import a_case, a_leg, answered
from tests.conftest import NOW, TODAY
from tracker.cases.kinds import CaseState, LegState, TaskKind
from tracker.cases.models import CaseEvent, Concern, Leg, Task
from tracker.cases.recording import refresh
from tracker.cases.succession import open_legs, succeed
from tracker.directory.errors import DirectoryError
from tracker.directory.models import Authority, Contact, Unit
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

KEEPER = Actor(ActorKind.ADMINISTRATOR)


@pytest.fixture
def bodies(any_world: Any) -> list[str]:
    """Three aiyl okmotu of Issyk-Ata raion."""
    found = select(Authority.id).where(Authority.category == "AO", Authority.territory_code.like("41708206%"))
    return list(db.session.scalars(found.order_by(Authority.id).limit(3)))


def pass_over(bodies: list[str]) -> Any:
    return succeed(db.session, bodies[:2], bodies[2], by=KEEPER, now=NOW)


def test_an_open_duty_goes_over_and_keeps_its_dates(bodies: list[str]) -> None:
    unit = Unit(authority_id=bodies[0], name_ky="Жер бөлүмү", name_ru="Отдел земли")
    db.session.add(unit)
    db.session.flush()
    leg = a_leg(a_case(), authority_id=bodies[0], unit_id=unit.id, answer_due_on=TODAY - timedelta(days=3))
    before = (
        leg.state,
        leg.received_on,
        leg.proof,
        leg.registered_on,
        leg.incoming_number,
        leg.answer_due_on,
        leg.first_due_on,
    )
    version = leg.version
    moved = pass_over(bodies)
    assert (moved.legs, moved.about_successor) == (1, 0)
    assert (leg.authority_id, leg.unit_id, leg.post_id) == (bodies[2], None, None)
    after = (
        leg.state,
        leg.received_on,
        leg.proof,
        leg.registered_on,
        leg.incoming_number,
        leg.answer_due_on,
        leg.first_due_on,
    )
    assert after == before
    assert leg.version == version + 1, "a form opened at the old body is stale"
    event = db.session.scalars(select(CaseEvent).where(CaseEvent.type == "body_succeeded")).one()
    assert event.data == {"from_authority_id": bodies[0], "to_authority_id": bodies[2]}


def test_what_is_answered_or_of_another_body_stays(bodies: list[str]) -> None:
    done = answered(a_case(), TODAY - timedelta(days=2), TODAY, authority_id=bodies[0])
    other = a_leg(a_case())
    assert open_legs(db.session, bodies) == {}
    assert pass_over(bodies).legs == 0
    assert (done.authority_id, other.authority_id) == (bodies[0], "SETS-CH")


def test_several_bodies_and_the_counts_before(bodies: list[str]) -> None:
    for body in (bodies[0], bodies[0], bodies[1]):
        a_leg(a_case(), authority_id=body)
    assert open_legs(db.session, bodies[:2]) == {bodies[0]: 2, bodies[1]: 1}
    assert pass_over(bodies).legs == 3
    assert open_legs(db.session, bodies) == {bodies[2]: 3}


def undelivered(body: str) -> Leg:
    nothing: dict[str, Any] = dict.fromkeys(
        (
            "received_on",
            "proof",
            "registered_on",
            "incoming_number",
            "regime_id",
            "answer_due_on",
            "dispatched_at",
            "means",
        )
    )
    return a_leg(a_case(state=CaseState.TO_DELIVER), authority_id=body, state=LegState.TO_SEND, **nothing)


def test_what_was_not_delivered_is_mailed_to_the_successor(bodies: list[str]) -> None:
    db.session.add(Contact(authority_id=bodies[2], kind="email", value="ao@body.example", state="usable"))
    leg = undelivered(bodies[0])
    pass_over(bodies)
    assert leg.state == LegState.SENDING
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.to_address == "ao@body.example")).one()
    assert mail.leg_ref == leg.id


def test_a_case_about_the_successor_goes_over_with_a_warning_and_is_not_mailed(bodies: list[str]) -> None:
    db.session.add(Contact(authority_id=bodies[2], kind="email", value="ao@body.example", state="usable"))
    leg = undelivered(bodies[0])
    db.session.add(Concern(case_id=leg.case_id, kind="body", authority_id=bodies[2]))
    assert pass_over(bodies).about_successor == 1
    assert (leg.authority_id, leg.state) == (bodies[2], LegState.TO_SEND)
    kinds = set(db.session.scalars(select(Task.kind).where(Task.case_id == leg.case_id, Task.done_at.is_(None))))
    assert TaskKind.CONCERNED_BODY in kinds


def test_a_restricted_case_of_a_village_stays_hidden_under_a_successor_of_the_raion(bodies: list[str]) -> None:
    case = a_case(restricted=True, public_row=False)
    a_leg(case, authority_id=bodies[0])
    refresh(db.session, case)
    assert not case.public_row
    raion = db.session.scalars(select(Authority.id).where(Authority.category == "RDA").limit(1)).one()
    succeed(db.session, [bodies[0]], raion, by=KEEPER, now=NOW)
    assert not case.public_row


def test_only_keepers_of_the_directory(bodies: list[str]) -> None:
    with pytest.raises(DirectoryError):
        succeed(db.session, bodies[:1], bodies[2], by=Actor(ActorKind.STAFF, centre_id="AC-BI"), now=NOW)


def test_tasks_name_the_successor(bodies: list[str]) -> None:
    leg = a_leg(a_case(), authority_id=bodies[0])
    task = Task(kind=TaskKind.FIND_CONTACT, centre_id="AC-BI", case_id=leg.case_id, leg_id=leg.id,
                authority_id=bodies[0], created_at=NOW, due_on=date(2026, 11, 24))  # fmt: skip
    db.session.add(task)
    db.session.flush()
    pass_over(bodies)
    db.session.refresh(task)
    assert task.authority_id == bodies[2]
