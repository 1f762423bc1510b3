from __future__ import annotations

from flask import Flask

from tests.web.client import PageClient


def test_a_public_page_without_a_session_asks_the_database_nothing(pages: PageClient) -> None:
    page = pages.get("/ky/trial/parts")
    assert page.statements == []
    assert "Set-Cookie" not in page.headers


def test_the_signer_of_sessions_follows_the_key(trial_app: Flask) -> None:
    interface = trial_app.session_interface
    first = interface.get_signing_serializer(trial_app)
    assert first is interface.get_signing_serializer(trial_app)
    other = Flask("other")
    other.secret_key = "another"
    assert interface.get_signing_serializer(other) is not first
    other.secret_key = ""
    assert interface.get_signing_serializer(other) is None
