"""One letter for whoever came by its link: the key of this browser, the link that is still good, the duty locked for an act.

With the link alone a body confirms the receipt, registers and asks. What it decides wants the one-time code besides.
"""

from __future__ import annotations

from datetime import datetime

from flask import abort, request
from sqlalchemy import select

from tracker import clock
from tracker.cases import letter_links
from tracker.cases.acts import Act
from tracker.cases.letter_links import Used
from tracker.cases.link_models import LetterLink
from tracker.cases.models import Case, Leg
from tracker.cases.reference import read_number
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.desk.desk import Desk
from tracker.web.shared import letter_keys
from tracker.web.shared.access import LinkMissing
from tracker.web.shared.letter_keys import LetterKey
from tracker.web.shared.requests import READING

CORRECTS = "correct"
"""What can still be done by the link of a letter that is answered: put the answer right."""


class CodeNeeded(Exception):
    """The link alone does not decide in a body's name. `goal`: the page that was wanted."""

    def __init__(self, number: str, goal: str) -> None:
        super().__init__(number)
        self.number, self.goal = number, goal


def known_number(number: str) -> str:
    """The number as stored, or the page that does not exist."""
    return read_number(number) or abort(404)


def held(number: str) -> tuple[str, LetterKey]:
    """The number and this browser's key to it. Raises `LinkMissing`."""
    known = known_number(number)
    key = letter_keys.key_of(known, clock.now())
    if key is None:
        raise LinkMissing
    return known, key


def at(number: str, act: Act | None = None, *, goal: str = "", what: str = "") -> Desk:
    """The letter with this number. `goal`: what the code is needed for. `what`: how the use is called in the log, where
    neither says it. In a POST the duty is locked.

    Raises `LinkMissing`, `LinkEnded`, `CodeNeeded`, and where the state does not allow `act`.
    """
    known, key = held(number)
    now = clock.now()
    link, leg = _link_and_leg(key.link_id, known)
    letter_links.must_be_good(db.session, link, leg, now, answered_too=goal == CORRECTS)
    proven = key.has_code(now)
    if goal and not proven:
        raise CodeNeeded(known, goal)
    kind = ActorKind.LETTER_CODE if proven else ActorKind.LETTER_LINK
    actor = Actor(kind, authority_id=leg.authority_id, case_id=leg.case_id, leg_id=leg.id)
    desk = Desk(leg.case, leg, actor, "letter", _written_down)
    desk.must_allow(act)
    _write_down(link.id, what or act or goal or Used.READ, now)
    return desk


def _write_down(link_id: int, what: str, now: datetime) -> None:
    """Every use: a reading in a transaction of its own, an act in the transaction in which it is done."""
    if request.method in READING:
        letter_links.log_use(link_id, what, now)
    else:
        letter_links.note_use(db.session, link_id, what, now)


def _written_down(_what: str) -> None:
    """`at` did it already."""


def link_of(number: str, goal: str = "") -> tuple[Case, LetterLink]:
    """The link of this browser's key, good now for what is wanted."""
    known, key = held(number)
    link, leg = _link_and_leg(key.link_id, known)
    letter_links.must_be_good(db.session, link, leg, clock.now(), answered_too=goal == CORRECTS)
    return leg.case, link


def _link_and_leg(link_id: int, number: str) -> tuple[LetterLink, Leg]:
    wanted = (
        select(LetterLink, Leg).join(Leg, Leg.id == LetterLink.leg_id).join(Case, Case.id == LetterLink.case_id)
        .where(LetterLink.id == link_id, Case.number == number)
    )  # fmt: skip
    if request.method not in READING:
        wanted = wanted.with_for_update(of=Leg).execution_options(populate_existing=True)
    found = db.session.execute(wanted).first()
    if found is None:
        raise LinkMissing
    return found[0], found[1]
