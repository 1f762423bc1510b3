"""Names of places, topics and bodies in SQL, in the reader's language: the rule of `directory.names.display_name`.

A list of fifty rows has a hundred and fifty names; chosen by the database they cost nothing here. A test holds both to one
another.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, case, func

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
