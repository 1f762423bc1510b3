"""One letter on an officer's desk: found, allowed, locked for the act.

A letter of another body, of another unit or from before the first look is the same page that does not exist. Whoever
passed a letter on is told so.
"""

from __future__ import annotations

from functools import partial

from flask import abort, request, url_for
from sqlalchemy import select

from tracker import clock
from tracker.cases import access_log
from tracker.cases.acts import Act
from tracker.cases.events import EventType
from tracker.cases.kinds import LegState, Review
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.permissions import may
from tracker.cases.recording import facts_of
from tracker.cases.reference import read_number
from tracker.store import db
from tracker.web.desk.desk import Desk
from tracker.web.shared.readings import log_if_shown
from tracker.web.shared.requests import READING
from tracker.web.shared.signed_in import current_actor


class NoLongerOurs(Exception):
    """The actor's body passed this letter on."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def known_number(number: str) -> str:
    """The number as stored, or the page that does not exist."""
    return read_number(number) or abort(404)


def at(number: str, act: Act | None = None) -> Desk:
    """The letter with this number. With `act`: raises where its state does not allow it. In a POST its duty is locked."""
    actor = current_actor()
    found = _legs(known_number(number))
    own = [(case, leg) for case, leg in found if _came_here(leg) and may(actor, Act.READ, facts_of(case, leg))]
    held = [pair for pair in own if pair[1].state != LegState.TRANSFERRED]
    if not own:
        abort(404)
    if not held:
        raise NoLongerOurs(own[0][0].number)
    case, leg = held[0]
    desk = Desk(case, leg, actor, "officer", partial(log_reading, case.id, case.restricted))
    if case.restricted and request.method not in READING:
        log_if_shown(case.id, actor)
    desk.must_allow(act)
    return desk


def _came_here(leg: Leg) -> bool:
    """Not a body that was replaced before the letter went to it."""
    return leg.state != LegState.TRANSFERRED or leg.dispatched_at is not None or leg.received_on is not None


def _legs(number: str) -> list[tuple[Case, Leg]]:
    """Newest first. Nothing is with a body before the first look."""
    wanted = select(Leg).join(Case, Case.id == Leg.case_id).where(Case.number == number, Case.review == Review.PASSED)
    if request.method not in READING:
        wanted = wanted.with_for_update(of=Leg).execution_options(populate_existing=True)
    return [(leg.case, leg) for leg in db.session.scalars(wanted.order_by(Leg.id.desc()))]


def log_reading(case_id: int, restricted: bool, what: str) -> None:
    """Every reading of a restricted case is written down before it is shown."""
    if restricted:
        access_log.record(case_id, current_actor(), what, clock.now())


def tray_url() -> str:
    """Where an officer begins."""
    return url_for("officer.tray")


def was_proposed(desk: Desk) -> bool:
    """Somebody of the body has proposed this answer for publication already."""
    wanted = select(CaseEvent.id).where(
        CaseEvent.case_id == desk.case.id, CaseEvent.type == EventType.PUBLICATION_PROPOSED,
        CaseEvent.authority_id == desk.leg.authority_id,
    )  # fmt: skip
    return db.session.scalar(wanted.limit(1)) is not None
