"""An address as mail servers here take it."""

from __future__ import annotations


class Unwritable(ValueError):
    """No server here takes a letter to this address."""


def ascii_address(address: str) -> str:
    """A domain in other letters goes by its ASCII form (RFC 5891). A name before the @ has none, and the providers here
    take no SMTPUTF8 (RFC 6531): such an address needs a person. Raises `Unwritable`."""
    name, _, domain = address.rpartition("@")
    if not (name and domain) or not name.isascii():
        raise Unwritable("SMTPUTF8")
    if domain.isascii():
        return address
    import idna  # a large table, for the one address in a thousand

    try:
        return f"{name}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError as error:
        raise Unwritable("IDNA") from error
