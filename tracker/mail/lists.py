"""Letters that are no legal notices, and who does not want them.

Each such list can be left by one press in the mail program (RFC 8058) or by a button on a page. Letters to bodies, receipts,
decisions, reminders after a date: those are legal notices, belong to no list and cannot be left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, Signer
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.i18n import N_, current_language, t
from tracker.mail.message import domain_of
from tracker.mail.models import Subscription
from tracker.people.keys import derived_key

DIGEST, BEFORE, FIRST_LOOK = "digest", "before", "first_look"
NAMES = {
    DIGEST: N_("the weekly list of appeals that wait for an answer"),
    BEFORE: N_("reminders before the date of an answer"),
    FIRST_LOOK: N_("what waits for the first look in the centre"),
}


class NotALink(Exception):
    """The link was not made here, or was cut off."""


@dataclass(frozen=True, slots=True)
class Place:
    """One address on one list: what its letters say about leaving it."""

    list_name: str
    token: str
    language: str

    @property
    def url(self) -> str:
        """For the mail program, and in the language of the letter."""
        return self._url(self.language)

    def _url(self, language: str) -> str:
        return f"{current_app.config['BASE_URL']}/{language}/unsubscribe/{self.token}"

    def headers(self) -> dict[str, str]:
        """RFC 2919, RFC 2369, RFC 8058."""
        return {
            "List-Id": f"<{self.list_name}.{domain_of(current_app.config['MAIL_SENDER'])}>",
            "List-Unsubscribe": f"<{self.url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def line(self) -> str:
        """The last line of the letter, or of its half in the present language; its page speaks that language too."""
        return t("You need not get %(list)s: %(link)s", list=t(NAMES[self.list_name]), link=self._url(current_language()))


def place(session: Session, address: str, list_name: str, language: str, now: datetime) -> Place | None:
    """Where this address stands on the list; None: its reader does not want it. Flushes, does not commit."""
    wanted = select(Subscription).where(Subscription.address == address, Subscription.list_name == list_name)
    found = session.scalar(wanted)
    if found is None:
        found = Subscription(address=address, list_name=list_name, created_at=now)
        session.add(found)
        session.flush()
    if found.ended_at is not None:
        return None
    token = _signer().sign(str(found.id)).decode("ascii")
    return Place(list_name, token, language)


def subscription_of(session: Session, token: str) -> Subscription:
    """Whose place on which list this is. Raises `NotALink`."""
    try:
        key = int(_signer().unsign(token))
    except (BadSignature, ValueError) as error:
        raise NotALink from error
    found = session.get(Subscription, key)
    if found is None:
        raise NotALink
    return found


def _signer() -> Signer:
    key = derived_key(current_app.config["SECRET_KEY"], "lists of letters")
    return Signer(key, sep="~", key_derivation="hmac", digest_method=sha256)
