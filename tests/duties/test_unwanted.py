"""Who does not want what is no legal notice does not get it; what the law asks for comes all the same, and says so."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.duties.test_duties import HEAD, MAILBOX, OFFICER, day, received, run, session, to
from tracker.mail import lists
from tracker.mail.models import OutboxMail, Subscription

__all__ = ["session"]
ONE_CLICK = "List-Unsubscribe=One-Click"


def unwanted(session: Session, address: str, list_name: str) -> None:
    lists.place(session, address, list_name, "ky", day(0))
    found = session.scalars(select(Subscription).filter_by(address=address, list_name=list_name)).one()
    found.ended_at = day(0)
    session.commit()


@pytest.mark.parametrize(
    ("duty", "on", "list_name", "readers"),
    [("digest", 7, lists.DIGEST, {MAILBOX, OFFICER, HEAD}), ("due_soon", 9, lists.BEFORE, {MAILBOX, OFFICER})],
)
def test_a_list_goes_to_those_who_want_it(
    app: Flask, session: Session, duty: str, on: int, list_name: str, readers: set[str]
) -> None:
    received(session)
    unwanted(session, OFFICER, list_name)
    before = {mail.id for mail in session.scalars(select(OutboxMail))}
    run(app, day(on), duty)
    new = [mail for mail in to(session, *readers) if mail.id not in before]
    assert {mail.to_address for mail in new} == readers - {OFFICER}
    for mail in new:
        assert mail.headers["List-Unsubscribe-Post"] == ONE_CLICK
        assert mail.headers["List-Unsubscribe"].strip("<>") in mail.text, "a link for people, too"
        assert mail.headers["List-Unsubscribe"].strip("<>") in mail.html


def test_a_legal_notice_belongs_to_no_list(app: Flask, session: Session) -> None:
    """The letter itself, receipts, and reminders after the date: nobody leaves them."""
    received(session)
    for name in lists.NAMES:
        for reader in (MAILBOX, OFFICER, HEAD):
            unwanted(session, reader, name)
    run(app, day(15), "late", "overdue")
    after = to(session, MAILBOX, OFFICER, HEAD, kind="notice:reminded")
    assert {mail.to_address for mail in after} == {MAILBOX, OFFICER, HEAD}
    assert all("List-Unsubscribe" not in mail.headers for mail in session.scalars(select(OutboxMail)))
