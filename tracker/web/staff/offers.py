"""What staff can do with a case now: the next step as buttons, the rest in a list. Each act is asked for again when done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for

from tracker.cases.acts import Act
from tracker.cases.events import EventType
from tracker.cases.kinds import OPEN, CaseState, LegState, Proof, Review
from tracker.cases.requalifying import Standing
from tracker.cases.views.case_parts import CasePage, LegView
from tracker.cases.workflow import possible
from tracker.i18n import t

ENDED = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.NOT_ACCEPTED, CaseState.DECLINED})
REFUSED_BY_CENTRE = frozenset({Review.NOT_ACCEPTED, Review.DECLINED})


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to go on. `values`: it is a button that does it at once, with these; None: it is a link. No `url`: it is done."""

    text: str
    url: str
    values: Mapping[str, Any] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    first: tuple[Offer, ...] = ()
    more: tuple[Offer, ...] = field(default=())


def offers(page: CasePage, mailable: frozenset[str], today: date) -> Offers:
    """`mailable`: bodies with a confirmed e-mail address."""
    first = [*_of_review(page), *(offer for leg in page.legs for offer in _of_leg(page, leg, mailable, today))]
    return Offers(tuple(first), tuple(_more(page, today)))


def _to(page: CasePage, name: str) -> str:
    return url_for("staff.case_act", number=page.case.number, name=name)


def _of(page: CasePage, leg: LegView, name: str) -> str:
    return url_for("staff.leg_act", number=page.case.number, leg_id=leg.id, name=name)


def _button(page: CasePage, endpoint: str, **values: Any) -> dict[str, Any]:
    return {
        "url": url_for(f"staff.{endpoint}", number=page.case.number),
        "values": {"seen_version": page.case.version, **values},
    }


def _of_review(page: CasePage) -> Iterator[Offer]:
    case = page.case
    if case.review is Review.WAITING and case.state not in ENDED:
        yield Offer(t("Take the first look"), _to(page, "look"))
    if case.review in REFUSED_BY_CENTRE:
        yield Offer(t("Accept after all"), **_button(page, "accept_again"))
    if case.state is CaseState.TO_ROUTE:
        yield Offer(t("Choose the body"), url_for("staff.route", number=case.number))
    if case.state in {CaseState.ANSWERED, CaseState.REFUSED} and not case.restricted and _waits_for_release(page):
        yield Offer(t("Read and release"), url_for("staff.release", number=case.number))


def _waits_for_release(page: CasePage) -> bool:
    letter = page.letter.release == "unreleased" if page.letter else False
    return letter or any(text.release == "unreleased" and text.kind in ANSWERS for text in page.messages)


ANSWERS = frozenset({"answer", "refusal", "outside_answer", "correction"})


def _of_leg(page: CasePage, leg: LegView, mailable: frozenset[str], today: date) -> Iterator[Offer]:
    if page.case.review is Review.PASSED:
        yield from _delivery(page, leg, mailable)
    if leg.claimed_answer_on and possible(Act.AGREE_OUTSIDE_ANSWER, leg.state):
        yield Offer(t("Say whether that answer came"), _of(page, leg, "agree"))
    if possible(Act.CLARIFY, leg.state):
        yield Offer(t("Reply to the question for the applicant"), _of(page, leg, "clarify"))
    if page.case.kind_standing == Standing.SUSPENDED and possible(Act.SETTLE_KIND, leg.state):
        yield Offer(t("Decide on the kind of letter"), _of(page, leg, "settle"))
    if leg.fee_asked_on and possible(Act.REPLY_TO_FEE, leg.state):
        yield Offer(t("Reply about the payment for the applicant"), _of(page, leg, "payment"))
    if possible(Act.REMIND, leg.state) and _reminded(page, leg, today):
        yield Offer(t("The body was reminded today"), "")
    elif possible(Act.REMIND, leg.state):
        yield Offer(t("Remind the body"), **_button(page, "remind", leg_id=leg.id))


def _reminded(page: CasePage, leg: LegView, today: date) -> bool:
    return any(row.code is EventType.REMINDED and row.leg_id == leg.id and row.on == today for row in page.timeline)


def _delivery(page: CasePage, leg: LegView, mailable: frozenset[str]) -> Iterator[Offer]:
    """By mail where there is a confirmed address; paper always works. Somebody's word can still be proven."""
    if not possible(Act.DELIVER_ON_PAPER, leg.state):
        return
    if leg.body_id in mailable and possible(Act.DISPATCH, leg.state) and leg.proof is not Proof.ASSERTED:
        yield Offer(t("Send by e-mail"), **_button(page, "dispatch", leg_id=leg.id))
    if leg.state is LegState.SENDING:
        return
    yield Offer(t("Two copies to hand in (PDF)"), url_for("staff.copies", number=page.case.number, leg_id=leg.id))
    yield Offer(t("Write down the delivery on paper"), _of(page, leg, "deliver"))


def _more(page: CasePage, today: date) -> Iterator[Offer]:
    case, number = page.case, page.case.number
    yield Offer(t("Write a note"), _to(page, "note"))
    urgent = not case.urgent
    yield Offer(
        t("Mark as urgent") if urgent else t("No longer urgent"),
        **_button(page, "urgent", urgent="1" if urgent else ""),
    )
    if case.review not in REFUSED_BY_CENTRE and case.state not in ENDED:
        yield Offer(t("Choose another body, or a second one"), url_for("staff.route", number=number))
    if not case.restricted and case.review is Review.PASSED:
        yield Offer(t("What the public may read"), url_for("staff.release", number=number))
    for leg in page.legs:
        yield from _more_of_leg(page, leg)
    if case.review not in REFUSED_BY_CENTRE and case.state not in ENDED:
        yield Offer(t("Withdraw after a call"), _to(page, "withdraw"))
    if case.state not in ENDED and page.legs and all(_may_close(leg, today) for leg in page.legs):
        yield Offer(t("Close the case"), _to(page, "close"))
    yield Offer(t("Give a new secret code for a lost slip"), url_for("staff.secret", number=number))
    yield Offer(t("The whole case as PDF"), url_for("staff.whole", number=number))
    yield Offer(t("Letters about this case"), url_for("staff.outbox", case=number))
    yield Offer(t("E-mail that came about this case"), url_for("staff.mail_in", case=number))


def _more_of_leg(page: CasePage, leg: LegView) -> Iterator[Offer]:
    """What is rarely done with one duty."""
    if possible(Act.RECORD_OUTSIDE_ANSWER, leg.state) and not leg.claimed_answer_on:
        yield Offer(t("Write down an answer that came another way"), _of(page, leg, "outside"), note=leg.body)
    if possible(Act.RECOMPUTE, leg.state):
        yield Offer(t("Count the dates again"), _of(page, leg, "recount"), note=leg.body)
    if possible(Act.REQUALIFY, leg.state) and page.case.kind_standing in {None, Standing.SET_ASIDE}:
        yield Offer(t("Treat it as another kind of letter"), _of(page, leg, "kind"), note=leg.body)
    if possible(Act.OBJECT_TO_KIND, leg.state) and page.case.kind_standing == Standing.IN_FORCE:
        yield Offer(t("The applicant objects to the other kind"), _of(page, leg, "object"), note=leg.body)
    if possible(Act.REOPEN, leg.state) and leg.outcome and leg.outcome != "withdrawn":
        yield Offer(t("Ask the body again"), _of(page, leg, "reopen"), note=leg.body)
    if possible(Act.APPEAL, leg.state):
        yield Offer(t("Write down an appeal"), _of(page, leg, "appeal"), note=leg.body)


def _may_close(leg: LegView, today: date) -> bool:
    """Answered, passed on, or silent past its date."""
    return (
        leg.state not in OPEN
        or leg.lateness.is_late
        or (leg.answer_due_on is None and leg.received_on is not None and (today - leg.received_on).days > 30)
    )
