"""Addresses of bodies by two persons, reminders of several letters, and the letters that were sent."""

from __future__ import annotations

from datetime import date

from tests.conftest import NOW
from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import House, events, open_tasks
from tracker.cases.kinds import TaskKind
from tracker.directory.codes import ContactState
from tracker.directory.models import Contact
from tracker.mail.models import MailState, OutboxMail
from tracker.store import db

ADDRESS = "kench@body.example"


def _contact(value: str = ADDRESS) -> Contact:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(db.select(Contact).where(Contact.value == value)).one()


def _propose(pages: PageClient, body: str = "SETS-CH", value: str = ADDRESS) -> None:
    form = pages.get(f"/en/staff/body/{body}").form("propose")
    form.fill(value=value, source="Расмий барак, 20.11.2026").submit()


def test_one_person_proposes_another_calls_back_and_confirms(house: House) -> None:
    build.reviewed()
    assert "SETS Chui regional office" in house.aigul.get("/en/staff/contacts").text
    _propose(house.aigul)
    assert "another person confirms it" in house.aigul.get("/en/staff/contacts").text
    [task] = open_tasks(kind=TaskKind.CONFIRM_CONTACT)
    page = house.nurlan.get(f"/en/staff/tasks/{task.id}").click("Go to it").click(f"Confirm after a call back: {ADDRESS}")
    assert page.form("step").submit(status=422).errors
    page.form("step").fill(text="0312 00 00 00, кеңсе, 23.11.2026").submit()
    assert (_contact().state, _contact().one_person) == (ContactState.CONFIRMED, False)
    assert open_tasks(kind=TaskKind.CONFIRM_CONTACT) == []


def test_the_same_person_cannot_do_both(house: House) -> None:
    _propose(house.aigul)
    page = house.aigul.get(f"/en/staff/contact/{_contact().id}/confirm")
    assert "second person" in page.form("step").fill(text="Чалдым").submit(status=422).errors[0]
    assert _contact().state == ContactState.PROPOSED


def test_nobody_becomes_alone_by_a_colleague_who_goes(house: House) -> None:
    _propose(house.aigul)
    for name in ("nurlan", "osh", "coordinator"):
        house.accounts[name].active, house.accounts[name].deactivated_at = False, NOW
    db.session.commit()
    page = house.aigul.get(f"/en/staff/contact/{_contact().id}/confirm")
    assert "You are alone" not in page.text
    assert "second person" in page.form("step").fill(text="Чалдым").submit(status=422).errors[0]


def test_while_there_is_only_one_person_it_is_marked_and_looked_at_again(house: House) -> None:
    for name in ("nurlan", "osh", "coordinator"):
        house.accounts[name].active = False
    db.session.commit()
    _propose(house.aigul)
    page = house.aigul.get("/en/staff/body/SETS-CH").click(f"Confirm after a call back: {ADDRESS}")
    assert "You are alone" in page.text
    page.form("step").fill(text="Чалдым, ырасташты").submit()
    assert (_contact().state, _contact().one_person) == (ContactState.CONFIRMED, True)
    [_task] = open_tasks(kind=TaskKind.CONFIRM_AGAIN)
    house.accounts["nurlan"].active = True
    db.session.commit()
    page = house.nurlan.get(f"/en/staff/contact/{_contact().id}/again")
    page.form("step").fill(text="Дагы чалдым").submit()
    assert not _contact().one_person
    assert open_tasks(kind=TaskKind.CONFIRM_AGAIN) == []


def test_a_changed_address_tells_the_old_one(house: House) -> None:
    build.mailbox("SETS-CH")
    _propose(house.aigul)
    form = house.nurlan.get(f"/en/staff/contact/{_contact().id}/confirm").form("step")
    form.fill(text="Чалдым, ырасташты").submit()
    assert _contact("sets-ch@body.example").state == ContactState.REVOKED
    [told] = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "address_changed")).all()
    assert told.to_address == "sets-ch@body.example"
    assert ADDRESS not in told.text


def test_wrong_addresses_get_their_reason_and_keep_what_was_typed(pages: PageClient) -> None:
    page = pages.get("/en/staff/body/SETS-CH")
    assert len(page.form("propose").submit(status=422).errors) == 2
    page = page.form("propose").fill(value="эмес@", source="барак").submit(status=422)
    assert page.errors
    assert page.form("propose")["source"] == "барак"
    pages.get("/en/staff/body/NOBODY", 404)
    pages.get("/en/staff/contact/99999/confirm", 404)


def test_a_body_is_reminded_of_several_letters_in_one(house: House) -> None:
    build.mailbox("SETS-CH")
    late = [build.delivered(on=date(2026, 10, 5)), build.delivered(on=date(2026, 10, 6))]
    before = db.session.scalar(db.select(db.func.count(OutboxMail.id)).where(OutboxMail.to_address == "sets-ch@body.example"))
    page = house.aigul.get("/en/staff/body/SETS-CH")
    page.form("remind").submit()
    assert [events(case)[-1] for case in late] == ["reminded", "reminded"]
    theirs = db.select(OutboxMail).where(OutboxMail.to_address == "sets-ch@body.example")
    mails = db.session.scalars(theirs.order_by(OutboxMail.id)).all()
    assert len(mails) == before + 1
    assert all(case.number in mails[-1].text for case in late)
    assert "Асан" not in mails[-1].text
    page.form("remind").submit()
    assert len(db.session.scalars(theirs).all()) == before + 1, "a second tap writes nothing"
    shown = house.aigul.get("/en/staff/body/SETS-CH")
    assert f"Reminded today: {late[0].number}" in shown.text
    fresh = build.delivered(on=date(2026, 10, 7))
    form = house.aigul.get("/en/staff/body/SETS-CH").form("remind")
    assert form.values.getlist("legs") == [str(fresh.current_leg_id)]
    form.values.poplist("legs")
    assert form.submit(status=422).errors


def test_a_letter_is_kept_back_let_go_and_tried_again(house: House) -> None:
    build.mailbox("SETS-CH")
    case = build.reviewed()
    page = house.aigul.get(f"/en/staff/{case.number}").click("Letters about this case")
    mail = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "letter")).one()
    page = page.click(mail.subject)
    assert "Телефонум 0555 123 456" in page.text
    page = page.press("Keep it back")
    assert _state(mail) == MailState.HELD
    page = page.press("Let it go")
    assert _state(mail) == MailState.QUEUED
    mail.state = MailState.FAILED
    db.session.commit()
    house.aigul.get(f"/en/staff/outbox/{mail.id}").press("Try once more")
    assert _state(mail) == MailState.QUEUED
    assert mail.subject in house.aigul.get("/en/staff/outbox?state=queued").text
    assert mail.subject not in house.aigul.get("/en/staff/outbox?state=failed").main.text


def _state(mail: OutboxMail) -> str:
    db.session.rollback()
    db.session.refresh(mail)
    return mail.state


def test_letters_about_accounts_are_in_no_list(house: House) -> None:
    from tests.mail.build import a_letter
    from tracker.mail import outbox

    mail = outbox.queue(db.session, a_letter(kind="invitation", to="new@centre.example"), NOW)
    db.session.commit()
    assert "new@centre.example" not in house.aigul.get("/en/staff/outbox").text
    house.aigul.get(f"/en/staff/outbox/{mail.id}", 404)


def test_a_body_that_cannot_be_mailed_is_called(house: House) -> None:
    case = build.delivered(on=date(2026, 10, 5))
    house.aigul.get("/en/staff/body/SETS-CH").form("remind").submit()
    [task] = [one for one in open_tasks(kind=TaskKind.TELL_BY_PHONE) if one.case_id is None]
    page = house.aigul.get(f"/en/staff/tasks/{task.id}")
    assert case.number in page.text
    page.press("I told the body")
    assert not [one for one in open_tasks(kind=TaskKind.TELL_BY_PHONE) if one.case_id is None]
