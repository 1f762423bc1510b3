"""A letter and its day, for tests in which anybody does anything with it by the real commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.conftest import NOW
from tests.people.build import a_post
from tracker.cases import filing
from tracker.cases.filing import Filing, PartyGiven
from tracker.cases.kinds import Channel, Kind, Sender
from tracker.cases.models import Case, Leg
from tracker.cases.workflow import WorkflowError
from tracker.clock import day_of
from tracker.directory.models import Contact
from tracker.directory.posts import Post, PostRole
from tracker.law.versions import What
from tracker.lawbook import changes
from tracker.lawbook.changes import Wanted
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")
BODIES = ("SETS-CH", "MNR", "KGS")


@dataclass(slots=True)
class Life:
    """A letter, and the day it is."""

    case: Case
    now: datetime
    done: list[str] = field(default_factory=list)

    @property
    def leg(self) -> Leg:
        """The one that counts now: after a transfer it is another than a moment ago."""
        if self.case.current_leg_id is None:
            raise WorkflowError
        return db.session.get_one(Leg, self.case.current_leg_id)

    @property
    def officer(self) -> Actor:
        return self._of_body(ActorKind.OFFICER, PostRole.OFFICER)

    @property
    def head(self) -> Actor:
        return self._of_body(ActorKind.HEAD, PostRole.HEAD)

    @property
    def applicant(self) -> Actor:
        return Actor(ActorKind.CONFIRMED_APPLICANT, case_id=self.case.id)

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def yesterday(self) -> date:
        return max(self.case.filed_on, self.today - timedelta(days=1))

    def about_leg(self, command: Callable[..., Any], by: Actor, **more: Any) -> None:
        command(db.session, self.case, self.leg, by=by, now=self.now, **more)

    def about_case(self, command: Callable[..., Any], by: Actor, **more: Any) -> None:
        command(db.session, self.case, by=by, now=self.now, **more)

    def _of_body(self, kind: ActorKind, role: PostRole) -> Actor:
        """In a seat of the body that owes, if it has one."""
        seats = select(Post.id).where(Post.authority_id == self.leg.authority_id, Post.role == role)
        return Actor(kind, authority_id=self.leg.authority_id, post_id=db.session.scalar(seats.limit(1)))


STOPS = {"effect": "stops_clock", "status": "likely", "source": "cbd.minjust.gov.kg"}
RESTARTS = {"effect": "restarts", "status": "likely", "source": "cbd.minjust.gov.kg"}


def law_moves_clocks() -> None:
    """As if a lawyer had found that a question stops the clock, and that what Law 67 lets pass on starts anew."""
    first, second = (Actor(ActorKind.ADMINISTRATOR, account_id=number) for number in (1, 2))
    rules = (("KG-ATI-217", "question", STOPS), ("KG-APP-67", "question", STOPS), ("KG-APP-67", "transfer", RESTARTS))
    for law, name, table in rules:
        row = changes.propose(db.session, Wanted(What.RULE, law, table, "Мыйзам окулду.", name), by=first, now=NOW)
        changes.confirm(db.session, row, note="", alone=False, by=second, now=NOW)


def begin(
    kind: Kind,
    body: str | None,
    *,
    mailed: bool = False,
    sender: Sender = Sender.PERSON,
    channel: Channel = Channel.WEB,
) -> Life:
    """Filed on the web, or written down by the centre. `mailed`: letters can go to the bodies by e-mail."""
    for name in BODIES:
        a_post(db.session, None, PostRole.OFFICER, authority_id=name)
        if mailed:
            db.session.add(Contact(authority_id=name, kind="email", value=f"{name}@body.example", state="usable"))
    letter = Filing(
        kind=kind, language="ky", subject="Цемент заводу", body="Өлчөөлөрдү бериңиздер.", topic_code="AIR",
        parties=(PartyGiven("applicant", name="Асан Үлгү", address="Кант", email="asan@citizen.example"),),
        territory_code="41708206000000", authority_id=body, sender=sender, channel=channel,
    )  # fmt: skip
    by = PUBLIC if channel is Channel.WEB else STAFF
    return Life(filing.file(db.session, letter, by=by, now=NOW, key="k").case, NOW)
