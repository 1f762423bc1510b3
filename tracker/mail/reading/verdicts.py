"""What the host that received the letter found out about it. Only a host named as trusted is believed (RFC 8601, 5)."""

from __future__ import annotations

import re

from tracker.mail.reading.incoming import NONE, Verdicts
from tracker.mail.reading.structure import Headers

LIMIT = 4000
_RESULTS = {"pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "policy"}
_method = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc)\s*=\s*([a-z]{2,12})", re.I)
_scl = re.compile(r"\bSCL:(-?\d+)")


def verdicts_of(headers: Headers, trusted: tuple[str, ...]) -> Verdicts:
    """The results of the first line of a trusted host. Those below may have come with the letter."""
    if not trusted:
        return Verdicts()
    spam = _spam(headers) if _passed_trusted(headers, trusted) else None
    for value in headers.every("authentication-results")[:20]:
        line = re.sub(r"\s+", " ", value[:LIMIT].decode("ascii", "replace"))
        host = re.split(r"[\s;]", line.strip(), maxsplit=1)[0].lower()
        if is_trusted(host, trusted):
            return Verdicts(host, **_results(line), spam=spam)
    return Verdicts(spam=spam)


def is_trusted(host: str, trusted: tuple[str, ...]) -> bool:
    """By its whole name; ".example.org" stands for every host below."""
    names = (each.strip().lower() for each in trusted)
    return any(host == name or (name.startswith(".") and host.endswith(name)) for name in names if name)


def _results(line: str) -> dict[str, str]:
    """spf, dkim, dmarc. Of several signatures one that passed counts."""
    found: dict[str, list[str]] = {"spf": [], "dkim": [], "dmarc": []}
    for method, result in _by_library(line) or _method.findall(re.sub(r"\([^()]*\)", "", line)):
        if method.lower() in found and result.lower() in _RESULTS:
            found[method.lower()].append(result.lower())
    return {method: "pass" if "pass" in results else next(iter(results), NONE) for method, results in found.items()}


def _by_library(line: str) -> list[tuple[str, str]]:
    from authres import AuthenticationResultsHeader  # type: ignore[import-untyped]

    try:
        header = AuthenticationResultsHeader.parse(f"Authentication-Results: {line}")
    except Exception:  # many hosts do not keep to the grammar; then a pattern reads them
        return []
    return [(str(each.method), str(each.result)) for each in header.results if getattr(each, "result", None)]


def _passed_trusted(headers: Headers, trusted: tuple[str, ...]) -> bool:
    received = (value[:LIMIT].decode("ascii", "replace") for value in headers.every("received")[:50])
    by = (re.search(r"\bby\s+([\w.-]{1,255})", value) for value in received)
    ids = (re.split(rb"[\s;]", value.strip(), maxsplit=1)[0] for value in headers.every("authentication-results")[:20])
    hosts = [found[1].lower() for found in by if found] + [each.decode("ascii", "replace").lower() for each in ids]
    return any(is_trusted(host, trusted) for host in hosts)


def _spam(headers: Headers) -> bool | None:
    """True if any verdict says so: nobody gains by calling his own letter spam. None without a verdict."""
    said: list[bool] = []
    for name in ("x-spam-flag", "x-spam-status", "x-spam"):
        said += [value.strip().lower().startswith((b"yes", b"true")) for value in headers.every(name)[:10]]
    said += [value.strip() == b"4" for value in headers.every("x-yandex-spam")[:5]]
    said += [
        value.strip().lower() in (b"spam", b"1", b"yes", b"probable_spam") for value in headers.every("x-mru-spam")[:5]
    ]
    said += [value.strip().lower().startswith(b"spam") for value in headers.every("x-mailru-spam")[:5]]
    for name in ("x-ms-exchange-organization-scl", "x-forefront-antispam-report", "x-microsoft-antispam"):
        for value in headers.every(name)[:5]:
            said += _levels(value[:LIMIT].decode("ascii", "replace"))
    said += [
        b"add header" in value.lower() or b"reject" in value.lower() for value in headers.every("x-rspamd-action")[:5]
    ]
    return any(said) if said else None


def _levels(value: str) -> list[bool]:
    """Exchange's spam confidence: 5 and above is treated as spam."""
    found = _scl.search(value) or re.fullmatch(r"\s*(-?\d+)\s*", value)
    return [int(found[1][:6]) >= 5] if found else []
