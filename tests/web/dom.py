"""A strict little reader of HTML: every element closed, in order, or the test fails. What was read is never changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPACE = re.compile(r"\s+")
BLOCKS = {"p", "li", "div", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "option", "label", "legend", "summary", "br"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> list[Element]:
        """This element and all below it, in the order of the page."""
        return self._below

    @cached_property
    def _below(self) -> list[Element]:
        found = [self]
        for child in self.children:
            if isinstance(child, Element):
                found += child._below
        return found

    def all(self, *tags: str, **attrs: str) -> list[Element]:
        """Elements below with one of `tags` and these attributes (`class_` means one of its classes)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        found = [e for e in self._below if e.tag in tags] if tags else self._below
        return [e for e in found if all(e.matches(*pair) for pair in wanted.items())] if wanted else list(found)

    def first(self, *tags: str, **attrs: str) -> Element | None:
        return next(iter(self.all(*tags, **attrs)), None)

    def matches(self, name: str, value: str) -> bool:
        have = self.attrs.get(name)
        return have is not None and (value in have.split() if name == "class" else have == value)

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    @cached_property
    def text(self) -> str:
        """What a person reads, spaces joined."""
        return SPACE.sub(" ", self._raw()).strip()

    def _raw(self) -> str:
        if self.tag in {"style", "script"}:
            return ""
        inner = "".join(child if isinstance(child, str) else child._raw() for child in self.children)
        return f" {inner} " if self.tag in BLOCKS else inner

    def above(self, tag: str) -> Element | None:
        """The nearest enclosing element of this tag."""
        found = self.parent
        while found is not None and found.tag != tag:
            found = found.parent
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {})
        self.at = self.root
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"an attribute twice in <{tag} {' '.join(names)}>")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        if self.at.tag != tag:
            self.problems.append(f"</{tag}> closes <{self.at.tag}> (line {self.getpos()[0]})")
        opened: Element | None = self.at
        while opened is not None and opened.tag != tag:
            opened = opened.parent
        if opened is not None and opened.parent is not None:
            self.at = opened.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(html: str) -> tuple[Element, list[str]]:
    """The document, and what is wrong with its form."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.at is not reader.root:
        reader.problems.append(f"<{reader.at.tag}> is never closed")
    return reader.root, reader.problems
