"""A law that changes another one: what it does not say itself stays as the changed law has it, day by day.

Where the changed law gets a new version, the changing one gets a piece of its own. A piece is named after both, so that a
leg finds the terms that it kept, also when a correction has replaced them since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.law.codes import Known, RuleName, Status, TermName
from tracker.law.errors import BadLawData
from tracker.law.periods import ONE_DAY, earlier, overlap
from tracker.law.regimes import Ground, Regime, Rule, Term, first_day


def with_amended(rows: Sequence[Regime]) -> list[Regime]:
    """All laws, the amending ones with what they leave as it was. Raises `BadLawData` where one names a law that is not there."""
    return [piece for row in rows for piece in (_pieces(row, rows) if row.amends else [row])]


def _pieces(row: Regime, rows: Iterable[Regime]) -> Iterator[Regime]:
    versions = sorted((one for one in rows if one.family == row.amends), key=first_day)
    if not versions:
        raise BadLawData(row.id, f"no such law: {row.amends}")
    living = [one for one in versions if not one.superseded]
    if not row.enabled:
        yield _inheriting(row, living[-1])
        return
    for version in versions:
        if version.superseded and overlap(row, version.valid_from, version.valid_to):
            yield replace(_inheriting(row, version), id=_id(row, version), superseded=True)
    yield from _in_turn(row, [one for one in living if overlap(row, one.valid_from, one.valid_to)])


def _in_turn(row: Regime, living: Sequence[Regime]) -> Iterator[Regime]:
    """A piece for each version of the changed law, and one for days on which it has none."""
    begins: date | None = row.valid_from
    gaps = 0
    for version in living:
        if version.valid_from is not None and begins is not None and begins < version.valid_from:
            gaps += 1
            yield _cut(row, _gap(row, gaps), begins, version.valid_from - ONE_DAY)
            begins = version.valid_from
        ends = earlier(row.valid_to, version.valid_to)
        yield _cut(_inheriting(row, version), _id(row, version), begins, ends)
        if ends is None or ends == row.valid_to:
            return
        begins = ends + ONE_DAY
    yield _cut(row, _gap(row, gaps + 1), begins, row.valid_to)


def _cut(row: Regime, new_id: str, begins: date | None, ends: date | None) -> Regime:
    known = row.valid_from_known if begins == row.valid_from else Known.DAY
    return replace(row, id=new_id, valid_from=begins, valid_from_known=known, valid_to=ends)


def _id(row: Regime, version: Regime) -> str:
    """The version that was there when the law was put in use adds nothing to the name."""
    return row.id if version.id == row.changes_version else f"{row.id}+{version.id}"


def _gap(row: Regime, number: int) -> str:
    return row.id if number == 1 and not row.changes_version else f"{row.id}+{number}"


def _inheriting(row: Regime, version: Regime) -> Regime:
    """Grounds and ways of review always; terms and rules where the act was said to leave them."""
    own = {ground.code for ground in row.grounds}
    inherited: list[Ground] = [ground for ground in version.grounds if ground.code not in own]
    whole = replace(row, grounds=(*row.grounds, *inherited), remedies=row.remedies or version.remedies)
    if not row.keeps_other_terms:
        return whole
    kinds = {*version.special, *row.special}
    return replace(
        whole,
        terms=_kept(row.terms, version.terms, version.family),
        special={
            kind: _kept(row.special.get(kind, row.terms), version.special.get(kind, version.terms), version.family)
            for kind in sorted(kinds)
        },
        rules=_kept_rules(row.rules, version.rules, version.family),
    )


def _kept(own: Mapping[TermName, Term], other: Mapping[TermName, Term], law: str) -> dict[TermName, Term]:
    kept = {name: replace(term, law=term.law or law) for name, term in other.items()}
    said = {name: term for name, term in own.items() if term.is_said or term.change is not None or name not in kept}
    return {**kept, **said}


def _kept_rules(own: Mapping[RuleName, Rule], other: Mapping[RuleName, Rule], law: str) -> dict[RuleName, Rule]:
    kept = {name: replace(rule, law=rule.law or law) for name, rule in other.items()}
    said = {
        name: rule
        for name, rule in own.items()
        if rule.status is not Status.UNKNOWN or rule.change is not None or name not in kept
    }
    return {**kept, **said}
