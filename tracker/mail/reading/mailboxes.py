"""Lists of addresses as they are really written: names in encoded words, raw Cyrillic, commas without quotes, groups."""

from __future__ import annotations

import re

from tracker.mail.reading.encoded_words import words_of
from tracker.mail.reading.incoming import Address

LIMIT = 100_000
MOST = 1000
_special = re.compile(r'["(),;:<>\\]')
_bare = re.compile(r"[^\s<>()\",;:]{1,200}@[^\s<>()\",;:]{1,255}")
_route = re.compile(r"^@[^:]{0,500}:")


def mailboxes(value: bytes, charset: str = "") -> tuple[Address, ...]:
    """Every address of a From, To or like header, in its order."""
    line = re.sub(r"[\r\n\t]+", " ", value[:LIMIT].decode("latin-1"))
    if "@" not in line and "=?" in line:  # the whole "name <address>" was encoded
        line = words_of(line, charset).encode("utf-8").decode("latin-1")
    found, waiting = [], ""
    for item in _items(line)[:MOST]:
        name, address = _split(item)
        if address:
            found.append(
                Address(_name(f"{waiting}, {name}" if waiting else name, charset), address_text(address, charset))
            )
            waiting = ""
        elif name.strip():
            waiting = f"{waiting}, {name}" if waiting else name
    if waiting and not found:
        found.append(Address(_name(waiting, charset), ""))
    return tuple(found)


def _items(line: str) -> list[str]:
    """Cut at commas and semicolons that stand outside quotes, comments and angles; a group's name is dropped."""
    out, start, closer, skip = [], 0, "", False
    for match in _special.finditer(line):
        sign, at = match[0], match.start()
        if skip:
            skip = False
        elif sign == "\\":
            skip = line[at + 1 : at + 2] in ('"', "\\", "(", ")")
        elif closer:
            closer = "" if sign == closer else closer
        elif sign in '"(<' and (sign != '"' or line.find('"', at + 1, at + 2000) > 0):
            closer = {'"': '"', "(": ")", "<": ">"}[sign]
        elif sign == ":" and "@" not in line[start:at] and "<" not in line[start:at]:
            start = at + 1
        elif sign in ",;":
            out.append(line[start:at])
            start = at + 1
    out.append(line[start:])
    return out


def _split(item: str) -> tuple[str, str]:
    """(name, address); the address is empty where there is none."""
    opens = item.rfind("<")
    if opens >= 0 and ("@" in item[opens:] or not _bare.search(item)):
        inside, _, rest = item[opens + 1 :].partition(">")
        name = item[:opens] if item[:opens].strip() else _comment(rest)
        return name, _route.sub("", inside.strip()).replace(" ", "")
    bare = _bare.search(item)
    if not bare:
        return item, ""
    return (_comment(item[bare.end() :]) or item[: bare.start()]), bare[0]


def _comment(rest: str) -> str:
    opens, closes = rest.find("("), rest.rfind(")")
    return rest[opens + 1 : closes] if 0 <= opens < closes else ""


def _name(name: str, charset: str) -> str:
    stripped = name.strip().strip(",").strip()
    if stripped[:1] == '"' and stripped[-1:] == '"' and len(stripped) > 1:
        stripped = re.sub(r"\\(.)", r"\1", stripped[1:-1])
    text = words_of(stripped, charset).strip()
    for quotes in ('""', "''"):  # a second pair, inside the encoded word
        if len(text) > 1 and text[0] + text[-1] == quotes:
            text = text[1:-1].strip()
    return " ".join(text.split())


def address_text(address: str, charset: str = "") -> str:
    """The address as text; an address in letters beyond ASCII (RFC 6532) keeps them."""
    return words_of(address.strip("<>\"' "), charset).strip("<>\"' ")
