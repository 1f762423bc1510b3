"""The calendar: a year, a day set with its act, the next year, and how many open dates would differ."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.cases.rows import a_case, a_leg
from tests.conftest import NOW, TODAY
from tests.web.client import Page, PageClient
from tests.web.staff import build
from tracker import lawbook
from tracker.cases.calendar_effects import dates_that_would_differ
from tracker.cases.kinds import Kind
from tracker.cases.models import CaseEvent, Leg, Message
from tracker.directory.models import Authority
from tracker.lawbook.models import CalendarDay, CalendarOverride
from tracker.store import db


def set_day(admin: PageClient, status: int = 200, **more: Any) -> Page:
    values = {
        "day": "27.11.2026",
        "working": "off",
        "act": "Токтом № 600, 20.11.2026",
        "source": "https://example.kg/600",
        "reason": "Күндү жылдыруу",
    }
    return admin.get("/en/admin/calendar/day").form("admin-form").fill({**values, **more}).submit(status=status)


def counted(received_on: date, **more: Any) -> Leg:
    """A leg with the date that the law gives, as the commands leave it."""
    from tracker.law.deadlines import answer_due
    from tracker.law.regimes import regime_for

    regime = regime_for("information_request", received_on, lawbook.regimes(db.session))
    due = answer_due(regime, lawbook.current_calendar(db.session), received_on, received_on).due_on
    leg = a_leg(a_case(filed_on=received_on), received_on=received_on, answer_due_on=due, regime_id=regime.id, **more)
    db.session.commit()
    return leg


def test_a_year_with_its_names_and_estimates(admin: PageClient) -> None:
    page = admin.get("/ky/admin/calendar/2026")
    assert "Нооруз" in page.text
    assert "08.01.2026" in page.text
    assert "estimated" in admin.get("/en/admin/calendar/2027").text
    assert admin.get("/en/admin/calendar").url == "/en/admin/calendar/2026"


def test_a_day_is_set_and_what_would_differ_is_only_counted(admin: PageClient) -> None:
    leg = counted(date(2026, 11, 20))
    counted(date(2026, 11, 30))
    due_on, revision = leg.answer_due_on, lawbook.current_calendar(db.session).revision
    page = set_day(admin)
    assert "1 open date would be different by the new calendar. It stays as it is." in page.text
    db.session.rollback()
    assert db.session.get_one(Leg, leg.id).answer_due_on == due_on
    calendar = lawbook.current_calendar(db.session)
    assert (calendar.revision, calendar.is_working(date(2026, 11, 27))) == (revision + 1, False)
    assert "27.11.2026: a day off" in page.text
    assert "Токтом № 600" in page.text
    assert "Администратор Үлгү" in page.text


NAMED = {"name_ky": "Кошумча дем алыш күн", "name_ru": "Дополнительный выходной", "name_en": "Extra holiday"}


@pytest.mark.parametrize(
    ("english", "said"), [("Extra holiday", "Extra holiday"), ("Дополнительный выходной", "day off"), ("", "day off")]
)
def test_a_day_off_has_a_name_for_every_reader(admin: PageClient, english: str, said: str) -> None:
    """Rows of before have no English name, or the Russian one in its place."""
    set_day(admin, day="04.12.2026", **NAMED)
    db.session.execute(update(CalendarDay).where(CalendarDay.name_ky == NAMED["name_ky"]).values(name_en=english or None))
    lawbook.set_day(db.session, date(2026, 12, 31), False, "Токтом", "№ 601", build.STAFF, NOW)  # the calendar is read anew
    db.session.commit()
    query = "kind=information_request&received_on=2026-11-23"
    assert f"04.12.2026 ({said})" in admin.get(f"/en/calculator?{query}").text
    assert "04.12.2026 (Дополнительный выходной)" in admin.get(f"/ru/calculator?{query}").text


def test_a_day_that_moves_nothing(admin: PageClient) -> None:
    counted(date(2026, 11, 20))
    assert "No open date would be different" in set_day(admin, day="28.11.2026", working="off", name_ky="").text


def test_an_extended_answer_is_counted_by_its_extension(admin: PageClient) -> None:
    leg = counted(date(2026, 11, 20))
    leg.extended_on = TODAY
    db.session.commit()
    assert dates_that_would_differ(db.session, date(2026, 11, 27)).value == 1, "the extended date is another one"


def test_an_estimate_is_changed_when_it_is_announced(admin: PageClient) -> None:
    estimated = [day for day in (*_special(2026), *_special(2027)) if day.estimated]
    assert estimated
    page = admin.get(f"/en/admin/calendar/day/{estimated[0].date.isoformat()}")
    form = page.form("admin-form")
    assert form["name_ky"] == estimated[0].name_ky
    form.fill(estimated=False, act="Муфтият, 01.03.2027", source="https://example.kg", reason="Жарыяланды").submit()
    db.session.rollback()
    assert not next(day for day in _special(estimated[0].date.year) if day.date == estimated[0].date).estimated


def _special(year: int) -> Any:
    from tracker.lawbook.calendars import special_days

    return special_days(db.session, year)


def test_wrong_days(admin: PageClient) -> None:
    assert set_day(admin, 422, day="27.11.2040").errors == ["The year 2040 is not loaded yet."]
    assert set_day(admin, 422, day="32.11.2026").errors == ["This is not a date. Write it like 07.12.2026."]
    assert set_day(admin, 422, act="").errors == ["Write the act with its number and day."]
    page = set_day(admin, 422, name_ky="Үлгү күнү", name_ru="Үлгү күнү")
    assert page.errors == ["Write the name in Kyrgyz, Russian and English, or leave all three empty."]
    page = set_day(admin, 422, **{**NAMED, "name_en": NAMED["name_ru"]})
    assert page.errors == ["This has Cyrillic letters. Write the name in English."]
    assert page.form("admin-form")["act"] == "Токтом № 600, 20.11.2026"
    db.session.rollback()
    assert db.session.scalars(select(CalendarOverride.id).where(CalendarOverride.made_by_id.is_not(None))).all() == []


def test_the_next_year_is_loaded_by_a_button(admin: PageClient) -> None:
    last = lawbook.years_loaded(db.session)[-1]
    page = admin.get("/en/admin/calendar/2026").press(f"Load the year {last + 1}")
    assert page.url == f"/en/admin/calendar/{last + 1}"
    assert lawbook.years_loaded(db.session)[-1] == last + 1


def test_not_more_than_three_years_ahead(admin: PageClient) -> None:
    page = admin.get("/en/admin/calendar/2026")
    while "Load the year" in page.text:
        page = page.form("calendar/load").submit()
    assert lawbook.years_loaded(db.session)[-1] == TODAY.year + 3


def test_the_law_names_every_term_with_its_source(admin: PageClient) -> None:
    page = admin.get("/en/admin/law")
    assert "Law No. 217" in page.text
    assert "unknown: no date is counted" in page.text
    one = admin.get("/en/admin/law/KG-ATI-217")
    assert "law.ungovr.org/records/kg" in one.text
    assert "21(1)(4) (not confirmed: not named in letters)" in one.text


def test_the_first_page_says_what_to_look_at(admin: PageClient) -> None:
    counted(date(2026, 11, 20))
    page = admin.get("/en/admin")
    for said in (
        "bodies are not yet confirmed",
        "Kyrgyz names of places are a guess",
        "terms of the law are not known",
    ):
        assert said in page.text, said
    assert len(page.statements) <= 8


def delivered(body: str = "SETS-CH", **more: Any) -> Any:
    return build.delivered(body=body, **more)


def test_what_would_differ_is_listed_and_counted_again_on_confirmation(admin: PageClient) -> None:
    case, hidden = delivered(), delivered(kind=Kind.COMPLAINT)
    due_on = case.current_leg.answer_due_on
    page = set_day(admin).click("See them, and count them again")
    assert "2 open dates would be different by the calendar of today." in page.text
    assert case.number in page.text
    assert hidden.number not in page.text, "an administrator reads no number that is not public"
    db.session.expire_all()
    assert case.current_leg.answer_due_on == due_on, "looking changes nothing"
    page = page.press("Count these dates again")
    assert "Counted again: 2." in page.text
    assert "No open date would be different" in page.text
    db.session.expire_all()
    assert case.current_leg.answer_due_on == date(2026, 12, 8)
    event = db.session.scalars(
        select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.type == "recomputed")
    ).one()
    assert event.actor_kind == "administrator"
    reason = db.session.scalars(select(Message.body).where(Message.event_id == event.id)).one()
    assert "Токтом № 600, 20.11.2026" in reason


def test_a_list_that_grew_old_counts_only_what_it_showed(admin: PageClient) -> None:
    first = delivered()
    set_day(admin)
    form = admin.get("/en/admin/calendar/day/2026-11-27/dates").form("recount")
    second = delivered()
    second.current_leg.answer_due_on = date(2026, 12, 7)
    db.session.commit()
    page = form.submit("Count these dates again")
    assert "Counted again: 1." in page.text
    assert "1 open date would be different" in page.text
    db.session.expire_all()
    assert (first.current_leg.answer_due_on, second.current_leg.answer_due_on) == (date(2026, 12, 8), date(2026, 12, 7))


@pytest.mark.parametrize("listed", ["x", "1:2026-13-01", "1", "99999999999:2026-12-08", "-1:2026-12-08"])
def test_a_list_that_nobody_wrote_is_refused(admin: PageClient, listed: str) -> None:
    delivered()
    set_day(admin)
    form = admin.get("/en/admin/calendar/day/2026-11-27/dates").form("recount")
    form.values["listed"] = listed
    form.submit("Count these dates again", status=400)


def test_no_such_day(admin: PageClient) -> None:
    admin.get("/en/admin/calendar/day/2026-11-99/dates", status=404)


def test_the_heads_signature_is_switched_on_with_a_reason_and_kept_in_the_history(admin: PageClient) -> None:
    page = admin.get("/en/admin/body/SETS-CH")
    assert "the officer who wrote them" in page.text
    page = page.click("The head's signature").form("admin-form").fill(head_signs="yes").submit(status=422)
    assert page.errors == ["Write the reason for the change."]
    page = page.form("admin-form").fill(reason="Башкарманын каты № 12, 20.11.2026").submit()
    assert "but no head signs in here" in page.text
    assert "the head signs answers" in page.text
    assert "№ 12" in page.text
    db.session.expire_all()
    assert db.session.get_one(Authority, "SETS-CH").head_signs
