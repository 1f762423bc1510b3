"""People who sign in: found by name or address, their posts, switched off and on, the lost phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, or_, select
from wtforms import StringField

from tracker import clock
from tracker.directory import staffing
from tracker.directory.posts import Invitation, Post, in_force
from tracker.i18n import N_, lazy, long_date, short_instant, t
from tracker.i18n.languages import OWN_NAMES
from tracker.people.models import Account
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import reason_field
from tracker.web.admin.desk import Ask, ask
from tracker.web.admin.history import history
from tracker.web.admin.post_rows import post_lines, posts_where
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Length
from tracker.web.shared.forms import PageForm, SearchForm, SelectField
from tracker.web.shared.fresh import fresh
from tracker.web.shared.paging import keyset
from tracker.web.shared.signed_in import current_actor

BOTH = ["GET", "POST"]
WHICH = {
    "": N_("Who may sign in"),
    "off": N_("Switched off"),
    "no_post": N_("Without a post today"),
    "all": N_("All of them"),
}


class PeopleForm(SearchForm):
    q = StringField(lazy("Name or e-mail"), validators=[Length(100)])
    which = SelectField(lazy("Which"), choices=[(code, lazy(words)) for code, words in WHICH.items()])


class ReasonForm(PageForm):
    reason = reason_field(lazy("Why?"))


class ForgetForm(PageForm):
    reason = reason_field(lazy("How did you make sure who is asking?"))


@bp.get("/people")
@access(Audience.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    form = PeopleForm()
    form.validate()
    page = keyset(
        db.session, _wanted(form), [Account.full_name, Account.id], request.args.get("after", ""), descending=False
    )
    waiting = db.session.scalar(
        select(func.count(Invitation.id)).where(
            Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > clock.now()
        )
    )
    return render_template(
        "admin/people.html", form=form, page=page, lines=[_line(row) for row in page.rows], waiting=waiting
    )


def _wanted(form: PeopleForm) -> Select[Any]:
    posts = (
        select(func.count(Post.id))
        .where(Post.account_id == Account.id, in_force(clock.today()))
        .correlate(Account)
        .scalar_subquery()
    )
    query = select(
        Account.id, Account.full_name, Account.email, Account.active, Account.last_sign_in_at, posts.label("posts")
    )
    for word in (form.q.data or "").split()[:4]:
        query = query.where(_says(word))
    if form.which.data == "off":
        return query.where(~Account.active)
    if form.which.data == "no_post":
        return query.where(Account.active, posts == 0)
    return query if form.which.data == "all" else query.where(Account.active)


def _says(word: str) -> Any:
    """A word of the name or the address. Letter case is tried here: SQLite folds only Latin letters."""
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(
        *(Account.full_name.contains(form, autoescape=True) for form in sorted(forms)),
        Account.email.contains(word.lower(), autoescape=True),
    )


def _line(row: Any) -> dict[str, Any]:
    pills = [] if row.active else [(t("switched off"), "off")]
    if row.active and not row.posts:
        pills.append((t("no post"), "wait"))
    last = short_instant(row.last_sign_in_at) if row.last_sign_in_at else t("never")
    return {
        "url": url_for("admin.person", account_id=row.id),
        "name": row.full_name or row.email,
        "pills": pills,
        "cells": [row.email, str(row.posts), last],
    }


@bp.get("/person/<int:account_id>")
@access(Audience.ADMINISTRATOR)
def person(account_id: int) -> ResponseReturnValue:
    now = clock.now()
    account = _found(account_id)
    return render_template(
        "admin/person.html",
        account=account,
        facts=_facts(account),
        is_self=account_id == current_actor().account_id,
        posts=post_lines(posts_where(db.session, now, account_id=account_id), now, with_place=True),
        invitations=_invitations(account.email),
        changes=history(("account", [account_id])),
    )


def _found(account_id: int) -> Account:
    return db.session.get(Account, account_id) or abort(404)


def _facts(account: Account) -> list[tuple[str, str]]:
    rows = [
        (t("E-mail address"), account.email),
        (t("Language of our letters"), OWN_NAMES[account.language]),
        (t("Since"), long_date(clock.day_of(account.created_at))),
        (t("Signed in last"), short_instant(account.last_sign_in_at) if account.last_sign_in_at else t("never")),
        (t("Codes from the phone"), t("set up") if account.has_second_factor else t("not set up")),
    ]
    return rows + ([(t("Switched off"), short_instant(account.deactivated_at))] if account.deactivated_at else [])


def _invitations(email: str) -> list[dict[str, str]]:
    query = select(Invitation.post_id, Invitation.expires_at).where(
        Invitation.email == email,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return [
        {"url": url_for("admin.post", post_id=row.post_id), "until": short_instant(row.expires_at)}
        for row in db.session.execute(query.limit(20))
    ]


@bp.route("/person/<int:account_id>/off", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def person_off(account_id: int) -> ResponseReturnValue:
    lead = t(
        "From now on this person is let in nowhere, also where the page is open already. The posts stay until you end them."
    )
    return _act(account_id, ReasonForm(), t("Switch this account off"), t("Switch it off"), lead, staffing.switch_off)


@bp.route("/person/<int:account_id>/on", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def person_on(account_id: int) -> ResponseReturnValue:
    lead = t("The person can sign in again, with the old password or a link by mail.")
    return _act(
        account_id, ReasonForm(), t("Let this person in again"), t("Let in again"), lead, staffing.switch_on, "main"
    )


@bp.route("/person/<int:account_id>/phone", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def person_phone(account_id: int) -> ResponseReturnValue:
    lead = t(
        "The codes from the phone and the spare codes stop working, and every open page ends. "
        "At the next sign-in a new phone is set up."
    )
    return _act(
        account_id, ForgetForm(), t("Forget the lost phone"), t("Forget it"), lead, staffing.forget_second_factor
    )


def _act(
    account_id: int,
    form: PageForm,
    title: str,
    button: str,
    lead: str,
    command: Callable[..., None],
    tone: str = "danger",
) -> ResponseReturnValue:
    account = _found(account_id)
    page = Ask(
        title,
        url_for("admin.person", account_id=account_id),
        button,
        lead=lead,
        tone=tone,
        parts=[(t("Person"), account.full_name or account.email)],
    )
    return ask(
        form,
        page,
        lambda: command(db.session, account, reason=form["reason"].data or "", by=current_actor(), now=clock.now()),
    )
