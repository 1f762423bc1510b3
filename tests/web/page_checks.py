"""What must be right on every page of the service, whichever test fetched it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.web.dom import Element

LEAKS = re.compile(r"%\(\w+\)|\{\{|\{%|<built-in|object at 0x|\bUndefined\b|__\w+__")
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
CONTROLS = ("input", "select", "textarea")


def problems_of(document: Element, lang: str | None) -> list[str]:
    """Every sentence is a defect of the page."""
    return [problem for check in CHECKS for problem in check(document)] + list(_language(document, lang))


def _language(document: Element, lang: str | None) -> Iterator[str]:
    html = document.first("html")
    if html is None or html.get("lang") not in {"ky", "ru", "en"}:
        yield "html has no lang"
    elif lang and html.get("lang") != lang:
        yield f"html lang is {html.get('lang')}, the address says {lang}"


def _headings(document: Element) -> Iterator[str]:
    first = document.all("h1")
    if len(first) != 1:
        yield f"{len(first)} h1 on the page"
        return
    title = document.first("title")
    words = title.text if title else ""
    if not first[0].text:
        yield "the h1 is empty"
    elif not (words.startswith(first[0].text) or f": {first[0].text}" in words):
        yield f"title {words!r} does not start with h1 {first[0].text!r}"
    level = 1
    for heading in document.all("h2", "h3", "h4", "h5"):
        now = int(heading.tag[1])
        if now > level + 1:
            yield f"heading {heading.text!r} jumps from h{level} to h{now}"
        level = now


def _ids(document: Element) -> Iterator[str]:
    counts = Counter(e.get("id") for e in document.walk() if "id" in e.attrs)
    yield from (f"id {name!r} stands {count} times" for name, count in counts.items() if count > 1 or not name)
    for element in document.walk():
        for attribute in ("aria-describedby", "aria-labelledby", "for", "form"):
            for name in element.get(attribute).split():
                if name not in counts:
                    yield f"{attribute}={name!r} of <{element.tag}> points nowhere"
        target = element.get("href") if element.tag == "a" else ""
        if target.startswith("#") and target[1:] not in counts:
            yield f"link {target} points nowhere"


def _labels(document: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in document.all("label") if label.text}
    for control in document.all(*CONTROLS):
        if control.get("type") in UNLABELLED:
            continue
        if control.get("id") not in labelled and not control.get("aria-label") and not control.above("label"):
            yield f"<{control.tag} name={control.get('name')!r}> has no label"
    for fieldset in document.all("fieldset"):
        if not fieldset.first("legend"):
            yield "a fieldset has no legend"


def _forms(document: Element) -> Iterator[str]:
    for form in document.all("form"):
        if form.above("form"):
            yield "a form inside a form"
        if form.get("method").lower() not in {"get", "post"}:
            yield "a form without method"
        if not form.get("action").startswith("/"):
            yield f"form action {form.get('action')!r} is not an address of ours"
        if form.all("input", type="file") and form.get("enctype") != "multipart/form-data":
            yield "a file field in a form that cannot carry files"
        if form.get("method").lower() == "get" and form.all("input", name="csrf_token"):
            yield "a GET form with a token"


def _words(document: Element) -> Iterator[str]:
    for element in document.all("a", "button"):
        if not (element.text or element.get("aria-label") or element.first("img")):
            yield f"<{element.tag}> {element.get('href')} without words"
        if element.tag == "a" and not element.get("href"):
            yield f"link {element.text!r} leads nowhere"
    for image in document.all("img"):
        if "alt" not in image.attrs:
            yield f"picture {image.get('src')!r} without alt"
    body = document.first("body")
    text = body.text if body else ""
    yield from (f"the page shows {leak!r}" for leak in LEAKS.findall(text))
    for cell in document.all("td", "dd", "p", "li", "strong"):
        if cell.text == "None":
            yield f"<{cell.tag}> says None"


def _inline(document: Element) -> Iterator[str]:
    for element in document.walk():
        if "style" in element.attrs or element.tag == "style":
            yield f"inline style in <{element.tag}>"
        if element.tag == "script" and not element.get("src"):
            yield "inline script"
        yield from (f"{name} in <{element.tag}>" for name in element.attrs if name.startswith("on"))
        for name in ("src", "href"):
            if element.get("rel") in {"alternate", "canonical"}:
                continue
            if element.tag in {"link", "script", "img", "iframe"} and element.get(name).startswith(("http:", "//")):
                yield f"loads from elsewhere: {element.get(name)}"


def _tables(document: Element) -> Iterator[str]:
    for table in document.all("table"):
        if not table.first("caption"):
            yield "a table without caption"
        if not table.first("th"):
            yield "a table without headings"


CHECKS = (_headings, _ids, _labels, _forms, _words, _inline, _tables)
