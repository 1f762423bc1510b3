"""A form on a page, filled in the way a person does it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from tests.web.dom import Element
from tests.web.words import either

if TYPE_CHECKING:
    from tests.web.client import Page

OPTIONAL = re.compile(r"\s*\([^()]*\)$")
File = tuple[str, bytes]


class Form:
    def __init__(self, page: Page, element: Element) -> None:
        self.page, self.element = page, element
        self.values: MultiDict[str, Any] = MultiDict()
        for control in self.controls():
            self._take(control)

    def controls(self) -> list[Element]:
        return [e for e in self.element.all("input", "select", "textarea") if e.get("name") and "disabled" not in e.attrs]

    def names(self) -> list[str]:
        return list(dict.fromkeys(control.get("name") for control in self.controls()))

    def _take(self, control: Element) -> None:
        """What the browser would send if nobody touched it."""
        name, kind = control.get("name"), control.get("type")
        if control.tag == "select":
            options = control.all("option")
            chosen = [o for o in options if "selected" in o.attrs] or ([] if "multiple" in control.attrs else options[:1])
            for option in chosen:
                self.values.add(name, _value(option))
        elif control.tag == "textarea":
            typed = "".join(child for child in control.children if isinstance(child, str))
            self.values.add(name, typed.replace("\r\n", "\n").removeprefix("\n"))
        elif kind in {"radio", "checkbox"}:
            if "checked" in control.attrs:
                self.values.add(name, control.get("value", "on"))
        elif kind not in {"file", "submit", "button", "reset"}:
            self.values.add(name, control.get("value"))

    def __getitem__(self, key: str) -> Any:
        """What now stands in a field."""
        name = self._named(key)[0].get("name")
        return self.values.get(name)

    def fill(self, fields: dict[str, Any] | None = None, **more: Any) -> Form:
        """Write into fields, by name or label. A file is (name, bytes), several are a list of these."""
        for key, value in {**(fields or {}), **more}.items():
            self._fill(self._named(key), value)
        return self

    def _named(self, key: str) -> list[Element]:
        found = [control for control in self.controls() if control.get("name") == key]
        names = either(key, self.page.lang)
        found = found or [c for c in self.controls() if {self._label(c), self._legend(c)} & set(names)]
        assert found, f"no field {key!r}; there are {[(c.get('name'), self._label(c)) for c in self.controls()]}"
        return found

    def _label(self, control: Element) -> str:
        label = self.element.first("label", for_=control.get("id")) if control.get("id") else None
        return OPTIONAL.sub("", label.text) if label else control.get("aria-label")

    def _legend(self, control: Element) -> str:
        fieldset = control.above("fieldset")
        legend = fieldset.first("legend") if fieldset else None
        return OPTIONAL.sub("", legend.text) if legend else ""

    def _fill(self, controls: list[Element], value: Any) -> None:
        first = controls[0]
        name, kind = first.get("name"), first.get("type")
        if kind == "file":
            self.values.setlist(name, value if isinstance(value, list) else [value])
        elif kind in {"radio", "checkbox"}:
            self._choose(controls, value)
        elif first.tag == "select":
            wanted = value if isinstance(value, list) else [value]
            self.values.setlist(name, [self._option(first, str(one)) for one in wanted])
        else:
            self.values.setlist(name, [str(value)])

    def _choose(self, controls: list[Element], value: Any) -> None:
        name = controls[0].get("name")
        if isinstance(value, bool):
            assert len(controls) == 1, f"{name} has several boxes: name the ones to tick"
            self.values.poplist(name)
            self.values.setlist(name, [controls[0].get("value", "on")]) if value else None
            return
        wanted = [str(one) for one in (value if isinstance(value, list) else [value])]
        names = {name for one in wanted for name in either(one, self.page.lang)}
        chosen = [c.get("value", "on") for c in controls if c.get("value") in wanted or self._label(c) in names]
        assert len(chosen) == len(wanted), f"{wanted} not among {[(c.get('value'), self._label(c)) for c in controls]}"
        self.values.setlist(name, chosen)

    def _option(self, select: Element, wanted: str) -> str:
        options = select.all("option")
        for option in options:
            if wanted == _value(option) or option.text in either(wanted, self.page.lang):
                return _value(option)
        raise AssertionError(f"{wanted!r} is not among {[option.text for option in options][:40]}")

    def submit(self, button: str | None = None, status: int = 200) -> Page:
        """Press a button (by its words or its value; by default the first one)."""
        values = self.values.copy()
        pressed = self._button(button)
        if pressed is not None and pressed.get("name"):
            values.add(pressed.get("name"), pressed.get("value"))
        action = (pressed.get("formaction") if pressed is not None else "") or self.element.get("action")
        if self.element.get("method") == "get":
            return self.page.client.get(f"{action.split('?')[0]}?{urlencode(list(values.items(multi=True)))}", status)
        return self.page.client.open("POST", action, status, **self._body(values))

    def _button(self, wanted: str | None) -> Element | None:
        own = self.element.all("button")
        form_id = self.element.get("id")
        outside = [b for b in self.page.document.all("button") if form_id and b.get("form") == form_id]
        if wanted is None:
            return own[0] if own else None
        for button in own + outside:
            if wanted == button.get("value") or button.text in either(wanted, self.page.lang):
                return button
        raise AssertionError(f"no button {wanted!r}; there are {[button.text for button in own + outside]}")

    def _body(self, values: MultiDict[str, Any]) -> dict[str, Any]:
        files = any(isinstance(value, tuple) for value in values.values())
        multipart = self.element.get("enctype") == "multipart/form-data"
        assert multipart or not files, "the form cannot carry files"
        if not multipart:
            return {"data": urlencode(list(values.items(multi=True))), "content_type": "application/x-www-form-urlencoded"}
        data: MultiDict[str, Any] = MultiDict()
        for name, value in values.items(multi=True):
            data.add(name, (BytesIO(value[1]), value[0]) if isinstance(value, tuple) else value)
        return {"data": data, "content_type": "multipart/form-data"}


def _value(option: Element) -> str:
    return option.get("value") if "value" in option.attrs else option.text
