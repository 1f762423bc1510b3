from __future__ import annotations

import pytest
from flask import Flask

from tests.web.client import PageClient
from tracker.web.shared.language import absolute_url


@pytest.mark.parametrize(
    ("asked", "place"),
    [("ru-RU,ru;q=0.9", "/ru/"), ("en-GB,en", "/en/"), ("ky", "/ky/"), ("de,fr;q=0.5", "/ky/"), ("", "/ky/")],
)
def test_the_first_visit_follows_the_browser_and_is_kyrgyz_when_in_doubt(pages: PageClient, asked: str, place: str) -> None:
    answer = pages.get("/", 302, Accept_Language=asked)
    assert answer.headers["Location"] == place
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_the_address_decides_the_language(pages: PageClient, lang: str) -> None:
    assert pages.get(f"/{lang}/trial/thanks", Accept_Language="en").lang == lang


def test_the_switch_keeps_page_and_query(pages: PageClient) -> None:
    page = pages.get("/ky/trial/find?q=%D1%81%D1%83%D1%83&q2=a&q2=b")
    assert page.link("Русский") == "/ru/trial/find?q=%D1%81%D1%83%D1%83&q2=a&q2=b"
    assert page.click("Русский").lang == "ru"


def test_a_page_that_does_not_exist_speaks_the_language_of_its_address(pages: PageClient) -> None:
    assert pages.get("/ru/nothing/here", 404).lang == "ru"


def test_pages_name_their_other_languages(pages: PageClient) -> None:
    head = pages.get("/ky/trial/parts").document.all("link", rel="alternate")
    assert {(link.get("hreflang"), link.get("href")) for link in head} == {
        (lang, f"http://localhost/{lang}/trial/parts") for lang in ("ky", "ru", "en")
    }


def test_another_language_inside_a_form_keeps_what_was_typed_and_complains_of_nothing(pages: PageClient) -> None:
    form = pages.get("/ky/trial/ask").form("ask").fill(text="Ак", place="Өзгөн", kind="report", topics=["water"])
    page = form.submit("ru")
    assert page.lang == "ru"
    assert page.errors == []
    again = page.form("ask")
    assert (again["text"], again["place"], again["kind"], again["topics"]) == ("Ак", "41706207000000000", "report", "water")
    assert again.element.get("action") == "/ru/trial/ask"


def test_enter_in_a_field_sends_the_form_and_does_not_switch_the_language(pages: PageClient) -> None:
    page = pages.get("/ky/trial/ask")
    first = next(b for b in page.document.all("button") if b.get("form") == "ask" or b.above("form"))
    assert first.get("name") == ""


def test_links_that_leave_come_from_the_setting_and_never_from_the_host(
    trial_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(trial_app.config, "BASE_URL", "https://suroo.example.kg")
    with trial_app.test_request_context("/ru/", headers={"Host": "evil.example"}):
        assert absolute_url("trial.find", lang="ru", q="суу") == (
            "https://suroo.example.kg/ru/trial/find?q=%D1%81%D1%83%D1%83"
        )
    with trial_app.app_context():
        assert absolute_url("trial.thanks") == "https://suroo.example.kg/ky/trial/thanks"
