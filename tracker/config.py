"""Settings, read once at the start.

A value comes from the environment, else from `<instance>/settings.env` (KEY=VALUE lines), else from the
default below. A default is either safe in production and public, or it does not exist: a missing secret
stops the start with a sentence that names it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = ("SECRET_KEY", "SECURITY_PASSWORD_SALT", "BASE_URL")
MEGABYTE = 1024 * 1024


class SettingMissing(RuntimeError):
    """A setting without which the service must not start."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            "Missing setting: " + ", ".join(names) + ". Set it in the environment or in settings.env of the instance folder."
        )


def instance_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder for database, files and mail: TRACKER_INSTANCE, by default `instance/` beside the code."""
    return Path(environ.get("TRACKER_INSTANCE") or ROOT / "instance").resolve()


def read_settings_file(path: Path) -> dict[str, str]:
    """KEY=VALUE lines; blank lines and lines that start with # are passed over."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#") and "=" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings as Flask's config wants them. Raises `SettingMissing`."""
    instance = instance_folder(environ)
    given = {**read_settings_file(instance / "settings.env"), **environ}
    missing = [name for name in REQUIRED if not given.get(name)]
    if missing:
        raise SettingMissing(missing)

    _all_of_dkim(given)

    base_url = given["BASE_URL"].rstrip("/")
    return {
        "SECRET_KEY": given["SECRET_KEY"],
        "SECURITY_PASSWORD_SALT": given["SECURITY_PASSWORD_SALT"],
        "BASE_URL": base_url,
        "INSTANCE": str(instance),
        "DEMONSTRATION": _flag(given, "TRACKER_DEMO"),
        "SQLALCHEMY_DATABASE_URI": database_url(given.get("DATABASE_URL", ""), instance),
        "STORAGE_URL": given.get("STORAGE_URL") or f"file://{instance / 'files'}",
        "STORAGE_KEY": given.get("STORAGE_KEY", ""),
        "STORAGE_SECRET": given.get("STORAGE_SECRET", ""),
        **_mail(given, instance),
        "TRUSTED_PROXIES": int(given.get("TRUSTED_PROXIES", "0")),
        "RATELIMIT_STORAGE_URI": given.get("RATELIMIT_STORAGE_URI", "memory://"),
        "RATELIMIT_ENABLED": _flag(given, "RATELIMIT_ENABLED", default=True),
        "SESSION_COOKIE_SECURE": base_url.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "tracker_session",
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_FILE_BYTES": 15 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 4 * MEGABYTE,
        "MAX_CONTENT_LENGTH": 80 * MEGABYTE,
        "EMBEDDED_DUTIES": _flag(given, "EMBEDDED_DUTIES"),
        "CLAMD_SOCKET": given.get("CLAMD_SOCKET", ""),
    }


def _all_of_dkim(given: Mapping[str, str]) -> None:
    """A signature needs all three; with two of them letters would go out bare, and nobody would notice."""
    key = given.get("MAIL_DKIM_KEY") or given.get("MAIL_DKIM_KEY_FILE")
    parts = {
        "MAIL_DKIM_DOMAIN": given.get("MAIL_DKIM_DOMAIN"),
        "MAIL_DKIM_SELECTOR": given.get("MAIL_DKIM_SELECTOR"),
        "MAIL_DKIM_KEY_FILE": key,
    }
    missing = [name for name, value in parts.items() if not value]
    if 0 < len(missing) < len(parts):
        raise SettingMissing(missing)


def _flag(given: Mapping[str, str], name: str, default: bool = False) -> bool:
    return given.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _mail(given: Mapping[str, str], instance: Path) -> dict[str, Any]:
    """What sends letters, and the mailbox that is looked into."""
    return {
        "MAIL_FOLDER": given.get("MAIL_FOLDER", "" if given.get("MAIL_SERVER") else str(instance / "mail")),
        "MAIL_SERVER": given.get("MAIL_SERVER", ""),
        "MAIL_PORT": int(given.get("MAIL_PORT", "587")),
        "MAIL_USE_TLS": _flag(given, "MAIL_USE_TLS", default=True),
        "MAIL_USE_SSL": _flag(given, "MAIL_USE_SSL"),
        "MAIL_USERNAME": given.get("MAIL_USERNAME") or None,
        "MAIL_PASSWORD": given.get("MAIL_PASSWORD") or None,
        "MAIL_SENDER": given.get("MAIL_SENDER", "tracker@localhost"),
        "MAIL_REPLY_ADDRESS": given.get("MAIL_REPLY_ADDRESS") or given.get("MAIL_SENDER", "tracker@localhost"),
        "MAIL_CA_FILE": given.get("MAIL_CA_FILE", ""),
        "MAIL_PER_MINUTE": int(given.get("MAIL_PER_MINUTE", "30")),
        "MAIL_DKIM_DOMAIN": given.get("MAIL_DKIM_DOMAIN", ""),
        "MAIL_DKIM_SELECTOR": given.get("MAIL_DKIM_SELECTOR", ""),
        "MAIL_DKIM_KEY": given.get("MAIL_DKIM_KEY", ""),
        "MAIL_DKIM_KEY_FILE": given.get("MAIL_DKIM_KEY_FILE", ""),
        "MAIL_TRUSTED_HOSTS": tuple(part.strip() for part in given.get("MAIL_TRUSTED_HOSTS", "").split(",") if part.strip()),
        "MAIL_IN_LIMIT": int(given.get("MAIL_IN_LIMIT_MB", "30")) * MEGABYTE,
        "IMAP_SERVER": given.get("IMAP_SERVER", ""),
        "IMAP_PORT": int(given.get("IMAP_PORT", "993")),
        "IMAP_USE_SSL": _flag(given, "IMAP_USE_SSL", default=True),
        "IMAP_USERNAME": given.get("IMAP_USERNAME", ""),
        "IMAP_PASSWORD": given.get("IMAP_PASSWORD", ""),
        "IMAP_FOLDER": given.get("IMAP_FOLDER") or "INBOX",
        "IMAP_DONE_FOLDER": given.get("IMAP_DONE_FOLDER", ""),
        "IMAP_CA_FILE": given.get("IMAP_CA_FILE", ""),
    }


def database_url(given: str, instance: Path) -> str:
    """DATABASE_URL with the driver named; without one, a SQLite file in the instance folder."""
    if not given:
        return f"sqlite:///{instance / 'tracker.sqlite3'}"
    for plain in ("postgres://", "postgresql://"):
        if given.startswith(plain):
            return "postgresql+psycopg://" + given.removeprefix(plain)
    return given
