"""Counting the days, for everybody: the dates of a letter with their reasons, at an address that can be shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from tracker import clock, lawbook
from tracker.cases import labels
from tracker.i18n import N_, lazy, long_date, ngettext, t
from tracker.law.calculator import CaseDates, case_dates
from tracker.law.calendar import Calendar
from tracker.law.deadlines import Due, is_late, working_days_late
from tracker.law.errors import LawError, NoRegime, YearNotLoaded
from tracker.law.regimes import Status
from tracker.lawbook.words import act_words
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, public_page
from tracker.web.shared.case_shown import DateShown, sentences
from tracker.web.shared.checks import Needed, NotBefore, NotInFuture
from tracker.web.shared.forms import DateField, SearchForm, SelectField


class CalculatorForm(SearchForm):
    kind = SelectField(
        lazy("What was sent?"), choices=[(kind.value, lazy(text)) for kind, text in labels.KINDS.items()],
        validators=[Needed(N_("Choose what was sent."))],
    )  # fmt: skip
    received_on = DateField(
        lazy("When did the body get the letter?"),
        validators=[Needed(N_("Write the day on which the body got the letter.")), NotInFuture()],
        description=lazy("The day on the stamp, on the postal receipt, or in the answer."),
    )
    registered_on = DateField(lazy("When did it register the letter?"), validators=[NotInFuture(), NotBefore("received_on")])
    dispatched_on = DateField(lazy("When was it sent?"), validators=[NotInFuture()])
    extended = BooleanField(lazy("The body took more time"))
    body_on = DateField(
        lazy("When did the body answer, or when does it promise to?"), validators=[NotBefore("received_on")]
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted, in words."""

    law: str
    rows: tuple[DateShown, ...]
    limit: DateShown | None
    verdict: str
    warning: str


@bp.get("/calculator")
@access(Audience.PUBLIC)
def calculator() -> ResponseReturnValue:
    asked = "received_on" in request.args
    if asked:
        noindex()
    calendar = _calendar()
    return public_page(lambda: _render(asked, calendar), calendar.revision if calendar else 0)


def _calendar() -> Calendar | None:
    """None where no year is loaded yet."""
    try:
        return lawbook.current_calendar(db.session)
    except YearNotLoaded:
        return None


def _render(asked: bool, calendar: Calendar | None) -> str:
    form = CalculatorForm()
    if not asked:
        form.errors.clear()
        return render_template("public/calculator.html", form=form, result=None)
    return render_template("public/calculator.html", form=form, result=_count(form, calendar) if form.validate() else None)


def _count(form: CalculatorForm, calendar: Calendar | None) -> Result | None:
    """None: the form says why nothing can be counted."""
    if form.dispatched_on.data and form.dispatched_on.data > form.received_on.data:
        form.refuse("dispatched_on", t("It cannot have been sent after the body got it."))
        return None
    if calendar is None:
        form.refuse("received_on", t("No working days are loaded here yet, so nothing can be counted."))
        return None
    try:
        dates = case_dates(
            lawbook.regimes(db.session), calendar, form.kind.data, form.received_on.data, form.registered_on.data,
            form.dispatched_on.data, form.extended.data,
        )  # fmt: skip
        return _result(dates, form.body_on.data, calendar)
    except LawError as error:
        form.refuse("received_on", _law_words(error, calendar))
        return None


def _law_words(error: LawError, calendar: Calendar) -> str:
    if isinstance(error, YearNotLoaded):
        years = calendar.years
        return t(
            "The working days of %(year)s are not known here, so nothing can be counted. Known are %(first)s to %(last)s.",
            year=error.year, first=years[0], last=years[-1],
        )  # fmt: skip
    if isinstance(error, NoRegime):
        return t("We know no law that was in force for this on that day.")
    return t("This cannot be counted. Check the days.")


def _result(dates: CaseDates, body_on: date | None, calendar: Calendar) -> Result:
    rows = (_row(t("Answer due by"), dates.answer), _row(t("To be registered by"), dates.registration))
    return Result(act_words(dates.regime.id), rows, _limit(dates), _verdict(dates, body_on, calendar), _warning(dates))


def _row(label: str, due: Due) -> DateShown:
    if due.due_on is None:
        return DateShown(label, t("no date"), "", sentences(due), t("not verified"), "off")
    note = "" if due.status is Status.CONFIRMED else t("This term is being checked by a lawyer.")
    return DateShown(label, long_date(due.due_on), due.due_on.isoformat(), sentences(due), note=note)


def _limit(dates: CaseDates) -> DateShown | None:
    found = dates.convention
    if found is None:
        return None
    note = t("It stands beside the date of the law here and replaces nothing.")
    return DateShown(t("At the latest"), long_date(found.strict_on), found.strict_on.isoformat(), sentences(found), note=note)


def _verdict(dates: CaseDates, body_on: date | None, calendar: Calendar) -> str:
    """Whether the body's day is in time; today where it has not answered."""
    due_on, today = dates.answer.due_on, clock.today()
    if due_on is None:
        return ""
    if is_late(due_on, body_on, today):
        days = working_days_late(calendar, due_on, body_on, today)
        by = ngettext("%(num)s working day late.", "%(num)s working days late.", days) if days else t("That is late.")
        confirmed = dates.answer.status is Status.CONFIRMED
        return by if confirmed else t("%(late)s By the date we counted; the term is being checked.", late=by)
    if body_on:
        return t("That is in time.")
    left = calendar.working_days_between(today, due_on)
    if not left:
        return t("The last day is today.")
    return ngettext("%(num)s working day is left.", "%(num)s working days are left.", left)


def _warning(dates: CaseDates) -> str:
    if not dates.passes_convention:
        return ""
    return t("This is after the limit of the Convention. That is allowed only where there is much information and it is complex.")

