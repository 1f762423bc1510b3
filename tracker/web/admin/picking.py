"""A place or a body named in a form by typing: a code, or a name; where several fit, the form asks which one.

The form has a text field `<name>` and a `RadioField` `<name>_pick` without choices of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from wtforms import StringField

from tracker import clock
from tracker.directory.models import Authority, Territory
from tracker.directory.names import display_name
from tracker.directory.places import find_place
from tracker.directory.queries import BODY_COLUMNS, search_authorities
from tracker.i18n import lazy, t
from tracker.store import db
from tracker.web.admin.desk import Unclear
from tracker.web.admin.words import level_words
from tracker.web.shared.forms import PageForm, RadioField


def text_field(label: Any, *checks: Any, hint: Any = "") -> StringField:
    return StringField(
        label, validators=list(checks), description=hint or lazy("Its code, or its name as people write it")
    )


def pick_field() -> RadioField:
    return RadioField(lazy("Which one do you mean?"), choices=[], validate_choice=False)


def place(form: PageForm, name: str = "place") -> str | None:
    """The code of the place that was named; None where nothing was typed. Raises `Unclear`."""
    return _pick(form, name, _places)


def body(form: PageForm, name: str = "body") -> str | None:
    """The number of the body that was named; None where nothing was typed. Raises `Unclear`."""
    return _pick(form, name, _bodies)


def _pick(form: PageForm, name: str, find: Callable[[str], Sequence[tuple[str, str]]]) -> str | None:
    typed = (form[name].data or "").strip()
    if not typed:
        return None
    found = list(find(typed))
    chosen = form[f"{name}_pick"].data
    if chosen and chosen in {key for key, _ in found}:
        return str(chosen)
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise Unclear(name, t("Nothing has this code or name: “%(typed)s”.", typed=typed[:80]))
    form[f"{name}_pick"].choices = found
    raise Unclear(f"{name}_pick", t("Several have this name. Choose one."))


def _places(typed: str) -> Sequence[tuple[str, str]]:
    if typed.isdigit():
        found = db.session.scalars(select(Territory).where(Territory.code == typed)).all()
        return [(row.code, display_name(row)) for row in found]
    rows = find_place(db.session, typed, clock.today())
    exact = [row for row in rows if row.exact] or rows
    around = _names({row.raion_code or row.oblast_code for row in exact} - {None})
    return [(row.code, _place_words(row, around)) for row in exact]


def _names(codes: set[str | None]) -> dict[str, str]:
    rows = db.session.scalars(select(Territory).where(Territory.code.in_(codes))) if codes else []
    return {row.code: display_name(row) for row in rows}


def _place_words(row: Any, around: dict[str, str]) -> str:
    parts = [display_name(row), level_words(row.level), around.get(row.raion_code or row.oblast_code or "", "")]
    return ", ".join(part for part in parts if part)


def _bodies(typed: str) -> Sequence[tuple[str, str]]:
    exact = db.session.execute(select(*BODY_COLUMNS).where(Authority.id == typed.upper())).all()
    rows = exact or search_authorities(db.session, typed, clock.today())
    return [(row.id, f"{display_name(row)} ({row.id})") for row in rows]
