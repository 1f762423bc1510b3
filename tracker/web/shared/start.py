"""Puts what this package holds around the application, in the order that matters: first the request, last the errors."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined

from tracker.web.shared import assets, errors, health, language, requests, security, shell


def init_app(app: Flask) -> None:
    """Blueprints may be registered before or after; their modules must be imported before (they register errors)."""
    if app.testing:
        app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    requests.init_app(app)
    language.init_app(app)
    shell.init_app(app)
    assets.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    app.register_blueprint(health.bp)
