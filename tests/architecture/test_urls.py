"""Every address says who may open it, and reading it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.client import PageClient
from tracker.web.shared.access import ELSEWHERE, Audience, declaration

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
NOT_PAGES = {"system.health", "start"}  # without a language in the address


def rules(app: Flask) -> Iterator[Rule]:
    return app.url_map.iter_rules()


def test_every_endpoint_declares_its_audience(seeded_app: Flask) -> None:
    silent = [
        rule.endpoint for rule in rules(seeded_app)
        if rule.endpoint not in ELSEWHERE and not declaration(seeded_app.view_functions[rule.endpoint])
    ]  # fmt: skip
    assert not silent, f"put @access under the route of {silent}, or name them in ELSEWHERE"


def test_the_list_of_foreign_endpoints_is_true(seeded_app: Flask) -> None:
    known = {rule.endpoint for rule in rules(seeded_app)}
    assert set(ELSEWHERE) <= known, "gone endpoints stay in no list"
    assert not [endpoint for endpoint in ELSEWHERE if declaration(seeded_app.view_functions[endpoint])]


def test_nobody_is_public_and_something_else(seeded_app: Flask) -> None:
    for endpoint, view in seeded_app.view_functions.items():
        declared = declaration(view)
        if declared and Audience.PUBLIC in declared.audiences:
            assert declared.audiences == {Audience.PUBLIC}, f"{endpoint}: public already means everybody"


def test_an_act_is_done_by_a_post(seeded_app: Flask) -> None:
    for rule in rules(seeded_app):
        declared = declaration(seeded_app.view_functions[rule.endpoint])
        if declared and declared.act:
            assert WRITING & (rule.methods or set()), f"{rule.endpoint} declares {declared.act} but takes no POST"


def test_a_form_without_token_is_for_everybody_or_for_a_secret(seeded_app: Flask) -> None:
    for endpoint, view in seeded_app.view_functions.items():
        if getattr(view, "open_post", False):
            declared = declaration(view)
            assert declared, endpoint
            assert declared.audiences == {Audience.PUBLIC}, f"{endpoint}: only a page that sets no session may go without"


def test_what_comes_from_anywhere_brings_a_signed_token(seeded_app: Flask) -> None:
    free = {name for name, view in seeded_app.view_functions.items() if getattr(view, "from_anywhere", False)}
    assert free == {"public.unsubscribe_do"}, "think it over before adding one"
    assert all("token" in rule.arguments for rule in rules(seeded_app) if rule.endpoint in free)


def test_pages_have_their_language_in_the_address(seeded_app: Flask) -> None:
    bare = {rule.endpoint for rule in rules(seeded_app) if "lang" not in rule.arguments} - NOT_PAGES
    assert not bare


def readable(app: Flask) -> list[Rule]:
    return [rule for rule in rules(app) if "GET" in (rule.methods or set()) and rule.arguments == {"lang"}]


@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_anybody_may_knock_at_every_door(app: Flask, lang: str) -> None:
    """Whoever is not signed in gets a page or the way to one; nothing breaks, and nothing is written (a flush raises)."""
    pages = PageClient(app)
    for rule in readable(app):
        path = rule.rule.replace("<any(ky,ru,en):lang>", lang)
        page = pages.open("GET", path, None)
        assert page.status in {200, 302, 303, 401, 403, 404, 410, 422}, f"{path}: {page.status}"


def test_closed_doors_are_closed(app: Flask) -> None:
    """Without an account no page for accounts is shown: one is led elsewhere or refused."""
    client = app.test_client()
    for rule in readable(app):
        declared = declaration(app.view_functions[rule.endpoint])
        if declared and Audience.PUBLIC not in declared.audiences:
            answer = client.get(rule.rule.replace("<any(ky,ru,en):lang>", "ky"))
            assert answer.status_code in {302, 303, 401, 403}, f"{rule.rule} is open"
