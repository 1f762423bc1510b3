"""A form that comes back shows the case again: of a restricted one that, too, is a reading and is written down."""

from __future__ import annotations

from flask import Response, after_this_request, g

from tracker import clock
from tracker.cases import access_log
from tracker.people.actor import Actor
from tracker.store import db

SHOWS_THE_CASE = frozenset({200, 422})


def log_if_shown(case_id: int, by: Actor) -> None:
    """In a POST: once the answer is made, and only where it is a page and not the way on to one.

    The transaction is over by then: nothing was changed where the form came back.
    """
    if g.get("reading_noted"):
        return
    g.reading_noted = True

    @after_this_request
    def _log(answer: Response) -> Response:
        if answer.status_code in SHOWS_THE_CASE:
            db.session.rollback()
            access_log.record(case_id, by, "form", clock.now())
        return answer
