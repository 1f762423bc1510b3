"""Who may open which address. Every endpoint says so, directly under its route:

    @bp.get("/board")
    @access(Audience.STAFF)

    @bp.post("/case/<number>/extend")
    @access(Audience.OFFICER, act=Act.EXTEND)

This is the outer door only. Whether this officer may do this act on this case is decided by cases.permissions; `act`
names the act so that a test can compare both. Not signed in: a GET is led to the sign-in page, a POST gets a page
that keeps what was typed. Signed in with another role: 403.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, url_for

from tracker.people.actor import Actor, ActorKind
from tracker.web.shared import keys, letter_keys
from tracker.web.shared.signed_in import current_actor

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    PUBLIC = "public"
    CITIZEN = "citizen"  # holds the secret of a case in this browser; the view still asks for the case's own key
    LETTER = "letter"  # opened the link in a letter to a body in this browser; the view asks for the letter's own link
    SIGNED_IN = "signed_in"
    OFFICER = "officer"
    STAFF = "staff"
    LAWYER = "lawyer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Access:
    """What an endpoint declared."""

    audiences: frozenset[Audience]
    act: str | None = None


class SignedOut(Exception):
    """A POST by somebody whose session has ended. The page keeps what was typed."""


class KeyMissing(SignedOut):
    """A POST about a letter that this browser has not opened, or has left."""


class LinkMissing(SignedOut):
    """A page about a letter whose link was not opened in this browser, or too long ago."""


KINDS = {
    ActorKind.OFFICER: Audience.OFFICER,
    ActorKind.HEAD: Audience.OFFICER,
    ActorKind.STAFF: Audience.STAFF,
    ActorKind.LAWYER: Audience.LAWYER,
    ActorKind.COORDINATOR: Audience.COORDINATOR,
    ActorKind.ADMINISTRATOR: Audience.ADMINISTRATOR,
}
SIGN_IN = ("account.sign_in", "security.us_signin", "security.login")
FOLLOW = "public.follow"

# Endpoints whose views are not ours. Flask-Security-Too guards its own; here is who each is for.
ELSEWHERE: dict[str, frozenset[Audience]] = {
    "start": frozenset({Audience.PUBLIC}),
    **{f"security.{name}": frozenset({Audience.PUBLIC}) for name in (
        "login", "logout", "forgot_password", "reset_password", "two_factor_token_validation", "mf_recovery",
        "tf_select", "two_factor_rescue")},
    **{f"security.{name}": frozenset({Audience.SIGNED_IN}) for name in (
        "verify", "change_password", "mf_recovery_codes", "two_factor_setup", "two_factor_setup_validate")},
}  # fmt: skip


def access(*audiences: Audience, act: str | None = None) -> Callable[[View], View]:
    """Declares who may use an endpoint, and checks it."""
    declared = Access(frozenset(audiences), act)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            refusal = _check(declared)
            return view(*args, **kwargs) if refusal is None else refusal

        guarded.access = declared  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def open_post(view: View) -> View:
    """Above `@access`: this POST carries no token, because its page sets no session. Own origin is still required."""
    view.open_post = True  # type: ignore[attr-defined]
    return view


def from_anywhere(view: View) -> View:
    """Above `@open_post`: a program elsewhere may send this, too. Only where a signature in the address is the permission."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


def declaration(view: Callable[..., Any]) -> Access | None:
    """What `view` declared, None when it declared nothing."""
    return getattr(view, "access", None)


def audiences_of(actor: Actor) -> set[Audience]:
    """Everything this actor counts as."""
    found = {Audience.PUBLIC}
    if actor.account_id is not None:
        found.add(Audience.SIGNED_IN)
    if actor.kind in KINDS:
        found.add(KINDS[actor.kind])
    return found


def _check(declared: Access) -> Any:
    if Audience.PUBLIC in declared.audiences:
        return None
    if Audience.CITIZEN in declared.audiences and keys.holds_any():
        return None
    if declared.audiences == {Audience.CITIZEN}:
        return _to_follow()
    if declared.audiences == {Audience.LETTER}:
        if letter_keys.holds_any():
            return None
        raise LinkMissing
    return _check_account(declared)


def _check_account(declared: Access) -> Any:
    actor = current_actor()
    if declared.audiences & audiences_of(actor):
        return None
    if actor.account_id is not None:
        abort(403)
    return _to_sign_in()


def _to_follow() -> Any:
    if request.method == "POST":
        raise KeyMissing
    return redirect(url_for(FOLLOW), 303) if FOLLOW in current_app.view_functions else abort(403)


def _to_sign_in() -> Any:
    if request.method == "POST":
        raise SignedOut
    address = sign_in_url(next=request.full_path.rstrip("?"))
    return redirect(address, 303) if address else abort(403)


def sign_in_url(**values: Any) -> str | None:
    """Where one signs in, None while the application has no such page."""
    for endpoint in SIGN_IN:
        if endpoint in current_app.view_functions:
            return url_for(endpoint, **values)
    return None
