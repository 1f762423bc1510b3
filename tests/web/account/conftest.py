"""People of two kinds, and their mailbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people.build import a_body, a_centre, a_post, an_account
from tests.web.client import PageClient
from tracker.directory.posts import Post, PostRole
from tracker.mail.models import OutboxMail
from tracker.people.models import Account

LINK = re.compile(r"http://localhost(/\S+)")


@pytest.fixture
def pages(app: Flask) -> PageClient:
    return PageClient(app)


@pytest.fixture
def officer(session: Any) -> Account:
    account = an_account(session)
    a_body(session)
    a_post(session, account, PostRole.OFFICER, authority_id="SETS")
    return account


@pytest.fixture
def staff(session: Any) -> Account:
    account = an_account(session, "gulnara@example.kg", "Гүлнара")
    a_centre(session)
    a_post(session, account, PostRole.STAFF, centre_id="AC-OS")
    return account


@pytest.fixture
def mailbox(session: Any) -> Callable[[str], list[OutboxMail]]:
    """Letters to an address, oldest first."""

    def read(address: str) -> list[OutboxMail]:
        session.rollback()
        return list(session.scalars(select(OutboxMail).where(OutboxMail.to_address == address).order_by(OutboxMail.id)))

    return read


def link_in(mail: OutboxMail) -> str:
    found = LINK.findall(mail.text)
    assert len(found) == 1, mail.text
    return str(found[0])


def post_of(session: Any, account: Account) -> Post:
    return session.scalars(select(Post).where(Post.account_id == account.id)).one()
