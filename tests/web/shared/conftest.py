from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import settings
from tests.web.client import PageClient
from tests.web.shared import trial
from tracker.app import create_app
from tracker.store import Base, db


@pytest.fixture(scope="package")
def trial_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole application and, beside it, the trial pages."""
    app = create_app(settings(tmp_path_factory.mktemp("instance")))
    app.register_blueprint(trial.blueprint())
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@pytest.fixture
def pages(trial_app: Flask) -> PageClient:
    trial.rendered.clear()
    trial.kept.clear()
    return PageClient(trial_app)
