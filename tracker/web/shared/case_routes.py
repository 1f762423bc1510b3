"""What a person can do now, after silence, a refusal or a bad answer, as lines to show."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases.events import EventType
from tracker.cases.kinds import CaseState, Outcome
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.i18n import t
from tracker.law.advice import form_check, named_grounds
from tracker.law.codes import Grievance
from tracker.law.remedies import any_sure, remedies
from tracker.lawbook.advice_words import advice_lines, form_words
from tracker.lawbook.way_words import route_lines
from tracker.web.shared.case_follows import kept_regime

POOR = frozenset({Outcome.PARTIAL, Outcome.NOT_HELD, Outcome.TOLD_WHERE, Outcome.NOT_CONFIRMED, Outcome.LEFT_UNCONSIDERED})


def grievance_of(page: CasePage, leg: LegView) -> Grievance | None:
    """What went wrong with this duty, if anything did."""
    if leg.outcome is Outcome.REFUSED:
        return Grievance.REFUSAL
    if leg.outcome is Outcome.UNANSWERED or (leg.answered_on is None and leg.lateness.is_late):
        return Grievance.SILENCE
    if page.case.state is CaseState.ANSWERED and leg.outcome in POOR:
        return Grievance.BAD_ANSWER
    return None


def routes_shown(session: Session, page: CasePage, leg: LegView, grievance: Grievance, today: date) -> list[list[str]]:
    """Every way, named; a last day only where its term is confirmed."""
    regime = kept_regime(lawbook.regimes(session), page.case.kind, leg)
    if regime is None:
        return [[t("Ask the centre: it helps you to choose the way and to write.")]]
    calendar = lawbook.current_calendar(session) if any_sure(regime.remedies) else None
    found = remedies(regime, grievance, today, calendar, leg.answered_on, sure_only=True)
    return [route_lines(route, leg.superior or "") for route in found]


def refusal_shown(session: Session, page: CasePage, leg: LegView) -> list[list[str]]:
    """What a refusal means, ground by ground, and what is known of its form; of an answer in part, the part left out."""
    wanted = {Outcome.REFUSED: EventType.REFUSED, Outcome.PARTIAL: EventType.ANSWERED}.get(leg.outcome)
    if wanted is None:
        return []
    refused = next((row for row in reversed(page.timeline) if row.code is wanted and row.leg_id == leg.id), None)
    codes = list(refused.values.get("grounds") or ()) if refused else []
    if leg.outcome is Outcome.PARTIAL and not codes:
        return []
    regime = kept_regime(lawbook.regimes(session), page.case.kind, leg)
    shown = [advice_lines(ground, regime) for ground in named_grounds(regime, codes)] if regime else []
    return [*shown, [t("The form of the refusal"), form_words(form_check(codes, refused is not None))]]
