"""Bytes are put away, found, deleted; on disk, in memory and in S3-compatible storage; and never shared."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.files import build
from tracker.files import errors, intake, storage
from tracker.files.models import StoredFile
from tracker.files.storage import EXTENSION

NOW = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)


class Bucket(BaseHTTPRequestHandler):
    """Just enough of S3 to hold what is put there."""

    objects: dict[str, bytes] = {}
    signed_by: set[str] = set()

    def do_PUT(self) -> None:
        self.signed_by.add(self.headers.get("Authorization", ""))
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200)

    def do_GET(self) -> None:
        found = self.objects.get(self.path)
        self._answer(200 if found is not None else 404, found or b"")

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        keys = re.findall("<Key>(.*?)</Key>", asked)
        for key in keys:
            self.objects.pop(f"{self.path.partition('?')[0]}/{key}", None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())

    def _answer(self, code: int, body: bytes = b"") -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Tue, 01 Dec 2026 04:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def bucket() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"s3://kayryluu/files?endpoint=http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def use(app: Flask, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setitem(app.config, "STORAGE_URL", url)
    monkeypatch.setitem(app.config, "STORAGE_KEY", "key-of-the-test")
    monkeypatch.setitem(app.config, "STORAGE_SECRET", "secret-of-the-test")
    monkeypatch.setitem(app.extensions, EXTENSION, None)


@pytest.fixture(params=["file", "memory", "s3"])
def stored(
    request: pytest.FixtureRequest, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bucket: str
) -> str:
    url = {"file": f"file://{tmp_path}/менин файлдарым", "memory": "memory://", "s3": bucket}[request.param]
    use(app, monkeypatch, url)
    return str(request.param)


def test_what_is_kept_is_found_until_it_is_discarded(stored: str) -> None:
    data = "Суунун сапаты".encode() * 1000
    key = storage.keep(data)
    assert storage.read(key) == data
    storage.discard(key)
    with pytest.raises(errors.FileMissing):
        storage.read(key)
    storage.discard(key)


def test_the_disk_is_asked_to_hold_file_and_folders(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda handle: held.append(Path(os.readlink(f"/proc/self/fd/{handle}"))))
    monkeypatch.setitem(app.config, "STORAGE_URL", f"file://{tmp_path}/bytes")
    monkeypatch.setitem(app.extensions, EXTENSION, storage.open_store(app.config))
    path = tmp_path / "bytes" / (key := storage.keep("Жооп".encode()))
    storage.make_durable(key)
    assert held == [path, path.parent, path.parent.parent, tmp_path / "bytes"]
    monkeypatch.setitem(app.config, "STORAGE_URL", "memory://")
    storage.make_durable("nothing")
    assert len(held) == 4


def test_two_uploads_of_one_file_share_nothing(stored: str) -> None:
    first, second = storage.keep(b"same"), storage.keep(b"same")
    storage.discard(first)
    assert storage.read(second) == b"same"


def test_s3_is_given_its_keys_explicitly(app: Flask, monkeypatch: pytest.MonkeyPatch, bucket: str) -> None:
    use(app, monkeypatch, bucket)
    Bucket.signed_by.clear()
    storage.keep(b"1")
    assert all("key-of-the-test" in header for header in Bucket.signed_by)
    assert Bucket.signed_by


def test_s3_without_keys_and_unknown_schemes_stop_with_a_sentence(app: Flask) -> None:
    with pytest.raises(ValueError, match="STORAGE_KEY"):
        storage.open_store({"STORAGE_URL": "s3://bucket", "STORAGE_KEY": "", "STORAGE_SECRET": ""})
    with pytest.raises(ValueError, match="unknown scheme"):
        storage.open_store({"STORAGE_URL": "ftp://host/"})


def test_a_file_is_taken_in_and_its_row_added(session: Any) -> None:
    kept = intake.take_in("../Айыл өкмөтүнүн жообу.pdf", build.pdf())
    row = intake.add_row(session, kept, NOW)
    session.commit()
    assert (row.name, row.content_type, row.size) == ("Айыл өкмөтүнүн жообу.pdf", "application/pdf", kept.size)
    assert row.key.rpartition("/")[2].startswith(row.sha256)


def test_the_hash_is_of_what_we_keep(session: Any) -> None:
    import hashlib

    photo = build.phone_photo()
    kept = intake.take_in("сүрөт.jpg", photo)
    assert kept.sha256 == hashlib.sha256(storage.read(kept.key)).hexdigest() != hashlib.sha256(photo).hexdigest()


def test_a_public_copy_lies_beside_the_original(session: Any) -> None:
    original = intake.add_row(session, intake.keep_made("жооп.pdf", "application/pdf", b"%PDF-1"), NOW)
    copy = intake.put_public_copy(session, original, intake.keep_made("жооп.pdf", "application/pdf", b"%PDF-2"), NOW)
    session.commit()
    assert session.get(StoredFile, original.id).public_copy_id == copy.id
    assert storage.read(original.key) != storage.read(copy.key)


def test_erasing_blanks_the_name_and_names_the_bytes_to_discard(session: Any) -> None:
    row = intake.add_row(session, intake.keep_made("Асановдун арызы.pdf", "application/pdf", b"%PDF-1"), NOW)
    key = intake.erase(session, row, NOW)
    session.commit()
    storage.discard(key)
    assert (row.name, row.erased_at) == ("", NOW)
    with pytest.raises(errors.FileMissing):
        storage.read(row.key)
