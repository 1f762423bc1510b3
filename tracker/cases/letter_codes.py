"""The one-time code behind a letter's link: whoever decides in a body's name shows that he reads its confirmed mailbox now.

Six digits, good for fifteen minutes and five tries. They are stored nowhere: the row keeps a keyed digest, the letter in
the outbox a mark, and the worker puts the digits into it when it goes (they follow from the row and the service's key).
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.cases.link_models import LetterCode, LetterLink
from tracker.cases.links import link_key
from tracker.cases.models import Case
from tracker.i18n import in_language, t
from tracker.mail import outbox
from tracker.mail.message import Outgoing
from tracker.mail.models import OutboxMail

KIND = "letter_code"
LASTS = timedelta(minutes=15)
TRIES = 5
AT_ONCE, WINDOW = 3, timedelta(minutes=15)
A_DAY = 12
MARK = "••••••"
"""Where the digits will stand."""


class CodeError(Exception):
    """Nothing was opened."""


class TooManyCodes(CodeError):
    """So many were asked for that the next one has to wait."""


class CodeWrong(CodeError):
    """Not these digits. `left`: how many tries this code still has."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeGone(CodeError):
    """There is no code that is good: never asked for, too old, used, or tried too often."""


def send_code(session: Session, case: Case, link: LetterLink, language: str, now: datetime) -> OutboxMail:
    """A new code, by mail to the address of the link; the one before it dies. Flushes, does not commit."""
    _must_not_flood(session, link, now)
    for earlier in session.scalars(_living(link, now)):
        earlier.expires_at = now
    code = LetterCode(link_id=link.id, digest="", created_at=now, expires_at=now + LASTS, tries=0)
    session.add(code)
    session.flush()
    code.digest = _digest(code, digits_of(code))
    return outbox.queue(session, _letter(case, link, code, language), now)


def check_code(session: Session, link: LetterLink, typed: str, now: datetime) -> None:
    """Each try counts and must be committed, also the wrong one. Raises `CodeWrong`, `CodeGone`."""
    code = session.scalars(_living(link, now).with_for_update()).first()
    if code is None or code.tries >= TRIES:
        raise CodeGone
    code.tries += 1
    digits = "".join(letter for letter in typed if letter.isdecimal() and letter.isascii())
    if not hmac.compare_digest(_digest(code, digits), code.digest):
        raise CodeWrong(TRIES - code.tries)
    code.used_at = now


def fill_in(session: Session, mail: OutboxMail, text: str) -> str:
    """The digits in place of their mark: called by the worker right before the letter goes."""
    code = session.get(LetterCode, mail.event_ref)
    return text.replace(MARK, digits_of(code)) if code else text


def digits_of(code: LetterCode) -> str:
    """Six digits that follow from the row and the service's key, and from nothing that is stored alone."""
    seen = _keyed(f"digits:{code.id}:{code.link_id}:{int(code.created_at.timestamp())}")
    return f"{int.from_bytes(seen[:8], 'big') % 1_000_000:06d}"


def _digest(code: LetterCode, digits: str) -> str:
    return _keyed(f"typed:{code.id}:{digits}").hex()


def _keyed(text: str) -> bytes:
    return hmac.digest(link_key(current_app.config["SECRET_KEY"]), f"letter code {text}".encode(), "sha256")


def _living(link: LetterLink, now: datetime) -> Select[LetterCode]:
    wanted = select(LetterCode).where(
        LetterCode.link_id == link.id, LetterCode.used_at.is_(None), LetterCode.expires_at > now
    )
    return wanted.order_by(LetterCode.id.desc())


def _must_not_flood(session: Session, link: LetterLink, now: datetime) -> None:
    """By address and not by link: the mailbox of a body is not filled by whoever got hold of its letters."""
    for most, window in ((AT_ONCE, WINDOW), (A_DAY, timedelta(days=1))):
        asked = (
            select(func.count()).select_from(LetterCode).join(LetterLink, LetterLink.id == LetterCode.link_id)
            .where(LetterLink.address == link.address, LetterCode.created_at > now - window)
        )  # fmt: skip
        if most == AT_ONCE:
            asked = asked.where(LetterCode.link_id == link.id)
        if (session.scalar(asked) or 0) >= most:
            raise TooManyCodes


def _letter(case: Case, link: LetterLink, code: LetterCode, language: str) -> Outgoing:
    with in_language(language):
        subject = t("Your code for letter No. %(number)s", number=case.number)
        lines = (
            t("Hello,"),
            t("Somebody who opened the link in our letter No. %(number)s wants to answer it.", number=case.number),
            t("The code: %(code)s", code=MARK),
            t("It is good for 15 minutes and for one use. Write it only on the page that asks for it."),
            t("If nobody of you asked for it, do nothing: without the code nothing can be decided in your name."),
        )
    return Outgoing(
        kind=KIND, to=link.address, language=language, subject=subject, text="\n\n".join(lines),
        event_ref=code.id,
    )  # fmt: skip
