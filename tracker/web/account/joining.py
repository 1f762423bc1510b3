"""Coming in: by an invitation, or by a link sent to one's mailbox."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import login_user

from tracker import clock
from tracker.directory.invitations import InvitationForAnother, accept, invitation_for
from tracker.directory.posts import Invitation, Post
from tracker.i18n import current_language
from tracker.mail.accounts import place_words, role_words, send_sign_in_link
from tracker.people.commands import account_by_email, create_account
from tracker.people.models import Account
from tracker.store import db
from tracker.web.account.forms import AskLinkForm, ConfirmForm, JoinForm
from tracker.web.account.mail_link import account_of, make_token
from tracker.web.account.views import bp
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.signed_in import choose, current_account


@bp.get("/invitation/<token>")
@access(Audience.PUBLIC)
def invitation(token: str) -> ResponseReturnValue:
    """Shows what one is invited to. Writes nothing: mail scanners open links."""
    found = invitation_for(db.session, token, clock.now())
    if account_by_email(db.session, found.email):
        return _show_confirm(found, token)
    return _show_join(found, JoinForm(language=current_language()))


@bp.post("/invitation/<token>")
@access(Audience.PUBLIC)
def join(token: str) -> ResponseReturnValue:
    """A new account takes the post; a known one only confirms, and must be signed in for it."""
    found = invitation_for(db.session, token, clock.now())
    if account_by_email(db.session, found.email):
        return _confirm(found, token)
    form = JoinForm()
    if not form.validate_on_submit():
        return _show_join(found, form), 422
    now = clock.now()
    account = create_account(
        db.session, found.email, form.full_name.data, form.password.data, form.language.data, now
    )
    post = accept(db.session, found, account, now)
    login_user(account, remember=False, authn_via=["invitation"])
    choose(post.id)
    return done(url_for("account.start", lang=account.language))


def _confirm(found: Invitation, token: str) -> ResponseReturnValue:
    account = current_account()
    if account is None:
        return _show_confirm(found, token), 403
    post = accept(db.session, found, account, clock.now())
    choose(post.id)
    return done(url_for("account.start"))


def _show_join(found: Invitation, form: JoinForm) -> str:
    return render_template("account/join.html", form=form, email=found.email, **_words(found))


def _show_confirm(found: Invitation, token: str) -> str:
    account = current_account()
    if account is not None and account.email != found.email:
        raise InvitationForAnother(found.email)
    here = url_for("account.invitation", token=token)
    return render_template(
        "account/confirm.html", form=ConfirmForm(), email=found.email, signed=account is not None,
        sign_in=url_for("security.login", next=here), **_words(found),
    )  # fmt: skip


def _words(found: Invitation) -> dict[str, str]:
    post = db.session.get_one(Post, found.post_id)
    return {"role": role_words(post), "place": place_words(db.session, post)}


@bp.get("/link")
@access(Audience.PUBLIC)
def ask_link() -> ResponseReturnValue:
    return render_template("account/ask_link.html", form=AskLinkForm(), sent=False)


@bp.post("/link")
@access(Audience.PUBLIC)
def send_link() -> ResponseReturnValue:
    """Answers alike whether there is such an account or not."""
    form = AskLinkForm()
    if not form.validate_on_submit():
        return render_template("account/ask_link.html", form=form, sent=False), 422
    account = account_by_email(db.session, form.email.data)
    if account and account.active:
        send_sign_in_link(db.session, account, make_token(account), clock.now())
        db.session.commit()
    return render_template("account/ask_link.html", form=form, sent=True)


@bp.get("/link/<token>")
@access(Audience.PUBLIC)
def by_mail(token: str) -> ResponseReturnValue:
    """One button. Nobody is signed in by opening a link: mail scanners open links too."""
    if account_of(db.session, token) is None:
        return _dead_link()
    return render_template("account/by_mail.html", form=ConfirmForm())


@bp.post("/link/<token>")
@access(Audience.PUBLIC)
def enter(token: str) -> ResponseReturnValue:
    account = account_of(db.session, token)
    if account is None:
        return _dead_link()
    return _second_step(account) or _let_in(account)


def _second_step(account: Account) -> ResponseReturnValue | None:
    """To the code from the phone, for those who have one."""
    step: ResponseReturnValue | None = current_app.extensions["security"].two_factor_plugins.tf_enter(
        account, False, "email", next_loc=None
    )
    return step


def _let_in(account: Account) -> ResponseReturnValue:
    login_user(account, remember=False, authn_via=["email"])
    return done(url_for("account.start"))


def _dead_link() -> ResponseReturnValue:
    return render_template("account/ask_link.html", form=AskLinkForm(formdata=None), sent=False, dead=True), 410
