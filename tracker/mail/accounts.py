"""Letters to people with accounts: invitation, link to sign in, recovery, "your password was changed".

Each is queued as a row, in the recipient's language, with links made from BASE_URL and never from the request's host.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.directory.invitations import LASTS, make_invitation
from tracker.directory.models import Authority, Centre, Unit
from tracker.directory.names import display_name
from tracker.directory.posts import Invitation, Post
from tracker.i18n import N_, current_language, in_language, long_date, t
from tracker.mail.message import Outgoing
from tracker.mail.outbox import queue
from tracker.people.actor import Actor, ActorKind
from tracker.people.labels import ROLES
from tracker.people.models import Account

SUBJECTS = {
    "invitation": N_("You are invited to the service of environmental requests"),
    "sign_in": N_("Your link to sign in"),
    "reset": N_("A new password for the service of environmental requests"),
    "password_changed": N_("Your password was changed"),
}

def absolute(endpoint: str, language: str, **values: Any) -> str:
    """A link into the service, from BASE_URL; needs no request."""
    base = urlsplit(current_app.config["BASE_URL"])
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, {"lang": language, **values}, force_external=True)


def letter(session: Session, kind: str, to: str, language: str, now: datetime, **values: Any) -> None:
    """Render templates/mail/account/<kind>.txt in `language` and queue it."""
    with in_language(language):
        subject = t(SUBJECTS[kind])
        text = current_app.jinja_env.get_template(f"mail/account/{kind}.txt").render(**values)
    queue(session, Outgoing(kind=f"account_{kind}", to=to, language=language, subject=subject, text=text), now)


def invite(
    session: Session, post: Post, email: str, by: Actor, now: datetime, language: str = "ky"
) -> tuple[Invitation, str]:
    """Invite somebody to a post by mail; returns the invitation and its link, which is shown nowhere else.

    Raises `MayNotInvite`, `PostTaken`, `PostOver`.
    """
    invitation, token = make_invitation(session, post, email, by, now, language)
    spoken = invitation.language
    link = absolute("account.invitation", spoken, token=token)
    with in_language(spoken):
        words = {"role": role_words(post), "place": place_words(session, post)}
        until = long_date(day_of(now + LASTS))
    letter(session, "invitation", invitation.email, spoken, now, link=link, until=until, **words)
    return invitation, link


def send_sign_in_link(session: Session, account: Account, token: str, now: datetime) -> None:
    """The link that opens a page with one button."""
    link = absolute("account.by_mail", account.language, token=token)
    letter(session, "sign_in", account.email, account.language, now, name=account.full_name, link=link)


def role_words(post: Post) -> str:
    return t(ROLES[ActorKind(post.role)])


def place_words(session: Session, post: Post) -> str:
    """Which post it is and where, in the present language: title, unit, body; empty for a post of the service itself."""
    unit = session.get(Unit, post.unit_id) if post.unit_id else None
    row: Authority | Centre | None = None
    if post.authority_id:
        row = session.get(Authority, post.authority_id)
    elif post.centre_id:
        row = session.get(Centre, post.centre_id)
    title = getattr(post, f"title_{current_language()}") or post.title_ru or post.title_ky
    names = (title, display_name(unit) if unit else "", display_name(row) if row else "")
    return ", ".join(name for name in names if name)
