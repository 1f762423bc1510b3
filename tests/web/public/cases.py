"""Cases for the public's and the holder's pages, made by the real commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app

from tests.conftest import NOW, TODAY
from tracker.cases import deciding, delivery, filing, handling, publishing, reviewing
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.filing import Filing, PartyGiven
from tracker.cases.kinds import Kind, Outcome, Proof
from tracker.cases.models import Case, CaseContent, CaseFile, Message
from tracker.files.intake import add_row, keep_made
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")
OFFICER = Actor(ActorKind.OFFICER, authority_id="SETS-CH")
NAME, EMAIL, PHONE = "Үлгү Токтогулов", "toktogulov@citizen.example", "+996 555 010 203"
SUBJECT = "Цемент заводунун чыгаруулары"
BODY = "Цемент заводу шаарга чаң чыгарып жатат. Өлчөөнүн жыйынтыгын билдириңиздер."
PART = Refusal(("K217-RESTR-RIGHTS",), weighing="Адамдардын аттары бар.", left_out="Кызматкерлердин аттары")
KANT = "41708206000000"  # Issyk-Ata raion
ANSWER = "Өлчөөлөрдүн жыйынтыгы тиркелет: чаң ченемден жогору эмес."


@dataclass
class Letter:
    """A case and the secret of its slip."""

    case: Case
    secret: str

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def leg(self) -> Any:
        db.session.expire_all()
        return db.session.get_one(Case, self.case.id).current_leg


@dataclass
class Letters:
    """Files letters and moves them."""

    by_days: int = 0
    made: list[Letter] = field(default_factory=list)

    def file(self, kind: Kind = Kind.INFORMATION_REQUEST, body: str | None = "SETS-CH", **more: Any) -> Letter:
        values: dict[str, Any] = {
            "kind": kind, "language": "ky", "subject": SUBJECT, "body": BODY, "topic_code": "AIR", "territory_code": KANT,
            "parties": (PartyGiven("applicant", name=NAME, address="Кант шаары", email=EMAIL, phone=PHONE),),
            "authority_id": body,
        }  # fmt: skip
        now = more.pop("now", NOW)
        filed = filing.file(
            db.session, Filing(**{**values, **more}), by=PUBLIC, now=now, key=current_app.config["SECRET_KEY"]
        )
        self.made.append(Letter(filed.case, filed.secret))
        return self.made[-1]

    def delivered(self, days_ago: int = 0, **more: Any) -> Letter:
        """Looked at, and handed in with a stamp that many days ago."""
        on = TODAY - timedelta(days=days_ago)
        now = NOW - timedelta(days=days_ago)
        letter = self.file(now=now, **more)
        reviewing.review(db.session, letter.case, by=STAFF, now=now)
        delivery.deliver_on_paper(
            db.session, letter.case, letter.leg, by=STAFF, now=now, received_on=on, proof=Proof.STAMPED_COPY
        )  # fmt: skip
        db.session.commit()
        return letter

    def answered(self, outcome: Outcome = Outcome.FULL, files: tuple[bytes, ...] = (), days_ago: int = 5, **more: Any) -> Letter:
        letter = self.delivered(days_ago, **more)
        ids = tuple(
            add_row(db.session, keep_made("Өлчөөлөр.pdf", "application/pdf", data), NOW).id for data in files
        )  # fmt: skip
        officer = Actor(ActorKind.OFFICER, authority_id=letter.leg.authority_id)
        deciding.answer(
            db.session, letter.case, letter.leg, by=officer, now=NOW, outcome=outcome,
            given=Given(ANSWER, "06-3/17", None, "Башкарма башчысы Үлгүев", "Инспектор Мисалов", ids), withheld=PART,
        )  # fmt: skip
        db.session.commit()
        return letter

    def asked(self) -> Letter:
        letter = self.delivered(2)
        handling.ask(db.session, letter.case, letter.leg, by=OFFICER, now=NOW, question="Кайсы көчө?")
        db.session.commit()
        return letter

    def release(self, letter: Letter, *, files: dict[int, int | None] | None = None) -> None:
        """Letter and answer become public; the answer with parts covered."""
        content = db.session.get_one(CaseContent, letter.case.id)
        publishing.publish_letter(
            db.session, letter.case, by=STAFF, now=NOW, public_subject=content.subject, public_body=content.body
        )
        message = db.session.query(Message).filter_by(case_id=letter.case.id, kind="answer").one()
        rows = db.session.query(CaseFile).filter_by(message_id=message.id)
        publishing.publish_message(
            db.session, letter.case, message, by=STAFF, now=NOW, public_body="Чаң ченемден жогору эмес.", files=files,
            kept={row.id: "third_party" for row in rows if row.id not in (files or {})},
        )  # fmt: skip
        db.session.commit()


def day(on: date) -> datetime:
    return datetime.combine(on, NOW.timetz())
