"""The letter to a body and the papers: what the law wants of the sender and no more, one source for every form."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tests.cases import notice_build as build
from tracker.cases import letters, papers
from tracker.cases.disclosure import Audience, MessageKind
from tracker.cases.events import EventType as E
from tracker.cases.filing import ConcernGiven
from tracker.cases.kinds import Kind, Sender
from tracker.cases.models import Case
from tracker.cases.recording import Words, record
from tracker.directory.models import Authority
from tracker.paper.documents import case_pdf, letter_pdf, slip_pdf, two_copies_pdf
from tracker.paper.values import Letter
from tracker.store import reading

COMPANY = "Асфальт-завод"


@pytest.fixture
def placed(app: Flask) -> Session:
    return build.in_world(app)


def everything(letter: Letter) -> str:
    parts = (*letter.to, *letter.sender, letter.subject, *letter.paragraphs, *letter.requests, *letter.attachments)
    return "\n".join((letter.title, letter.number_line, *parts, letter.signature))


def the_letter(session: Session, case: Case) -> str:
    return everything(letters.letter_of(session, case, build.the_leg(session, case), build.NOW))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (Kind.INFORMATION_REQUEST, False),  # Law 217: a name and one contact
        (Kind.ACCESS_COMPLAINT, False),
        (Kind.STATEMENT, True),  # Law 67: name, address, contact
        (Kind.COMPLAINT, True),
        (Kind.PROPOSAL, True),
    ],
)
def test_the_sender_says_what_the_law_wants_and_no_more(placed: Session, kind: Kind, address: bool) -> None:
    case = build.a_case(placed, kind=kind, parties=(build.party(phone=build.PHONE),))
    text = the_letter(placed, case)
    assert build.NAME in text
    assert (build.STREET in text) is address
    assert build.PHONE not in text
    assert build.MAIL not in text


def test_behind_a_centre_nobody_is_seen(placed: Session) -> None:
    parties = (build.party("behind", phone=build.PHONE),)
    text = the_letter(placed, build.a_case(placed, kind=Kind.STATEMENT, sender=Sender.CENTRE, parties=parties))
    assert "Орхусский центр Ош" in text
    for secret in (build.NAME, build.MAIL, build.PHONE, build.STREET):
        assert secret not in text


def test_co_signers_and_represented_people_are_names_alone(placed: Session) -> None:
    others = (
        build.party("represented", name="Сагын Осмонов", address="жашыруун"),
        build.party("co_signer", name="Нурлан Асанов", email="nurlan@example.org", address="жашыруун"),
    )
    case = build.a_case(placed, kind=Kind.STATEMENT, sender=Sender.FOR_ANOTHER, parties=(build.party(), *others))
    text = the_letter(placed, case)
    assert "Сагын Осмонов" in text
    assert "Нурлан Асанов" in text
    assert "жашыруун" not in text
    assert "nurlan@example.org" not in text


@pytest.mark.parametrize("named", [True, False])
def test_where_somebody_is_named_the_body_is_asked_not_to_tell_him(placed: Session, named: bool) -> None:
    concerns = (ConcernGiven("company", COMPANY),) if named else ()
    text = the_letter(placed, build.a_case(placed, language="en", kind=Kind.STATEMENT, concerns=concerns))
    assert ("do not pass the name" in text) is named
    assert COMPANY not in text  # whom it concerns is said in the text by the writer, or not at all


def test_a_term_that_is_being_checked_is_our_reading_and_its_article_is_not_cited(placed: Session) -> None:
    text = the_letter(placed, build.a_case(placed, language="en"))
    assert "By our reading of the law you have time to answer, from receipt: 10 working days" in text
    assert "article" not in text


def test_a_body_not_known_to_be_bound_is_told_no_days(placed: Session) -> None:
    placed.get_one(Authority, "SETS-OS").bound_by_confirmed = False
    text = the_letter(placed, build.a_case(placed, language="en"))
    assert "within the time that the law gives" in text
    assert "working day" not in text


def test_the_preview_is_the_letter_without_its_number(placed: Session) -> None:
    case = build.a_case(placed)
    sent = letters.letter_of(placed, case, build.the_leg(placed, case), build.NOW)
    draft = letters.DraftLetter(
        Kind.INFORMATION_REQUEST, Sender.PERSON, "ru", (build.party(),), build.SUBJECT, build.TEXT, "SETS-OS", "AC-OS",
        case.territory_code,
    )  # fmt: skip
    seen = letters.letter_preview(placed, draft, case.filed_on)
    assert (seen.title, seen.to, seen.paragraphs, seen.signature) == (sent.title, sent.to, sent.paragraphs, sent.signature)
    assert build.NAME in everything(seen)


def test_looking_at_a_letter_writes_nothing(placed: Session) -> None:
    case = build.a_case(placed)
    placed.commit()
    with reading():
        letter = letters.letter_of(placed, case, build.the_leg(placed, case), build.NOW)
    assert any("localhost" in line for line in letter.sender)  # the reply address was there from the filing on


def test_the_mail_says_what_the_paper_says(placed: Session) -> None:
    case = build.a_case(placed, language="ky", kind=Kind.STATEMENT)
    leg = build.the_leg(placed, case)
    mail = letters.queue_letter(placed, case, leg, "sets-os@body.example", build.NOW)
    with reading():
        pdf = text_of(letters.make_letter(placed, mail))
    for words in (case.number, build.NAME, "Өзгөн", "күйүп"):
        assert words in mail.text
        assert words in pdf
    assert mail.files[0]["make"] == letters.LETTER
    assert (mail.language, mail.case_ref, mail.leg_ref) == ("ky", case.id, leg.id)
    assert mail.reply_to


def test_two_copies_name_the_copy_and_leave_room_for_the_stamp(placed: Session) -> None:
    case = build.a_case(placed, language="en", authority_id="RDA-UZ")
    pdf = text_of(two_copies_pdf(*letters.two_copies(placed, case, build.the_leg(placed, case), build.NOW)))
    assert pdf.count(case.number) >= 2
    for words in ("Copy for the body", "Copy for the sender", "Incoming number"):
        assert words in pdf


def test_the_slip_shows_number_and_secret_and_no_name(placed: Session) -> None:
    case = build.a_case(placed, language="en")
    slip = papers.slip_of(placed, case, "4821093755162044", build.NOW)
    assert slip.secret == "4821 0937 5516 2044"
    pdf = text_of(slip_pdf(slip))
    assert case.number in pdf
    for secret in (build.NAME, build.MAIL, build.SUBJECT):
        assert secret not in pdf


def test_the_case_as_one_document_leaves_notes_where_they_were_written(placed: Session) -> None:
    case = build.a_case(placed, language="en")
    leg = build.with_body(placed, case)
    later = build.NOW + timedelta(hours=2)
    for text, by, kind, side in (
        ("Note of the body", build.OFFICER, MessageKind.BODY_NOTE, "body"),
        ("Note of the centre", build.STAFF, MessageKind.CENTRE_NOTE, "centre"),
    ):
        record(placed, case, E.NOTED, by, later, leg=leg, data={"side": side}, words=Words(kind, text))
    question = Words(MessageKind.QUESTION, build.QUESTION)
    record(placed, case, E.ASKED, build.OFFICER, later, leg=leg, data={"until_on": "2026-10-15"}, words=question)
    document = papers.case_file_of(placed, case, leg, Audience.BODY, later)
    pdf = text_of(case_pdf(document))
    assert build.NAME in pdf
    assert "Сураныч" in pdf
    assert "Note of" not in pdf
    assert text_of(letter_pdf(letters.letter_of(placed, case, leg, build.NOW)))


def test_the_code_on_the_paper_of_a_mail_is_the_link_of_that_mail(
    placed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy that a body prints opens the letter; the one that is handed in or that staff print opens nothing."""
    made: list[Letter] = []
    monkeypatch.setattr(letters, "letter_pdf", lambda letter: made.append(letter) or b"%PDF")
    case = build.a_case(placed)
    leg = build.the_leg(placed, case)
    mail = letters.queue_letter(placed, case, leg, "sets-os@body.example", build.NOW)
    with reading():
        letters.make_letter(placed, mail)
    (paper,) = made
    assert f"/letter/{case.number}/" in paper.qr
    assert paper.qr in mail.text
    assert paper.qr in mail.html
    assert case.number in paper.qr_line
    assert "/letter/" not in letters.two_copies(placed, case, leg, build.NOW)[0].qr
    assert "/letter/" not in letters.letter_of(placed, case, leg, build.NOW).qr
