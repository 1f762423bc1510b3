"""Leads people who are signed in but lack something, before any page of work: a second factor, a chosen seat, or a
seat at all. Public pages stay open to everybody, except that a missing second factor is set up before anything else."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, redirect, request, session, url_for
from flask_security.utils import logout_user
from sqlalchemy import select

from tracker import clock
from tracker.directory.posts import Post, last_ended
from tracker.people.models import Account
from tracker.store import db
from tracker.web.shared.access import Audience, declaration
from tracker.web.shared.signed_in import CHOSEN, SignedIn, forget_loaded, has_session, signed_in

# What somebody without a second factor may open: setting it up, proving himself, leaving, his language.
WITHOUT_FACTOR = frozenset({
    "static", "health", "account.second_factor", "account.language",
    "security.two_factor_setup", "security.two_factor_setup_validate", "security.two_factor_token_validation",
    "security.verify", "security.logout", "security.mf_recovery_codes",
})  # fmt: skip


class AccountSwitchedOff(Exception):
    """The account of this session was switched off."""


class PostEnded(Exception):
    """The seat this session worked in has ended, or the person has none. `post` tells which, if one is known."""

    def __init__(self, post: Post | None) -> None:
        super().__init__(post.id if post else None)
        self.post = post


def init_app(app: Flask) -> None:
    app.before_request(lead)


def lead() -> Any:
    """None to go on; else where to go first. Raises `AccountSwitchedOff`, `PostEnded`."""
    if request.endpoint is None or not has_session():
        return None
    person = signed_in()
    if person is None:
        return _left_over()
    if person.lacks_second_factor:
        return None if request.endpoint in WITHOUT_FACTOR else redirect(url_for("account.second_factor"), 303)
    if person.seat is None and _is_work():
        return _without_seat(person)
    return None


def _left_over() -> None:
    """A session whose account is not let in any more: it ends, and a page of work says so."""
    if "_user_id" not in session:
        return
    off = db.session.scalar(select(Account.id).where(Account.fs_uniquifier == session["_user_id"], ~Account.active))
    logout_user()
    forget_loaded()
    session.pop(CHOSEN, None)
    if off is not None and (_is_work() or Audience.SIGNED_IN in _audiences()):
        raise AccountSwitchedOff


def _without_seat(person: SignedIn) -> Any:
    if person.lost_seat:
        ended = db.session.get(Post, person.chosen_id)
        session.pop(CHOSEN, None)
        raise PostEnded(ended)
    if not person.seats:
        raise PostEnded(last_ended(db.session, person.account.id, clock.today()))
    return redirect(url_for("account.seats", next=request.full_path.rstrip("?")), 303)


def _audiences() -> frozenset[Audience]:
    declared = declaration(current_app.view_functions[request.endpoint or "static"])
    return declared.audiences if declared else frozenset()


def _is_work() -> bool:
    """A page that only a seat opens."""
    audiences = _audiences()
    return bool(audiences) and not audiences & {Audience.PUBLIC, Audience.CITIZEN, Audience.LETTER, Audience.SIGNED_IN}
