"""One raw message → what was understood of it. First form: the standard parser alone."""

from __future__ import annotations

import hashlib
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

from tracker.mail.message import token_in
from tracker.mail.reading.incoming import NOBODY, Address, Attachment, Incoming


def parse(raw: bytes, *, reply_pattern: str = "", trusted_hosts: tuple[str, ...] = ()) -> Incoming:
    """Never raises, whatever the bytes are."""
    mail = message_from_bytes(raw, policy=policy.compat32)

    def header(name: str) -> str:
        return str(make_header(decode_header(str(mail.get(name, "")))))

    def people(name: str) -> tuple[Address, ...]:
        return tuple(Address(str(make_header(decode_header(n))), a) for n, a in getaddresses(mail.get_all(name, [])))

    texts, files = [], []
    for part in mail.walk():
        if part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        if part.get_content_type() == "text/plain" and not part.get_filename():
            texts.append(data.decode("utf-8", "replace"))
        elif part.get_filename():
            name = str(make_header(decode_header(part.get_filename() or "")))
            files.append(
                Attachment(name, part.get_content_type(), len(data), hashlib.sha256(data).hexdigest(), data)
            )
    found = (token_in(reply_pattern, each.address) for each in people("To") + people("Cc") + people("Delivered-To"))
    return Incoming(
        subject=header("Subject"),
        sender=next(iter(people("From")), NOBODY),
        reply_to=people("Reply-To"),
        to=people("To"),
        cc=people("Cc"),
        message_id=header("Message-ID").strip(),
        in_reply_to=header("In-Reply-To").strip(),
        references=tuple(header("References").split()),
        date=parsedate_to_datetime(str(mail["Date"])) if mail["Date"] else None,
        text="\n".join(texts),
        attachments=tuple(files),
        tokens=tuple(dict.fromkeys(token for token in found if token)),
    )
