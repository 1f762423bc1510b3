"""From the letter to the post; the first administrator; one's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people.build import PASSWORD, a_body, an_account, enter
from tests.web.account.conftest import link_in
from tests.web.client import PageClient
from tracker import clock
from tracker.directory.models import Unit
from tracker.directory.posts import Post, PostRole, open_post
from tracker.mail.accounts import invite
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account

ADMIN = Actor(ActorKind.ADMINISTRATOR)
NEW = "жаңы узун сөз"
Mailbox = Callable[[str], list[Any]]


@pytest.fixture
def vacant(session: Any) -> Post:
    a_body(session)
    return open_post(session, PostRole.OFFICER, ADMIN, clock.now(), valid_from=clock.today(), authority_id="SETS")


def test_the_invitation_names_the_post_and_its_unit(session: Any, mailbox: Mailbox) -> None:
    a_body(session)
    unit = Unit(authority_id="SETS", name_ky="Суу бөлүмү", name_ru="Отдел вод")
    session.add(unit)
    session.flush()
    post = open_post(
        session, PostRole.OFFICER, ADMIN, clock.now(), valid_from=clock.today(), authority_id="SETS", unit_id=unit.id,
        title_ky="Адис", title_ru="Специалист",
    )  # fmt: skip
    invite(session, post, "nurlan@example.kg", ADMIN, clock.now(), language="ru")
    session.commit()
    (mail,) = mailbox("nurlan@example.kg")
    assert "Специалист, Отдел вод, Служба экологического надзора" in mail.text


def test_from_the_letter_to_the_post(
    pages: PageClient, vacant: Post, session: Any, mailbox: Mailbox
) -> None:
    invite(session, vacant, "nurlan@example.kg", ADMIN, clock.now(), language="ru")
    session.commit()
    (mail,) = mailbox("nurlan@example.kg")
    assert "Служба экологического надзора" in mail.text
    link = link_in(mail)
    assert link.startswith("/ru/")
    page = pages.get(link.replace("/ru/", "/en/"))
    assert "officer, Environmental supervision" in page.text
    form = page.form("join").fill(full_name="Нурлан", password=NEW, password_again="иначе", language="ru")
    refused = form.submit(status=422)
    assert refused.errors == ["The two passwords are not the same."]
    form = refused.form("join")
    assert form["full_name"] == "Нурлан", "what was typed is kept"
    page = form.fill(password=NEW, password_again=NEW).submit()
    assert page.url.startswith("/ru/")
    account = session.scalars(select(Account).where(Account.email == "nurlan@example.kg")).one()
    assert (account.full_name, account.language) == ("Нурлан", "ru")
    session.refresh(vacant)
    assert vacant.account_id == account.id
    assert pages.get("/en/account").h1 == "My account"
    other = PageClient(pages.app)
    assert "was used already" in other.get(link.replace("/ru/", "/en/"), 410).text
    form = other.get("/en/login").form("sign-in").fill(email="nurlan@example.kg", password=NEW)
    assert form.submit().h1 == "What we owe"


def test_opening_the_link_writes_nothing(pages: PageClient, vacant: Post, session: Any) -> None:
    _, link = invite(session, vacant, "nurlan@example.kg", ADMIN, clock.now())
    path = link.removeprefix("http://localhost")
    for _ in range(2):
        assert pages.get(path).status == 200
    assert session.scalars(select(Account)).all() == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"full_name": " "}, "Write your first name and family name."),
        ({"password": "", "password_again": ""}, "Choose a password."),
        ({"password": "short", "password_again": "short"}, "The password needs at least 10 characters."),
        ({"language": "en", "full_name": "Н" * 201}, "This is 201 characters long. Shorten it to 200."),
    ],
)
def test_what_is_wrong_is_said(
    pages: PageClient, vacant: Post, session: Any, fields: dict[str, str], message: str
) -> None:
    _, link = invite(session, vacant, "nurlan@example.kg", ADMIN, clock.now())
    form = pages.get(link.removeprefix("http://localhost").replace("/ky/", "/en/")).form("join")
    form.fill({"full_name": "Нурлан", "password": NEW, "password_again": NEW, "language": "ky", **fields})
    assert message in form.submit(status=422).errors


def test_who_has_an_account_only_confirms(app: Flask, vacant: Post, session: Any) -> None:
    known = an_account(session, "nurlan@example.kg", "Нурлан")
    _, link = invite(session, vacant, "nurlan@example.kg", ADMIN, clock.now(), language="en")
    path = link.removeprefix("http://localhost").replace("/ky/", "/en/")
    pages = PageClient(app)
    page = pages.get(path).click("Sign in and take this post")
    page = page.form("sign-in").fill(email="nurlan@example.kg", password=PASSWORD).submit()
    assert page.h1 == "You are invited"
    page.press("Take this post")
    session.refresh(vacant)
    assert vacant.account_id == known.id


def test_nobody_else_can_take_it(app: Flask, vacant: Post, session: Any) -> None:
    an_account(session, "nurlan@example.kg")
    other = an_account(session, "other@example.kg")
    _, link = invite(session, vacant, "nurlan@example.kg", ADMIN, clock.now())
    path = link.removeprefix("http://localhost").replace("/ky/", "/en/")
    pages = enter(PageClient(app), other)
    assert "for another person" in pages.get(path, 403).text
    with pages.client.session_transaction() as kept:
        kept.clear()
    form = pages.get(path)
    assert "Take this post" not in form.text


def test_name_and_language_are_ones_own_to_change(pages: PageClient, officer: Account, session: Any) -> None:
    form = enter(pages, officer).get("/en/account").form("mine").fill(full_name="Айбек Т.", language="ru")
    page = form.submit()
    assert page.url.startswith("/ru/account")
    session.refresh(officer)
    assert (officer.full_name, officer.language) == ("Айбек Т.", "ru")


def test_the_first_administrator(app: Flask, session: Any) -> None:
    run = app.test_cli_runner()
    result = run.invoke(args=["administrator", "create", "Admin@example.kg", "--language", "en"])
    assert result.exit_code == 0, result.output
    link = result.output.strip().splitlines()[-1]
    assert link.startswith("http://localhost/en/account/invitation/")
    pages = PageClient(app)
    form = pages.get(link.removeprefix("http://localhost")).form("join")
    page = form.fill(full_name="Админ", password=NEW, password_again=NEW, language="en").submit()
    assert page.h1 == "Codes from your phone", "an administrator sets up the second factor first"
    again = run.invoke(args=["administrator", "create", "admin@example.kg"])
    assert again.exit_code == 1
    assert "already" in again.output
    assert "admin@example.kg\tАдмин\tadministrator" in run.invoke(args=["people", "list"]).output


@pytest.mark.parametrize("typed", ["notanemail", "admin@", "@example.kg", "admin example.kg", ""])
@pytest.mark.parametrize("more", [[], ["--password"]])
def test_an_administrator_needs_an_address(app: Flask, session: Any, typed: str, more: list[str]) -> None:
    result = app.test_cli_runner().invoke(args=["administrator", "create", typed, *more], input=f"{NEW}\n{NEW}\n")
    assert result.exit_code == 1
    assert "is no e-mail address" in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert session.query(Post).count() == 0


def test_the_first_administrator_with_a_password(app: Flask, session: Any) -> None:
    args = ["administrator", "create", "admin@example.kg", "--name", "Админ", "--password"]
    assert app.test_cli_runner().invoke(args=args, input="short\nshort\n").exit_code == 1
    result = app.test_cli_runner().invoke(args=args, input=f"{NEW}\n{NEW}\n")
    assert result.exit_code == 0, result.output
    page = PageClient(app).get("/en/login").form("sign-in").fill(email="admin@example.kg", password=NEW).submit()
    assert page.h1 == "Codes from your phone"
