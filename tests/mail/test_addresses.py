"""Each party of a case has a reply address of its own, which can be revoked; looking into the outbox."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.mail.build import NOW, a_letter, at
from tracker.i18n import in_language
from tracker.mail import outbox, queries
from tracker.mail.addresses import open_address, owner_of, revoke_addresses, written
from tracker.mail.labels import STATES, state_words
from tracker.mail.models import MailState, Party


@pytest.fixture(autouse=True)
def pattern(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_REPLY_ADDRESS", "centre+{token}@example.org")


def test_a_body_and_an_applicant_answer_to_different_addresses(session: Any) -> None:
    body = open_address(session, 3, 5, Party.BODY, NOW)
    applicant = open_address(session, 3, None, Party.APPLICANT, NOW)
    assert body.token != applicant.token
    assert written(body) == f"centre+{body.token}@example.org"
    assert owner_of(session, written(body).upper()) is body


def test_an_address_stays_the_same_until_it_is_revoked(session: Any) -> None:
    first = open_address(session, 3, None, Party.APPLICANT, NOW)
    assert open_address(session, 3, None, Party.APPLICANT, NOW) is first
    revoke_addresses(session, 3, None, Party.APPLICANT, NOW)
    session.flush()
    assert open_address(session, 3, None, Party.APPLICANT, NOW) is not first
    found = owner_of(session, written(first))
    assert found
    assert found.revoked_at == NOW


@pytest.mark.parametrize("address", ["centre@example.org", "centre+zzzzzzzz@example.org", "nobody@else.org"])
def test_another_address_belongs_to_nobody(session: Any, address: str) -> None:
    assert owner_of(session, address) is None


def test_the_outbox_is_read_in_pages(session: Any) -> None:
    mails = [outbox.queue(session, a_letter(), NOW) for _ in range(5)]
    first = queries.newest(session, limit=2)
    second = queries.newest(session, before_id=first[-1].id, limit=2)
    assert [mail.id for mail in (*first, *second)] == [mail.id for mail in mails[:0:-1]]
    assert queries.newest(session, state=MailState.FAILED) == []


def test_the_letters_of_a_case(session: Any) -> None:
    mine = [outbox.queue(session, a_letter(), NOW) for _ in range(2)]
    outbox.queue(session, a_letter(case_ref=9, leg_ref=9), NOW)
    assert queries.of_case(session, 3) == mine


def test_what_waits_is_counted_when_it_is_due(session: Any) -> None:
    outbox.queue(session, a_letter(), NOW)
    outbox.queue(session, a_letter(), at(hours=1)())
    assert (queries.waiting(session, NOW), queries.waiting(session, at(hours=2)())) == (1, 2)


def test_every_state_has_words(session: Any) -> None:
    assert STATES.keys() == set(MailState)
    mail = outbox.queue(session, a_letter(), NOW)
    with in_language("en"):
        assert state_words(mail) == "waiting to be sent"
        mail.attempts = 1
        assert "trying again" in state_words(mail)
        mail.state, mail.result_code = MailState.SENT, "folder"
        assert "folder" in state_words(mail)
