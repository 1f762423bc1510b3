"""The page of one case for everybody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.conftest import NOW
from tests.web.client import PageClient
from tests.web.public.cases import ANSWER, BODY, EMAIL, NAME, PHONE, STAFF, SUBJECT, Letters
from tracker.cases import publishing
from tracker.cases.kinds import Kind, Outcome
from tracker.cases.models import CaseFile, Message
from tracker.files.intake import add_row, keep_made
from tracker.store import db

VILLAGE = "AO-41708203803000"


def test_who_owes_and_by_when_and_how_it_was_counted(pages: PageClient) -> None:
    letter = Letters().delivered(3)
    page = pages.get(f"/en/case/{letter.number}")
    assert "Now it is owed by" in page.text
    assert "Answer due by 4 December 2026" in page.text
    assert "10 working days" in page.text
    assert "a copy with the body's stamp" in page.text
    assert "The limit of the Convention" in page.text


def test_late_is_said_carefully_and_with_what_can_be_done(pages: PageClient) -> None:
    page = pages.get(f"/en/case/{Letters().delivered(40).number}")
    assert "past the date we counted; term being checked" in page.text
    assert "past the limit of the Convention" in page.text
    assert "working days late" in page.text
    assert "Akyikatchy" in page.text


def test_a_refusal_is_not_called_an_answer(pages: PageClient) -> None:
    page = pages.get(f"/en/case/{Letters().answered(Outcome.NOT_HELD).number}")
    assert "The body does not have the information" in page.main.first("h2").text


def test_until_release_nobody_reads_the_texts(pages: PageClient) -> None:
    letter = Letters().answered()
    page = pages.get(f"/ky/case/{letter.number}")
    for hidden in (SUBJECT, BODY, ANSWER, NAME, EMAIL, PHONE, "Үлгүев", "Мисалов"):
        assert hidden not in page.html
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_after_release_the_copy_and_nothing_else(pages: PageClient) -> None:
    letters = Letters()
    letter = letters.answered()
    letters.release(letter)
    page = pages.get(f"/ky/case/{letter.number}")
    assert page.h1 == SUBJECT
    assert "Чаң ченемден жогору эмес." in page.text
    assert ANSWER not in page.html
    for hidden in (NAME, EMAIL, PHONE, "Үлгүев", "Мисалов"):
        assert hidden not in page.html
    assert "X-Robots-Tag" not in page.headers


def test_a_case_without_a_row_looks_like_none(pages: PageClient) -> None:
    letters = Letters()
    waiting, hidden = letters.file(), letters.delivered(kind=Kind.STATEMENT, body=VILLAGE)
    assert not hidden.case.public_row
    gone = [pages.get(f"/en/case/{number}", status=404) for number in (waiting.number, hidden.number, "26-0000-0000", "x")]
    texts = {page.text for page in gone}
    assert len(texts) == 1
    assert {page.headers["Cache-Control"] for page in gone} == {"no-store"}
    for page in gone[:2]:
        assert pages.get(page.url.replace("/case/", "/case/") + "/file/1", status=404).text == page.text


def test_a_restricted_case_is_a_bare_row(pages: PageClient) -> None:
    letter = Letters().answered(Outcome.MEASURES_TAKEN, kind=Kind.STATEMENT)
    page = pages.get(f"/en/case/{letter.number}")
    assert "The text of this case is not public" in page.text
    for hidden in (SUBJECT, BODY, ANSWER, NAME, EMAIL, "wa.me", "t.me"):
        assert hidden not in page.html
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_etag_and_no_session(pages: PageClient) -> None:
    letters = Letters()
    letter = letters.answered()
    page = pages.get(f"/en/case/{letter.number}")
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "public, no-cache"
    tag = page.headers["ETag"]
    assert len(pages.get(f"/en/case/{letter.number}", status=304, If_None_Match=tag).statements) == 1
    letters.release(letter)
    assert pages.get(f"/en/case/{letter.number}", If_None_Match=tag).status == 200


def test_statements_are_few_and_constant(pages: PageClient) -> None:
    letters = Letters()
    short, long = letters.delivered(40), letters.answered(days_ago=40)
    letters.release(long)
    counts = [len(pages.get(f"/en/case/{letter.number}").statements) for letter in (short, long)]
    assert max(counts) <= 8


def test_share_links_carry_the_public_address(pages: PageClient) -> None:
    letter = Letters().delivered()
    page = pages.get(f"/en/case/{letter.number}")
    assert letter.number in page.link("WhatsApp")
    assert page.link("Telegram").startswith("https://t.me/share/url?url=http%3A%2F%2Flocalhost%2Fen%2Fcase%2F")


@pytest.mark.parametrize("released", [True, False])
def test_a_file_is_given_as_its_public_copy_or_not_at_all(pages: PageClient, released: bool) -> None:
    letters = Letters()
    letter = letters.answered(files=(b"%PDF-1.4 original with a name",))
    row = db.session.scalars(select(CaseFile).where(CaseFile.case_id == letter.case.id)).one()
    copy = add_row(db.session, keep_made("Өлчөөлөр.pdf", "application/pdf", b"%PDF-1.4 covered"), NOW)
    letters.release(letter, files={row.id: copy.id} if released else {})
    url = f"/en/case/{letter.number}/file/{row.id}"
    if not released:
        pages.get(url, status=404)
        return
    page = pages.get(url)
    assert page.data == b"%PDF-1.4 covered"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_what_is_taken_back_is_gone(pages: PageClient) -> None:
    letters = Letters()
    letter = letters.answered(files=(b"%PDF-1.4 x",))
    row = db.session.scalars(select(CaseFile).where(CaseFile.case_id == letter.case.id)).one()
    letters.release(letter, files={row.id: None})
    url = f"/en/case/{letter.number}/file/{row.id}"
    pages.get(url)
    publishing.unpublish(db.session, letter.case, by=STAFF, now=NOW, reason="personal_data")
    pages.get(url, status=404)
    assert "Чаң ченемден" not in pages.get(f"/ky/case/{letter.number}").text


def test_a_file_of_another_case_is_not_given(pages: PageClient) -> None:
    letters = Letters()
    one, other = letters.answered(files=(b"%PDF-1.4 x",)), letters.answered()
    row = db.session.scalars(select(CaseFile).where(CaseFile.case_id == one.case.id)).one()
    for letter in (one, other):
        letters.release(letter, files={row.id: None} if letter is one else None)
    pages.get(f"/en/case/{other.number}/file/{row.id}", status=404)


def test_kept_back_is_said_with_its_reason(pages: PageClient) -> None:
    letter = Letters().answered()
    message = db.session.scalars(select(Message).where(Message.case_id == letter.case.id, Message.kind == "answer")).one()
    publishing.keep_back(db.session, letter.case, message, by=STAFF, now=NOW, reason="third_party")
    page = pages.get(f"/en/case/{letter.number}")
    assert "it concerns other people" in page.text
    assert ANSWER not in page.html
