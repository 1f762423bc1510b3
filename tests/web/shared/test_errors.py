from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from tests.web.client import PageClient
from tests.web.shared import trial
from tracker.store import db
from tracker.web.shared import errors


@pytest.fixture
def as_pages(trial_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(trial_app.config, "ERRORS_AS_PAGES", True)
    return


@pytest.mark.parametrize("status", sorted(errors.WORDS))
@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_every_error_has_a_page_in_every_language(
    pages: PageClient, monkeypatch: pytest.MonkeyPatch, status: int, lang: str
) -> None:
    monkeypatch.setitem(pages.app.view_functions, "trial.thanks", lambda: abort(status))
    page = pages.get(f"/{lang}/trial/thanks", status)
    assert page.lang == lang
    assert page.h1
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers


def test_a_domain_error_is_a_page(pages: PageClient) -> None:
    assert pages.get("/en/trial/broken", 409).h1 == "The case has moved"


def test_who_asks_for_json_gets_json(pages: PageClient) -> None:
    page = pages.get("/en/trial/broken", 409, Accept="application/json")
    assert page.json["error"] == "Broken"
    assert page.json["message"] == "The case has moved"
    assert page.json["request_id"] == page.headers["X-Request-ID"]


def test_a_wrong_method_says_which_are_right(pages: PageClient) -> None:
    page = pages.open("DELETE", "/en/trial/thanks", 405)
    assert "GET" in page.headers["Allow"]


@pytest.mark.usefixtures("as_pages")
def test_an_unexpected_error_shows_nothing_of_itself(pages: PageClient) -> None:
    page = pages.get("/en/trial/crash", 500)
    assert page.h1 == "Something broke on our side"
    assert "secret text" not in page.html
    assert page.headers["X-Request-ID"] in page.text


@pytest.mark.usefixtures("as_pages")
def test_without_a_database_there_is_still_a_page(pages: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr(db.session, "commit", away)
    form = pages.get("/ru/trial/ask").form().fill(text="Эмне үчүн суу жок?", kind="know")
    page = form.submit(status=503)
    assert page.lang == "ru"
    assert page.headers["Retry-After"] == "60"
    assert "Эмне үчүн суу жок?" in page.text
    monkeypatch.setattr(db.session, "execute", away)
    assert pages.get("/health", 503).json == {"status": "ill", "database": "unreachable"}


@pytest.mark.usefixtures("as_pages")
def test_even_without_templates_there_is_a_page(pages: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "render_template", broken)
    answer = pages.client.get("/ky/trial/crash")
    assert answer.status_code == 500
    assert all(f'lang="{lang}"' in answer.text for lang in ("ky", "ru", "en"))


def test_a_body_that_is_too_large_gets_a_page(pages: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pages.app.config, "MAX_CONTENT_LENGTH", 2_000)
    page = pages.get("/en/trial/ask").form().fill(text="а" * 5_000).submit(status=413)
    assert page.h1 == "This is too large"


def test_the_health_page(pages: PageClient) -> None:
    assert pages.get("/health").json == {"status": "ok", "database": "ok"}


def test_secrets_are_never_shown_again(pages: PageClient) -> None:
    page = pages.post("/en/trial/ask", {"password": "hunter22", "secret_word": "XYZW", "text": "Суу жөнүндө"}, 400)
    assert "hunter22" not in page.html
    assert "XYZW" not in page.html
    assert "Суу жөнүндө" in page.html
    assert trial.kept == []
