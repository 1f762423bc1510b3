"""Builds the reasons of a date while it is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.law.calendar import Calendar, Day, DayName
from tracker.law.codes import Start, TermName
from tracker.law.counting import Counted, Unit
from tracker.law.reasons import Reason, ReasonCode, Value
from tracker.law.regimes import Regime, Rule, Term

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stop:
    """For how long a question stopped a clock. `waits`: until its window ends, because no reply has come.

    `from_on`: the date before; `counted_on`: the day after which the days are added.
    """

    asked_on: date
    until_on: date
    days: int
    unit: Unit
    waits: bool
    from_on: date
    counted_on: date


def started(event: Start, on: date) -> Reason:
    """The event after which the term runs."""
    return Reason(ReasonCode.STARTED, {"event": event.value, "on": on})


def term_unknown(regime: Regime, name: TermName) -> Reason:
    """Nobody has seen this term in the law; no date is counted."""
    return Reason(ReasonCode.TERM_UNKNOWN, {"regime": regime.id, "term": name.value})


def counted(regime: Regime, name: TermName, term: Term, value: int, found: Counted) -> tuple[Reason, ...]:
    """The rule, the days passed over, and how the last day was found."""
    return (
        _rule(regime, name, term, value),
        *_disagreement(term),
        *_skipped(found),
        *([Reason(ReasonCode.SHORT_MONTH, {"ends_on": found.strict_on})] if found.short_month else []),
        *([_rolled(found)] if found.is_rolled else []),
    )


def stopped(regime: Regime, rule: Rule, stop: Stop, found: Counted) -> tuple[Reason, ...]:
    """The time that a question took, and where the term ends now."""
    values: dict[str, Value] = {
        "asked_on": stop.asked_on,
        "until_on": stop.until_on,
        "days": stop.days,
        "unit": stop.unit.value,
        "from_on": stop.from_on,
        "counted_on": stop.counted_on,
        "ends_on": found.due_on,
        **_law_of(regime, rule.law),
        "status": rule.status.value,
        **({"article": rule.cited_article} if rule.cited_article else {}),
        **({"waits": "yes"} if stop.waits else {}),
    }
    rolled = [_rolled(found)] if found.is_rolled else []
    return (Reason(ReasonCode.STOPPED, values), *_skipped(found), *rolled)


def continued(before: Iterable[Reason], after: Sequence[Reason]) -> tuple[Reason, ...]:
    """A reckoning that goes on: which calendar was read is said once, at the end, and each day of it too."""
    days = [one for one in after if one.code in {ReasonCode.ESTIMATED_DAY, ReasonCode.WORKED_DAY}]
    return (*(one for one in before if one.code is not ReasonCode.CALENDAR and one not in days), *after)


def reading_of_calendar(calendar: Calendar, start_on: date, found: Counted, unit: Unit) -> tuple[Reason, ...]:
    """Which calendar was read; weekend days that are worked, so that they count; feasts that are estimates and may move by a day.

    A term in days, weeks or months looks at the calendar for its last day only.
    """
    by_days = unit is Unit.WORKING_DAYS
    worked = calendar.worked_weekend_between(start_on + ONE_DAY if by_days else found.strict_on, found.due_on)
    feasts = calendar.estimated_between(start_on if by_days else found.strict_on - ONE_DAY, found.due_on + ONE_DAY)
    return (
        *(Reason(ReasonCode.WORKED_DAY, {"on": day.on, **_names(day.name)}) for day in worked),
        *(Reason(ReasonCode.ESTIMATED_DAY, {"on": day.on, **_names(day.name)}) for day in feasts),
        Reason(ReasonCode.CALENDAR, {"revision": calendar.revision}),
    )


def _rule(regime: Regime, name: TermName, term: Term, value: int) -> Reason:
    assert term.unit is not None
    values: dict[str, Value] = {
        **_law_of(regime, term.law),
        "term": name.value,
        "value": value,
        "unit": term.unit.value,
        "status": term.status.value,
    }
    if name is TermName.EXTENSION and term.starts is Start.RECEIPT:
        values["in_all"] = "yes"
    if term.cited_article:
        values["article"] = term.cited_article
    return Reason(ReasonCode.COUNTED, values)


def _law_of(regime: Regime, said_by: str) -> dict[str, Value]:
    """The law that says it: this one, or the one that it left as it was."""
    return {"regime": said_by} if said_by else {"regime": regime.id, **_act(regime)}


def _act(regime: Regime) -> dict[str, Value]:
    """A law that was put in use here is named by its act, also in a date that is read years later."""
    if not regime.amends or not regime.act_number:
        return {}
    on: dict[str, Value] = {"act_on": regime.act_on} if regime.act_on else {}
    return {"act_number": regime.act_number, **on, "amends": regime.amends}


def _disagreement(term: Term) -> tuple[Reason, ...]:
    if term.other_value is None or term.other_unit is None:
        return ()
    return (Reason(ReasonCode.SOURCES_DISAGREE, {"value": term.other_value, "unit": term.other_unit.value}),)


def _rolled(found: Counted) -> Reason:
    return Reason(ReasonCode.ROLLED, {"strict_on": found.strict_on, "ends_on": found.due_on})


def _skipped(found: Counted) -> list[Reason]:
    """Feasts and moved days one by one, weekends as a number; a last day that rolled says itself why."""
    told = [day for day in found.skipped if not _is_plain_weekend(day)]
    weekends = 0 if found.is_rolled else len(found.skipped) - len(told)
    reasons = [_skipped_days(run) for run in _runs(told)]
    return [*reasons, *([Reason(ReasonCode.SKIPPED_WEEKENDS, {"days": weekends})] if weekends else [])]


def _is_plain_weekend(day: Day) -> bool:
    return day.name is None and day.on.weekday() >= SATURDAY


def _skipped_days(run: list[Day]) -> Reason:
    first_on, last_on = run[0].on, run[-1].on
    values: dict[str, Value] = {"first_on": first_on, "last_on": last_on, "days": len(run), **_names(run[0].name)}
    return Reason(ReasonCode.SKIPPED_DAY, values)


def _runs(days: Iterable[Day]) -> list[list[Day]]:
    """Days in a row under one name, together."""
    runs: list[list[Day]] = []
    for day in days:
        last = runs[-1][-1] if runs else None
        if last is not None and last.name == day.name and day.on - last.on == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _names(name: DayName | None) -> dict[str, Value]:
    return {"ky": name.ky, "ru": name.ru, "en": name.en} if name else {}
