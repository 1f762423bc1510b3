"""The calendar of working days: a year with its names, sources and estimates; a day set against it; the next year."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from tracker import clock, lawbook
from tracker.cases.calendar_effects import dates_that_would_differ
from tracker.cases.views.paging import Bounded
from tracker.i18n import N_, current_language, has_cyrillic, lazy, long_date, ngettext, short_date, short_instant, t
from tracker.law.calendar import DayName
from tracker.law.errors import YearNotLoaded
from tracker.lawbook.calendars import special_days
from tracker.lawbook.models import CalendarDay, CalendarOverride
from tracker.people.models import Account
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import reason_field
from tracker.web.admin.desk import Ask, ask
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import DateField, PageForm, RadioField
from tracker.web.shared.signed_in import current_actor
from tracker.web.shared.source_notes import source_note, source_notes

YEARS_AHEAD = 3
SHOWN = 60
OFF, WORKING = "off", "working"


class DayForm(PageForm):
    day = DateField(lazy("Which day?"), validators=[Needed(N_("Write the day."))])
    working = RadioField(
        lazy("What is it?"),
        choices=[(OFF, lazy("A day off")), (WORKING, lazy("A working day"))],
        validators=[Needed(N_("Choose one."))],
    )
    name_ky = StringField(
        lazy("Name of the day off in Kyrgyz"),
        description=lazy("Empty: it keeps its name, or is called “Extra day off”"),
        validators=[Length(200)],
    )
    name_ru = StringField(lazy("Name in Russian"), validators=[Length(200)])
    name_en = StringField(lazy("Name in English"), validators=[Length(200)])
    estimated = BooleanField(lazy("The day is only estimated, it is not announced yet"))
    act = StringField(
        lazy("By which act?"),
        description=lazy("Its name, number and day"),
        validators=[Needed(N_("Write the act with its number and day.")), Length(300)],
    )
    source = StringField(
        lazy("Where was it read?"),
        description=lazy("Address of a page, or a newspaper with its day"),
        validators=[Needed(N_("Write where it was read.")), Length(500)],
    )
    reason = reason_field(lazy("Why is it changed?"))

    def validate_day(self, field: Field) -> None:
        years = lawbook.years_loaded(db.session)
        if field.data and field.data.year not in years:
            raise ValidationError(t("The year %(year)s is not loaded yet.", year=field.data.year))

    def validate_name_ky(self, field: Field) -> None:
        self._all_or_none(field)

    def validate_name_ru(self, field: Field) -> None:
        self._all_or_none(field)

    def validate_name_en(self, field: Field) -> None:
        self._all_or_none(field)
        if field.data and has_cyrillic(field.data):
            raise ValidationError(t("This has Cyrillic letters. Write the name in English."))

    def _all_or_none(self, field: Field) -> None:
        """A date explains itself in three languages, so a day off has its name in all of them."""
        if not field.data and any((self.name_ky.data, self.name_ru.data, self.name_en.data)):
            raise ValidationError(t("Write the name in Kyrgyz, Russian and English, or leave all three empty."))


class LoadForm(PageForm):
    """One button."""


@bp.get("/calendar")
@access(Audience.ADMINISTRATOR)
def calendar_now() -> ResponseReturnValue:
    return redirect(url_for("admin.calendar", year=clock.today().year), 303)


@bp.get("/calendar/<int:year>")
@access(Audience.ADMINISTRATOR)
def calendar(year: int) -> ResponseReturnValue:
    years = lawbook.years_loaded(db.session)
    try:
        days = special_days(db.session, year)
    except YearNotLoaded:
        days = []
    missing, following = (
        lawbook.missing_year(db.session, clock.today()),
        (years[-1] + 1 if years else clock.today().year),
    )
    saved = _saved()
    return render_template(
        "admin/calendar.html",
        year=year,
        years=[one for one in years if abs(one - year) <= 2],
        loaded=year in years,
        first=years[0] if years else None,
        last=years[-1] if years else None,
        months=_months(days),
        missing=missing,
        form=LoadForm(),
        next_year=following if following <= clock.today().year + YEARS_AHEAD else None,
        saved=saved[0],
        effects_url=saved[1],
        changes=_changes(year),
        revision=lawbook.current_calendar(db.session).revision if years else 0,
    )


def _months(days: list[CalendarDay]) -> list[tuple[str, list[dict[str, Any]]]]:
    months: dict[int, list[dict[str, Any]]] = {}
    for day in days:
        months.setdefault(day.date.month, []).append(_day(day))
    return [(t(MONTHS[month - 1]), rows) for month, rows in months.items()]


MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


def _day(row: CalendarDay) -> dict[str, Any]:
    name = getattr(row, f"name_{current_language()}") or ""
    return {
        "url": url_for("admin.calendar_day", day=row.date.isoformat()),
        "name": f"{short_date(row.date)}, {t(WEEKDAYS[row.date.weekday()])}",
        "pills": [(t("estimated"), "wait")] if row.estimated else [],
        "cells": [name or (t("a working day") if row.working else t("a day off")), source_note(row.act or _source(row.source))],
    }


def _source(source: str) -> str:
    """The days that came with the service name the package they were read from."""
    package, _, version = source.partition(" ")
    return t("list of holidays, edition %(number)s", number=version) if package == "holidays" and version else source


def _saved() -> tuple[str, str]:
    """After a day was set: how many open dates would be different now, and the page that lists them. They stay."""
    typed = request.args.get("set", "")
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return "", ""
    found = dates_that_would_differ(db.session, day)
    listed = url_for("admin.calendar_effects", day=day.isoformat()) if found.value else ""
    saved = t("Saved: %(day)s.", day=long_date(day))
    return f"{saved} {_effect_words(found)}", listed


def _effect_words(found: Bounded) -> str:
    if found.more:
        return t(
            "More than %(count)s open dates would be different by the new calendar. They stay as they are.",
            count=found.value,
        )
    if not found.value:
        return t("No open date would be different by the new calendar.")
    return ngettext(
        "%(num)s open date would be different by the new calendar. It stays as it is.",
        "%(num)s open dates would be different by the new calendar. They stay as they are.",
        found.value,
    )


def _changes(year: int) -> list[dict[str, Any]]:
    """Days of the year that were set by hand, the newest first."""
    row = CalendarOverride
    query = (
        (
            select(row, Account.full_name)
            .outerjoin(Account, Account.id == row.made_by_id)
            .where(row.date.between(date(year, 1, 1), date(year, 12, 31)))
            .order_by(row.id.desc())
            .limit(SHOWN)
        )
        if 1 <= year <= 9999
        else None
    )
    return [_change(found, name) for found, name in db.session.execute(query)] if query is not None else []


def _change(row: CalendarOverride, name: str | None) -> dict[str, Any]:
    what = (
        t("%(day)s: a working day", day=short_date(row.date))
        if row.working
        else t("%(day)s: a day off", day=short_date(row.date))
    )
    return {
        "when": short_instant(row.made_at),
        "datetime": row.made_at.isoformat(),
        "by": name or t("the service"),
        "title": what,
        "body": source_notes(row.act, row.source, row.reason),
        "tone": "",
    }


@bp.route("/calendar/day", methods=["GET", "POST"])
@bp.route("/calendar/day/<day>", methods=["GET", "POST"])
@access(Audience.ADMINISTRATOR)
def calendar_day(day: str = "") -> ResponseReturnValue:
    form = DayForm(data=_present(day) if request.method == "GET" else None)
    year = form.day.data.year if form.day.data else clock.today().year
    page = Ask(
        t("Set a day"),
        url_for("admin.calendar", year=year),
        t("Set the day"),
        back_text=t("The calendar of %(year)s", year=year),
        lead=t("This makes a new calendar for dates counted from now on. Dates already counted stay as they are."),
    )

    def save() -> None:
        on, off = form.day.data, form.working.data == OFF
        assert on is not None
        name = (
            DayName(form.name_ky.data, form.name_ru.data or "", form.name_en.data or "")
            if off and form.name_ky.data
            else None
        )
        lawbook.set_day(
            db.session,
            on,
            not off,
            form.reason.data or "",
            form.act.data or "",
            current_actor(),
            clock.now(),
            name=name,
            source=form.source.data or "",
            estimated=bool(form.estimated.data),
        )

    return ask(
        form,
        page,
        save,
        lambda: url_for("admin.calendar", year=year, set=form.day.data.isoformat() if form.day.data else ""),
    )


def _present(day: str) -> dict[str, Any]:
    """The day as it stands, to be changed."""
    if not day:
        return {}
    try:
        on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    row = db.session.scalar(select(CalendarDay).where(CalendarDay.date == on, CalendarDay.to_revision.is_(None)))
    if row is None:
        return {"day": on}
    names = {name: getattr(row, name) or "" for name in ("name_ky", "name_ru", "name_en")}
    return {
        "day": on,
        "working": WORKING if row.working else OFF,
        "act": row.act,
        "source": "",
        **names,
        "estimated": row.estimated,
    }


@bp.post("/calendar/load")
@access(Audience.ADMINISTRATOR)
def calendar_load() -> ResponseReturnValue:
    """The next year, as the package of holidays knows it; feasts by the moon come as estimates."""
    years = lawbook.years_loaded(db.session)
    wanted = years[-1] + 1 if years else clock.today().year
    if wanted > clock.today().year + YEARS_AHEAD:
        abort(409)
    if LoadForm().validate_on_submit():
        lawbook.load_calendar(db.session, clock.now(), wanted)
    return done(url_for("admin.calendar", year=wanted))
