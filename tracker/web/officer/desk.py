"""One letter on an officer's desk: found, allowed, locked for the act, and the act tried.

A letter of another body, of another unit or from before the first look is the same page that does not exist. Whoever
passed a letter on is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for
from sqlalchemy import select

from tracker import clock
from tracker.cases import access_log
from tracker.cases.acts import Act
from tracker.cases.errors import CaseError
from tracker.cases.events import EventType
from tracker.cases.kinds import LegState, Review
from tracker.cases.models import Case, CaseEvent, Leg
from tracker.cases.permissions import may
from tracker.cases.recording import facts_of
from tracker.cases.reference import read_number
from tracker.cases.workflow import NotPossibleNow, possible
from tracker.people.actor import Actor
from tracker.store import db
from tracker.web.shared.case_errors import problem_words
from tracker.web.shared.forms import PageForm
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.readings import log_if_shown
from tracker.web.shared.requests import READING
from tracker.web.shared.signed_in import current_actor


class NoLongerOurs(Exception):
    """The actor's body passed this letter on."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Desk:
    """A case and the duty in it that is the actor's."""

    case: Case
    leg: Leg
    actor: Actor

    @property
    def url(self) -> str:
        """The page of the case."""
        return url_for("officer.case", number=self.case.number)

    def to(self, endpoint: str, **values: Any) -> str:
        """A page about this case."""
        return url_for(f"officer.{endpoint}", number=self.case.number, **values)


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
    desk = Desk(*held[0], actor)
    if desk.case.restricted and request.method not in READING:
        log_if_shown(desk.case.id, actor)
    if act is not None and not possible(act, LegState(desk.leg.state)):
        raise NotPossibleNow(act, desk.leg.state)
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


def attempt(form: PageForm, command: Callable[[], Any], fields: dict[str, str] | None = None) -> bool:
    """Do it. False: the procedure refused, the form says why, and nothing was changed.

    `fields`: where the command's field has another name in the form.
    """
    try:
        command()
    except CaseError as error:
        db.session.rollback()
        name = (fields or {}).get(error.field or "", error.field or "")
        form.refuse(name if name in form else _first(form), problem_words(error))
        return False
    return True


def _first(form: PageForm) -> str:
    return next(field.name for field in form if field.type not in {"HiddenField", "CSRFTokenField"})


def again(page: str) -> tuple[str, int]:
    """The same form once more: something is to be corrected, or another language was asked for."""
    return page, 200 if language_switch_asked() else 422


def seen(form: PageForm | None = None) -> int:
    """The version that the officer saw when he opened the page; a made-up one never fits."""
    typed = request.form.get("seen_version", "") if form is None else str(form["seen_version"].data or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else -1
