"""The law of the Kyrgyz Republic and the Convention, read from the data files beside this module.

One file per regime; each says of every term how long, from what, by which article, where it was read and how sure it
is. Reading checks the files: a term without a source, or an unknown term with a value, stops the start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.law.codes import (
    EFFECTS,
    LIMIT_STARTS,
    STARTS,
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
from tracker.law.errors import BadLawData
from tracker.law.linking import linked
from tracker.law.regimes import Ground, Regime, Remedy, Rule, Term, regime_by_id

DATA = Path(__file__).resolve().parent / "data"
CONVENTION = "INT-AARHUS-4"


@lru_cache(maxsize=1)
def regimes() -> tuple[Regime, ...]:
    """Every regime that ships with the service, those that are prepared but not enabled included."""
    return linked(shipped())


@lru_cache(maxsize=1)
def shipped() -> tuple[Regime, ...]:
    """Each regime as its own file says it, before it is linked to the others."""
    return tuple(read_regime(tomllib.loads(file.read_text("utf-8"))) for file in sorted(DATA.glob("*.toml")))


def convention() -> Regime:
    """The Aarhus Convention, article 4."""
    return regime_by_id(CONVENTION, regimes())


def read_regime(table: Mapping[str, Any]) -> Regime:
    """A regime from its data file. Raises `BadLawData`."""
    where, overlay = table["id"], table.get("overlay", False)
    return Regime(
        id=where,
        act=table["act"],
        act_number=table.get("act_number", ""),
        kinds=frozenset(table["kinds"]),
        valid_from=table.get("valid_from"),
        valid_from_known=Known(table.get("valid_from_known", "day")),
        valid_to=table.get("valid_to"),
        enabled=table["enabled"],
        overlay=overlay,
        status=Status(table["status"]),
        source=table["source"],
        terms=_terms(where, table.get("terms", {}), overlay),
        special={kind: _terms(f"{where} {kind}", terms) for kind, terms in table.get("special", {}).items()},
        apart=frozenset(table.get("special", {})),
        grounds=tuple(_ground(where, row, table) for row in table.get("grounds", [])),
        remedies=tuple(_remedy(where, row) for row in table.get("remedies", [])),
        rules={RuleName(name): read_rule(f"{where} {name}", name, row) for name, row in table.get("rules", {}).items()},
        amends=table.get("amends", ""),
        note=table.get("note", ""),
    )


def _terms(where: str, tables: Mapping[str, Mapping[str, Any]], overlay: bool = False) -> dict[TermName, Term]:
    return {TermName(name): read_term_of(where, TermName(name), table, overlay) for name, table in tables.items()}


def read_term_of(where: str, name: TermName, table: Mapping[str, Any], overlay: bool) -> Term:
    """A term of this name: it starts with something from which it is counted. Raises `BadLawData`."""
    term = read_term(f"{where} {name}", table)
    if term.starts is not None and term.starts not in starts_of(name, overlay):
        raise BadLawData(f"{where} {name}", f"it is not counted from this: {term.starts}")
    return term


def starts_of(name: TermName, overlay: bool) -> tuple[Start, ...]:
    """From what a term of this name can be counted."""
    return LIMIT_STARTS if overlay else STARTS[name]


def read_term(where: str, table: Mapping[str, Any]) -> Term:
    """A term from its table. Unknown means no value; known means value, unit, start and source. Raises `BadLawData`.

    A term without a number names instead the day before which the act has to be done.
    """
    term = Term(
        value=table.get("value"),
        unit=Unit(table["unit"]) if "unit" in table else None,
        starts=Start(table["starts"]) if "starts" in table else None,
        article=table.get("article"),
        article_confirmed=table.get("article_confirmed", False),
        source=table.get("source", ""),
        status=Status(table["status"]),
        note=table.get("note", ""),
        other_value=table.get("other_value"),
        other_unit=Unit(table["other_unit"]) if "other_unit" in table else None,
        other_source=table.get("other_source", ""),
        until=Start(table["until"]) if "until" in table else None,
    )
    _check_term(where, term)
    return term


def _check_term(where: str, term: Term) -> None:
    if term.status is Status.UNKNOWN and term.value is not None:
        raise BadLawData(where, "an unknown term has no value")
    if term.until is not None and (term.status is Status.UNKNOWN or {term.value, term.unit, term.starts} != {None}):
        raise BadLawData(where, "a term without a number has neither value nor unit nor start, and is not unknown")
    if term.until is None and term.status is not Status.UNKNOWN and None in (term.value, term.unit, term.starts):
        raise BadLawData(where, "a known term needs value, unit and start")
    if term.status is not Status.UNKNOWN and not term.source:
        raise BadLawData(where, "a known term needs its source")
    if term.article_confirmed and not term.article:
        raise BadLawData(where, "a confirmed article needs its number")


def read_rule(where: str, name: str, table: Mapping[str, Any]) -> Rule:
    """What an act does to the clock, from its table. Raises `BadLawData`."""
    rule = Rule(
        effect=Effect(table["effect"]),
        article=table.get("article"),
        article_confirmed=table.get("article_confirmed", False),
        source=table.get("source", ""),
        status=Status(table["status"]),
        note=table.get("note", ""),
    )
    if rule.effect not in EFFECTS[RuleName(name)]:
        raise BadLawData(where, f"this cannot do that to a clock: {rule.effect}")
    if rule.status is Status.UNKNOWN and rule.effect is not Effect.KEEPS_CLOCK:
        raise BadLawData(where, "what is not known leaves the clock alone")
    if rule.status is not Status.UNKNOWN and not rule.source:
        raise BadLawData(where, "a known rule needs its source")
    if rule.article_confirmed and not rule.article:
        raise BadLawData(where, "a confirmed article needs its number")
    return rule


def _ground(where: str, row: Mapping[str, Any], table: Mapping[str, Any]) -> Ground:
    if not row.get("source"):
        raise BadLawData(f"{where} {row['code']}", "a ground needs its source")
    return Ground(
        code=row["code"],
        use=Use(row["use"]),
        origin=Origin.CONVENTION if table.get("overlay") else Origin.NATIONAL,
        article=row.get("article"),
        article_confirmed=row.get("article_confirmed", False),
        status=Status(row["status"]),
        source=row["source"],
        needs=frozenset(Need(need) for need in row.get("needs", [])),
        limited_by=tuple(row.get("limited_by", [])),
    )


def _remedy(where: str, row: Mapping[str, Any]) -> Remedy:
    if not row.get("source"):
        raise BadLawData(f"{where} {row['route']}", "a remedy needs its source")
    return Remedy(
        route=Route(row["route"]),
        after=frozenset(Grievance(grievance) for grievance in row["after"]),
        law=row.get("law", ""),
        status=Status(row["status"]),
        source=row["source"],
        complaint_first=row.get("complaint_first", False),
    )
