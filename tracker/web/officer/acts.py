"""What an officer can do with a letter now, in the order of the procedure. The next duty comes first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from tracker.cases.acts import Act
from tracker.cases.approving import SIGNED
from tracker.cases.duties_of import DutyCode
from tracker.cases.events import EventType
from tracker.cases.views.case_parts import CaseHead, CasePage, LegView
from tracker.cases.workflow import possible
from tracker.i18n import N_, t
from tracker.people.actor import Actor, ActorKind
from tracker.web.desk.extending import may_take_time

TO_REGISTER = frozenset({DutyCode.CONFIRM_RECEIPT, DutyCode.REGISTER, DutyCode.REGISTER_TARGET})
PAGES: tuple[tuple[Act, str, dict[str, str], str], ...] = (
    (Act.CONFIRM_RECEIPT, "receipt", {}, N_("We have it, register later")),
    (Act.ASSIGN, "assign", {}, N_("Hand to a unit")),
    (Act.ASK, "ask", {}, N_("Ask the applicant")),
    (Act.EXTEND, "extend", {}, N_("Take more time")),
    (Act.ANNOUNCE_DATE, "announce_date", {}, N_("Name the day of the answer")),
    (Act.ANNOUNCE_FEE, "fee", {}, N_("Ask for a payment")),
    (Act.REQUALIFY, "requalify", {}, N_("Treat it as another kind of letter")),
    (Act.TRANSFER, "transfer", {}, N_("Pass on to another body")),
    (Act.REFUSE, "decide", {"what": "refuse"}, N_("Refuse")),
    (Act.CORRECT_ANSWER, "decide", {"what": "correct"}, N_("Correct the answer")),
    (Act.RECORD_OUTSIDE_ANSWER, "outside", {}, N_("We answered another way")),
)


@dataclass(frozen=True, slots=True)
class Doings:
    """The buttons of a page. `to_register`: the form to register stands open on it."""

    to_register: bool
    may_register: bool
    may_claim: bool
    claim_words: str
    answer_url: str
    sign_url: str
    may_take_back: bool
    others: tuple[tuple[str, str], ...]
    asks_agreement: bool
    may_propose: bool
    proposed: bool


def doings(page: CasePage, leg: LegView, actor: Actor) -> Doings:
    """From the state of the duty alone; each act is asked for again when it is done."""
    registers = leg.registered_on is None and possible(Act.REGISTER, leg.state)
    mine = leg.post_id is not None and leg.post_id == actor.post_id
    proposed = any(row.code is EventType.PUBLICATION_PROPOSED for row in page.timeline)
    return Doings(
        to_register=registers and leg.duty is not None and leg.duty.code in TO_REGISTER,
        may_register=registers,
        may_claim=possible(Act.CLAIM, leg.state) and not mine,
        claim_words=t("Take it") if leg.post_id is None else t("Take it over"),
        answer_url=_url(page, "decide", what="answer") if possible(Act.ANSWER, leg.state) and not leg.head_act else "",
        sign_url=_url(page, "sign") if leg.head_act and actor.kind is ActorKind.HEAD else "",
        may_take_back=leg.head_act is not None and actor.kind is not ActorKind.HEAD,
        others=tuple((t(words), _url(page, endpoint, **values)) for endpoint, values, words in _others(page.case, leg, actor)),
        asks_agreement=_asks_agreement(page, leg),
        may_propose=leg.answered_on is not None
        and not page.case.restricted
        and not page.case.released
        and not proposed,
        proposed=proposed,
    )


def _others(case: CaseHead, leg: LegView, actor: Actor) -> list[tuple[str, dict[str, str], str]]:
    """Only who sees the whole body hands letters to its units."""
    hands_out = actor.unit_id is None or actor.kind is ActorKind.HEAD
    return [
        (endpoint, values, words)
        for act, endpoint, values, words in PAGES
        if possible(act, leg.state)
        and not (act is Act.REQUALIFY and case.filed_kind)
        and not (act is Act.CORRECT_ANSWER and leg.answered_on is None)
        and not (act in SIGNED and leg.head_act)
        and (act is not Act.ASSIGN or hands_out)
        and (act is not Act.EXTEND or may_take_time(leg, case.kind))
    ]


def _asks_agreement(page: CasePage, leg: LegView) -> bool:
    """Somebody else says that this body answered another way, and it has not said yes or no."""
    if leg.claimed_answer_on is None or not possible(Act.AGREE_OUTSIDE_ANSWER, leg.state):
        return False
    claims = [row for row in page.timeline if row.code is EventType.OUTSIDE_ANSWER_CLAIMED and row.leg_id == leg.id]
    return bool(claims) and claims[-1].who.kind is not ActorKind.OFFICER


def _url(page: CasePage, endpoint: str, **values: str) -> str:
    return url_for(f"officer.{endpoint}", number=page.case.number, **values)
