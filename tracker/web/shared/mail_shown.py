"""A message that arrived, in words: who, what is known of him, the text, the files. As text: nothing is loaded from outside."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.cases import labels
from tracker.cases.mail_placing import standing
from tracker.cases.views.mail_in import files_of
from tracker.files.labels import megabytes
from tracker.i18n import short_instant, t
from tracker.mail.incoming import labels as words
from tracker.mail.incoming.codes import Method, State, Way
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.mail.incoming.senders import Checked, checked_by
from tracker.store import db
from tracker.web.shared.case_shown import FileShown

SMALL = 100_000
"""Below it the size says nothing."""


@dataclass(frozen=True, slots=True)
class MessageShown:
    id: int
    subject: str
    facts: tuple[tuple[str, str], ...]
    check: str
    check_tone: str
    text: str
    quoted: str
    files: tuple[FileShown, ...]
    original_url: str
    notes: tuple[str, ...]


def message_shown(mail: IncomingMail, file_base: str, original_url: str = "", authority_id: str = "") -> MessageShown:
    """`file_base`: the address before a file's number. `authority_id`: the body whose mail it may be."""
    checked = checked_of(mail)
    known = t(words.STANDINGS[standing(db.session, mail.sender, authority_id)]) if authority_id else ""
    facts = (
        (t("From"), " ".join(part for part in (mail.sender_name, f"<{mail.sender}>" if mail.sender else "") if part)),
        (t("This is"), known),
        (t("Came"), f"{short_instant(mail.received_at)}, {t(words.WAYS[Way(mail.way)])}"),
        (t("Found its case"), t(words.METHODS[Method(mail.method)]) if mail.method and mail.case_ref else ""),
    )
    return MessageShown(
        mail.id, subject_of(mail), tuple(row for row in facts if row[1]), t(words.CHECKS[checked]), words.TONES[checked],
        mail.text.strip(), mail.quoted.strip(), tuple(_file(one, file_base) for one in files_of(db.session, mail.id)),
        original_url, tuple(_notes(mail)),
    )  # fmt: skip


def checked_of(mail: IncomingMail) -> Checked:
    said = mail.verdicts or {}
    return checked_by(said.get("spf", "none"), said.get("dkim", "none"), said.get("dmarc", "none"))


def subject_of(mail: IncomingMail) -> str:
    return mail.subject or t("(no subject)")


def _file(one: IncomingFile, base: str) -> FileShown:
    size = t("%(size)s MB", size=megabytes(one.size)) if one.size >= SMALL else ""
    if one.file_id is None:
        why = t(words.REFUSALS.get(one.refused, words.REFUSALS["FileTypeRefused"]))
        return FileShown(one.name, "", size, t(words.REFUSED_FILE, why=why))
    return FileShown(one.name, f"{base}{one.id}", size)


def _notes(mail: IncomingMail) -> list[str]:
    notes = []
    if mail.same_id_as is not None:
        notes.append(t("Another message with the same sign (Message-ID) came before, with another content. Look closely."))
    if mail.is_auto_reply:
        notes.append(t("This looks like an automatic reply. It is never an answer."))
    if mail.bounce:
        notes.append(t("This is a report of a mail server about a letter that did not arrive."))
    if mail.state == State.SET_ASIDE and mail.error:
        notes.append(t(words.ERRORS.get(mail.error, words.BROKEN)))
    if mail.meaning in labels.MEANINGS and mail.state == State.DONE:
        notes.append(t("Read: %(meaning)s.", meaning=t(labels.MEANINGS[mail.meaning])))
    return notes
