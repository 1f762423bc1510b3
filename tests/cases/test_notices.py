"""Which event informs whom, in which language, and what may never stand in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.cases import notice_build as build
from tracker.cases import notices
from tracker.cases.clocks import start_clocks
from tracker.cases.disclosure import MessageKind
from tracker.cases.events import EventType as E
from tracker.cases.kinds import Kind, Sender
from tracker.cases.models import Case, Leg
from tracker.cases.recording import Words, record
from tracker.directory.models import Authority
from tracker.i18n import languages
from tracker.people.actor import DUTY, Actor

APPLICANT, MAILBOX, PERSON = build.MAIL, "sets-os@body.example", "officer@body.example"

DATA: dict[E, dict[str, Any]] = {
    E.RECEIVED: {"received_on": "2026-10-05", "proof": "stamped_copy"},
    E.DISPATCHED: {"means": "mail", "authority_id": "SETS-OS"},
    E.REGISTERED: {"registered_on": "2026-10-05", "incoming_number": "04-12/345"},
    E.ASKED: {"until_on": "2026-10-15"},
    E.EXTENDED: {"ground": "K217-EXT-HARD", "from_on": "2026-10-19", "to_on": "2026-11-02", "in_time": True},
    E.DATE_ANNOUNCED: {"announced_on": "2026-10-16", "due_on": "2026-10-19"},
    E.FEE_ANNOUNCED: {"amount": "320"},
    E.FEE_REPLIED: {"agrees": False},
    E.REQUALIFIED: {"from_kind": "information_request", "to_kind": "statement"},
    E.KIND_OBJECTED: {"from_kind": "statement", "to_kind": "information_request"},
    E.KIND_SETTLED: {"upheld": False, "to_kind": "information_request"},
    E.RECOMPUTED: {"from_on": "2026-10-19", "to_on": "2026-10-20"},
    E.ANSWER_CORRECTED: {"reason": "wrong_figure", "from_outcome": "partial", "outcome": "full", "corrected_on": "2026-10-06"},
    E.APPROVAL_ASKED: {"what": "answer"},
    E.APPROVAL_RETURNED: {"what": "answer"},
    E.TRANSFERRED: {"ground": "NOT_COMPETENT", "from_authority_id": "SETS-OS", "to_authority_id": "RDA-UZ"},
    E.ANSWERED: {"outcome": "full", "outgoing_number": "77", "outgoing_on": "2026-10-05", "answered_on": "2026-10-05"},
    E.REFUSED: {"grounds": ["K217-RESTR-RIGHTS"], "article": "8", "answered_on": "2026-10-05"},
    E.OUTSIDE_ANSWER_CLAIMED: {"answered_on": "2026-10-05", "outcome": "full"},
    E.OUTSIDE_ANSWER_AGREED: {"answered_on": "2026-10-05", "outcome": "full"},
    E.REMINDED: {"reason": "by_staff", "due_on": "2026-10-19"},
    E.KEPT_BACK: {"reason": "personal_data"},
    E.CLOSED: {"outcome": "unanswered"},
    E.BODY_SUCCEEDED: {"from_authority_id": "SETS-OS", "to_authority_id": "MNR"},
}

# who did it → who gets a letter
TOLD: list[tuple[E, Actor | str, set[str]]] = [
    (E.NOT_ACCEPTED, build.STAFF, {APPLICANT}),
    (E.DECLINED_AS_SENDER, build.STAFF, {APPLICANT}),
    (E.ACCEPTED_AGAIN, build.STAFF, {APPLICANT}),
    (E.ROUTED, build.STAFF, set()),  # can be mailed: the notice of sending says more
    (E.DISPATCHED, DUTY, {APPLICANT, PERSON}),  # the mailbox has the letter itself
    (E.DISPATCH_FAILED, DUTY, {APPLICANT}),
    (E.RECEIVED, build.OFFICER, {APPLICANT}),
    (E.RECEIPT_WITHDRAWN, DUTY, {APPLICANT}),
    (E.REGISTERED, build.OFFICER, {APPLICANT}),
    (E.ASSIGNED, build.OFFICER, {PERSON}),
    (E.CLAIMED, build.OFFICER, set()),
    (E.NOTED, build.OFFICER, set()),
    (E.ASKED, build.OFFICER, {APPLICANT}),
    (E.CLARIFIED, "holder", {MAILBOX, PERSON}),
    (E.WORDS_HELD, "holder", set()),
    (E.WORDS_RETURNED, build.STAFF, {APPLICANT}),
    (E.EXTENDED, build.OFFICER, {APPLICANT}),
    (E.DATE_ANNOUNCED, build.OFFICER, {APPLICANT}),
    (E.FEE_ANNOUNCED, build.OFFICER, {APPLICANT}),
    (E.FEE_REPLIED, "holder", {MAILBOX, PERSON}),
    (E.REQUALIFIED, build.OFFICER, {APPLICANT}),
    (E.REQUALIFIED, build.STAFF, {APPLICANT, MAILBOX, PERSON}),
    (E.KIND_OBJECTED, "holder", {MAILBOX, PERSON}),
    (E.KIND_SETTLED, build.STAFF, {APPLICANT, MAILBOX, PERSON}),
    (E.RECOMPUTED, build.STAFF, {APPLICANT, MAILBOX, PERSON}),
    (E.ANSWER_CORRECTED, build.OFFICER, {APPLICANT}),
    (E.APPROVAL_ASKED, build.OFFICER, set()),  # nobody sits here as head
    (E.APPROVAL_RETURNED, build.OFFICER, {PERSON}),
    (E.TRANSFERRED, build.OFFICER, {APPLICANT}),
    (E.ANSWERED, build.OFFICER, {APPLICANT}),
    (E.REFUSED, build.OFFICER, {APPLICANT}),
    (E.OUTSIDE_ANSWER_CLAIMED, build.OFFICER, {APPLICANT}),
    (E.OUTSIDE_ANSWER_CLAIMED, "holder", set()),  # his word is enough, and the next event tells the body
    (E.OUTSIDE_ANSWER_CLAIMED, build.STAFF, {APPLICANT, MAILBOX, PERSON}),
    (E.OUTSIDE_ANSWER_AGREED, "holder", {MAILBOX, PERSON}),
    (E.OUTSIDE_ANSWER_DISPUTED, build.OFFICER, {APPLICANT}),
    (E.REMINDED, build.STAFF, {APPLICANT, MAILBOX, PERSON}),
    (E.WITHDRAWAL_ASKED, "holder", {APPLICANT}),
    (E.WITHDRAWN, "holder", {APPLICANT, MAILBOX, PERSON}),
    (E.RATED, "holder", set()),
    (E.REOPENED, "holder", {MAILBOX, PERSON}),
    (E.PUBLISHED, build.STAFF, {APPLICANT}),
    (E.KEPT_BACK, build.STAFF, {APPLICANT}),
    (E.UNPUBLISHED, build.STAFF, {APPLICANT}),
    (E.MARKED_URGENT, build.STAFF, set()),
    (E.SECRET_RENEWED, build.STAFF, {APPLICANT}),
    (E.TOLD, build.STAFF, set()),
    (E.CLOSED, DUTY, {APPLICANT}),
    (E.BODY_SUCCEEDED, build.STAFF, {APPLICANT}),
]


@pytest.fixture
def placed(app: Flask) -> Session:
    session = build.in_world(app)
    build.seat(session, PERSON)
    return session


def happens(session: Session, case: Case, leg: Leg, event: E, by: Actor | str, words: Words | None = None) -> list[Any]:
    """Record it; returns the letters it made."""
    last = max((mail.id for mail in build.mails(session)), default=0)
    actor = build.holder(case) if isinstance(by, str) else by
    record(session, case, event, actor, build.NOW, leg=leg, data=DATA.get(event), words=words)
    return build.mails(session, last)


@pytest.mark.parametrize(("event", "by", "who"), TOLD)
def test_who_is_told(placed: Session, event: E, by: Actor | str, who: set[str]) -> None:
    case = build.a_case(placed)
    leg = build.with_body(placed, case)
    assert {mail.to_address for mail in happens(placed, case, leg, event, by)} == who


@pytest.mark.parametrize("event", sorted(notices.NOTICES))
def test_no_name_contact_or_own_text_of_the_applicant_in_any_notice(placed: Session, event: E) -> None:
    case = build.a_case(placed, parties=(build.party(phone=build.PHONE),))
    leg = build.with_body(placed, case)
    happens(placed, case, leg, event, build.STAFF)
    for mail in build.mails(placed):
        if mail.kind == "letter":
            continue
        everything = f"{mail.subject}\n{mail.text}\n{mail.html}"
        for secret in (build.NAME, build.MAIL, build.PHONE, build.STREET, build.SUBJECT, build.TEXT):
            assert secret not in everything


class Tagged:
    """A catalogue that only says which language was asked for."""

    def __init__(self, language: str) -> None:
        self.language = language

    def gettext(self, text: str) -> str:
        return f"«{self.language}»{text}"

    def ngettext(self, one: str, many: str, num: int) -> str:
        return self.gettext(one if num == 1 else many)


@pytest.fixture
def tagged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text of the catalogue carries the language in which it came out."""
    with monkeypatch.context() as patched:
        patched.setattr(languages, "catalogue", Tagged)
        languages.forget_texts()
        yield
    languages.forget_texts()


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("event", sorted(notices.NOTICES))
def test_no_notice_to_an_applicant_mixes_languages(placed: Session, event: E, language: str) -> None:
    case = build.a_case(placed, language=language)
    leg = build.with_body(placed, case)
    happens(placed, case, leg, event, build.STAFF)
    letters = [mail for mail in build.mails(placed) if mail.to_address == APPLICANT]
    for mail in letters:
        assert mail.language == language
        assert set(re.findall("«(..)»", mail.subject + mail.text + mail.html)) == {language}
        assert f"/{language}/follow/{case.number}/" in mail.text or event is E.WITHDRAWAL_ASKED


@pytest.mark.usefixtures("tagged")
def test_a_mailbox_reads_kyrgyz_first_then_russian_each_complete(placed: Session) -> None:
    case = build.a_case(placed, language="en")
    leg = build.with_body(placed, case)
    letter = next(m for m in happens(placed, case, leg, E.REMINDED, build.STAFF) if m.to_address == MAILBOX)
    found = re.findall("«(..)»", letter.text)
    half = len(found) // 2
    assert found == ["ky"] * half + ["ru"] * half
    assert letter.text.count(case.number) >= 2


def test_those_who_sign_in_get_the_link_and_no_text_of_the_applicant(placed: Session) -> None:
    case = build.a_case(placed)
    leg = build.with_body(placed, case)
    words = Words(MessageKind.CLARIFICATION, "Көчөнүн аты Курманжан Датка.")
    letters = {m.to_address: m for m in happens(placed, case, leg, E.CLARIFIED, "holder", words)}
    assert words.body in letters[MAILBOX].text
    assert words.body not in letters[PERSON].text + letters[PERSON].html
    assert f"/ru/officer/{case.number}" in letters[PERSON].text
    assert "/officer/" not in letters[MAILBOX].text


def test_a_receipt_tells_the_number_the_days_and_no_secret(placed: Session) -> None:
    case = build.a_case(placed)
    (letter,) = [m for m in build.mails(placed) if m.to_address == APPLICANT]
    assert case.number in letter.subject
    assert f"/ru/confirm/{case.number}/" in letter.text
    assert f"/ru/follow/{case.number}/" in letter.text
    assert "6 октября 2026 года" in letter.text  # the next working day
    assert "10 " in letter.text  # the working days of the law
    assert not re.search(r"\d{4} \d{4} \d{4} \d{4}|\d{16}", letter.text)


@pytest.mark.parametrize(("confirmed", "quoted"), [(True, True), (False, False)])
def test_a_question_is_repeated_only_to_a_confirmed_address(placed: Session, confirmed: bool, quoted: bool) -> None:
    case = build.a_case(placed)
    leg = build.with_body(placed, case)
    case.contact_confirmed_at = build.NOW if confirmed else None
    (letter,) = happens(placed, case, leg, E.ASKED, build.OFFICER, Words(MessageKind.QUESTION, build.QUESTION))
    assert (build.QUESTION in letter.text) is quoted


def test_without_an_e_mail_the_text_is_ready_for_the_telephone(placed: Session) -> None:
    case = build.a_case(placed, language="ky", parties=(build.party(email="", phone=build.PHONE),))
    leg = build.with_body(placed, case)
    assert happens(placed, case, leg, E.ASKED, build.OFFICER, Words(MessageKind.QUESTION, build.QUESTION)) == []
    (task,) = build.calls(placed)
    assert build.QUESTION in task.text
    assert "http" not in task.text
    assert (task.centre_id, task.case_id, task.leg_id, task.due_on) == ("AC-OS", case.id, leg.id, date(2026, 10, 5))


def test_a_body_that_cannot_be_written_to_is_called(placed: Session) -> None:
    case = build.a_case(placed, authority_id="RDA-UZ")
    leg = build.with_body(placed, case)
    happens(placed, case, leg, E.REMINDED, build.STAFF)
    (task,) = build.calls(placed)
    assert (task.authority_id, task.data["to"]) == ("RDA-UZ", "body")


def test_a_body_that_never_had_the_letter_is_told_nothing_about_it(placed: Session) -> None:
    case = build.a_case(placed)
    told = happens(placed, case, build.the_leg(placed, case), E.WITHDRAWN, "holder")
    assert {mail.to_address for mail in told} == {APPLICANT}


def test_the_person_behind_a_centre_is_told_and_the_body_never_hears_of_him(placed: Session) -> None:
    parties = (build.party("applicant", name="Ош Орхус борбору", email="", address=""), build.party("behind"))
    case = build.a_case(placed, sender=Sender.CENTRE, parties=parties)
    leg = build.with_body(placed, case)
    letters = {m.to_address: m for m in happens(placed, case, leg, E.WITHDRAWN, build.STAFF)}
    assert set(letters) == {APPLICANT, MAILBOX, PERSON}
    assert build.NAME not in letters[MAILBOX].text


def test_a_receipt_proven_by_the_next_act_needs_no_letter_of_its_own(placed: Session) -> None:
    case = build.a_case(placed)
    leg = build.with_body(placed, case)
    data = {"received_on": "2026-10-05", "proof": "registered_by_body"}
    before = len(build.mails(placed))
    record(placed, case, E.RECEIVED, build.OFFICER, build.NOW, leg=leg, data=data)
    assert len(build.mails(placed)) == before


def test_a_refusal_names_its_grounds_and_every_way_open_today(placed: Session) -> None:
    case = build.a_case(placed, language="en")
    leg = build.with_body(placed, case)
    (letter,) = happens(placed, case, leg, E.REFUSED, build.OFFICER)
    for words in ("rights and freedoms of other people", "article 8(1)", "Ministry", "Akyikatchy", "court"):
        assert words in letter.text
    assert "article 21" not in letter.text  # an article that nobody has confirmed


HIGHER = [
    ({"superior_from": None}, True, "recorded without a day"),
    ({"superior_from": date(2026, 10, 5)}, True, "since today"),
    ({"superior_from": date(2026, 10, 6)}, False, "only from tomorrow"),
    ({"superior_id": None}, False, "not recorded: nothing is inferred"),
]


@pytest.mark.parametrize("kind", [Kind.INFORMATION_REQUEST, Kind.STATEMENT])
@pytest.mark.parametrize(("values", "named", "why"), HIGHER, ids=[row[-1] for row in HIGHER])
def test_the_higher_body_is_named_from_the_day_on_which_it_hears_complaints(
    placed: Session, values: dict[str, Any], named: bool, why: str, kind: Kind
) -> None:
    case = build.a_case(placed, language="en", kind=kind)
    leg = build.with_body(placed, case)
    body = placed.get_one(Authority, leg.authority_id)
    for name, value in values.items():
        setattr(body, name, value)
    (letter,) = happens(placed, case, leg, E.REFUSED, build.OFFICER)
    assert ("Ministry" in letter.text) is named


def test_a_letter_that_tells_the_date_says_what_follows_if_it_passes(placed: Session) -> None:
    case = build.a_case(placed, language="en")
    leg = build.with_body(placed, case)
    start_clocks(placed, case, leg, build.NOW)
    ahead = "If the date passes without an answer, these ways are open"
    (received,) = [mail for mail in happens(placed, case, leg, E.RECEIVED, build.STAFF) if mail.to_address == APPLICANT]
    assert f"{ahead}: complain to the higher body; turn to the Akyikatchy (Ombudsman); go to court." in received.text
    leg.answer_due_on = date(2026, 10, 2)
    (registered,) = [mail for mail in happens(placed, case, leg, E.REGISTERED, build.OFFICER) if mail.to_address == APPLICANT]
    assert ahead not in registered.text, "a date that has passed"


def test_a_term_that_nobody_confirmed_closes_no_way_in_a_letter(placed: Session) -> None:
    """Thirty working days are only likely. A refusal of April that is written down in October still names the complaint."""
    case = build.a_case(placed, language="en", kind=Kind.STATEMENT)
    leg = build.with_body(placed, case)
    data = {"grounds": ["K67-ANON"], "answered_on": "2026-04-28"}
    record(placed, case, E.REFUSED, build.OFFICER, build.NOW, leg=leg, data=data)
    letter = next(mail for mail in reversed(build.mails(placed)) if mail.to_address == APPLICANT)
    assert "Make an administrative complaint" in letter.text
    assert "June 2026" not in letter.text


def test_who_took_the_case_is_told_alone_and_a_closed_seat_is_not(placed: Session) -> None:
    build.seat(placed, "left@body.example", valid_to=date(2026, 10, 4))
    taker = build.seat(placed, "taker@body.example")
    build.seat(placed, "other-body@body.example", authority_id="RDA-UZ")
    build.seat(placed, "head@body.example", role="head")
    case = build.a_case(placed)
    leg = build.with_body(placed, case)
    leg.post_id = taker.id
    told = happens(placed, case, leg, E.CLARIFIED, "holder")
    assert {mail.to_address for mail in told} == {MAILBOX, "taker@body.example"}


def test_a_body_with_a_head_alone_tells_the_head(placed: Session) -> None:
    build.seat(placed, "head@akimiat.example", role="head", authority_id="RDA-UZ")
    case = build.a_case(placed, authority_id="RDA-UZ")
    told = happens(placed, case, build.with_body(placed, case), E.CLARIFIED, "holder")
    assert {mail.to_address for mail in told} == {"head@akimiat.example"}
    assert build.calls(placed) == []


def test_letters_to_a_mailbox_stand_in_one_thread_with_the_case_address_for_answers(placed: Session) -> None:
    case = build.a_case(placed)
    leg = build.with_body(placed, case)
    first = next(m for m in happens(placed, case, leg, E.REMINDED, build.STAFF) if m.to_address == MAILBOX)
    second = next(m for m in happens(placed, case, leg, E.REOPENED, "holder") if m.to_address == MAILBOX)
    assert second.in_reply_to == first.message_id
    assert first.reply_to == second.reply_to


def test_links_of_old_letters_die_with_the_old_slip_and_the_new_letter_has_a_good_one(placed: Session) -> None:
    from tracker.cases.links import LinkInvalid, Purpose, current

    case = build.a_case(placed, kind=Kind.STATEMENT)
    old = re.findall(rf"/follow/{case.number}/(\S+)", build.mails(placed)[0].text)[0]
    case.secret_digest = "another"
    with pytest.raises(LinkInvalid):
        current().check(case, Purpose.FOLLOW, old, build.NOW)
    (letter,) = happens(placed, case, build.the_leg(placed, case), E.SECRET_RENEWED, build.STAFF)
    new = re.findall(rf"/follow/{case.number}/(\S+)", letter.text)[0]
    current().check(case, Purpose.FOLLOW, new, build.NOW + timedelta(days=400))
