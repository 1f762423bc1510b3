"""The mailbox poller: one ordinary IMAP account. A message is marked or moved only after our own commit.

What has been taken carries a keyword of ours, so that people may read, flag and answer the same mailbox in their own program.
Servers that keep no keywords need IMAP_DONE_FOLDER, into which taken messages are moved; without either, how far the folder
was read is remembered here. Only messages are taken that came since the mailbox was first looked into.
"""

from __future__ import annotations

import hashlib
import logging
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from tracker.mail.incoming.codes import Way
from tracker.mail.incoming.keeping import TOO_LARGE, accept, limit
from tracker.mail.incoming.models import FetchMark

log = logging.getLogger(__name__)
KEYWORD = "TrackerTaken"
TIMEOUT_SECONDS = 30
AT_ONCE = 200
LOOK_BACK = timedelta(days=2)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_size = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxUnreachable(Exception):
    """No connection, no valid certificate, or our sign-in was refused. The message says which, without secrets."""


@dataclass
class Fetched:
    """What one look did."""

    taken: int = 0
    again: int = 0
    too_large: int = 0
    errors: list[str] = field(default_factory=list)


def is_configured() -> bool:
    return bool(current_app.config["IMAP_SERVER"])


def fetch(session: Any, clock: Callable[[], datetime], at_most: int = AT_ONCE) -> Fetched:
    """Take what is new. Raises `MailboxUnreachable`. Opens and commits its own transactions, none over the network."""
    box = _sign_in()
    try:
        return _Look(session, box, clock).take(at_most)
    except OSError as failure:
        raise MailboxUnreachable(type(failure).__name__) from failure
    finally:
        _leave(box)


def _sign_in() -> Any:
    from imap_tools import MailBox, MailBoxStartTls
    from imap_tools.errors import ImapToolsError

    settings = current_app.config
    context = ssl.create_default_context(cafile=settings["IMAP_CA_FILE"] or None)
    kind = MailBox if settings["IMAP_USE_SSL"] else MailBoxStartTls
    try:
        box = kind(settings["IMAP_SERVER"], settings["IMAP_PORT"], timeout=TIMEOUT_SECONDS, ssl_context=context)
    except OSError as failure:
        raise MailboxUnreachable(_said(failure)) from failure
    try:
        box.login(settings["IMAP_USERNAME"], settings["IMAP_PASSWORD"], initial_folder=settings["IMAP_FOLDER"])
    except (ImapToolsError, box.client.error, OSError) as failure:
        _leave(box)
        raise MailboxUnreachable(_said(failure)) from failure
    return box


def _said(failure: Exception) -> str:
    if isinstance(failure, ssl.SSLCertVerificationError):
        return f"certificate: {failure.verify_message}"
    return type(failure).__name__


def _leave(box: Any) -> None:
    try:
        box.logout()
    except Exception:  # the connection may be gone already, and nothing is owed to it
        log.debug("the mailbox was left without a word", exc_info=True)


class _Look:
    """One look into the folder."""

    def __init__(self, session: Any, box: Any, clock: Callable[[], datetime]) -> None:
        self.session, self.box, self.clock = session, box, clock
        self.done_folder: str = current_app.config["IMAP_DONE_FOLDER"]
        permanent = b" ".join(part for part in box.client.untagged_responses.get("PERMANENTFLAGS", ()) if part)
        self.keeps_keywords = b"\\*" in permanent or KEYWORD.encode() in permanent
        self.mark = self._remembered()
        self.found = Fetched()

    def take(self, at_most: int) -> Fetched:
        for uid in self._new()[:at_most]:
            try:
                self._one(uid)
            except (OSError, self.box.client.abort):
                raise
            except Exception as broken:
                self.session.rollback()
                log.exception("message %s of the mailbox could not be taken", uid)
                self.found.errors.append(f"{uid}: {type(broken).__name__}")
                if not self._may_go_on(broken):
                    break
        return self.found

    @staticmethod
    def _may_go_on(broken: Exception) -> bool:
        """The next message may be whole; a database or a storage that is not there will not be there for it either."""
        return isinstance(broken, Unfetchable)

    def _new(self) -> list[int]:
        since = self.mark.at - LOOK_BACK
        wanted = f"SINCE {since.day}-{MONTHS[since.month - 1]}-{since.year}"
        if self.keeps_keywords and not self.done_folder:
            wanted += f" UNKEYWORD {KEYWORD}"
        uids = sorted(int(uid) for uid in self.box.uids(wanted))
        remembers = not self.keeps_keywords and not self.done_folder
        return [uid for uid in uids if uid > self.mark.last_uid] if remembers else uids

    def _one(self, uid: int) -> None:
        size = int(_match(_size, self._fetch(uid, "(RFC822.SIZE)")))
        now = self.clock()
        if size > limit():
            accepted = accept(self.session, self._bytes(uid, "BODY.PEEK[HEADER]"), Way.IMAP, now, problem=TOO_LARGE)
            self.found.too_large += 1
        else:
            accepted = accept(self.session, self._bytes(uid, "BODY.PEEK[]"), Way.IMAP, now)
            self.found.taken += not accepted.again
            self.found.again += accepted.again
        self._taken(uid)

    def _taken(self, uid: int) -> None:
        """Only now: our row is committed."""
        if self.done_folder:
            if not self.box.folder.exists(self.done_folder):
                self.box.folder.create(self.done_folder)
            self.box.move([str(uid)], self.done_folder)
        elif self.keeps_keywords:
            self.box.flag([str(uid)], [KEYWORD], True)
        else:
            mark = self.session.get(FetchMark, self.mark.mailbox)
            mark.last_uid = max(mark.last_uid, uid)
            self.session.commit()

    def _fetch(self, uid: int, what: str) -> list[Any]:
        state, data = self.box.client.uid("FETCH", str(uid), what)
        if state != "OK" or not data or data[0] is None:
            raise Unfetchable(uid)
        return list(data)

    def _bytes(self, uid: int, what: str) -> bytes:
        found = next((part[1] for part in self._fetch(uid, f"({what})") if isinstance(part, tuple)), None)
        if not isinstance(found, bytes) or not found:
            raise Unfetchable(uid)
        return found

    def _remembered(self) -> FetchMark:
        """The mailbox as it is known here; a folder that was made anew (UIDVALIDITY, RFC 3501, 2.3.1.1) is another one."""
        settings = current_app.config
        validity = b" ".join(part for part in self.box.client.untagged_responses.get("UIDVALIDITY", ()) if part)
        named = "\0".join((settings["IMAP_SERVER"], settings["IMAP_USERNAME"] or "", settings["IMAP_FOLDER"], validity.decode()))
        key = hashlib.sha256(named.encode()).hexdigest()
        mark: FetchMark | None = self.session.get(FetchMark, key)
        if mark is None:
            mark = FetchMark(mailbox=key, last_uid=0, at=self.clock())
            self.session.add(mark)
        self.session.commit()
        self.session.refresh(mark)
        self.session.expunge(mark)
        self.session.rollback()
        return mark


class Unfetchable(Exception):
    """The server does not give this message."""

    def __init__(self, uid: int) -> None:
        super().__init__(f"message {uid}")


def _match(pattern: re.Pattern[bytes], data: list[Any]) -> bytes:
    for part in data:
        found = pattern.search(part[0] if isinstance(part, tuple) else part or b"")
        if found:
            return found[1]
    return b"0"
