"""Which date an act would lead to, said on its page before it is done."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import labels
from tracker.cases.kind_change import KindAhead
from tracker.cases.models import Case, Leg
from tracker.cases.recomputing import would_be_due_on
from tracker.i18n import long_date, t
from tracker.law.errors import LawError


def kind_choices(ahead: tuple[KindAhead, ...]) -> list[tuple[str, str]]:
    """Each kind with the date that would count then."""
    return [(one.kind.value, _choice(one)) for one in ahead]


def _choice(one: KindAhead) -> str:
    kind = t(labels.KINDS[one.kind])
    return t("%(kind)s: answer by %(on)s", kind=kind, on=long_date(one.due_on)) if one.due_on else kind


def recount_facts(session: Session, case: Case, leg: Leg) -> list[tuple[str, str]]:
    """The date now, and counted again."""
    try:
        again = would_be_due_on(session, case, leg, lawbook.current_calendar(session))
    except LawError:
        again = None
    return [(t("The date for the answer now"), _day(leg.answer_due_on)), (t("Counted again"), _day(again))]


def _day(on: date | None) -> str:
    return long_date(on) if on else t("none")
