"""Posts: opened in a body, a centre or the service itself; filled by an invitation; ended, never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select
from wtforms import EmailField, StringField

from tracker import clock
from tracker.directory import staffing
from tracker.directory.models import Authority, Centre, Unit
from tracker.directory.names import display_name
from tracker.directory.posts import OF_BODY, OF_CENTRE, Invitation, Post, PostRole, in_force
from tracker.directory.queries import dated
from tracker.i18n import LANGUAGES, N_, lazy, short_instant, t
from tracker.i18n.languages import OWN_NAMES
from tracker.mail.accounts import invite
from tracker.people.actor import ActorKind
from tracker.people.labels import ROLES
from tracker.people.models import Account
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import reason_field
from tracker.web.admin.desk import Ask, ask
from tracker.web.admin.history import history
from tracker.web.admin.post_rows import place_words, post_lines, posts_query, posts_where, seat_words, standing, who
from tracker.web.admin.words import dates_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Email, Length, Needed
from tracker.web.shared.forms import DateField, PageForm, RadioField, SearchForm, SelectField
from tracker.web.shared.fresh import fresh
from tracker.web.shared.paging import keyset
from tracker.web.shared.signed_in import current_actor

BOTH = ["GET", "POST"]
WHICH = {
    "": N_("In force"),
    "vacant": N_("Vacant"),
    "invited": N_("Invited, not answered yet"),
    "off": N_("Held by a person who is switched off"),
    "all": N_("All of them"),
}
OF_SERVICE = (PostRole.COORDINATOR, PostRole.ADMINISTRATOR)


class PostsForm(SearchForm):
    which = SelectField(lazy("Which"), choices=[(code, lazy(words)) for code, words in WHICH.items()])
    role = SelectField(
        lazy("Role"), choices=[("", lazy("All")), *((role.value, lazy(ROLES[ActorKind(role)])) for role in PostRole)]
    )


def language_field() -> RadioField:
    return RadioField(
        lazy("Language of the letter"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        default="ky",
        validators=[Needed(N_("Choose the language."))],
    )


class InviteForm(PageForm):
    email = EmailField(
        lazy("E-mail address"), validators=[Needed(N_("Write the e-mail address.")), Email(), Length(320)]
    )
    language = language_field()


class NewPostForm(PageForm):
    role = RadioField(lazy("What may this person do?"), validators=[Needed(N_("Choose the role."))])
    unit = SelectField(lazy("Unit"), description=lazy("Without a unit: sees the whole tray of the body"))
    title_ky = StringField(lazy("Name of the post in Kyrgyz"), validators=[Length(200)])
    title_ru = StringField(lazy("Name of the post in Russian"), validators=[Length(200)])
    title_en = StringField(lazy("Name of the post in English"), validators=[Length(200)])
    valid_from = DateField(lazy("First day"), validators=[Needed(N_("Write the first day."))])
    email = EmailField(
        lazy("E-mail address to invite"),
        description=lazy("Empty: the post stays vacant for now"),
        validators=[Email(), Length(320)],
    )
    language = language_field()


class EndPostForm(PageForm):
    last_day = DateField(lazy("Last day"), validators=[Needed(N_("Write the last day."))])
    reason = reason_field(lazy("Why does it end?"))


@bp.get("/posts")
@access(Audience.ADMINISTRATOR)
def posts() -> ResponseReturnValue:
    form, now = PostsForm(), clock.now()
    form.validate()
    page = keyset(db.session, _narrowed(posts_query(now), form, now), [Post.id], request.args.get("after", ""))
    return render_template("admin/posts.html", form=form, page=page, lines=post_lines(page.rows, now, with_place=True))


def _narrowed(query: Any, form: PostsForm, now: datetime) -> Any:
    which = form.which.data
    if form.role.data in set(PostRole):
        query = query.where(Post.role == form.role.data)
    if which != "all":
        query = query.where(in_force(clock.day_of(now)))
    if which == "vacant":
        return query.where(Post.account_id.is_(None), Invitation.id.is_(None))
    if which == "invited":
        return query.where(Post.account_id.is_(None), Invitation.id.is_not(None))
    return query.where(Post.account_id.is_not(None), ~Account.active) if which == "off" else query


@bp.route("/posts/new", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def post_new() -> ResponseReturnValue:
    """In the body or the centre that the address names; without one, in the service itself."""
    body = _there(Authority, "body")
    centre = _there(Centre, "centre")
    form = _new_form(body, centre)
    place = body or centre
    back = (
        url_for("admin.body", body_id=body.id)
        if body
        else url_for("admin.centre", centre_id=centre.id)
        if centre
        else url_for("admin.posts")
    )
    page = Ask(
        t("Open a post"),
        back,
        t("Open the post"),
        back_text=display_name(place) if place else t("Posts"),
        lead=display_name(place) if place else t("A post of the service itself"),
    )

    def add() -> None:
        now, by = clock.now(), current_actor()
        post = staffing.add_post(
            db.session,
            PostRole(form.role.data),
            by=by,
            now=now,
            valid_from=form.valid_from.data or clock.today(),
            authority_id=body.id if body else None,
            centre_id=centre.id if centre else None,
            unit_id=_unit_of(form),
            titles=(form.title_ky.data or "", form.title_ru.data or "", form.title_en.data or ""),
        )
        if form.email.data:
            _invite(post, form.email.data, form.language.data or "ky")

    return ask(form, page, add)


def _there(model: Any, name: str) -> Any:
    asked = request.args.get(name)
    return (db.session.get(model, asked[:40]) or abort(404)) if asked else None


def _new_form(body: Authority | None, centre: Centre | None) -> NewPostForm:
    form = NewPostForm(data={"valid_from": clock.today()} if request.method == "GET" else None)
    roles = (
        tuple(sorted(OF_BODY, reverse=True))
        if body
        else tuple(sorted(OF_CENTRE, reverse=True))
        if centre
        else OF_SERVICE
    )
    form.role.choices = [(role.value, t(ROLES[ActorKind(role)])) for role in roles]
    units = _units(body.id) if body else []
    if units:
        form.unit.choices = [("", t("The whole body")), *((str(unit.id), display_name(unit)) for unit in units)]
    else:
        del form.unit
    return form


def _units(body_id: str) -> list[Unit]:
    return list(
        db.session.scalars(
            select(Unit).where(Unit.authority_id == body_id, dated(Unit, clock.today())).order_by(Unit.id).limit(200)
        )
    )


def _unit_of(form: NewPostForm) -> int | None:
    return int(form.unit.data) if "unit" in form and form.unit.data else None


def _invite(post: Post, email: str, language: str) -> None:
    now, by = clock.now(), current_actor()
    invite(db.session, post, email, by, now, language)
    staffing.note_invitation(db.session, post, by=by, now=now)


@bp.get("/post/<int:post_id>")
@access(Audience.ADMINISTRATOR)
def post(post_id: int) -> ResponseReturnValue:
    now = clock.now()
    rows = posts_where(db.session, now, id=post_id)
    row = rows[0] if rows else abort(404)
    ended = row.valid_to is not None and row.valid_to < clock.day_of(now)
    facts = [
        (t("Where"), place_words(row)),
        (t("Who"), who(row)),
        (t("When"), dates_words(row.valid_from, row.valid_to)),
    ]
    return render_template(
        "admin/post.html",
        post=row,
        title=seat_words(row),
        facts=[(term, value) for term, value in facts if value],
        standing=standing(row, now),
        ended=ended,
        invitations=_invitations(post_id),
        changes=history(("post", [post_id])),
        back_url=_back(row),
        back_text=place_words(row) if row.Authority or row.Centre else t("Posts"),
    )


def _back(row: Any) -> str:
    if row.Authority:
        return url_for("admin.body", body_id=row.Authority.id)
    return url_for("admin.centre", centre_id=row.Centre.id) if row.Centre else url_for("admin.posts")


def _invitations(post_id: int) -> list[str]:
    query = select(Invitation).where(Invitation.post_id == post_id).order_by(Invitation.id.desc()).limit(10)
    return [_invitation_words(row) for row in db.session.scalars(query)]


def _invitation_words(row: Invitation) -> str:
    sent = {"email": row.email, "at": short_instant(row.created_at)}
    if row.accepted_at:
        return t("%(email)s, invited %(at)s: accepted", **sent)
    if row.revoked_at:
        return t("%(email)s, invited %(at)s: taken back", **sent)
    if row.expires_at <= clock.now():
        return t("%(email)s, invited %(at)s: not answered within 14 days", **sent)
    return t("%(email)s, invited %(at)s: waits until %(until)s", until=short_instant(row.expires_at), **sent)


@bp.route("/post/<int:post_id>/invite", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def post_invite(post_id: int) -> ResponseReturnValue:
    row = db.session.get(Post, post_id) or abort(404)
    back = url_for("admin.post", post_id=post_id)
    if row.account_id is not None:
        abort(409)
    form = InviteForm(data={"email": _asked_before(post_id), "language": "ky"} if request.method == "GET" else None)
    lead = t("A letter with a link that works once, for 14 days. An earlier invitation to this post stops working.")
    page = Ask(t("Invite somebody"), back, t("Send the invitation"), lead=lead)
    return ask(form, page, lambda: _invite(row, form.email.data or "", form.language.data or "ky"))


def _asked_before(post_id: int) -> str:
    query = select(Invitation.email).where(Invitation.post_id == post_id, or_(Invitation.accepted_at.is_(None)))
    return db.session.scalar(query.order_by(Invitation.id.desc()).limit(1)) or ""


@bp.route("/post/<int:post_id>/end", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def post_end(post_id: int) -> ResponseReturnValue:
    row = db.session.get(Post, post_id) or abort(404)
    form = EndPostForm(data={"last_day": clock.today()} if request.method == "GET" else None)
    page = Ask(
        t("This post ends"),
        url_for("admin.post", post_id=post_id),
        t("End the post"),
        tone="danger",
        lead=t("Its letters stay with the body, for the next person."),
    )

    def end() -> None:
        last_day = form.last_day.data or clock.today()
        staffing.end_post(db.session, row, last_day, reason=form.reason.data or "", by=current_actor(), now=clock.now())

    return ask(form, page, end)
