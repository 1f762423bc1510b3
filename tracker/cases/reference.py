"""The public number of a case and the secret for following it without an account.

Both are digits only: they are read out by telephone and typed on Kyrgyz, Russian and English keyboards alike. The number
`26-4837-1950` is the year, seven random digits and a check digit (H. M. Damm, 2004: catches every single wrong digit and
every swap of neighbours). The secret has 16 random digits, about 53 bits; only its keyed digest is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import date

from tracker.mail.numbers import check_digit, read_number, spell_number

__all__ = [
    "check_digit", "digest", "new_number", "new_secret", "read_number", "read_secret", "same", "spell_number", "spell_secret",
]  # fmt: skip

SECRET_DIGITS = 16


def new_number(today: date) -> str:
    """A fresh public number; the caller tries again if it is taken."""
    body = f"{today.year % 100:02d}{secrets.randbelow(10**7):07d}"
    return spell_number(body + check_digit(body))


def new_secret() -> str:
    return f"{secrets.randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}d}"


def spell_secret(secret: str) -> str:
    """`4821 0937 5516 2044`, as printed on the slip."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def read_secret(typed: str) -> str:
    """The digits of what a person typed."""
    return re.sub(r"\D", "", typed)[: SECRET_DIGITS * 2]


def digest(secret: str, key: str) -> str:
    """What is stored of a secret: HMAC-SHA256 under a key derived from SECRET_KEY."""
    return hmac.new(f"follow:{key}".encode(), secret.encode(), hashlib.sha256).hexdigest()


def same(digest_a: str, digest_b: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(digest_a, digest_b)
