"""Reading the service from outside: answers as one text, links and forms followed to their ends."""

from __future__ import annotations

import contextvars
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.store import db

HREF = re.compile(r'(?:href|action|src)="([^"]+)"')
SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.S)
VALUE = re.compile(r'<option[^>]*value="([^"]*)"')
CHANGING = {"x-request-id", "date"}
LANGUAGES = ("ky", "ru", "en")


def send(client: FlaskClient, path: str, method: str = "GET", **more: Any) -> TestResponse:
    """One request in a context of its own, as if nobody had been there before."""
    db.session.rollback()
    headers = {"Accept": "text/html", **more.pop("headers", {})}
    return contextvars.Context().run(client.open, path, method=method, headers=headers, buffered=True, **more)


def whole(answer: TestResponse) -> str:
    """All that comes over the wire: status, headers, body; entities and percent signs read."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items() if name.lower() not in CHANGING)
    body = answer.get_data().decode("utf-8", "replace")
    return unescape(f"{answer.status}\n{head}\n{unquote(head)}\n\n{body}")


def crawl(
    app: Flask, starts: list[str], wanted: Callable[[str], bool], at_most: int
) -> Iterator[tuple[str, TestResponse]]:
    """Every page that links and the choices of search forms lead to."""
    return crawl_as(app.test_client(), starts, wanted, at_most)


def crawl_as(
    client: FlaskClient, starts: list[str], wanted: Callable[[str], bool] | None = None, at_most: int = 300
) -> Iterator[tuple[str, TestResponse]]:
    """The same with somebody's session; by default all that lies below one of the starts."""
    below = wanted or (lambda url: any(url.startswith(start) for start in starts))
    waiting, seen = deque(starts), set(starts)
    while waiting:
        url = waiting.popleft()
        answer = send(client, url)
        yield url, answer
        for found in ways_on(url, answer):
            if found not in seen and below(found) and len(seen) < at_most:
                seen.add(found)
                waiting.append(found)


def ways_on(url: str, answer: TestResponse) -> Iterator[str]:
    if answer.status_code in {301, 302, 303, 307, 308}:
        yield local(urljoin(url, answer.headers["Location"]))
    if answer.mimetype != "text/html":
        return
    html = answer.get_data(as_text=True)
    yield from (local(urljoin(url, unescape(href))) for href in HREF.findall(html) if not href.startswith("http"))
    page = url.split("?")[0]
    if "?" not in url and 'method="get"' in html:
        for name, options in SELECT.findall(html):
            yield from (f"{page}?{name}={quote(unescape(value))}" for value in VALUE.findall(options) if value)


def local(url: str) -> str:
    parts = urlsplit(urldefrag(url).url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def same_but_for(answer: TestResponse, words: Mapping[str, str]) -> tuple[int, list[tuple[str, str]], str]:
    """An answer with what must differ taken out, to be compared with another."""

    def plain(text: str) -> str:
        for word, instead in words.items():
            text = text.replace(word, instead)
        return re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "", text)

    kept = {"x-request-id", "set-cookie", "etag", "content-length"}
    headers = sorted((name, plain(value)) for name, value in answer.headers.items() if name.lower() not in kept)
    return answer.status_code, headers, plain(answer.get_data().decode("utf-8", "replace"))
