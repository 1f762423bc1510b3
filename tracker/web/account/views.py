"""One's own account: where to begin, name and language, seat, second factor."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.directory.posts import last_ended, posts_of
from tracker.i18n import N_
from tracker.people.commands import choose_language, rename
from tracker.store import db
from tracker.web.account.forms import ConfirmForm, MineForm
from tracker.web.account.places import seat_lines
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.language import blueprint
from tracker.web.shared.shell import footer_links, navigation
from tracker.web.shared.signed_in import SignedIn, choose, home_of, needs_second_factor, signed_in

bp = blueprint("account", __name__, "/account")
navigation(
    "account",
    ("account.start", N_("My work")),
    ("account.mine", N_("My account")),
    ("account.second_factor", N_("Protection")),
)
footer_links(("security.login", N_("For officers and staff: sign in")))


def person() -> SignedIn:
    """Whoever opened this page; `access` has seen to it that there is one."""
    found = signed_in()
    assert found is not None
    return found


@bp.get("/start")
@access(Audience.SIGNED_IN)
def start() -> ResponseReturnValue:
    """After signing in: to the seat's own first page."""
    session.pop("_flashes", None)
    who = person()
    if who.seat is None and len(who.seats) > 1:
        return redirect(url_for("account.seats"), 303)
    return redirect(url_for(home_of(who.seat) or "account.mine"), 303)


@bp.get("")
@access(Audience.SIGNED_IN)
def mine() -> ResponseReturnValue:
    return _mine(MineForm(obj=person().account))


@bp.post("")
@access(Audience.SIGNED_IN)
def save() -> ResponseReturnValue:
    form = MineForm()
    if not form.validate_on_submit():
        return _mine(form), 422
    account = person().account
    rename(account, form.full_name.data)
    choose_language(account, form.language.data)
    return done(url_for("account.mine", lang=form.language.data, saved=1))


def _mine(form: MineForm) -> str:
    who, today = person(), clock.today()
    lines = seat_lines(posts_of(db.session, who.account.id, today))
    ended = None if lines else last_ended(db.session, who.account.id, today)
    return render_template(
        "account/mine.html", form=form, account=who.account, seats=lines, present=who.seat, ended=ended,
        saved="saved" in request.args,
    )  # fmt: skip


@bp.get("/seat")
@access(Audience.SIGNED_IN)
def seats() -> ResponseReturnValue:
    who = person()
    lines = seat_lines(posts_of(db.session, who.account.id, clock.today()))
    return render_template("account/seats.html", form=ConfirmForm(), seats=lines, present=who.seat, next=_next())


@bp.post("/seat")
@access(Audience.SIGNED_IN)
def take_seat() -> ResponseReturnValue:
    """Only a seat that is his today can be taken; anything else asks again."""
    wanted = request.form.get("post_id", "")
    mine_today = {str(seat.post_id): seat for seat in person().seats}
    if wanted not in mine_today:
        return redirect(url_for("account.seats"), 303)
    choose(mine_today[wanted].post_id)
    return redirect(_next() or url_for("account.start"), 303)


@bp.get("/protection")
@access(Audience.SIGNED_IN)
def second_factor() -> ResponseReturnValue:
    who = person()
    needed = any(needs_second_factor(seat) for seat in who.seats)
    return render_template("account/second_factor.html", account=who.account, needed=needed, spare=_spare_codes(who))


def _spare_codes(who: SignedIn) -> int:
    return len(who.account.mf_recovery_codes or ())


def _next() -> str:
    """Where the person was going: an address of our own, or nothing."""
    asked: Any = request.values.get("next", "")
    return asked if asked.startswith("/") and not asked.startswith(("//", "/\\")) and "\n" not in asked else ""
