"""What happens to an account. Nothing here commits."""

from __future__ import annotations

from datetime import datetime

from flask_security import hash_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.people.models import Account, new_uniquifier


class PeopleError(Exception):
    """Something about an account that cannot be."""


class AccountExists(PeopleError):
    """There is an account with this address already."""

    def __init__(self, account: Account) -> None:
        super().__init__(account.id)
        self.account = account


def normal_email(text: str) -> str:
    """An address as accounts keep it. Letter case never tells two people apart here."""
    return text.strip().lower()


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == normal_email(email)))


def create_account(
    session: Session, email: str, full_name: str, password: str | None, language: str, now: datetime
) -> Account:
    """A new person who may sign in. Without a password: by a link in a mail only. Raises `AccountExists`."""
    existing = account_by_email(session, email)
    if existing:
        raise AccountExists(existing)
    account = Account(
        email=normal_email(email),
        full_name=full_name.strip(),
        language=language,
        password=hash_password(password) if password else None,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def rename(account: Account, full_name: str) -> None:
    account.full_name = full_name.strip()


def choose_language(account: Account, language: str) -> None:
    """In which language letters to this person speak."""
    account.language = language


def deactivate(account: Account, now: datetime) -> None:
    """This person is let in nowhere any more, from the next request on."""
    account.active = False
    account.deactivated_at = now


def reactivate(account: Account) -> None:
    """Let in again; sessions and links of before stay dead."""
    account.active = True
    account.deactivated_at = None
    account.fs_uniquifier = new_uniquifier()


def forget_second_factor(account: Account) -> None:
    """The phone and the spare codes are lost; who asks was recognised another way. Ends every session too."""
    account.tf_primary_method = account.tf_totp_secret = None
    account.mf_recovery_codes = None
    account.fs_uniquifier = new_uniquifier()


def record_sign_in(account: Account, now: datetime) -> None:
    account.last_sign_in_at = now
