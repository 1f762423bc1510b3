"""Whole stories of an officer through real pages, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.web.client import Page
from tests.web.officer.build import (
    IN_PART,
    MAIL,
    NAME,
    PDF,
    STAFF,
    Office,
    events,
    leg_of,
    open_tasks,
    register,
    state_of,
    texts,
    url,
)
from tracker.cases import reviewing
from tracker.cases.kinds import Kind, LegState, Outcome, TaskKind
from tracker.cases.models import CaseFile, Draft, DraftFile
from tracker.i18n import in_language, t
from tracker.mail.models import OutboxMail
from tracker.store import db


def test_one_person_registers_takes_and_answers(any_office: Office) -> None:
    case = any_office.letter()
    post = any_office.person()
    pages = any_office.signed_in(post)
    tray = pages.get("/en/officer")
    assert "Register it" in tray.text
    page = tray.click("Цемент заводунун чыгаруулары")
    assert NAME in page.text
    assert MAIL not in page.text, "a request is answered to the case's own address"
    page = register(page)
    leg = leg_of(case)
    assert (leg.state, leg.incoming_number, leg.registered_on, leg.post_id) == (
        LegState.IN_WORK,
        "08-14/231",
        TODAY,
        post.id,
    )
    assert "Answer by 7 December 2026." in asked(page)

    form = page.click("Answer").form("act")
    form.fill({"outcome": "partial", "text": "Өлчөөнүн жыйынтыгы тиркелет.", "signatory": "Башкарма башчысы"})
    page = form.submit("See it before it goes", status=422)
    assert any("what you do not give" in error for error in page.errors)
    assert any("Choose a ground" in error for error in page.errors)
    form = page.form("act").fill(IN_PART)
    form.fill({"outgoing_number": "06-3/17", "files": ("Жыйынтык.pdf", PDF)})
    page = form.submit("Add these files")
    assert "Жыйынтык.pdf" in page.text
    check = page.form("act").submit("See it before it goes")
    assert check.url == url(case, "/answer/check")
    for said in ("Өлчөөнүн жыйынтыгы тиркелет.", "06-3/17", "Жыйынтык.pdf", "Эмне берилбейт: Цехтин чоо-жайы"):
        assert said in check.text
    assert "/follow/" not in check.html, "the applicant's own link is not for officers"
    page = check.press("Send the answer")
    assert page.url == url(case, "?sent=1")

    leg = leg_of(case)
    assert (leg.state, leg.outcome, leg.answered_on, leg.outgoing_number) == (
        "answered",
        Outcome.PARTIAL,
        TODAY,
        "06-3/17",
    )
    [message] = texts(case, "answer")
    assert (message.body.split("\n\n")[0], message.signatory) == ("Өлчөөнүн жыйынтыгы тиркелет.", "Башкарма башчысы")
    assert "Left out on these grounds" in pages.get(url(case)).text
    assert db.session.scalar(select(CaseFile.id).where(CaseFile.message_id == message.id)) is not None
    assert db.session.scalar(select(Draft.id)) is None
    assert db.session.scalar(select(DraftFile.id)) is None
    assert open_tasks(case, TaskKind.RELEASE)
    assert "Цемент" in pages.get("/en/officer/done").text
    assert "Цемент" not in pages.get("/en/officer").main.text


def test_an_answered_letter_does_not_wait_for_somebody_to_take_it(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    assert "Nobody has taken it yet" in pages.get(url(case)).text
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "full", "text": "Өлчөөнүн жыйынтыгы тиркелет."})
    page = form.submit("See it before it goes").press("Send the answer")
    assert "taken it" not in page.text


@pytest.mark.parametrize(("kind", "offered"), [(Kind.INFORMATION_REQUEST, True), (Kind.STATEMENT, False)])
def test_more_time_is_offered_only_where_the_law_has_it(office: Office, kind: Kind, offered: bool) -> None:
    """The extra time of Law 67 is not verified: no way leads to a page that says so."""
    case = office.letter(kind)
    page = register(office.signed_in(office.person()).get(url(case)))
    assert ("Take more time" in [text for text, _ in page.links()]) == offered


def test_the_letter_that_goes_is_the_one_that_was_shown(any_office: Office) -> None:
    case = any_office.letter()
    case.contact_confirmed_at = case.filed_at
    pages = any_office.signed_in(any_office.person())
    form = (
        pages.get(url(case, "/answer"))
        .form("act")
        .fill({"outcome": "full", "text": "Толук жооп.", "signatory": "Башчы"})
    )
    check = form.submit("See it before it goes")
    check.press("Send the answer")
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "notice:answered")).one()
    shown = check.document.first("div", class_="paper-sheet")
    assert shown is not None
    body = mail.text.split("\n-- \n")[0]
    with in_language("ky"):
        frame = {t("Hello,"), t("The text")}
    lines = [line.strip().removeprefix("- ").rstrip(":") for line in body.splitlines()]
    for line in lines:
        if line and line not in frame and not line.startswith("http"):
            assert all(part in shown.text for part in line.split(": ")), line


def asked(page: Page) -> str:
    """What the page says is to be done now."""
    found = page.document.first("h2", id="now")
    assert found is not None
    return found.text


def test_a_refusal_names_its_grounds_and_the_ways_to_review(any_office: Office) -> None:
    case = any_office.letter(Kind.INFORMATION_REQUEST)
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case)).click("Refuse")
    assert "The law restricts it to protect the rights" in page.text
    assert "ways to have it reviewed" in page.text

    form = page.form("act").fill({"text": "Бул маалымат коммерциялык сыр.", "convention": "R-COMMERCE"})
    page = form.submit("See it before it goes", status=422)
    assert any("Convention alone" in error for error in page.errors)
    assert any("public interest" in error for error in page.errors)
    assert page.form("act")["text"] == "Бул маалымат коммерциялык сыр."

    again = pages.get(url(case, "/refuse"))  # kept without the tick, and opened once more
    box = again.document.first("input", name="emissions")
    assert box is not None
    assert box.get("value") == "y", "a browser sends what stands here when it is ticked"
    assert not again.form("act").values.getlist("emissions")
    form = page.form("act").fill({"national": "K217-RESTR-RIGHTS", "weighing": "Ачыкка чыкса зыян чоң."})
    form.fill(emissions=True)
    page = form.submit("See it before it goes", status=422)
    assert any("emissions cannot be refused" in error for error in page.errors)

    form = page.form("act")
    form.values.poplist("emissions")
    check = form.submit("See it before it goes")
    sheet = check.document.first("div", class_="paper-sheet")
    assert sheet is not None
    assert sheet.get("lang") == "ky", "the letter is in the applicant's language"
    assert "Коомдук кызыкчылык жөнүндө: Ачыкка чыкса зыян чоң." in sheet.text
    check.press("Send the refusal")
    leg = leg_of(case)
    assert (leg.state, leg.outcome) == ("answered", Outcome.REFUSED)
    assert events(case)[-1] == "refused"
    [message] = texts(case, "refusal")
    assert "Ачыкка чыкса зыян чоң." in message.body


def test_more_time_shows_both_dates_before_it_is_taken(any_office: Office) -> None:
    case = any_office.letter()
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case)).click("Take more time")
    assert "7 December 2026" in page.text
    assert "21 December 2026" in page.text
    form = page.form("act").fill({"ground": "K217-EXT-VOLUME", "reason": "Көп маалымат."})
    page = form.submit("Take more time")
    assert leg_of(case).answer_due_on == date(2026, 12, 21)
    assert "Answer by 21 December 2026." in asked(page)
    assert "Take more time" not in [text for text, _ in page.links()]
    page = pages.get(url(case, "/more-time"))
    assert "once already" in page.text


def test_a_question_to_the_applicant_stops_no_clock(any_office: Office) -> None:
    case = any_office.letter()
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case)).click("Ask the applicant")
    assert "runs on" in page.text
    for wrong in ("2026-11-23", "2026-12-04"):
        page = page.form("act").fill(question="Кайсы көчө?", until_on=wrong).submit("Send the question", status=422)
        assert any("not later than 3 December 2026" in error for error in page.errors), wrong
    page = page.form("act").fill(question="Кайсы көчө?", until_on="2026-12-01").submit("Send the question")
    assert state_of(case) == LegState.ASKED
    assert "Wait for the applicant: he was asked to reply by 1 December 2026." in asked(page)
    assert "Answer due by 7 December 2026" in page.text


def test_registering_while_the_applicant_is_asked_keeps_the_question(any_office: Office) -> None:
    case = any_office.letter(Kind.STATEMENT)
    pages = any_office.signed_in(any_office.person())
    page = pages.get(url(case)).click("Ask the applicant").form("act").fill(question="Кайсы көчө?").submit("Send the question")
    assert asked(page).startswith("Register it"), "the law's day to register is not put off by a question"
    page = register(page)
    assert (state_of(case), leg_of(case).incoming_number) == (LegState.ASKED, "08-14/231")
    assert "Wait for the applicant: he was asked to reply by 3 December 2026." in asked(page)
    assert "08-14/231" in page.text
    assert "Register" not in [text for text, _ in page.links()]
    tray = pages.get("/en/officer").text
    assert case.number in tray
    assert "Wait for the applicant: he was asked to reply by 3 December 2026." in tray


def test_passing_on_takes_the_letter_off_the_desk(any_office: Office) -> None:
    case = any_office.letter()
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case, "/note")).form("act").fill(text="Бул биздики эмес окшойт.").submit("Keep the note")
    assert "Бул биздики эмес окшойт." in page.text
    page = pages.get(url(case)).click("Pass on to another body")
    page = page.form("act").fill(search="здравоохранения", reason="Биз эмес, алар өлчөйт.").submit("Find")
    assert page.form("act")["reason"] == "Биз эмес, алар өлчөйт.", "nothing typed is lost by searching"
    chosen = next(c.get("value") for c in page.form("act").controls() if c.get("name") == "to_authority_id")
    page = page.form("act").fill(to_authority_id=chosen).submit("Pass on")
    assert leg_of(case).authority_id == chosen
    assert "Your body passed this letter on" in page.text
    assert "Бул биздики эмес окшойт." in page.text
    for private in (NAME, "Ленин 5", "чаң чыгарып"):
        assert private not in page.text
    assert "no longer with you" in pages.get(url(case, "/answer"), status=409).text
    done = pages.get("/en/officer/done").text
    assert case.number in done
    assert "Цемент" not in done, "what it is about is no longer this body's business"


def test_a_letter_on_its_way_is_confirmed_first_and_registered_later(any_office: Office) -> None:
    case = any_office.filed()
    reviewing.review(db.session, case, by=STAFF, now=NOW)
    db.session.commit()
    pages = any_office.signed_in(any_office.person())
    page = pages.get(url(case))
    assert "Register it, or confirm that you have it." in asked(page)
    page = page.click("We have it, register later").form("act").submit("Confirm the receipt")
    leg = leg_of(case)
    assert (leg.state, leg.received_on, leg.proof) == (LegState.RECEIVED, TODAY, "confirmed_by_officer")
    assert "It came on 23 November 2026" in asked(page)
    assert not open_tasks(case, TaskKind.DELIVER)


def test_a_letter_is_found_by_our_number_and_by_its_own(any_office: Office) -> None:
    case, other = any_office.letter(), any_office.letter(body="SETS-O")
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)), "вх. 77/а")
    for typed in (case.number, case.number.replace("-", " "), "вх. 77/а"):
        tray = pages.get("/en/officer")
        assert tray.form("Find").fill(number=typed).submit("Find").url == url(case)
    assert "has no letter" in pages.get(f"/en/officer?number={other.number}").text
