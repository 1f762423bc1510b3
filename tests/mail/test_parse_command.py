"""`flask mail parse FILE [--json]`: for people and for programs, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.conftest import settings
from tests.mail.corpus_facts import FOLDER, LETTERS
from tracker.app import create_app

KEYS = {
    "subject", "from", "to", "message_id", "references", "date", "text", "quoted", "attachments", "is_bounce", "bounce",
    "is_auto_reply", "tokens",
}  # fmt: skip


@pytest.fixture(scope="module")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with a database that nobody can reach."""
    app = create_app(settings(tmp_path_factory.mktemp("instance"), "sqlite:////nowhere/at/all.sqlite3"))
    app.config["MAIL_REPLY_ADDRESS"] = "centre+{token}@example.org"
    return app


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["mail", "parse", *arguments])


def test_one_message_for_programs(bare_app: Flask) -> None:
    found = json.loads(run(bare_app, str(FOLDER / "file-kyrgyz-name.eml"), "--json").stdout)
    assert set(found) == KEYS
    assert found["from"] == "Канцелярия <office@example.com>"
    assert found["to"] == ["centre+mfrggzdfmztwq2lknnwg23tp@example.org"]
    assert found["date"] == "2026-11-23T10:15:00+06:00"
    assert found["bounce"] is None
    assert found["tokens"] == ["mfrggzdfmztwq2lknnwg23tp"]
    assert [set(each) for each in found["attachments"]] == [{"name", "type", "size", "sha256"}]
    assert found["attachments"][0]["name"] == "Өлчөө жыйынтыгы Үч-Терек.pdf"


def test_names_of_people_are_understood_too(bare_app: Flask, tmp_path: Path) -> None:
    head = (
        'From: office@example.com\nTo: "Асанов, Б." <a@example.org>, b@example.org\nSubject: =?utf-8?Q?a=0AX:_b?=\n\nx'
    )
    (tmp_path / "one.eml").write_text(head, "utf-8")
    found = json.loads(run(bare_app, str(tmp_path / "one.eml"), "--json").stdout)
    assert found["from"] == "office@example.com"
    assert found["to"] == ["Асанов, Б. <a@example.org>", "b@example.org"]
    assert found["subject"] == "a X: b"


def test_a_bounce_for_programs(bare_app: Flask) -> None:
    found = json.loads(run(bare_app, str(FOLDER / "bounce-postfix.eml"), "--json").stdout)
    assert found["is_bounce"] is True
    assert found["bounce"] == {"recipients": ["sets-chui@example.com"], "permanent": True, "status": "5.1.1"}


def test_a_folder_for_programs(bare_app: Flask) -> None:
    found = json.loads(run(bare_app, str(FOLDER), "--json").stdout)
    assert [each["file"] for each in found] == [path.name for path in LETTERS]
    assert all(set(each) == KEYS | {"file"} for each in found)


def test_a_folder_whose_files_have_other_names(bare_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "1").write_bytes(b"Subject: a\n\nx")
    (tmp_path / "2").write_bytes(b"")
    assert [each["subject"] for each in json.loads(run(bare_app, str(tmp_path), "--json").stdout)] == ["a", ""]


def test_for_a_person(bare_app: Flask) -> None:
    said = run(bare_app, str(FOLDER / "quote-gmail-ru.eml")).stdout
    for piece in (
        "From: Канцелярия <office@example.com>",
        "Kind: a letter",
        "Проверка склада угля",
        "--- Folded away ---",
    ):
        assert piece in said
    assert (
        "not delivered (permanent 5.1.1): sets-chui@example.com"
        in run(bare_app, str(FOLDER / "bounce-postfix.eml")).stdout
    )
    assert "Акт проверки.doc" in run(bare_app, str(FOLDER / "file-zip-names-cp866.eml")).stdout
    assert "automatic reply" in run(bare_app, str(FOLDER / "auto-phrase-ky.eml")).stdout


def test_a_file_that_is_missing(bare_app: Flask) -> None:
    result = run(bare_app, "no-such-letter.eml", "--json")
    assert result.exit_code != 0
    assert "There is no file or folder no-such-letter.eml." in result.output
