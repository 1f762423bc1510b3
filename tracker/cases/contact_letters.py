"""Letters to bodies about their addresses. They carry no case, no person and nothing that a stranger could use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from tracker.cases.notice_about import Notice
from tracker.cases.notice_mail import Part, compose, part_without_case
from tracker.directory.models import Authority, Contact
from tracker.directory.names import name_parts
from tracker.i18n import in_language, t
from tracker.mail import outbox
from tracker.mail.message import Outgoing
from tracker.mail.models import OutboxMail

INTRODUCTION = "introduction"
LANGUAGES_OF_BODIES = ("ky", "ru")


def queue_introduction(session: Session, contact: Contact, now: datetime) -> OutboxMail:
    """The first letter to a confirmed address. Letters of cases wait until it was answered or did not come back."""
    return _queue(session, contact.authority_id, contact.value, INTRODUCTION, _introduction, now)


def tell_old_address(session: Session, authority_id: str, old_address: str, now: datetime) -> OutboxMail:
    """The address that is no longer used hears of it, without hearing the new one."""
    return _queue(session, authority_id, old_address, "address_changed", _changed, now)


def _introduction(body: str) -> Notice:
    return Notice(
        t("Letters of citizens on the environment will come to this address"),
        (
            t("This address was given to us as the official address of: %(body)s.", body=body),
            t("From now on, letters in which citizens ask for environmental information or report a problem come here."),
            t("If this is right, you do not have to do anything. You can reply with one word, so that we know."),
            t("If this address is wrong, please reply to this letter. Then nothing will be sent here."),
        ),
    )


def _changed(body: str) -> Notice:
    return Notice(
        t("This address is no longer used for letters of citizens"),
        (
            t("Until now, letters of citizens to %(body)s came to this address. Another one was confirmed.", body=body),
            t("If nobody of you asked for this change, please reply to this letter or call the Aarhus Centre today."),
        ),
    )


def _queue(
    session: Session, authority_id: str, to: str, kind: str, words: Callable[[str], Notice], now: datetime
) -> OutboxMail:
    authority = session.get_one(Authority, authority_id)
    parts = []
    for language in LANGUAGES_OF_BODIES:
        with in_language(language):
            parts.append(_part(words(name_parts(authority).text), language))
    subject, text, html = compose(parts)
    return outbox.queue(session, Outgoing(kind, to, LANGUAGES_OF_BODIES[0], subject, text, html), now)


def _part(notice: Notice, language: str) -> Part:
    return part_without_case(notice, language, service_lines())


def service_lines() -> tuple[str, ...]:
    """Who writes, where it is no single centre."""
    return (t("Aarhus Centres of the Kyrgyz Republic"), current_app.config["BASE_URL"])
