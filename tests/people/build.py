"""People for tests: accounts, posts, and a quick way in for tests that are not about signing in.

    account = an_account(session, "aibek@example.kg", "Айбек")
    a_post(session, account, PostRole.OFFICER, authority_id="SETS")
    pages = enter(PageClient(app), account)          # signed in, second factor done
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from flask_security import hash_password
from passlib.totp import TOTP

from tests.web.client import PageClient
from tracker.directory.models import Authority, Centre, Territory
from tracker.directory.posts import Post, PostRole
from tracker.people.models import Account, new_uniquifier

PASSWORD = "таза суу баарына"
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LONG_AGO = date(2026, 1, 12)


@cache
def _hash() -> str:
    return hash_password(PASSWORD)


def an_account(session: Any, email: str = "aibek@example.kg", full_name: str = "Айбек", **more: Any) -> Account:
    values = {"language": "ky", "created_at": NOW, "password": _hash(), "fs_uniquifier": new_uniquifier(), **more}
    account = Account(email=email, full_name=full_name, **values)
    session.add(account)
    session.flush()
    return account


def a_body(session: Any, body_id: str = "SETS", name_ru: str = "Служба экологического надзора") -> Authority:
    body = session.get(Authority, body_id) or Authority(
        id=body_id, kind="service", level="state", name_ky="Экологиялык көзөмөл кызматы", name_ru=name_ru,
        name_en="Environmental supervision", bound_by="state",
    )  # fmt: skip
    session.add(body)
    session.flush()
    return body


def a_centre(session: Any, centre_id: str = "AC-OS") -> Centre:
    if session.get(Territory, "OS") is None:
        session.add(Territory(code="OS", level="oblast", name_ru="Ошская область"))
        session.flush()
    centre = session.get(Centre, centre_id) or Centre(
        id=centre_id, name_ky="Ош Орхус борбору", name_ru="Орхусский центр Оша", name_en="Aarhus Centre Osh",
        territory_code="OS",
    )  # fmt: skip
    session.add(centre)
    session.flush()
    return centre


def a_post(session: Any, account: Account | None, role: PostRole, **more: Any) -> Post:
    values = {"valid_from": LONG_AGO, "created_at": NOW, **more}
    post = Post(role=role, account_id=account.id if account else None, **values)
    session.add(post)
    session.flush()
    return post


def with_phone(app: Any, account: Account) -> str:
    """Give the account a second factor; returns its secret, for `code_of`."""
    secret: str = app.extensions["security"].totp_factory.generate_totp_secret()
    account.tf_primary_method, account.tf_totp_secret = "authenticator", secret
    return secret


def code_of(app: Any, secret: str, at: float | None = None) -> str:
    """What the application on the phone shows."""
    factory: Any = app.extensions["security"].totp_factory
    return str(factory._totp.from_source(secret).generate(time=at or time.time()).token)


def code_of_key(key: str, at: float | None = None) -> str:
    """The same, from the key that a person typed into the application."""
    return str(TOTP(key=key.replace("-", "").replace(" ", "")).generate(time=at or time.time()).token)


def enter(pages: PageClient, account: Account, post: Post | None = None) -> PageClient:
    """Signed in, without going through the pages for it."""
    with pages.client.session_transaction() as session:
        session.update({"_user_id": account.fs_uniquifier, "_fresh": True, "fs_cc": "set", "fs_paa": time.time()})
        if post is not None:
            session["post_id"] = post.id
    return pages
