"""Setting up by migrations, and everything put back from a backup: on each database, and from one to the other."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, inspect, select

from tests import postgres
from tests.conftest import NOW, settings
from tests.files.build import pdf
from tests.web.public.cases import Letters
from tracker.app import create_app
from tracker.cases.models import Case, CaseFile
from tracker.directory.models import Authority, Territory
from tracker.files import intake, storage
from tracker.files.models import StoredFile
from tracker.lawbook.models import CalendarDay
from tracker.mail.models import OutboxMail
from tracker.store import Base, db, upgrade_schema

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Any]:
    """New services of any name, each in a folder and a database of its own."""
    made: dict[str, Flask] = {}

    def named(name: str, database: str) -> Flask:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            url = f"sqlite:///{folder / 'tracker.sqlite3'}"
            if database == "postgresql":
                url = postgres.new_database(request.getfixturevalue("postgres_server"))
            made[name] = create_app({**settings(folder, url), "STORAGE_URL": f"file://{folder / 'files'}"})
        return made[name]

    yield named
    for app in made.values():
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def run(app: Flask, *args: str) -> Any:
    return app.test_cli_runner().invoke(args=list(args), catch_exceptions=False)


def rows(app: Flask) -> dict[str, list[dict[str, Any]]]:
    """Everything in the database."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, services: Any) -> Flask:
    """A schema made by migrations, without a row."""
    app: Flask = services(f"empty-{request.param}", request.param)
    upgrade_schema(app)
    return app


def test_models_and_migrations_agree(empty: Flask) -> None:
    with empty.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [change for change in compare_metadata(context, Base.metadata) if not of_sqlite_itself(change)]
        assert found == []
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
        assert tables == set(Base.metadata.tables)


def of_sqlite_itself(change: Any) -> bool:
    return change[0] == "remove_table" and str(change[1].name).startswith("sqlite_")


@pytest.fixture(scope="module")
def service(services: Any) -> Flask:
    """Set up by the command as the README says."""
    app: Flask = services("service", "sqlite")
    result = run(app, "init")
    assert result.exit_code == 0, result.output
    assert "administrator create" in result.output, "what comes next is said"
    return app


def test_init_loads_reference_data_and_no_demonstration(service: Flask) -> None:
    with service.app_context():
        counted = {model: db.session.scalar(select(func.count()).select_from(model)) for model in (Territory, Authority, Case)}
        assert counted == {Territory: 2438, Authority: 2092, Case: 0}
        assert db.session.scalar(select(func.count()).where(CalendarDay.date >= datetime(2026, 1, 1, tzinfo=UTC).date()))


def test_init_can_be_repeated_and_changes_nothing(service: Flask) -> None:
    before = rows(service)
    assert run(service, "init").exit_code == 0
    assert rows(service) == before


@pytest.fixture(scope="module")
def archive(service: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a service at work: cases, mail, files, a circle of links between rows."""
    with service.app_context():
        letters = Letters()
        letter = letters.answered(files=(pdf(),))
        letters.release(letter)
        row = intake.add_row(db.session, intake.take_in("Айыл №5.pdf", pdf()), NOW)
        db.session.add(CaseFile(case_id=letter.case.id, kind="letter", file_id=row.id))
        letters.asked()
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(OutboxMail))
        db.session.remove()
    target = tmp_path_factory.mktemp("backup") / "tracker.tar.gz"
    result = run(service, "backup", str(target))
    assert result.exit_code == 0, result.output
    assert target.stat().st_mode & 0o077 == 0, "names and letters: for the owner's eyes"
    return target


NO_ARCHIVES = {
    "text": b"not an archive at all", "empty": b"", "no tar": gzip.compress(b"no tar inside", mtime=0),
    "cut": gzip.compress(b"", mtime=0)[:12],
}  # fmt: skip


@pytest.mark.parametrize("data", NO_ARCHIVES.values(), ids=list(NO_ARCHIVES))
def test_what_is_no_archive_is_said_in_one_line(services: Any, tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "broken.tar.gz"
    source.write_bytes(data)
    result = run(services("broken", "sqlite"), "restore", str(source))
    assert result.exit_code == 1
    assert "is no archive of this service" in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_backup_comes_back_whole_and_work_goes_on(service: Flask, archive: Path, services: Any, database: str) -> None:
    other: Flask = services(f"restored-{database}", database)
    result = run(other, "restore", str(archive))
    assert result.exit_code == 0, result.output
    assert rows(other) == rows(service)
    with other.app_context():
        kept = list(db.session.scalars(select(StoredFile)))
        assert len(kept) >= 2
        assert all(len(storage.read(row.key)) == row.size for row in kept)
        before = set(db.session.scalars(select(Case.id)))
        assert Letters().delivered().case.id not in before, "the counters of keys stand behind the highest that came back"
        db.session.remove()


def test_a_service_with_cases_is_never_overwritten(service: Flask, archive: Path) -> None:
    before = rows(service)
    result = run(service, "restore", str(archive))
    assert result.exit_code == 1
    assert "there are cases in this database" in result.output
    assert rows(service) == before


def test_an_archive_of_another_version_is_refused(archive: Path, empty: Flask, tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    with tarfile.open(archive) as source, tarfile.open(other, "w:gz") as target:
        for member in source.getmembers():
            content = source.extractfile(member)
            data = b"0000_older" if member.name == "schema" else (content.read() if content else b"")
            member.size = len(data)
            target.addfile(member, io.BytesIO(data))
    result = run(empty, "restore", str(other))
    assert result.exit_code == 1
    assert "archive 0000_older" in result.output
    assert all(found == [] for found in rows(empty).values())
