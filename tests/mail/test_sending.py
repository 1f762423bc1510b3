"""The worker: sent once, tried again with patience, given up at last, told to those who asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.mail.build import NOW, Says, a_letter, at
from tracker.files import storage
from tracker.files.intake import add_row, keep_made
from tracker.mail import hooks, outbox
from tracker.mail.claiming import LEASE, claim
from tracker.mail.message import Attached
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import BACK_OFF, MAX_ATTEMPTS, send_due
from tracker.mail.transport import NotSent, Unreachable


@pytest.fixture
def told(app: Flask) -> Iterator[list[tuple[int, str]]]:
    """Who was told what; other listeners are set aside."""
    heard: list[tuple[int, str]] = []
    before = app.extensions.pop(hooks.EXTENSION, None)
    hooks.on_result(app, lambda _session, mail, _now: heard.append((mail.id, mail.state)))
    yield heard
    app.extensions[hooks.EXTENSION] = before or hooks.Hooks()


@pytest.fixture
def queued(session: Any, told: object) -> OutboxMail:
    mail = outbox.queue(session, a_letter(), NOW)
    session.commit()
    return mail


def test_a_letter_is_sent_once_and_the_result_told(session: Any, queued: OutboxMail, told: list[Any]) -> None:
    says = Says()
    first = send_due(session, at(), says, "worker")
    second = send_due(session, at(days=1), says, "worker")
    assert (first.sent, second.sent, len(says.sent)) == (1, 0, 1)
    assert (queued.state, queued.sent_at, queued.result_text) == (MailState.SENT, NOW, "queued as 1")
    assert told == [(queued.id, MailState.SENT)]
    assert says.closed == 2


def test_nothing_is_sent_that_was_not_committed(session: Any, told: object) -> None:
    outbox.queue(session, a_letter(), NOW)
    session.rollback()
    assert send_due(session, at(), Says(), "worker").sent == 0


def test_a_header_stays_one_line(session: Any) -> None:
    mail = outbox.queue(session, a_letter(subject="Тема\r\nBcc: a@b", to=" a@b.kg\n", headers={"X-A": "1\r\nX-B: 2"}), NOW)
    assert (mail.subject, mail.to_address, mail.headers) == ("Тема Bcc: a@b", "a@b.kg", {"X-A": "1 X-B: 2"})


def test_the_message_id_is_fixed_when_queued_and_kept_over_attempts(session: Any, queued: OutboxMail) -> None:
    fixed, says = queued.message_id, Says(NotSent("451", "later", permanent=False))
    send_due(session, at(), says, "worker")
    send_due(session, at(hours=1), says, "worker")
    assert [built["Message-ID"] for _, built in says.sent] == [fixed]


def test_a_temporary_refusal_is_tried_again_later_and_later(session: Any, queued: OutboxMail, told: list[Any]) -> None:
    now = timedelta()
    for wait in BACK_OFF:
        report = send_due(session, lambda now=now: NOW + now, Says(NotSent("451", "", permanent=False)), "worker")
        assert (report.put_off, queued.state, queued.next_attempt_at) == (1, MailState.QUEUED, NOW + now + wait)
        assert send_due(session, lambda now=now: NOW + now, Says(), "worker").sent == 0
        now += wait
    assert told == []
    report = send_due(session, lambda: NOW + now, Says(NotSent("451", "", permanent=False)), "worker")
    assert (report.failed, queued.attempts, queued.state) == (1, MAX_ATTEMPTS, MailState.FAILED)
    assert told == [(queued.id, MailState.FAILED)]


def test_a_final_refusal_is_not_tried_again(session: Any, queued: OutboxMail, told: list[Any]) -> None:
    send_due(session, at(), Says(NotSent("550", "no such user", permanent=True)), "worker")
    assert (queued.state, queued.result_code, queued.result_text) == (MailState.FAILED, "550", "no such user")
    assert told == [(queued.id, MailState.FAILED)]
    assert outbox.send_again(queued, NOW)
    session.commit()
    assert send_due(session, at(), Says(), "worker").sent == 1
    assert told[-1] == (queued.id, MailState.SENT)


def test_a_server_that_is_away_costs_no_letter_an_attempt(session: Any, queued: OutboxMail) -> None:
    outbox.queue(session, a_letter(), NOW)
    session.commit()
    report = send_due(session, at(), Says(Unreachable("TimeoutError")), "worker")
    assert (report.unreachable, report.sent) == ("TimeoutError", 0)
    assert (queued.state, queued.attempts, queued.result_code) == (MailState.QUEUED, 0, "unreachable")
    assert send_due(session, at(minutes=2), Says(), "worker").sent == 2


def test_a_held_letter_waits_for_its_release(session: Any, told: object) -> None:
    mail = outbox.queue(session, a_letter(), NOW, hold=True)
    session.commit()
    assert send_due(session, at(days=3), Says(), "worker").sent == 0
    assert outbox.release(mail, NOW)
    session.commit()
    assert send_due(session, at(), Says(), "worker").sent == 1
    assert not outbox.hold(mail)
    assert not outbox.release(mail, NOW)


def test_a_worker_that_died_leaves_the_letter_to_the_next_after_the_lease(session: Any, queued: OutboxMail) -> None:
    dead = claim(session, NOW, "dead:1")
    assert dead
    assert send_due(session, at(minutes=14), Says(), "alive").sent == 0
    says = Says()
    assert send_due(session, lambda: NOW + LEASE + timedelta(seconds=1), says, "alive").sent == 1
    assert queued.attempts == 2
    assert says.sent[0][0].message_id == dead.letter.message_id


def test_a_worker_that_slept_through_its_lease_does_not_overwrite(session: Any, queued: OutboxMail) -> None:
    class Sleeps(Says):
        def send(self, letter: Any, raw: Any) -> Any:
            other = send_due(session, lambda: NOW + LEASE + timedelta(seconds=1), Says(), "other")
            assert other.sent == 1
            raise NotSent("550", "too late", permanent=True)

    report = send_due(session, at(), Sleeps(), "slow")
    assert (report.lost, report.failed) == (1, 0)
    assert queued.state == MailState.SENT


def test_a_letter_that_kills_every_worker_is_given_up(session: Any, queued: OutboxMail) -> None:
    for n in range(MAX_ATTEMPTS):
        assert claim(session, NOW + n * timedelta(hours=1), f"dead:{n}")
    report = send_due(session, at(days=1), Says(), "alive")
    assert (report.failed, queued.result_code) == (1, "interrupted")


def test_a_listener_that_breaks_does_not_send_the_letter_twice(
    app: Flask, session: Any, queued: OutboxMail, told: list[Any]
) -> None:
    broken = [True]

    def listener(_session: Any, mail: OutboxMail, _now: object) -> None:
        mail.result_text = "половина дела"
        if broken[0]:
            raise RuntimeError("сломалось")

    hooks.on_result(app, listener)
    says = Says()
    report = send_due(session, at(), says, "worker")
    assert report.errors == [f"{queued.id}: RuntimeError"]
    assert (queued.state, queued.reported_at, queued.result_text) == (MailState.SENT, None, "queued as 1")
    broken[0] = False
    assert send_due(session, at(hours=1), says, "worker").errors == []
    assert len(says.sent) == 1
    assert queued.reported_at
    assert told[-1] == (queued.id, MailState.SENT)


def test_kept_and_made_files_go_with_the_letter(app: Flask, session: Any, told: object) -> None:
    made: list[int] = []
    hooks.makes(app, "letter", lambda _session, mail: made.append(mail.id) or f"%PDF {mail.subject}".encode())
    photo = add_row(session, keep_made("сүрөт.jpg", "image/jpeg", b"photo"), NOW)
    files = (Attached("Суроо-талап.pdf", make="letter"), Attached("сүрөт.jpg", file_id=photo.id))
    mail = outbox.queue(session, a_letter(files=files), NOW)
    session.commit()
    says = Says(NotSent("451", "", permanent=False))
    send_due(session, at(), says, "worker")
    send_due(session, at(hours=1), says, "worker")
    parts = [(part.get_filename(), part.get_content()) for part in says.sent[0][1].iter_attachments()]
    assert sorted(parts) == sorted([("Суроо-талап.pdf", f"%PDF {mail.subject}".encode()), ("сүрөт.jpg", b"photo")])
    assert made == [mail.id]
    assert all(item["file_id"] for item in mail.files)


def test_a_maker_may_not_write(app: Flask, session: Any, told: object) -> None:
    def writes(_session: Any, mail: OutboxMail) -> bytes:
        mail.subject = "другое"
        _session.flush()
        return b""

    hooks.makes(app, "letter", writes)
    mail = outbox.queue(session, a_letter(files=(Attached("а.pdf", make="letter"),)), NOW)
    session.commit()
    report = send_due(session, at(), Says(), "worker")
    assert report.errors == [f"{mail.id}: WriteWhileReading"]
    assert (mail.state, mail.subject) == (MailState.QUEUED, a_letter().subject)


def test_a_lost_file_stops_its_letter_and_no_other(session: Any, queued: OutboxMail) -> None:
    row = add_row(session, keep_made("а.pdf", "application/pdf", b"1"), NOW)
    storage.discard(row.key)
    mail = outbox.queue(session, a_letter(files=(Attached("а.pdf", file_id=row.id),)), NOW)
    session.commit()
    report = send_due(session, at(), Says(), "worker")
    assert (report.sent, report.put_off, report.errors) == (1, 1, [f"{mail.id}: FileMissing"])
