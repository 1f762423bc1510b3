"""Letters of ours that did not arrive: delivery status reports (RFC 3464) and the prose of servers that write none.

A report of success ("delivered", "relayed", "expanded") is not a bounce. Whether a failure is for good is said by the
enhanced status code (RFC 3463): 5 permanent, 4 temporary.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.mail.reading import bounce_patterns as patterns
from tracker.mail.reading.encoded_words import header_text
from tracker.mail.reading.incoming import Bounce
from tracker.mail.reading.structure import Headers, Part, read_headers, split
from tracker.mail.reading.transfer import content

LIMIT = 60_000  # bytes of a report or a copy that are read
_message_id = re.compile(r"^[ \t>]*Message-I[Dd]:\s*(<[^<>\s]{1,300}>)", re.M | re.I)
_REPORTS = {"message/delivery-status", "message/global-delivery-status"}
_COPIES = {
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
    "message/rfc822-headers",
}


@dataclass(frozen=True)
class Report:
    """What the report says of one recipient."""

    recipient: str
    action: str
    status: str

    def says(self, actions: tuple[str, ...], code: str) -> bool:
        """By the action; where it is missing, by the first digit of the status."""
        return self.action.startswith(actions) if self.action else self.status.startswith(code)


def bounce_of(root: Part, sender: str, subject: str, text: str, own: tuple[str, ...]) -> Bounce | None:
    """`own`: addresses of the letter's To, which are ours and not those that failed."""
    reports = list(reports_of(root))
    if reports:
        return _from_reports(root, reports, text)
    return _from_prose(root, sender, subject, text, own)


def has_report(root: Part) -> bool:
    return any(part.content_type in _REPORTS for part in root.walk())


def original_of(root: Part) -> Headers | None:
    """The headers of the letter that the server gives back."""
    for part in root.walk():
        if part.content_type in _COPIES:
            data = content(part)[:LIMIT]
            return split(data).headers
    return None


def reports_of(root: Part) -> Iterator[Report]:
    """What every delivery status report in the letter says, recipient by recipient."""
    for part in root.walk():
        if part.content_type in _REPORTS:
            yield from _read_report(content(part)[:LIMIT])


def _read_report(data: bytes) -> Iterator[Report]:
    """Blocks of headers: one about the letter, then one for each recipient."""
    position = 0
    data = data.replace(b"\r\n", b"\n").lstrip()
    while position < len(data):
        headers, after = read_headers(data, position, len(data))
        position = max(after, position + 1)
        recipient = _recipient(headers)
        if recipient and (headers.has("action") or headers.has("status")):
            yield Report(recipient, headers.ascii("action").lower()[:40], _status(headers))


def _recipient(headers: Headers) -> str:
    """The address we wrote to; the one it was changed into only where the first is not given."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        value = header_text(headers.first(name)[:1000])
        found = patterns.MAILBOX.search(value.rpartition(";")[2].replace("+40", "@"))
        if found:
            return found[0].strip("<>").rstrip(".")
    return ""


def _status(headers: Headers) -> str:
    """The enhanced code; where it says only "other", the server's own words may say more."""
    status = patterns.ENHANCED.search(headers.ascii("status")[:200])
    said = patterns.ENHANCED.search(headers.ascii("diagnostic-code")[:2000])
    if said and (not status or status[0].endswith(".0.0")) and (not status or said[0][0] == status[0][0]):
        return said[0]
    if status:
        return status[0]
    plain = patterns.SMTP.search(headers.ascii("diagnostic-code")[:2000])
    return f"{plain[1][0]}.0.0" if plain else ""


def _from_reports(root: Part, reports: list[Report], text: str) -> Bounce | None:
    failed = [each for each in reports if each.says(("fail", "error"), "5")]
    delayed = [each for each in reports if each.says(("delay",), "4")]
    chosen = failed or delayed
    if not chosen:
        return None
    status = next((each.status for each in chosen if each.status), "")
    return Bounce(
        _unique(each.recipient for each in chosen),
        bool(failed) and not status.startswith("4"),
        status,
        _original_id(root, text),
    )


def _unique(addresses: Iterator[str]) -> tuple[str, ...]:
    return tuple({address.lower(): address for address in addresses}.values())


def _original_id(root: Part, text: str) -> str:
    original = original_of(root)
    found = re.search(r"<[^<>\s]{1,300}>", original.ascii("message-id")) if original else None
    if found:
        return found[0]
    in_text = _message_id.search(text[-LIMIT:]) or _message_id.search(text[:LIMIT])
    if in_text:
        return in_text[1]
    for name in ("in-reply-to", "references"):
        named = re.findall(r"<[^<>\s]{1,300}>", root.headers.ascii(name)[:5000])
        if named:
            return str(named[-1])
    return ""


def _from_prose(root: Part, sender: str, subject: str, text: str, own: tuple[str, ...]) -> Bounce | None:
    """A server that writes to people only. It must look like a server and speak of a failure."""
    failed = header_text(root.headers.first("x-failed-recipients")[:4000])
    report, copy_starts = _report_part(text)
    by_server = bool(patterns.SERVER.search(sender)) or root.headers.first("return-path").strip() == b"<>"
    speaks = (
        bool(patterns.SUBJECT.search(subject))
        + bool(patterns.FAILED.search(report))
        + bool(patterns.DELAYED.search(report))
    )
    if not failed and not (by_server and speaks and _is_no_person(sender, subject, report)):
        return None
    is_daemon = bool(patterns.SERVER.search(patterns.POSTMASTER.sub("", sender)))
    if not (failed or is_daemon or _is_by_machine(root.headers, subject, report)):
        return None
    about = _addresses(failed, own) or _found_by_library(root, own) or _addresses(report, own)
    if not about:
        about = _addresses(text[copy_starts:], own, after=re.compile(r"^[ \t>]*To:", re.M | re.I))
    code = patterns.ENHANCED.search(report)
    plain = patterns.SMTP.search(report)
    status = code[0] if code else (f"{plain[1][0]}.0.0" if plain else "")
    is_delay = bool(patterns.DELAYED.search(report) or patterns.DELAY_SUBJECT.search(subject))
    permanent = not is_delay and not status.startswith("4")
    return Bounce(about, permanent, status, _original_id(root, text))


def _is_no_person(sender: str, subject: str, report: str) -> bool:
    """A null return path also stands over out-of-office notes; those speak of no failure in the subject or of a server."""
    return bool(patterns.SERVER.search(sender) or patterns.SUBJECT.search(subject)) and bool(
        patterns.FAILED.search(report) or patterns.DELAYED.search(report) or patterns.SUBJECT.search(subject)
    )


def _is_by_machine(headers: Headers, subject: str, report: str) -> bool:
    """People write as postmaster@ too, and may say that a letter did not reach them."""
    return (
        headers.first("return-path").strip() == b"<>"
        or headers.has("auto-submitted")
        or bool(patterns.SUBJECT.search(subject) and not patterns.ANSWERED.match(subject))
        or bool(patterns.ENHANCED.search(report) or patterns.SMTP.search(report))
    )


def _report_part(text: str) -> tuple[str, int]:
    """The server's own words, without the copy of our letter, and where the copy starts."""
    found = patterns.COPY.search(text[:LIMIT])
    stop = found.start() if found and found.start() > 40 else min(len(text), LIMIT)
    return text[:stop], stop


def _addresses(text: str, own: tuple[str, ...], after: re.Pattern[str] | None = None) -> tuple[str, ...]:
    if after:
        found = after.search(text[:LIMIT])
        if not found:
            return ()
        text = text[found.start() : found.start() + 500]
    text = patterns.ID_LINE.sub("", text[:20_000])
    known = {address.lower() for address in own}
    each = (match[0].strip("<>\"'()[].,;:") for match in patterns.MAILBOX.finditer(text))
    good = (
        a
        for a in each
        if a.lower() not in known and not patterns.SERVER.search(a) and not patterns.IDENTIFIER.search(a)
    )
    return _unique(islice(good, 20))


def _found_by_library(root: Part, own: tuple[str, ...]) -> tuple[str, ...]:
    """flufl.bounce knows the prose of qmail, Sendmail, Exchange and others. It gets a bounded piece: it reads by lines."""
    from email import message_from_bytes

    from flufl.bounce import all_failures

    if len(root.raw) > LIMIT * 4:
        return ()
    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it logs what it stumbles over
    try:
        temporary, permanent = all_failures(message_from_bytes(root.raw))
    except Exception:  # a parser of foreign prose may stumble over anything
        return ()
    found = sorted(each.decode("ascii", "replace") for each in permanent or temporary)
    known = {address.lower() for address in own}
    return tuple(each for each in found if each.lower() not in known and "@" in each)
