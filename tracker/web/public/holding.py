"""Whether this browser holds the key of a case, asked anew on every page: a new secret makes every older key worthless."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy import Row

from tracker.cases.following import fingerprint
from tracker.cases.models import Case
from tracker.cases.reference import read_number, same
from tracker.cases.views.case_page import find_case
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.shared import keys
from tracker.web.shared.access import KeyMissing


def held(number: str) -> Row[Any]:
    """The row of the case whose key this browser holds. Else: a GET is led to the form, a POST gets a page."""
    known = read_number(number)
    row = find_case(db.session, known) if known else None
    key = keys.key_of(row.id) if row else None
    if row is not None and key is not None and same(key.fingerprint, fingerprint(row.secret_digest)):
        return row
    if request.method == "POST":
        raise KeyMissing
    return abort(redirect(url_for("public.follow", number=known or ""), 303))


def held_case(number: str) -> Case:
    """The same, to be worked with."""
    return db.session.get_one(Case, held(number).id)


def holder(case_id: int) -> Actor:
    """Whoever holds the secret of this case."""
    return Actor(ActorKind.SECRET_HOLDER, case_id=case_id)
