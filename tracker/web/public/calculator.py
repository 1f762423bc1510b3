"""Counting the days, for everybody: the dates of a letter with their reasons, at an address that can be shared and saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.i18n import long_date, ngettext, t
from tracker.law.calculator import CaseDates
from tracker.law.calendar import Calendar
from tracker.law.codes import Status
from tracker.law.deadlines import Due, is_late, working_days_late
from tracker.lawbook.standing import standing
from tracker.lawbook.way_words import Ways, after_decision, after_silence, if_not_registered
from tracker.lawbook.words import act_words
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.public.calculator_form import CalculatorForm, calendar_now, count
from tracker.web.public.calculator_ics import calendar_file, has_dates
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, public_page
from tracker.web.shared.case_shown import DateShown, sentences


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted, in words."""

    law: str
    rows: tuple[DateShown, ...]
    limit: DateShown | None
    verdict: str
    warning: str
    ways: tuple[Ways, ...]
    ways_note: str
    other_ways: tuple[Ways, ...]
    link: str
    file: str


@bp.get("/calculator")
@access(Audience.PUBLIC)
def calculator() -> ResponseReturnValue:
    asked = "received_on" in request.args
    if asked:
        noindex()
    return public_page(lambda: _render(asked), standing(db.session))


@bp.get("/calculator.ics")
@access(Audience.PUBLIC)
def calculator_file() -> ResponseReturnValue:
    """The dates for a calendar; what cannot be counted leads to the page, which says why."""
    noindex()
    form = CalculatorForm()
    calendar = form.sound(calendar_now())
    dates = count(form, calendar) if calendar is not None and form.is_bound else None
    if dates is None or not has_dates(dates):
        return redirect(url_for("public.calculator", **request.args.to_dict()), 303)
    answer = Response(calendar_file(dates, _typed(form), _link(form)), mimetype="text/calendar")
    name = f"dates-{form.received_on.data.isoformat()}.ics"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _render(asked: bool) -> str:
    form = CalculatorForm()
    if not asked:
        form.errors.clear()
        return render_template("public/calculator.html", form=form, result=None, unbound=False)
    calendar = form.sound(calendar_now())
    unbound = calendar is not None and not form.is_bound
    result = _count(form, calendar) if calendar is not None and not unbound else None
    return render_template("public/calculator.html", form=form, result=result, unbound=unbound)


def _count(form: CalculatorForm, calendar: Calendar) -> Result | None:
    dates = count(form, calendar)
    if dates is None:
        return None
    ways, other_ways = _ways(dates, form.body_on.data)
    rows = (
        _row(t("Answer due by"), dates.answer),
        _row(t("To be registered by"), dates.registration, if_not_registered(dates.regime)), *_promised(form),
    )  # fmt: skip
    return Result(
        act_words(dates.regime), rows, _limit(dates), _verdict(dates, form.body_on.data, calendar), _warning(dates),
        ways, _ways_note(dates), other_ways, _link(form),
        url_for("public.calculator_file", **_typed(form)) if has_dates(dates) else "",
    )  # fmt: skip


def _typed(form: CalculatorForm) -> dict[str, Any]:
    """What was typed, as it stands in an address; what was left empty is left out."""
    days = {name: form[name].data for name in ("received_on", "registered_on", "dispatched_on", "body_on", "promised_on")}
    return {
        "kind": form.kind.data,
        **({"body": form.body.data} if form.body.data else {}),
        **{name: day.isoformat() for name, day in days.items() if day},
        **({"extended": "y"} if form.extended.data else {}),
    }


def _link(form: CalculatorForm) -> str:
    return url_for("public.calculator", _external=True, **_typed(form))


def _row(label: str, due: Due, follows: tuple[str, ...] = ()) -> DateShown:
    if due.due_on is None:
        return DateShown(label, t("no date"), "", sentences(due), t("not verified"), "off")
    note = "" if due.status is Status.CONFIRMED else t("This term is being checked by a lawyer.")
    return DateShown(label, long_date(due.due_on), due.due_on.isoformat(), sentences(due), note=note, follows=follows)


def _promised(form: CalculatorForm) -> tuple[DateShown, ...]:
    """A day that the body named: beside the others, and it moves none of them."""
    on = form.promised_on.data
    note = t("The body named this day itself. It moves no date.")
    return (DateShown(t("Announced by the body"), long_date(on), on.isoformat(), note=note),) if on else ()


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


def _ways(dates: CaseDates, body_on: date | None) -> tuple[tuple[Ways, ...], tuple[Ways, ...]]:
    """What is open now, and what would be open otherwise, to be unfolded. Once the body has answered, silence is over."""
    decided = tuple(ways for ways in after_decision(dates) if ways.lines)
    if body_on:
        return decided, ()
    silence = after_silence(dates)
    return ((silence,) if silence.lines else ()), decided


def _ways_note(dates: CaseDates) -> str:
    dated = any(way.shown_on for way in (*dates.after_refusal, *dates.after_answer))
    return t("Counted from the day of the answer. If you got it later, the days count from then.") if dated else ""


def _warning(dates: CaseDates) -> str:
    if not dates.passes_convention:
        return ""
    return t("This is after the limit of the Convention. That is allowed only where there is much information and it is complex.")

