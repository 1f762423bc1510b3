"""What can go wrong with accounts, invitations and posts, as pages."""

from __future__ import annotations

from typing import Any

from tracker.directory import invitations, posts
from tracker.i18n import long_date, t
from tracker.people.commands import AccountExists
from tracker.web.shared.errors import Words, error_page
from tracker.web.shared.seat_gate import AccountSwitchedOff, PostEnded


def register() -> None:
    """Called before the error pages are made."""
    error_page(AccountSwitchedOff, 403, _switched_off)
    error_page(PostEnded, 403, _post_ended)
    error_page(invitations.InvitationUnknown, 404, _unknown)
    error_page(invitations.InvitationUsed, 410, _used)
    error_page(invitations.InvitationRevoked, 410, _revoked)
    error_page(invitations.InvitationOver, 410, _over)
    error_page(invitations.InvitationForAnother, 403, _for_another)
    error_page(invitations.MayNotInvite, 403, _may_not_invite)
    error_page(posts.PostTaken, 409, _taken)
    error_page(posts.PostOver, 410, _post_over)
    error_page(posts.PostMisplaced, 422, _misplaced)
    error_page(AccountExists, 409, _exists)


def _switched_off(_error: AccountSwitchedOff) -> Words:
    return Words(t("Your account is switched off"), [t("You can no longer sign in. Please ask the person who invited you.")])


def _post_ended(error: PostEnded) -> Words:
    line = t("If this is a mistake, ask the head of your body or the Aarhus Centre.")
    if error.post is None or error.post.valid_to is None:
        return Words(t("You have no post here at present"), [line])
    day = long_date(error.post.valid_to)
    return Words(t("Your post ended on %(day)s", day=day), [t("Its pages are closed to you since then."), line])


def _unknown(_error: Any) -> Words:
    line = t("Check that the whole link was opened. It may be cut in two lines in the letter.")
    return Words(t("There is no such invitation"), [line])


def _used(_error: Any) -> Words:
    return Words(t("This invitation was used already"), [t("If it was you, simply sign in.")])


def _revoked(_error: Any) -> Words:
    line = t("It was taken back, or a newer one was sent. Look for a newer letter.")
    return Words(t("This invitation no longer works"), [line])


def _over(_error: Any) -> Words:
    return Words(t("This invitation is too old"), [t("It was open for 14 days. Ask for a new one.")])


def _for_another(error: invitations.InvitationForAnother) -> Words:
    return Words(t("This invitation is for another person"), [
        t("It was sent to %(email)s. Sign out, then open the link again.", email=error.email)])  # fmt: skip


def _may_not_invite(_error: Any) -> Words:
    return Words(t("You cannot invite to this post"), [t("Ask the head of the body, the Aarhus Centre or the administrator.")])


def _taken(_error: Any) -> Words:
    return Words(t("Somebody has this post already"), [t("Ask the person who invited you.")])


def _post_over(_error: Any) -> Words:
    return Words(t("This post has ended"), [t("Ask the person who invited you.")])


def _misplaced(_error: Any) -> Words:
    return Words(t("This post cannot stand there"), [t("An officer or a head belongs to a body, staff and lawyers to a centre.")])


def _exists(_error: Any) -> Words:
    return Words(t("There is an account with this address already"), [t("Simply sign in with it.")])
