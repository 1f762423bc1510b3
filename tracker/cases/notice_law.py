"""What notices say about the law: by when and why, on which grounds, and which ways are open. Articles only where confirmed."""

from __future__ import annotations

from tracker import lawbook
from tracker.cases import labels
from tracker.cases.kinds import Outcome, Proof
from tracker.cases.notice_about import About, Section
from tracker.cases.reason_words import reason_words
from tracker.directory.models import Authority
from tracker.directory.names import plain_name
from tracker.i18n import long_date, t
from tracker.law.codes import Grievance, Start, Status, TermName
from tracker.law.grounds import ground_by_code
from tracker.law.reasons import ReasonCode
from tracker.law.remedies import any_sure, remedies
from tracker.lawbook import words
from tracker.lawbook.grounds import ground_line
from tracker.lawbook.way_words import if_answer_is_missing, route_line


def proof_words(code: str | None) -> str:
    return t(labels.PROOFS[Proof(code)]) if code else ""


def outcome_words(code: str | None) -> str:
    return t(labels.OUTCOMES[Outcome(code)]) if code else ""


def ground_lines(a: About) -> tuple[str, ...]:
    """The grounds of a refusal with their law, and the article that the body typed."""
    regime, rows = a.regime(), lawbook.regimes(a.session)
    lines = []
    for code in a.data.get("grounds", ()):
        ground = ground_by_code(code, rows)
        lines.append(ground_line(ground, regime) if ground and regime else reason_words(code, a.session))
    article = a.data.get("article")
    return (*lines, *((t("Article named by the body: %(article)s", article=article),) if article else ()))


def answer_term(a: About) -> str:
    """How long the body has, in words; or that no date is counted, and why."""
    regime = a.regime()
    if regime is None:
        return t("It is not confirmed which law binds this body, so no date is counted. You can ask the centre.")
    term = regime.term(TermName.ANSWER)
    if term.value is None or term.unit is None or not term.is_known:
        return t("The time the law gives for the answer is not verified, so no date is counted. You can ask the centre.")
    length = words.term_words(term.value, term.unit)
    said = (
        t("After registering it, the body has time to answer: %(time)s.", time=length)
        if term.starts is Start.REGISTRATION
        else t("The body then has time to answer: %(time)s.", time=length)
    )
    return said if term.status is Status.CONFIRMED else t("%(line)s A lawyer is still checking this term.", line=said)


def due_facts(a: About) -> tuple[tuple[str, str], ...]:
    """The date that counts."""
    on = a.leg.answer_due_on if a.leg else None
    return ((t("Answer due by"), long_date(on)),) if on else ()


def because(a: About) -> tuple[Section, ...]:
    """Why that date, and what follows if it passes."""
    due = a.answer_due()
    if due is None:
        return ()
    lines = [words.sentence(reason) for reason in due.because if reason.code is not ReasonCode.CALENDAR]
    return (Section(t("Why this date"), (*lines, *_if_it_passes(a))),)


def _if_it_passes(a: About) -> tuple[str, ...]:
    """The ways after silence in short, while the date is ahead: once it has passed, a notice of its own names them."""
    if a.leg is None or a.leg.answered_on is not None or a.leg.answer_due_on is None or a.leg.answer_due_on < a.today:
        return ()
    regime = a.regime()
    return if_answer_is_missing(regime, a.leg.answer_due_on) if regime else ()


def routes(a: About, grievance: Grievance, title: str) -> tuple[Section, ...]:
    """The ways open today. They are always named; a last day only where it is confirmed."""
    regime = a.regime()
    if regime is None:
        return (Section(title, (t("Ask the centre: it helps you to choose the way and to write."),)),)
    calendar = a.calendar() if any_sure(regime.remedies) else None
    found = remedies(regime, grievance, a.today, calendar, a.day("answered_on"), sure_only=True)
    superior = _superior(a)
    return (Section(title, tuple(route_line(route, superior) for route in found)),)


def _superior(a: About) -> str:
    """The body that hears complaints, where it is known with its source; never guessed."""
    owing = a.session.get(Authority, a.leg.authority_id) if a.leg else None
    if owing is None or owing.superior_id is None or (owing.superior_from and owing.superior_from > a.today):
        return ""
    above = a.session.get(Authority, owing.superior_id)
    return plain_name(above) if above and above.in_force(a.today) else ""
