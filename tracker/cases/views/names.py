"""Names of places, topics and bodies as columns of a select, read in the reader's language."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import literal

from tracker.directory.names import display_name


class _Spellings(NamedTuple):
    name_ky: str
    name_ru: str
    name_en: str
    name_ky_guess: str


def name_columns(model: Any, prefix: str) -> list[Any]:
    """The four spellings of a name, labelled with `prefix`."""
    guess = getattr(model, "name_ky_guess", None)
    return [
        model.name_ky.label(f"{prefix}_ky"),
        model.name_ru.label(f"{prefix}_ru"),
        model.name_en.label(f"{prefix}_en"),
        (literal("") if guess is None else guess).label(f"{prefix}_guess"),
    ]


def read_name(row: Any, prefix: str) -> str:
    """The name under `prefix`; empty where the row has none. A guess carries its mark."""
    values = row._mapping
    if values[f"{prefix}_ru"] is None:
        return ""
    return display_name(
        _Spellings(
            values[f"{prefix}_ky"] or "",
            values[f"{prefix}_ru"],
            values[f"{prefix}_en"] or "",
            values[f"{prefix}_guess"] or "",
        )
    )
