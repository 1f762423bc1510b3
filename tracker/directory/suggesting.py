"""What to propose to a person: topics for what he wrote, bodies for topic and place, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.directory import queries
from tracker.directory.codes import BodyStatus, Category
from tracker.directory.labels import CATEGORIES, PRE_REFORM_NOTE, SERVING_YOUR_VILLAGE, why_words
from tracker.directory.matching import Matcher, TopicMatch, TopicWords
from tracker.directory.models import Topic
from tracker.directory.names import display_name
from tracker.directory.routing import Candidate, Why, candidates
from tracker.i18n import t


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body to propose, in words; `name` is what the citizen reads, `full_name` what stands in the list.

    `authority_id` None: `needs` says which nearer place to ask for.
    """

    authority_id: str | None
    category: str
    name: str
    full_name: str
    words: str
    note: str
    why: Why
    bound_by: str | None
    status: str | None
    mailed: bool

    @property
    def needs(self) -> str | None:
        """`needs_village` or `needs_raion` while the place is too wide."""
        return None if self.authority_id else self.why.value


def suggest(
    session: Session, topic_code: str, territory_code: str, today: date, concerned: Iterable[str] = ()
) -> list[Suggestion]:
    """Bodies for a topic at a place, in order. Unknown topic or place: nothing. Six statements at most."""
    topic = session.get(Topic, topic_code)
    chain = queries.place_chain(session, territory_code)
    if topic is None or not chain:
        return []
    value, steps, named = queries.topic_value(topic), queries.place_steps(chain), frozenset(concerned)
    values, rows = queries.bodies_for(session, value, steps, today)
    parents = queries.parents_of_bodies(session) if named else {}
    found = candidates(value, steps, values, named, parents)
    mailed = queries.usable_emails(session, [one.authority_id for one in found if one.authority_id])
    names = {row.code: display_name(row) for row in chain}
    topic_name = display_name(topic)
    return [_suggestion(one, rows.get(one.authority_id or ""), topic_name, names, mailed) for one in found]


def _suggestion(
    one: Candidate, row: Row[Any] | None, topic: str, places: dict[str, str], mailed: dict[str, str]
) -> Suggestion:
    words = why_words(one, topic, places[one.values["place"]])
    if row is None:
        name = t(CATEGORIES[Category(one.category)])
        return Suggestion(None, one.category, name, name, words, "", one.why, None, None, False)
    unsure = row.status == BodyStatus.PRE_REFORM and row.category == Category.AIYL_OKMOTU
    name = t(SERVING_YOUR_VILLAGE) if unsure else display_name(row)
    note = t(PRE_REFORM_NOTE) if row.status == BodyStatus.PRE_REFORM else ""
    full_name, bound_by = display_name(row), row.bound_by
    return Suggestion(
        row.id, row.category, name, full_name, words, note, one.why, bound_by, row.status, row.id in mailed
    )


def matcher(topics: Iterable[Topic]) -> Matcher:
    """A matcher over all keywords of the topics; built again only when a keyword changed."""
    return _matcher_of(
        tuple(TopicWords(one.code, f"{one.keywords_ky};{one.keywords_ru};{one.keywords_en}") for one in topics)
    )


@lru_cache(maxsize=4)
def _matcher_of(topics: tuple[TopicWords, ...]) -> Matcher:
    return Matcher(topics)


def propose_topics(session: Session, text: str, today: date, limit: int = 3) -> list[tuple[Topic, TopicMatch]]:
    """The topics a text may be about, likeliest first, with what spoke for each."""
    rows = queries.topics(session, today)
    by_code = {one.code: one for one in rows}
    return [(by_code[match.code], match) for match in matcher(rows).topics(text, limit)]
