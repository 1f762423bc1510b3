"""Of Bootstrap's stylesheet, only the rules that our templates can use: 31 KB over the wire become a few.

A rule stays when every class its selector names occurs as a word somewhere in our templates or web code, so a class
that is put together at run time has to be written out once in a template. Variables and element rules stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
WORD = re.compile(r"[_a-zA-Z][\w-]*")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
DROPPED = ("@font-face", "@keyframes", "[data-bs-theme=dark]")


def source() -> str:
    """bootstrap.min.css as the Bootstrap-Flask package ships it."""
    spec = find_spec("flask_bootstrap")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("Bootstrap-Flask is not installed")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return (folder / "static/bootstrap5/css/bootstrap.min.css").read_text("utf-8")


def words_in(files: Iterator[Path]) -> set[str]:
    """Every word of these files that could be the name of a class."""
    return {word for file in files for word in WORD.findall(file.read_text("utf-8"))}


def subset(css: str, words: set[str]) -> str:
    """The rules of `css` whose classes are all among `words`."""
    return "".join(_kept(COMMENT.sub("", css), words))


def _kept(css: str, words: set[str]) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith(DROPPED):
            continue
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body, words))
            if inner:
                yield f"{head}{{{inner}}}"
            continue
        selectors = [one for one in _selectors(head) if set(CLASS.findall(one)) <= words]
        if selectors:
            yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before a brace, what stands between the braces), top level only."""
    start = depth = 0
    head = ""
    for brace in re.finditer(r"[{}]", css):
        if brace.group() == "{":
            if depth == 0:
                head, start = css[start : brace.start()].rsplit(";", 1)[-1].strip(), brace.end()
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            yield head, css[start : brace.start()]
            start = brace.end()


def _selectors(head: str) -> list[str]:
    """Split at commas that are not inside brackets (`:not(.a,.b)`)."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", head)]
