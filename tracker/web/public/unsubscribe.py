"""Leaving a list of letters: a page with a button for people, and one POST for mail programs (RFC 8058).

The signed link is all the permission there is and all that is needed: no sign-in, no token of a form, no cookie, and the
POST may come from anywhere. Opening the link changes nothing: mail scanners open links.
"""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.i18n import t
from tracker.mail.lists import NAMES, NotALink, subscription_of
from tracker.mail.models import Subscription
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.shared.access import Audience, access, from_anywhere, open_post
from tracker.web.shared.answers import commit, noindex
from tracker.web.shared.errors import Words, error_page


@bp.get("/unsubscribe/<token>")
@access(Audience.PUBLIC)
def unsubscribe(token: str) -> ResponseReturnValue:
    return _page(subscription_of(db.session, token), token)


@bp.post("/unsubscribe/<token>")
@from_anywhere
@open_post
@access(Audience.PUBLIC)
def unsubscribe_do(token: str) -> ResponseReturnValue:
    """No redirect: a mail program does not follow one. A second press changes nothing."""
    found = subscription_of(db.session, token)
    found.ended_at = found.ended_at or clock.now()
    commit()
    return _page(subscription_of(db.session, token), token)


@bp.post("/unsubscribe/<token>/again")
@open_post
@access(Audience.PUBLIC)
def subscribe_again(token: str) -> ResponseReturnValue:
    found = subscription_of(db.session, token)
    found.ended_at = None
    commit()
    return _page(subscription_of(db.session, token), token)


def _page(found: Subscription, token: str) -> str:
    noindex()
    return render_template(
        "public/unsubscribe.html", token=token, ended=found.ended_at is not None, list_name=t(NAMES[found.list_name])
    )


def _words(_error: NotALink) -> Words:
    lines = [t("Perhaps it was cut off on the way: copy the whole line from the letter.")]
    return Words(t("This link opens nothing"), lines)


error_page(NotALink, 404, _words)
