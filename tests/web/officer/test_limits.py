"""What an officer must not see or cannot do: other bodies, other units, old pages, two taps, wrong input."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOW, TODAY
from tests.web.client import PageClient
from tests.web.officer.build import BODY, NAME, PDF, Office, events, leg_of, open_tasks, register, state_of, texts, url
from tracker.cases import deciding, handling
from tracker.cases.decision_letters import Given
from tracker.cases.kinds import Kind, LegState, Outcome, TaskKind
from tracker.cases.models import AccessLog, Draft
from tracker.directory.posts import PostRole
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account
from tracker.store import db

PAGES = ("", "/receipt", "/register", "/unit", "/note", "/ask", "/more-time", "/pass-on", "/answered-elsewhere", "/answer",
         "/refuse", "/answer/check", "/day-of-answer", "/payment", "/kind", "/correct", "/sign", "/letter.pdf", "/case.pdf",
         "/file/1")  # fmt: skip
BUTTONS = {"/pass-on": "Pass on", "/answer": "See it before it goes", "/refuse": "See it before it goes"}
STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")


@pytest.mark.parametrize("rest", PAGES)
def test_a_letter_of_another_body_is_the_page_that_does_not_exist(office: Office, rest: str) -> None:
    case = office.letter(body="SETS-O")
    pages = office.signed_in(office.person())
    other = pages.get(url(case, rest), status=404)
    nothing = pages.get(f"/en/officer/26-0000-00000{rest}", status=404)
    assert other.h1 == nothing.h1
    assert NAME not in other.text


def test_nothing_is_with_a_body_before_the_first_look(office: Office) -> None:
    case = office.filed()
    db.session.commit()
    office.signed_in(office.person()).get(url(case), status=404)


def test_another_unit_does_not_see_the_letter_but_the_head_does(office: Office) -> None:
    air, water = office.unit("Аба бөлүмү"), office.unit("Суу бөлүмү")
    case = office.letter()
    pages = office.signed_in(office.person())
    page = pages.get(url(case)).click("Hand to a unit").form("act").fill(unit_id="Аба бөлүмү").submit("Hand over")
    assert "Аба бөлүмү" in page.text
    office.signed_in(office.person("suu", unit=water)).get(url(case), status=404)
    assert NAME in office.signed_in(office.person("aba", unit=air)).get(url(case)).text
    head = office.signed_in(office.person("bashchy", PostRole.HEAD))
    assert "Цемент" in head.get("/en/officer?show=unclaimed").main.text
    assert NAME in head.get(url(case)).text


def test_an_officer_who_was_switched_off_sees_nothing(office: Office) -> None:
    case = office.letter()
    post = office.person()
    pages = office.signed_in(post)
    assert pages.get(url(case)).status == 200
    db.session.get_one(Account, post.account_id).active = False
    page = pages.get(url(case), status=403)
    assert "switched off" in page.h1
    assert NAME not in page.text
    assert pages.get("/en/officer").url.startswith("/en/login")


def test_an_officer_whose_post_ended_sees_nothing(office: Office) -> None:
    case = office.letter()
    post = office.person()
    pages = office.signed_in(post)
    form = pages.get(url(case, "/note")).form("act").fill(text="…")
    db.session.get_one(type(post), post.id).valid_to = TODAY - timedelta(days=1)
    page = form.submit("Keep the note", status=403)
    assert "ended" in page.h1
    assert NAME not in page.text


def test_an_old_page_is_refused_and_keeps_what_was_typed(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    register(pages.get(url(case)))
    form = pages.get(url(case, "/ask")).form("act").fill(question="Кайсы көчө экенин жазыңызчы.")
    pages.get(url(case, "/note")).form("act").fill(text="Мен чалып көрөм.").submit("Keep the note")
    page = form.submit("Send the question", status=409)
    assert "in the meantime" in page.h1
    assert "Кайсы көчө экенин жазыңызчы." in page.text
    assert state_of(case) == LegState.IN_WORK
    assert page.link("What we owe") == "/en/officer", "his own menu: he goes on from here"
    assert "Sign out" in page.text
    assert "Sign out" not in pages.get("/en/officer/26-0000-0000", status=404).text


def test_two_taps_make_one_answer(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "full", "text": "Жооп."})
    send = form.submit("See it before it goes").form("send")
    first, second = send.submit(), send.submit()
    assert first.url == url(case, "?sent=1")
    assert second.url == url(case)
    assert events(case).count("answered") == 1
    assert len(texts(case, "answer")) == 1


def test_two_taps_register_and_take_once(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case)).form("register").fill(incoming_number="1")
    form.submit("Register")
    assert "not possible any more" in form.submit("Register", status=409).h1
    assert events(case).count("registered") == 1
    assert events(case).count("claimed") == 1


def test_a_letter_that_a_colleague_took_meanwhile_is_not_taken_from_him(office: Office) -> None:
    case = office.letter()
    mine, his = office.signed_in(office.person()), office.person("ekinchi")
    register(office.signed_in(office.person("kense2")).get(url(case)))
    page = mine.get(url(case))
    office.signed_in(his).get(url(case)).press("Take it over")
    assert "in the meantime" in page.press("Take it over", status=409).h1
    assert leg_of(case).post_id == his.id
    mine.get(url(case)).press("Take it over")
    assert leg_of(case).post_id != his.id, "on purpose he may"


def test_what_was_looked_at_is_what_goes(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "full", "text": "Биринчи."})
    send = form.submit("See it before it goes").form("send")
    draft = db.session.scalars(select(Draft)).one()
    draft.data, draft.updated_at = {**draft.data, "text": "Экинчи."}, draft.updated_at + timedelta(seconds=5)
    page = send.submit()
    assert page.url == url(case, "/answer/check?changed=1")
    assert "Экинчи." in page.text
    assert state_of(case) == LegState.RECEIVED


def test_an_answer_written_while_a_colleague_noted_something_is_looked_at_again(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "full", "text": "Жооп."})
    send = form.submit("See it before it goes").form("send")
    pages.get(url(case, "/note")).form("act").fill(text="Күтө тур.").submit("Keep the note")
    assert "in the meantime" in send.submit(status=409).h1
    assert pages.get(url(case, "/answer")).form("act")["text"] == "Жооп."


def test_one_officers_draft_is_not_anothers(office: Office) -> None:
    case = office.letter()
    form = office.signed_in(office.person()).get(url(case, "/answer")).form("act")
    form.fill({"outcome": "full", "text": "Меники."}).submit("See it before it goes")
    other = office.signed_in(office.person("ekinchi")).get(url(case, "/answer")).form("act")
    assert other["text"] == ""


def test_no_cookie_opens_an_officers_draft(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    pages.get(url(case, "/answer")).form("act").fill({"text": "Ички текст."}).submit(
        "See it before it goes", status=422
    )
    key = db.session.scalars(select(Draft.cookie_digest)).one()
    stranger = PageClient(office.app)
    stranger.client.set_cookie("tracker_draft", key)
    assert "Ички текст." not in stranger.get("/en/new/write").text


def test_every_reading_of_a_restricted_letter_is_written_down(office: Office) -> None:
    case, free = office.letter(Kind.STATEMENT), office.letter()
    post = office.person()
    pages = office.signed_in(post)
    for rest in ("", "/letter.pdf", "/case.pdf", "/answer"):
        pages.get(url(case, rest))
        pages.get(url(free, rest))
    rows = db.session.execute(select(AccessLog.case_id, AccessLog.post_id, AccessLog.what)).all()
    assert [tuple(row) for row in rows] == [
        (case.id, post.id, what) for what in ("page", "letter", "document", "answer")
    ]  # fmt: skip
    assert "0555 010203" in pages.get(url(case)).text, "Law 67 wants contacts"


def test_not_to_the_body_that_the_letter_is_about(office: Office) -> None:
    case = office.letter(Kind.COMPLAINT, concerns=office.about("SETS-O"))
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/pass-on")).form("act")
    form.values.setlist("to_authority_id", ["SETS-O"])
    page = form.fill(reason="Алар жооп берсин.").submit("Pass on", status=422)
    assert any("must not go there" in error for error in page.errors)
    assert page.form("act")["reason"] == "Алар жооп берсин."
    assert [task.authority_id for task in open_tasks(case, TaskKind.CONCERNED_BODY)] == ["SETS-O"]
    page.form("act").submit("Pass on", status=422)
    assert len(open_tasks(case, TaskKind.CONCERNED_BODY)) == 1
    assert leg_of(case).authority_id == BODY


@pytest.mark.parametrize(
    ("rest", "fields", "says"),
    [
        ("/register", {"incoming_number": "", "registered_on": "2026-11-23"}, "number under which"),
        ("/register", {"incoming_number": "1", "registered_on": "2026-11-24"}, "not come yet"),
        ("/register", {"incoming_number": "1", "registered_on": "2026-11-01"}, "cannot be before"),
        ("/register", {"incoming_number": "1", "registered_on": "ото эле кечээ"}, "not a date"),
        ("/register", {"incoming_number": "1" * 81, "registered_on": "2026-11-23"}, "Shorten"),
        ("/note", {"text": "   "}, "Write the note"),
        ("/ask", {"question": ""}, "Write your question"),
        ("/ask", {"question": "а" * 200_000}, "Shorten"),
        ("/more-time", {"reason": "Көп"}, "Choose a reason"),
        ("/pass-on", {"reason": "Башка"}, "Choose a body"),
        ("/answered-elsewhere", {"answered_on": "2026-12-01"}, "not come yet"),
        ("/answered-elsewhere", {"answered_on": "2026-11-01", "channel": "post", "outcome": "full"}, "cannot be before"),
        ("/answer", {"text": "Жооп"}, "Choose what you answer"),
        ("/answer", {"outcome": "full"}, "Write it here, or add"),
        ("/answer", {"outcome": "full", "text": "Ж", "outgoing_on": "2027-01-01"}, "not come yet"),
        ("/answer", {"outcome": "full", "text": "я" * 60_000}, "Shorten"),
        ("/answer", {"outcome": "full", "text": "a" * 260_000}, "Shorten"),
        ("/refuse", {"text": "Бербейбиз"}, "Choose a ground"),
    ],
)  # fmt: skip
def test_wrong_input_says_what_is_wrong_and_keeps_the_rest(
    office: Office, rest: str, fields: dict[str, str], says: str
) -> None:
    case = office.letter()
    before = events(case)
    form = office.signed_in(office.person()).get(url(case, rest)).form("act").fill(fields)
    page = form.submit(BUTTONS.get(rest), status=422)
    assert any(says in error for error in page.errors), page.errors
    for name, typed in fields.items():
        if name not in {"channel", "outcome", "registered_on", "answered_on"} and typed.strip():
            assert page.form("act")[name] == typed
    assert events(case) == before


def test_a_foreign_file_type_is_refused_and_the_text_stays(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "full", "text": "Файлда."})
    page = form.fill(files=[("virus.exe", b"MZ\x90\x00"), ("Жооп.pdf", PDF)]).submit("Add these files", status=422)
    assert any("virus.exe" in error for error in page.errors)
    assert "Жооп.pdf" in page.text, "the good one is kept"
    assert page.form("act")["text"] == "Файлда."
    page = page.press("Remove")
    assert "Жооп.pdf" not in page.text


def test_the_language_switch_keeps_an_answer(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case, "/answer")).form("act").fill({"outcome": "partial", "text": "Жарым жооп."})
    page = form.submit("ru")
    assert page.url == url(case, "/answer").replace("/en/", "/ru/")
    assert page.form("act")["text"] == "Жарым жооп."
    assert page.form("act")["outcome"] == "partial"


def test_an_answer_that_went_another_way(office: Office) -> None:
    case = office.letter()
    pages = office.signed_in(office.person())
    form = pages.get(url(case)).click("We answered another way").form("act")
    form.fill({"answered_on": "2026-11-23", "channel": "post", "outcome": "full", "file": ("Скан.pdf", PDF)})
    form.submit("Write it down")
    leg = leg_of(case)
    assert (leg.state, leg.outcome) == ("answered", Outcome.FULL)


def test_the_centre_says_that_the_body_answered_and_the_body_says_no(office: Office) -> None:
    case = office.letter()
    given = Given("Оозеки айтышты.")
    deciding.record_outside_answer(
        db.session,
        case,
        leg_of(case),
        by=STAFF,
        now=NOW,
        answered_on=TODAY,
        outcome=Outcome.FULL,
        given=given,
        channel="phone",
    )
    pages = office.signed_in(office.person())
    page = pages.get(url(case))
    assert "Is that so?" in page.text
    page.press("No, not yet")
    assert events(case)[-1] == "outside_answer_disputed"
    assert state_of(case) == LegState.RECEIVED


def test_publication_is_proposed_once_and_never_of_a_restricted_letter(office: Office) -> None:
    case, restricted = office.letter(), office.letter(Kind.STATEMENT)
    post = office.person()
    by = Actor(ActorKind.OFFICER, post.account_id, post.id, BODY)
    deciding.answer(db.session, case, leg_of(case), by=by, now=NOW, outcome=Outcome.FULL, given=Given("Жооп."))
    deciding.answer(
        db.session, restricted, leg_of(restricted), by=by, now=NOW, outcome=Outcome.EXPLAINED, given=Given("Жооп.")
    )
    pages = office.signed_in(post)
    page = pages.get(url(case)).press("Propose to publish the answer")
    assert "The centre decides." in page.text
    assert len(open_tasks(case, TaskKind.PUBLICATION)) == 1
    assert "Propose to publish" not in pages.get(url(restricted)).text


def test_the_documents_are_pdf_without_the_bodys_notes(office: Office) -> None:
    case = office.letter()
    handling.note(
        db.session, case, leg_of(case), by=Actor(ActorKind.OFFICER, None, None, BODY), now=NOW, text="Ички сөз."
    )
    pages = office.signed_in(office.person())
    for rest in ("/letter.pdf", "/case.pdf"):
        page = pages.get(url(case, rest))
        assert page.data.startswith(b"%PDF")
        assert page.headers["Cache-Control"] == "no-store"
        assert case.number in page.headers["Content-Disposition"]


@pytest.mark.parametrize("address", ["/en/officer", "/en/officer?show=mine", "/en/officer/done", "case"])
def test_the_number_of_statements_does_not_grow_and_pages_are_light(office: Office, address: str) -> None:
    post = office.person()
    pages = office.signed_in(post)
    case = office.letter()
    where = url(case) if address == "case" else address
    first = pages.get(where)
    for number in range(12):
        more = office.letter(subject=f"Кат {number}", parties=())
        handling.note(
            db.session,
            case,
            leg_of(case),
            by=Actor(ActorKind.OFFICER, None, post.id, BODY),
            now=NOW,
            text=f"Эскертүү {number}",
        )
        assert more.id
    then = pages.get(where)
    assert len(then.statements) <= len(first.statements) + 1, then.statements
    assert len(then.statements) <= 10, then.statements
    assert len(then.data) <= 25_000
    assert db.session.scalar(select(func.count(AccessLog.id))) == 0
