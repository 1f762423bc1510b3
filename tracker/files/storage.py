"""Where the bytes are: a folder, memory or S3-compatible storage behind one interface, chosen by STORAGE_URL.

`file:///path` · `memory://` · `s3://bucket/prefix?endpoint=https://…&region=…` with STORAGE_KEY and STORAGE_SECRET.

Bytes are put before the row is written and never inside its transaction: a crash between the two leaves bytes that
nobody refers to, which is harmless, and never a row without bytes. A key is the content's hash, sharded, and a random
tail: two uploads of one file share nothing, so that erasing the one can never take the bytes of the other.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from flask import current_app

from tracker.files.errors import FileMissing

EXTENSION = "tracker_storage"


def make_key(data: bytes) -> str:
    """A new key for these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest[:2]}/{digest[2:4]}/{digest}-{secrets.token_hex(4)}"


def keep(data: bytes) -> str:
    """Put the bytes away; the key under which they are found."""
    key = make_key(data)
    _store().put(key, data)
    return key


def put(key: str, data: bytes) -> None:
    """Put bytes back under a key they had before (restoring a backup)."""
    _store().put(key, data)


def make_durable(key: str) -> None:
    """Have the disk hold these bytes before somebody is told that we have them. A folder only: the others answer for it."""
    url = urlsplit(current_app.config["STORAGE_URL"])
    if url.scheme != "file":
        return
    root = Path(unquote(url.path))
    path = root / key
    for place in (path, *(folder for folder in path.parents if folder.is_relative_to(root))):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(key: str) -> bytes:
    """The bytes under `key`. Raises `FileMissing`."""
    try:
        return bytes(_store().get(key).bytes())
    except FileNotFoundError as missing:
        raise FileMissing(key) from missing


def discard(key: str) -> None:
    """Delete the bytes. Deleting what is gone already is no error: this must be repeatable."""
    try:
        _store().delete(key)
    except FileNotFoundError:
        return


def _store() -> Any:
    store = current_app.extensions.get(EXTENSION)
    if store is None:
        store = current_app.extensions[EXTENSION] = open_store(current_app.config)
    return store


def open_store(config: Any) -> Any:
    """The object store of STORAGE_URL. Only the schemes above; keys are never taken from the machine's surroundings."""
    from obstore.store import LocalStore, MemoryStore

    url = urlsplit(config["STORAGE_URL"])
    if url.scheme == "memory":
        return MemoryStore()
    if url.scheme == "file":
        return LocalStore(unquote(url.path), mkdir=True)
    if url.scheme == "s3":
        return _s3(url.netloc, url.path, parse_qs(url.query), config)
    raise ValueError(f"STORAGE_URL: unknown scheme {url.scheme!r}; use file, memory or s3")


def _s3(bucket: str, path: str, query: dict[str, list[str]], config: Any) -> Any:
    from obstore.store import S3Store

    if not (config["STORAGE_KEY"] and config["STORAGE_SECRET"]):
        raise ValueError("STORAGE_URL is s3: STORAGE_KEY and STORAGE_SECRET are needed too")
    endpoint = query.get("endpoint", [""])[0]
    settings = {
        "access_key_id": config["STORAGE_KEY"],
        "secret_access_key": config["STORAGE_SECRET"],
        "region": query.get("region", ["us-east-1"])[0],
    }
    if endpoint:
        settings["endpoint"] = endpoint
    return S3Store(
        bucket,
        prefix=path.strip("/") or None,
        config=settings,
        client_options={"timeout": "30s", "connect_timeout": "5s", "allow_http": endpoint.startswith("http://")},
        retry_config={"max_retries": 2},
    )
