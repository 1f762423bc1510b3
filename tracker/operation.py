"""Setting up and keeping the service: schema, reference data, backup and restore. What the commands and `make run` share."""

from __future__ import annotations

import io
import json
import secrets
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, insert, select, text

from tracker.clock import day_of
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.lawbook import load_calendar
from tracker.reference.loader import load
from tracker.store import Base, db, upgrade_schema, writing

ROWS_AT_ONCE = 1000


def make_settings(instance: Path, base_url: str, *, demonstration: bool) -> bool:
    """Write `settings.env` with fresh secrets, readable by the owner alone. False if there is one already."""
    path = instance / "settings.env"
    if path.exists():
        return False
    instance.mkdir(parents=True, exist_ok=True)
    lines = [
        f"SECRET_KEY={secrets.token_urlsafe(48)}",
        f"SECURITY_PASSWORD_SALT={secrets.token_urlsafe(24)}",
        f"BASE_URL={base_url}",
        *(["TRACKER_DEMO=1"] if demonstration else []),
    ]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return True


def prepare(app: Flask, now: datetime) -> None:
    """Bring schema, calendars and reference data up to what this version ships. Repeatable; overwrites nothing of staff's."""
    upgrade_schema(app)
    with app.app_context(), writing():
        load(db.session, day_of(now))
        load_calendar(db.session, now)
        db.session.commit()


def back_up(app: Flask, target: Path, now: datetime) -> dict[str, int]:
    """Everything in one archive: every table as JSON lines, and every stored file. Returns rows per table."""
    counts: dict[str, int] = {}
    with app.app_context(), tarfile.open(target, "w:gz") as archive, db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            lines = [json.dumps(_plain(row._mapping), ensure_ascii=False) for row in connection.execute(select(table))]
            counts[table.name] = len(lines)
            _add(archive, f"tables/{table.name}.jsonl", "\n".join(lines).encode(), now)
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        _add(archive, "schema", str(version).encode(), now)
        for key in connection.scalars(select(StoredFile.key).where(StoredFile.erased_at.is_(None))):
            _add(archive, f"files/{key}", storage.read(key), now)
    return counts


def restore(app: Flask, source: Path) -> dict[str, int]:
    """Put an archive back into an empty service. Raises `NotEmpty` where there are cases already."""
    upgrade_schema(app)
    counts: dict[str, int] = {}
    with app.app_context(), tarfile.open(source, "r:gz") as archive, db.engine.begin() as connection:
        _check_same_schema(archive, connection)
        _check_empty(connection)
        late: list[tuple[Table, dict[str, Any]]] = []
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        for table in Base.metadata.sorted_tables:
            rows = [_typed(table, json.loads(line)) for line in _lines(archive, f"tables/{table.name}.jsonl")]
            counts[table.name] = len(rows)
            _insert(connection, table, rows, late)
        for table, values in late:
            keys = [column.name for column in table.primary_key]
            here = [table.c[key] == values[key] for key in keys]
            connection.execute(table.update().where(*here).values({k: v for k, v in values.items() if k not in keys}))
        if connection.dialect.name == "postgresql":
            _reset_sequences(connection)
        for member in archive.getmembers():
            if member.name.startswith("files/") and (content := archive.extractfile(member)):
                storage.put(member.name.removeprefix("files/"), content.read())
    return counts


class NotEmpty(RuntimeError):
    """Restoring would mix an archive with what is there."""


class OtherSchema(RuntimeError):
    """The archive comes from another version: restore it there, then upgrade."""


def _check_same_schema(archive: tarfile.TarFile, connection: Any) -> None:
    here = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    there = "".join(_lines(archive, "schema"))
    if here != there:
        raise OtherSchema(f"archive {there}, service {here}")


def _check_empty(connection: Any) -> None:
    case = Base.metadata.tables["case"]
    if connection.execute(select(case.c.id).limit(1)).first() is not None:
        raise NotEmpty("there are cases in this database")


def _insert(connection: Any, table: Table, rows: list[dict[str, Any]], late: list[tuple[Table, dict[str, Any]]]) -> None:
    """Rows of a table in the order of their keys; links within the table and in a circle are set afterwards."""
    names = {column.name for column in table.columns if _circular(table, column.name)}
    keys = [column.name for column in table.primary_key]
    for row in rows:
        linked = {name: row[name] for name in names if row[name] is not None}
        if linked:
            late.append((table, {**{key: row[key] for key in keys}, **linked}))
            row.update(dict.fromkeys(linked))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        connection.execute(insert(table), rows[start : start + ROWS_AT_ONCE])


def _circular(table: Table, column: str) -> bool:
    order = [other.name for other in Base.metadata.sorted_tables]
    return any(order.index(key.column.table.name) >= order.index(table.name) for key in table.c[column].foreign_keys)


def _lines(archive: tarfile.TarFile, name: str) -> list[str]:
    try:
        content = archive.extractfile(name)
    except KeyError:
        return []
    return [line for line in (content.read().decode() if content else "").split("\n") if line]


def _add(archive: tarfile.TarFile, name: str, data: bytes, now: datetime) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = len(data), int(now.timestamp()), 0o600
    archive.addfile(info, io.BytesIO(data))


def _plain(row: Any) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Dates and instants from their text."""
    typed = {}
    for name, value in row.items():
        kind = table.c[name].type.python_type if value is not None and isinstance(value, str) else str
        typed[name] = kind.fromisoformat(value) if hasattr(kind, "fromisoformat") else value
    return typed


def _reset_sequences(connection: Any) -> None:
    for table in Base.metadata.sorted_tables:
        keys = list(table.primary_key)
        if len(keys) == 1 and keys[0].type.python_type is int and keys[0].autoincrement:
            sql = "SELECT setval(pg_get_serial_sequence(:table, :key), coalesce((SELECT max({0}) FROM {1}), 0) + 1, false)"
            quote = connection.dialect.identifier_preparer.quote
            named = {"table": quote(table.name), "key": keys[0].name}
            if connection.execute(text("SELECT pg_get_serial_sequence(:table, :key)"), named).scalar():
                connection.execute(text(sql.format(quote(keys[0].name), quote(table.name))), named)


