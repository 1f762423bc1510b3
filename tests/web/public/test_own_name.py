"""The centre is asked to write in its own name and does not: what the writer reads, and how he sends it himself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.files.build import picture
from tests.web.client import Page
from tests.web.public.writing import SMOKE, Writer, newest_case
from tracker.cases import reviewing
from tracker.cases.errors import CaseError
from tracker.cases.kinds import CaseState, Review, Sender, TaskKind
from tracker.cases.models import Case, CaseEvent, CaseFile, Draft, Leg, Task
from tracker.cases.workflow import NotPossibleNow
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.mail.models import OutboxMail
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

STAFF = Actor(ActorKind.STAFF, centre_id="AC-OS")
WHY = "Аракетчинин аты катта өзү эле билинип турат: борбордун аты сизди жашыра албайт."


def filed(writer: Writer, **sender: Any) -> Case:
    """A frightened person's letter with a photo, asked to be sent in the name of the centre."""
    writer.until_check(sender="centre", name="Жапарова Гүлзат", phone="0555 010203", **sender)
    files = writer.pages.get("/ky/new/files").form("letter")
    files.fill(files=("Түтүн.jpg", picture())).submit()
    assert writer.send().url.endswith("/receipt")
    return newest_case()


def declined(case: Case) -> Case:
    reviewing.decline_as_sender(db.session, case, by=STAFF, now=NOW, reason=WHY)
    db.session.commit()
    return case


def my(writer: Writer, case: Case) -> Page:
    """His page, by the link of the receipt that he still has in the browser."""
    receipt = writer.pages.get("/ky/receipt")
    secret = receipt.main.all("p", class_="ticket-secret")[0].text
    follow = writer.pages.get(f"/ky/follow?number={case.number}")
    return follow.form("follow").fill(number=case.number, secret=secret).submit()


def test_it_is_no_spam_and_the_writer_reads_why(writer: Writer) -> None:
    case = declined(filed(writer, email="gulzat@citizen.example"))
    assert (case.review, case.state) == (Review.DECLINED, CaseState.DECLINED)
    assert not [task for task in tasks(case) if task.kind in {TaskKind.FIRST_LOOK, TaskKind.CENTRE_AS_SENDER}]
    mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    assert mail.to_address == "gulzat@citizen.example"
    for words in ("спам", "кабыл алынган жок"):
        assert words not in mail.text.lower()
    page = my(writer, case)
    assert WHY in page.text
    assert "спам" not in page.text
    assert page.form("own-name")


def test_the_same_letter_goes_in_his_own_name_and_nothing_before(writer: Writer) -> None:
    case = declined(filed(writer))
    page = my(writer, case).form("own-name").submit()
    assert page.url == "/ky/new/sender"
    assert db.session.scalar(select(func.count()).select_from(Case)) == 1
    assert not db.session.scalars(select(Leg).where(Leg.dispatched_at.is_not(None))).all()
    form = page.form("letter")
    assert (form.values["sender"], form.values["name"], form.values["phone"]) == ("person", "Жапарова Гүлзат", "0555 010203")
    page = form.fill(address="Ынтымак айылы, Ош көчөсү 5").submit("go")
    assert "Түтүн.jpg" in page.text
    check = page.form("letter").submit("go")
    assert SMOKE["body"] in check.text
    assert check.form("letter").submit().url.endswith("/receipt")
    new = newest_case()
    assert new.id != case.id
    assert (new.sender, new.review, new.kind) == (Sender.PERSON, Review.WAITING, case.kind)
    assert (new.territory_code, new.topic_code) == (case.territory_code, case.topic_code)
    assert new.current_leg is not None
    assert case.current_leg is not None
    assert new.current_leg.authority_id == case.current_leg.authority_id
    assert new.content is not None
    assert (new.content.subject, new.content.body, new.content.place) == (SMOKE["subject"], SMOKE["body"], SMOKE["place_text"])
    db.session.refresh(case)
    assert case.state == CaseState.DECLINED


def test_the_files_are_copies(writer: Writer) -> None:
    """Whoever takes the photo out of the new letter leaves the first one whole."""
    case = declined(filed(writer))
    my(writer, case).form("own-name").submit()
    first = db.session.scalars(select(StoredFile).join(CaseFile, CaseFile.file_id == StoredFile.id)).one()
    page = writer.pages.get("/ky/new/files")
    page.form("remove").submit()
    db.session.expire_all()
    assert db.session.get_one(StoredFile, first.id).erased_at is None
    assert storage.read(first.key)


def test_two_presses_are_one_letter_and_another_letter_is_not_thrown_away(writer: Writer) -> None:
    case = declined(filed(writer))
    form = my(writer, case).form("own-name")
    assert form.submit().url == "/ky/new/sender"
    assert form.submit().url == "/ky/new/sender"
    assert db.session.scalar(select(func.count()).select_from(Draft).where(Draft.case_id.is_(None))) == 1
    writer.pages.get("/ky/new").form("throw-away").submit()
    writer.write(subject="Башка кат")
    page = form.submit()
    assert "башка кат баштагансыз" in page.text
    assert writer.pages.get("/ky/new/write").form("letter").values["subject"] == "Башка кат"


@pytest.mark.parametrize("sender", ["person", "organisation"])
def test_only_of_a_letter_in_the_name_of_the_centre(writer: Writer, sender: str) -> None:
    more = {"organisation": "Таза аба"} if sender == "organisation" else {}
    case = writer.file(sender=sender, phone="0555 010203", **more)
    with pytest.raises(NotPossibleNow):
        reviewing.decline_as_sender(db.session, case, by=STAFF, now=NOW, reason=WHY)


def test_a_reason_is_needed_and_it_can_be_taken_back(writer: Writer) -> None:
    case = filed(writer)
    with pytest.raises(CaseError):
        reviewing.decline_as_sender(db.session, case, by=STAFF, now=NOW, reason=" ")
    declined(case)
    call = [task for task in tasks(case) if task.kind == TaskKind.TELL_BY_PHONE]
    assert [task.data["event"] for task in call] == ["declined_as_sender"]
    reviewing.accept_again(db.session, case, by=STAFF, now=NOW)
    assert case.state == CaseState.WAITING_FIRST_LOOK
    left = {task.kind: task.data.get("event") for task in tasks(case)}
    assert left == {
        TaskKind.FIRST_LOOK: None, TaskKind.CENTRE_AS_SENDER: None, TaskKind.TELL_BY_PHONE: "accepted_again"
    }, "nobody is called with the decision that no longer holds"  # fmt: skip
    types = list(db.session.scalars(select(CaseEvent.type).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)))
    assert types[-2:] == ["declined_as_sender", "accepted_again"]


def tasks(case: Case) -> list[Task]:
    return list(db.session.scalars(select(Task).where(Task.case_id == case.id, Task.done_at.is_(None)).order_by(Task.id)))
