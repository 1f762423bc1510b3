"""A row of the outbox as a mail that programs of all ages can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from markupsafe import Markup, escape

from tracker.i18n import N_, in_language, t
from tracker.mail.recipients import Unwritable, ascii_address

DEMONSTRATION_MARK = N_("Demonstration")
DEMONSTRATION_NOTE = N_("This is a demonstration. No public body has received this letter.")


@dataclass(frozen=True)
class Enclosure:
    name: str
    content_type: str
    key: str


@dataclass(frozen=True)
class Letter:
    """Everything of a row that sending needs, so that no transaction is open while it is sent."""

    id: int
    created_at: datetime
    to: str
    language: str
    subject: str
    text: str
    html: str
    message_id: str
    in_reply_to: str
    references: str
    reply_to: str
    headers: dict[str, str]
    enclosures: tuple[Enclosure, ...]
    kind: str = ""


class WholeHeaders(EmailPolicy):
    """What the standard policy breaks when it folds a long line.

    Message-IDs and addresses in angle brackets are folded between each other and never inside: as encoded words no program
    recognises them again, and the thread breaks, or the press on "unsubscribe". Subjects and names are written as encoded
    words from the first letter to the last: a reader drops the space between two of them (RFC 2047, 6.2), so each space has
    to stand inside one, and the standard policy leaves some outside where Cyrillic and Latin words meet.
    """

    ID_HEADERS = frozenset({"message-id", "in-reply-to", "references", "list-id", "list-unsubscribe"})

    def fold(self, name: str, value: str) -> str:
        if name.lower() in self.ID_HEADERS:
            return f"{name}: " + f"{self.linesep} ".join(str(value).split()) + self.linesep
        if str(value).isascii() or name.lower() not in {"subject", "from", "reply-to"}:
            return super().fold(name, value)
        people = getattr(value, "addresses", None)
        written = _people(people, name, self.linesep) if people else _encoded(str(value), name, self.linesep)
        return f"{name}: {written}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii", "replace")


def _encoded(text: str, name: str, linesep: str) -> str:
    return Header(text, "utf-8", maxlinelen=LINE, header_name=name).encode(linesep=linesep)


def _people(people: Sequence[Address], name: str, linesep: str) -> str:
    """Names as encoded words; what stands in angle brackets is never one (RFC 2047, 5)."""
    written = (f"{_encoded(one.display_name, name, linesep)}{linesep} <{one.addr_spec}>" for one in people)
    return f",{linesep} ".join(written)


LINE = 76
"""The longest line of a header that holds an encoded word (RFC 2047, 2)."""
POLICY = WholeHeaders(linesep="\r\n", cte_type="7bit")


def build(
    letter: Letter, files: list[bytes], sender: str, base_url: str, demonstration: bool, now: datetime
) -> EmailMessage:
    """The mail. `files` are the bytes of `letter.enclosures`, in their order."""
    subject, text, html = letter.subject, letter.text, letter.html
    if demonstration:
        subject, note = _marks(letter)
        text = f"{note}\n\n{text}" if note else text
    html = html or _page(letter.language, subject, html_of(text, base_url))
    mail = EmailMessage(policy=POLICY)
    for name, value in _headers(letter, subject, sender, demonstration, now).items():
        if value:
            mail[name] = value
    mail.set_content(text, charset="utf-8", cte="base64")
    mail.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
    for enclosure, data in zip(letter.enclosures, files, strict=True):
        _enclose(mail, enclosure, data)
    return mail


def with_name(sender: str, language: str) -> str:
    """Who writes, in the reader's language, where MAIL_SENDER has an address alone: a bare address looks like spam.

    Short enough for one encoded word: some readers put spaces between two of them.
    """
    name, address = parseaddr(sender)
    if name or not address:
        return sender
    with in_language(language):
        name = t("Aarhus Centres")
    return str(Address(display_name=name, addr_spec=address))


def _headers(letter: Letter, subject: str, sender: str, demonstration: bool, now: datetime) -> dict[str, str]:
    return {
        "From": sender,
        "To": _written(letter.to),
        "Subject": subject,
        "Date": format_datetime(now),
        "Message-ID": letter.message_id,
        "In-Reply-To": letter.in_reply_to,
        "References": letter.references,
        "Reply-To": letter.reply_to,
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
        "X-Demonstration": "yes" if demonstration else "",
        **letter.headers,
    }


def _written(address: str) -> str:
    """What cannot be written stays as it is: the transport refuses it, and says why."""
    try:
        return ascii_address(address)
    except Unwritable:
        return address


def _marks(letter: Letter) -> tuple[str, str]:
    """Subject and first line in the demonstration. A letter that brings its own HTML carries the mark in its texts."""
    with in_language(letter.language):
        return f"[{t(DEMONSTRATION_MARK)}] {letter.subject}", "" if letter.html else t(DEMONSTRATION_NOTE)


def _enclose(mail: Any, enclosure: Enclosure, data: bytes) -> None:
    kind, _, detail = enclosure.content_type.partition(";")[0].strip().partition("/")
    mail.add_attachment(data, maintype=kind, subtype=detail, filename=enclosure.name)


def _page(language: str, subject: str, body: str) -> str:
    return str(
        Markup(
            '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>\n'
            '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">\n{}\n</body></html>\n'
        ).format(language, subject, Markup(body))  # noqa: S704 - our own html, or escaped by html_of
    )


def html_of(text: str, base_url: str) -> str:
    """Simple HTML of a plain text: paragraphs, line breaks, and live links to our own pages only."""
    own = re.compile(re.escape(base_url) + r"/[^\s<>\"')\]]*")
    paragraphs = (part.strip("\n") for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return "\n".join(f"<p>{_linked(part, own)}</p>" for part in paragraphs if part.strip())


def _linked(part: str, own: re.Pattern[str]) -> str:
    pieces, last = [], 0
    for found in own.finditer(part):
        address = found[0].rstrip(".,;:!?")
        pieces += [escape(part[last : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        last = found.start() + len(address)
    pieces.append(escape(part[last:]))
    return "".join(pieces).replace("\n", "<br>\n")
