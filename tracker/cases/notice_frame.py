"""What every notice to an applicant has in common: the texts of others only where he may see them, and the way to his page."""

from __future__ import annotations

from tracker.cases.notice_about import About, Notice, Section
from tracker.cases.notice_law import answer_term
from tracker.i18n import t


def no_term(a: About) -> tuple[str, ...]:
    """Said where no date can be counted."""
    return (answer_term(a),) if a.leg is None or a.leg.answer_due_on is None else ()


def to_applicant(
    a: About,
    subject: str,
    *paragraphs: str,
    facts: tuple[tuple[str, str], ...] = (),
    quote: str = "",
    sections: tuple[Section, ...] = (),
    links: tuple[tuple[str, str], ...] = (),
) -> Notice:
    return Notice(
        subject,
        paragraphs,
        facts=facts,
        quote=quote if a.quoting else "",
        sections=tuple(section for section in sections if section.lines),
        links=(*links, (t("Open my appeal"), a.follow_url())),
    )
