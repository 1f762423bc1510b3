"""The sign-in library's letters go into our outbox, in the recipient's language, with links made from BASE_URL."""

from __future__ import annotations

from typing import Any

from flask import Response, after_this_request
from flask_security import MailUtil

from tracker import clock
from tracker.mail.accounts import absolute, letter
from tracker.people.models import Account
from tracker.store import db

OF_LIBRARY = {
    "security/email/reset_instructions": "reset",
    "security/email/reset_notice": "password_changed",
    "security/email/change_notice": "password_changed",
}


class AccountMail(MailUtil):  # type: ignore[misc]
    """Queues; commits after the request, because the library's view for recovery would not."""

    def send_mail(self, template: str, subject: str, recipient: Any, *args: Any, **context: Any) -> None:
        user: Account = context["user"]
        link = ""
        if "reset_token" in context:
            link = absolute("security.reset_password", user.language, token=context["reset_token"])
        letter(db.session, OF_LIBRARY[template], user.email, user.language, clock.now(), name=user.full_name, link=link)
        after_this_request(_commit)


def _commit(answer: Response) -> Response:
    db.session.commit()
    return answer
