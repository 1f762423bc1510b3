"""Signing in by password and by a letter, forgetting the password, signing out. Nothing tells who has an account."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from flask import Flask

from tests.conftest import settings
from tests.people.build import PASSWORD, code_of, enter, with_phone
from tests.web.account.conftest import link_in
from tests.web.client import Page, PageClient
from tracker import clock
from tracker.app import create_app
from tracker.people.commands import deactivate
from tracker.people.models import Account
from tracker.store import Base, db
from tracker.web.shared.security import limiter

Mailbox = Callable[[str], list[Any]]


def sign_in(pages: PageClient, email: str = "aibek@example.kg", password: str = PASSWORD, status: int = 200) -> Page:
    return pages.get("/en/login").form("sign-in").fill(email=email, password=password).submit(status=status)


def test_by_password(pages: PageClient, officer: Account, session: Any) -> None:
    page = sign_in(pages)
    assert page.h1 == "What we owe", "an officer lands on the tray"
    assert "officer, Environmental supervision" in pages.get("/en/account").text
    session.expire_all()
    assert officer.last_sign_in_at is not None


def test_letter_case_of_the_address_does_not_matter(pages: PageClient, officer: Account) -> None:
    assert sign_in(pages, "Aibek@Example.KG").h1 == "What we owe"


def test_after_signing_in_one_gets_where_one_wanted(pages: PageClient, officer: Account) -> None:
    page = pages.get("/en/account/protection")
    assert page.h1 == "Sign in"
    page = page.form("sign-in").fill(email="aibek@example.kg", password=PASSWORD).submit()
    assert page.h1 == "Codes from your phone"


def test_next_never_leads_to_another_site(pages: PageClient, officer: Account) -> None:
    form = pages.get("/en/login?next=https://evil.example/x").form("sign-in")
    page = form.fill(email="aibek@example.kg", password=PASSWORD).submit(status=None)
    assert page.h1 in {"Sign in", "What we owe"}
    assert pages.get("/en/account/seat?next=//evil.example").status == 200


def test_wrong_password_and_unknown_address_look_alike(pages: PageClient, officer: Account) -> None:
    wrong = sign_in(pages, password="не тот пароль")
    unknown = sign_in(pages, "nobody@example.kg")
    text = "The e-mail address or the password is not right. Please try again."
    assert text in wrong.text
    assert wrong.text == unknown.text


def test_a_link_in_a_letter_signs_in_once(pages: PageClient, officer: Account, mailbox: Mailbox) -> None:
    page = pages.get("/ru/account/link").form("ask").fill(email="AIBEK@example.kg").submit()
    assert page.status == 200
    link = link_in(mailbox("aibek@example.kg")[0])
    assert link.startswith("/ky/"), "the letter speaks the recipient's language"
    opened = pages.get(link)
    assert pages.get("/en/account").h1 == "Sign in", "opening the link alone signs nobody in"
    opened.form("enter").submit()
    assert pages.get("/en/account").h1 == "My account"
    assert PageClient(pages.app).get(link, 410).status == 410


def test_a_link_in_a_letter_is_short_lived(pages: PageClient, officer: Account, mailbox: Mailbox) -> None:
    pages.get("/en/account/link").form("ask").fill(email="aibek@example.kg").submit()
    link = link_in(mailbox("aibek@example.kg")[0])
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        assert pages.get(link, 410).says("This link no longer works. Ask for a new one below.")


def test_asking_for_a_link_tells_nothing(pages: PageClient, officer: Account, mailbox: Mailbox, session: Any) -> None:
    known = pages.get("/en/account/link").form("ask").fill(email="aibek@example.kg").submit()
    unknown = pages.get("/en/account/link").form("ask").fill(email="nobody@example.kg").submit()
    assert known.text == unknown.text
    assert mailbox("nobody@example.kg") == []
    deactivate(session.merge(officer), clock.now())
    pages.get("/en/account/link").form("ask").fill(email="aibek@example.kg").submit()
    assert len(mailbox("aibek@example.kg")) == 1


def test_a_link_in_a_letter_still_asks_for_the_phone(
    app: Flask, pages: PageClient, officer: Account, mailbox: Mailbox, session: Any
) -> None:
    secret = with_phone(app, officer)
    pages.get("/en/account/link").form("ask").fill(email="aibek@example.kg").submit()
    page = pages.get(link_in(mailbox("aibek@example.kg")[0])).form("enter").submit()
    assert page.url == "/ky/tf-validate"
    assert pages.get("/en/account").h1 == "Sign in"
    pages.get(link_in(mailbox("aibek@example.kg")[0])).form("enter").submit()
    page = pages.get("/en/tf-validate").form("code-form").fill(code=code_of(app, secret)).submit()
    assert page.h1 == "What we owe"


def test_recovery_by_mail(pages: PageClient, officer: Account, mailbox: Mailbox) -> None:
    page = pages.get("/en/reset").form("forgot").fill(email="aibek@example.kg").submit()
    assert "If there is an account with this address" in page.text
    link = link_in(mailbox("aibek@example.kg")[0]).replace("/ky/", "/en/")
    form = pages.get(link).form("reset")
    short = form.fill(password="short", password_confirm="short").submit()
    assert "at least 10 characters" in short.text
    page = short.form("reset").fill(password="жаңы узун сөз", password_confirm="жаңы узун сөз").submit()
    assert page.h1 == "Sign in"
    assert "Your new password is saved" in page.text
    assert sign_in(pages, password="жаңы узун сөз").h1 == "What we owe"
    assert [mail.kind for mail in mailbox("aibek@example.kg")] == ["account_reset", "account_password_changed"]
    again = PageClient(pages.app).get(link)
    assert "no longer works" in again.text


def test_recovery_ignores_the_host_header(pages: PageClient, officer: Account, mailbox: Mailbox) -> None:
    pages.headers["Host"] = "localhost"
    form = pages.get("/en/reset").form("forgot").fill(email="aibek@example.kg")
    pages.client.post("/en/reset", data=dict(form.values), headers={"Host": "evil.example"})
    for mail in mailbox("aibek@example.kg"):
        assert "evil.example" not in mail.text


def test_recovery_tells_nothing(pages: PageClient, officer: Account, mailbox: Mailbox) -> None:
    known = pages.get("/en/reset").form("forgot").fill(email="aibek@example.kg").submit()
    unknown = PageClient(pages.app).get("/en/reset").form("forgot").fill(email="nobody@example.kg").submit()
    assert known.text == unknown.text
    assert mailbox("nobody@example.kg") == []


def test_changing_the_password_ends_other_sessions(app: Flask, pages: PageClient, officer: Account) -> None:
    here, elsewhere = enter(pages, officer), enter(PageClient(app), officer)
    form = here.get("/en/change").form("change")
    page = form.fill(password=PASSWORD, new_password="жаңы узун сөз", new_password_confirm="жаңы узун сөз").submit()
    assert page.h1 == "My account"
    assert "Your new password is saved" in page.text
    assert elsewhere.get("/en/account").h1 == "Sign in"


def test_signing_out_is_a_post(pages: PageClient, officer: Account) -> None:
    enter(pages, officer)
    assert pages.get("/en/logout", 405).status == 405
    assert pages.get("/en/account").form("Sign out").submit("Sign out").h1 == "Sign in"
    assert pages.get("/en/account").h1 == "Sign in"


def test_a_forged_sign_out_does_nothing(pages: PageClient, officer: Account) -> None:
    enter(pages, officer)
    pages.post("/en/logout", status=400)
    assert pages.get("/en/account").h1 == "My account"


def test_signing_in_lasts_a_working_day(pages: PageClient, officer: Account) -> None:
    enter(pages, officer)
    with time_machine.travel(clock.now() + timedelta(hours=13), tick=False):
        assert pages.get("/en/account").h1 == "Sign in"


def test_sensitive_acts_ask_for_the_password_again(pages: PageClient, officer: Account) -> None:
    enter(pages, officer)
    with pages.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 3600
    page = pages.get("/en/mf-recovery-codes")
    assert page.h1 == "Your password once more"
    assert page.form("verify").fill(password="wrong").submit().h1 == "Your password once more"
    assert page.form("verify").fill(password=PASSWORD).submit().h1 == "Spare codes"


def test_tokens_in_addresses_are_not_accepted(app: Flask, pages: PageClient, officer: Account) -> None:
    with app.test_request_context():
        token = officer.get_auth_token()
    assert pages.get(f"/en/account?auth_token={token}").h1 == "Sign in"
    assert pages.get("/en/account", Authentication_Token=str(token)).h1 == "Sign in"


def test_guessing_is_slowed(tmp_path: Any) -> None:
    app = create_app({**settings(tmp_path), "RATELIMIT_ENABLED": True})
    try:
        with app.app_context():
            Base.metadata.create_all(db.engine)
            pages = PageClient(app)
            answers = [sign_in(pages, password="guess", status=None).status for _ in range(12)]  # type: ignore[arg-type]
            other = sign_in(pages, "somebody.else@example.kg", status=None)  # type: ignore[arg-type]
    finally:
        limiter.enabled = False
    assert (answers[0], answers[-1]) == (200, 429)
    assert other.status == 200, "who guesses one account does not shut the door for a colleague"
