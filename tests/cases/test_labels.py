"""Every code of the procedure has its words, each said once, and every event a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from flask import Flask

from tracker.cases import labels
from tracker.cases.acts import Act
from tracker.cases.correcting import REASONS as CORRECTIONS
from tracker.cases.disclosure import TIMELINES, Audience, MessageKind
from tracker.cases.duties_of import DutyCode
from tracker.cases.errors import Problem
from tracker.cases.events import EventType
from tracker.cases.kinds import (
    CaseState,
    Channel,
    Kind,
    LegState,
    Outcome,
    Proof,
    Rating,
    Release,
    Review,
    Sender,
    TaskKind,
)
from tracker.cases.lateness import Standing
from tracker.cases.publishing import KEEP_REASONS
from tracker.cases.timeline import EventFacts, timeline
from tracker.cases.timeline_words import NamesById, sentence, who_words
from tracker.i18n import in_language
from tracker.people.actor import ActorKind

TABLES: list[tuple[type[StrEnum], Mapping[Any, str]]] = [
    (Kind, labels.KINDS), (Kind, labels.CHOICES), (Channel, labels.CHANNELS), (Sender, labels.SENDERS),
    (Review, labels.REVIEWS), (CaseState, labels.CASE_STATES), (LegState, labels.LEG_STATES),
    (Outcome, labels.OUTCOMES), (Proof, labels.PROOFS), (Rating, labels.RATINGS), (Release, labels.RELEASES),
    (MessageKind, labels.MESSAGES), (TaskKind, labels.TASKS), (DutyCode, labels.DUTIES), (Standing, labels.STANDINGS),
    (ActorKind, labels.ACTORS), (Act, labels.ACTS), (EventType, labels.EVENTS), (Problem, labels.PROBLEMS),
]  # fmt: skip
JARGON = ("leg", "dispatch", "timeline", "SLA", "regime", "outcome code")


@pytest.mark.parametrize(("codes", "words"), TABLES, ids=lambda value: getattr(value, "__name__", "words"))
def test_every_code_has_words(codes: type[StrEnum], words: Mapping[Any, str]) -> None:
    assert set(words) == set(codes)
    for text in words.values():
        assert text.strip()
        assert not any(f" {word} " in f" {text.lower()} " for word in JARGON), text


def test_reasons_for_keeping_back_have_words() -> None:
    assert set(labels.KEEP_REASONS) == set(KEEP_REASONS)


def test_reasons_for_correcting_have_words() -> None:
    assert set(labels.CORRECTIONS) == set(CORRECTIONS)


def event(kind: EventType, data: dict[str, Any]) -> EventFacts:
    at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    return EventFacts(1, 1, kind, at, ActorKind.OFFICER, data, leg_id=1, authority_id="SETS-CH")


FULL: dict[str, Any] = {
    "kind": "information_request", "channel": "paper", "authority_id": "SETS-CH", "means": "mail", "side": "centre",
    "received_on": "2026-11-20", "proof": "stamped_copy", "registered_on": "2026-11-20", "incoming_number": "05-1/77",
    "unit_id": 4, "until_on": "2026-12-03", "ground": "NOT_COMPETENT", "from_on": "2026-12-10", "to_on": "2026-12-25",
    "in_time": False, "to_authority_id": "AO-1", "outcome": "partial", "outgoing_number": "06/3",
    "outgoing_on": "2026-11-21", "answered_on": "2026-11-22", "grounds": ["K217-NOTHELD-SCOPE"], "reason": "by_staff",
    "rating": "partly", "urgent": True, "announced_on": "2026-12-01", "amount": "1250.5", "agrees": True,
    "from_kind": "statement", "to_kind": "information_request", "upheld": True, "what": "answer",
}  # fmt: skip
NAMES = NamesById({"SETS-CH": "Башкарма", "AO-1": "Айыл өкмөтү"}, {4: "Бөлүм"}, {}, {})


@pytest.mark.parametrize("kind", EventType)
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("data", [{"side": "centre"}, FULL], ids=["bare", "full"])
def test_every_event_is_a_sentence(app: Flask, kind: EventType, language: str, data: dict[str, Any]) -> None:
    """Also where this audience may have none of its values."""
    values = data if kind not in {EventType.KEPT_BACK, EventType.UNPUBLISHED} else {**data, "reason": "third_party"}
    with in_language(language):
        reader = Audience.CENTRE if Audience.CENTRE in TIMELINES[kind] else Audience.BODY
        for row in timeline([event(kind, values)], reader, authority_id="SETS-CH"):
            text = sentence(row, NAMES)
            assert text.strip()
            assert "None" not in text
            assert "%(" not in text
            assert who_words(row, NAMES) == "Башкарма"


def test_dates_are_said_in_the_readers_language(app: Flask) -> None:
    row = timeline([event(EventType.RECEIVED, FULL)], Audience.PUBLIC)[0]
    with in_language("ky"):
        assert "2026-жылдын 20-ноябры" in sentence(row, NAMES)
    assert row.on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "outer limit of the Convention"), ("ky", "Конвенция"), ("ru", "Конвенции")]
)
def test_an_extension_past_the_limit_of_the_convention_says_so_to_everybody(app: Flask, language: str, said: str) -> None:
    data = {"from_on": "2026-05-20", "to_on": "2026-06-04", "ground": "K217-EXT-VOLUME", "in_time": True}
    for breaks in (True, False):
        facts = event(EventType.EXTENDED, {**data, "breaks_convention": breaks})
        for audience in Audience:
            [row] = timeline([facts], audience)
            with in_language(language):
                assert (said in sentence(row, NAMES)) is breaks, audience
