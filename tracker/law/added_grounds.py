"""Grounds that people added to those that ship, and grounds that they took out of use. Nothing that ships is edited.

What an added ground says comes with it, in every language in which a letter may quote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.law.codes import Need, Origin, Status, Use
from tracker.law.errors import BadLawData
from tracker.law.regimes import Ground, Regime

SPOKEN = ("ky", "ru", "en")


def read_added(rows: Sequence[Regime], law: str, code: str, table: Mapping[str, Any], number: int) -> Ground:
    """A national ground from its table, fitting into these laws. Raises `BadLawData`."""
    where = f"{law} {code}"
    own = [row for row in rows if row.family == law]
    if not own:
        raise BadLawData(law, "no such law")
    if own[0].overlay:
        raise BadLawData(law, "a ground is added to a national law; the Convention only limits it")
    if not code or any(ground.code == code for row in rows for ground in row.grounds):
        raise BadLawData(where, "this code is used already")
    if not table.get("source"):
        raise BadLawData(where, "a ground needs its source")
    use, article = Use(table["use"]), table.get("article")
    return Ground(
        code=code,
        use=use,
        origin=Origin.NATIONAL,
        article=article,
        article_confirmed=confirmed_article(where, article, table),
        status=Status(table["status"]),
        source=str(table["source"]),
        needs=frozenset(Need(need) for need in _for_a_refusal(where, use, table.get("needs", []))),
        limited_by=_limits(where, rows, own[0], _for_a_refusal(where, use, table.get("limited_by", []))),
        change=number,
        words=read_words(where, table.get("words", {})),
        law=law,
    )


def confirmed_article(where: str, article: str | None, table: Mapping[str, Any]) -> bool:
    """Whether letters may name the article. Raises `BadLawData`."""
    confirmed = bool(table.get("article_confirmed"))
    if confirmed and not article:
        raise BadLawData(where, "a confirmed article needs its number")
    return confirmed


def read_words(where: str, table: Mapping[str, Any]) -> dict[str, str]:
    """What a ground says in each language. Raises `BadLawData`."""
    words = {language: str(table.get(language) or "").strip() for language in SPOKEN}
    missing = [language for language, said in words.items() if not said]
    if missing:
        raise BadLawData(where, f"its words are missing in {', '.join(missing)}")
    return words


def with_ground(row: Regime, ground: Ground) -> Regime:
    return replace(row, grounds=(*row.grounds, ground))


def with_use(row: Regime, code: str, retired: bool, number: int) -> Regime:
    """The ground is one of this law, or it is none any more."""
    return _with(row, code, retired=retired, change=number)


def with_words(row: Regime, code: str, words: Mapping[str, str]) -> Regime:
    """An added ground says it better. Raises `BadLawData` for one that ships: its words are those of the service."""
    if any(ground.code == code and not ground.law for ground in row.grounds):
        raise BadLawData(f"{row.family} {code}", "its words ship with the service")
    return _with(row, code, words=words)


def _with(row: Regime, code: str, **set_anew: Any) -> Regime:
    grounds = [replace(ground, **set_anew) if ground.code == code else ground for ground in row.grounds]
    return replace(row, grounds=tuple(grounds))


def _for_a_refusal(where: str, use: Use, codes: Sequence[str]) -> Sequence[str]:
    if codes and use is not Use.REFUSAL:
        raise BadLawData(where, "only a refusal has something to go with it")
    return codes


def _limits(where: str, rows: Iterable[Regime], law: Regime, codes: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs of the Convention that limit it; only where the Convention runs beside this law."""
    beside = [row for row in rows if row.overlay and row.kinds & law.kinds]
    known = {ground.code for row in beside for ground in row.grounds if ground.use is Use.REFUSAL}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise BadLawData(where, f"no such paragraph of the Convention: {', '.join(unknown)}")
    return tuple(codes)
