"""Guessed Kyrgyz names, raion by raion: «right» is one tap, another spelling is typed beside it. Staff know the villages."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from wtforms import StringField

from tracker import clock
from tracker.directory.commands import edit_territory
from tracker.directory.models import Territory
from tracker.directory.names import display_name
from tracker.directory.queries import dated
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.admin.blueprint import names_bp as bp
from tracker.web.admin.desk import attempt
from tracker.web.admin.words import level_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import PageForm
from tracker.web.shared.paging import keyset
from tracker.web.shared.signed_in import current_actor

PAGE = 20
KEEPERS = (Audience.ADMINISTRATOR, Audience.STAFF)


class NameForm(PageForm):
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Needed(N_("Write the name in Kyrgyz.")), Length(300)])


@bp.get("")
@access(*KEEPERS)
def guesses() -> ResponseReturnValue:
    """How many are left, by raion or city."""
    around = func.coalesce(Territory.raion_code, Territory.oblast_code)
    left = select(around.label("code"), func.count().label("left")).where(_guessed()).group_by(around).subquery()
    rows = db.session.execute(
        select(Territory, left.c.left)
        .join(left, left.c.code == Territory.code)
        .order_by(Territory.oblast_code, Territory.sort_ru)
        .limit(200)
    )
    lines = [(display_name(place), url_for("place_names.guesses_of", code=place.code), count) for place, count in rows]
    return render_template("admin/guesses.html", lines=lines, total=sum(count for _, _, count in lines))


def _guessed() -> Any:
    return (Territory.name_ky == "") & dated(Territory, clock.today())


@bp.get("/<code>")
@access(*KEEPERS)
def guesses_of(code: str) -> ResponseReturnValue:
    return _page(code)


def _page(code: str, wrong: NameForm | None = None, at: str = "") -> str:
    around = db.session.get(Territory, code[:14]) or abort(404)
    inside = func.coalesce(Territory.raion_code, Territory.oblast_code) == around.code
    columns = (
        Territory.code,
        Territory.level,
        Territory.name_ru,
        Territory.name_ky_guess,
        Territory.sort_ru,
        Territory.parent_code,
    )
    rows = keyset(
        db.session,
        select(*columns).where(_guessed(), inside),
        [Territory.sort_ru, Territory.code],
        request.args.get("after", ""),
        size=PAGE,
        descending=False,
    )
    above = _names({row.parent_code for row in rows.rows})
    return render_template(
        "admin/guesses_of.html",
        around=around,
        title=display_name(around),
        page=rows,
        form=wrong or NameForm(),
        at=at,
        lines=[_line(row, above, wrong if row.code == at else None) for row in rows.rows],
    )


def _names(codes: set[str]) -> dict[str, str]:
    return (
        {row.code: display_name(row) for row in db.session.scalars(select(Territory).where(Territory.code.in_(codes)))}
        if codes
        else {}
    )


def _line(row: Any, above: dict[str, str], wrong: NameForm | None) -> dict[str, Any]:
    return {
        "code": row.code,
        "russian": row.name_ru,
        "where": f"{level_words(row.level)}, {above.get(row.parent_code, '')}".strip(", "),
        "typed": (wrong.name_ky.data or "") if wrong else row.name_ky_guess or row.name_ru,
        "errors": [str(error) for error in wrong.name_ky.errors] if wrong else [],
    }


@bp.post("/<code>/<place>")
@access(*KEEPERS)
def say(code: str, place: str) -> ResponseReturnValue:
    """The name as it stands in the field is right."""
    form = NameForm()
    reason = t("checked on the list of guessed names")

    def save() -> None:
        edit_territory(
            db.session,
            place[:14],
            {"name_ky": form.name_ky.data or ""},
            by=current_actor(),
            now=clock.now(),
            reason=reason,
        )

    if form.validate_on_submit() and attempt(form, save):
        return done(url_for("place_names.guesses_of", code=code, after=request.args.get("after")))
    return _page(code, form, place), 422
