"""A real IMAP server on this machine: Dovecot in a folder of its own, one mailbox, TLS with a certificate of the test."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imap_tools import MailBox

from tests.mail.servers import certificate

USER, PASSWORD = "centre@service.example", "correct-horse"
PROGRAM = shutil.which("dovecot") or ("/usr/sbin/dovecot" if os.path.exists("/usr/sbin/dovecot") else "")
WHY_NOT = "no Dovecot on this machine (Debian: dovecot-imapd)" if not PROGRAM else (
    "" if os.geteuid() == 0 else "Dovecot is started by root here"
)

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = yes
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    port: int
    certificate: Path
    folder: Path

    def settings(self) -> dict[str, Any]:
        return {
            "IMAP_SERVER": "127.0.0.1", "IMAP_PORT": self.port, "IMAP_USE_SSL": True, "IMAP_USERNAME": USER,
            "IMAP_PASSWORD": PASSWORD, "IMAP_FOLDER": "INBOX", "IMAP_DONE_FOLDER": "", "IMAP_CA_FILE": str(self.certificate),
        }  # fmt: skip

    def opened(self) -> MailBox:
        """The mailbox as a person's mail program sees it."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        return MailBox("127.0.0.1", self.port, timeout=10, ssl_context=context).login(USER, PASSWORD)  # type: ignore[return-value]

    def put(self, *messages: bytes) -> None:
        with self.opened() as box:
            for message in messages:
                box.append(message)


@contextmanager
def running() -> Iterator[Dovecot]:
    """Its processes are not root and read the folder too: one beside the folders of the tests, which are root's."""
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        with _started(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[Dovecot]:
    public, _ = certificate(folder)
    person = pwd.getpwnam("dovecot")
    for inner in ("mail", "run"):
        (folder / inner).mkdir()
    os.chown(folder / "mail", person.pw_uid, person.pw_gid)
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = folder / "dovecot.conf"
    conf.write_text(CONFIG.format(folder=folder, port=port, password=PASSWORD, uid=person.pw_uid, gid=person.pw_gid))
    with subprocess.Popen([PROGRAM, "-F", "-c", str(conf)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _wait(port, process, folder)
            yield Dovecot(port, public, folder)
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int, process: Any, folder: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    log = folder / "dovecot.log"
    raise RuntimeError(f"Dovecot did not start: {process.stderr.read() if process.poll() is not None else ''} "
                       f"{log.read_text() if log.exists() else ''}")
