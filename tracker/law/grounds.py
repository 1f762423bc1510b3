"""Grounds for refusing, extending and transferring, and what a refusal must hold to stand.

A refusal names a national ground, coded or by an article typed. The Convention's paragraphs only limit it: one alone
carries nothing. 4(3)(c) and all of 4(4) ask for the weighing of the public interest, and so does a national
restriction, because a restriction of environmental information stands only within them. Information on emissions cannot
be refused for commercial confidentiality, 4(4)(d).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.law.codes import Need, Origin, TermName, Use
from tracker.law.regimes import Ground, Regime


class Problem(StrEnum):
    """What is missing or wrong in a refusal."""

    NO_NATIONAL_GROUND = "no_national_ground"
    CONVENTION_ALONE = "convention_alone"
    UNKNOWN_GROUND = "unknown_ground"
    NEEDS_WEIGHING = "needs_weighing"
    NEEDS_WHERE_TO_APPLY = "needs_where_to_apply"
    EMISSIONS = "emissions"
    NAME_THE_LIMIT = "name_the_limit"


@dataclass(frozen=True, slots=True)
class Objection:
    """One problem, with the code of the ground it concerns, if one."""

    problem: Problem
    code: str = ""


def refusal_grounds(regime: Regime) -> tuple[Ground, ...]:
    """National grounds first, then the paragraphs of the Convention that limit them."""
    return _for_use(regime, Use.REFUSAL)


def extension_grounds(regime: Regime) -> tuple[Ground, ...]:
    """Grounds to extend; none where the term of an extension is unknown, because no date could move."""
    return _for_use(regime, Use.EXTENSION) if regime.term(TermName.EXTENSION).is_known else ()


def transfer_grounds(regime: Regime) -> tuple[Ground, ...]:
    """Grounds to pass the letter on to the body that can answer it."""
    return _for_use(regime, Use.TRANSFER)


def ground_by_code(code: str, regimes: Iterable[Regime]) -> Ground | None:
    """The ground with this code, wherever it is coded."""
    return next((ground for regime in regimes for ground in regime.grounds if ground.code == code), None)


def check_refusal(
    regime: Regime,
    codes: Sequence[str],
    typed_article: str = "",
    weighing_text: str = "",
    emissions: bool = False,
    where_to_apply: str = "",
) -> list[Objection]:
    """Everything that keeps this refusal from standing; an empty list if it can."""
    known = {ground.code: ground for ground in refusal_grounds(regime)}
    chosen = [known[code] for code in dict.fromkeys(codes) if code in known]
    return [
        *(Objection(Problem.UNKNOWN_GROUND, code) for code in codes if code not in known),
        *_national(chosen, typed_article),
        *_missing(chosen, Need.WEIGHING, weighing_text, Problem.NEEDS_WEIGHING),
        *_missing(chosen, Need.WHERE_TO_APPLY, where_to_apply, Problem.NEEDS_WHERE_TO_APPLY),
        *(_about_emissions(chosen, known) if emissions else []),
    ]


def _for_use(regime: Regime, use: Use) -> tuple[Ground, ...]:
    found = [ground for ground in regime.grounds if ground.use is use and not ground.retired]
    return tuple(sorted(found, key=lambda ground: ground.origin is Origin.CONVENTION))


def _national(chosen: Sequence[Ground], typed_article: str) -> list[Objection]:
    if typed_article.strip() or any(ground.origin is Origin.NATIONAL for ground in chosen):
        return []
    if chosen:
        return [Objection(Problem.CONVENTION_ALONE, ground.code) for ground in chosen]
    return [Objection(Problem.NO_NATIONAL_GROUND)]


def _missing(chosen: Sequence[Ground], need: Need, text: str, problem: Problem) -> list[Objection]:
    if text.strip():
        return []
    return [Objection(problem, ground.code) for ground in chosen if need in ground.needs]


def _about_emissions(chosen: Sequence[Ground], known: Mapping[str, Ground]) -> list[Objection]:
    """4(4)(d) may not hide emissions; a national ground that could stand for it must name the paragraph it means."""
    barred = [Objection(Problem.EMISSIONS, ground.code) for ground in chosen if Need.NOT_FOR_EMISSIONS in ground.needs]
    codes = {ground.code for ground in chosen}
    unnamed = [
        Objection(Problem.NAME_THE_LIMIT, ground.code)
        for ground in chosen
        if _could_bar(ground, known) and not codes & set(ground.limited_by)
    ]
    return [*barred, *unnamed]


def _could_bar(ground: Ground, known: Mapping[str, Ground]) -> bool:
    return any(code in known and Need.NOT_FOR_EMISSIONS in known[code].needs for code in ground.limited_by)
