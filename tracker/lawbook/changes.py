"""Changes of the law over what ships: proposed by one person, confirmed or rejected by another. Commands never commit.

Proposals and confirmations come one at a time: each number and each code of a ground follows from those given before.
While there is only one person he may do both: it is marked, until a second one looks again. From the confirmation on,
clocks that start are counted by it; dates that were counted stay.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.law import kyrgyzstan
from tracker.law.errors import BadLawData
from tracker.law.regimes import Regime
from tracker.law.versions import Change, What, check_days, with_changes
from tracker.lawbook import standing, terms
from tracker.lawbook.calendars import By
from tracker.lawbook.ground_codes import next_ground_code
from tracker.lawbook.models import LawChange, State
from tracker.store import take_turn

SHOWN = 100
TURN = "law book"


class Problem(StrEnum):
    """Why a change of the law is not taken."""

    SAME_PERSON = "same_person"
    DECIDED = "decided"
    WAITS_ALREADY = "waits_already"
    NOTE_MISSING = "note_missing"
    CONTRADICTS = "contradicts"
    PAST_OTHERS = "past_others"


class ChangeError(Exception):
    """A change of the law that is not taken."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}" if detail else str(problem))
        self.problem, self.detail = problem, detail


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person proposes."""

    what: What
    regime_id: str
    table: dict[str, Any]
    reason: str
    name: str = ""
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def propose(session: Session, wanted: Wanted, *, by: By, now: datetime) -> LawChange:
    """The first person's step. Changes nothing yet. Raises `ChangeError`."""
    take_turn(session, TURN)
    if _waiting_same(session, wanted):
        raise ChangeError(Problem.WAITS_ALREADY)
    if wanted.what is What.NEW_GROUND:
        wanted = replace(wanted, name=next_ground_code(session, wanted.regime_id))
    row = LawChange(
        what=wanted.what.value, regime_id=wanted.regime_id, name=wanted.name, kind=wanted.kind, table=wanted.table,
        valid_from=wanted.valid_from, valid_to=wanted.valid_to, reason=wanted.reason, state=State.PROPOSED.value,
        proposed_by_id=by.account_id, proposed_at=now,
    )  # fmt: skip
    regimes_with(session, row)
    session.add(row)
    session.flush()
    return row


def confirm(session: Session, row: LawChange, *, note: str, alone: bool, by: By, now: datetime) -> LawChange:
    """The second person's step: from now on it counts. `alone`: there is nobody else, so it is marked."""
    take_turn(session, TURN)
    _decide(session, row, State.CONFIRMED, note, by, now)
    row.one_person = _same_person(row.proposed_by_id, by, alone)
    regimes_with(session, row)
    row.number = next_number(session)
    row.token = secrets.token_hex(8)
    session.flush()
    standing.forget(session)
    return row


def reject(session: Session, row: LawChange, *, note: str, by: By, now: datetime) -> LawChange:
    """Not taken; the proposal stays in the history. Also the one who proposed may take it back."""
    if not note.strip():
        raise ChangeError(Problem.NOTE_MISSING)
    _decide(session, row, State.REJECTED, note, by, now)
    session.flush()
    return row


def confirm_again(session: Session, row: LawChange, *, note: str, by: By, now: datetime) -> LawChange:
    """A second person looks at what one confirmed alone: the mark goes."""
    _read_again(session, row)
    if not row.one_person or row.state != State.CONFIRMED:
        raise ChangeError(Problem.DECIDED)
    _same_person(row.proposed_by_id, by, alone=False)
    row.one_person, row.decided_by_id, row.decided_at, row.decided_note = False, by.account_id, now, note.strip()
    session.flush()
    return row


def regimes_with(session: Session, row: LawChange) -> tuple[Regime, ...]:
    """All laws as they would be with this change confirmed now. Raises `ChangeError` where it contradicts itself."""
    try:
        change = replace(terms.value_of(row), number=row.number or next_number(session))
        before = confirmed_before(session, row)
        check_days(with_changes(kyrgyzstan.shipped(), before), change)
        return with_changes(kyrgyzstan.shipped(), [*before, change])
    except (BadLawData, ValueError, KeyError) as error:
        raise ChangeError(Problem.CONTRADICTS, str(error)) from error


def confirmed_before(session: Session, row: LawChange) -> list[Change]:
    """The changes that count already, without this one."""
    return [change for change in terms.confirmed(session) if change.number != row.number]


def next_number(session: Session) -> int:
    return (session.scalar(select(func.max(LawChange.number))) or 0) + 1


def newest(session: Session, limit: int = SHOWN) -> Sequence[LawChange]:
    """Proposals and decisions, the newest first."""
    return session.scalars(select(LawChange).order_by(LawChange.id.desc()).limit(limit)).all()


def waiting(session: Session, limit: int = SHOWN) -> Sequence[LawChange]:
    """What a second person has to look at: proposals, and what one person confirmed alone."""
    query = select(LawChange).where((LawChange.state == State.PROPOSED) | LawChange.one_person)
    return session.scalars(query.order_by(LawChange.id).limit(limit)).all()


def by_number(session: Session) -> dict[int, LawChange]:
    """The confirmed changes, to say who set a term and when."""
    rows = session.scalars(select(LawChange).where(standing.counts()))
    return {row.number: row for row in rows if row.number is not None}


def _waiting_same(session: Session, wanted: Wanted) -> bool:
    if wanted.what is What.NEW_GROUND:
        return _waiting_ground(session, wanted)
    same = select(LawChange.id).where(
        LawChange.state == State.PROPOSED, LawChange.what == wanted.what, LawChange.regime_id == wanted.regime_id,
        LawChange.name == wanted.name, LawChange.kind == wanted.kind,
    )  # fmt: skip
    return session.scalar(same.limit(1)) is not None


def _waiting_ground(session: Session, wanted: Wanted) -> bool:
    """Several grounds of a law may wait, but not the same words twice: somebody pressed the button again."""
    waits = select(LawChange.table).where(
        LawChange.state == State.PROPOSED, LawChange.what == wanted.what, LawChange.regime_id == wanted.regime_id
    )
    return any(table.get("words") == wanted.table.get("words") for table in session.scalars(waits))


def _decide(session: Session, row: LawChange, state: State, note: str, by: By, now: datetime) -> None:
    _read_again(session, row)
    if row.state != State.PROPOSED:
        raise ChangeError(Problem.DECIDED)
    row.state, row.decided_by_id, row.decided_at, row.decided_note = state.value, by.account_id, now, note.strip()


def _read_again(session: Session, row: LawChange) -> None:
    """As it stands now; nobody else decides it until this transaction ends."""
    session.refresh(row, with_for_update=True)


def _same_person(first_id: int | None, by: By, alone: bool) -> bool:
    same = first_id == by.account_id
    if same and not alone:
        raise ChangeError(Problem.SAME_PERSON)
    return same
