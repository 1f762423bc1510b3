"""Is the service alive, and does its database answer?"""

from __future__ import annotations

import logging

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker.store import db
from tracker.web.shared.access import Audience, access

bp = Blueprint("system", __name__)
log = logging.getLogger(__name__)


@bp.get("/health")
@access(Audience.PUBLIC)
def health() -> ResponseReturnValue:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.exception("health")
        return jsonify(status="ill", database="unreachable"), 503
    return jsonify(status="ok", database="ok")
