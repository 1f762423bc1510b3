"""The links that travel in letters: signed, bound to one case, one purpose and the present secret of that case.

A new secret kills every older link, because the stored digest is part of what is signed. A link to follow does not grow
old; a link that confirms does. A link only opens a page: what it leads to is done by a button there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from itsdangerous import BadSignature, Signer


class Purpose(StrEnum):
    """What a link is for. A link for one purpose is worthless for another."""

    FOLLOW = "follow"
    CONFIRM_CONTACT = "confirm_contact"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal"


LIFETIME = {Purpose.CONFIRM_CONTACT: timedelta(days=14), Purpose.CONFIRM_WITHDRAWAL: timedelta(days=3)}
PATHS = {
    Purpose.FOLLOW: "follow",
    Purpose.CONFIRM_CONTACT: "confirm",
    Purpose.CONFIRM_WITHDRAWAL: "withdraw",
}


KEYS = re.compile(r"(/(?:follow|confirm|withdraw|letter)/[0-9-]{10,14}/)[^\s)>\"\]]+")


def without_keys(text: str) -> str:
    """A text in which no link opens anything: for whoever reads a letter that was written to somebody else."""
    return KEYS.sub(r"\1…", text)


class LinkError(Exception):
    """The link opens nothing."""


class LinkInvalid(LinkError):
    """Not made here, for another case or purpose, or from before the secret was renewed."""


class LinkExpired(LinkError):
    """Was good until `expired_at`."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__(f"expired at {expired_at.isoformat()}")
        self.expired_at = expired_at


class Keyed(Protocol):
    """What of a case is signed."""

    id: int
    number: str
    secret_digest: str


class LinkOfLetter(Protocol):
    """What of a link to a body is signed."""

    id: int
    leg_id: int
    address: str


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and checks links. `key` is the key for links alone, derived from the service's secret."""

    base_url: str
    key: bytes

    def follow(self, case: Keyed, language: str) -> str:
        """Opens the applicant's page."""
        return self._url(case, Purpose.FOLLOW, language, "0")

    def confirming(self, case: Keyed, purpose: Purpose, language: str, now: datetime) -> str:
        """Opens the page on which the holder of the address confirms something by a button."""
        return self._url(case, purpose, language, f"{int((now + LIFETIME[purpose]).timestamp()):x}")

    def follow_by_number(self, language: str, number: str = "") -> str:
        """Where number and secret from the slip are typed; with the number typed already where it is given."""
        return f"{self.base_url}/{language}/follow" + (f"?number={number}" if number else "")

    def letter(self, case: Keyed, link: LinkOfLetter, language: str) -> str:
        """The page on which a body acts on one letter without an account."""
        token = self._letter_signer(case, link).sign(f"{link.id:x}").decode("ascii")
        return f"{self.base_url}/{language}/letter/{case.number}/{token}"

    def check_letter(self, case: Keyed, link: LinkOfLetter, token: str) -> None:
        """Raises `LinkInvalid`. Whether the link is still good is asked of its row (`letter_links.ended`)."""
        try:
            self._letter_signer(case, link).unsign(token)
        except BadSignature as error:
            raise LinkInvalid from error

    def public(self, case: Keyed, language: str) -> str:
        """The public page of a case."""
        return f"{self.base_url}/{language}/case/{case.number}"

    def officer(self, case: Keyed, language: str) -> str:
        """The page of an officer who signs in."""
        return f"{self.base_url}/{language}/officer/{case.number}"

    def tray(self, language: str) -> str:
        """Everything that waits in a body, for those who sign in."""
        return f"{self.base_url}/{language}/officer"

    def board(self, language: str) -> str:
        """What a centre has to do today."""
        return f"{self.base_url}/{language}/staff"

    def check(self, case: Keyed, purpose: Purpose, token: str, now: datetime) -> None:
        """Raises `LinkInvalid` or `LinkExpired`."""
        try:
            until = int(self._signer(case, purpose).unsign(token).decode("ascii"), 16)
        except (BadSignature, ValueError) as error:
            raise LinkInvalid from error
        if until and now.timestamp() > until:
            raise LinkExpired(datetime.fromtimestamp(until, now.tzinfo))

    def _url(self, case: Keyed, purpose: Purpose, language: str, until: str) -> str:
        token = self._signer(case, purpose).sign(until).decode("ascii")
        return f"{self.base_url}/{language}/{PATHS[purpose]}/{case.number}/{token}"

    def _letter_signer(self, case: Keyed, link: LinkOfLetter) -> Signer:
        """Bound to the duty and the address. A new secret of the applicant changes nothing here."""
        salt = f"letter:{case.id}:{case.number}:{link.id}:{link.leg_id}:{link.address}"
        return Signer(self.key, salt=salt, sep="~", key_derivation="hmac", digest_method=sha256)

    def _signer(self, case: Keyed, purpose: Purpose) -> Signer:
        salt = f"{purpose}:{case.id}:{case.number}:{case.secret_digest}"
        return Signer(self.key, salt=salt, sep="~", key_derivation="hmac", digest_method=sha256)


def link_key(secret_key: str) -> bytes:
    """The key for links, apart from every other use of the service's secret."""
    return HKDF(SHA256(), 32, salt=None, info=b"links of cases").derive(secret_key.encode())


def current() -> Links:
    """The links of this service."""
    made: Links | None = current_app.extensions.get("case_links")
    if made is None:
        made = Links(current_app.config["BASE_URL"], link_key(current_app.config["SECRET_KEY"]))
        current_app.extensions["case_links"] = made
    return made
