"""One raw message → what was understood of it."""

from __future__ import annotations

import re
from datetime import datetime

from tracker.mail.message import token_in
from tracker.mail.numbers import find_numbers
from tracker.mail.reading.automatic import is_automatic
from tracker.mail.reading.bounces import bounce_of, original_of
from tracker.mail.reading.charsets import scrub
from tracker.mail.reading.contents import Contents, contents_of
from tracker.mail.reading.dates import read_date
from tracker.mail.reading.encoded_words import header_text, one_line
from tracker.mail.reading.folding import Folded, fold
from tracker.mail.reading.incoming import NOBODY, Address, Bounce, Incoming
from tracker.mail.reading.mailboxes import mailboxes
from tracker.mail.reading.structure import Headers, Part, split
from tracker.mail.reading.verdicts import verdicts_of

SUBJECT_LIMIT = 2000
REFERENCES_LIMIT = 200
_ids = re.compile(r"<[^<>\s]{1,500}>")
_bare_id = re.compile(r"[^\s<>,;\"]{1,250}@[^\s<>,;\"]{1,250}")
_forwards = re.compile(r"\s*(?:\[[^\]]{0,40}\]\s*)?(?:fwd?|fw|пересл\w*|переслано|пер|багытталды|wg|tr)\s*:", re.I)
_replies = re.compile(r"\s*(?:\[[^\]]{0,40}\]\s*)?(?:re|отв|ответ|на|жооп|aw|sv)\s*(?:\[\d+\]|\(\d+\))?\s*:", re.I)
_ENVELOPE = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "x-rcpt-to",
    "resent-to",
)
_own_token = re.compile(r"[+=](?=[a-z2-7]{16}|[a-z2-7]*[2-7])([a-z2-7]{10,40})$|^([a-z2-7]{24})$", re.I)


def parse(raw: bytes, *, reply_pattern: str = "", trusted_hosts: tuple[str, ...] = ()) -> Incoming:
    """Never raises, whatever the bytes are. `reply_pattern`: the setting MAIL_REPLY_ADDRESS. `trusted_hosts`: whose
    findings about the sender are believed."""
    root = split(raw)
    headers, charset = root.headers, _charset_of(root)
    subject = header_text(headers.first("subject")[: SUBJECT_LIMIT * 4], charset)[:SUBJECT_LIMIT]
    sender = next(iter(mailboxes(headers.first("from"), charset)), NOBODY)
    found = contents_of(root)
    lines = found.lines()
    is_reply = bool(headers.has("in-reply-to") or headers.has("references") or _replies.match(subject))
    to = _all(headers, "to", charset)
    folded = fold(
        lines + found.folded_lines(),
        is_forward=bool(_forwards.match(subject)),
        is_reply=is_reply,
        ours=tuple(each.address for each in to),
        has_documents=found.has_documents(),
    )
    whole = "\n".join(line.text for line in lines)
    bounce = bounce_of(root, f"{sender.name} {sender.address}", subject, whole, tuple(each.address for each in to))
    verdicts = verdicts_of(headers, trusted_hosts)
    return Incoming(
        subject=subject,
        sender=sender,
        reply_to=_all(headers, "reply-to", charset),
        to=to,
        cc=_all(headers, "cc", charset),
        message_id=next(iter(_identifiers(headers.first("message-id"))), ""),
        in_reply_to=next(iter(_identifiers(headers.first("in-reply-to"))), ""),
        references=_identifiers(b" ".join(headers.every("references"))),
        date=_date(headers, charset),
        text=folded.text,
        quoted=folded.quoted,
        html=found.html(),
        attachments=tuple(found.files),
        bounce=bounce,
        is_auto_reply=_is_auto(headers, sender, subject, folded, found, bounce),
        is_spam=verdicts.spam is True,
        verdicts=verdicts,
        tokens=_tokens(headers, root, bounce, reply_pattern),
        numbers=_numbers(root, bounce, subject, folded),
        problems=_problems(root, found, sender, charset),
    )


def _charset_of(root: Part) -> str:
    """What the letter says of its text, for headers with raw bytes."""
    return next((part.parameters["charset"] for part in root.walk() if part.parameters.get("charset")), "")


def _all(headers: Headers, name: str, charset: str) -> tuple[Address, ...]:
    return tuple(each for value in headers.every(name)[:20] for each in mailboxes(value, charset))


def _identifiers(value: bytes) -> tuple[str, ...]:
    text = re.sub(r"\s+", " ", one_line(scrub(value[:100_000].decode("utf-8", "replace"))))
    found = _ids.findall(text) or [f"<{each}>" for each in _bare_id.findall(text[:10_000])]
    return tuple(dict.fromkeys(found))[:REFERENCES_LIMIT]


def _date(headers: Headers, charset: str) -> datetime | None:
    dates = (read_date(header_text(value[:400], charset)) for value in headers.every("date")[:3])
    return next((found for found in dates if found), None)


def _is_auto(
    headers: Headers, sender: Address, subject: str, folded: Folded, found: Contents, bounce: Bounce | None
) -> bool:
    """A bounce is a thing of its own."""
    if bounce:
        return False
    return is_automatic(headers, sender.address, subject, folded.written, found.has_documents())


def _tokens(headers: Headers, root: Part, bounce: Bounce | None, pattern: str) -> tuple[str, ...]:
    """Tokens in the addresses the letter went to; of a bounce, also in those our letter came from."""
    values = [value for name in ("to", "cc", *_ENVELOPE) for value in headers.every(name)[:20]]
    original = original_of(root) if bounce else None
    if original:
        values += [value for name in ("reply-to", "from", "return-path") for value in original.every(name)[:5]]
    found = (_token(pattern, each.address) for value in values for each in mailboxes(value))
    return tuple(dict.fromkeys(token for token in found if token))


def _token(pattern: str, address: str) -> str | None:
    """By the pattern; where none is set, by the form of our tokens."""
    if "{token}" in pattern:
        return token_in(pattern, address)
    found = _own_token.search(address.partition("@")[0])
    return (found[1] or found[2]).lower() if found else None


def _numbers(root: Part, bounce: Bounce | None, subject: str, folded: Folded) -> tuple[str, ...]:
    """From the subject, then the body, then what it quotes; of a bounce also from our letter's subject."""
    original = original_of(root) if bounce else None
    older = header_text(original.first("subject")[:SUBJECT_LIMIT]) if original else ""
    return tuple(dict.fromkeys(n for text in (subject, folded.text, folded.quoted, older) for n in find_numbers(text)))


def _problems(root: Part, found: Contents, sender: Address, charset: str) -> tuple[str, ...]:
    """Codes of what could not be read, once each."""
    codes = list(found.problems)
    if not sender.address:
        codes.append("from")
    if not _date(root.headers, charset):
        codes.append("date")
    return tuple(dict.fromkeys(codes))
