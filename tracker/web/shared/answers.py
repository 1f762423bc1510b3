"""How a view ends: `done` after a POST, `public_page` for what everybody may see, `noindex` for what must not be found."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from flask import Response, current_app, g, make_response, redirect, request

from tracker import clock
from tracker.i18n import current_language
from tracker.store import db


def commit() -> None:
    """The one place in the web where a transaction ends well."""
    db.session.commit()


def done(url: str) -> Response:
    """A POST did its work: commit once, then 303 to a page that can be reloaded."""
    commit()
    return redirect(url, 303)  # type: ignore[return-value]


def noindex() -> None:
    """Search engines are asked to forget this page."""
    g.noindex = True


def private(answer: Response) -> Response:
    """For this reader alone: found by no search engine, kept by nobody on the way."""
    noindex()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def pdf(data: bytes, name: str) -> Response:
    """A document that is made for this reader and kept nowhere."""
    answer = make_response(data)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return private(answer)


def public_page(render: Callable[[], str], *version: object) -> Response:
    """A page that is the same for everybody. `version` is what its content depends on (row versions, counts, query).

    Language, address, day and release are added here. When the reader already has it, `render` is not called.
    """
    g.public_page = True
    etag = _etag(version)
    known = request.if_none_match.contains_weak(etag)
    answer = Response(status=304) if known else make_response(render())
    answer.set_etag(etag, weak=True)
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def _etag(version: tuple[object, ...]) -> str:
    """Keyed: a version counts what happened in every case, and nobody shall find the count by trying numbers."""
    parts = (version, current_language(), request.full_path, clock.today().isoformat(), current_app.extensions["release"])
    return hmac.new(current_app.config["SECRET_KEY"].encode(), repr(parts).encode(), "sha256").hexdigest()[:24]
