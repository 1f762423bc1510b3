"""Settings: what is missing stops the start by name; the environment wins over the file; the file is the owner's alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker import config
from tracker.operation import make_settings

WHOLE = {"SECRET_KEY": "k", "SECURITY_PASSWORD_SALT": "s", "BASE_URL": "https://requests.example/"}


@pytest.mark.parametrize("missing", config.REQUIRED)
def test_what_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    for given in ({name: value for name, value in WHOLE.items() if name != missing}, {**WHOLE, missing: ""}):
        with pytest.raises(config.SettingMissing, match=f"Missing setting: {missing}\\."):
            config.load({**given, "TRACKER_INSTANCE": str(tmp_path)})


def bare(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run in a checkout that nobody has set up."""
    environ = {name: value for name, value in os.environ.items() if name not in (*config.REQUIRED, "DATABASE_URL")}
    return subprocess.run(
        [sys.executable, *command], cwd=config.ROOT, capture_output=True, text=True, timeout=120,
        env={**environ, "TRACKER_INSTANCE": str(tmp_path)},
    )  # fmt: skip


def test_a_start_without_settings_stops_with_that_sentence(tmp_path: Path) -> None:
    started = bare(tmp_path, "-c", "import wsgi")
    assert started.returncode != 0
    assert "Missing setting: SECRET_KEY, SECURITY_PASSWORD_SALT, BASE_URL." in started.stderr
    assert list(tmp_path.iterdir()) == [], "nothing is made before it may start"


def test_dates_are_counted_and_messages_read_without_settings(tmp_path: Path) -> None:
    asked = ("--kind", "information_request", "--received", "2026-04-28", "--json")
    due = bare(tmp_path, "-m", "flask", "--app", "wsgi", "law", "due", *asked)
    found = json.loads(due.stdout)
    assert (found["answer"]["due_on"], found["registration"]["due_on"]) == ("2026-05-20", None)
    assert found["convention"]["strict_on"] == "2026-05-28"
    (tmp_path / "жооп.eml").write_bytes("From: a@body.example\r\nSubject: Жооп\r\n\r\nКүкүрт жок.\r\n".encode())
    read = bare(tmp_path, "-m", "flask", "--app", "wsgi", "mail", "parse", str(tmp_path / "жооп.eml"), "--json")
    assert json.loads(read.stdout)["subject"] == "Жооп"
    refused = bare(tmp_path, "-m", "flask", "--app", "wsgi", "init")
    assert (refused.returncode, refused.stderr.startswith("Error: Missing setting: SECRET_KEY")) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["жооп.eml"]


def test_secrets_are_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    instance = tmp_path / "new"
    assert make_settings(instance, "http://127.0.0.1:8000", demonstration=True)
    path = instance / "settings.env"
    first = path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert not make_settings(instance, "http://127.0.0.1:9000", demonstration=True)
    assert path.read_text() == first
    loaded = config.load({"TRACKER_INSTANCE": str(instance)})
    assert len(loaded["SECRET_KEY"]) > 40
    assert loaded["DEMONSTRATION"] is True


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("# ours\nSECRET_KEY=file\n\nMAIL_SERVER = mail.example\nMAIL_PORT=25\n")
    loaded = config.load({**WHOLE, "TRACKER_INSTANCE": str(tmp_path), "MAIL_PORT": "465"})
    assert (loaded["SECRET_KEY"], loaded["MAIL_SERVER"], loaded["MAIL_PORT"]) == ("k", "mail.example", 465)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"), ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"), ("", "sqlite:////i/tracker.sqlite3"),
    ],
)  # fmt: skip
def test_the_driver_is_named_by_us(given: str, used: str) -> None:
    assert config.database_url(given, Path("/i")) == used


def test_everything_lies_in_the_instance_folder_unless_said_otherwise(tmp_path: Path) -> None:
    loaded = config.load({**WHOLE, "TRACKER_INSTANCE": str(tmp_path)})
    for name in ("SQLALCHEMY_DATABASE_URI", "STORAGE_URL", "MAIL_FOLDER"):
        assert str(tmp_path) in loaded[name], name
    assert loaded["SESSION_COOKIE_SECURE"] is True
    assert loaded["BASE_URL"] == "https://requests.example"
    assert config.load({**WHOLE, "MAIL_SERVER": "m", "TRACKER_INSTANCE": str(tmp_path)})["MAIL_FOLDER"] == ""
