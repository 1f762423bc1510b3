"""The procedure told by its commands, on both databases: what happens, what is owed, what is late, what is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tracker.cases import closing, deciding, delivery, filing, handling, publishing, reviewing
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.disclosure import Audience
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.filing import ConcernGiven, Filing, PartyGiven
from tracker.cases.kinds import Channel, Kind, LegState, Outcome, Proof, Rating, TaskKind
from tracker.cases.models import Case, CaseEvent, LegClock, Message, Task
from tracker.cases.papers import case_file_of
from tracker.cases.permissions import NotAllowed
from tracker.cases.workflow import NotPossibleNow
from tracker.directory.models import Contact
from tracker.people.actor import DUTY, PUBLIC, Actor, ActorKind
from tracker.store import db

STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")
OFFICER = Actor(ActorKind.OFFICER, authority_id="SETS-CH")
GIVEN = Given("Текшерүү жүргүзүлдү, жыйынтыгы тиркелет.", "06-3/17", None, "Башкарма башчысы", "Инспектор")
PART = Refusal(("K217-RESTR-RIGHTS",), weighing="Адамдардын аттары бар.", left_out="Кызматкерлердин аттары")
KANT = "41708206000000"  # Issyk-Ata raion


@dataclass(slots=True)
class Desk:
    """Files and moves cases at chosen days."""

    session: Any

    def file(self, kind: Kind = Kind.INFORMATION_REQUEST, body: str | None = "SETS-CH", **more: Any) -> Case:
        values: dict[str, Any] = {
            "kind": kind, "language": "ky", "subject": "Цемент заводунун чыгаруулары",
            "body": "Цемент заводу шаарга чаң чыгарып жатат. Өлчөөнүн жыйынтыгын билдириңиздер.",
            "parties": (PartyGiven("applicant", name="Асан Үлгү", address="Кант", email="asan@citizen.example"),),
            "topic_code": "AIR", "territory_code": KANT, "authority_id": body,
        }  # fmt: skip
        return filing.file(self.session, Filing(**{**values, **more}), by=PUBLIC, now=NOW, key="k").case

    def delivered(self, kind: Kind = Kind.INFORMATION_REQUEST, on: date = TODAY, **more: Any) -> Case:
        """Filed, looked at, handed in with a stamp on `on`."""
        case = self.file(kind, **more)
        reviewing.review(self.session, case, by=STAFF, now=NOW)
        case.filed_on = min(case.filed_on, on)
        delivery.deliver_on_paper(
            self.session, case, case.current_leg, by=STAFF, now=NOW, received_on=on, proof=Proof.STAMPED_COPY
        )  # fmt: skip
        return case

    def mailbox(self, body: str) -> None:
        self.session.add(Contact(authority_id=body, kind="email", value=f"{body.lower()}@body.example", state="usable"))
        self.session.flush()


@pytest.fixture
def desk(any_world: Any) -> Desk:
    return Desk(db.session)


def on(day: date, hour: int = 4) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def open_tasks(case: Case) -> set[str]:
    return set(db.session.scalars(select(Task.kind).where(Task.case_id == case.id, Task.done_at.is_(None))))


def events(case: Case) -> list[str]:
    return list(db.session.scalars(select(CaseEvent.type).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)))


def test_a_case_waits_for_the_first_look_and_then_to_be_delivered(desk: Desk) -> None:
    case = desk.file()
    assert case.state == "waiting_first_look"
    assert not case.public_row
    assert TaskKind.FIRST_LOOK in open_tasks(case)
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    assert case.state == "to_deliver"
    assert TaskKind.DELIVER in open_tasks(case)
    assert TaskKind.FIRST_LOOK not in open_tasks(case)


def test_with_a_confirmed_contact_an_information_request_goes_out_at_once(desk: Desk) -> None:
    desk.mailbox("SETS-CH")
    case = desk.file()
    applicant = Actor(ActorKind.CONFIRMED_APPLICANT, case_id=case.id)
    reviewing.confirm_contact(desk.session, case, by=applicant, now=NOW)
    assert case.current_leg.state == LegState.SENDING
    statement = desk.file(Kind.STATEMENT)
    who = Actor(ActorKind.CONFIRMED_APPLICANT, case_id=statement.id)
    reviewing.confirm_contact(desk.session, statement, by=who, now=NOW)
    assert statement.state == "waiting_first_look"


def test_a_body_without_a_confirmed_address_is_never_mailed(desk: Desk) -> None:
    case = desk.file()
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    with pytest.raises(CaseError) as refused:
        delivery.dispatch(desk.session, case, case.current_leg, by=STAFF, now=NOW)
    assert refused.value.problem is Problem.NO_USABLE_ADDRESS


def test_the_clock_starts_when_the_body_has_the_letter(desk: Desk) -> None:
    desk.mailbox("SETS-CH")
    case = desk.file()
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    leg = case.current_leg
    delivery.record_sent(desk.session, leg, at=NOW, means="mail", now=NOW)
    assert (leg.state, leg.received_on, leg.answer_due_on) == (LegState.SENT, None, None)
    delivery.presume_received(desk.session, leg, now=on(date(2026, 11, 25)))
    assert (leg.received_on, leg.proof) == (TODAY, Proof.MAILED_NOT_RETURNED)
    assert leg.answer_due_on == date(2026, 12, 7)  # ten working days after 23 November
    assert leg.convention_due_on == date(2026, 12, 23)


def test_a_bounce_takes_the_presumed_receipt_back(desk: Desk) -> None:
    desk.mailbox("SETS-CH")
    case = desk.file()
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    leg = case.current_leg
    delivery.record_sent(desk.session, leg, at=NOW, means="mail", now=NOW)
    delivery.presume_received(desk.session, leg, now=on(date(2026, 11, 25)))
    delivery.record_send_failed(desk.session, leg, code=550, text="no such user", permanent=True, now=on(date(2026, 11, 26)))
    assert (leg.state, leg.received_on, leg.answer_due_on) == (LegState.TO_SEND, None, None)
    assert {TaskKind.FIND_CONTACT, TaskKind.DELIVER} <= open_tasks(case)
    assert "receipt_withdrawn" in events(case)


def test_law_67_counts_from_registration_but_never_later_than_the_last_lawful_day(desk: Desk) -> None:
    case = desk.delivered(Kind.STATEMENT)
    leg = case.current_leg
    assert leg.registration_due_on == date(2026, 11, 24)
    assert leg.answer_due_on == date(2026, 12, 14)  # as if registered on the last lawful day
    handling.register(
        desk.session, case, leg, by=OFFICER, now=on(date(2026, 11, 30)), incoming_number="Вх-77",
        registered_on=date(2026, 11, 30),
    )  # fmt: skip
    assert leg.answer_due_on == date(2026, 12, 14)  # registering late moves nothing


def test_an_early_registration_counts_from_its_own_day(desk: Desk) -> None:
    case = desk.delivered(Kind.STATEMENT)
    leg = case.current_leg
    handling.register(desk.session, case, leg, by=OFFICER, now=NOW, incoming_number="Вх-78", registered_on=TODAY)
    assert leg.answer_due_on == date(2026, 12, 11)
    wanted = select(LegClock).where(LegClock.leg_id == leg.id, LegClock.clock == "answer").order_by(LegClock.id)
    rows = desk.session.scalars(wanted).all()
    assert [row.superseded_by_id is None for row in rows] == [False, True]


def test_asserted_delivery_makes_no_public_date(desk: Desk) -> None:
    case = desk.file()
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    leg = case.current_leg
    delivery.deliver_on_paper(
        desk.session, case, leg, by=holder, now=NOW, received_on=TODAY, proof=Proof.STAMPED_COPY
    )  # fmt: skip
    assert (leg.proof, leg.answer_due_on) == (Proof.ASSERTED, None)
    assert "received" not in events(case)


def test_an_extension_in_time_moves_the_date_and_keeps_the_first(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    ground = deciding.offer_extension(desk.session, case, leg, TODAY).grounds[0]
    deciding.extend(desk.session, case, leg, by=OFFICER, now=NOW, ground=ground, reason="Көлөмү чоң")
    assert (leg.first_due_on, leg.answer_due_on) == (date(2026, 12, 7), date(2026, 12, 21))
    with pytest.raises(CaseError) as again:
        deciding.extend(desk.session, case, leg, by=OFFICER, now=NOW, ground=ground, reason="Дагы")
    assert again.value.problem is Problem.ALREADY_EXTENDED


def test_an_extension_after_the_date_cures_nothing(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    ground = deciding.offer_extension(desk.session, case, leg, TODAY).grounds[0]
    deciding.extend(desk.session, case, leg, by=OFFICER, now=on(date(2026, 12, 9)), ground=ground, reason="Кеч")
    assert leg.answer_due_on == leg.first_due_on == date(2026, 12, 7)
    assert desk.session.scalar(select(LegClock.due_on).where(LegClock.leg_id == leg.id, LegClock.clock == "extended"))


def test_an_appeal_cannot_be_extended_while_the_term_is_unknown(desk: Desk) -> None:
    case = desk.delivered(Kind.STATEMENT)
    with pytest.raises(CaseError) as refused:
        deciding.extend(desk.session, case, case.current_leg, by=OFFICER, now=NOW, ground="X", reason="…")
    assert refused.value.problem is Problem.UNKNOWN_TERM


def test_a_transfer_keeps_the_case_open_and_the_first_clock(desk: Desk) -> None:
    case = desk.delivered()
    old = case.current_leg
    regime_codes = deciding.transfer_codes(deciding.regime_of(desk.session, case, old))
    new = deciding.transfer(
        desk.session, case, old, by=OFFICER, now=NOW, to_authority_id="MNR", ground=regime_codes[0], reason="Таандык эмес"
    )  # fmt: skip
    assert (old.state, new.state, case.state) == (LegState.TRANSFERRED, LegState.TO_SEND, "to_deliver")
    assert new.clock_from_leg_id == old.id
    assert new.answer_due_on == old.answer_due_on


def test_the_body_complained_of_and_those_below_it_get_nothing(desk: Desk) -> None:
    concerned = (ConcernGiven("body", "", "SETS"),)
    with pytest.raises(CaseError) as filed:
        desk.file(body="SETS-CH", concerns=concerned)
    assert filed.value.problem is Problem.COMPLAINED_OF
    case = desk.file(body=None, concerns=concerned)
    for body in ("SETS", "SETS-CH"):
        with pytest.raises(CaseError) as routed:
            reviewing.route(desk.session, case, by=STAFF, now=NOW, authority_id=body)
        assert routed.value.problem is Problem.COMPLAINED_OF
    assert reviewing.route(desk.session, case, by=STAFF, now=NOW, authority_id="MNR").authority_id == "MNR"


def test_an_answer_ends_the_duty_on_the_day_it_is_given_here(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    deciding.answer(desk.session, case, leg, by=OFFICER, now=NOW, outcome=Outcome.FULL, given=GIVEN)
    assert (leg.state, leg.answered_on, leg.ended_on) == (LegState.ANSWERED, TODAY, TODAY)
    assert case.state == "answered"
    assert TaskKind.RELEASE in open_tasks(case)


def test_answering_proves_the_receipt(desk: Desk) -> None:
    case = desk.file()
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    in_part(desk, case, replace(PART, typed_article="217-мыйзам, 21-берене"))
    assert (case.current_leg.received_on, case.current_leg.proof) == (TODAY, Proof.ANSWERED)


def test_a_refusal_needs_a_national_ground(desk: Desk) -> None:
    case = desk.delivered()
    with pytest.raises(CaseError) as refused:
        deciding.refuse(desk.session, case, case.current_leg, by=OFFICER, now=NOW, refusal=Refusal(), given=GIVEN)
    assert refused.value.problem is Problem.GROUNDS_INCOMPLETE
    refusal = Refusal(typed_article="Мыйзам 217, 8-берене")
    deciding.refuse(desk.session, case, case.current_leg, by=OFFICER, now=NOW, refusal=refusal, given=GIVEN)
    assert case.state == "refused"


def test_the_bodys_word_about_an_outside_answer_waits_for_agreement(desk: Desk) -> None:
    case = desk.delivered(on=date(2026, 11, 16))
    leg = case.current_leg
    deciding.record_outside_answer(
        desk.session, case, leg, by=OFFICER, now=NOW, answered_on=date(2026, 11, 20), outcome=Outcome.FULL, given=GIVEN,
        channel="post",
    )  # fmt: skip
    assert leg.answered_on is None
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    with pytest.raises(CaseError):
        deciding.agree_outside_answer(desk.session, case, leg, by=OFFICER, now=NOW, agrees=True)
    deciding.agree_outside_answer(desk.session, case, leg, by=holder, now=NOW, agrees=True)
    assert (leg.answered_on, leg.outcome) == (date(2026, 11, 20), Outcome.FULL)


def test_a_withdrawal_needs_the_confirmed_applicant_and_keeps_the_lateness(desk: Desk) -> None:
    case = desk.delivered(on=date(2026, 11, 2))
    leg = case.current_leg
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    with pytest.raises(NotAllowed):
        closing.withdraw(desk.session, case, by=holder, now=NOW)
    closing.withdraw(desk.session, case, by=Actor(ActorKind.CONFIRMED_APPLICANT, case_id=case.id), now=NOW)
    assert (case.state, leg.outcome) == ("withdrawn", Outcome.WITHDRAWN)
    assert leg.ended_on > leg.answer_due_on


def in_part(desk: Desk, case: Case, withheld: Refusal | None = PART) -> None:
    leg = case.current_leg
    deciding.answer(
        desk.session, case, leg, by=OFFICER, now=NOW, outcome=Outcome.PARTIAL, given=GIVEN, withheld=withheld
    )


@pytest.mark.parametrize(
    ("rule", "withheld", "problem"),
    [
        ("what is left out is named", None, Problem.REASON_NEEDED),
        ("in words", replace(PART, left_out=" "), Problem.REASON_NEEDED),
        ("on a national ground, 4(7)", replace(PART, grounds=()), Problem.GROUNDS_INCOMPLETE),
        ("the Convention alone carries nothing", replace(PART, grounds=("R-PERSONAL",)), Problem.GROUNDS_INCOMPLETE),
        ("weighed where the ground asks for it", replace(PART, weighing=""), Problem.GROUNDS_INCOMPLETE),
    ],
)
def test_an_answer_in_part_needs_what_a_refusal_needs(
    desk: Desk, rule: str, withheld: Refusal | None, problem: Problem
) -> None:
    case = desk.delivered()
    with pytest.raises(CaseError) as refused:
        in_part(desk, case, withheld)
    assert refused.value.problem is problem, rule
    assert case.current_leg.state != LegState.ANSWERED


def test_a_part_names_what_is_left_out_under_its_own_heading(desk: Desk) -> None:
    """Aarhus Convention 4(6): what can be separated is given; 4(7): the rest is refused in writing, with its reasons."""
    case = desk.delivered()
    in_part(desk, case)
    event = desk.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.type == "answered")).one()
    assert event.data["grounds"] == ["K217-RESTR-RIGHTS"]
    message = desk.session.scalars(select(Message).where(Message.event_id == event.id)).one()
    assert message.body.startswith(GIVEN.text)
    assert "Эмне берилбейт:\nКызматкерлердин аттары" in message.body
    assert "Коомдук кызыкчылык жөнүндө:\nАдамдардын аттары бар." in message.body
    made = case_file_of(desk.session, case, None, Audience.APPLICANT, NOW, "en")
    assert dict(made.facts)["State"] == "Answered in part"
    assert dict(made.facts)["Result"] == "answered in part"


def test_an_appeal_met_in_part_keeps_no_information_back(desk: Desk) -> None:
    case = desk.delivered(Kind.STATEMENT)
    in_part(desk, case, None)
    assert case.current_leg.outcome == Outcome.PARTIAL


def test_a_refusal_says_what_its_paragraphs_are(desk: Desk) -> None:
    """They were bare lines: nobody could tell the weighing from the body to turn to."""
    case = desk.delivered()
    refusal = Refusal(("K217-RESTR-SECURITY",), weighing="Коопсуздук маанилүүрөөк.", where_to_apply="Коргоо министрлиги")
    deciding.refuse(desk.session, case, case.current_leg, by=OFFICER, now=NOW, refusal=refusal, given=GIVEN)
    body = desk.session.scalars(select(Message.body).where(Message.kind == "refusal")).one()
    assert body.split("\n\n") == [
        GIVEN.text, "Коомдук кызыкчылык жөнүндө:\nКоопсуздук маанилүүрөөк.",
        "Кайсы органга кайрылсаңыз болот:\nКоргоо министрлиги",
    ]  # fmt: skip


def test_an_unhappy_applicant_reopens_and_the_first_answer_date_stands(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    in_part(desk, case)
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    later = NOW + timedelta(days=5)
    closing.rate(desk.session, case, leg, by=holder, now=later, rating=Rating.NOT_SATISFIED)
    closing.reopen(desk.session, case, leg, by=holder, now=later, reason="Өлчөө жок")
    assert (leg.state, leg.answered_on, leg.ended_on) == (LegState.IN_WORK, TODAY, TODAY)
    deciding.answer(desk.session, case, leg, by=OFFICER, now=later, outcome=Outcome.FULL, given=GIVEN)
    assert (leg.answered_on, leg.outcome) == (TODAY, Outcome.FULL)
    told = desk.session.scalars(select(CaseEvent.data).where(CaseEvent.type == "answered").order_by(CaseEvent.id)).all()
    assert [data["answered_on"] for data in told] == [TODAY.isoformat(), later.date().isoformat()], "each letter has its day"


def test_silence_may_be_closed_as_unanswered_only_after_the_date(desk: Desk) -> None:
    case = desk.delivered()
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    with pytest.raises(NotPossibleNow):
        closing.close(desk.session, case, by=holder, now=on(date(2026, 12, 7)))
    closing.close(desk.session, case, by=holder, now=on(date(2026, 12, 8)))
    assert case.current_leg.outcome == Outcome.UNANSWERED


def test_the_question_to_the_applicant_stops_no_clock(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    due = leg.answer_due_on
    handling.ask(desk.session, case, leg, by=OFFICER, now=NOW, question="Кайсы көчө?")
    assert (leg.state, leg.answer_due_on) == (LegState.ASKED, due)
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    handling.clarify(desk.session, case, leg, by=holder, now=NOW, text="Ленин көчөсү")
    assert leg.state == LegState.RECEIVED


def test_paper_handed_to_a_centre_keeps_its_true_day_and_none_in_the_future(desk: Desk) -> None:
    values = {"channel": Channel.PAPER, "received_on": date(2026, 11, 19)}
    with pytest.raises(NotAllowed):
        desk.file(**values)
    given = Filing(
        Kind.STATEMENT, "ru", "Дым", "Кирпичный завод дымит круглосуточно.",
        (PartyGiven("applicant", name="Пример Ким", address="Кара-Жыгач", phone="+996 555 000 001"),),
        territory_code=KANT, topic_code="AIR", authority_id="SETS-CH", **values,
    )  # fmt: skip
    case = filing.file(desk.session, given, by=STAFF, now=NOW, key="k").case
    assert (case.filed_on, case.review) == (date(2026, 11, 19), "passed")
    ahead = Filing(**{**{name: getattr(given, name) for name in given.__slots__}, "received_on": date(2026, 11, 24)})
    with pytest.raises(CaseError) as refused:
        filing.file(desk.session, ahead, by=STAFF, now=NOW, key="k")
    assert refused.value.problem is Problem.IN_THE_FUTURE


def test_a_stale_form_is_refused(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    seen = leg.version
    handling.claim(desk.session, case, leg, by=OFFICER, now=NOW)
    with pytest.raises(StaleForm):
        deciding.answer(
            desk.session, case, leg, by=OFFICER, now=NOW, outcome=Outcome.FULL, given=GIVEN, seen_version=seen
        )  # fmt: skip


def test_nothing_is_public_before_dispatch_and_a_statement_never_shows_its_text(desk: Desk) -> None:
    case = desk.file(Kind.STATEMENT)
    reviewing.review(desk.session, case, by=STAFF, now=NOW)
    assert not case.public_row
    delivery.deliver_on_paper(
        desk.session, case, case.current_leg, by=STAFF, now=NOW, received_on=TODAY, proof=Proof.STAMPED_COPY
    )  # fmt: skip
    assert case.public_row  # a body of the oblast: a bare row
    with pytest.raises(CaseError) as refused:
        publishing.publish_letter(desk.session, case, by=STAFF, now=NOW, public_subject="x", public_body="y")
    assert refused.value.problem is Problem.RESTRICTED


def test_a_restricted_case_to_an_aiyl_okmotu_has_no_public_row(desk: Desk) -> None:
    from tracker.directory.models import Authority

    body = desk.session.scalar(select(Authority.id).where(Authority.category == "AO").order_by(Authority.id).limit(1))
    case = desk.delivered(Kind.STATEMENT, body=body)
    assert case.current_leg.received_on
    assert not case.public_row


def test_a_third_transfer_is_a_task(desk: Desk) -> None:
    case = desk.delivered()
    for body, nxt in (("SETS-CH", "MNR"), ("MNR", "KGS"), ("KGS", "MES")):
        officer = Actor(ActorKind.OFFICER, authority_id=body)
        leg = case.current_leg
        code = deciding.transfer_codes(deciding.regime_of(desk.session, case, leg))[0]
        deciding.transfer(
            desk.session, case, leg, by=officer, now=NOW, to_authority_id=nxt, ground=code, reason="Таандыгы боюнча"
        )  # fmt: skip
        desk.session.refresh(case)
    assert TaskKind.THIRD_TRANSFER in open_tasks(case)


def test_only_the_body_decides_and_only_its_unit(desk: Desk) -> None:
    case = desk.delivered()
    leg = case.current_leg
    for stranger in (STAFF, PUBLIC, DUTY, Actor(ActorKind.OFFICER, authority_id="MNR"), Actor(ActorKind.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            deciding.answer(desk.session, case, leg, by=stranger, now=NOW, outcome=Outcome.FULL, given=GIVEN)


def test_released_answers_are_copies_and_kept_ones_name_their_reason(desk: Desk) -> None:
    case = desk.delivered()
    deciding.answer(desk.session, case, case.current_leg, by=OFFICER, now=NOW, outcome=Outcome.FULL, given=GIVEN)
    message = desk.session.scalar(select(Message).where(Message.case_id == case.id, Message.kind == "answer"))
    publishing.publish_message(desk.session, case, message, by=STAFF, now=NOW, public_body="Текшерүү жүргүзүлдү.")
    assert (message.release, message.public_body) == ("redacted", "Текшерүү жүргүзүлдү.")
    publishing.keep_back(desk.session, case, message, by=STAFF, now=NOW, reason="personal_data")
    assert (message.release, message.public_body, message.kept_reason) == ("kept", None, "personal_data")
    with pytest.raises(CaseError):
        publishing.keep_back(desk.session, case, message, by=STAFF, now=NOW, reason="because")
