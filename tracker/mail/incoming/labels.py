"""The words for messages that arrived: why one waits, what speaks for a place, what is known of its sender."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.mail.incoming.codes import Method, State, Way
from tracker.mail.incoming.senders import Checked, Standing, Why

STATES = {
    State.NEW: N_("just came"),
    State.TO_PLACE: N_("waits for its place"),
    State.TO_READ: N_("waits to be read"),
    State.DONE: N_("done"),
    State.SET_ASIDE: N_("put aside"),
}
WAYS = {
    Way.IMAP: N_("from the mailbox"),
    Way.LMTP: N_("handed over by the mail server"),
    Way.PIPE: N_("handed over by the mail server"),
    Way.UPLOAD: N_("brought by hand as a file"),
}
METHODS = {
    Method.TOKEN: N_("by the address it was sent to"),
    Method.THREAD: N_("by the letter it answers"),
    Method.SUBJECT: N_("by the number in its subject"),
    Method.BODY: N_("by the number in its text"),
    Method.GUESS: N_("only guessed"),
    Method.HAND: N_("by hand"),
}
WHYS = {
    Why.NO_CASE: N_("It names no case and answers none of our letters."),
    Why.FORGED: N_("The mail server found that the sender is not who he says he is. Call before you believe it."),
    Why.STRANGER: N_("Its sender is not a confirmed address of the body."),
    Why.REVOKED: N_("It came to an address that is no longer in use."),
    Why.NUMBER_ONLY: N_("It only names the number, which everybody can read, and nobody checked its sender."),
    Why.SEVERAL: N_("It was sent to several cases at once."),
    Why.ENDED: N_("The case, or the duty of this body in it, is over."),
    Why.GUESSED: N_("Its place is only guessed."),
}
GUESS_REASONS = {
    "placed_before": N_("an earlier message of this sender is there"),
    "address": N_("it is a confirmed address of this body"),
    "domain": N_("the address is in the domain of this body"),
    "word": N_("words of the subject are in it"),
    "only_open": N_("it is the only open letter there"),
    **{method.value: text for method, text in METHODS.items()},
}
STANDINGS = {
    Standing.CONFIRMED: N_("a confirmed address of the body"),
    Standing.OWN_DOMAIN: N_("an address in the body's own domain"),
    Standing.STRANGER: N_("not a known address of the body"),
}
CHECKS = {
    Checked.PASSED: N_("The mail server checked the sender: it is he."),
    Checked.FAILED: N_("The mail server found that the sender is not who he says he is."),
    Checked.NOT_CHECKED: N_("Nobody could check whether the sender is who he says he is."),
}
TONES = {Checked.PASSED: "good", Checked.FAILED: "late", Checked.NOT_CHECKED: "wait"}
ERRORS = {
    "too_large": N_("The message is too large for us. It lies in the mailbox; here is only its beginning."),
    "interrupted": N_("Reading it stopped the service several times."),
    "file_missing": N_("Its stored bytes are not there."),
}
BROKEN = N_("The service could not read it. The original can be downloaded.")
REFUSED_FILE = N_("not taken over (%(why)s); it is in the original")
REFUSALS = {
    "MacrosRefused": N_("contains macros"),
    "FileInfected": N_("stopped by the virus check"),
    "FileTooLarge": N_("too large"),
    "FileEmpty": N_("empty"),
    "FileDamaged": N_("damaged"),
    "FileTypeRefused": N_("of a type we do not take"),
    "NameContradictsContent": N_("its name does not fit its content"),
}
