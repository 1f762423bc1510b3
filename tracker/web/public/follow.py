"""The way to one's own letter: number and secret code, or the link of a mail. The secret leaves the address bar at once."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from tracker import clock
from tracker.cases import links
from tracker.cases.following import Opened, open_by_link, open_by_secret
from tracker.cases.reference import read_number
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.shared import keys
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import noindex
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import OpenForm
from tracker.web.shared.security import limiter


class FollowForm(OpenForm):
    number = StringField(
        lazy("Number of your letter"), validators=[Needed(N_("Write the number of your letter.")), Length(40)],
        description=lazy("It stands on your slip, like 26-4837-1950."),
    )  # fmt: skip
    secret = StringField(
        lazy("Secret code"), validators=[Needed(N_("Write the secret code.")), Length(60)],
        description=lazy("16 digits on your slip. Spaces do not matter."),
    )  # fmt: skip


@bp.get("/follow")
@access(Audience.PUBLIC)
def follow() -> ResponseReturnValue:
    noindex()
    form = FollowForm(formdata=None, data={"number": request.args.get("number", "")[:40]})
    return render_template("public/follow.html", form=form)


def _tried_number() -> str:
    return f"follow:{read_number(request.form.get('number', '')[:40]) or request.remote_addr}"


@bp.post("/follow")
@open_post
@access(Audience.PUBLIC)
@limiter.limit("10 per 10 minutes; 40 per day", key_func=lambda: f"follow-from:{request.remote_addr}")
@limiter.limit("20 per hour", key_func=_tried_number)
def follow_open() -> ResponseReturnValue:
    noindex()
    form = FollowForm()
    if not form.validate_on_submit():
        return render_template("public/follow.html", form=form), 422 if form.errors else 200
    opened = open_by_secret(db.session, form.number.data or "", form.secret.data or "", current_app.config["SECRET_KEY"])
    if opened is None:
        form.refuse("number", t("Number and secret code do not belong together. Compare both with your slip."))
        form.secret.data = ""
        return render_template("public/follow.html", form=form), 422
    return go_on(opened)


@bp.get("/follow/<number>/<token>")
@access(Audience.PUBLIC)
@limiter.limit("60 per hour", key_func=lambda: f"link-from:{request.remote_addr}")
def follow_link(number: str, token: str) -> ResponseReturnValue:
    """From a mail or the code on the slip. It only opens: a mail scanner that follows it changes nothing."""
    noindex()
    return go_on(open_by_link(db.session, number, token, links.current(), clock.now()))


def go_on(opened: Opened, **said: Any) -> Response:
    """Remember the key in this browser, and lead to an address without it."""
    keys.hold(keys.Key(opened.case_id, opened.fingerprint))
    answer: Response = redirect(url_for("public.my", number=opened.number, **said), 303)  # type: ignore[assignment]
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer
