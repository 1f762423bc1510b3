"""What the service does by itself, on simulated days. Every sentence of the rules is a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cases import notice_build as build
from tracker.cases import closing, deciding, delivery, drafts, reviewing
from tracker.cases.events import EventType as E
from tracker.cases.kinds import CaseState, Kind, LegState, Outcome, Proof, TaskKind
from tracker.cases.models import Case, CaseEvent, Draft, Leg, Task
from tracker.directory.models import CentreTerritory, Contact
from tracker.directory.places import COUNTRY
from tracker.duties import leases
from tracker.duties.duty import MINUTE, Duty
from tracker.duties.models import DutyLease
from tracker.duties.running import Report, run_due, start_thread
from tracker.duties.table import DUTIES
from tracker.mail.models import MailState, OutboxMail
from tracker.store import db

MAILBOX, OFFICER, HEAD, STAFF = "sets-os@body.example", "officer@body.example", "head@body.example", "staff@centre.example"
MONDAY = build.NOW  # 5 October 2026, 10:00 in Bishkek


@pytest.fixture
def session(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setitem(app.config, "DEMONSTRATION", True)  # where a letter in a folder counts as sent
    monkeypatch.setitem(app.config, "MAIL_FOLDER", str(tmp_path))
    placed = build.in_world(app)
    build.seat(placed, OFFICER)
    build.seat(placed, HEAD, role="head")
    build.seat(placed, STAFF, role="staff", authority_id=None, centre_id="AC-OS")
    placed.commit()
    return placed


def day(number: int, hour: int = 0) -> datetime:
    """So many days after Monday, 5 October."""
    return MONDAY + timedelta(days=number, hours=hour)


def run(app: Flask, now: datetime, *names: str) -> Report:
    """A sweep, of all duties or of those named; nothing of an earlier sweep is in the way."""
    db.session.commit()
    chosen = [duty for duty in DUTIES if not names or duty.name in names]
    report = run_due(app, now, chosen)
    db.session.expire_all()
    assert report.failed == []
    return report


def received(session: Session, on: date = date(2026, 10, 5), **values: Any) -> tuple[Case, Leg]:
    """A case that the body has, with its clock."""
    case = build.a_case(session, **values)
    case.contact_confirmed_at = MONDAY
    reviewing.review(session, case, by=build.STAFF, now=MONDAY)
    leg = build.the_leg(session, case)
    delivery.receive(session, case, leg, build.OFFICER, on, Proof.CONFIRMED_BY_OFFICER, MONDAY)
    session.commit()
    return case, leg


def to(session: Session, *addresses: str, kind: str = "") -> list[OutboxMail]:
    wanted = select(OutboxMail).where(OutboxMail.to_address.in_(addresses), OutboxMail.kind.startswith(kind))
    return list(session.scalars(wanted.order_by(OutboxMail.id)))


def words(letters: Sequence[OutboxMail]) -> str:
    return "\n".join(letter.text for letter in letters)


def events(session: Session, case: Case, kind: E) -> int:
    count = select(func.count()).where(CaseEvent.case_id == case.id, CaseEvent.type == kind)
    return session.scalar(count) or 0


def open_tasks(session: Session, kind: TaskKind) -> list[Task]:
    return list(session.scalars(select(Task).where(Task.kind == kind, Task.done_at.is_(None))))


# letters


def test_a_letter_is_sent_and_presumed_received_when_the_next_working_day_has_passed(app: Flask, session: Session) -> None:
    case = build.a_case(session)
    reviewing.review(session, case, by=build.STAFF, now=day(4))  # Friday
    leg = build.the_leg(session, case)
    run(app, day(4))
    assert (leg.state, leg.dispatched_at) == (LegState.SENT, day(4))
    run(app, day(7, 13))  # Monday, 23:00: the day is not over
    assert leg.state == LegState.SENT
    run(app, day(7, 14))  # Tuesday, 00:00
    assert (leg.state, leg.received_on, leg.proof) == (LegState.RECEIVED, date(2026, 10, 9), "mailed_not_returned")
    assert leg.answer_due_on == date(2026, 10, 23)


def test_an_address_is_introduced_and_used_after_a_working_day_and_what_waited_goes(app: Flask, session: Session) -> None:
    contact = session.scalars(select(Contact)).one()
    contact.state, contact.confirmed_at = "confirmed", MONDAY
    case = build.a_case(session)
    reviewing.review(session, case, by=build.STAFF, now=MONDAY)
    leg = build.the_leg(session, case)
    assert len(open_tasks(session, TaskKind.DELIVER)) == 1
    run(app, MONDAY)
    assert contact.state == "introduced"
    assert len(to(session, MAILBOX)) == 1
    run(app, day(1, 13))
    assert contact.state == "introduced"
    run(app, day(1, 14))
    assert contact.state == "usable"
    assert leg.state == LegState.SENT
    assert open_tasks(session, TaskKind.DELIVER) == []
    assert len(to(session, MAILBOX, kind="introduction")) == 1


# reminders


def test_the_officer_is_reminded_once_before_the_date(app: Flask, session: Session) -> None:
    _, leg = received(session)
    assert leg.answer_due_on == date(2026, 10, 19)
    run(app, day(8), "due_soon")
    assert to(session, OFFICER, MAILBOX, kind="notice") == []
    for number in (9, 10, 11, 14):
        run(app, day(number), "due_soon")
    letters = to(session, OFFICER, MAILBOX, HEAD, kind="notice")
    assert sorted(letter.to_address for letter in letters) == sorted([OFFICER, MAILBOX])


def test_after_the_date_officer_and_head_are_reminded_and_everybody_sees_it_once(app: Flask, session: Session) -> None:
    case, _ = received(session)
    run(app, day(14), "late", "overdue")  # due today is not late
    assert events(session, case, E.REMINDED) == 0
    for number in (15, 16, 20):
        run(app, day(number), "late", "overdue")
    assert events(session, case, E.REMINDED) == 1
    letters = to(session, OFFICER, MAILBOX, HEAD, kind="notice:reminded")
    assert sorted(letter.to_address for letter in letters) == sorted([OFFICER, MAILBOX, HEAD])


def test_the_applicant_learns_once_that_the_date_passed_and_what_is_open_to_him(app: Flask, session: Session) -> None:
    received(session, language="en")
    for number in (15, 16):
        run(app, day(number), "late", "overdue")
    (letter,) = [mail for mail in to(session, build.MAIL) if "has passed" in mail.subject]
    for way in ("higher body: Ministry", "Akyikatchy", "court"):
        assert way in letter.text


def test_an_extended_date_is_a_new_date_to_be_reminded_of(app: Flask, session: Session) -> None:
    case, leg = received(session)
    run(app, day(10), "due_soon")
    deciding.extend(session, case, leg, by=build.OFFICER, now=day(10), ground="K217-EXT-HARD", reason="көп")
    run(app, day(15), "due_soon", "late")
    assert events(session, case, E.REMINDED) == 0
    run(app, day(25), "due_soon")
    assert len(to(session, MAILBOX, kind="notice")) == 2


def test_an_answered_letter_is_reminded_of_nothing(app: Flask, session: Session) -> None:
    case, leg = received(session)
    given = deciding.Given("Жооп.", outgoing_number="7", signatory="Асанов")
    deciding.answer(session, case, leg, by=build.OFFICER, now=day(2), outcome=Outcome.FULL, given=given)
    for number in (10, 15, 20):
        run(app, day(number), "due_soon", "late", "overdue", "unregistered")
    assert events(session, case, E.REMINDED) == 0
    assert not [mail for mail in to(session, build.MAIL) if "has passed" in mail.subject]


def test_an_unregistered_letter_is_asked_about_by_the_service_target(app: Flask, session: Session) -> None:
    received(session)
    run(app, day(3), "unregistered")  # Thursday: the third working day is not over
    assert to(session, OFFICER, kind="notice") == []
    for number in (4, 7):
        run(app, day(number), "unregistered")
    (letter,) = to(session, OFFICER, kind="notice")
    assert letter.language == "ru"


def test_by_law_67_the_day_to_register_is_the_laws(app: Flask, session: Session) -> None:
    _, leg = received(session, kind=Kind.STATEMENT)
    assert leg.registration_due_on == date(2026, 10, 6)
    run(app, day(1), "unregistered")
    assert to(session, OFFICER, kind="notice") == []
    run(app, day(2), "unregistered")
    assert len(to(session, OFFICER, kind="notice")) == 1


def test_a_word_against_a_word_makes_nobody_late(app: Flask, session: Session) -> None:
    case = build.a_case(session, authority_id="RDA-UZ")
    reviewing.review(session, case, by=build.STAFF, now=MONDAY)
    delivery.deliver_on_paper(
        session, case, build.the_leg(session, case), by=build.holder(case), now=MONDAY,
        received_on=date(2026, 10, 5), proof=Proof.ASSERTED,
    )  # fmt: skip
    for number in (12, 15, 40):
        run(app, day(number), "due_soon", "late", "overdue", "unregistered")
    assert events(session, case, E.REMINDED) == 0


def test_a_body_gets_one_digest_a_week_with_numbers_and_no_names(app: Flask, session: Session) -> None:
    case, _ = received(session)
    for number in (7, 8, 11):
        run(app, day(number), "digest")
    letters = to(session, MAILBOX, OFFICER, HEAD, kind="digest")
    assert sorted(letter.to_address for letter in letters) == sorted([MAILBOX, OFFICER, HEAD])
    assert case.number in words(letters)
    for secret in (build.NAME, build.SUBJECT, build.TEXT, build.MAIL):
        assert secret not in words(letters)
    run(app, day(14), "digest")
    assert len(to(session, MAILBOX, kind="digest")) == 2


def test_a_first_look_that_is_not_done_the_same_day_is_told_to_the_centre_once_a_day(app: Flask, session: Session) -> None:
    build.a_case(session, kind=Kind.STATEMENT)
    run(app, day(0, 8), "first_look")
    assert to(session, STAFF) == []
    run(app, day(1), "first_look")
    run(app, day(1, 3), "first_look")
    (letter,) = to(session, STAFF)
    assert build.NAME not in letter.text


# endings


@pytest.mark.parametrize(
    ("contested", "state"),
    [("", CaseState.CLOSED), ("reopened", CaseState.IN_WORK), ("appealed", CaseState.ANSWERED)],
)
def test_an_answered_case_closes_after_thirty_days_unless_contested(
    app: Flask, session: Session, contested: str, state: CaseState
) -> None:
    case, leg = received(session)
    given = deciding.Given("Жооп.", outgoing_number="7", signatory="Асанов")
    deciding.answer(session, case, leg, by=build.OFFICER, now=day(2), outcome=Outcome.FULL, given=given)
    if contested == "reopened":
        closing.reopen(session, case, leg, by=build.holder(case), now=day(3), reason="Жооп жок.")
    if contested == "appealed":
        closing.record_appeal(session, case, leg, by=build.holder(case), now=day(3), to="court")
    run(app, day(32), "close")
    assert case.state != CaseState.CLOSED
    run(app, day(33), "close")
    assert case.state == state


def test_a_late_case_is_never_closed_by_the_calendar(app: Flask, session: Session) -> None:
    case, _ = received(session)
    run(app, day(200), "close")
    assert case.state == CaseState.DELIVERED


def test_a_draft_nobody_touched_is_forgotten_after_fourteen_days(app: Flask, session: Session) -> None:
    old = drafts.start(session, "a cookie", MONDAY)
    run(app, day(13), "drafts")
    assert session.get(Draft, old.id) is not None
    run(app, day(14), "drafts")
    assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_text_that_nobody_released_in_five_working_days_is_a_task_once(app: Flask, session: Session) -> None:
    received(session)
    run(app, day(7), "unreleased")
    assert open_tasks(session, TaskKind.RELEASE) == []
    run(app, day(8), "unreleased")
    (task,) = open_tasks(session, TaskKind.RELEASE)
    task.done_at = day(9)
    run(app, day(10), "unreleased")
    assert open_tasks(session, TaskKind.RELEASE) == []


def test_a_missing_calendar_year_is_asked_for_months_before_and_once(app: Flask, session: Session) -> None:
    session.add(build.the_country())
    session.flush()
    session.add(CentreTerritory(centre_id="AC-OS", territory_code=COUNTRY))
    run(app, datetime(2027, 8, 1, tzinfo=MONDAY.tzinfo), "calendar_year")
    assert open_tasks(session, TaskKind.CALENDAR_YEAR) == []
    for number in (0, 1):
        run(app, datetime(2027, 10, 1, tzinfo=MONDAY.tzinfo) + timedelta(days=number), "calendar_year")
    (task,) = open_tasks(session, TaskKind.CALENDAR_YEAR)
    assert task.data == {"year": 2028}


# the running itself


def test_what_fails_is_reported_and_stops_nothing_else(app: Flask, session: Session) -> None:
    def do(some: Session, item: int, now: datetime) -> None:
        some.add(Task(kind="call_back", centre_id="AC-OS", created_at=now, text=str(item)))
        if item == 2:
            raise RuntimeError("about Айгүл")

    report = run_due(app, MONDAY, [Duty("odd", MINUTE, lambda some, now: [1, 2, 3], do)])
    assert report.done["odd"] == 2
    assert report.failed == ["odd 2: RuntimeError"]
    assert list(session.scalars(select(Task.text).order_by(Task.id))) == ["1", "3"]
    row = session.get_one(DutyLease, "odd")
    assert (row.done, row.failed, row.owner, row.last_error) == (2, 1, None, "odd 2: RuntimeError")


def test_two_workers_never_sweep_the_same_duty(app: Flask, session: Session) -> None:
    assert leases.take(session, "late", "first", MONDAY)
    assert not leases.take(session, "late", "second", MONDAY)
    assert leases.take(session, "late", "second", MONDAY + leases.LEASE + timedelta(seconds=1))  # the first one died
    leases.give_back(session, "late", "first", MONDAY, day(9), (0, 0), "")
    assert session.get_one(DutyLease, "late", populate_existing=True).owner == "second"


def test_a_duty_runs_again_only_when_its_time_has_come(app: Flask, session: Session) -> None:
    seen: list[datetime] = []
    duty = Duty("seen", MINUTE, lambda some, now: [1], lambda some, item, now: seen.append(now))
    for seconds in (0, 30, 60):
        run_due(app, MONDAY + timedelta(seconds=seconds), [duty])
    assert len(seen) == 2


def test_the_thread_stops_cleanly(app: Flask) -> None:
    stop = start_thread(_another(app), pause=0.01)
    stop()


def _another(app: Flask) -> Flask:
    """An application without tables: every sweep fails, the thread lives on and stops when asked."""
    from tests.conftest import settings
    from tracker.app import create_app

    return create_app(settings(app.config["INSTANCE"]))


def test_every_duty_works_on_both_databases(
    any_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(any_app.config, "DEMONSTRATION", True)
    monkeypatch.setitem(any_app.config, "MAIL_FOLDER", str(tmp_path))
    session: Any = db.session
    build.world(session)
    build.seat(session, STAFF, role="staff", authority_id=None, centre_id="AC-OS")
    received(session)
    build.a_case(session, kind=Kind.STATEMENT)
    session.scalars(select(Contact)).one().state = "introduced"
    for number in (2, 5, 15, 50):
        run(any_app, day(number))
    done = set(session.scalars(select(DutyLease.name)))
    assert done == {duty.name for duty in DUTIES}


def test_mail_that_only_went_to_a_folder_is_no_delivery_outside_the_demonstration(app: Flask, session: Session) -> None:
    app.config["DEMONSTRATION"] = False
    case = build.a_case(session)
    reviewing.review(session, case, by=build.STAFF, now=MONDAY)
    leg = build.the_leg(session, case)
    run(app, MONDAY)
    assert leg.state == LegState.TO_SEND
    assert len(open_tasks(session, TaskKind.DELIVER)) == 1
    assert to(session, MAILBOX, kind="letter")[0].state == MailState.SENT
