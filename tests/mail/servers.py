"""A real SMTP server on this machine, which takes, refuses or drops as it is told."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Postmaster:
    """Answers by the recipient's name: full@, unknown@, later@, drop@; takes everything else."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.connections: set[int] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        refusals = {
            "unknown": "550 5.1.1 no such user",
            "full": "552 5.2.2 mailbox full",
            "later": "451 4.7.1 greylisted, come back",
        }
        self.connections.add(id(session))
        name = address.partition("@")[0]
        if name in refusals:
            return refusals[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if envelope.rcpt_tos[0].startswith("drop@"):
            server.transport.close()
        if envelope.rcpt_tos[0].startswith("spam@"):
            return "554 5.7.1 looks like spam"
        self.taken.append(envelope)
        return "250 OK queued as 4XyZ"


class OnAnyPort(Controller):
    """Takes a free port, and learns which one it was before it looks whether it answers."""

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtp_server(
    tls: ssl.SSLContext | None = None, implicit: bool = False, postmaster: Any = None, authenticator: Any = None
) -> Iterator[tuple[Any, int]]:
    postmaster = postmaster or Postmaster()
    more: dict[str, Any] = {"ssl_context": tls} if implicit else {"tls_context": tls, "require_starttls": tls is not None}
    if authenticator is not None:
        more |= {"authenticator": authenticator, "auth_required": True}
    controller = OnAnyPort(postmaster, hostname="127.0.0.1", port=0, **more)
    controller.start()
    try:
        yield postmaster, controller.port
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that only those trust who are given its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of the test")])
    start = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - datetime.timedelta(days=1)).not_valid_after(start + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context
