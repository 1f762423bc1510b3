"""What the reader is told when a link opens nothing, why, and what he can do instead."""

from __future__ import annotations

from tracker.cases.letter_links import Ended, LinkEnded
from tracker.clock import day_of
from tracker.i18n import long_date, t
from tracker.web.shared.errors import Words


def ended_words(over: LinkEnded) -> Words:
    """The link was good once."""
    title, why = _title_and_reason(over)
    return Words(title, [why, *_instead(over.why)])


def _title_and_reason(over: LinkEnded) -> tuple[str, str]:
    match over.why:
        case Ended.ANSWERED:
            on = long_date(over.leg.answered_on) if over.leg.answered_on else ""
            return t("The letter is answered"), t("It was answered on %(on)s, and the applicant is told.", on=on)
        case Ended.PASSED_ON:
            return t("The letter was passed on"), t("Another body owes the answer now.")
        case Ended.OVER:
            return t("The letter is closed"), t("It was withdrawn or closed. Nothing is owed any more.")
        case Ended.EXPIRED:
            until = long_date(day_of(over.link.expires_at))
            return t("This link has grown old"), t("It could be used until %(day)s.", day=until)
        case Ended.ADDRESS:
            return t("This link is closed"), t("The address to which it was sent is no longer the confirmed one of the body.")
        case Ended.REVOKED:
            return t("This link is closed"), t("The Aarhus Centre closed it.")


def _instead(why: Ended) -> list[str]:
    if why is Ended.ANSWERED:
        return []
    if why in {Ended.PASSED_ON, Ended.OVER}:
        return [t("The link opens nothing any more, and there is nothing left to do here.")]
    return [
        t("You can answer by replying to the letter, or on paper with its number."),
        t("The next letter about it brings a new link; or ask the Aarhus Centre that stands in the letter."),
    ]
