"""The officer's tray, the centre's board and tasks: what is shown first, to whom, and with which reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.rows import BODY, a_case, a_leg, answered, at
from tests.conftest import NOW, TODAY
from tracker.cases import access_log
from tracker.cases.duties_of import DutyCode
from tracker.cases.kinds import CaseState, Kind, LegState, Outcome, Proof, Rating, Review, TaskKind
from tracker.cases.models import AccessLog, Case, CaseContent, Leg, Task
from tracker.cases.views import BoardSection, Section, Urgency, board, section_page, task_counts, tasks, tray
from tracker.cases.views.names import name_of
from tracker.directory.models import Authority, Centre, Territory, Topic, Unit
from tracker.directory.names import display_name
from tracker.i18n import in_language
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account
from tracker.store import db, reading

OFFICER = Actor(ActorKind.OFFICER, account_id=1, authority_id=BODY, post_id=None)
UNDELIVERED = {"received_on": None, "proof": None, "registered_on": None, "answer_due_on": None}


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def a_unit() -> int:
    unit = Unit(authority_id=BODY, name_ru="Отдел")
    db.session.add(unit)
    db.session.flush()
    return unit.id


def test_the_tray_is_sorted_by_the_next_duty_and_says_why(any_world: Any) -> None:
    wanted = [
        (DutyCode.CONFIRM_RECEIPT, Urgency.CALM, a_leg(a_case(filed_on=day(-29)), state=LegState.SENT, **UNDELIVERED)),
        (DutyCode.ANSWER, Urgency.LATE, a_leg(a_case(), answer_due_on=day(-6))),
        (DutyCode.REGISTER, Urgency.LATE,
         a_leg(a_case(), state=LegState.RECEIVED, registered_on=None, registration_due_on=day(-5), answer_due_on=day(9))),
        (DutyCode.WINDOW_PASSED, Urgency.CALM,
         a_leg(a_case(), state=LegState.ASKED, clarify_until_on=day(-2), answer_due_on=day(9))),
        (DutyCode.ANSWER_AGAIN, Urgency.CALM,
         a_leg(a_case(), state=LegState.IN_WORK, answered_on=day(-9), ended_on=day(-9), answer_due_on=day(-8),
               reopened_on=day(-1))),
        (DutyCode.REGISTER_TARGET, Urgency.TODAY,
         a_leg(a_case(filed_on=day(0)), state=LegState.RECEIVED, registered_on=None, answer_due_on=day(20))),
        (DutyCode.ANSWER, Urgency.SOON, a_leg(a_case(), answer_due_on=day(2))),
        (DutyCode.ANSWER, Urgency.CALM, a_leg(a_case(), answer_due_on=day(30))),
    ]  # fmt: skip
    wanted.sort(key=lambda row: (row[1] is not Urgency.LATE, row[2].next_on or date.max, row[2].id))
    shown = tray(db.session, OFFICER, TODAY).page.rows
    assert [(row.leg.leg_id, row.duty.code, row.urgency) for row in shown] == [
        (leg.id, code, urgency) for code, urgency, leg in wanted
    ]
    assert [row.duty.on for row in shown] == [leg.next_on for _, _, leg in wanted]


def test_what_is_urgent_and_late_stands_above_what_is_only_old(any_world: Any) -> None:
    """A tray as it was found: an answer late by three days stood below a reopened one and an old receipt."""
    old_receipt = a_leg(a_case(filed_on=day(-29)), state=LegState.SENT, **UNDELIVERED)
    reopened = a_leg(a_case(), state=LegState.IN_WORK, answered_on=day(-20), ended_on=day(-20), answer_due_on=day(-18),
                     reopened_on=day(-15))  # fmt: skip
    late = a_leg(a_case(), answer_due_on=day(-3))
    later = a_leg(a_case(), answer_due_on=day(-5))
    no_term = a_leg(a_case(filed_on=day(-12)), answer_due_on=None)
    urgent = a_leg(a_case(urgent=True), answer_due_on=day(9))
    urgent_and_late = a_leg(a_case(urgent=True), answer_due_on=day(-1))
    wanted = [urgent_and_late, urgent, later, late, old_receipt, reopened, no_term]
    for size in (50, 3, 2, 1):
        seen: list[int] = []
        after = None
        while True:
            page = tray(db.session, OFFICER, TODAY, after, size=size).page
            seen += [row.leg.leg_id for row in page.rows]
            if (after := page.after) is None:
                break
        assert seen == [leg.id for leg in wanted], size


def test_the_tray_counts_what_is_late_due_today_and_unclaimed(any_world: Any) -> None:
    a_leg(a_case(), answer_due_on=day(-1))
    a_leg(a_case(), answer_due_on=day(0))
    a_leg(a_case(), state=LegState.SENT, **UNDELIVERED)
    found = tray(db.session, OFFICER, TODAY)
    assert (found.owed.value, found.late.value, found.today.value, found.unclaimed.value) == (3, 1, 1, 2)
    assert [row.unclaimed for row in found.page.rows].count(True) == 2


def test_nothing_reaches_a_body_before_the_first_look(any_world: Any) -> None:
    a_leg(a_case(review=Review.WAITING, state=CaseState.WAITING_FIRST_LOOK), state=LegState.TO_SEND, **UNDELIVERED)
    a_leg(a_case(review=Review.NOT_ACCEPTED, state=CaseState.NOT_ACCEPTED), state=LegState.TO_SEND, **UNDELIVERED)
    found = tray(db.session, OFFICER, TODAY)
    assert (found.page.rows, found.owed.value) == ((), 0)


def test_a_tray_holds_the_letters_of_its_own_body_and_unit(any_world: Any) -> None:
    mine, other = a_unit(), a_unit()
    legs = {unit: a_leg(a_case(), unit_id=unit) for unit in (mine, other, None)}
    a_leg(a_case(), authority_id="SETS-O")
    answered(a_case(), day(-2), day(-1))

    def seen(**seat: Any) -> set[int]:
        kind = seat.pop("kind", ActorKind.OFFICER)
        return {row.leg.leg_id for row in tray(db.session, Actor(kind, authority_id=BODY, **seat), TODAY).page.rows}

    everything = {leg.id for leg in legs.values()}
    assert seen() == seen(kind=ActorKind.HEAD, unit_id=mine) == everything
    assert seen(unit_id=mine) == {legs[mine].id}


def test_a_list_never_says_the_subject_of_a_restricted_case(any_world: Any) -> None:
    for restricted in (True, False):
        case = a_case(restricted=restricted)
        db.session.get_one(CaseContent, case.id).subject = f"тема {restricted}"
        a_leg(case, answer_due_on=day(-3))
    assert sorted(row.case.subject for row in tray(db.session, OFFICER, TODAY).page.rows) == ["", "тема False"]
    assert "тема True" not in repr(board(db.session, "AC-BI", TODAY))


def test_pages_of_the_tray_follow_one_another(any_world: Any) -> None:
    legs = [a_leg(a_case(), answer_due_on=day(offset)) for offset in (3, 3, 3, 1, 9)]
    seen: list[int] = []
    after = None
    for _ in range(3):
        page = tray(db.session, OFFICER, TODAY, after, size=2).page
        seen += [row.leg.leg_id for row in page.rows]
        after = page.after
    assert after is None
    assert seen == [leg.id for leg in sorted(legs, key=lambda leg: (leg.next_on, leg.id))]


def in_section(sections: tuple[BoardSection, ...], section: Section) -> list[str]:
    found = next(each for each in sections if each.section is section)
    assert found.count.value == len(found.page.rows)
    return [row.case.number for row in found.page.rows]


def waiting_case(**more: Any) -> Case:
    return a_case(state=CaseState.WAITING_FIRST_LOOK, review=Review.WAITING, public_row=False, **more)


def a_task(case: Case, kind: TaskKind, leg: Leg | None = None, **more: Any) -> Task:
    leg_id = leg.id if leg else None
    task = Task(kind=kind, centre_id=case.centre_id, case_id=case.id, leg_id=leg_id, created_at=at(TODAY), **more)
    db.session.add(task)
    db.session.flush()
    return task


def each_section() -> dict[Section, Case]:
    """One case for every section of the board of AC-BI."""
    made = {
        Section.DANGER: a_case(state=CaseState.DELIVERED, urgent=True),
        Section.FIRST_LOOK: waiting_case(),
        Section.TO_ROUTE: a_case(state=CaseState.TO_ROUTE, public_row=False),
        Section.TO_DELIVER: a_case(state=CaseState.TO_DELIVER, public_row=False),
        Section.RIGHT_ENDING: a_case(),
        Section.LATE: a_case(),
        Section.DUE: a_case(),
        Section.BOUNCED: a_case(),
        Section.TO_RELEASE: a_case(),
        Section.WAITING: a_case(),
    }
    a_leg(made[Section.TO_DELIVER], state=LegState.TO_SEND, dispatched_at=None, **UNDELIVERED)
    answered(made[Section.RIGHT_ENDING], day(-28), day(-20)).outcome = Outcome.PARTIAL
    a_leg(made[Section.LATE], answer_due_on=day(-1))
    a_leg(made[Section.DUE], answer_due_on=day(0))
    bounced = a_leg(made[Section.BOUNCED], state=LegState.SENT, **UNDELIVERED)
    a_task(made[Section.BOUNCED], TaskKind.FIND_CONTACT, bounced)
    a_task(made[Section.TO_RELEASE], TaskKind.RELEASE, answered(made[Section.TO_RELEASE], day(-1), day(5)))
    a_leg(made[Section.WAITING], state=LegState.ASKED, clarify_until_on=day(4), answer_due_on=day(20))
    return made


def test_every_section_of_the_board_holds_its_own(any_world: Any) -> None:
    made = each_section()
    sections = board(db.session, "AC-BI", TODAY)
    assert [section.section for section in sections] == list(Section)
    for section, case in made.items():
        assert in_section(sections, section) == [case.number], section
        assert [row.case.number for row in section_page(db.session, section, "AC-BI", TODAY).rows] == [case.number]
    late = next(each for each in sections if each.section is Section.LATE).page.rows[0]
    assert late.leg is not None
    assert late.leg.working_days_late == 1
    assert late.on == day(-1)


def test_the_board_of_another_centre_is_empty(any_world: Any) -> None:
    each_section()
    assert not any(section.page.rows for section in board(db.session, "AC-OS", TODAY))


def test_of_all_centres_only_public_rows_are_shown_and_the_rest_is_counted(any_world: Any) -> None:
    own = a_case(centre_id="AC-BI", restricted=True, public_row=False)
    public, restricted = a_case(centre_id="AC-OS"), a_case(centre_id="AC-OS", restricted=True, public_row=False)
    for case in (own, public, restricted):
        a_leg(case, answer_due_on=day(-1))
    waiting_case(centre_id="AC-OS")
    sections = {each.section: each for each in board(db.session, None, TODAY, viewer_centre_id="AC-BI")}
    late = sections[Section.LATE]
    assert {row.case.number for row in late.page.rows} == {own.number, public.number}
    assert (late.count.value, late.hidden.value) == (2, 1)
    assert (sections[Section.FIRST_LOOK].count.value, sections[Section.FIRST_LOOK].hidden.value) == (0, 1)
    for page in (section_page(db.session, Section.LATE, None, TODAY, viewer_centre_id="AC-BI"),
                 section_page(db.session, Section.LATE, "AC-OS", TODAY, viewer_centre_id="AC-BI")):  # fmt: skip
        assert restricted.number not in {row.case.number for row in page.rows}


def test_what_is_not_on_the_board(any_world: Any) -> None:
    satisfied = a_case(rating=Rating.SATISFIED)
    answered(satisfied, day(-28), day(-20)).outcome = Outcome.PARTIAL
    asserted = a_case()
    a_leg(asserted, state=LegState.SENT, proof=Proof.ASSERTED, answer_due_on=day(-9))
    a_leg(waiting_case(), state=LegState.TO_SEND, dispatched_at=None, **UNDELIVERED)
    deferred = a_case()
    a_task(deferred, TaskKind.FIND_CONTACT, a_leg(deferred, answer_due_on=day(60)), defer_until_on=day(1))
    sections = board(db.session, "AC-BI", TODAY)
    assert {each.section for each in sections if each.page.rows} == {Section.FIRST_LOOK}


def test_a_section_shows_a_few_and_pages_hold_the_rest(any_world: Any) -> None:
    for offset in range(1, 13):
        a_leg(a_case(), answer_due_on=day(-offset))
    late = next(each for each in board(db.session, "AC-BI", TODAY, size=5) if each.section is Section.LATE)
    assert (len(late.page.rows), late.count.value) == (5, 12)
    rest = section_page(db.session, Section.LATE, "AC-BI", TODAY, late.page.after, size=20)
    assert len(rest.rows) == 7
    ons = [row.on for row in (*late.page.rows, *rest.rows)]
    assert ons == sorted(ons)


def test_tasks_by_their_day_without_those_put_off_or_done(any_world: Any) -> None:
    case = a_case(restricted=True)
    a_leg(case)
    last = a_task(case, TaskKind.RELEASE)
    first = a_task(case, TaskKind.DELIVER, due_on=day(-1))
    again = a_task(case, TaskKind.TELL_BY_PHONE, due_on=day(0), defer_until_on=day(0), text="Саламатсызбы")
    a_task(case, TaskKind.TELL_BY_PHONE, due_on=day(-9), defer_until_on=day(2))
    a_task(case, TaskKind.DELIVER, due_on=day(-9), done_at=NOW)
    alone = Task(kind=TaskKind.CALL_BACK, centre_id="AC-BI", created_at=NOW, due_on=day(1))
    db.session.add(alone)
    db.session.flush()
    found = tasks(db.session, "AC-BI", TODAY)
    assert [row.id for row in found.rows] == [first.id, again.id, alone.id, last.id]
    assert (found.rows[2].case, found.rows[0].case.number if found.rows[0].case else "") == (None, case.number)
    assert [row.id for row in tasks(db.session, "AC-BI", TODAY, TaskKind.RELEASE).rows] == [last.id]
    assert tasks(db.session, "AC-OS", TODAY).rows == ()
    counts = {kind: count.value for kind, count in task_counts(db.session, "AC-BI", TODAY).items()}
    assert counts == {TaskKind.RELEASE: 1, TaskKind.DELIVER: 1, TaskKind.TELL_BY_PHONE: 1, TaskKind.CALL_BACK: 1}


def test_pages_of_tasks_also_where_no_day_is_set(any_world: Any) -> None:
    case = a_case()
    made = [a_task(case, TaskKind.RELEASE).id for _ in range(3)]
    first = tasks(db.session, "AC-BI", TODAY, size=2)
    assert [row.id for row in (*first.rows, *tasks(db.session, "AC-BI", TODAY, after=first.after, size=2).rows)] == made


@pytest.mark.parametrize("junk", ["", "x", "20261341.5", "99999999.1", "20261101.", "٢٠٢٦١١٠١.5", "20261101.-1", "2026.1.1"])
def test_a_key_that_is_none_gives_the_first_page(any_world: Any, junk: str) -> None:
    a_leg(a_case())
    assert len(tray(db.session, OFFICER, TODAY, junk).page.rows) == 1


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("model", [Authority, Territory, Topic, Centre, Unit])
def test_names_chosen_by_the_database_are_those_of_the_directory(any_world: Any, language: str, model: Any) -> None:
    a_unit()
    rows = db.session.execute(select(model, name_of(model, language))).all()
    assert rows
    with in_language(language):
        assert [name for _, name in rows] == [display_name(row) for row, _ in rows]


def test_reading_a_restricted_case_is_written_down_while_the_page_only_reads(any_world: Any) -> None:
    account = Account(email="officer@body.example", created_at=NOW)
    case = a_case(restricted=True, kind=Kind.STATEMENT)
    db.session.add(account)
    db.session.commit()
    account_id, case_id = account.id, case.id
    actor = Actor(ActorKind.OFFICER, account_id=account_id, authority_id=BODY)
    with reading():
        db.session.scalar(select(Case.id).where(Case.id == case_id))
        access_log.record(case_id, actor, "case", NOW)
        access_log.record(case_id, Actor(ActorKind.SECRET_HOLDER, case_id=case_id), "case", NOW)
    db.session.rollback()
    logged = [(row.account_id, row.case_id, row.what, row.at) for row in db.session.scalars(select(AccessLog))]
    assert logged == [(account_id, case_id, "case", datetime(2026, 11, 23, 4, 0, tzinfo=NOW.tzinfo))]
