"""A law that is known better since, and letters about which a body asks: what tests of clocks are made of."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.web.staff import build
from tracker import lawbook
from tracker.cases import deciding, delivery, handling, requalifying
from tracker.cases.kinds import Kind, Proof
from tracker.cases.models import Case, CaseEvent, Leg, LegClock
from tracker.cases.reckoning import regime_of
from tracker.law.versions import What
from tracker.lawbook import changes
from tracker.lawbook.changes import Wanted
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

LAWYER, SECOND = Actor(ActorKind.ADMINISTRATOR, account_id=1), Actor(ActorKind.ADMINISTRATOR, account_id=2)
STOPS = {"effect": "stops_clock", "status": "likely", "source": "cbd.minjust.gov.kg"}
RESTARTS = {"effect": "restarts", "status": "likely", "source": "cbd.minjust.gov.kg"}
FIVE_DAYS = {"status": "likely", "value": 5, "unit": "working_days", "starts": "receipt", "source": "cbd"}


def law_says(what: What = What.RULE, name: str = "question", table: dict[str, Any] = STOPS, law: str = "KG-ATI-217") -> None:
    wanted = Wanted(what, law, table, "Мыйзамдын тексти окулду.", name)
    row = changes.propose(db.session, wanted, by=LAWYER, now=NOW)
    changes.confirm(db.session, row, note="", alone=False, by=SECOND, now=NOW)


def bill_in_use(since: date) -> None:
    """The bill of 2026 became a law: the first time it is put in use, afterwards its first day is corrected."""
    act = {"act_number": "312", "act_on": "2026-09-14", "source": "president.kg", "keeps_other_terms": True}
    wanted = Wanted(What.LAW, "KG-APP-67-10WD", act, "Мыйзам басылып чыкты.", valid_from=since)
    row = changes.propose(db.session, wanted, by=LAWYER, now=NOW)
    changes.confirm(db.session, row, note="", alone=False, by=SECOND, now=NOW)


def leg_of(case: Case) -> Leg:
    """The one that counts now."""
    assert case.current_leg_id is not None
    return db.session.get_one(Leg, case.current_leg_id)


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def ask(case: Case, after: int = 0, **more: Any) -> Leg:
    values: dict[str, Any] = {"by": build.OFFICER, "now": later(after), "question": "Кайсы айлар үчүн?", **more}
    handling.ask(db.session, case, leg_of(case), **values)
    return leg_of(case)


def reply(case: Case, after: int, leg: Leg | None = None) -> None:
    writer = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    handling.clarify(db.session, case, leg or leg_of(case), by=writer, now=later(after), text="Июнь жана июль үчүн.")


def data_of(kind: str) -> dict[str, Any]:
    db.session.flush()
    return db.session.scalars(select(CaseEvent.data).where(CaseEvent.type == kind).order_by(CaseEvent.id.desc())).first() or {}


def rows(leg: Leg, clock: str = "answer") -> list[tuple[date | None, bool]]:
    db.session.flush()
    found = db.session.scalars(select(LegClock).where(LegClock.leg_id == leg.id, LegClock.clock == clock).order_by(LegClock.id))
    return [(row.due_on, row.superseded_by_id is None) for row in found]


def day_off(on: date, working: bool = False) -> None:
    """As the Cabinet of Ministers moves one, after the letter came."""
    lawbook.set_day(db.session, on, working, "Күндү жылдыруу", "Токтом № 601", LAWYER, later(1), source="cbd")


def pass_on(case: Case, after: int = 2, to: str = "SETS-O") -> Leg:
    ground = deciding.transfer_codes(regime_of(db.session, case, leg_of(case)))[0]
    by = Actor(ActorKind.OFFICER, authority_id=leg_of(case).authority_id)
    values: dict[str, Any] = {"by": by, "now": later(after), "to_authority_id": to, "ground": ground, "reason": "Биз эмес."}
    return deciding.transfer(db.session, case, leg_of(case), **values)


def hand_in(case: Case, leg: Leg, after: int = 2) -> None:
    """The letter reaches the body that owes."""
    on = TODAY + timedelta(days=after)
    delivery.deliver_on_paper(
        db.session, case, leg, by=build.STAFF, now=later(after), received_on=on, proof=Proof.STAMPED_COPY
    )


def requalify(case: Case, kind: Kind, after: int = 0) -> None:
    requalifying.requalify(
        db.session, case, leg_of(case), by=build.STAFF, now=later(after), kind=kind, reason="Каттын мазмуну боюнча."
    )


def register(case: Case, leg: Leg, after: int = 0, **more: Any) -> None:
    by = Actor(ActorKind.OFFICER, authority_id=leg.authority_id)
    on = TODAY + timedelta(days=after)
    values: dict[str, Any] = {"by": by, "now": later(after), "incoming_number": "Э-112", "registered_on": on, **more}
    handling.register(db.session, case, leg, **values)


def extend(case: Case, after: int) -> None:
    values: dict[str, Any] = {"ground": "K217-EXT-HARD", "reason": "Көп барак."}
    deciding.extend(db.session, case, leg_of(case), by=build.OFFICER, now=later(after), **values)
