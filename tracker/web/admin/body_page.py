"""One body: what is known of it, whom it answers for, its units, posts and addresses, and what was changed before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from tracker import clock
from tracker.cases.approving import has_head
from tracker.cases.kinds import OPEN
from tracker.cases.models import Leg
from tracker.directory.codes import BodyStatus, ContactState
from tracker.directory.labels import BODY_KINDS, BODY_STATUS, CONTACT_KIND, CONTACT_STATE
from tracker.directory.models import Authority, AuthorityServes, Contact, Territory, Unit
from tracker.directory.names import display_name
from tracker.i18n import short_date, t
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.history import history
from tracker.web.admin.post_rows import post_lines, posts_where
from tracker.web.admin.words import bound_words, dates_words, level_words, status_tone
from tracker.web.shared.access import Audience, access
from tracker.web.shared.source_notes import in_english, source_note

SHOWN = 60


@bp.get("/body/<body_id>")
@access(Audience.ADMINISTRATOR)
def body(body_id: str) -> ResponseReturnValue:
    now = clock.now()
    row = _load(body_id)
    served, units = _served(body_id), _units(body_id)
    posts = posts_where(db.session, now, authority_id=body_id)
    about = ("authority", [body_id]), ("unit", [unit.id for unit in units]), ("post", [post.id for post in posts])
    return render_template(
        "admin/body.html",
        body=row.Authority,
        title=display_name(row.Authority),
        facts=_facts(row),
        contact_facts=_contact_facts(row.Authority),
        status=(t(BODY_STATUS[BodyStatus(row.Authority.status)]), status_tone(row.Authority.status)),
        served=[_serves_line(one, place, clock.day_of(now)) for one, place in served],
        units=[_unit_line(unit) for unit in units],
        posts=post_lines(posts, now),
        contacts=_contacts(body_id),
        open_legs=row.open_legs,
        ended=_has_ended(row.Authority, now),
        changes=history(*about, names=_names(row, served)),
    )


def _load(body_id: str) -> Any:
    """The body, the names of those it is tied to, and how many letters it has open, in one statement."""
    above, superior, successor = aliased(Authority), aliased(Authority), aliased(Authority)
    held = select(func.count(Leg.id)).where(Leg.authority_id == Authority.id, Leg.state.in_(sorted(OPEN)))
    query = (
        select(
            Authority,
            above,
            superior,
            successor,
            Territory,
            held.correlate(Authority).scalar_subquery().label("open_legs"),
        )
        .outerjoin(above, above.id == Authority.parent_id)
        .outerjoin(superior, superior.id == Authority.superior_id)
        .outerjoin(successor, successor.id == Authority.successor_id)
        .outerjoin(Territory, Territory.code == Authority.territory_code)
    )
    return db.session.execute(query.where(Authority.id == body_id[:40])).first() or abort(404)


def _facts(row: Any) -> list[tuple[str, str]]:
    body, above, superior, successor, place = row[:5]
    since = t("since %(day)s", day=short_date(body.superior_from)) if body.superior_from else ""
    heard = ", ".join(part for part in (display_name(superior) if superior else "", since) if part)
    bound = bound_words(body.bound_by) + ("" if body.bound_by_confirmed else " – " + t("no law seen that binds it"))
    rows = [
        (t("Number"), body.id),
        (t("Name in Kyrgyz"), body.name_ky or (f"{body.name_ky_guess}*" if body.name_ky_guess else "")),
        (t("Name in Russian"), body.name_ru),
        (t("Name in English"), in_english(body.name_en)),
        (t("Abbreviations"), ", ".join(part for part in (body.acronym_ky, body.acronym_ru) if part)),
        (t("Kind of body"), t(BODY_KINDS[body.kind]) if body.kind in BODY_KINDS else body.kind),
        (t("Seat"), f"{display_name(place)}, {level_words(place.level)}" if place else ""),
        (t("Belongs to"), display_name(above) if above else ""),
        (t("In the eyes of the law"), bound),
        (t("The law that binds it"), source_note(body.bound_by_source)),
        (t("Hears complaints about it"), heard or t("not known; never guessed")),
        (t("Where that is known from"), source_note(body.superior_source)),
        (t("Who sends answers"), _signs(body)),
        (t("Exists"), dates_words(body.valid_from, body.valid_to)),
        (t("Successor"), display_name(successor) if successor else ""),
        (t("Source"), source_note(body.source)),
        (t("Note"), source_note(body.note)),
    ]
    return [(term, value) for term, value in rows if value]


def _signs(body: Authority) -> str:
    if not body.head_signs:
        return t("the officer who wrote them")
    if has_head(db.session, body.id, clock.today()):
        return t("the head, after reading them")
    return t("the head; but no head signs in here, so officers send them themselves")


def _contact_facts(body: Authority) -> list[tuple[str, str]]:
    rows = [
        (t("Telephone"), source_note(body.phone)),
        (t("Website"), body.website),
        (t("Postal address"), body.postal_address),
        (t("Where this is from"), source_note(body.contact_source)),
    ]
    return [(term, value) for term, value in rows if value]


def _has_ended(body: Authority, now: datetime) -> bool:
    return body.valid_to is not None and body.valid_to < clock.day_of(now)


def _served(body_id: str) -> Sequence[Any]:
    query = (
        select(AuthorityServes, Territory)
        .join(Territory, Territory.code == AuthorityServes.territory_code)
        .where(AuthorityServes.authority_id == body_id)
        .order_by(AuthorityServes.valid_to.is_not(None), Territory.sort_ky, AuthorityServes.id)
        .limit(SHOWN)
    )
    return db.session.execute(query).all()


def _serves_line(served: AuthorityServes, place: Territory, today: date) -> dict[str, Any]:
    ended = served.valid_to is not None and served.valid_to < today
    when = dates_words(served.valid_from, served.valid_to)
    said = ", ".join(part for part in (f"{display_name(place)}, {level_words(place.level)}", when, served.act) if part)
    return {"text": said, "ended": ended}


def _units(body_id: str) -> Sequence[Unit]:
    return db.session.scalars(
        select(Unit).where(Unit.authority_id == body_id).order_by(Unit.valid_to.is_not(None), Unit.id).limit(SHOWN)
    ).all()


def _unit_line(unit: Unit) -> dict[str, str]:
    return {
        "url": url_for("admin.unit", unit_id=unit.id),
        "name": display_name(unit),
        "when": dates_words(unit.valid_from, unit.valid_to),
    }


def _contacts(body_id: str) -> list[dict[str, str]]:
    query = select(Contact.kind, Contact.value, Contact.state).where(
        Contact.authority_id == body_id, Contact.state != ContactState.REVOKED
    )
    rows = db.session.execute(query.order_by(Contact.id).limit(SHOWN))
    return [
        {"value": row.value, "kind": t(CONTACT_KIND[row.kind]), "state": t(CONTACT_STATE[row.state])} for row in rows
    ]


def _names(row: Any, served: Sequence[Any]) -> dict[str, str]:
    """What codes in the history are called, as far as this page has loaded it."""
    names = {place.code: display_name(place) for _, place in served}
    names |= {other.id: display_name(other) for other in row[1:4] if other is not None}
    return names | ({row[4].code: display_name(row[4])} if row[4] is not None else {})
