"""Somebody of every role in front of the marked demonstration set, signed in or with the key of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.people.build import enter
from tests.web.client import PageClient
from tracker import clock
from tracker.cases import letter_links
from tracker.cases.following import fingerprint
from tracker.cases.kinds import WITH_BODY
from tracker.cases.models import Case, Leg
from tracker.directory.models import Contact, Unit
from tracker.directory.posts import Post, PostRole
from tracker.directory.queries import usable_email
from tracker.people.models import Account
from tracker.store import db
from tracker.web.shared import keys, letter_keys
from tracker.web.shared.access import Audience

OFFICE = "SETS-CH"


@dataclass(frozen=True, slots=True)
class Hand:
    """A browser, what it counts as, and for whom it sits."""

    name: str
    client: FlaskClient
    audiences: frozenset[Audience]
    post: Post | None = None
    case_id: int | None = None


def everybody(app: Flask) -> dict[str, Hand]:
    """One of every role."""
    posts = [
        ("officer", _post(PostRole.OFFICER, authority_id=OFFICE, unit_id=None), Audience.OFFICER),
        ("unit officer", _in_unit(), Audience.OFFICER),
        ("head", _post(PostRole.HEAD, authority_id=OFFICE), Audience.OFFICER),
        ("ministry", _post(PostRole.OFFICER, authority_id="MNR"), Audience.OFFICER),
        ("Bishkek", _post(PostRole.STAFF, centre_id="AC-BI"), Audience.STAFF),
        ("Osh", _post(PostRole.STAFF, centre_id="AC-OS"), Audience.STAFF),
        ("coordinator", _post(PostRole.COORDINATOR), Audience.COORDINATOR),
        ("administrator", _post(PostRole.ADMINISTRATOR), Audience.ADMINISTRATOR),
    ]
    found = {name: _signed_in(app, name, post, audience) for name, post, audience in posts}
    case = db.session.scalars(select(Case).where(Case.restricted, Case.centre_id == "AC-BI").order_by(Case.id)).first()
    assert case is not None
    others = {"holder": holder(app, case), "letter code": by_letter(app)}
    return {"anonymous": Hand("anonymous", app.test_client(), frozenset()), **others, **found}


def holder(app: Flask, case: Case) -> Hand:
    """Whoever opened this letter by its secret."""
    client = app.test_client()
    with client.session_transaction() as session:
        session[keys.NAME] = {str(case.id): [fingerprint(case.secret_digest), False]}
    return Hand("holder", client, frozenset({Audience.CITIZEN}), case_id=case.id)


def by_letter(app: Flask) -> Hand:
    """Whoever opened a letter to the office by its link, and typed the code."""
    now = clock.now()
    wanted = select(Leg).join(Case, Case.id == Leg.case_id).where(
        Leg.authority_id == OFFICE, Leg.state.in_(sorted(WITH_BODY)), Case.restricted, Case.review == "passed"
    )
    leg = db.session.scalars(wanted.order_by(Leg.id).limit(1)).one()
    address = usable_email(db.session, OFFICE)
    if address is None:
        address = "mailbox@office.example"
        db.session.add(Contact(authority_id=OFFICE, kind="email", value=address, state="usable"))
    link = letter_links.link_for(db.session, leg, address, now)
    db.session.commit()
    client, second = app.test_client(), int(now.timestamp())
    with client.session_transaction() as session:
        session[letter_keys.NAME] = {leg.case.number: [link.id, second, second]}
    return Hand("letter code", client, frozenset({Audience.LETTER}), case_id=leg.case_id)


def _signed_in(app: Flask, name: str, post: Post, audience: Audience) -> Hand:
    pages = enter(PageClient(app), db.session.get_one(Account, post.account_id), post)
    return Hand(name, pages.client, frozenset({audience, Audience.SIGNED_IN}), post)


def _post(role: PostRole, **where: object) -> Post:
    return db.session.scalars(select(Post).filter_by(role=role, **where).order_by(Post.id).limit(1)).one()


def _in_unit() -> Post:
    seated = select(Post).where(Post.authority_id == OFFICE, Post.unit_id.is_not(None))
    return db.session.scalars(seated.limit(1)).one()


def own_case(hand: Hand) -> Case | None:
    """A case that this hand works on."""
    if hand.case_id is not None:
        return db.session.get_one(Case, hand.case_id)
    if hand.post is None or not (hand.post.authority_id or hand.post.centre_id):
        return None
    legs = select(Case).join(Leg, Leg.case_id == Case.id).where(Case.review == "passed").order_by(Case.id)
    if hand.post.centre_id:
        return db.session.scalars(legs.where(Case.centre_id == hand.post.centre_id).limit(1)).one()
    mine = legs.where(Leg.authority_id == hand.post.authority_id, Leg.state != "transferred")
    if hand.post.unit_id:
        mine = mine.where(Leg.unit_id == hand.post.unit_id)
    return db.session.scalars(mine.limit(1)).first()


def give_to_units() -> None:
    """A letter of the office for each of its units, so that a unit has one of its own and one that is another's."""
    units = list(db.session.scalars(select(Unit.id).where(Unit.authority_id == OFFICE).order_by(Unit.id)))
    legs = db.session.scalars(select(Leg).where(Leg.authority_id == OFFICE, Leg.state != "transferred").order_by(Leg.id))
    for unit, leg in zip(units, legs, strict=False):
        leg.unit_id = unit
    db.session.commit()
