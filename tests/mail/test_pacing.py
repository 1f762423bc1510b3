"""No more than so many letters a minute to one domain; the others go past."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.mail.build import NOW, Says, a_letter, at
from tracker.mail import outbox
from tracker.mail.models import MailState, OutboxMail
from tracker.mail.sending import send_due
from tracker.mail.transport import NotSent


def queue(session: Any, *addresses: str) -> None:
    for address in addresses:
        outbox.queue(session, a_letter(to=address), NOW)
    session.commit()


def domains(says: Says) -> list[str]:
    return [letter.to.partition("@")[2].lower() for letter, _ in says.sent]


@pytest.mark.both_databases
def test_a_busy_domain_waits_and_holds_nobody_up(
    any_app: Flask, any_session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(any_app.config, "MAIL_PER_MINUTE", 2)
    queue(any_session, *(f"a{n}@mail.example" for n in range(5)), "b@gov.example", "c@MAIL.example", "d@gov.example")
    says = Says()
    assert send_due(any_session, at(), says, "worker").sent == 4
    assert domains(says) == ["mail.example", "mail.example", "gov.example", "gov.example"]
    assert send_due(any_session, at(minutes=0.9), says, "worker").sent == 0
    assert send_due(any_session, at(minutes=1), says, "worker").sent == 2
    assert send_due(any_session, at(minutes=2.1), says, "worker").sent == 2
    assert set(any_session.scalars(select(OutboxMail.state))) == {MailState.SENT}


def test_a_refusal_counts_as_well(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_PER_MINUTE", 1)
    queue(session, "a@mail.example", "b@mail.example")
    says = Says(NotSent("450", "4.7.1 too fast", permanent=False))
    report = send_due(session, at(), says, "worker")
    assert (report.put_off, report.sent) == (1, 0)


def test_no_limit_where_none_is_wanted(app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAIL_PER_MINUTE", 0)
    queue(session, *(f"a{n}@mail.example" for n in range(40)))
    assert send_due(session, at(), Says(), "worker").sent == 40
