"""The link that signs a person in: signed, for fifteen minutes, and dead after the first sign-in."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.people.keys import derived_key
from tracker.people.models import Account

SECONDS = 15 * 60


def make_token(account: Account) -> str:
    return _signer().dumps([account.fs_uniquifier, _mark(account)])


def account_of(session: Session, token: str) -> Account | None:
    """Whom the link lets in; None when it is forged, too old or used."""
    try:
        uniquifier, mark = _signer().loads(token, max_age=SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    account = session.scalar(select(Account).where(Account.fs_uniquifier == uniquifier, Account.active))
    return account if account and _mark(account) == mark else None


def _mark(account: Account) -> str:
    """Changes with every sign-in."""
    return account.last_sign_in_at.isoformat() if account.last_sign_in_at else ""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(derived_key(current_app.config["SECRET_KEY"], "sign-in link"))
