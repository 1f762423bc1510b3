"""`flask mail parse FILE`: what the reader understood of a message, for people and for programs. Needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.mail.reading.incoming import Address, Incoming
from tracker.mail.reading.parsing import parse


@click.command("parse")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Values for programs.")
@with_appcontext
def parse_command(path: Path, as_json: bool) -> None:
    """What is understood of one raw message, or of every message in a folder."""
    if not path.exists():
        raise click.ClickException(f"There is no file or folder {path}.")
    if path.is_file():
        found = _read(path)
        click.echo(json.dumps(flat(found), ensure_ascii=False, indent=2) if as_json else in_words(found))
        return
    files = _messages(path)
    if as_json:
        click.echo(
            json.dumps([{"file": each.name, **flat(_read(each))} for each in files], ensure_ascii=False, indent=2)
        )
        return
    for each in files:
        click.echo(f"== {each.name}\n{in_words(_read(each))}\n")


def _messages(folder: Path) -> list[Path]:
    """The .eml files; in a folder without any, all files."""
    files = sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith("."))
    return [each for each in files if each.suffix.lower() == ".eml"] or files


def _read(path: Path) -> Incoming:
    config = current_app.config
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from error
    pattern, hosts = config.get("MAIL_REPLY_ADDRESS", ""), tuple(config.get("MAIL_TRUSTED_HOSTS") or ())
    return parse(raw, reply_pattern=pattern, trusted_hosts=hosts)


def flat(mail: Incoming) -> dict[str, Any]:
    """The keys that scripts rely on; they do not change."""
    return {
        "subject": mail.subject,
        "from": _spelt(mail.sender),
        "to": [_spelt(each) for each in mail.to],
        "message_id": mail.message_id,
        "references": list(dict.fromkeys(filter(None, (*mail.references, mail.in_reply_to)))),
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "quoted": mail.quoted,
        "attachments": [
            {"name": each.name, "type": each.content_type, "size": each.size, "sha256": each.sha256}
            for each in mail.attachments
        ],
        "is_bounce": mail.bounce is not None,
        "bounce": _bounce(mail),
        "is_auto_reply": mail.is_auto_reply,
        "tokens": [*mail.tokens, *mail.numbers],
    }


def _bounce(mail: Incoming) -> dict[str, Any] | None:
    if not mail.bounce:
        return None
    return {
        "recipients": list(mail.bounce.recipients),
        "permanent": mail.bounce.permanent,
        "status": mail.bounce.status,
    }


def in_words(mail: Incoming) -> str:
    """The same for a person at a terminal."""
    rows = [
        ("From", _spelt(mail.sender)),
        ("To", ", ".join(map(_spelt, mail.to))),
        ("Cc", ", ".join(map(_spelt, mail.cc))),
        ("Subject", mail.subject),
        ("Date", mail.date.isoformat(sep=" ") if mail.date else "not given or not readable"),
        ("Message-ID", mail.message_id),
        ("Answers", " ".join(dict.fromkeys(filter(None, (*mail.references, mail.in_reply_to))))),
        ("Placed by", " ".join([*mail.tokens, *mail.numbers])),
        ("Kind", _kind(mail)),
        ("Sender checked", _checked(mail)),
        ("Not readable", ", ".join(mail.problems)),
    ]
    head = "\n".join(f"{name}: {value}" for name, value in rows if value)
    files = "\n".join(_file(each.name, each.content_type, each.size, each.contains) for each in mail.attachments)
    parts = [head, mail.text, f"--- Folded away ---\n{mail.quoted}" if mail.quoted else ""]
    return "\n\n".join(filter(None, [*parts, f"--- Files ---\n{files}" if files else ""]))


def _spelt(address: Address) -> str:
    """ "Name <address>", or what of the two is there."""
    return (
        f"{address.name} <{address.address}>" if address.name and address.address else address.address or address.name
    )


def _kind(mail: Incoming) -> str:
    if mail.bounce:
        lasting = "permanent" if mail.bounce.permanent else "temporary"
        about = ", ".join(mail.bounce.recipients) or "recipient not named"
        return f"not delivered ({lasting}{' ' if mail.bounce.status else ''}{mail.bounce.status}): {about}"
    return "automatic reply" if mail.is_auto_reply else ("spam, says the mail server" if mail.is_spam else "a letter")


def _checked(mail: Incoming) -> str:
    found = mail.verdicts
    return f"by {found.host}: SPF {found.spf}, DKIM {found.dkim}, DMARC {found.dmarc}" if found.host else ""


def _file(name: str, kind: str, size: int, contains: tuple[str, ...]) -> str:
    inside = "".join(f"\n    {each}" for each in contains)
    return f"{name}  {kind}  {size} bytes{inside}"
