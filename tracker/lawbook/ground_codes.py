"""The code of a ground that is added: made here, because people do not type codes, and never given twice."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.versions import What
from tracker.lawbook.models import LawChange

NUMBER = re.compile(r"-G(\d+)\Z")


def next_ground_code(session: Session, law_id: str) -> str:
    """`KG-ATI-217-G1`, then G2; the number of a proposal that waits or was not taken is gone too."""
    given = select(LawChange.name).where(LawChange.what == What.NEW_GROUND, LawChange.regime_id == law_id)
    numbers = [int(found[1]) for name in session.scalars(given) if (found := NUMBER.search(name))]
    return f"{law_id}-G{max(numbers, default=0) + 1}"
