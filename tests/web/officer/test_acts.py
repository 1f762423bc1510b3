"""Announced days and payments, another kind of letter, corrected answers and the head's signature, through real pages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests.cases.law_build import law_says
from tests.conftest import NOW, TODAY
from tests.web.client import PageClient
from tests.web.officer.build import IN_PART, NAME, PDF, Office, events, leg_of, register, state_of, texts, url
from tests.web.words import said
from tracker.cases import deciding, requalifying
from tracker.cases.errors import CaseError, Problem
from tracker.cases.kinds import Kind, LegState, Outcome
from tracker.cases.models import Case, CaseFile, Draft, DraftFile
from tracker.directory.models import Authority
from tracker.directory.posts import PostRole
from tracker.law.versions import What
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

OFFICER = Actor(ActorKind.OFFICER, authority_id="SETS-CH")
LANGUAGES = ("ky", "ru", "en")


def told(kind: str) -> list[OutboxMail]:
    return list(db.session.scalars(select(OutboxMail).where(OutboxMail.kind == f"notice:{kind}")))


NO_GROUND = {
    "en": "The law gives extra time, but no ground for it is known here yet. Ask the centre.",
    "ru": "Закон даёт дополнительное время, но его основание здесь пока не известно. Спросите центр.",
    "ky": "Мыйзам кошумча убакыт берет, бирок анын негизи бул жерде азырынча белгисиз. Борбордон сураңыз.",
}


def test_extra_time_without_a_ground_is_no_dead_end(any_office: Office) -> None:
    """Of Law 67 no ground to extend is coded: a term that is confirmed here brings none with it."""
    days = {"status": "confirmed", "value": 10, "unit": "working_days", "starts": "original_date", "source": "cbd"}
    law_says(What.TERM, "extension", days, law="KG-APP-67")
    case = any_office.letter(Kind.STATEMENT)
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    pages.get(url(case)).click("Take more time")
    for language, why in NO_GROUND.items():
        page = pages.get(url(case, "/more-time").replace("/en/", f"/{language}/", 1)).text
        assert why in page
        assert said("Why does it need more time?", language) not in page
    leg = leg_of(case)
    with pytest.raises(CaseError) as refused:
        deciding.extend(db.session, db.session.get_one(Case, case.id), leg, by=OFFICER, now=NOW, ground="X", reason="Көп барак.")
    assert refused.value.problem is Problem.NO_EXTENSION_GROUND
    assert leg_of(case).extended_on is None


def test_a_day_is_announced_beside_the_date_that_counts(any_office: Office) -> None:
    case = any_office.letter()
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case)).click("Name the day of the answer")
    assert "7 December 2026" in page.text
    form = page.form("act").fill(announced_on="2026-11-20", text="Лабораторияны күтөбүз.")
    page = form.submit("Announce the day", status=422)
    assert "already passed" in page.errors[0]
    assert page.form("act")["text"] == "Лабораторияны күтөбүз."
    page = page.form("act").fill(announced_on="2026-12-20").submit("Announce the day")
    leg = leg_of(case)
    assert (leg.announced_on, leg.answer_due_on) == (date(2026, 12, 20), date(2026, 12, 7))
    for words in ("Announced by the body", "20 December 2026", "Answer due by", "7 December 2026"):
        assert words in page.text
    [mail] = told("date_announced")
    assert "20.12.2026" in mail.text or "20-декабры" in mail.text
    public = PageClient(any_office.app).get(f"/en/case/{case.number}")
    assert "The body announced that it means to answer on 20 December 2026. This moves no date." in public.text


def test_a_payment_is_asked_for_with_its_basis(any_office: Office) -> None:
    case = any_office.letter()
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case)).click("Ask for a payment")
    assert "free of charge" in page.text
    form = page.form("act").fill(amount="жүз", purpose="40 барак көчүрмө", basis="Баалар тизмеси № 5, 01.03.2025")
    page = form.submit("Tell the applicant", status=422)
    assert page.errors == ["Write a number in digits."]
    assert page.form("act")["purpose"] == "40 барак көчүрмө"
    page = page.form("act").fill(amount="1 250,50").submit("Tell the applicant")
    assert "1\u00a0250,50 som" in page.text or "1 250,50 som" in page.text
    leg = leg_of(case)
    assert (leg.fee_asked_on, leg.answer_due_on) == (TODAY, date(2026, 12, 7))
    [message] = texts(case, "fee")
    assert message.body == "40 барак көчүрмө\n\nБаалар тизмеси № 5, 01.03.2025"
    for lang, words in (("ky", "Негизи"), ("ru", "На каком основании"), ("en", "On what basis")):
        assert f"{words}: Баалар тизмеси № 5, 01.03.2025" in pages.get(f"/{lang}/officer/{case.number}").text
    public = PageClient(any_office.app).get(f"/en/case/{case.number}").text
    assert "The body wants a payment" in public
    assert "40 барак" not in public


def test_another_kind_is_announced_with_its_date_and_can_be_done_once(any_office: Office) -> None:
    case = any_office.letter(Kind.STATEMENT)
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    page = pages.get(url(case)).click("Treat it as another kind of letter")
    assert "Request for information: answer by 7 December 2026" in page.text
    page = page.form("act").fill(kind="information_request").submit("Treat it so", status=422)
    assert page.errors == ["Write the reason in your own words."]
    page = page.form("act").fill(reason="Өлчөөнүн жыйынтыгын сурап жатат.").submit("Treat it so")
    db.session.expire_all()
    assert (case.kind, case.filed_kind) == ("information_request", "statement")
    assert leg_of(case).answer_due_on == date(2026, 12, 7)
    assert "“Request for information” instead of “Report of a problem”" in page.text
    assert "Treat it as another kind of letter" not in [text for text, _ in page.links()]
    again = pages.get(url(case, "/kind")).form("act").fill(kind="proposal", reason="Сунуш.").submit("Treat it so", status=422)
    assert "changed once already" in again.errors[0]


def test_an_objection_is_read_on_the_page_of_the_body(any_office: Office) -> None:
    case = any_office.letter()
    pages = any_office.signed_in(any_office.person())
    register(pages.get(url(case)))
    pages.get(url(case, "/kind")).form("act").fill(kind="statement", reason="Арыз.").submit("Treat it so")
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    requalifying.object_to_kind(db.session, case, leg_of(case), by=holder, now=NOW, reason="Мен маалымат сурадым.")
    db.session.commit()
    page = pages.get(url(case))
    assert "Мен маалымат сурадым." in page.text
    assert "Request for information" in page.text


def answered(office: Office) -> tuple[Case, PageClient]:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/answer")).form("act").fill({**IN_PART, "text": "Чаң 0,5 мг/м3."})
    form.submit("See it before it goes").press("Send the answer")
    return case, pages


def test_an_answer_is_corrected_with_a_file(any_office: Office) -> None:
    case, pages = answered(any_office)
    page = pages.get(url(case)).click("Correct the answer")
    assert "stays as it was" in page.text
    page = page.form("act").fill({"text": "Чаң 0,05 мг/м3."}).submit("See it before it goes", status=422)
    assert len(page.errors) == 2, "why, and the result now"
    form = page.form("act").fill({"reason": "wrong_figure", "outcome": "full", "files": ("Туура.pdf", PDF)})
    form.submit("Add these files")
    page = pages.get(url(case, "/correct"))
    check = page.form("act").submit("See it before it goes")
    for words in ("Чаң 0,05 мг/м3.", "Туура.pdf"):
        assert words in check.text
    page = check.press("Send the correction")
    leg = leg_of(case)
    assert (leg.outcome, leg.answered_on, leg.corrected_on) == (Outcome.FULL, TODAY, TODAY)
    assert "The body corrected this on 23 November 2026." in page.text
    assert "Why: a figure or a date was wrong." in page.text
    [message] = texts(case, "correction")
    assert db.session.scalar(select(CaseFile.id).where(CaseFile.message_id == message.id)) is not None
    assert db.session.scalar(select(Draft.id)) is None
    assert len(told("answer_corrected")) == 1


def head_signs(office: Office) -> tuple[PageClient, PageClient]:
    """The officer's browser and the head's, in a body whose head signs."""
    db.session.get_one(Authority, "SETS-CH").head_signs = True
    officer, head = office.person(), office.person("bashchy", PostRole.HEAD)
    db.session.commit()
    return office.signed_in(officer), office.signed_in(head)


def give(pages: PageClient, case: Case, text: str = "Өлчөөнүн жыйынтыгы тиркелет.") -> None:
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "full", "text": text})
    form.fill({"files": ("Жыйынтык.pdf", PDF)}).submit("Add these files")
    check = pages.get(url(case, "/answer")).form("act").submit("See it before it goes")
    assert "Send the answer" not in check.text
    check.press("Give it to the head to sign")


def test_the_head_signs_and_it_goes_as_his(any_office: Office) -> None:
    case = any_office.letter()
    officer, head = head_signs(any_office)
    register(officer.get(url(case)))
    give(officer, case)
    leg = leg_of(case)
    assert (leg.state, leg.answered_on, leg.head_act) == (LegState.IN_WORK, None, "answer")
    assert not told("answered")
    assert len(told("approval_asked")) == 1
    page = officer.get(url(case))
    assert "waits for the head's signature" in page.text
    assert officer.get(url(case, "/answer")).url == url(case), "what waits is not written on"
    assert officer.get(url(case, "/sign")).url == url(case), "only the head signs"
    public = PageClient(any_office.app).get(f"/en/case/{case.number}").text
    assert "signature" not in public

    tray = head.get("/en/officer")
    assert "Waits for your signature" in tray.text
    page = tray.click("To sign: Цемент заводунун чыгаруулары")
    assert page.url == url(case, "/sign")
    assert "Өлчөөнүн жыйынтыгы тиркелет." in page.text
    assert "Жыйынтык.pdf" in page.text
    page = page.form("sign").submit("Sign and send")
    leg = leg_of(case)
    assert (leg.state, leg.outcome, leg.answered_on, leg.head_act) == (LegState.ANSWERED, Outcome.FULL, TODAY, None)
    [message] = texts(case, "answer")
    assert message.signatory == "bashchy кызмат", "where nobody else is named, he is who signed"
    assert db.session.scalar(select(CaseFile.id).where(CaseFile.message_id == message.id)) is not None
    assert db.session.scalar(select(Draft.id)) is None
    assert db.session.scalar(select(DraftFile.id)) is None
    assert "Waits for your signature" not in head.get("/en/officer").text
    assert len(told("answered")) == 1


def test_sent_back_with_a_note_and_given_again(any_office: Office) -> None:
    case = any_office.letter()
    officer, head = head_signs(any_office)
    register(officer.get(url(case)))
    give(officer, case)
    page = head.get(url(case, "/sign"))
    page = page.form("back").submit("Send it back", status=422)
    assert page.errors == ["Write what should be changed."]
    page = page.form("back").fill(note="Санды текшериңиз.").submit("Send it back")
    assert events(case)[-1] == "approval_returned"
    page = officer.get(url(case))
    assert "Санды текшериңиз." in page.text
    form = officer.get(url(case, "/answer")).form("act")
    assert form["text"] == "Өлчөөнүн жыйынтыгы тиркелет.", "his draft is his again"
    form.fill(text="Туура жыйынтык.").submit("See it before it goes").press("Give it to the head to sign")
    head.get(url(case, "/sign")).form("sign").submit("Sign and send")
    assert [text.body for text in texts(case, "answer")] == ["Туура жыйынтык."]


def test_a_stale_draft_is_not_signed(any_office: Office) -> None:
    """Taken back, changed and given again while the head looked: he signs nothing that he has not seen."""
    case = any_office.letter()
    officer, head = head_signs(any_office)
    register(officer.get(url(case)))
    give(officer, case)
    seen = head.get(url(case, "/sign")).form("sign")
    page = officer.get(url(case)).press("Take it back to change it")
    assert page.url == url(case, "/answer")
    page.form("act").fill(text="Такыр башка жооп.").submit("See it before it goes").press("Give it to the head to sign")
    page = seen.submit("Sign and send", status=409)
    assert "in the meantime" in page.h1
    assert state_of(case) == LegState.IN_WORK
    assert "Такыр башка жооп." in head.get(url(case, "/sign")).text


def test_two_signatures_make_one_answer(any_office: Office) -> None:
    case = any_office.letter()
    officer, head = head_signs(any_office)
    give(officer, case)
    form = head.get(url(case, "/sign")).form("sign")
    first, second = form.submit("Sign and send"), form.submit("Sign and send", status=None)
    assert first.url == url(case, "?sent=1")
    assert second.status in {200, 409}
    assert events(case).count("answered") == 1


def test_a_head_of_another_body_and_an_officer_sign_nothing(office: Office) -> None:
    case = office.letter()
    officer, _head = head_signs(office)
    give(officer, case)
    stranger = office.signed_in(office.person("bashka", PostRole.HEAD, body="SETS-O"))
    stranger.get(url(case, "/sign"), status=404)
    form = office.signed_in(office.person("dagy", PostRole.HEAD)).get(url(case, "/sign")).form("sign")
    token = officer.get(url(case, "/note")).form("act")["csrf_token"]
    stolen = officer.post(url(case, "/sign"), {**dict(form.values), "csrf_token": token}, status=403)
    assert NAME not in stolen.text
    assert state_of(case) == LegState.RECEIVED


PAGES = ("/day-of-answer", "/payment", "/kind", "/correct")


@pytest.mark.parametrize("rest", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_is_whole_in_each_language(office: Office, rest: str, language: str) -> None:
    case = answered(office)[0] if rest == "/correct" else office.letter()
    pages = office.signed_in(office.person("dagy"))
    page = pages.get(url(case, rest).replace("/en/", f"/{language}/"))
    assert page.lang == language
    titles = {
        "/day-of-answer": "Name the day of the answer", "/payment": "Ask for a payment",
        "/kind": "Treat it as another kind of letter", "/correct": "Correct the answer",
    }  # fmt: skip
    assert page.h1 == said(titles[rest], language)
