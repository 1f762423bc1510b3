"""What was changed, when, by whom and why: the newest first, in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from tracker.directory.models import DirectoryChange
from tracker.i18n import short_instant, t
from tracker.people.models import Account
from tracker.store import db
from tracker.web.admin.words import change_words

SHOWN = 40


def history(*about: tuple[str, Sequence[object]], names: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Rows for the timeline of a page. `about`: (table, keys)."""
    change = DirectoryChange
    rows = or_(
        *(and_(change.table == table, change.key.in_([str(key) for key in keys])) for table, keys in about if keys)
    )
    found = db.session.execute(
        select(change.table, change.field, change.old, change.new, change.at, change.reason, Account.full_name)
        .outerjoin(Account, Account.id == change.by_account_id)
        .where(rows)
        .order_by(change.id.desc())
        .limit(SHOWN)
    )
    return [_row(row, names or {}) for row in found]


def _row(row: Any, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "when": short_instant(row.at),
        "datetime": row.at.isoformat(),
        "by": row.full_name or t("the service"),
        "title": change_words(row.field, row.old, row.new, names),
        "body": row.reason,
        "tone": "",
    }
