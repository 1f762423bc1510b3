"""Around each request: read or write, an id to find it again, one line of log without personal data, gzip.

The log names the route ("/<lang>/follow/<secret>"), never the address that was asked for, no query, no body.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from tracker.store.transactions import set_reading

READING = {"GET", "HEAD", "OPTIONS"}
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
SMALL = 1024
GZIPPED = ("text/", "application/json", "image/svg+xml")
log = logging.getLogger("tracker.requests")


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request id, and what `extra={"fields": …}` gives."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        line["message"] = record.getMessage()
        if has_request_context():
            line["request_id"] = g.get("request_id", "")
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def init_app(app: Flask) -> None:
    _log_to_stderr(app)
    app.before_request(_open)
    app.after_request(_close)
    app.teardown_request(_reset)


def _log_to_stderr(app: Flask) -> None:
    root = logging.getLogger("tracker")
    if app.testing or root.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _open() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
    g.started = time.perf_counter()
    set_reading(request.method in READING)


def _close(answer: Response) -> Response:
    answer.headers["X-Request-ID"] = g.get("request_id", "-")
    compress(answer)
    milliseconds = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
    route = request.url_rule.rule if request.url_rule else "-"
    fields = {"method": request.method, "route": route, "status": answer.status_code, "ms": milliseconds}
    log.info("request", extra={"fields": fields})
    return answer


def _reset(_error: BaseException | None) -> None:
    set_reading(False)


def compress(answer: Response) -> None:
    """Gzip what is text and longer than a packet. Session cookies are SameSite=Lax, so no other site can probe it."""
    if not answer.mimetype.startswith(GZIPPED) or answer.status_code in {204, 304} or answer.is_streamed:
        return
    answer.vary.add("Accept-Encoding")
    if "gzip" not in request.headers.get("Accept-Encoding", "") or "Content-Encoding" in answer.headers:
        return
    body = answer.get_data()
    if len(body) > SMALL:
        answer.set_data(gzip.compress(body, 5, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
