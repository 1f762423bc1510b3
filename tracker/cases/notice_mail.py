"""From a notice to a letter in the outbox, or to words for the telephone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.cases.kinds import OPEN
from tracker.cases.letter_links import link_url
from tracker.cases.notice_about import About, Notice, Section
from tracker.directory.names import plain_name
from tracker.i18n import in_language, t
from tracker.i18n.languages import OWN_NAMES
from tracker.mail import lists, outbox
from tracker.mail.addresses import open_address, written
from tracker.mail.message import Outgoing, thread
from tracker.mail.models import OutboxMail, Party


@dataclass(frozen=True, slots=True)
class Part:
    """A notice in one language with everything around it. A letter has one, to a body's mailbox two."""

    language: str
    language_name: str
    title: str
    greeting: str
    notice: Notice
    quote_title: str
    footer: tuple[str, ...]
    mark: str


def part_of(a: About, notice: Notice, language: str, footer: tuple[str, ...]) -> Part:
    """To be called in that language."""
    return part_without_case(notice, language, (*footer, *centre_lines(a)))


def part_without_case(notice: Notice, language: str, footer: tuple[str, ...]) -> Part:
    """To be called in that language."""
    mark = t("Demonstration. Nothing here is real.") if current_app.config["DEMONSTRATION"] else ""
    return Part(language, OWN_NAMES[language], notice.subject, t("Hello,"), notice, t("The text"), footer, mark)


def centre_lines(a: About) -> tuple[str, ...]:
    """Who stands behind the letter and how to reach him, as far as that is known."""
    centre = a.centre()
    reach = [value for value in (centre.phone, centre.email, centre.address) if value]
    return (plain_name(centre), *reach)


def applicant_footer(a: About) -> tuple[str, ...]:
    """Why he gets this letter."""
    return (
        t("You get this letter because this address was given for appeal No. %(number)s.", number=a.case.number),
        t("If you know nothing about it, do not open the links. You can tell the centre."),
    )


def body_footer(a: About) -> tuple[str, ...]:
    """How a body answers by mail."""
    return (t("You can answer by replying to this letter, or on paper with the number of the appeal."),)


def render(a: About, parts: Iterable[Part]) -> tuple[str, str, str]:
    """Subject with the number, by which an answer finds its case; text; HTML."""
    subject, text, html = compose(parts)
    return f"[{a.case.number}] {subject}", text, html


def compose(parts: Iterable[Part]) -> tuple[str, str, str]:
    """Subject, text, HTML of a letter in one language or two."""
    parts = tuple(parts)
    values = {"parts": parts, "several": len(parts) > 1}
    environment = current_app.jinja_env
    text = environment.get_template("mail/notice.txt").render(values)
    html = environment.get_template("mail/notice.html").render(values)
    return " / ".join(dict.fromkeys(part.title for part in parts)), text, html


def mail_applicant(a: About, notice: Notice, to: str, language: str) -> OutboxMail:
    """To the applicant, in his language. To be called in that language."""
    subject, text, html = render(a, [part_of(a, notice, language, applicant_footer(a))])
    reply = open_address(a.session, a.case.id, a.leg.id if a.leg else None, Party.APPLICANT, a.now)
    return _queue(a, Outgoing(_kind(a), to, language, subject, text, html, reply_to=written(reply)))


def mail_officer(a: About, notice: Notice, to: str, language: str, list_name: str = "") -> OutboxMail | None:
    """To a person of the body who signs in: that something waits, and the link. To be called in that language."""
    place = lists.place(a.session, to, list_name, language, a.now) if list_name else None
    if list_name and place is None:
        return None
    links = ((t("Open the appeal"), a.links.officer(a.case, language)),)
    bare = Notice(notice.subject, notice.paragraphs, notice.facts, sections=notice.sections, links=links)
    subject, text, html = render(a, [part_of(a, bare, language, _last_line(place))])
    return _queue(a, Outgoing(_kind(a), to, language, subject, text, html, headers=place.headers() if place else {}))


def mail_mailbox(a: About, notices: dict[str, Notice], to: str, list_name: str = "") -> OutboxMail | None:
    """To the official mailbox: Kyrgyz first, then Russian, each complete; in the thread of the first letter."""
    place = lists.place(a.session, to, list_name, next(iter(notices)), a.now) if list_name else None
    if list_name and place is None:
        return None
    parts = []
    for language, notice in notices.items():
        with in_language(language):
            shown = replace(notice, links=(*notice.links, *_without_account(a, to, language)))
            parts.append(part_of(a, shown, language, (*body_footer(a), *_last_line(place))))
    subject, text, html = render(a, parts)
    reply = open_address(a.session, a.case.id, a.leg.id if a.leg else None, Party.BODY, a.now)
    answers, references = thread(earlier_letters(a.session, a.leg.id if a.leg else None, to))
    letter = Outgoing(
        _kind(a), to, next(iter(notices)), subject, text, html,
        reply_to=written(reply), in_reply_to=answers, references=references, headers=place.headers() if place else {},
    )  # fmt: skip
    return _queue(a, letter)


def _last_line(place: lists.Place | None) -> tuple[str, ...]:
    """How to leave the list, in the present language. A legal notice is on none."""
    return (place.line(),) if place else ()


def _without_account(a: About, to: str, language: str) -> tuple[tuple[str, str], ...]:
    """The link of this duty, while there is something to do about it."""
    if a.leg is None or a.leg.state not in OPEN:
        return ()
    return ((t("Open the letter without an account"), link_url(a.session, a.case, a.leg, to, language, a.now)),)


def earlier_letters(session: Session, leg_id: int | None, to: str) -> list[str]:
    """The Message-IDs of what went to this address about this duty, the oldest first."""
    if leg_id is None:
        return []
    sent = select(OutboxMail.message_id).where(OutboxMail.leg_ref == leg_id, OutboxMail.to_address == to)
    return list(session.scalars(sent.order_by(OutboxMail.id)))


def spoken(notice: Notice) -> str:
    """The same words for the telephone or a messenger: no links, they would only work for one address."""
    facts = [f"{name}: {value}" for name, value in notice.facts]
    sections = [line for section in notice.sections for line in _section_lines(section)]
    return "\n".join((t("Hello,"), *notice.paragraphs, *facts, *([notice.quote] if notice.quote else []), *sections))


def _section_lines(section: Section) -> tuple[str, ...]:
    return (f"{section.title}:", *(f"- {line}" for line in section.lines))


def _kind(a: About) -> str:
    return f"notice:{a.event.type}" if a.event else "notice"


def _queue(a: About, letter: Outgoing) -> OutboxMail:
    mail = outbox.queue(a.session, letter, a.now)
    mail.case_ref, mail.leg_ref = a.case.id, a.leg.id if a.leg else None
    mail.event_ref = a.event.id if a.event else None
    return mail
