"""What waits for the signature of a head, for his tray: the oldest first, at most fifty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.cases.models import Case, CaseContent, Leg
from tracker.cases.views.inside import CaseLine, case_columns, case_line
from tracker.directory.models import Territory, Topic
from tracker.i18n import current_language
from tracker.people.actor import Actor, ActorKind

MOST = 50


@dataclass(frozen=True, slots=True)
class ToSign:
    """A letter whose answer is written. `act`: what waits."""

    case: CaseLine
    act: str
    asked_on: date
    due_on: date | None


def to_sign(session: Session, actor: Actor) -> tuple[ToSign, ...]:
    """Only a head has any."""
    if actor.kind is not ActorKind.HEAD or actor.authority_id is None:
        return ()
    rows = session.execute(_query(current_language()), {"body": actor.authority_id})
    return tuple(ToSign(case_line(row), row.head_act, row.head_asked_on, row.answer_due_on) for row in rows)


@lru_cache(maxsize=8)
def _query(language: str) -> Select[Any]:
    return (
        select(*case_columns(language), Leg.head_act, Leg.head_asked_on, Leg.answer_due_on)
        .select_from(Leg)
        .join(Case, Case.id == Leg.case_id)
        .outerjoin(CaseContent, CaseContent.case_id == Case.id)
        .outerjoin(Topic, Topic.code == Case.topic_code)
        .outerjoin(Territory, Territory.code == func.coalesce(Case.raion_code, Case.oblast_code))
        .where(Leg.authority_id == bindparam("body"), Leg.head_act.is_not(None))
        .order_by(Leg.head_asked_on, Leg.id)
        .limit(MOST)
    )
