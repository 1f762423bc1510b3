"""Who is acting in this request, and in which seat.

At most two statements: the account (by the sign-in library) and its seats of today. Without a session cookie: none.
A seat that needs a second factor counts for nothing until there is one. `seat_gate` leads people who lack something.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Flask, current_app, g, request, session
from flask_login import current_user
from flask_security.utils import logout_user

from tracker import clock
from tracker.directory.posts import seats_of
from tracker.people.actor import PUBLIC, Actor, ActorKind, Seat
from tracker.people.models import Account
from tracker.people.security import SIGN_IN_LASTS
from tracker.store import db

CHOSEN = "post_id"
NEEDS_SECOND_FACTOR = frozenset({ActorKind.STAFF, ActorKind.COORDINATOR, ActorKind.ADMINISTRATOR})

_homes: dict[ActorKind, str] = {}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind this request. `seat` is None while none is chosen, or none is left."""

    account: Account
    seats: tuple[Seat, ...]
    seat: Seat | None
    chosen_id: int | None

    @property
    def lacks_second_factor(self) -> bool:
        """The demonstration, which holds nothing real, does not ask for one."""
        if current_app.config["DEMONSTRATION"]:
            return False
        return self.seat is not None and needs_second_factor(self.seat) and not self.account.has_second_factor

    @property
    def lost_seat(self) -> bool:
        """The seat this session worked in is no longer his."""
        return self.chosen_id is not None and self.chosen_id not in {seat.post_id for seat in self.seats}

    @property
    def actor(self) -> Actor:
        if self.seat is None or self.lacks_second_factor:
            return Actor(ActorKind.PUBLIC, account_id=self.account.id)
        return Actor.in_seat(self.account.id, self.seat)


def needs_second_factor(seat: Seat) -> bool:
    """Who reads names and contacts. The demonstration holds none that are real, and lets every role in at once."""
    return seat.kind in NEEDS_SECOND_FACTOR and not current_app.config["DEMONSTRATION"]


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(signed_in=signed_in)


def current_actor() -> Actor:
    """The person behind this request, in the seat chosen for it; the public when nobody is signed in."""
    person = signed_in()
    return person.actor if person else PUBLIC


def current_account() -> Account | None:
    """The account of whoever is signed in."""
    person = signed_in()
    return person.account if person else None


def signed_in() -> SignedIn | None:
    """Whoever is signed in, loaded once per request."""
    if "signed_in" not in g:
        g.signed_in = _load()
    found: SignedIn | None = g.signed_in
    return found


def forget_loaded() -> None:
    """After signing in or out, or taking another seat, within one request."""
    g.pop("signed_in", None)


def has_session() -> bool:
    """Whether somebody may be signed in. Does not touch the session when the browser sent none."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies and "_user_id" in session


def choose(post_id: int) -> None:
    """Work in this seat until another is chosen."""
    session[CHOSEN] = post_id
    forget_loaded()


def set_home(kind: ActorKind, endpoint: str) -> None:
    """Where people with this seat begin. Each audience says so for its own."""
    _homes[kind] = endpoint


def home_of(seat: Seat | None) -> str | None:
    """The endpoint where this seat's work begins."""
    return _homes.get(seat.kind) if seat else None


def _load() -> SignedIn | None:
    if not has_session() or _is_old():
        return None
    if not current_user.is_authenticated:
        return None
    account: Account = current_user._get_current_object()
    seats = tuple(seats_of(db.session, account.id, clock.today()))
    chosen_id = session.get(CHOSEN)
    return SignedIn(account, seats, _seat(seats, chosen_id), chosen_id)


def _seat(seats: tuple[Seat, ...], chosen_id: int | None) -> Seat | None:
    for seat in seats:
        if seat.post_id == chosen_id:
            return seat
    return seats[0] if len(seats) == 1 and chosen_id is None else None


def _is_old() -> bool:
    """Signing in lasts a working day; the password or the code starts it anew."""
    if time.time() - session.get("fs_paa", 0) < SIGN_IN_LASTS.total_seconds():
        return False
    logout_user()
    return True
