"""Several bodies become one: what they answered for moves to the successor, and they end the day before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory.codes import BodyStatus
from tracker.directory.editing import end_authority
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.history import KEEPERS, allow, found, note, set_field
from tracker.directory.models import Authority, AuthorityServes
from tracker.directory.queries import dated
from tracker.people.actor import Actor


def merge_authorities(
    session: Session, ids: Sequence[str], successor_id: str, *, act: str, on_date: date, by: Actor, now: datetime
) -> tuple[str, ...]:
    """From `on_date` the successor answers for every place of `ids`. `act` names the decision behind it.

    Returns the ended ids: their open cases are moved by the commands of cases, in the same transaction. The addresses
    of the ended bodies stay theirs; nothing is mailed to an ended body.
    """
    allow(by, KEEPERS)
    merged = tuple(dict.fromkeys(ids))
    successor = _check(session, merged, successor_id, act, on_date)
    for body_id in merged:
        _move_places(session, body_id, successor, act, on_date, by, now)
    last_day = on_date - timedelta(days=1)
    for body_id in merged:
        end_authority(session, body_id, last_day, act=act, by=by, now=now, successor_id=successor_id)
    if successor.status == BodyStatus.PRE_REFORM:
        set_field(session, successor, "status", BodyStatus.CURRENT.value, by=by, now=now, reason=act)
    return merged


def _check(session: Session, merged: Sequence[str], successor_id: str, act: str, on_date: date) -> Authority:
    if not merged:
        raise DirectoryError(Problem.NOTHING_TO_MERGE)
    if successor_id in merged:
        raise DirectoryError(Problem.MERGE_INTO_ITSELF)
    if not act.strip():
        raise DirectoryError(Problem.SOURCE_MISSING)
    for body_id in (*merged, successor_id):
        body: Authority = found(session, Authority, body_id)
        if body.valid_to is not None and body.valid_to < on_date:
            raise DirectoryError(Problem.BODY_ENDED, key=body_id)
        if body_id in merged and body.valid_from is not None and body.valid_from >= on_date:
            raise DirectoryError(Problem.DATES_WRONG)
    return session.get_one(Authority, successor_id)


def _move_places(
    session: Session, body_id: str, successor: Authority, act: str, on_date: date, by: Actor, now: datetime
) -> None:
    for code in sorted(_served(session, body_id, on_date) - _served(session, successor.id, on_date)):
        session.add(AuthorityServes(authority_id=successor.id, territory_code=code, valid_from=on_date, act=act))
        note(session, successor, "serves", None, code, by=by, now=now, reason=act)
    session.flush()


def _served(session: Session, body_id: str, on_date: date) -> set[str]:
    query = select(AuthorityServes.territory_code).where(AuthorityServes.authority_id == body_id)
    return set(session.scalars(query.where(dated(AuthorityServes, on_date))))
