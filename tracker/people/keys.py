"""Keys derived from SECRET_KEY (HKDF, RFC 5869), one per purpose: one purpose cannot read or forge another's."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived_key(secret: str, purpose: str) -> str:
    """32 bytes in URL-safe base64, the form in which Fernet and itsdangerous take a key."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(key).decode("ascii")
