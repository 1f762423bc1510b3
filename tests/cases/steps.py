"""What anybody may try with a letter: each step is one act by its real command, and most are refused most of the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from tests.cases.life import BODIES, STAFF, Life
from tests.conftest import NOW
from tests.people.build import a_post
from tracker import lawbook
from tracker.cases import (
    announcing,
    answer_drafts,
    approving,
    closing,
    correcting,
    deciding,
    delivery,
    handling,
    hidden,
    passing_on,
    publishing,
    recomputing,
    requalifying,
    reviewing,
)  # fmt: skip
from tracker.cases.acts import Act
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.errors import CaseError
from tracker.cases.kinds import ANSWERS, Kind, LegState, Outcome, Proof, Rating
from tracker.cases.models import Message
from tracker.cases.workflow import WorkflowError
from tracker.directory.models import Authority, Unit
from tracker.directory.posts import PostRole
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

GIVEN = Given("Текшерүү жүргүзүлдү.", "06-3/17", None, "Башкарма башчысы", "Инспектор")


def need(possible: object) -> None:
    """What the service itself does only then."""
    if not possible:
        raise WorkflowError


def outcome_of(life: Life) -> Outcome:
    return ANSWERS[Kind(life.case.kind)][0]


def sent(life: Life) -> None:
    need(life.leg.state == LegState.SENDING)
    delivery.record_sent(db.session, life.leg, at=life.now, means="mail", now=life.now)


def presumed(life: Life) -> None:
    need(life.leg.state == LegState.SENT and life.leg.dispatched_at)
    delivery.presume_received(db.session, life.leg, now=life.now)


def reported(life: Life) -> None:
    need(life.leg.state == LegState.SENT and life.leg.dispatched_at)
    delivery.reported_delivered(db.session, life.leg, life.now)


def bounced(life: Life) -> None:
    """Whenever that is: a server may give a letter back days later."""
    need(life.leg.dispatched_at or life.leg.state == LegState.SENDING)
    delivery.record_send_failed(db.session, life.leg, code=550, text="no such user", permanent=True, now=life.now)


def hand_to_unit(life: Life) -> None:
    unit = Unit(authority_id=life.leg.authority_id, name_ky="Бөлүм", name_ru="Отдел")
    db.session.add(unit)
    db.session.flush()
    life.about_leg(handling.assign, life.officer, unit_id=unit.id)


def extend(life: Life) -> None:
    offer = deciding.offer_extension(db.session, life.case, life.leg, life.today)
    life.about_leg(deciding.extend, life.officer, ground=next(iter(offer.grounds), "?"), reason="Көлөмү чоң")


def transfer(life: Life) -> None:
    regime = deciding.regime_of(db.session, life.case, life.leg)
    to = BODIES[(BODIES.index(life.leg.authority_id) + 1) % len(BODIES)]
    ground = deciding.transfer_codes(regime)[0]
    life.about_leg(deciding.transfer, life.officer, to_authority_id=to, ground=ground, reason="Таандык эмес")


def answer(life: Life, by: Actor) -> None:
    life.about_leg(deciding.answer, by, outcome=outcome_of(life), given=GIVEN)


def refuse(life: Life) -> None:
    life.about_leg(deciding.refuse, life.officer, refusal=Refusal(typed_article="217, 8-берене"), given=GIVEN)


def correct(life: Life) -> None:
    life.about_leg(correcting.correct_answer, life.officer, reason="misprint", outcome=outcome_of(life), given=GIVEN)


def claim_outside(life: Life, by: Actor) -> None:
    life.about_leg(
        deciding.record_outside_answer,
        by,
        answered_on=life.yesterday,
        outcome=outcome_of(life),
        given=GIVEN,
        channel="post",
    )


def let_the_head_sign(life: Life) -> None:
    body = db.session.get_one(Authority, life.leg.authority_id)
    need(not body.head_signs)
    body.head_signs = True
    a_post(db.session, None, PostRole.HEAD, authority_id=body.id)


def give_to_the_head(life: Life) -> None:
    draft = answer_drafts.keep(db.session, life.leg, Act.ANSWER, life.officer, {"text": GIVEN.text}, life.now)
    life.about_leg(approving.ask_approval, life.officer, act=Act.ANSWER, draft=draft)


def requalify(life: Life) -> None:
    request = life.case.kind == Kind.INFORMATION_REQUEST
    kind = Kind.STATEMENT if request else Kind.INFORMATION_REQUEST
    life.about_leg(requalifying.requalify, life.officer, kind=kind, reason="Маалымат суралат")


def count_again(life: Life) -> None:
    """The day of the answer was made a day off."""
    need(life.leg.answer_due_on)
    assert life.leg.answer_due_on is not None
    by = Actor(ActorKind.ADMINISTRATOR)
    lawbook.set_day(
        db.session,
        life.leg.answer_due_on,
        False,
        "Күндү жылдыруу",
        "Токтом № 600",
        by,
        NOW,
        source="https://example.kg/600",
    )
    life.about_leg(recomputing.recompute, STAFF, reason="Эс алуу күнү болду")


def newest_answer(life: Life) -> Message:
    said = select(Message).where(Message.case_id == life.case.id, Message.kind.in_(publishing.ANSWERS))
    found = db.session.scalar(said.order_by(Message.id.desc()).limit(1))
    need(found)
    assert found is not None
    return found


def release_answer(life: Life) -> None:
    publishing.publish_message(
        db.session, life.case, newest_answer(life), by=STAFF, now=life.now, public_body="Текшерилди."
    )


def keep_answer(life: Life) -> None:
    publishing.keep_back(db.session, life.case, newest_answer(life), by=STAFF, now=life.now, reason="personal_data")


STEPS: dict[str, Callable[[Life], None]] = {
    "first look": lambda life: life.about_case(reviewing.review, STAFF),
    "said no": lambda life: life.about_case(reviewing.not_accept, STAFF, reason="Жарнама"),
    "not in our name": lambda life: life.about_case(reviewing.decline_as_sender, STAFF, reason="Өз атыңыздан жазыңыз"),
    "taken after all": lambda life: life.about_case(reviewing.accept_again, STAFF),
    "routed": lambda life: life.about_case(reviewing.route, STAFF, authority_id="MNR"),
    "urgent": lambda life: life.about_case(reviewing.mark_urgent, STAFF),
    "contact confirmed": lambda life: life.about_case(reviewing.confirm_contact, life.applicant),
    "new secret": lambda life: life.about_case(closing.renew_secret, STAFF, key="k", checked_how="Паспортун көрдүк"),
    "dispatched": lambda life: life.about_leg(delivery.dispatch, STAFF),
    "sent": sent,
    "presumed received": presumed,
    "reported delivered": reported,
    "bounced": bounced,
    "handed in": lambda life: life.about_leg(
        delivery.deliver_on_paper, STAFF, received_on=life.yesterday, proof=Proof.STAMPED_COPY
    ),
    "said to be handed in": lambda life: life.about_leg(
        delivery.deliver_on_paper, life.applicant, received_on=life.yesterday, proof=Proof.STAMPED_COPY
    ),
    "receipt confirmed": lambda life: life.about_leg(
        delivery.confirm_receipt, life.officer, received_on=life.yesterday
    ),
    "registered": lambda life: life.about_leg(
        handling.register, life.officer, incoming_number="Вх-7", registered_on=life.today
    ),
    "handed to a unit": hand_to_unit,
    "claimed": lambda life: life.about_leg(handling.claim, life.officer),
    "noted by the centre": lambda life: life.about_leg(handling.note, STAFF, text="Чалдык"),
    "noted by the body": lambda life: life.about_leg(handling.note, life.officer, text="Лабораторияга жибердик"),
    "asked": lambda life: life.about_leg(handling.ask, life.officer, question="Кайсы көчө?"),
    "clarified": lambda life: life.about_leg(handling.clarify, life.applicant, text="Ленин көчөсү"),
    "passed on in our words": lambda life: life.about_leg(passing_on.pass_on, STAFF, text="Ленин көчөсү"),
    "given back to its writer": lambda life: life.about_case(hidden.give_back, STAFF, reason="Атыңыз көрүнүп турат"),
    "extended": extend,
    "day announced": lambda life: life.about_leg(
        announcing.announce_date, life.officer, announced_on=life.today + timedelta(days=9)
    ),
    "payment asked": lambda life: life.about_leg(
        announcing.announce_fee, life.officer, amount=Decimal(250), purpose="Көчүрмөлөр", basis="Прейскурант № 3"
    ),
    "payment agreed": lambda life: life.about_leg(announcing.reply_to_fee, life.applicant, agrees=True),
    "payment contested": lambda life: life.about_leg(
        announcing.reply_to_fee, life.applicant, agrees=False, text="15 бет"
    ),
    "counted again": count_again,
    "another kind": requalify,
    "kind objected to": lambda life: life.about_leg(requalifying.object_to_kind, life.applicant, reason="Мен сурадым"),
    "kind upheld": lambda life: life.about_leg(requalifying.settle_kind, STAFF, upheld=True, reason="Туура"),
    "kind set aside": lambda life: life.about_leg(requalifying.settle_kind, STAFF, upheld=False, reason="Туура эмес"),
    "passed on": transfer,
    "answered": lambda life: answer(life, life.officer),
    "refused": refuse,
    "corrected": correct,
    "the head signs here": let_the_head_sign,
    "given to the head": give_to_the_head,
    "taken back from the head": lambda life: life.about_leg(approving.take_back, life.officer),
    "sent back by the head": lambda life: life.about_leg(approving.send_back, life.head, note="Сандарды кошуңуз"),
    "signed by the head": lambda life: answer(life, life.head),
    "answered elsewhere": lambda life: claim_outside(life, life.officer),
    "answer got elsewhere": lambda life: claim_outside(life, life.applicant),
    "agreed": lambda life: life.about_leg(deciding.agree_outside_answer, life.applicant, agrees=True),
    "disagreed": lambda life: life.about_leg(deciding.agree_outside_answer, life.applicant, agrees=False),
    "reminded": lambda life: life.about_leg(handling.remind, STAFF),
    "rated": lambda life: life.about_leg(closing.rate, life.applicant, rating=Rating.PARTLY),
    "opened again": lambda life: life.about_leg(closing.reopen, life.applicant, reason="Өлчөөлөр жок"),
    "complained further": lambda life: life.about_leg(closing.record_appeal, life.applicant, to="court"),
    "wants to withdraw": lambda life: life.about_case(closing.ask_to_withdraw, life.applicant),
    "withdrawn": lambda life: life.about_case(closing.withdraw, life.applicant),
    "closed": lambda life: life.about_case(closing.close, STAFF),
    "released": lambda life: life.about_case(publishing.publish_letter, STAFF, public_subject="Чаң", public_body="Чаң"),
    "letter kept": lambda life: life.about_case(publishing.keep_letter, STAFF, reason="applicant_asked"),
    "release proposed": lambda life: life.about_case(
        publishing.propose_publication, life.officer, leg_authority_id=life.leg.authority_id
    ),
    "answer released": release_answer,
    "answer kept": keep_answer,
    "taken from the public": lambda life: life.about_case(publishing.unpublish, STAFF, reason="third_party"),
    "a day passed": lambda life: None,
    "two weeks passed": lambda life: None,
}
DAYS = {"a day passed": 1, "two weeks passed": 14}


def step(life: Life, name: str) -> bool:
    """Whether it was possible. What was refused has changed nothing."""
    life.now += timedelta(days=DAYS.get(name, 0), minutes=10)
    savepoint = db.session.begin_nested()
    try:
        STEPS[name](life)
        db.session.flush()
    except (CaseError, WorkflowError):
        savepoint.rollback()
        return False
    savepoint.commit()
    life.done.append(name)
    return True
