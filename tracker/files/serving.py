"""A stored file as an HTTP answer. Who may have it is decided before, by the caller."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from flask import Response

from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.files.names import extension_of
from tracker.files.types import IMAGE_CONTENT_TYPES


def file_response(file: StoredFile, inline: bool = False) -> Response:
    """The file as a download under its own name; `inline` shows an image in the page. Raises `FileMissing`.

    Nothing in it may run: no sniffing, an empty policy. The caller adds how long it may be cached.
    """
    response = Response(storage.read(file.key), content_type=file.content_type)
    shown = inline and file.content_type in IMAGE_CONTENT_TYPES
    response.headers["Content-Disposition"] = content_disposition(file.name, shown)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.set_etag(file.sha256)
    return response


def content_disposition(name: str, inline: bool = False) -> str:
    """RFC 6266: a plain name for old programs, and the true one in UTF-8."""
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{_plain(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _plain(name: str) -> str:
    """ASCII only: "file.pdf" where nothing legible would be left."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    bare = "".join(sign for sign in bare if sign.isalnum() or sign in " ._-").strip()
    stem = bare.rpartition(".")[0].strip(" ._-")
    extension = extension_of(name)
    return bare if stem else ("file." + extension if extension else "file")
