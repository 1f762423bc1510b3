"""The demonstration set: every stage of life, relative to today; everywhere in the country; nothing real, and marked."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.web.client import PageClient
from tracker.cases.events import EventType
from tracker.cases.kinds import CaseState, Kind, LegState, Proof
from tracker.cases.models import Case, CaseEvent, Concern, Leg, Party
from tracker.clock import day_of
from tracker.demo.growing import grow
from tracker.demo.stages import STAGES
from tracker.demo.stories import Story, stories
from tracker.demo.unreachable import NO_PHONE, NO_STREET
from tracker.directory.models import Authority, AuthorityServes, Centre, Contact, Territory
from tracker.directory.places import COUNTRY
from tracker.directory.posts import Post, PostRole
from tracker.lawbook import current_calendar
from tracker.mail.models import OutboxMail
from tracker.people.models import Account
from tracker.reference.shipped import read
from tracker.store import db
from tracker.web.public.filing_texts import HOTLINES

STORIES = stories()
OUTSIDE_ITS_CITY = "S35"  # the waste of a city lies in the raion beside it
EXAMPLE = re.compile(r"[^@\s]+@[\w.-]+\.example")


def grown() -> list[tuple[Story, Case]]:
    """Each story with the case that came of it; they are filed in that order."""
    cases = list(db.session.scalars(select(Case).order_by(Case.id)))
    assert len(cases) == len(STORIES)
    return list(zip(STORIES, cases, strict=True))


def of_stage(*names: str) -> list[Case]:
    found = [case for story, case in grown() if story.stage in names]
    assert found, names
    return found


def leg_of(case: Case) -> Leg:
    assert case.current_leg is not None
    return case.current_leg


def test_all_forty_situations_and_every_stage_are_told() -> None:
    assert len({story.sample for story in STORIES}) == 40
    assert {story.stage for story in STORIES} == set(STAGES)


def test_at_least_half_ask_for_information_and_both_languages_are_used() -> None:
    kinds = Counter(story.kind for story in STORIES)
    assert set(kinds) == set(Kind)
    assert kinds[Kind.INFORMATION_REQUEST] * 2 >= len(STORIES)
    languages = Counter(story.language for story in STORIES)
    assert set(languages) == {"ky", "ru"}
    assert min(languages.values()) * 3 >= len(STORIES)


def test_all_oblasts_and_both_cities_have_cases(demo_world: Flask) -> None:
    there = set(db.session.scalars(select(Case.oblast_code)))
    first_level = set(db.session.scalars(select(Territory.code).where(Territory.level.in_(["oblast", "republican_city"]))))
    assert len(first_level) == 9
    assert first_level <= there


def test_every_letter_went_to_a_body_of_its_own_place(demo_world: Flask) -> None:
    """Nobody's aiyl okmotu owes the waste of another oblast."""
    local = 0
    for story, case in grown():
        for leg in case.legs:
            body = db.session.get_one(Authority, leg.authority_id)
            if COUNTRY in {body.territory_code, case.territory_code or COUNTRY} or story.sample == OUTSIDE_ITS_CITY:
                continue
            places = select(AuthorityServes.territory_code).where(AuthorityServes.authority_id == body.id)
            served = set(db.session.scalars(places))
            around = {case.territory_code, case.raion_code, case.oblast_code, COUNTRY}
            inside = any(code.startswith(case.territory_code.rstrip("0")) for code in served)
            assert inside or served & around, (story.sample, body.id, case.territory_code)
            local += 1
    assert local > 20


# what a stage promises is so today
STATES = {
    "first_look": CaseState.WAITING_FIRST_LOOK, "unrouted": CaseState.TO_ROUTE, "undelivered": CaseState.TO_DELIVER,
    "mailed": CaseState.TO_DELIVER, "asserted": CaseState.TO_DELIVER, "paper_unregistered": CaseState.DELIVERED,
    "unregistered": CaseState.DELIVERED, "in_work": CaseState.IN_WORK, "due_soon": CaseState.IN_WORK,
    "due_today": CaseState.IN_WORK, "late": CaseState.IN_WORK, "very_late": CaseState.IN_WORK, "extended": CaseState.IN_WORK,
    "late_extension": CaseState.IN_WORK, "asked": CaseState.WAITING_APPLICANT, "answered_full": CaseState.ANSWERED,
    "answered_part": CaseState.ANSWERED, "answered_late": CaseState.ANSWERED, "refused": CaseState.REFUSED,
    "appealed": CaseState.REFUSED, "kept_back": CaseState.ANSWERED, "rated_reopened": CaseState.IN_WORK,
    "closed": CaseState.CLOSED, "withdrawn": CaseState.WITHDRAWN, "unanswered_closed": CaseState.CLOSED,
    "measures_taken": CaseState.ANSWERED, "not_confirmed": CaseState.ANSWERED, "not_accepted": CaseState.NOT_ACCEPTED,
    "outside_claimed": CaseState.IN_WORK,
}  # fmt: skip


@pytest.mark.parametrize("stage", STATES)
def test_a_stage_is_in_its_state(demo_world: Flask, stage: str) -> None:
    assert {case.state for case in of_stage(stage)} == {STATES[stage]}


def check_dates(now: datetime) -> None:
    """Due today is due today, late is late, soon is soon; nothing lies in the future."""
    today = day_of(now)
    calendar = current_calendar(db.session)
    day = calendar.next_working_day_on_or_after(today).result
    assert {leg_of(case).answer_due_on for case in of_stage("due_today") if dated(case)} == {day}
    for case in of_stage("due_soon"):
        due_on = leg_of(case).answer_due_on
        assert due_on is None or today < due_on <= today + timedelta(days=14), due_on
    for case in of_stage("late", "very_late", "extended", "late_extension"):
        leg = leg_of(case)
        assert leg.first_due_on is None or leg.first_due_on < today, leg.first_due_on
    for case in of_stage("late", "very_late", "late_extension"):
        due_on = leg_of(case).answer_due_on
        assert due_on is None or due_on < today
    assert max(db.session.scalars(select(Case.filed_on))) <= today
    assert max(day_of(at) for at in db.session.scalars(select(CaseEvent.at))) <= today


def dated(case: Case) -> bool:
    """Bound by law, and under one whose term is known."""
    return leg_of(case).answer_due_on is not None


def test_dates_are_right_today(demo_world: Flask) -> None:
    check_dates(NOW)


@pytest.mark.slow
@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 22), date(2027, 1, 8), date(2027, 3, 8), date(2026, 12, 31), date(2027, 5, 10), date(2027, 8, 31)],
    ids=["a Sunday", "the long New Year", "a feast", "the last day of a year", "after May", "Independence Day"],
)
def test_dates_are_right_on_any_day(world: Flask, day: date) -> None:
    now = NOW.replace(year=day.year, month=day.month, day=day.day)
    with time_machine.travel(now, tick=True):
        grow(db.session, now, "k")
        check_dates(now)


def test_the_stages_have_what_makes_them(demo_world: Flask) -> None:
    assert {leg_of(case).proof for case in of_stage("asserted")} == {Proof.ASSERTED}
    assert any(leg.proof == Proof.MAILED_NOT_RETURNED for leg in db.session.scalars(select(Leg)))
    assert any(leg.proof == Proof.STAMPED_COPY for leg in db.session.scalars(select(Leg)))
    assert all(leg_of(case).extended_on for case in of_stage("extended", "late_extension"))
    for case in of_stage("transferred"):
        first, *_ = case.legs
        assert (first.state, len(case.legs)) == (LegState.TRANSFERRED, 2)
    assert all(leg_of(case).claimed_answer_on for case in of_stage("outside_claimed"))
    assert all(leg_of(case).announced_on for case in of_stage("very_late"))
    assert any(leg_of(case).fee_asked_on for case in of_stage("due_soon"))
    assert all(leg_of(case).corrected_on for case in of_stage("answered_late"))
    assert all(case.rating for case in of_stage("rated_reopened"))
    seen = set(db.session.scalars(select(CaseEvent.type)))
    assert {EventType.APPEALED, EventType.KEPT_BACK, EventType.PUBLISHED, EventType.REOPENED, EventType.EXTENDED} <= seen
    assert any(case.restricted for _, case in grown())
    assert any(case.urgent for _, case in grown())


def test_nothing_in_it_reaches_anybody(demo_world: Flask) -> None:
    usable = select(Contact.value).where(Contact.kind == "email", Contact.state != "proposed")
    for addresses in (usable, select(Party.email), select(Account.email), select(OutboxMail.to_address)):
        found = set(db.session.scalars(addresses)) - {""}
        assert found
        assert [address for address in found if not EXAMPLE.fullmatch(address)] == []
    for phone in set(db.session.scalars(select(Party.phone))) - {""}:
        assert re.fullmatch(r"\+996 555 000 \d{3}", phone)
    for name in set(db.session.scalars(select(Party.name))) - {""}:
        assert name.startswith(("Үлгү", "Пример")), name
    for name in set(db.session.scalars(select(Concern.name))) - {""}:
        assert "Үлгү" in name, name


def test_no_body_and_no_centre_can_be_reached(demo_world: Flask) -> None:
    """Not even by a remark, or a number to call in danger."""
    for model in (Authority, Centre):
        assert set(db.session.scalars(select(model.phone))) <= {"", NO_PHONE}, model
    assert set(db.session.scalars(select(Authority.postal_address))) == {""}
    assert set(db.session.scalars(select(Centre.address))) <= {"", NO_STREET}
    real = [*numbers_shipped(), *(line.number for line in HOTLINES)]
    assert len(real) > 10
    pages = PageClient(demo_world)
    for path in ("/ky/about", "/en/body/SETS-BA", "/en/body/MNR", "/ky/body/BISH"):
        text = pages.get(path).text
        assert [number for number in real if number in text and len(number) > 4] == [], path


def test_numbers_to_call_in_danger_are_made_up(demo_world: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PageClient(demo_world).get("/en/new").document.first("a", href="tel:0312540579") is not None
    monkeypatch.setitem(demo_world.config, "DEMONSTRATION", True)
    page = PageClient(demo_world).get("/ky/new")
    assert page.document.first("a", href="tel:0000000000") is not None
    assert not [line.number for line in HOTLINES if line.number in page.text]


def numbers_shipped() -> list[str]:
    rows = [row for row in read("authorities.csv") if row["phone"] or row["email"] or row["address"]]
    found = [row[name] for row in rows for name in ("email", "address") if row[name]]
    return found + [part.strip() for row in rows for part in re.split(r"[;(]", row["phone"]) if re.search(r"\d", part)]


def test_every_role_has_an_account(demo_world: Flask) -> None:
    roles = set(db.session.scalars(select(Post.role).where(Post.account_id.is_not(None))))
    assert set(PostRole) - {PostRole.LAWYER} <= roles
    centres = set(db.session.scalars(select(Post.centre_id).where(Post.role == PostRole.STAFF)))
    assert centres == {"AC-BI", "AC-OS", "AC-NA"}


def test_every_page_says_that_it_is_one(demo_world: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(demo_world.config, "DEMONSTRATION", True)
    monkeypatch.setitem(demo_world.jinja_env.globals, "demonstration", True)
    for path in ("/ky/", "/ru/register", "/en/follow"):
        assert PageClient(demo_world).get(path).says("Demonstration. Nothing here is real, and no letter leaves this service.")
