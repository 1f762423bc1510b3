from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from flask import Flask

from tests.web.client import PageClient
from tests.web.shared import trial
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store.transactions import WriteWhileReading
from tracker.web.shared import access, keys
from tracker.web.shared.requests import JsonLines

OFFICER = Actor(ActorKind.OFFICER, account_id=1, post_id=1, authority_id="AO-1")
STAFF = Actor(ActorKind.STAFF, account_id=2, post_id=2, centre_id="AC-BI")


def acting(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    monkeypatch.setattr(access, "current_actor", lambda: actor)


def test_the_policy_allows_no_script_and_nothing_from_elsewhere(pages: PageClient) -> None:
    headers = pages.get("/ky/trial/thanks").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Strict-Transport-Security" not in headers
    assert "Strict-Transport-Security" in pages.client.get("/ky/trial/thanks", base_url="https://localhost").headers


def test_a_public_page_is_the_same_for_all_and_asked_for_once(pages: PageClient) -> None:
    first = pages.get("/ky/trial/parts?version=7")
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "X-Robots-Tag" not in first.headers
    again = pages.get("/ky/trial/parts?version=7", 304, If_None_Match=first.headers["ETag"])
    assert again.data == b""
    assert trial.rendered == ["parts"]
    for other in ("/ru/trial/parts?version=7", "/ky/trial/parts?version=8"):
        assert pages.get(other, If_None_Match=first.headers["ETag"]).status == 200


def test_a_public_page_can_ask_not_to_be_found(pages: PageClient) -> None:
    page = pages.get("/ky/trial/hidden")
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.document.first("meta", name="robots")


def test_a_form_without_token_is_not_lost(pages: PageClient) -> None:
    form = pages.get("/en/trial/ask").form().fill(text="Көлмө кайда кетти, билгим келет", kind="know")
    form.values["csrf_token"] = "old"
    page = form.submit(status=400)
    assert page.h1 == "Please send it once more"
    assert "Көлмө кайда кетти, билгим келет" in page.text
    assert page.press("Send again").h1 == "Thank you"
    assert trial.kept[0]["text"] == "Көлмө кайда кетти, билгим келет"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_forms_of_other_sites_are_refused_and_not_offered_again(pages: PageClient, headers: dict[str, str]) -> None:
    page = pages.post("/en/trial/call", {"phone": "0555 123 456"}, 400, **headers)
    assert page.h1 == "This came from another site"
    assert "0555" not in page.html


def test_an_open_form_needs_no_token_and_no_session(pages: PageClient) -> None:
    page = pages.get("/en/trial/call")
    assert "Set-Cookie" not in page.headers
    assert page.form("call").fill({"Your phone": "0555 123 456"}).submit().h1 == "Thank you"


def test_a_button_of_its_own_carries_the_token(pages: PageClient) -> None:
    assert pages.get("/en/trial/thanks").press("Remember").h1 == "Thank you"


def test_signed_out_a_page_leads_to_the_sign_in(pages: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, PUBLIC)
    answer = pages.get("/ky/trial/desk?x=1", 303)
    assert "next=/ky/trial/desk?x%3D1" in answer.headers["Location"]


def test_signed_out_what_was_typed_stays(pages: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, PUBLIC)
    token = pages.get("/en/trial/ask").form()["csrf_token"]
    page = pages.post("/en/trial/desk", {"csrf_token": token, "answer": "Суунун курамы тиркемеде"}, 403)
    assert page.h1 == "You are signed out"
    assert "Суунун курамы тиркемеде" in page.text
    acting(monkeypatch, OFFICER)
    assert page.press("Send again").data == b"desk of officer"


def test_another_role_gets_a_page_that_says_so(pages: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, STAFF)
    assert pages.get("/en/trial/desk", 403).h1 == "This page is not open to you"
    acting(monkeypatch, OFFICER)
    assert pages.get("/en/trial/desk").data == b"desk of officer"


def test_the_holder_of_a_secret_is_let_in_and_nobody_else(pages: PageClient, trial_app: Flask) -> None:
    assert pages.get("/ky/trial/mine", None).data != b"mine"
    with pages.client.session_transaction() as session:
        session[keys.NAME] = {"7": ["fingerprint", False]}
    assert pages.get("/ky/trial/mine").data == b"mine"


def test_keys_are_kept_replaced_and_dropped(trial_app: Flask) -> None:
    with trial_app.test_request_context("/ky/"):
        for number in range(25):
            keys.hold(keys.Key(number, f"f{number}"))
        keys.hold(keys.Key(24, "new", confirmed=True))
        assert keys.key_of(24) == keys.Key(24, "new", True)
        assert keys.key_of(0) is None
        keys.drop(24)
        assert keys.key_of(24) is None
        assert keys.holds_any()


def test_a_get_that_writes_is_a_defect(pages: PageClient) -> None:
    with pytest.raises(WriteWhileReading):
        pages.get("/ky/trial/writes")


def test_the_request_id_is_kept_when_it_is_one(pages: PageClient) -> None:
    assert pages.get("/ky/trial/thanks", X_Request_ID="gate-00000001").headers["X-Request-ID"] == "gate-00000001"
    assert pages.get("/ky/trial/thanks", X_Request_ID="no\tthing").headers["X-Request-ID"] != "no\tthing"


def test_the_log_names_the_route_and_nothing_typed(pages: PageClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "tracker"):
        pages.get("/ky/trial/find?q=Асанов&secret=XYZ")
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    (line,) = [line for line in lines if line["message"] == "request"]
    assert line["route"] == "/<any(ky,ru,en):lang>/trial/find"
    assert line["status"] == 200
    assert "Асанов" not in json.dumps(lines, ensure_ascii=False)
    assert "XYZ" not in json.dumps(lines)


def test_behind_proxies_the_client_counts_and_the_host_does_not(tmp_path: Any) -> None:
    from tests.conftest import settings
    from tracker.app import create_app

    app = create_app({**settings(tmp_path), "TRUSTED_PROXIES": 1})
    seen: list[str] = []
    app.before_request(lambda: seen.append(f"{__import__('flask').request.remote_addr} {__import__('flask').request.host}"))
    app.test_client().get("/health", headers={"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "evil.example"})
    assert seen == ["203.0.113.7 localhost"]
