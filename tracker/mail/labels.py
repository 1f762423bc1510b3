"""Words for where a letter stands."""

from __future__ import annotations

from tracker.i18n import N_, t
from tracker.mail.models import MailState, OutboxMail

STATES: dict[str, str] = {
    MailState.QUEUED: N_("waiting to be sent"),
    MailState.SENDING: N_("being sent"),
    MailState.SENT: N_("sent"),
    MailState.FAILED: N_("could not be sent"),
    MailState.HELD: N_("kept back"),
}
RETRIED = N_("not sent yet, we are trying again")
FOLDER = N_("put into a folder, not mailed")


def state_words(mail: OutboxMail) -> str:
    """Where this letter stands, in the reader's language."""
    if mail.state == MailState.QUEUED and mail.attempts:
        return t(RETRIED)
    if mail.state == MailState.SENT and mail.result_code == "folder":
        return t(FOLDER)
    return t(STATES[mail.state])
