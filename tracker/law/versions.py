"""Versions of a law: the terms that ship, and over them the changes that people confirmed, one after the other.

A change never edits what it changes. A term set anew makes a version with an id of its own (`KG-APP-67@2`); the version
before keeps its id, so that a leg whose clock started under it still finds the old terms. Grounds, ways of review and the first
or last day of a law are set without a new version, because no date is counted from them; but a ground that is one only from
a day on, or until a day, makes a version of that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.law.added_grounds import confirmed_article, read_added, read_words, with_ground, with_use, with_words
from tracker.law.codes import Known, RuleName, Status, TermName
from tracker.law.errors import BadLawData, NoRegime
from tracker.law.kyrgyzstan import read_rule, read_term_of
from tracker.law.linking import linked
from tracker.law.periods import ONE_DAY, earlier, later, overlap
from tracker.law.regimes import NO_TERM, Ground, Regime, Term, first_day, regime_for
from tracker.law.ways import way_of, with_way

Made = Callable[[Regime], Regime]  # a version with the change in it


class What(StrEnum):
    """What a change is about."""

    TERM = "term"
    RULE = "rule"  # what a transfer or a question does to the clock
    GROUND = "ground"
    ROUTE = "route"  # how sure a way of review is, and its order
    NEW_GROUND = "new_ground"
    LAW = "law"  # enabled, with its act; its first and its last day


@dataclass(frozen=True, slots=True)
class Change:
    """A confirmed change. `table` says it as a data file would; `number` is its place among all of them.

    `valid_from` None: it was so from the first day of the law, we only know better now.
    """

    number: int
    what: What
    regime_id: str
    table: Mapping[str, Any]
    name: str = ""
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def with_changes(shipped: Sequence[Regime], changes: Iterable[Change]) -> tuple[Regime, ...]:
    """All versions of all laws, put together. Raises `BadLawData`."""
    rows, count = list(shipped), Counter[str]()
    for change in sorted(changes, key=lambda change: change.number):
        count[change.regime_id] += 1
        rows = _APPLY[change.what](rows, change, count[change.regime_id] + 1)
    return linked(rows)


def touched(rows: Iterable[Regime], change: Change) -> list[Regime]:
    """The versions in use that a change of a term or of a rule would follow with a new one."""
    return [row for row in rows if _is_touched(row, change)]


def check_days(rows: Iterable[Regime], change: Change) -> None:
    """Whether a new change may have these days. What was confirmed before counts as it did. Raises `BadLawData`."""
    living = [row for row in rows if row.family == change.regime_id and not row.superseded]
    has_days = change.valid_from is not None or change.valid_to is not None
    if change.what is not What.LAW and has_days and living and not any(row.enabled for row in living):
        raise BadLawData(change.regime_id, "a prepared law has no days yet")
    if change.what in (What.GROUND, What.NEW_GROUND) and change.valid_to is not None:
        raise BadLawData(change.regime_id, "a ground has no last day: it is none from a day on")


def corrected(kept: Regime, kind: str, on: date, rows: Iterable[Regime]) -> Regime | None:
    """What governs this day by what is known now, where it sets other terms or rules than what is kept.

    Mostly a version of the same law; another law, where its first day or the last day of this one is known better now.
    """
    try:
        now = regime_for(kind, on, rows)
    except NoRegime:
        return None
    return now if now.id != kept.id and (now.terms, now.rules) != (kept.terms, kept.rules) else None


def _with_version(rows: Sequence[Regime], change: Change, version: int) -> list[Regime]:
    _check_order(change)
    if not touched(rows, change):
        raise BadLawData(change.regime_id, "this law is not in force on these days")
    ids = _ids(change.regime_id, version)
    return [piece for row in rows for piece in _pieces(row, change, ids, lambda row: _CHANGED[change.what](row, change))]


def _check_order(change: Change) -> None:
    if change.valid_from and change.valid_to and change.valid_to < change.valid_from:
        raise BadLawData(change.regime_id, "the last day is before the first")


def _ids(family: str, version: int) -> Iterator[str]:
    yield f"{family}@{version}"
    part = 2
    while True:
        yield f"{family}@{version}.{part}"
        part += 1


def _is_touched(row: Regime, change: Change) -> bool:
    if row.family != change.regime_id or row.superseded or _stands_dated(row, change):
        return False
    return overlap(row, change.valid_from, change.valid_to)


def _stands_dated(row: Regime, change: Change) -> bool:
    """What holds from a day on stays, when the time before it is known better; it is changed by its own day."""
    if change.valid_from is not None:
        return False
    if change.what is What.TERM:
        own = row.special.get(change.kind, row.terms)
        return own.get(TermName(change.name), NO_TERM).since is not None
    return change.what is What.RULE and row.rule(RuleName(change.name)).since is not None


def _pieces(row: Regime, change: Change, ids: Iterator[str], made: Made) -> Iterator[Regime]:
    """The version before the change, the one with it, and after its last day one with the old terms again."""
    if not _is_touched(row, change):
        yield row
        return
    if not row.enabled:  # prepared: no leg can have kept it
        yield made(row)
        return
    begins_later = change.valid_from is not None and (row.valid_from is None or row.valid_from < change.valid_from)
    if begins_later and change.valid_from is not None:
        yield replace(row, valid_to=change.valid_from - ONE_DAY)
    else:
        yield replace(row, superseded=True)
    yield replace(
        made(row),
        id=next(ids),
        valid_from=later(row.valid_from, change.valid_from),
        valid_from_known=Known.DAY if begins_later else row.valid_from_known,
        valid_to=earlier(row.valid_to, change.valid_to),
    )
    if change.valid_to is not None and (row.valid_to is None or row.valid_to > change.valid_to):
        yield replace(row, id=next(ids), valid_from=change.valid_to + ONE_DAY, valid_from_known=Known.DAY)


def _termed(row: Regime, change: Change) -> Regime:
    name = TermName(change.name)
    term = replace(read_term_of(change.regime_id, name, change.table, row.overlay), change=change.number, since=change.valid_from)
    if change.kind:
        own = row.special.get(change.kind, row.terms)
        return replace(row, special={**row.special, change.kind: {**own, name: term}})
    special = {
        kind: {**own, name: term} if kind not in row.apart and own.get(name) == row.terms.get(name) else own
        for kind, own in row.special.items()
    }
    return replace(row, terms={**row.terms, name: term}, special=special)


def _ruled(row: Regime, change: Change) -> Regime:
    name = RuleName(change.name)
    rule = replace(read_rule(f"{change.regime_id} {name}", name, change.table), change=change.number, since=change.valid_from)
    return replace(row, rules={**row.rules, name: rule})


def _with_ground(rows: Sequence[Regime], change: Change, version: int) -> list[Regime]:
    """How sure a ground is and by which article: known better now, in all versions. Or that it is none, perhaps from a day on."""
    if not any(row.family == change.regime_id and _ground_of(row, change.name) for row in rows):
        raise BadLawData(change.regime_id, f"no such ground: {change.name}")
    if "retired" in change.table:
        return _with_ground_in_use(rows, change, version)
    return [_grounded(row, change) if row.family == change.regime_id else row for row in rows]


def _with_ground_in_use(rows: Sequence[Regime], change: Change, version: int) -> list[Regime]:
    retired = bool(change.table["retired"])
    if any(row.family == change.regime_id and row.overlay for row in rows):
        raise BadLawData(change.regime_id, "the Convention's paragraphs stay: they only limit")
    return _since(rows, change, version, lambda row: with_use(row, change.name, retired, change.number))


def _with_new_ground(rows: Sequence[Regime], change: Change, version: int) -> list[Regime]:
    """A national ground that nobody had seen: it was one all along, or from a day on."""
    ground = read_added(rows, change.regime_id, change.name, change.table, change.number)
    return _since(rows, change, version, lambda row: with_ground(row, ground))


def _since(rows: Sequence[Regime], change: Change, version: int, made: Made) -> list[Regime]:
    """Without a day in all versions. With one in those from that day on; the version that it cuts goes on under a new id."""
    if change.valid_from is None:
        return [made(row) if row.family == change.regime_id else row for row in rows]
    if not touched(rows, change):
        raise BadLawData(change.regime_id, "this law is not in force on these days")
    if any(row.amends == change.regime_id and row.is_in_force(change.valid_from) for row in rows):
        raise BadLawData(change.regime_id, "by then another law has changed it")
    ids = _ids(change.regime_id, version)
    return [piece for row in rows for piece in _cut(row, change.valid_from, change, ids, made)]


def _cut(row: Regime, on: date, change: Change, ids: Iterator[str], made: Made) -> Iterable[Regime]:
    if row.family != change.regime_id or made(row) == row:
        return [row]
    begins_then = row.valid_from is not None and row.valid_from >= on
    return [made(row)] if begins_then else _pieces(row, change, ids, made)


def _ground_of(row: Regime, code: str) -> Ground | None:
    return next((ground for ground in row.grounds if ground.code == code), None)


def _grounded(row: Regime, change: Change) -> Regime:
    table, where = change.table, f"{change.regime_id} {change.name}"
    article = table.get("article")
    confirmed = confirmed_article(where, article, table)
    status, source = Status(table["status"]), str(table["source"])
    if "words" in table:
        row = with_words(row, change.name, read_words(where, table["words"]))

    def known(ground: Ground) -> Ground:
        return replace(
            ground, article=article, article_confirmed=confirmed, status=status, source=source, change=change.number
        )

    return replace(row, grounds=tuple(known(one) if one.code == change.name else one for one in row.grounds))


def _with_route(rows: Sequence[Regime], change: Change, _version: int) -> list[Regime]:
    """How sure a way of review is and whether a complaint comes first: known better now, in all versions."""
    if not any(row.family == change.regime_id and way_of(row, change.name) for row in rows):
        raise BadLawData(change.regime_id, f"no such way: {change.name}")
    return [
        with_way(row, change.name, change.table, change.number) if row.family == change.regime_id else row for row in rows
    ]


def _with_law(rows: Sequence[Regime], change: Change, _version: int) -> list[Regime]:
    """A prepared law is put in use with its act and its first day; a law in use gets its exact first or last day."""
    living = [row for row in rows if row.family == change.regime_id and not row.superseded]
    if not living:
        raise BadLawData(change.regime_id, "no such law")
    _check_order(change)
    if not living[0].enabled:
        return [_enabled(row, change, rows) if row in living else row for row in rows]
    first, last = min(living, key=first_day), max(living, key=first_day)
    changed = [_dated(row, change, row is first, row is last) if row in (first, last) else row for row in rows]
    for row in changed:
        if row.family == change.regime_id and row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            raise BadLawData(change.regime_id, "the last day is before the first")
    return changed


def _enabled(row: Regime, change: Change, rows: Iterable[Regime]) -> Regime:
    number = str(change.table.get("act_number", "")).strip()
    if not number or change.valid_from is None:
        raise BadLawData(change.regime_id, "it is put in use only with the number of its act and its first day")
    amended = next((one for one in rows if one.family == row.amends and one.is_in_force(change.valid_from)), None)
    act_on = date.fromisoformat(change.table["act_on"]) if change.table.get("act_on") else None
    return replace(
        row,
        enabled=True,
        act=f"Law of the Kyrgyz Republic No. {number}" + (f" of {act_on.isoformat()}" if act_on else ""),
        act_number=number,
        act_on=act_on,
        source=str(change.table.get("source") or row.source),
        note="",
        valid_from=change.valid_from,
        valid_from_known=Known.DAY,
        valid_to=change.valid_to,
        status=Status.CONFIRMED,
        terms={name: _of_the_act(term, change) for name, term in row.terms.items()},
        special={
            kind: {name: _of_the_act(term, change) for name, term in own.items()} for kind, own in row.special.items()
        },
        keeps_other_terms=bool(change.table.get("keeps_other_terms")),
        changes_version=amended.id if amended else "",
    )


def _of_the_act(term: Term, change: Change) -> Term:
    """A term that was prepared is now one of the act. Confirmed only where somebody compared it with the text of the act."""
    compared = bool(change.table.get("terms_compared"))
    if not term.is_known or (term.change is not None and not compared):
        return term
    return replace(
        term,
        source=str(change.table.get("source") or term.source),
        status=Status.CONFIRMED if compared else Status.LIKELY,
        note=term.note if term.change is not None else "",
        change=change.number,
    )


def _dated(row: Regime, change: Change, is_first: bool, is_last: bool) -> Regime:
    if is_first and change.valid_from is not None:
        row = replace(row, valid_from=change.valid_from, valid_from_known=Known.DAY)
    if is_last and change.valid_to is not None:
        row = replace(row, valid_to=change.valid_to)
    return row


_CHANGED: Mapping[What, Callable[[Regime, Change], Regime]] = {What.TERM: _termed, What.RULE: _ruled}

_APPLY: Mapping[What, Callable[[Sequence[Regime], Change, int], list[Regime]]] = {
    What.TERM: _with_version,
    What.RULE: _with_version,
    What.GROUND: _with_ground,
    What.ROUTE: _with_route,
    What.NEW_GROUND: _with_new_ground,
    What.LAW: _with_law,
}
