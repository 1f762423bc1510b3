"""`flask --app wsgi administrator create`, `flask --app wsgi people list`: for whoever runs the server."""

from __future__ import annotations

from datetime import date, datetime

import click
from flask.cli import AppGroup
from sqlalchemy import select

from tracker import clock
from tracker.directory.invitations import make_invitation
from tracker.directory.posts import Post, PostRole, in_force, open_post
from tracker.mail.accounts import absolute
from tracker.people.actor import DUTY
from tracker.people.commands import account_by_email, create_account, normal_email
from tracker.people.models import Account
from tracker.people.security import checked_password
from tracker.store import db

administrator = AppGroup("administrator", help="Administrators of the service.")
people = AppGroup("people", help="People with accounts.")


@administrator.command("create")
@click.argument("email")
@click.option("--name", default="", help="Full name; only with --password.")
@click.option("--language", type=click.Choice(["ky", "ru", "en"]), default="ky")
@click.option("--password", "ask_password", is_flag=True, help="Ask for a password here instead of printing a link.")
def create(email: str, name: str, language: str, ask_password: bool) -> None:
    """Make EMAIL an administrator: prints a link that works once, for 14 days (or asks for a password)."""
    now = clock.now()
    _check_address(email)
    if is_administrator(email, clock.day_of(now)):
        raise click.ClickException(f"{normal_email(email)} is an administrator already.")
    line = _with_password(email, name, language, now) if ask_password else _with_link(email, language, now)
    db.session.commit()
    click.echo(line)


def _check_address(email: str) -> None:
    """An invitation that nobody can get helps nobody. Nothing is asked of the network."""
    from email_validator import EmailNotValidError, validate_email  # heavy, and wanted here alone

    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise click.ClickException(f"{email!r} is no e-mail address: {error}") from None


def _with_link(email: str, language: str, now: datetime) -> str:
    post = open_post(db.session, PostRole.ADMINISTRATOR, DUTY, now, valid_from=clock.day_of(now))
    invitation, token = make_invitation(db.session, post, email, DUTY, now, language)
    return absolute("account.invitation", invitation.language, token=token)


def _with_password(email: str, name: str, language: str, now: datetime) -> str:
    account = account_by_email(db.session, email) or create_account(
        db.session, email, name, _asked_password(), language, now
    )
    day = clock.day_of(now)
    open_post(db.session, PostRole.ADMINISTRATOR, DUTY, now, valid_from=day, account_id=account.id)
    return f"{account.email} may sign in at {absolute('security.login', account.language)}"


def _asked_password() -> str:
    problems, password = checked_password(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    if problems:
        raise click.ClickException(" ".join(problems))
    return password


def is_administrator(email: str, today: date) -> bool:
    holds = select(Post.id).join(Account, Account.id == Post.account_id).where(
        Account.email == normal_email(email), Post.role == PostRole.ADMINISTRATOR, in_force(today)
    )  # fmt: skip
    return db.session.scalar(holds.limit(1)) is not None


@people.command("list")
def list_people() -> None:
    """Who has an account, and the posts of today."""
    today = clock.today()
    posts: dict[int | None, list[str]] = {}
    for post in db.session.scalars(select(Post).where(Post.account_id.is_not(None), in_force(today)).order_by(Post.id)):
        where = post.authority_id or post.centre_id or ""
        posts.setdefault(post.account_id, []).append(f"{post.role} {where}".strip())
    for account in db.session.scalars(select(Account).order_by(Account.email)):
        state = "" if account.active else " (switched off)"
        click.echo(f"{account.email}\t{account.full_name}\t{', '.join(posts.get(account.id, ['no post']))}{state}")
