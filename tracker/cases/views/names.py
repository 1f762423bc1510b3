"""Names of places, topics and bodies in SQL, in the reader's language: the rule of `directory.names.display_name`.

A list of fifty rows has a hundred and fifty names; chosen by the database they cost nothing here. A test holds both to one
another.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, bindparam, case, func, literal

from tracker.directory.names import display_name
from tracker.directory.naming import GUESS_MARK

DAY: ColumnElement[Any] = bindparam("today", type_=Date)
"""Today, as a parameter of a statement that is built once."""


def name_of(model: Any, language: str) -> ColumnElement[str]:
    """The name to show; empty where the row is not there. A guess carries its mark."""
    if language == "ky":
        guess = getattr(model, "name_ky_guess", None)
        unchecked = model.name_ru if guess is None else func.coalesce(func.nullif(guess, ""), model.name_ru)
        return func.coalesce(case((model.name_ky != "", model.name_ky), else_=unchecked + GUESS_MARK), "")
    chosen = (model.name_en, model.name_ru) if language == "en" else (model.name_ru,)
    return func.coalesce(*(func.nullif(column, "") for column in chosen), model.name_ky, "")


class _Spellings(NamedTuple):
    name_ky: str
    name_ru: str
    name_en: str
    name_ky_guess: str


def name_columns(model: Any, prefix: str) -> list[Any]:
    """The four spellings of a name, labelled with `prefix`: for a statement that is not kept per language."""
    guess = getattr(model, "name_ky_guess", None)
    return [
        model.name_ky.label(f"{prefix}_ky"),
        model.name_ru.label(f"{prefix}_ru"),
        model.name_en.label(f"{prefix}_en"),
        (literal("") if guess is None else guess).label(f"{prefix}_guess"),
    ]


def read_name(row: Any, prefix: str) -> str:
    """The name under `prefix`; empty where the row has none. A guess carries its mark."""
    ky, ru, en, guess = (row._mapping[f"{prefix}_{part}"] for part in ("ky", "ru", "en", "guess"))
    return "" if ru is None else display_name(_Spellings(ky or "", ru, en or "", guess or ""))
