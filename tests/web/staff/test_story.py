"""The work of a centre through its real pages: from the first look to the released answer; on paper, by telephone."""

from __future__ import annotations

from datetime import date, timedelta

from tests.conftest import NOW
from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import House, again, events, open_tasks
from tracker.cases import handling
from tracker.cases.filing import PartyGiven
from tracker.cases.kinds import Kind, LegState, Proof, Release, Sender
from tracker.cases.models import CaseContent, CaseFile, Message
from tracker.store import db


def test_from_the_first_look_to_the_released_answer(any_house: House, any_world: object) -> None:
    pages = any_house.aigul
    case = build.file(body=None)
    board = pages.get("/en/staff")
    assert "First look" in board.text
    look = board.click("Take the first look: " + case.number)
    assert "0555 123 456" in look.text
    assert "a phone number" in look.text
    page = look.form("act").submit()
    assert again(case).review == "passed"

    page = page.click("Choose the body")
    page = page.form("route").fill(search="Чүй").submit("look")
    page = page.form("route").fill(authority_id="SETS-CH", reason="Жер ошол жакта").submit("save")
    leg = again(case).current_leg
    assert leg is not None
    assert (leg.authority_id, leg.state) == ("SETS-CH", LegState.TO_SEND)

    assert page.client.get(page.link("Two copies to hand in (PDF)")).data.startswith(b"%PDF")
    form = page.click("Write down the delivery on paper").form("act")
    page = form.fill(received_on="2026-11-23", proof="stamped_copy", remark="Вх. 77", file=("Штамп.jpg", build.photo())).submit()
    leg = again(case).current_leg
    assert leg is not None
    assert (leg.received_on, leg.proof) == (date(2026, 11, 23), Proof.STAMPED_COPY)
    assert "7 December 2026" in page.text

    page = page.press("Remind the body")
    assert events(case)[-1] == "reminded"
    form = page.click("Write down an answer that came another way").form("act")
    page = form.fill(
        answered_on="2026-11-23", channel="post", outcome="full", text="Жооп келди, Үлгү Асан.", file=("Жооп.jpg", build.photo())
    ).submit()
    assert again(case).state == "answered"

    page = page.click("Read and release")
    text = db.session.scalars(db.select(Message).where(Message.case_id == case.id, Message.kind == "outside_answer")).one()
    page = pages.get(f"/en/staff/{case.number}/release/{text.id}")
    assert "a name" in page.text
    photo = db.session.scalars(db.select(CaseFile.id).where(CaseFile.message_id == text.id)).one()
    kept = {f"file_{photo}": "keep", f"file_{photo}_reason": "personal_data"}
    page.form("release").fill({"decision": "release", "body": "Жооп келди.", **kept}).submit()
    form = pages.get(f"/en/staff/{case.number}/release/letter").form("release")
    form.fill(decision="release", body="Цемент заводу чаң чыгарып жатат.").submit()
    db.session.expire_all()
    assert db.session.get_one(Message, text.id).release == Release.REDACTED
    assert db.session.get_one(CaseContent, case.id).public_body == "Цемент заводу чаң чыгарып жатат."
    public = PageClient(any_world).get(f"/en/case/{case.number}")  # type: ignore[arg-type]
    assert "Жооп келди." in public.text
    assert "Асан" not in public.text
    assert "0555" not in public.text
    assert open_tasks(case_id=case.id, kind="release") == []


def test_a_person_with_paper_goes_home_with_a_slip(any_house: House) -> None:
    pages = any_house.aigul
    form = pages.get("/en/staff/new").form("down")
    form.fill(
        channel="paper", received_on="2026-11-20", kind="statement", language="ky", subject="Кирпич заводунун түтүнү",
        body="Кирпич заводу түнү-күнү түтүн чыгарат.", place="Кант", topic="AIR", name="Үлгү Бекова", phone="0555 000 002",
        address="Кант шаары", files=("Арыз.jpg", build.photo()),
    )  # fmt: skip
    page = form.submit("look")
    assert "Арыз.jpg" in page.text
    places = [c.get("value") for c in page.document.all("input", name="territory")]
    assert places
    form = page.form("down").fill(territory=places[0])
    page = form.submit("look").form("down").fill(authority="SETS-CH").submit("save")
    assert page.h1 == "The slip"
    secret = page.document.first("p", class_="ticket-secret")
    assert secret is not None
    assert len(secret.text.replace(" ", "")) == 16
    number = page.document.first("p", class_="ticket-number").text  # type: ignore[union-attr]
    case = db.session.scalars(db.select(build.Case).where(build.Case.number == number)).one()
    assert (case.channel, case.filed_on, case.review, case.centre_id) == ("paper", date(2026, 11, 20), "passed", "AC-BI")
    assert [leg.authority_id for leg in case.legs] == ["SETS-CH"]
    assert pages.get(page.link("Print the slip (PDF)")).data.startswith(b"%PDF")
    page.press("Handed over: forget the code here")
    pages.get(f"/en/staff/{number}/slip", 404)


def test_writing_down_twice_makes_one_case(pages: PageClient) -> None:
    form = pages.get("/en/staff/new").form("down").fill(
        channel="oral", kind="information_request", language="ru", subject="Вода", body="Какая вода в кране?", name="Пример Ким"
    )  # fmt: skip
    first, second = form.submit("save"), form.submit("save")
    assert first.url == second.url
    assert db.session.scalar(db.select(db.func.count(build.Case.id))) == 1


def test_who_has_no_email_is_told_by_telephone_in_one_call(pages: PageClient) -> None:
    case = build.answered()
    tasks = open_tasks(case_id=case.id, kind="tell_by_phone")
    assert len(tasks) > 1
    page = pages.get("/en/staff/tasks?kind=tell_by_phone")
    assert f"{len(tasks)} pieces of news" in page.text
    page = pages.get(f"/en/staff/tasks/{tasks[0].id}")
    text = page.document.first("textarea")
    assert text is not None
    assert text.get("lang") == "ky"
    assert "996555000001" in page.link("Open WhatsApp with the text (a new window)")
    page.press("I told him")
    assert open_tasks(case_id=case.id, kind="tell_by_phone") == []
    assert events(case).count("told") == len(tasks)


def test_a_task_is_put_off_and_comes_back(pages: PageClient) -> None:
    case = build.file()
    [task] = open_tasks(case_id=case.id, kind="first_look")
    pages.get(f"/en/staff/tasks/{task.id}").form("defer").fill(until_on="2026-11-25").submit()
    assert "Take the first look" not in pages.get("/en/staff/tasks").main.text
    refused = pages.get(f"/en/staff/tasks/{task.id}").form("defer").fill(until_on="2026-11-23").submit(status=422)
    assert refused.errors


def test_a_lost_slip_is_replaced_and_the_old_code_dies(pages: PageClient) -> None:
    case = build.delivered()
    old = case.secret_digest
    page = pages.get(f"/en/staff/{case.number}").click("Give a new secret code for a lost slip")
    assert page.form("secret").submit(status=422).errors
    page = page.form("secret").fill(checked_how="Аты-жөнү, дареги жана каттын мазмуну дал келди").submit()
    assert page.h1 == "The slip"
    assert again(case).secret_digest != old


def test_a_case_is_found_by_name_and_by_telephone(pages: PageClient) -> None:
    case = build.delivered()
    for typed in ("Асан", "асан үлгү", "0555 000 001", case.number):
        assert case.number in pages.get("/en/staff").form("find").fill(q=typed).submit().text, typed
    assert "Nothing found" in pages.get("/en/staff/find?q=Жокбек").text


def test_spam_is_not_accepted_and_accepted_after_all(pages: PageClient) -> None:
    case = build.file()
    page = pages.get(f"/en/staff/{case.number}/look")
    assert page.form("act").fill(decision="not_accept").submit(status=422).errors
    page = page.form("act").fill(decision="not_accept", reason="Жарнама").submit()
    assert again(case).state == "not_accepted"
    page.press("Accept after all")
    assert again(case).state == "waiting_first_look"


def test_the_first_look_restricts_or_opens(pages: PageClient) -> None:
    case = build.file(Kind.STATEMENT)
    assert case.restricted
    pages.get(f"/en/staff/{case.number}/look").form("act").fill(who_reads="open").submit()
    assert not again(case).restricted


def test_acts_at_the_end_of_a_case(pages: PageClient) -> None:
    case = build.answered()
    leg_id = case.current_leg_id
    page = pages.get(f"/en/staff/{case.number}/of/{leg_id}/reopen").form("act").fill(reason="Өлчөө жок").submit()
    assert again(case).state == "in_work"
    page = page.click("Write down an appeal").form("act").fill(to="court").submit()
    assert "appealed" in events(case)
    page = page.click("Withdraw after a call").form("act").fill(confirmed="no", reason="Чалдым").submit()
    assert again(case).state == "in_work"
    page.click("Withdraw after a call").form("act").fill(confirmed="yes", pressure=True).submit()
    assert again(case).state == "withdrawn"


def test_silence_past_the_date_is_closed_as_not_answered(pages: PageClient) -> None:
    case = build.delivered(on=date(2026, 10, 5))
    page = pages.get(f"/en/staff/{case.number}").click("Close the case")
    assert page.form("act").submit(status=422).errors
    page.form("act").fill(sure=True).submit()
    assert (again(case).state, again(case).outcome) == ("closed", "unanswered")


def test_an_answer_said_to_have_come_is_agreed_by_the_other_side(pages: PageClient) -> None:
    case = build.delivered()
    form = pages.get(f"/en/staff/{case.number}/of/{case.current_leg_id}/outside").form("act")
    form.fill(answered_on="2026-11-23", channel="phone", outcome="full", text="Телефондон айтышты").submit()
    assert again(case).state != "answered"
    page = pages.get("/en/staff").click("Ask and write down: " + case.number)
    assert "Телефондон айтышты" in page.text
    page.form("act").fill(agrees="yes").submit()
    assert again(case).state == "answered"


def test_notes_and_urgency_and_replies_for_the_applicant(pages: PageClient) -> None:
    from tracker.cases import handling

    case = build.delivered()
    assert case.current_leg is not None
    handling.ask(db.session, case, case.current_leg, by=build.OFFICER, now=build.NOW, question="Кайсы көчө?")
    db.session.commit()
    page = pages.get(f"/en/staff/{case.number}")
    page = page.click("Write a note").form("act").fill(text="Эртең чалам").submit()
    assert "Эртең чалам" in page.text
    page = page.press("Mark as urgent")
    assert "urgent" in page.text
    page = page.click("Reply to the question for the applicant").form("act").fill(text="Ленин көчөсү").submit()
    assert again(case).current_leg.state == LegState.RECEIVED  # type: ignore[union-attr]


def test_the_centre_does_not_lend_its_name_and_says_why(pages: PageClient) -> None:
    """A decision of its own, offered only where the centre is asked to be the sender; nobody is called a spammer by it."""
    assert "in its own name" not in pages.get(f"/en/staff/{build.file().number}/look").form("act").element.text
    behind = PartyGiven("behind", name="Жапарова Гүлзат", phone="0555 010203")
    case = build.file(Kind.STATEMENT, sender=Sender.CENTRE, parties=(behind,))

    def kinds() -> list[str]:
        return sorted(task.kind for task in open_tasks(case_id=case.id))

    look = pages.get(f"/en/staff/{case.number}/look")
    again_page = look.form("act").fill(decision="decline").submit(status=422)
    assert any("Write why" in error for error in again_page.errors)
    page = again_page.form("act").fill(decision="decline", reason="Катта аты-жөнүңүз айкын көрүнүп турат.").submit()
    assert (again(case).review, again(case).state) == ("declined", "declined")
    assert "spam" not in page.text
    assert kinds() == ["tell_by_phone"]
    page = page.press("Accept after all")
    assert again(case).state == "waiting_first_look"
    assert kinds() == ["centre_as_sender", "first_look", "tell_by_phone"]


def test_a_body_is_reminded_once_a_day(pages: PageClient) -> None:
    """A double tap sent everything twice: six letters in one second."""
    case = build.delivered(on=date(2026, 10, 5))
    page = pages.get(f"/en/staff/{case.number}")
    button = page.form("Remind the body")
    after = button.submit()
    assert button.submit().url == after.url
    assert events(case).count("reminded") == 1
    assert "The body was reminded today" in after.text
    assert "Remind the body" not in after.text
    handling.remind(db.session, again(case), again(case).current_leg, by=build.STAFF, now=NOW + timedelta(days=1))
    assert events(case).count("reminded") == 2
