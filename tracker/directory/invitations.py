"""Invitations to posts: who may invite, what a link opens, how it ends. Their letter is written in mail.accounts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.directory.posts import OF_BODY, Invitation, Post, PostOver, PostRole, PostTaken
from tracker.people.actor import Actor, ActorKind
from tracker.people.commands import account_by_email, normal_email
from tracker.people.models import Account

LASTS = timedelta(days=14)


class InvitationError(Exception):
    """A link that opens nothing."""


class InvitationUnknown(InvitationError):
    """No invitation has this token."""


class InvitationUsed(InvitationError):
    """It was accepted before."""


class InvitationRevoked(InvitationError):
    """A newer one took its place, or somebody took it back."""


class InvitationOver(InvitationError):
    """Fourteen days have passed."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__(expired_at)
        self.expired_at = expired_at


class InvitationForAnother(InvitationError):
    """The person who is signed in is not the one who was invited."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class MayNotInvite(InvitationError):
    """This actor may not fill this post."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the right to invite depends on."""

    role: PostRole
    authority_id: str | None = None
    centre_id: str | None = None


def may_invite(actor: Actor, place: Place) -> bool:
    """Administrators: anybody. Staff of a centre: officers and heads of any body. A head: officers of his own body.

    The service itself too: whoever runs the server makes the first administrator by a command.
    """
    if actor.kind in {ActorKind.ADMINISTRATOR, ActorKind.DUTY}:
        return True
    if actor.kind is ActorKind.STAFF:
        return actor.centre_id is not None and place.role in OF_BODY
    return (
        actor.kind is ActorKind.HEAD
        and place.role is PostRole.OFFICER
        and actor.authority_id is not None
        and actor.authority_id == place.authority_id
    )


def place_of(post: Post) -> Place:
    return Place(PostRole(post.role), post.authority_id, post.centre_id)


def make_invitation(
    session: Session, post: Post, email: str, by: Actor, now: datetime, language: str = "ky"
) -> tuple[Invitation, str]:
    """A new invitation and its token, which is kept nowhere. An older open one to the same post dies.

    Raises `MayNotInvite`, `PostTaken`, `PostOver`.
    """
    if not may_invite(by, place_of(post)):
        raise MayNotInvite
    _require_open(post, now)
    revoke_invitations(session, post, now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        post_id=post.id, email=normal_email(email), language=_language_for(session, email, language),
        token_hash=_hash(token), invited_by_id=by.account_id, created_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    return invitation, token


def revoke_invitations(session: Session, post: Post, now: datetime) -> None:
    """Take back what is still open for this post."""
    still_open = (Invitation.post_id == post.id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    session.execute(update(Invitation).where(*still_open).values(revoked_at=now))


def invitation_for(session: Session, token: str, now: datetime) -> Invitation:
    """What a link opens. Raises an `InvitationError` that says why it opens nothing."""
    found = session.scalar(select(Invitation).where(Invitation.token_hash == _hash(token)))
    if found is None:
        raise InvitationUnknown
    if found.accepted_at:
        raise InvitationUsed
    if found.revoked_at:
        raise InvitationRevoked
    if found.expires_at <= now:
        raise InvitationOver(found.expires_at)
    return found


def open_invitations(session: Session, post_ids: Iterable[int], now: datetime) -> dict[int, Invitation]:
    """Invitations that still wait for an answer, by post."""
    found = session.scalars(
        select(Invitation).where(
            Invitation.post_id.in_(list(post_ids)), Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None), Invitation.expires_at > now,
        )
    )  # fmt: skip
    return {invitation.post_id: invitation for invitation in found}


def accept(session: Session, invitation: Invitation, account: Account, now: datetime) -> Post:
    """The invited person takes the post. Raises `InvitationForAnother`, `PostTaken`, `PostOver`."""
    if account.email != invitation.email:
        raise InvitationForAnother(invitation.email)
    post = session.get_one(Post, invitation.post_id)
    _require_open(post, now)
    post.account_id = account.id
    invitation.accepted_at = now
    invitation.accepted_by_id = account.id
    return post


def _require_open(post: Post, now: datetime) -> None:
    if post.account_id is not None:
        raise PostTaken(post)
    if post.valid_to is not None and post.valid_to < day_of(now):
        raise PostOver(post)


def _language_for(session: Session, email: str, asked: str) -> str:
    known = account_by_email(session, email)
    return known.language if known else asked


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
