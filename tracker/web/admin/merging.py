"""Joining bodies: choose them, choose the successor, see what moves, give the decision: then one act.

What was chosen is in the address, so that the pages can be gone back and forth; only the last button changes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import and_, case, func, or_, select
from wtforms import StringField

from tracker import clock
from tracker.cases.succession import open_legs, succeed
from tracker.directory.codes import Category, Level
from tracker.directory.commands import merge_authorities
from tracker.directory.folding import fold
from tracker.directory.labels import BODY_STATUS, CATEGORIES
from tracker.directory.models import Authority, AuthorityServes, Territory
from tracker.directory.names import display_name
from tracker.directory.posts import Post, in_force
from tracker.directory.queries import BODY_COLUMNS, body_sort, dated
from tracker.directory.staffing import end_posts_of
from tracker.i18n import lazy, t
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import MergeForm
from tracker.web.admin.desk import Ask, ask
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Length
from tracker.web.shared.forms import SearchForm, SelectField
from tracker.web.shared.fresh import fresh
from tracker.web.shared.signed_in import current_actor

AT_MOST = 40
SHOWN = 80


class ChooseForm(SearchForm):
    raion = SelectField(lazy("Raion"))
    sort = SelectField(lazy("Sort"))
    q = StringField(lazy("Or a part of the name"), validators=[Length(100)])


@bp.get("/merge")
@access(Audience.ADMINISTRATOR)
def merge() -> ResponseReturnValue:
    """Which bodies, and into which one. Whatever was ticked before stays ticked."""
    today = clock.today()
    form = ChooseForm()
    form.raion.choices = [("", t("Choose…")), *_raions(today)]
    form.sort.choices = [(code.value, t(words)) for code, words in CATEGORIES.items()]
    form.validate()
    chosen = asked()
    rows = _offered(form, chosen, today)
    return render_template(
        "admin/merge.html",
        form=form,
        chosen=chosen,
        successor=request.args.get("successor", ""),
        searched=bool(form.raion.data or form.q.data),
        bodies=[(row.id, display_name(row), t(BODY_STATUS[row.status])) for row in rows[:SHOWN]],
        cut=len(rows) > SHOWN,
        missing=request.args.get("missing", ""),
    )


def asked() -> list[str]:
    return list(dict.fromkeys(one[:40] for one in request.args.getlist("id")))[:AT_MOST]


def _raions(today: date) -> list[tuple[str, str]]:
    query = (
        select(Territory)
        .where(Territory.level == Level.RAION, dated(Territory, today))
        .order_by(Territory.sort_ru)
        .limit(200)
    )
    return [(row.code, display_name(row)) for row in db.session.scalars(query)]


def _offered(form: ChooseForm, chosen: Sequence[str], today: date) -> Sequence[Any]:
    wanted = Authority.id.in_([*chosen, request.args.get("successor", "")])
    if form.raion.data and not form.raion.errors:
        inside = select(Territory.code).where(
            or_(Territory.raion_code == form.raion.data, Territory.code == form.raion.data)
        )
        sort = form.sort.data if form.sort.data in set(Category) else Category.AIYL_OKMOTU.value
        wanted = wanted | ((Authority.category == sort) & Authority.territory_code.in_(inside))
    words = fold(form.q.data or "").split()[:6]
    if len("".join(words)) >= 2:
        wanted = wanted | and_(*(Authority.search_key.contains(word, autoescape=True) for word in words))
    ticked = case((Authority.id.in_(chosen), 0), else_=1)
    query = select(*BODY_COLUMNS).where(dated(Authority, today), wanted).order_by(ticked, body_sort(), Authority.id)
    return db.session.execute(query.limit(SHOWN + 1)).all()


@bp.route("/merge/confirm", methods=["GET", "POST"])
@access(Audience.ADMINISTRATOR)
@fresh
def merge_confirm() -> ResponseReturnValue:
    """What moves, then the decision and the day. Sending does all of it at once."""
    successor_id = request.args.get("successor", "")[:40]
    ids = [one for one in asked() if one != successor_id]
    if not ids or not successor_id:
        missing = "bodies" if not ids else "successor"
        back = {name: value for name, value in request.args.to_dict(flat=False).items() if name != "missing"}
        return redirect(url_for("admin.merge", **back, missing=missing), 303)
    bodies = {
        row.id: row for row in db.session.scalars(select(Authority).where(Authority.id.in_([*ids, successor_id])))
    }
    if set(bodies) != {*ids, successor_id}:
        abort(404)
    form = MergeForm()
    page = Ask(
        t("Join these bodies"),
        url_for("admin.merge", **request.args.to_dict(flat=False)),
        t("Join them now"),
        tone="danger",  # type: ignore[arg-type]
        back_text=t("Choose again"),
        parts=_moves(ids, bodies, successor_id),
        template="admin/merge_confirm.html",
    )

    def join() -> None:
        assert form.on_date.data is not None
        by, now = current_actor(), clock.now()
        merge_authorities(
            db.session, ids, successor_id, act=form.act.data or "", on_date=form.on_date.data, by=by, now=now
        )
        succeed(db.session, ids, successor_id, by=by, now=now)
        end_posts_of(db.session, ids, form.on_date.data - timedelta(days=1), reason=form.act.data or "", by=by, now=now)

    return ask(form, page, join, url_for("admin.body", body_id=successor_id))


def _moves(ids: Sequence[str], bodies: dict[str, Authority], successor_id: str) -> list[tuple[str, str]]:
    """What goes over from each body: places with their villages, open letters; and the posts that end up without a body."""
    today = clock.today()
    letters, places, villages, posts = (
        open_legs(db.session, ids),
        _places(ids, today),
        _villages(ids, today),
        _posts(ids, today),
    )
    rows = [(t("Successor"), display_name(bodies[successor_id]))]
    for one in ids:
        said = t(
            "places: %(places)s, villages in them: %(villages)s, open letters: %(letters)s, posts: %(posts)s",
            places=places.get(one, 0),
            villages=villages.get(one, 0),
            letters=letters.get(one, 0),
            posts=posts.get(one, 0),
        )
        rows.append((display_name(bodies[one]), said))
    total = t(
        "places: %(places)s, villages in them: %(villages)s, open letters: %(letters)s",
        places=sum(places.values()),
        villages=sum(villages.values()),
        letters=sum(letters.values()),
    )
    return [*rows, (t("All together"), total)]


def _places(ids: Sequence[str], today: date) -> dict[str, int]:
    served = select(AuthorityServes.authority_id, func.count()).where(
        AuthorityServes.authority_id.in_(ids), dated(AuthorityServes, today)
    )
    return {row[0]: row[1] for row in db.session.execute(served.group_by(AuthorityServes.authority_id))}


def _villages(ids: Sequence[str], today: date) -> dict[str, int]:
    inside = (
        select(AuthorityServes.authority_id, func.count(Territory.code))
        .join(Territory, Territory.parent_code == AuthorityServes.territory_code)
        .where(AuthorityServes.authority_id.in_(ids), dated(AuthorityServes, today), Territory.level == Level.VILLAGE)
    )
    return {row[0]: row[1] for row in db.session.execute(inside.group_by(AuthorityServes.authority_id))}


def _posts(ids: Sequence[str], today: date) -> dict[str, int]:
    sitting = select(Post.authority_id, func.count()).where(Post.authority_id.in_(ids), in_force(today))
    return {str(row[0]): row[1] for row in db.session.execute(sitting.group_by(Post.authority_id))}
