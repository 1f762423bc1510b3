"""The poller against a real IMAP server: what is ours is marked only after our commit, and people keep their mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cases.mail_build import raw
from tests.mail import dovecot
from tracker.duties import arriving
from tracker.mail.incoming import imap
from tracker.mail.incoming.codes import State, Way
from tracker.mail.incoming.keeping import TOO_LARGE
from tracker.mail.incoming.models import FetchMark, IncomingMail
from tracker.store import db

pytestmark = pytest.mark.skipif(bool(dovecot.WHY_NOT), reason=dovecot.WHY_NOT or "there is one")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[dovecot.Dovecot]:
    with dovecot.running() as found:
        yield found


@pytest.fixture
def mailbox(server: dovecot.Dovecot, app: Flask, monkeypatch: pytest.MonkeyPatch) -> dovecot.Dovecot:
    """Empty, and set as ours."""
    for name, value in server.settings().items():
        monkeypatch.setitem(app.config, name, value)
    with server.opened() as box:
        box.delete([message.uid for message in box.fetch(mark_seen=False) if message.uid])
        for folder in box.folder.list():
            if folder.name != "INBOX":
                box.folder.delete(folder.name)
    return server


def letter(number: int, text: str = "Катталды.") -> bytes:
    return raw(text, message_id=f"<{number}@body.example>")


def kept() -> list[IncomingMail]:
    db.session.rollback()
    return list(db.session.scalars(select(IncomingMail).order_by(IncomingMail.id)))


def test_what_is_new_is_taken_once_and_stays_unread_for_people(mailbox: dovecot.Dovecot, session: Any) -> None:
    mailbox.put(letter(1), letter(2))
    assert imap.fetch(session, now).taken == 2
    mailbox.put(letter(3))
    assert imap.fetch(session, now).taken == 1
    assert imap.fetch(session, now) == imap.Fetched()
    assert [(mail.way, mail.state) for mail in kept()] == [(Way.IMAP, State.NEW)] * 3
    with mailbox.opened() as box:
        flags = [set(message.flags) for message in box.fetch(mark_seen=False)]
    assert flags == [{imap.KEYWORD}] * 3


def test_a_person_who_reads_the_mailbox_first_takes_nothing_away(mailbox: dovecot.Dovecot, session: Any) -> None:
    mailbox.put(letter(1))
    with mailbox.opened() as box:
        assert len(list(box.fetch(mark_seen=True))) == 1
    assert imap.fetch(session, now).taken == 1


def test_taken_messages_are_moved_where_a_folder_is_set(
    mailbox: dovecot.Dovecot, app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "IMAP_DONE_FOLDER", "Tracker")
    mailbox.put(letter(1), letter(2))
    assert imap.fetch(session, now).taken == 2
    with mailbox.opened() as box:
        assert list(box.fetch(mark_seen=False)) == []
        box.folder.set("Tracker")
        assert len(list(box.fetch(mark_seen=False))) == 2


def test_a_server_without_keywords_is_remembered_by_number(
    mailbox: dovecot.Dovecot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = imap._Look.__init__

    def without(self: Any, *given: Any) -> None:
        real(self, *given)
        self.keeps_keywords = False

    monkeypatch.setattr(imap._Look, "__init__", without)
    mailbox.put(letter(1), letter(2))
    assert imap.fetch(session, now).taken == 2
    mailbox.put(letter(3))
    assert imap.fetch(session, now) == imap.Fetched(taken=1)
    assert db.session.scalars(select(FetchMark.last_uid)).one() > 2


def test_the_mailbox_is_touched_only_after_our_commit(
    mailbox: dovecot.Dovecot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is away: the message stays where it is, and is taken when it is back."""
    mailbox.put(letter(1))
    with monkeypatch.context() as broken:
        broken.setattr(imap, "accept", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("no database")))
        found = imap.fetch(session, now)
    assert (found.taken, len(found.errors), kept()) == (0, 1, [])
    assert imap.fetch(session, now).taken == 1


def test_dying_between_commit_and_mark_doubles_nothing(
    mailbox: dovecot.Dovecot, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.put(letter(1))
    with monkeypatch.context() as broken:
        broken.setattr(imap._Look, "_taken", lambda *_: (_ for _ in ()).throw(OSError("connection lost")))
        with pytest.raises(imap.MailboxUnreachable):
            imap.fetch(session, now)
    assert len(kept()) == 1
    assert imap.fetch(session, now) == imap.Fetched(again=1)
    assert len(kept()) == 1


def test_too_large_leaves_its_head_for_people_and_the_next_one_is_taken(
    mailbox: dovecot.Dovecot, app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_IN_LIMIT", 4000)
    mailbox.put(letter(1, "узун " * 2000), letter(2))
    found = imap.fetch(session, now)
    assert (found.too_large, found.taken) == (1, 1)
    large, small = kept()
    assert (large.state, large.error) == (State.SET_ASIDE, TOO_LARGE)
    assert "<sets-ch@body.example>" in large.sender
    assert small.state == State.NEW


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("IMAP_CA_FILE", "", "certificate: "),
        ("IMAP_PASSWORD", "wrong", "MailboxLoginError"),
        ("IMAP_PORT", 1, "ConnectionRefusedError"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_why(
    mailbox: dovecot.Dovecot, app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: Any, said: str
) -> None:
    monkeypatch.setitem(app.config, name, value)
    with pytest.raises(imap.MailboxUnreachable, match=f"^{said}"):
        imap.fetch(session, now)


def test_the_duty_looks_once_a_minute_and_reads_what_came(mailbox: dovecot.Dovecot, app: Flask, session: Any) -> None:
    mailbox.put(letter(1))
    at = now()
    assert arriving.bring_in(session, lambda: at, "one").done == {arriving.FETCH: 1, arriving.READ: 1}
    mailbox.put(letter(2))
    assert arriving.bring_in(session, lambda: at, "two").done == {arriving.READ: 0}
    assert kept()[0].state == State.TO_PLACE


def test_a_mailbox_that_is_away_is_reported_and_stops_nothing(
    mailbox: dovecot.Dovecot, app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "IMAP_PORT", 1)
    found = arriving.bring_in(session, now, "one")
    assert found.failed == [f"{arriving.FETCH}: ConnectionRefusedError"]
    assert found.done[arriving.READ] == 0
