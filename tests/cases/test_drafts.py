"""A draft is filed once, whoever presses how often; and it is forgotten in time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW, settings
from tracker.app import create_app
from tracker.cases import drafts
from tracker.cases.filing import Filing, PartyGiven
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, Draft, DraftFile
from tracker.files.intake import keep_made
from tracker.files.models import StoredFile
from tracker.people.actor import PUBLIC
from tracker.store import db

KEYS = drafts.Keys("test-only", drafts.Seal.of("test-only"))


def letters(draft: Draft) -> tuple[Filing, ...]:
    filing = Filing(
        kind=Kind.INFORMATION_REQUEST,
        language="ky",
        subject="Суунун анализи",
        body="Айылдагы ичүүчү суунун акыркы жылдагы анализин бериңиздер.",
        parties=(PartyGiven("applicant", name="Асанова Айгүл (ойдон чыгарылган)"),),
        territory_code="41708203000000",
        authority_id="SETS-CH",
        draft_id=draft.id,
    )
    return (filing,)


def file_it(draft_id: int) -> Case:
    return drafts.file_once(db.session, draft_id, letters, by=PUBLIC, now=NOW, keys=KEYS)


def test_filed_twice_is_one_case_with_one_secret(any_world: Flask) -> None:
    draft = drafts.start(db.session, drafts.new_cookie(), NOW)
    first = file_it(draft.id)
    ((case, secret),) = drafts.sent_cases(db.session, draft, KEYS.seal)
    assert case is first
    assert file_it(draft.id).id == first.id
    assert drafts.sent_cases(db.session, draft, KEYS.seal) == [(first, secret)]
    assert len(secret) == 16
    assert secret not in str(draft.secret_sealed)
    with pytest.raises(drafts.AlreadyFiled):
        drafts.save(db.session, draft, {"body": "later"}, NOW)


@pytest.fixture
def file_app(tmp_path: Path, world_snapshot: bytes) -> Iterator[Flask]:
    """SQLite in a file: every thread has a connection of its own."""
    path = tmp_path / "cases.sqlite3"
    path.write_bytes(world_snapshot)
    app = create_app(settings(tmp_path, f"sqlite:///{path}"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_posts_at_the_same_time_make_one_case(file_app: Flask) -> None:
    draft_id = drafts.start(db.session, drafts.new_cookie(), NOW).id
    db.session.commit()
    numbers, errors = race(file_app, draft_id, 6)
    assert errors == []
    assert len(numbers) == 6
    assert len(set(numbers)) == 1
    assert db.session.scalar(select(func.count()).select_from(Case)) == 1


@pytest.mark.both_databases
def test_posts_at_the_same_time_make_one_case_on_postgresql(postgres_world_app: Flask) -> None:
    draft_id = drafts.start(db.session, drafts.new_cookie(), NOW).id
    db.session.commit()
    numbers, errors = race(postgres_world_app, draft_id, 6)
    assert errors == []
    assert len(set(numbers)) == 1


def race(app: Flask, draft_id: int, threads: int) -> tuple[list[str], list[Exception]]:
    """All at one moment, each in a transaction of its own, as web workers do."""
    numbers: list[str] = []
    errors: list[Exception] = []
    together = threading.Barrier(threads)

    def press() -> None:
        with app.app_context():
            together.wait()
            try:
                number = file_it(draft_id).number
                db.session.commit()
                numbers.append(number)
            except Exception as error:
                errors.append(error)
            finally:
                db.session.remove()

    pressing = [threading.Thread(target=press) for _ in range(threads)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    return numbers, errors


def kept(session: Any, draft: Draft, name: str) -> StoredFile:
    return drafts.add_file(session, draft, keep_made(name, "text/plain", name.encode()), NOW)


def test_the_same_file_twice_is_one(world: Flask) -> None:
    draft = drafts.start(db.session, drafts.new_cookie(), NOW)
    assert kept(db.session, draft, "а.txt").id == kept(db.session, draft, "а.txt").id
    kept(db.session, draft, "б.txt")
    assert [file.name for file in drafts.files_of(db.session, draft)] == ["а.txt", "б.txt"]


def test_a_file_of_another_draft_is_not_removed(world: Flask) -> None:
    mine, other = (drafts.start(db.session, drafts.new_cookie(), NOW) for _ in range(2))
    file = kept(db.session, mine, "а.txt")
    assert drafts.remove_file(db.session, other, file.id, NOW) is None
    assert drafts.remove_file(db.session, mine, file.id, NOW) == file.key


def test_after_fourteen_days_a_draft_is_gone(world: Flask) -> None:
    cookie = drafts.new_cookie()
    draft = drafts.start(db.session, cookie, NOW)
    file = kept(db.session, draft, "а.txt")
    before, after = NOW + timedelta(days=13), NOW + timedelta(days=14)
    assert drafts.read(db.session, cookie, before) is draft
    assert drafts.read(db.session, cookie, after) is None
    assert drafts.erase_old(db.session, before) == []
    assert drafts.erase_old(db.session, after) == [file.key]
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
    assert db.session.scalar(select(func.count()).select_from(DraftFile)) == 0
    assert db.session.get_one(StoredFile, file.id).erased_at == after


def test_a_sent_draft_keeps_its_row_and_loses_its_secret(world: Flask) -> None:
    cookie = drafts.new_cookie()
    draft = drafts.start(db.session, cookie, NOW)
    case = file_it(draft.id)
    drafts.erase_old(db.session, NOW + timedelta(days=15))
    assert drafts.read(db.session, cookie, NOW) is None
    assert (draft.secret_sealed, draft.case_id) == (None, case.id)
    assert drafts.erase_old(db.session, NOW + timedelta(days=15)) == []
