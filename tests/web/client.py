"""A person with a browser, for tests that go through real pages. Every page that comes by is checked (page_checks).

    pages = PageClient(app)
    page = pages.get("/ky/")                                  # 200 or the test fails; status=404 to expect another
    page = page.click("Мен билгим келет")                     # a link by its words
    page = page.form().fill({"Your question": "…", "place": "Ак-Суу", "photo": ("Сүрөт.jpg", data)}).submit()
    assert "KG-26-" in page.text
    page.form("answer-form").fill({…}).submit("Send", status=422)

Fields are found by name or by the words of their label; radios and selects by value or by words. Redirects are followed.
Each client has its own cookies: two clients are two people. Before each request the test's own session is committed, and
each request runs in a context of its own, so nothing remembered for one request (`g`) reaches the next.
"""

from __future__ import annotations

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask, has_app_context
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from tests.web.dom import Element, read
from tests.web.form import Form
from tests.web.page_checks import problems_of
from tests.web.words import either
from tracker.store import db

REDIRECTS = {301, 302, 303, 307, 308}


class PageClient:
    """One browser of one person."""

    def __init__(self, app: Flask, **headers: str) -> None:
        self.app = app
        self.client = app.test_client()
        self.headers = {"Accept": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}

    def get(self, path: str, status: int = 200, **headers: str) -> Page:
        return self.open("GET", path, status, headers=headers)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 200, **headers: str) -> Page:
        """A POST without a form before it. Pages with a token refuse it; that is for tests of the refusal."""
        return self.open("POST", path, status, data=data or {}, headers=headers)

    def open(self, method: str, path: str, status: int | None = 200, headers: Any = None, **kwargs: Any) -> Page:
        """Send, follow redirects, expect `status` (None: any), check the page."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in (headers or {}).items()}}
        statements: list[str] = []
        with counting(statements):
            answer = self._send(method, path, sent, **kwargs)
        for _ in range(8):
            if answer.status_code not in REDIRECTS or status in REDIRECTS:
                break
            path = urljoin(path, answer.headers["Location"])
            statements.clear()
            with counting(statements):
                answer = self._send("GET", local(path), sent)
        page = Page(self, local(path), answer, statements)
        assert status in (None, page.status), f"{method} {path}: {page.status} instead of {status}: {page.summary}"
        page.check()
        return page

    def _send(self, method: str, path: str, headers: dict[str, str], **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()
        return contextvars.Context().run(self.client.open, path, method=method, headers=headers, buffered=True, **kwargs)


class Page:
    """An answer, read."""

    def __init__(self, client: PageClient, url: str, answer: TestResponse, statements: list[str]) -> None:
        self.client, self.url, self.answer, self.statements = client, url, answer, statements
        self.status, self.headers = answer.status_code, answer.headers
        self.is_html = answer.mimetype == "text/html" and self.status not in REDIRECTS and bool(answer.data)
        self.document, self.form_problems = read(self.html) if self.is_html else (Element("#document", {}), [])

    @property
    def html(self) -> str:
        return self.answer.get_data(as_text=True)

    @property
    def data(self) -> bytes:
        return self.answer.get_data()

    @property
    def json(self) -> Any:
        return self.answer.get_json()

    @property
    def text(self) -> str:
        """All that a person reads on it."""
        body = self.document.first("body")
        return body.text if body else ""

    @property
    def main(self) -> Element:
        found = self.document.first("main")
        assert found is not None, "the page has no main"
        return found

    @property
    def h1(self) -> str:
        found = self.document.first("h1")
        return found.text if found else ""

    @property
    def lang(self) -> str:
        html = self.document.first("html")
        return html.get("lang") if html else ""

    @property
    def errors(self) -> list[str]:
        """What the error summary says."""
        box = self.document.first("div", class_="errors")
        return [item.text for item in box.all("li")] if box else []

    @property
    def summary(self) -> str:
        return f"{self.h1} | {self.errors} | {self.text[:600]}" if self.is_html else repr(self.data[:300])

    def says(self, words: str) -> bool:
        """Whether these words of the code stand on the page, in its language."""
        return any(name in self.text for name in either(words, self.lang))

    def links(self) -> list[tuple[str, str]]:
        return [(a.text, a.get("href")) for a in self.document.all("a")]

    def link(self, words: str) -> str:
        """The address of the link with these words; part of them is enough when only one link has it."""
        names = either(words, self.lang)
        exact = {href for text, href in self.links() if text in names}
        found = exact or {href for text, href in self.links() if any(name in text for name in names)}
        assert len(found) == 1, f"{len(found)} links say {words!r} on {self.url}: {[text for text, _ in self.links()]}"
        return found.pop()

    def click(self, words: str, status: int = 200) -> Page:
        return self.client.get(urljoin(self.url, self.link(words)), status)

    def form(self, which: str | None = None) -> Form:
        """The form with this id, or part of its action, or a button with these words; without, the page's only POST form."""
        forms = self.document.all("form")
        if which is None:
            found = [f for f in self.main.all("form") if f.get("method") == "post" and "one-button" not in f.get("class")]
            found = found or self.main.all("form")
        else:
            found = [f for f in forms if f.get("id") == which]
            found = found or [f for f in forms if any(b.text in either(which, self.lang) for b in f.all("button"))]
            found = found or [f for f in forms if which in f.get("action")]
        known = [(form.get("id"), form.get("action")) for form in forms]
        assert len(found) == 1, f"{len(found)} forms {which or ''} on {self.url}: {known}"
        return Form(self, found[0])

    def press(self, words: str, status: int = 200) -> Page:
        """Press the button with these words, changing nothing else."""
        return self.form(words).submit(words, status)

    def check(self) -> None:
        if not self.is_html:
            return
        first = urlsplit(self.url).path.split("/")[1]
        lang = first if first in {"ky", "ru", "en"} and self.client_kept_language() else None
        problems = self.form_problems + problems_of(self.document, lang)
        assert not problems, f"{self.url}: " + "; ".join(problems)

    def client_kept_language(self) -> bool:
        """A form that switches the language answers at the old address in the new language."""
        return self.answer.request.method == "GET"


def local(url: str) -> str:
    """Path and query of an address of ours."""
    parts = urlsplit(url)
    assert parts.netloc in {"", "localhost"}, f"led away to {url}"
    return parts.path + (f"?{parts.query}" if parts.query else "")


@contextmanager
def counting(statements: list[str]) -> Iterator[None]:
    """Collects every SQL statement."""

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


__all__ = ["Form", "Page", "PageClient", "counting"]
