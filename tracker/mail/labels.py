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

OWN_RESULTS = {
    "address": N_("No mail server here takes this address: it has letters before the @ that are not Latin. Find another one."),
    "dropped": N_("The connection broke in the middle. Whether the letter arrived is not known, so it is sent again."),
    "unreachable": N_("The mail server cannot be reached or does not let us in. Nothing is lost; it is tried every minute."),
    "broken": N_("The letter could not be made. The log of the service says why."),
    "interrupted": N_("The service stopped each time it was at this letter. The log says why."),
}
"""Results of which no server said anything."""


def result_words(mail: OutboxMail) -> str:
    """What became of the last attempt: our own words, or code and words of the server."""
    if mail.result_code in OWN_RESULTS:
        return t(OWN_RESULTS[mail.result_code])
    return "" if mail.result_code == "folder" else f"{mail.result_code} {mail.result_text}".strip()


def state_words(mail: OutboxMail) -> str:
    """Where this letter stands, in the reader's language."""
    if mail.state == MailState.QUEUED and mail.attempts:
        return t(RETRIED)
    if mail.state == MailState.SENT and mail.result_code == "folder":
        return t(FOLDER)
    return t(STATES[mail.state])
