"""The ways open to a person after silence, a refusal or a bad answer, in words.

For everybody: every way named, its last day only where the term is confirmed. For a lawyer on the console: what is known
beside that, each with how sure it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.i18n import N_, long_date, t
from tracker.law.calculator import CaseDates
from tracker.law.codes import Grievance, Route, Start, Status, TermName
from tracker.law.deadlines import Clock
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import Regime
from tracker.law.remedies import OpenRoute, remedies
from tracker.lawbook.labels import ROUTES, STARTS, TERMS
from tracker.lawbook.words import NO_SUMMARY, explain, length_words, sentence, status_words, summary

AFTER_SILENCE = N_("If the date passes without an answer, these ways are open:")
AFTER_REFUSAL = N_("After a refusal these ways are open:")
AFTER_ANSWER = N_("After an answer that is not good enough these ways are open:")
DIRECTLY = N_("After silence no complaint before it is needed, as far as we know")
AFTER_BOTH = N_("After a refusal, or an answer that is not good enough, these ways are open:")


@dataclass(frozen=True, slots=True)
class Ways:
    """What is open after the same thing happened; `lines` hold a line for each way."""

    title: str
    lines: tuple[str, ...]


def route_lines(route: OpenRoute, superior: str = "") -> list[str]:
    """A way and until when, as far as that is confirmed. `superior`: the body that hears complaints, where it is recorded."""
    first, *more = _where(route, superior)
    before = [t("Before the court, complain to the body itself or to the higher body.")] if route.complaint_first else []
    return [first, *more, *before, _until(route)]


def route_line(route: OpenRoute, superior: str = "") -> str:
    """The same in one line."""
    return _joined(route_lines(route, superior))


def lines(ways: Sequence[OpenRoute]) -> list[str]:
    """What a person can do, a line for each way."""
    return [_line(way) for way in ways]


def after_silence(dates: CaseDates) -> Ways:
    return Ways(t(AFTER_SILENCE), tuple(lines(dates.remedies)))


def if_answer_is_missing(regime: Regime, due_on: date, superior: str = "") -> tuple[str, ...]:
    """What follows if this date passes without an answer, in short: each way by its name, the court last. Never a date."""
    ways = remedies(regime, Grievance.SILENCE, due_on, sure_only=True)
    if not ways:
        return ()
    named = "; ".join(_uncapital(_where(way, superior)[0]) for way in ways)
    said = f"{t(AFTER_SILENCE)} {named}."
    return (said, f"{t(DIRECTLY)}.") if _is_direct(ways[-1]) else (said,)


def if_not_registered(regime: Regime) -> tuple[str, ...]:
    """What follows if the date to register passes; empty where the answer is not counted from registration."""
    if regime.term(TermName.ANSWER).starts is not Start.REGISTRATION or not regime.term(TermName.REGISTRATION).is_known:
        return ()
    return (sentence(Reason(ReasonCode.OUR_READING)),)


def after_decision(dates: CaseDates) -> list[Ways]:
    """What is open after a refusal and after an answer that is not good enough; once, where it is the same."""
    return _after_decision(dates, lambda ways: tuple(lines(ways)))


def for_lawyer(dates: CaseDates) -> Iterator[str]:
    """The three groups for the console, each way with how sure it is and how its last day was counted."""
    silence = Ways(t(AFTER_SILENCE), _reckoned(dates.remedies))
    for ways in (silence, *_after_decision(dates, _reckoned)):
        if ways.lines:
            yield ways.title
            yield from ways.lines


def way_status(status: Status) -> str:
    """No date is counted from the way itself, so an unknown one says what is unknown of it."""
    return t("unknown: not seen in the text of the law") if status is Status.UNKNOWN else status_words(status)


def _after_decision(dates: CaseDates, said: Callable[[Sequence[OpenRoute]], tuple[str, ...]]) -> list[Ways]:
    refusal, answer = said(dates.after_refusal), said(dates.after_answer)
    if refusal == answer:
        return [Ways(t(AFTER_BOTH), refusal)]
    return [Ways(t(AFTER_REFUSAL), refusal), Ways(t(AFTER_ANSWER), answer)]


def _where(route: OpenRoute, superior: str) -> list[str]:
    name = t(ROUTES[route.route])
    if superior and route.route is Route.SUPERIOR_BODY:
        return [t("%(route)s: %(body)s", route=name, body=superior)]
    if superior and route.route is Route.ADMINISTRATIVE_COMPLAINT:
        return [name, t("The higher body: %(body)s", body=superior)]
    return [name]


def _until(route: OpenRoute) -> str:
    if route.shown_on is not None:
        over = route.is_open is False
        return t("Was open until %(on)s: ask the centre", on=long_date(route.shown_on)) if over else summary(route.due)
    if route.shown_term is not None:
        return t("Open for %(time)s from the day the decision was received", time=length_words(route.shown_term))
    return t(NO_SUMMARY[Clock.REMEDY])


def _is_direct(way: OpenRoute) -> bool:
    return way.after is Grievance.SILENCE and way.route is Route.COURT and not way.complaint_first


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]


def _parts(way: OpenRoute) -> list[str]:
    first, *more = route_lines(way)
    return [first, *([t(DIRECTLY)] if _is_direct(way) else []), *more]


def _line(way: OpenRoute) -> str:
    return _joined(_parts(way))


def _joined(parts: Sequence[str]) -> str:
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _reckoned(ways: Sequence[OpenRoute]) -> tuple[str, ...]:
    return tuple(line for way in ways for line in _of_way(way))


def _of_way(way: OpenRoute) -> Iterator[str]:
    first, *more, until = _parts(way)
    found = until if way.due.due_on is None or way.shown_on else summary(way.due)
    yield f"  - {_joined([f'{first} [{way_status(way.status)}]', *more, found])}"
    if way.due.due_on is not None:
        yield from (f"    - {line}" for line in explain(way.due))
    elif way.term.is_known:
        yield f"    - {_term_line(way)}"


def _term_line(way: OpenRoute) -> str:
    term = way.term
    starts = f", {t(STARTS[term.starts])}" if term.starts else ""
    return f"{t(TERMS[TermName.FILING])}: {length_words(term)}{starts} [{status_words(term.status)}]"
