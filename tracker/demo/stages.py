"""How far a demonstration case has come: each stage is a few of the real commands, at days relative to today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker import lawbook
from tracker.cases import announcing, closing, correcting, deciding, delivery, handling, publishing, reviewing
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.kinds import ANSWERS, Kind, LegState, Outcome, Proof, Rating
from tracker.cases.models import Case, CaseContent, Leg, Message
from tracker.directory.queries import usable_email
from tracker.i18n import N_, in_language, t
from tracker.law.calendar import Calendar
from tracker.law.codes import Origin
from tracker.law.deadlines import answer_due, extended_due
from tracker.law.grounds import extension_grounds, refusal_grounds
from tracker.law.regimes import regime_for
from tracker.people.actor import Actor, ActorKind

BISHKEK = ZoneInfo("Asia/Bishkek")
LONG_AGO = 120


@dataclass(slots=True)
class Scene:
    """What a stage needs. `filed_on` is the day of filing; acts follow on later days."""

    session: Session
    case: Case
    staff: Actor
    officer: Actor
    citizen: Actor
    today: date
    calendar: Calendar
    filed_on: date
    next_body: str

    @property
    def leg(self) -> Leg:
        assert self.case.current_leg is not None
        return self.case.current_leg

    def at(self, days: int, hour: int = 10) -> datetime:
        """An instant `days` working days after filing, never after today."""
        day = self.calendar.add_working_days(self.filed_on, days).result if days else self.filed_on
        return instant(min(day, self.today), hour)


def instant(day: date, hour: int = 10) -> datetime:
    """A moment of that day in Bishkek, as an instant in UTC."""
    return datetime.combine(day, time(hour, 5), BISHKEK).astimezone(UTC)


def filed_on_for(stage: str, kind: Kind, calendar: Calendar, session: Session, today: date) -> date:
    """The day of filing from which the stage comes out right today."""
    if stage in {"first_look", "mailed", "unrouted"}:
        return today
    due_in = {"due_soon": 2, "due_today": 0, "late": -3, "very_late": -25, "extended": -2, "asked": 4, "transferred": 3,
              "late_extension": -4, "unanswered_closed": -20, "outside_claimed": 1, "appealed": -8}.get(stage)  # fmt: skip
    if due_in is None or kind is Kind.ACCESS_COMPLAINT:
        ago = {"undelivered": 3, "paper_unregistered": 4, "unregistered": 6, "asserted": 9, "in_work": 8}.get(stage, 30)
        return _working_days_ago(calendar, today, ago)
    return _received_for(kind, calendar, session, _shift(calendar, today, due_in))


def _working_days_ago(calendar: Calendar, today: date, days: int) -> date:
    day = today
    while days > 0 or not calendar.is_working(day):
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return day


def _shift(calendar: Calendar, today: date, days: int) -> date:
    if days >= 0:
        start = calendar.next_working_day_on_or_after(today).result
        return calendar.add_working_days(start, days).result if days else start
    return _working_days_ago(calendar, today, -days)


def _received_for(kind: Kind, calendar: Calendar, session: Session, due_on: date) -> date:
    """The working day of receipt from which the answer is due on that day, or the nearest before."""
    day = due_on - timedelta(days=7)
    for _ in range(LONG_AGO):
        regime = regime_for(kind, day, lawbook.regimes(session))
        found = answer_due(regime, calendar, day, day).due_on
        if calendar.is_working(day) and found is not None and found <= due_on:
            return day
        day -= timedelta(days=1)
    return day


def go_out(scene: Scene) -> None:
    """First look, and the letter on its way."""
    reviewing.review(scene.session, scene.case, by=scene.staff, now=scene.at(0, 11))
    if scene.leg.state == LegState.SENDING:
        delivery.record_sent(scene.session, scene.leg, at=scene.at(0, 12), means="mail", now=scene.at(0, 12))


def reach(scene: Scene) -> None:
    """The body has the letter, on the day of filing: by mail that did not come back, or on paper with a stamp."""
    go_out(scene)
    if usable_email(scene.session, scene.leg.authority_id):
        delivery.presume_received(scene.session, scene.leg, now=scene.at(1, 18))
    else:
        delivery.deliver_on_paper(
            scene.session, scene.case, scene.leg, by=scene.staff, now=scene.at(0, 15), received_on=scene.filed_on,
            proof=Proof.STAMPED_COPY,
        )  # fmt: skip


def take(scene: Scene) -> None:
    """Registered on the day of receipt, and claimed."""
    reach(scene)
    number = f"04-12/{300 + scene.case.id}"
    handling.register(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(1, 18), incoming_number=number,
        registered_on=scene.filed_on,
    )  # fmt: skip
    handling.claim(scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(2))


def _given(scene: Scene, text: str) -> Given:
    return Given(text, f"06-3/{900 + scene.case.id}", None, t("Head of office"), t("Executor"))


def _words(scene: Scene, key: str) -> str:
    with in_language(scene.case.language):
        return t(TEXTS[key])


TEXTS = {
    "full": N_(
        "We send you everything you asked for. The documents list the inspections, the measurements and the "
        "permits of the last two years. If something is missing, write to us under the same number."
    ),
    "part": N_(
        "We send you the results of the inspections. The measurements are still being made by the laboratory; "
        "we will send them when they are ready."
    ),
    "refused": N_(
        "Your request asks for documents that are part of an open inspection. After it ends you may ask "
        "again."
    ),
    "weighing": N_(
        "We weighed the public interest: the inspection would lose its purpose if its plan became known; the "
        "results will be public."
    ),
    "left_out": N_("The plan of the inspection that is still open."),
    "where": N_("The body that holds the documents is named in this letter."),
    "measures": N_(
        "An inspector went to the place. The breach was confirmed, a protocol was drawn up and a fine "
        "imposed. The damage is being counted."
    ),
    "not_confirmed": N_(
        "An inspector went to the place on two days. What you describe was not seen; the measurements are "
        "within the norm."
    ),
    "question": N_(
        "Please tell us the nearest house number and at what hours it happens, so that the inspector comes at "
        "the right time."
    ),
    "transfer": N_("The place lies in the competence of the other body."),
    "extension": N_("The answer needs documents from two regional offices; there are more than three hundred pages."),
    "note": N_("Asked the laboratory for the protocols; they promise them this week."),
    "unhappy": N_("I asked for the measurements, and they are not in the answer."),
    "announced": N_("The laboratory works on the samples; we answer when it is done."),
    "fee": N_("Copies of 47 pages of the inspection file."),
    "fee_basis": N_("price list of the body, No. 5 of 1 March"),
    "corrected": N_(
        "In our answer the figure of the second measurement was wrong: it is 0.12 and not 1.2 milligrams per cubic metre. "
        "Everything else stands."
    ),
    "spam": N_("An advertisement; nothing is asked of anybody."),
    "changed": N_("The matter has been settled."),
}  # fmt: skip


def _answer(scene: Scene, outcome: Outcome, text: str, days: int) -> None:
    given = _given(scene, _words(scene, text))
    deciding.answer(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(days), outcome=outcome, given=given,
        withheld=_grounds(scene) if outcome is Outcome.PARTIAL else None,
    )  # fmt: skip


def _grounds(scene: Scene) -> Refusal:
    """Why not, by the first national ground of the law that governs the letter."""
    regime = regime_for(scene.case.kind, scene.filed_on, lawbook.regimes(scene.session))
    codes = [ground.code for ground in refusal_grounds(regime) if ground.origin is Origin.NATIONAL][:1]
    return Refusal(
        tuple(codes), weighing=_words(scene, "weighing"), where_to_apply=_words(scene, "where"),
        left_out=_words(scene, "left_out"),
    )  # fmt: skip


def _refuse(scene: Scene, days: int) -> None:
    refusal = replace(_grounds(scene), left_out="")
    given = _given(scene, _words(scene, "refused"))
    deciding.refuse(scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(days), refusal=refusal, given=given)


def _release(scene: Scene, days: int) -> None:
    """Release the letter and the answer to the public, as they are."""
    if scene.case.restricted:
        return
    content = scene.session.get_one(CaseContent, scene.case.id)
    publishing.publish_letter(
        scene.session, scene.case, by=scene.staff, now=scene.at(days), public_subject=content.subject, public_body=content.body
    )
    for message in scene.session.query(Message).filter_by(case_id=scene.case.id, kind="answer"):
        publishing.publish_message(
            scene.session, scene.case, message, by=scene.staff, now=scene.at(days), public_body=message.body
        )


def unrouted(scene: Scene) -> None:
    """Reviewed, and no body named yet."""
    reviewing.review(scene.session, scene.case, by=scene.staff, now=scene.at(0, 11))


def undelivered(scene: Scene) -> None:
    go_out(scene)


def asserted(scene: Scene) -> None:
    go_out(scene)
    delivery.deliver_on_paper(
        scene.session, scene.case, scene.leg, by=scene.citizen, now=scene.at(1), received_on=scene.filed_on, proof=Proof.ASSERTED
    )


def in_work(scene: Scene) -> None:
    take(scene)
    handling.note(scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(3), text=_words(scene, "note"))


def extended(scene: Scene) -> None:
    _extend(scene, 6)


def late_extension(scene: Scene) -> None:
    _extend(scene, 13)


def _extend(scene: Scene, days: int) -> None:
    take(scene)
    regime = regime_for(scene.case.kind, scene.filed_on, lawbook.regimes(scene.session))
    assert extended_due(regime, scene.calendar, scene.filed_on).due_on
    ground = extension_grounds(regime)[0].code
    deciding.extend(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(days), ground=ground,
        reason=_words(scene, "extension"),
    )  # fmt: skip


def due_soon(scene: Scene) -> None:
    """Of a request the body wants money for copies; the applicant has not said yet whether he agrees."""
    take(scene)
    if scene.case.kind == Kind.INFORMATION_REQUEST:
        announcing.announce_fee(
            scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(3), amount=Decimal(320),
            purpose=_words(scene, "fee"), basis=_words(scene, "fee_basis"),
        )  # fmt: skip


def very_late(scene: Scene) -> None:
    """The body has named a day of its own; the letter stays late."""
    take(scene)
    announcing.announce_date(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(14), text=_words(scene, "announced"),
        announced_on=scene.today + timedelta(days=12),
    )  # fmt: skip


def transferred(scene: Scene) -> None:
    take(scene)
    regime = regime_for(scene.case.kind, scene.filed_on, lawbook.regimes(scene.session))
    new = deciding.transfer(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(3), to_authority_id=scene.next_body,
        ground=deciding.transfer_codes(regime)[0], reason=_words(scene, "transfer"),
    )  # fmt: skip
    if new.state == LegState.SENDING:
        delivery.record_sent(scene.session, new, at=scene.at(3, 12), means="mail", now=scene.at(3, 12))


def asked(scene: Scene) -> None:
    take(scene)
    handling.ask(scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(3), question=_words(scene, "question"))


def answered_full(scene: Scene) -> None:
    take(scene)
    _answer(scene, Outcome.FULL, "full", 7)
    _release(scene, 9)
    closing.rate(scene.session, scene.case, scene.leg, by=scene.citizen, now=scene.at(10), rating=Rating.SATISFIED)


def answered_part(scene: Scene) -> None:
    take(scene)
    _answer(scene, Outcome.PARTIAL, "part", 8)


def answered_late(scene: Scene) -> None:
    take(scene)
    _answer(scene, Outcome.FULL, "full", 17)
    _release(scene, 19)
    correcting.correct_answer(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(21), reason="wrong_figure",
        outcome=Outcome.FULL, given=_given(scene, _words(scene, "corrected")),
    )  # fmt: skip


def refused(scene: Scene) -> None:
    take(scene)
    _refuse(scene, 8)


def appealed(scene: Scene) -> None:
    take(scene)
    _refuse(scene, 9)
    closing.record_appeal(scene.session, scene.case, scene.leg, by=scene.citizen, now=scene.at(12), to="akyikatchy")


def kept_back(scene: Scene) -> None:
    take(scene)
    _answer(scene, Outcome.FULL, "full", 6)
    message = scene.session.query(Message).filter_by(case_id=scene.case.id, kind="answer").one()
    if not scene.case.restricted:
        publishing.keep_back(scene.session, scene.case, message, by=scene.staff, now=scene.at(8), reason="personal_data")


def rated_reopened(scene: Scene) -> None:
    take(scene)
    _answer(scene, Outcome.PARTIAL, "part", 6)
    closing.rate(scene.session, scene.case, scene.leg, by=scene.citizen, now=scene.at(8), rating=Rating.NOT_SATISFIED)
    closing.reopen(scene.session, scene.case, scene.leg, by=scene.citizen, now=scene.at(8, 12), reason=_words(scene, "unhappy"))


def closed(scene: Scene) -> None:
    if scene.case.kind == Kind.INFORMATION_REQUEST:
        answered_full(scene)
    else:
        measures_taken(scene)
    closing.close(scene.session, scene.case, by=scene.staff, now=scene.at(20))


def unanswered_closed(scene: Scene) -> None:
    take(scene)
    closing.close(scene.session, scene.case, by=scene.citizen, now=scene.at(30))


def withdrawn(scene: Scene) -> None:
    take(scene)
    actor = Actor(ActorKind.CONFIRMED_APPLICANT, case_id=scene.case.id)
    closing.withdraw(scene.session, scene.case, by=actor, now=scene.at(5), reason=_words(scene, "changed"))


def measures_taken(scene: Scene) -> None:
    take(scene)
    _answer(scene, ANSWERS[Kind(scene.case.kind)][0], "measures", 9)


def not_confirmed(scene: Scene) -> None:
    take(scene)
    _answer(scene, Outcome.NOT_CONFIRMED, "not_confirmed", 11)


def not_accepted(scene: Scene) -> None:
    reviewing.not_accept(scene.session, scene.case, by=scene.staff, now=scene.at(0, 12), reason=_words(scene, "spam"))


def outside_claimed(scene: Scene) -> None:
    take(scene)
    deciding.record_outside_answer(
        scene.session, scene.case, scene.leg, by=scene.officer, now=scene.at(8), answered_on=scene.at(7).date(),
        outcome=Outcome.FULL, given=_given(scene, _words(scene, "full")), channel="post",
    )  # fmt: skip


def nothing(scene: Scene) -> None:
    """Just filed."""


STAGES: dict[str, Callable[[Scene], None]] = {
    "first_look": nothing, "unrouted": unrouted, "undelivered": undelivered, "mailed": go_out, "asserted": asserted,
    "paper_unregistered": reach, "unregistered": reach, "in_work": in_work, "due_soon": due_soon, "due_today": take, "late": take,
    "very_late": very_late, "extended": extended, "late_extension": late_extension, "transferred": transferred, "asked": asked,
    "answered_full": answered_full, "answered_part": answered_part, "answered_late": answered_late, "refused": refused,
    "appealed": appealed, "kept_back": kept_back, "rated_reopened": rated_reopened, "closed": closed, "withdrawn": withdrawn,
    "unanswered_closed": unanswered_closed, "measures_taken": measures_taken, "not_confirmed": not_confirmed,
    "not_accepted": not_accepted, "outside_claimed": outside_claimed,
}  # fmt: skip
