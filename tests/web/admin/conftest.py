"""An administrator at work, on a service with all reference data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people.build import a_post, an_account, enter, with_phone
from tests.web.client import PageClient
from tracker.directory.models import Authority, DirectoryChange
from tracker.directory.posts import PostRole
from tracker.people.models import Account
from tracker.store import db


@pytest.fixture
def account(world: Flask) -> Account:
    found = an_account(db.session, "admin@example.kg", "Администратор Үлгү")
    with_phone(world, found)
    a_post(db.session, found, PostRole.ADMINISTRATOR)
    db.session.commit()
    return found


@pytest.fixture
def admin(world: Flask, account: Account) -> PageClient:
    return enter(PageClient(world), account)


@pytest.fixture
def changes() -> Callable[[str, str], list[tuple[str, str | None, str | None, str]]]:
    """The history of a row: field, old, new, reason."""

    def read(table: str, key: object) -> list[tuple[str, str | None, str | None, str]]:
        db.session.rollback()
        row = DirectoryChange
        query = select(row.field, row.old, row.new, row.reason).where(row.table == table, row.key == str(key))
        return [tuple(found) for found in db.session.execute(query.order_by(row.id))]  # type: ignore[misc]

    return read


def okmotu(raion: str = "41708206", count: int = 3) -> list[str]:
    """Aiyl okmotu of a raion (Issyk-Ata)."""
    query = select(Authority.id).where(Authority.category == "AO", Authority.territory_code.like(raion + "%"))
    return list(db.session.scalars(query.order_by(Authority.id).limit(count)))


def a_person(world: Any, email: str, name: str, role: PostRole, **more: Any) -> Account:
    found = an_account(db.session, email, name)
    a_post(db.session, found, role, **more)
    if role in {PostRole.STAFF, PostRole.COORDINATOR, PostRole.ADMINISTRATOR}:
        with_phone(world, found)
    db.session.commit()
    return found
