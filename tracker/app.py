"""Puts the service together. The only module that knows every other."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask

from tracker import cli, config, i18n, tables
from tracker.cases import mail_results
from tracker.store import db
from tracker.web import account, admin, letter, officer, public, staff
from tracker.web.shared import start
from tracker.web.shared.application import Application, load_accounts_when_asked

BLUEPRINTS: tuple[Blueprint, ...] = (
    public.bp, officer.bp, letter.bp, admin.bp, admin.names_bp, staff.bp, staff.coordinator,
)  # one per audience, each imported here


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """The application. `settings` replaces what `config.load()` reads (tests); otherwise a missing secret stops here."""
    values = settings or config.load()
    app = Application(
        "tracker",
        instance_path=values["INSTANCE"],
        root_path=str(config.ROOT / "tracker"),
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,  # tracker.web.shared.assets serves them under hashed names
    )
    app.config.from_mapping(values)
    assert tables.cases  # the metadata is whole
    db.init_app(app)
    i18n.init_app(app)
    start.init_app(app)
    account.init_app(app)
    load_accounts_when_asked(app)
    mail_results.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.init_app(app)
    return app
