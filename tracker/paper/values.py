"""What stands on paper, as plain values. Every text is already in the language of the document; nothing here is markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to a body. `qr` is what the code opens (the public link, or the number); `mark` is the demonstration's."""

    language: str
    made_on: date
    title: str
    number_line: str
    date_line: str
    to: tuple[str, ...]
    sender: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    requests: tuple[str, ...] = ()
    attachments_title: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""
    qr: str = ""
    qr_line: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Copies:
    """The words that make two sheets of one letter: which copy this is, and the box for the body's stamp."""

    for_body: str
    for_sender: str
    stamp_title: str
    stamp_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """What a person takes home: the number, the secret, the code that opens the case, and what comes next."""

    language: str
    made_on: date
    title: str
    facts: Rows
    secret_label: str
    secret: str
    warning: str
    link: str
    qr: str
    next_title: str
    next: Rows
    contact: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a case."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A whole case for a document system: facts, what happened, what was written, which files belong to it."""

    language: str
    made_on: date
    title: str
    number_line: str
    facts: Rows
    timeline_title: str
    timeline_head: tuple[str, str]
    timeline: Rows
    messages_title: str
    messages: tuple[Said, ...]
    files_title: str
    files: tuple[str, ...]
    none: str = "—"
    qr: str = ""
    qr_line: str = ""
    mark: str = ""
