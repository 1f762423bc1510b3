"""The controls of forms as HTML, as WTForms writes them, in a fifth of its time.

WTForms formats every attribute of every option as markup of its own: half of the time of a page with filters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import Input, Select
from wtforms.widgets.core import clean_key

from tracker.i18n import current_language


def attributes(**values: Any) -> str:
    """The attributes of a tag, sorted by name: True gives the name alone, False gives nothing."""
    parts = []
    for name, value in sorted(values.items()):
        if value is True:
            parts.append(clean_key(name))
        elif value is not False:
            parts.append(f'{clean_key(name)}="{quoted(value)}"')
    return " ".join(parts)


def quoted(value: Any) -> str:
    """A value between double quotes."""
    return str(escape(value)).replace('"', "&quot;")


class Choices(tuple[tuple[str, Any], ...]):
    """Choices that are the same for everybody who reads a language. What they look like is kept with them."""

    def __init__(self, _pairs: Iterable[tuple[str, Any]] = ()) -> None:
        self._shown: dict[tuple[str, str | None], str] = {}
        self._values = frozenset(value for value, _ in self)

    def options(self, chosen: Any) -> str:
        """Their HTML, made once for each language and chosen value."""
        key = (current_language(), chosen if chosen in self._values else None)
        if key not in self._shown:
            self._shown[key] = _options(self, str, key[1])
        return self._shown[key]


class QuickSelect(Select):
    """A list to choose from whose answers are (value, text) pairs. Others are left to WTForms."""

    def __call__(self, field: SelectFieldBase, **kwargs: Any) -> Markup:
        choices = field.choices
        if self.multiple or not _are_pairs(choices):
            return super().__call__(field, **kwargs)
        flags = {name: getattr(field.flags, name) for name in self.validation_attrs if name in field.flags}
        opening = attributes(name=field.name, **{"id": field.id, **flags, **kwargs})
        kept = isinstance(choices, Choices)
        options = choices.options(field.data) if kept else _options(choices, field.coerce, field.data)
        return Markup(f"<select {opening}>{options}</select>")  # noqa: S704 - escaped


def _are_pairs(choices: Any) -> bool:
    if isinstance(choices, Choices):
        return True
    return isinstance(choices, list) and all(type(one) is tuple and len(one) == 2 for one in choices)


def _options(choices: Iterable[tuple[Any, Any]], coerce: Any, chosen: Any) -> str:
    return "".join(
        f'<option{" selected" if coerce(value) == chosen else ""} value="{quoted(value)}">{escape(text or value)}</option>'
        for value, text in choices
    )


Input.html_params = staticmethod(attributes)  # every input of every form, the sign-in library's too
