"""Somebody who reads everything public of the demonstration set and looks for what must not be there."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.client import Page, PageClient
from tracker.cases.models import Case, CaseContent, Concern, Message, Party
from tracker.store import db

STARTS = (
    "register", "register?state=open", "register?late=late", "figures", "bodies", "body/SETS-CH", "body/MNR",
    "body/AO-41708203803000", "calculator", "about", "privacy", "help", "follow", "",
)  # fmt: skip
WANTED = re.compile(r"^/(en|ky)/(register|case|body|figures|bodies|calculator|about|privacy|help|$)")
AT_MOST = 400

PRIVATE = {
    "body_note", "head_note", "centre_note", "rating", "withdrawal", "delivery", "question", "clarification", "announcement",
    "fee", "fee_reply", "requalification", "objection", "recomputation",
}  # fmt: skip


@pytest.fixture(scope="module")
def read_pages() -> dict[str, Page]:
    return {}


@pytest.fixture
def surface(demo_world: Flask, read_pages: dict[str, Page]) -> dict[str, Page]:
    """Every page that can be reached by links without a key, read once for all tests of this file."""
    if not read_pages:
        read_pages.update(crawl(PageClient(demo_world)))
    return read_pages


def crawl(pages: PageClient) -> Iterator[tuple[str, Page]]:
    waiting, seen = deque(f"/{lang}/{start}" for lang in ("en", "ky") for start in STARTS), set()
    while waiting and len(seen) < AT_MOST:
        url = waiting.popleft()
        if url in seen:
            continue
        seen.add(url)
        page = pages.open("GET", url, None)
        yield url, page
        for _, href in page.links():
            found = urldefrag(urljoin(url, href)).url
            if WANTED.match(found) and not urlsplit(found).netloc:
                waiting.append(found)


def everything(page: Page) -> str:
    return page.html + "\n".join(f"{name}: {value}" for name, value in page.headers.items())


def test_the_crawl_found_the_public_rows(surface: dict[str, Page]) -> None:
    public = set(db.session.scalars(select(Case.number).where(Case.public_row.is_(True))))
    assert len(public) > 20
    assert {f"/en/case/{number}" for number in public} <= set(surface)
    assert all(page.status == 200 for page in surface.values())


def test_no_identity_of_anybody(surface: dict[str, Page]) -> None:
    secret = set()
    for party in db.session.scalars(select(Party)):
        secret |= {party.name, party.organisation, party.email, party.phone}
    secret |= set(db.session.scalars(select(Concern.name)))
    _absent(surface, secret)
    digits = {re.sub(r"\D", "", phone)[-9:] for phone in db.session.scalars(select(Party.phone)) if phone}
    for page in surface.values():
        shown = re.sub(r"[\s\-()]", "", everything(page))
        assert not [number for number in digits if number in shown]


def test_no_unreleased_text_and_no_note(surface: dict[str, Page]) -> None:
    secret: set[str] = set()
    letters = select(CaseContent, Case).join(Case, Case.id == CaseContent.case_id)
    for content, case in db.session.execute(letters):
        if case.restricted or not case.released or content.public_body is None:
            secret |= {content.subject, content.body[:60]}
    shown = {row.public_subject for row in db.session.scalars(select(CaseContent)) if row.public_subject}
    for message in db.session.scalars(select(Message)):
        if message.kind in PRIVATE:
            secret.add(message.body[:60])
    released = {(row.public_body or "")[:60] for row in db.session.scalars(select(Message)) if row.public_body}
    _absent(surface, {text for text in secret if text.strip()} - shown - released)


def test_no_restricted_case_below_the_raion(surface: dict[str, Page]) -> None:
    hidden = set(db.session.scalars(select(Case.number).where(Case.public_row.is_(False))))
    assert hidden
    _absent(surface, hidden)
    pages = PageClient(next(iter(surface.values())).client.app)
    gone = {pages.get(f"/en/case/{number}", status=404).text for number in [*sorted(hidden), "26-0000-0000"]}
    assert len(gone) == 1


def test_no_key_no_internal_id_and_no_session(surface: dict[str, Page]) -> None:
    digests = set(db.session.scalars(select(Case.secret_digest)))
    _absent(surface, digests)
    for url, page in surface.items():
        assert "Set-Cookie" not in page.headers, url


def test_restricted_pages_are_not_for_search_engines(surface: dict[str, Page]) -> None:
    for case in db.session.scalars(select(Case).where(Case.public_row.is_(True))):
        tag = surface[f"/en/case/{case.number}"].headers.get("X-Robots-Tag", "")
        assert ("noindex" in tag) == (case.restricted or not case.released)


def _absent(surface: dict[str, Page], secret: set[str]) -> None:
    wanted = {text for text in secret if text and len(text) > 3}
    for url, page in surface.items():
        text = everything(page)
        found = [each for each in wanted if each in text]
        assert not found, f"{url} shows {found[:3]}"
