"""Stylesheet and pictures under names that carry their content: /static/app.1a2b3c4d5e.css, kept by browsers for ever.

Made at start in `<instance>/static` (with .gz beside), served by WhiteNoise. `app.css` is the used part of Bootstrap
followed by the files of `tracker/static/css` in the order of their names. Templates say `asset('app.css')`.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, current_app
from whitenoise import WhiteNoise

from tracker.config import ROOT
from tracker.web.shared import bootstrap

OURS = ROOT / "tracker" / "static"
HASHED = re.compile(r"^.+\.[0-9a-f]{10}\.\w+$")
TEXT = {".css", ".svg", ".js", ".txt"}
AROUND = re.compile(r"\s*([{};,>])\s*")
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def init_app(app: Flask) -> None:
    folder = Path(app.config["INSTANCE"]) / "static"
    folder.mkdir(parents=True, exist_ok=True)
    urls = {name: f"/static/{publish(folder, name, data)}" for name, data in contents().items()}
    app.extensions["assets"] = urls
    app.extensions["release"] = release(urls)
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(folder), prefix="static/", immutable_file_test=is_immutable
    )


def asset(name: str) -> str:
    """The address of one of our static files."""
    return str(current_app.extensions["assets"][name])


def contents() -> dict[str, bytes]:
    """Every static file by its plain name."""
    files = {path.name: path.read_bytes() for path in sorted(OURS.iterdir()) if path.is_file()}
    return {**files, "app.css": stylesheet().encode()}


def stylesheet() -> str:
    css = sorted((OURS / "css").glob("*.css"))
    used = bootstrap.words_in(_sources())
    return bootstrap.subset(bootstrap.source(), used) + "".join(squeeze(path.read_text("utf-8")) for path in css)


def _sources() -> Iterator[Path]:
    yield from (ROOT / "templates").rglob("*.html")


def squeeze(css: str) -> str:
    """Without comments and the space nobody needs."""
    return AROUND.sub(r"\1", re.sub(r"\s+", " ", COMMENT.sub("", css))).strip()


def publish(folder: Path, name: str, data: bytes) -> str:
    """Write `data` under a name with its hash, once; several processes may do so at the same time."""
    stem, suffix = os.path.splitext(name)
    hashed = f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}{suffix}"
    if suffix in TEXT:
        _write(folder / f"{hashed}.gz", gzip.compress(data, 9, mtime=0))
    _write(folder / hashed, data)
    return hashed


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)


def is_immutable(_path: str, url: str) -> bool:
    return bool(HASHED.match(url.rsplit("/", 1)[-1]))


def release(urls: dict[str, str]) -> str:
    """Changes when anything does that every page depends on: style, templates, translations, code."""
    digest = hashlib.sha256(repr(sorted(urls.items())).encode())
    for pattern in ("templates/**/*.html", "translations/**/*.po", "tracker/**/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
