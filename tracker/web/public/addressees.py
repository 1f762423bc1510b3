"""To whom: bodies proposed for topic and place with the reason in words, found by name, or the centre of the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.directory import queries, suggesting
from tracker.directory.centres import centre_for
from tracker.directory.labels import TOPIC_GROUPS
from tracker.directory.models import Authority, Topic
from tracker.directory.names import display_name
from tracker.i18n import t


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """Topics to choose from: the likely ones first, then all by group."""

    chosen: str
    proposed: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """Bodies to choose from. `nearer`: why a nearer place would help; `centre`: who finds the body if nobody knows."""

    proposed: tuple[suggesting.Suggestion, ...]
    found: tuple[tuple[str, str], ...]
    kept: tuple[str, str] | None
    nearer: tuple[str, ...]
    centre: str


def topics(session: Session, today: date, text: str, chosen: str) -> TopicChoice:
    """`chosen` if it exists, else the likeliest topic of the text, else none."""
    rows = queries.topics(session, today)
    names = {row.code: display_name(row) for row in rows}
    likely = [match.code for match in suggesting.matcher(rows).topics(text, 3)]
    now = chosen if chosen in names else (likely[0] if likely else "")
    return TopicChoice(now, tuple((code, names[code]) for code in likely), _grouped(rows, names))


def _grouped(rows: Sequence[Topic], names: dict[str, str]) -> Any:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append((row.code, names[row.code]))
    return tuple((t(TOPIC_GROUPS.get(group, group)), tuple(members)) for group, members in groups.items())


def bodies(
    session: Session, today: date, *, topic: str, territory: str, about: str, search: str, chosen: str
) -> BodyChoice:
    """Everything this page can offer, without the body that the letter is about and those under it."""
    concerned = [about] if about else []
    all_proposed = suggesting.suggest(session, topic, territory, today, concerned) if topic else []
    proposed = tuple(one for one in all_proposed if one.authority_id)
    found = tuple((row.id, display_name(row)) for row in queries.search_authorities(session, search, today)) if search else ()
    centre = centre_for(session, territory, today)
    shown = {one.authority_id for one in proposed} | {code for code, _ in found}
    return BodyChoice(
        proposed, found, _kept(session, chosen) if chosen not in shown else None,
        tuple(one.words for one in all_proposed if one.needs), display_name(centre) if centre else "",
    )  # fmt: skip


def _kept(session: Session, chosen: str) -> tuple[str, str] | None:
    """What was chosen before, where it is not among the bodies shown now."""
    row = session.execute(select(*queries.BODY_COLUMNS).where(Authority.id == chosen)).first() if chosen else None
    return (row.id, display_name(row)) if row else None


def named_bodies(session: Session, text: str, today: date) -> list[tuple[str, str]]:
    """Bodies that a name may mean."""
    return [(row.id, display_name(row)) for row in queries.search_authorities(session, text, today)][:8]
