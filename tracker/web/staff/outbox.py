"""Letters sent: every letter of the centre's cases, readable, with what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import access_log
from tracker.cases.links import without_keys
from tracker.cases.models import Case
from tracker.cases.reference import read_number
from tracker.cases.views.letters_sent import letter_sent, letters_sent, without_others
from tracker.i18n import N_, short_instant, t
from tracker.mail import outbox as mails
from tracker.mail.keeping import as_sent
from tracker.mail.labels import FOLDER, RETRIED, STATES, result_words, state_words
from tracker.mail.models import MailState, OutboxMail
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.paging import with_query
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp

TONES = {
    MailState.SENT: "good",
    MailState.FAILED: "late",
    MailState.HELD: "wait",
    MailState.QUEUED: "calm",
    MailState.SENDING: "calm",
}
KINDS = {
    "letter": N_("Letter to the body"),
    "introduction": N_("Introduction to an address"),
    "digest": N_("Weekly list"),
    "address_changed": N_("Address changed"),
    "reminder": N_("Reminder"),
    "first_look": N_("To the centre"),
}


@dataclass(frozen=True, slots=True)
class Line:
    url: str
    subject: str
    to: str
    when: str
    state: str
    tone: str
    number: str


@bp.get("/outbox")
@access(Audience.STAFF)
def outbox() -> ResponseReturnValue:
    """A list shows no address of a restricted case: opening the letter does, and that reading is written down."""
    noindex()
    typed, before = request.args.get("state", ""), request.args.get("after", "")
    state = MailState(typed) if typed in set(MailState) else None
    number = read_number(request.args.get("case", ""))
    before_id = int(before) if before.isascii() and before.isdigit() and len(before) < 12 else None
    rows, after = letters_sent(
        db.session, current_actor().centre_id or "", state=state, number=number, before_id=before_id
    )
    lines = [
        Line(
            url_for("staff.letter", mail_id=row.id),
            row.subject,
            t("open it to read the address") if row.restricted else row.to_address,
            short_instant(row.sent_at or row.created_at),
            _state(row),
            TONES[MailState(row.state)],
            row.number or "",
        )
        for row in rows
    ]
    tabs = [{"text": t("All"), "url": with_query(state="", after=""), "current": state is None}]
    tabs += [
        {"text": t(STATES[each]), "url": with_query(state=each.value, after=""), "current": each is state}
        for each in MailState
    ]
    return render_template(
        "staff/outbox.html",
        lines=lines,
        tabs=tabs,
        number=number or "",
        next_url=with_query(after=str(after)) if after else "",
        first_url=with_query(after="") if before else "",
    )


def _state(row: OutboxMail) -> str:
    if row.state == MailState.QUEUED and row.attempts:
        return t(RETRIED)
    if row.state == MailState.SENT and row.result_code == "folder":
        return t(FOLDER)
    return t(STATES[row.state])


def _found(mail_id: int) -> tuple[OutboxMail, Case | None]:
    return letter_sent(db.session, min(mail_id, 2**31 - 1), current_actor().centre_id or "") or abort(404)


@bp.get("/outbox/<int:mail_id>")
@access(Audience.STAFF)
def letter(mail_id: int) -> ResponseReturnValue:
    """The letter as it was sent. The keys in its links belong to whom it was written: only the demonstration shows them."""
    noindex()
    mail, case = _found(mail_id)
    if case is not None and case.restricted:
        access_log.record(case.id, current_actor(), "letter", clock.now())
        mail, case = _found(mail_id)
    sent = as_sent(db.session, mail)
    text = sent.text if sent else mail.text
    if not current_app.config["DEMONSTRATION"]:
        text = without_keys(text)
    if case is None:
        text = without_others(db.session, text, current_actor().centre_id or "")
    return render_template(
        "staff/letter.html",
        mail=mail,
        number=case.number if case else "",
        text=text,
        state=state_words(mail),
        tone=TONES[MailState(mail.state)],
        kind=t(KINDS[mail.kind]) if mail.kind in KINDS else t("Notice"),
        files=list(sent.files) if sent else [str(one.get("name", "")) for one in mail.files],
        sent=sent,
        reason=result_words(mail),
        may_hold=mail.state == MailState.QUEUED,
        may_release=mail.state == MailState.HELD,
        may_retry=mail.state == MailState.FAILED,
    )


@bp.post("/outbox/<int:mail_id>/<any(hold,release,retry):what>")
@access(Audience.STAFF)
def letter_do(mail_id: int, what: str) -> ResponseReturnValue:
    """Keep it back, let it go, or try once more. A letter that a worker has already taken goes its way."""
    mail, _ = _found(mail_id)
    now = clock.now()
    if what == "hold":
        mails.hold(mail)
    elif what == "release":
        mails.release(mail, now)
    else:
        mails.send_again(mail, now)
    return done(url_for("staff.letter", mail_id=mail_id))
