"""The people of one body: who sits where. Its head invites officers and ends their posts; the others only look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.directory import invitations, posts
from tracker.directory.invitations import Place, may_invite
from tracker.directory.models import Authority, Unit
from tracker.directory.names import display_name
from tracker.directory.posts import Post, PostRole
from tracker.directory.queries import dated
from tracker.i18n import current_language, long_date, t
from tracker.mail.accounts import invite as send_invitation
from tracker.people.actor import Actor, ActorKind
from tracker.people.labels import ROLES
from tracker.people.models import Account
from tracker.store import db
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import InviteForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.signed_in import current_actor

MOST_POSTS = 200


@dataclass(frozen=True, slots=True)
class PostShown:
    """One seat of the body."""

    id: int
    title: str
    role: str
    unit: str
    holder: str
    invited: str
    may_end: bool
    may_invite: bool


@bp.get("/people")
@access(Audience.OFFICER)
def people() -> ResponseReturnValue:
    return _page(_invite_form(current_actor(), opened=True))


@bp.post("/people")
@access(Audience.OFFICER)
def people_invite() -> ResponseReturnValue:
    """A new seat and the invitation to it."""
    actor, now = current_actor(), clock.now()
    if not _may(actor):
        raise invitations.MayNotInvite
    form = _invite_form(actor)
    if not form.validate_on_submit():
        return _page(form), 422
    assert actor.authority_id is not None
    post = posts.open_post(
        db.session, PostRole.OFFICER, actor, now, valid_from=clock.today(), authority_id=actor.authority_id,
        unit_id=int(form.unit_id.data) if form.unit_id.data else None, title_ky=form.title_ky.data or "",
        title_ru=form.title_ru.data or "",
    )  # fmt: skip
    send_invitation(db.session, post, form.email.data or "", actor, now, form.language.data)
    return done(url_for("officer.people", invited=1))


@bp.post("/people/<int:post_id>/invite")
@access(Audience.OFFICER)
def people_again(post_id: int) -> ResponseReturnValue:
    """A vacant seat: the invitation once more, perhaps to somebody else. An older one dies."""
    actor, now = current_actor(), clock.now()
    post = _post(post_id, actor)
    email = request.form.get("email", "").strip()
    form = InviteForm(data={"email": email}, meta={"csrf": False})
    if not form.email.validate(form):
        return _page(
            _invite_form(actor, opened=True), t("Check the e-mail address. It looks like name@example.kg.")
        ), 422
    send_invitation(db.session, post, form.email.data or "", actor, now, current_language())
    return done(url_for("officer.people", invited=1))


@bp.post("/people/<int:post_id>/end")
@access(Audience.OFFICER)
def people_end(post_id: int) -> ResponseReturnValue:
    """Whoever leaves has no access from this moment; his letters stay with the body."""
    actor, now = current_actor(), clock.now()
    post = _post(post_id, actor)
    posts.end_post(post, clock.today() - timedelta(days=1), actor)
    invitations.revoke_invitations(db.session, post, now)
    return done(url_for("officer.people"))


def _may(actor: Actor) -> bool:
    return may_invite(actor, Place(PostRole.OFFICER, actor.authority_id))


def _post(post_id: int, actor: Actor) -> Post:
    """A seat of an officer of this body, which its head may fill and end."""
    post = db.session.get(Post, post_id) if post_id < 2**31 else None
    if post is None or not may_invite(actor, invitations.place_of(post)) or not post.in_force(clock.today()):
        abort(404)
    return post


def _invite_form(actor: Actor, *, opened: bool = False) -> InviteForm:
    form = InviteForm(formdata=None, data={"language": current_language()}) if opened else InviteForm()
    units = select(Unit).where(Unit.authority_id == actor.authority_id, dated(Unit, clock.today())).order_by(Unit.id)
    form.unit_id.choices = [("", t("The whole body"))]
    form.unit_id.choices += [(str(unit.id), display_name(unit)) for unit in db.session.scalars(units.limit(MOST_POSTS))]
    return form


def _page(form: InviteForm, problem: str = "") -> str:
    actor, now = current_actor(), clock.now()
    body = db.session.get(Authority, actor.authority_id)
    found = db.session.execute(
        select(Post, Account.full_name, Account.email, Unit)
        .outerjoin(Account, Account.id == Post.account_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.authority_id == actor.authority_id, posts.in_force(clock.today()))
        .order_by(Post.id)
        .limit(MOST_POSTS)
    ).all()
    waiting = invitations.open_invitations(db.session, [row.Post.id for row in found], now)
    rows = [_shown(row, waiting.get(row.Post.id), actor) for row in found]
    return render_template(
        "officer/people.html", rows=rows, form=form, may_invite=_may(actor), body=display_name(body) if body else "",
        problem=problem, invited=bool(request.args.get("invited")),
    )  # fmt: skip


def _shown(row: object, invitation: posts.Invitation | None, actor: Actor) -> PostShown:
    post: Post = row.Post  # type: ignore[attr-defined]
    title = {"ky": post.title_ky, "en": post.title_en}.get(current_language(), post.title_ru)
    mine = may_invite(actor, invitations.place_of(post)) and post.id != actor.post_id
    invited = ""
    if invitation is not None:
        until = long_date(clock.day_of(invitation.expires_at))
        invited = t("invited: %(email)s, open until %(on)s", email=invitation.email, on=until)
    return PostShown(
        post.id, title or post.title_ky or post.title_ru, t(ROLES[ActorKind(post.role)]),
        display_name(row.Unit) if row.Unit else "", row.full_name or row.email or "", invited,  # type: ignore[attr-defined]
        may_end=mine, may_invite=mine and post.account_id is None,
    )  # fmt: skip
