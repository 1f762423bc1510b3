"""A regime: the dated set of legal terms that governs one authority's duty.

Each term says how long, from what, by which article, where we read it and how sure that is. A term that is not known
has no value, and no date is ever counted from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.law.codes import (
    LETTER_TERMS,
    LIMIT_TERMS,
    REVIEW_TERMS,
    Effect,
    Grievance,
    Known,
    Need,
    Origin,
    Route,
    RuleName,
    Start,
    Status,
    TermName,
    Use,
)
from tracker.law.counting import Unit
from tracker.law.errors import NoRegime, UnknownRegime


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a law. `other_*` is what another source says, where sources disagree.

    `change` is the number of the change that set it; None: as shipped. `since`: the first day of a dated change. `law`: the law
    that says it, where another one has only left it as it was. `until`: the law gives no number but a day before which
    the act has to be done, such as the notice of extra time before the first date; no date is counted from it.
    """

    value: int | None
    unit: Unit | None
    starts: Start | None
    article: str | None
    article_confirmed: bool
    source: str
    status: Status
    note: str = ""
    other_value: int | None = None
    other_unit: Unit | None = None
    other_source: str = ""
    change: int | None = None
    until: Start | None = None
    law: str = ""
    since: date | None = None

    @property
    def is_known(self) -> bool:
        return self.value is not None and self.unit is not None and self.status is not Status.UNKNOWN

    @property
    def is_said(self) -> bool:
        """The law says it, with a number or without."""
        return self.is_known or (self.until is not None and self.status is not Status.UNKNOWN)

    @property
    def cited_article(self) -> str | None:
        """The article as it may leave the service: only where confirmed."""
        return self.article if self.article_confirmed else None


NO_TERM = Term(None, None, None, None, False, "", Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the law says an act does to the clock. One that is not known does nothing: the clock runs on."""

    effect: Effect = Effect.KEEPS_CLOCK
    article: str | None = None
    article_confirmed: bool = False
    source: str = ""
    status: Status = Status.UNKNOWN
    note: str = ""
    change: int | None = None
    law: str = ""
    since: date | None = None

    @property
    def known_effect(self) -> Effect:
        """What it does, as far as that is known."""
        return Effect.KEEPS_CLOCK if self.status is Status.UNKNOWN else self.effect

    @property
    def cited_article(self) -> str | None:
        """The article as it may leave the service: only where confirmed."""
        return self.article if self.article_confirmed else None


NO_RULE = Rule()


@dataclass(frozen=True, slots=True)
class Ground:
    """A coded legal reason. What it says to people is found by its code, outside the law; one that was added here brings it.

    `words`: by language. `law`: the law to which it was added. `retired`: no ground any more, so none to choose; an answer that
    was given on it still finds it.
    """

    code: str
    use: Use
    origin: Origin
    article: str | None
    article_confirmed: bool
    status: Status
    source: str
    needs: frozenset[Need] = frozenset()
    limited_by: tuple[str, ...] = ()
    change: int | None = None
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    law: str = ""
    retired: bool = False

    @property
    def cited_article(self) -> str | None:
        """The article as it may leave the service: only where confirmed."""
        return self.article if self.article_confirmed else None


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way open to a person. `term` is the time to use it, unknown where nobody has seen it.

    `earlier`: the terms of the same law before, each with the last day on which it held. `change`: the number of the change
    that set how sure it is; None: as shipped.
    """

    route: Route
    after: frozenset[Grievance]
    law: str
    status: Status
    source: str
    term: Term = NO_TERM
    complaint_first: bool = False
    earlier: tuple[tuple[date, Term], ...] = ()
    change: int | None = None

    @property
    def key(self) -> str:
        """What tells it from the other ways of the same law: where to, and after what."""
        return ".".join([self.route.value, *sorted(self.after)])

    def term_on(self, on: date | None) -> Term:
        """The term that held on this day; without a day, the one of now."""
        if on is None:
            return self.term
        return next((term for last_on, term in self.earlier if on <= last_on), self.term)


@dataclass(frozen=True, slots=True)
class Regime:
    """One law as it governs the kinds of case named, between two dates. `overlay` runs beside the national one.

    `superseded`: a version that a correction replaced. It governs nothing new; a leg that kept it still finds it by id.
    `apart`: the kinds for which the law itself sets terms of their own, so that a change of the common ones is none of theirs.
    `keeps_other_terms`: what an amending law does not name stays; `changes_version`: the version of the changed law that was in
    force on its first day when it was put in use.
    `amends`: the law whose grounds and ways of review it leaves as they are. `act_on`: the day of its act, where that is known.
    """

    id: str
    act: str
    kinds: frozenset[str]
    valid_from: date | None
    valid_from_known: Known
    valid_to: date | None
    enabled: bool
    overlay: bool
    status: Status
    source: str
    terms: Mapping[TermName, Term]
    grounds: tuple[Ground, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    rules: Mapping[RuleName, Rule] = field(default_factory=dict)
    special: Mapping[str, Mapping[TermName, Term]] = field(default_factory=dict)
    act_number: str = ""
    act_on: date | None = None
    note: str = ""
    superseded: bool = False
    amends: str = ""
    apart: frozenset[str] = frozenset()
    keeps_other_terms: bool = False
    changes_version: str = ""

    @property
    def family(self) -> str:
        """The id that all versions of this law share."""
        return family_of(self.id)

    @property
    def nameable(self) -> tuple[TermName, ...]:
        """The terms that a law of this sort may set, named in it or not."""
        if self.overlay:
            return LIMIT_TERMS
        if TermName.ANSWER not in self.terms:
            return REVIEW_TERMS
        own_ways = any(not way.law for way in self.remedies)
        return (*LETTER_TERMS, TermName.FILING) if own_ways else LETTER_TERMS

    def term(self, name: TermName) -> Term:
        """The term, or the unknown one."""
        return self.terms.get(name, NO_TERM)

    def rule(self, name: RuleName) -> Rule:
        """The rule, or the unknown one."""
        return self.rules.get(name, NO_RULE)

    @property
    def restarts_clock(self) -> bool:
        """Does the next body get the whole term, once it has the letter? Only where that is known of the law."""
        return self.rule(RuleName.TRANSFER).known_effect is Effect.RESTARTS

    @property
    def stops_clock(self) -> bool:
        """Does a question to the applicant stop the clock? Only where that is known of the law."""
        return self.rule(RuleName.QUESTION).known_effect is Effect.STOPS_CLOCK

    def governing(self, kind: str) -> Regime:
        """The regime as it governs this kind: its own terms, where the law sets special ones."""
        own = self.special.get(kind)
        return replace(self, terms=own, special={}) if own is not None else self

    def is_in_force(self, on: date) -> bool:
        """In force on this day, as far as its dates are known."""
        started = self.valid_from is not None and self.valid_from <= on
        return self.enabled and not self.superseded and started and (self.valid_to is None or on <= self.valid_to)

    def may_not_be_in_force_yet(self, on: date) -> bool:
        """Its first day is known only by month or year, and this day falls in it."""
        first = self.valid_from
        if first is None or self.valid_from_known is Known.DAY:
            return False
        return on.year == first.year and (self.valid_from_known is Known.YEAR or on.month == first.month)


def family_of(regime_id: str) -> str:
    """The law of a version: `KG-APP-67@2` is one of `KG-APP-67`, and so is what it left as in `KG-APP-67+KG-X-1@3`."""
    return regime_id.partition("+")[0].partition("@")[0]


def regime_for(kind: str, on: date, regimes: Iterable[Regime]) -> Regime:
    """The national regime in force for a kind of case on the day its clock starts. Raises `NoRegime`.

    Once a law has been changed by another, that one governs, also where a version of the changed law begins later.
    """
    found = [row for row in regimes if kind in row.kinds and not row.overlay and row.is_in_force(on)]
    amended = {row.amends for row in found if row.amends}
    in_force = [row for row in found if row.family not in amended]
    if not in_force:
        raise NoRegime(kind, on)
    return max(in_force, key=first_day).governing(kind)


def overlay_for(kind: str, on: date, regimes: Iterable[Regime]) -> Regime | None:
    """The international regime that runs beside the national one, if there is one for this kind."""
    found = [row for row in regimes if kind in row.kinds and row.overlay and row.is_in_force(on)]
    return max(found, key=first_day, default=None)


def regime_by_id(regime_id: str, regimes: Iterable[Regime], kind: str | None = None) -> Regime:
    """The regime that a leg has kept, as it governs its kind. Raises `UnknownRegime`."""
    for row in regimes:
        if row.id == regime_id:
            return row.governing(kind) if kind else row
    raise UnknownRegime(regime_id)


def first_day(regime: Regime) -> date:
    """For sorting: a law without a known first day comes before all others."""
    return regime.valid_from or date.min
