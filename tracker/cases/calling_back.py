"""«Call me and help me write»: somebody asks the centre of his oblast to call. A task, not yet a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Task
from tracker.clock import day_of
from tracker.directory.centres import centre_for
from tracker.directory.models import Centre


@dataclass(frozen=True, slots=True)
class CallAsked:
    """Whom to call, about what and when he can talk."""

    name: str
    phone: str
    language: str
    territory_code: str | None
    place: str = ""
    when: str = ""
    about: str = ""


def ask_for_call(session: Session, asked: CallAsked, now: datetime) -> Centre:
    """The centre that will call: its task is due today. Raises `CaseError` where no centre cares for the place."""
    centre = centre_for(session, asked.territory_code, day_of(now))
    if centre is None:
        raise CaseError(Problem.CENTRE_NEEDED, "territory_code")
    data = {
        "name": asked.name,
        "phone": asked.phone,
        "language": asked.language,
        "territory_code": asked.territory_code,
        "place": asked.place,
        "when": asked.when,
    }
    session.add(
        Task(
            kind=TaskKind.CALL_BACK,
            centre_id=centre.id,
            text=asked.about,
            data=data,
            created_at=now,
            due_on=day_of(now),
        )
    )
    session.flush()
    return centre
