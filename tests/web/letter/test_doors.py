"""What a letter's link does not open: too old, closed, forwarded after its end, with a wrong code, for another duty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from tests.conftest import NOW
from tests.people.build import a_post, an_account, enter
from tests.web.client import Page, PageClient
from tests.web.letter.build import MAILBOX, Mailroom
from tests.web.officer.build import BODY, PDF, leg_of
from tracker.cases import closing, deciding, letter_codes, letter_links
from tracker.cases.letter_links import LASTS, Ended
from tracker.cases.link_models import LetterCode, LetterLink, LetterLinkUse
from tracker.cases.models import Case, CaseContent, CaseEvent, CaseFile, Leg
from tracker.directory.models import Contact
from tracker.directory.posts import PostRole
from tracker.files.intake import add_row, keep_made
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.shared.access import Audience, declaration

OFFICER = Actor(ActorKind.OFFICER, authority_id=BODY)


def transferred(case: Case) -> None:
    deciding.transfer(
        db.session, case, leg_of(case), by=OFFICER, now=NOW, to_authority_id="MNR", ground="NOT_COMPETENT", reason="Сиздики эмес"
    )  # fmt: skip


def withdrawn(case: Case) -> None:
    by = Actor(ActorKind.CONFIRMED_APPLICANT, case_id=case.id)
    closing.withdraw(db.session, case, by=by, now=NOW, reason="")


def bounced(case: Case) -> None:
    db.session.scalars(select(Contact).where(Contact.value == MAILBOX)).one().state = "bounced"


def replaced(case: Case) -> None:
    bounced(case)
    db.session.add(Contact(authority_id=BODY, kind="email", value="jangy@sets-chui.example", state="usable"))


def revoked(case: Case) -> None:
    link = db.session.scalars(select(LetterLink)).one()
    assert letter_links.revoke(db.session, case, link.id, by=Actor(ActorKind.STAFF, centre_id="AC-BI"), now=NOW)


ENDS = [
    (transferred, "Письмо перенаправлено"), (withdrawn, "Письмо закрыто"), (bounced, "Эта ссылка закрыта"),
    (replaced, "Эта ссылка закрыта"), (revoked, "Эта ссылка закрыта"),
]  # fmt: skip


@pytest.mark.parametrize(("end", "title"), ENDS, ids=[row[0].__name__ for row in ENDS])
def test_a_link_ends_with_its_duty_and_its_address(mailroom: Mailroom, end: Any, title: str) -> None:
    """At once, also for who has the page open; and in the language of the reader."""
    case = mailroom.letter()
    _, page = mailroom.opened("ru")
    form = page.form("register").fill(incoming_number="5")
    end(db.session.get_one(Case, case.id))
    db.session.commit()
    assert form.submit("Зарегистрировать", status=410).h1 == title
    assert leg_of(case).registered_on is None
    stranger = PageClient(mailroom.app).get(mailroom.link("ru"), status=410)
    assert stranger.h1 == title
    assert "Цемент" not in stranger.text


def test_a_link_grows_old(mailroom: Mailroom) -> None:
    mailroom.letter()
    with time_machine.travel(NOW + LASTS + timedelta(hours=1), tick=True):
        page = PageClient(mailroom.app).get(mailroom.link("en"), status=410)
    assert page.h1 == "This link has grown old"
    assert "22 January 2027" in page.text
    assert "turned_away" in list(db.session.scalars(select(LetterLinkUse.what)))


def test_a_link_that_was_cut_or_made_up_opens_nothing(mailroom: Mailroom) -> None:
    case, other = mailroom.letter(), mailroom.letter()
    link = mailroom.link("ky")
    before, token = link.rsplit("/", 1)
    assert before.endswith(other.number)
    for wrong in (
        f"{before}/{token[:-3]}", f"{before}/1~AAAA", f"{before}/zz~{token}", f"{before}/{token}x", f"{before}/~",
        f"/ky/letter/{case.number}/{token}",
    ):  # fmt: skip
        page = PageClient(mailroom.app).get(wrong, status=404)
        assert page.h1 == "Бул шилтеме эч нерсени ачпайт", wrong


def test_without_the_link_the_pages_say_how_to_get_in(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    page = PageClient(mailroom.app).get(f"/ru/letter/{case.number}", status=403)
    assert page.h1 == "Это письмо не открыто в этом браузере"


def test_the_key_of_one_letter_opens_no_other(mailroom: Mailroom) -> None:
    mine, theirs = mailroom.letter(), mailroom.letter()
    pages, page = mailroom.opened()
    assert page.url == f"/en/letter/{theirs.number}"
    assert pages.get(f"/en/letter/{mine.number}", status=403)
    assert pages.get(f"/en/officer/{theirs.number}").url.startswith("/en/login"), "the link signs nobody in"


def test_after_half_a_day_the_link_has_to_be_opened_again(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    pages, _ = mailroom.opened()
    with time_machine.travel(NOW + timedelta(hours=13), tick=True):
        pages.get(f"/en/letter/{case.number}", status=403)
        pages.get(mailroom.link("en"))


def asked(room: Mailroom) -> Page:
    return room.opened()[1].click("Answer").press("Send me the code")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_dies_of_five_wrong_tries(any_mailroom: Mailroom) -> None:
    any_mailroom.letter()
    page = asked(any_mailroom)
    code = any_mailroom.code()
    for left in (4, 3, 2, 1):
        page = page.form("type").fill(code=wrong(code)).submit("Go on", status=422)
        assert page.errors == [f"This is not the code. {left} {'try is' if left == 1 else 'tries are'} left."]
    page = page.form("type").fill(code=wrong(code)).submit("Go on", status=422)
    assert "is not good any more" in page.errors[0]
    page = page.form("type").fill(code=code).submit("Go on", status=422)
    assert "is not good any more" in page.errors[0], "the right one comes too late"
    assert db.session.scalars(select(LetterCode.tries)).one() == letter_codes.TRIES
    assert list(db.session.scalars(select(LetterLinkUse.what))).count("code_wrong") == 6
    page = page.press("Send a new code")
    assert page.form("type").fill(code=any_mailroom.code()).submit("Go on").url.endswith("/answer")


@pytest.mark.parametrize(
    ("why", "typed", "later"), [("too old", "right", 15), ("empty", "", 0), ("not digits", "алты сан", 0)]
)
def test_a_code_that_is_not_good(mailroom: Mailroom, why: str, typed: str, later: int) -> None:
    mailroom.letter()
    page = asked(mailroom)
    code = mailroom.code() if typed == "right" else typed
    with time_machine.travel(NOW + timedelta(minutes=later, seconds=1), tick=True):
        page = page.form("type").fill(code=code).submit("Go on", status=422)
    assert page.errors, why


def test_a_code_works_once_and_the_newest_alone(mailroom: Mailroom) -> None:
    mailroom.letter()
    page = asked(mailroom)
    first = mailroom.code()
    page = page.press("Send a new code")
    second = mailroom.code()
    page = page.form("type").fill(code=first).submit("Go on", status=422)
    page.form("type").fill(code=second).submit("Go on")
    other = mailroom.opened()[1].click("Answer")
    page = other.client.post(other.url.split("?")[0], {"code": second}, status=400)
    form = other.press("Send me the code").form("type")
    assert form.fill(code=second).submit("Go on", status=422).errors


def test_the_mailbox_of_a_body_is_not_flooded(mailroom: Mailroom) -> None:
    mailroom.letter()
    page = asked(mailroom)
    for _ in range(letter_codes.AT_ONCE - 1):
        page = page.press("Send a new code")
    page = page.press("Send a new code", status=429)
    assert "wait a quarter of an hour" in page.errors[0]
    assert db.session.query(OutboxMail).filter_by(kind="letter_code").count() == letter_codes.AT_ONCE


def test_deciding_wants_the_code_and_loses_nothing_that_was_typed(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    pages, _ = mailroom.opened()
    for path in ("answer", "refuse", "more-time", "pass-on", "answer/check"):
        assert "/code?goal=" in pages.get(f"/en/letter/{case.number}/{path}").url
    pages = mailroom.with_code()
    form = pages.get(f"/en/letter/{case.number}/answer").form("act")
    form.fill({"outcome": "full", "text": "Он беш беттен турган жооп, көп жазылды."})
    with time_machine.travel(NOW + timedelta(hours=2, minutes=1), tick=True):
        page = form.submit("See it before it goes", status=403)
        assert page.h1 == "A new code is needed"
        assert "Он беш беттен турган жооп" in page.html
    assert leg_of(case).answered_on is None


@pytest.mark.parametrize("act", ["extended", "transferred", "refused"])
def test_with_the_code_a_body_decides(mailroom: Mailroom, act: str) -> None:
    case = mailroom.letter()
    pages = mailroom.with_code()
    at = f"/en/letter/{case.number}"
    if act == "extended":
        pages.get(at).form("register").fill(incoming_number="8").submit("Register")
        form = pages.get(f"{at}/more-time").form("act")
        form.fill(ground=form.page.main.first("input", name="ground").get("value"), reason="Өлчөө бүтө элек").submit(
            "Take more time"
        )
    elif act == "transferred":
        form = pages.get(f"{at}/pass-on").form("act").fill({"search": "жаратылыш ресурстары министрлиги"})
        form = form.submit("Find").form("act").fill({"to_authority_id": "MNR", "reason": "Өлчөөлөр министрликте"})
        page = form.submit("Pass on")
        assert page.h1 == "The letter was passed on"
        assert [leg.authority_id for leg in db.session.scalars(select(Leg).order_by(Leg.id))] == [BODY, "MNR"]
    else:
        form = (
            pages.get(f"{at}/refuse")
            .form("act")
            .fill({"typed_article": "Мыйзам, 10-берене", "text": "Себеби ушундай."})
        )
        form.fill(files=("Чечим.pdf", PDF)).submit("See it before it goes").press("Send the refusal")
    db.session.expire_all()
    event = db.session.scalars(select(CaseEvent).where(CaseEvent.type == act)).one()
    assert (event.actor_kind, event.authority_id) == (ActorKind.LETTER_CODE, BODY)
    assert mailroom.applicant_was_told()


def test_contacts_that_the_applicant_wrote_into_the_text_are_covered(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    content = db.session.get_one(CaseContent, case.id)
    content.body = "Цемент заводу чаң чыгарып жатат. Мага 0555 010203 же asan@citizen.example аркылуу жазыңыз."
    db.session.commit()
    _, page = mailroom.opened()
    form = mailroom.with_code().get(f"/en/letter/{case.number}/answer")
    for shown in (page, form):
        assert "0555 010203" not in shown.html
        assert "asan@citizen.example" not in shown.html
        assert "аркылуу жазыңыз" in shown.text


def test_a_file_of_the_letter_opens_after_the_code(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    row = add_row(db.session, keep_made("сүрөт.pdf", "application/pdf", PDF), NOW)
    db.session.add(CaseFile(case_id=case.id, kind="letter", file_id=row.id))
    db.session.commit()
    file_id = db.session.scalars(select(CaseFile.id)).one()
    pages, page = mailroom.opened()
    assert "сүрөт.pdf" in page.text
    assert "/code?goal=case" in pages.get(f"/en/letter/{case.number}/file/{file_id}").url
    assert mailroom.with_code().get(f"/en/letter/{case.number}/file/{file_id}").data == PDF


def test_staff_read_what_was_done_and_close_a_link(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    pages, page = mailroom.opened()
    page.form("register").fill(incoming_number="5").submit("Register")
    account = an_account(
        db.session, "aigul@centre.example", "Үлгү", tf_primary_method="authenticator", tf_totp_secret="x"
    )
    staff = enter(PageClient(mailroom.app), account, a_post(db.session, account, PostRole.STAFF, centre_id="AC-BI"))
    page = staff.get(f"/en/staff/{case.number}")
    assert MAILBOX in page.text
    assert "the registration" in page.text
    assert "/letter/" not in page.html
    page = page.press("Close this link")
    assert "closed by the centre" in page.text
    assert pages.get(f"/en/letter/{case.number}", status=410).h1 == "This link is closed"
    link = db.session.scalars(select(LetterLink)).one()
    assert (link.revoked_by_id, letter_links.ended(db.session, link, leg_of(case), NOW)) == (account.id, Ended.REVOKED)
    letter = db.session.scalars(select(OutboxMail.id).where(OutboxMail.kind == "letter")).one()
    shown = staff.get(f"/en/staff/outbox/{letter}")
    assert f"/letter/{case.number}/…" in shown.text, "who reads the outbox cannot act in a body's name"
    token = mailroom.link().rsplit("/", 1)[1]
    assert token not in shown.html


def test_a_second_letter_about_the_same_duty_brings_the_same_link(mailroom: Mailroom) -> None:
    case = mailroom.letter()
    leg = leg_of(case)
    first = letter_links.link_for(db.session, leg, MAILBOX, NOW + timedelta(days=10)).id
    assert letter_links.link_for(db.session, leg, MAILBOX, NOW + timedelta(days=20)).id == first
    assert letter_links.link_for(db.session, leg, MAILBOX, NOW + timedelta(days=40)).id != first
    assert letter_links.link_for(db.session, leg, "other@sets-chui.example", NOW).id != first


def test_every_page_of_a_link_asks_for_the_link(mailroom: Mailroom) -> None:
    """All but opening it; and no other audience shares an address with it."""
    for endpoint, view in mailroom.app.view_functions.items():
        declared = declaration(view)
        if endpoint.startswith("letter.") and endpoint != "letter.open_letter":
            assert declared, endpoint
            assert declared.audiences == {Audience.LETTER}, endpoint
        elif declared:
            assert Audience.LETTER not in declared.audiences, endpoint
