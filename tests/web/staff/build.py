"""A centre for tests: its two people, a neighbour in Osh, the coordinator; and cases made by commands, as they lie today."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image

from tests.conftest import NOW, TODAY
from tests.people.build import a_post, an_account, enter
from tests.web.client import PageClient
from tracker.cases import deciding, delivery, filing, reviewing
from tracker.cases.decision_letters import Given
from tracker.cases.filing import Filing, PartyGiven
from tracker.cases.kinds import Kind, Outcome, Proof
from tracker.cases.models import Case, CaseEvent, Task
from tracker.directory.models import Contact
from tracker.directory.posts import PostRole
from tracker.files.intake import add_row, take_in
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.people.models import Account
from tracker.store import db

STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")
OFFICER = Actor(ActorKind.OFFICER, authority_id="SETS-CH")
KANT = "41708206000000"  # Issyk-Ata raion
DUST = "Цемент заводу шаарга чаң чыгарып жатат. Өлчөөнүн жыйынтыгын билдириңиздер. Телефонум 0555 123 456."
ANSWER = Given(
    "Текшерүү жүргүзүлдү, жыйынтыгы тиркелет. Үлгү Асанга кол коюлду.", "06-3/17", None, "Башкарма башчысы", "Инспектор"
)


@dataclass(slots=True)
class House:
    """The people, each at a browser of his own."""

    aigul: PageClient
    nurlan: PageClient
    osh: PageClient
    coordinator: PageClient
    accounts: dict[str, Account]


def a_house(app: Any) -> House:
    """Everybody signed in, with a second factor."""
    accounts = {name: _person(name) for name in ("aigul", "nurlan", "osh", "coordinator")}
    for name, role, centre in (
        ("aigul", PostRole.STAFF, "AC-BI"), ("nurlan", PostRole.STAFF, "AC-BI"), ("osh", PostRole.STAFF, "AC-OS"),
        ("coordinator", PostRole.COORDINATOR, None),
    ):  # fmt: skip
        a_post(db.session, accounts[name], role, centre_id=centre)
    db.session.commit()
    return House(**{name: enter(PageClient(app), account) for name, account in accounts.items()}, accounts=accounts)


def _person(name: str) -> Account:
    return an_account(
        db.session,
        f"{name}@centre.example",
        f"{name.title()} Үлгү",
        tf_primary_method="authenticator",
        tf_totp_secret="x",
    )


def file(kind: Kind = Kind.INFORMATION_REQUEST, body: str | None = "SETS-CH", **more: Any) -> Case:
    """As a citizen filed it on the site."""
    by_phone = PartyGiven("applicant", name="Асан Үлгү", address="Кант", phone="0555 000 001")
    values: dict[str, Any] = {
        "kind": kind, "language": "ky", "subject": "Цемент заводунун чыгаруулары", "body": DUST, "parties": (by_phone,),
        "topic_code": "AIR", "territory_code": KANT, "authority_id": body,
    }  # fmt: skip
    case = filing.file(db.session, Filing(**{**values, **more}), by=PUBLIC, now=NOW, key="k").case
    db.session.commit()
    return case


def reviewed(kind: Kind = Kind.INFORMATION_REQUEST, body: str | None = "SETS-CH", **more: Any) -> Case:
    case = file(kind, body, **more)
    reviewing.review(db.session, case, by=STAFF, now=NOW)
    db.session.commit()
    return case


def delivered(kind: Kind = Kind.INFORMATION_REQUEST, on: date = TODAY, **more: Any) -> Case:
    """With the body since that day; its dates count."""
    case = reviewed(kind, **more)
    case.filed_on = min(case.filed_on, on)
    leg = case.current_leg
    assert leg is not None
    delivery.deliver_on_paper(db.session, case, leg, by=STAFF, now=NOW, received_on=on, proof=Proof.STAMPED_COPY)
    db.session.commit()
    return case


def answered(kind: Kind = Kind.INFORMATION_REQUEST, file_name: str = "", data: bytes = b"", **more: Any) -> Case:
    """The body answered, with a file where one is given."""
    case = delivered(kind, **more)
    files = (add_row(db.session, take_in(file_name, data), NOW).id,) if file_name else ()
    given = Given(ANSWER.text, ANSWER.outgoing_number, None, ANSWER.signatory, ANSWER.executor, files)
    outcome = Outcome.FULL if kind is Kind.INFORMATION_REQUEST else Outcome.MEASURES_TAKEN
    leg = case.current_leg
    assert leg is not None
    deciding.answer(db.session, case, leg, by=OFFICER, now=NOW, outcome=outcome, given=given)
    db.session.commit()
    return case


def mailbox(body: str) -> None:
    db.session.add(Contact(authority_id=body, kind="email", value=f"{body.lower()}@body.example", state="usable"))
    db.session.commit()


def again(case: Case) -> Case:
    """As the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Case, case.id)


def events(case: Case) -> list[str]:
    return list(
        db.session.scalars(db.select(CaseEvent.type).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq))
    )


def open_tasks(**wanted: Any) -> list[Task]:
    return list(db.session.scalars(db.select(Task).filter_by(**wanted).where(Task.done_at.is_(None)).order_by(Task.id)))


def photo(width: int = 400, height: int = 300) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (width, height), (250, 250, 240)).save(picture, "JPEG")
    return picture.getvalue()
