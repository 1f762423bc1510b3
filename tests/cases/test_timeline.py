"""Five timelines from one chronology."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tracker.cases.disclosure import TIMELINES, Audience
from tracker.cases.events import EventType as E
from tracker.cases.timeline import EventFacts, timeline
from tracker.people.actor import ActorKind

START = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def event(seq: int, kind: E, minutes: int = 0, by: ActorKind = ActorKind.STAFF, **data: Any) -> EventFacts:
    body = "SETS-CH" if by in {ActorKind.OFFICER, ActorKind.HEAD} else None
    return EventFacts(
        seq, seq, kind, START + timedelta(minutes=minutes), by, data, leg_id=1, authority_id=body,
        centre_id="AC-BI" if by is ActorKind.STAFF else None, post_id=9,
    )  # fmt: skip


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("kind", [kind for kind in E if kind is not E.NOTED])
def test_a_row_is_in_exactly_the_timelines_that_its_disclosure_names(audience: Audience, kind: E) -> None:
    assert bool(timeline([event(1, kind)], audience)) == (audience in TIMELINES[kind])


@pytest.mark.parametrize(("side", "reader"), [("body", Audience.BODY), ("centre", Audience.CENTRE)])
def test_a_note_is_read_by_its_own_side_alone(side: str, reader: Audience) -> None:
    by = ActorKind.OFFICER if side == "body" else ActorKind.STAFF
    note = event(1, E.NOTED, by=by, side=side)
    readers = {audience for audience in Audience if timeline([note], audience, authority_id="SETS-CH")}
    assert readers == {reader}


def test_a_note_of_another_body_is_not_read() -> None:
    note = event(1, E.NOTED, by=ActorKind.OFFICER, side="body")
    assert timeline([note], Audience.BODY, authority_id="AO-1") == ()


def test_the_public_reads_days_and_bodies_not_hours_and_posts() -> None:
    row = timeline([event(1, E.CLAIMED, by=ActorKind.OFFICER, unit_id=4, claimed_by=9)], Audience.PUBLIC)[0]
    assert row.at is None
    assert row.who.post_id is None
    assert row.who.authority_id == "SETS-CH"
    assert row.values == {"unit_id": 4}


def test_pressure_is_told_to_the_centre_alone() -> None:
    withdrawn = event(1, E.WITHDRAWN, by=ActorKind.CONFIRMED_APPLICANT, pressure=True)
    told = {audience for audience in Audience if "pressure" in timeline([withdrawn], audience)[0].values}
    assert told == {Audience.CENTRE}


def test_who_wrote_is_the_applicant_whatever_key_he_held() -> None:
    rows = timeline(
        [event(1, E.FILED, by=ActorKind.PUBLIC), event(2, E.CLARIFIED, by=ActorKind.SECRET_HOLDER)], Audience.BODY
    )
    assert {row.who.kind for row in rows} == {ActorKind.SECRET_HOLDER}


def test_small_acts_of_one_hand_in_a_row_are_one_row() -> None:
    files = [event(number, E.PUBLISHED, minutes=number, what="file") for number in range(1, 6)]
    rows = timeline(files, Audience.CENTRE)
    assert [(row.count, row.event_ids) for row in rows] == [(5, (1, 2, 3, 4, 5))]


@pytest.mark.parametrize(
    ("why", "second"),
    [
        ("later", event(2, E.PUBLISHED, minutes=31)),
        ("another thing", event(2, E.KEPT_BACK, minutes=1)),
        ("another hand", event(2, E.PUBLISHED, minutes=1, by=ActorKind.DUTY)),
    ],
)
def test_but_not(why: str, second: EventFacts) -> None:
    assert len(timeline([event(1, E.PUBLISHED), second], Audience.CENTRE)) == 2, why


def test_two_answers_are_two_rows() -> None:
    rows = timeline(
        [event(1, E.ANSWERED, by=ActorKind.OFFICER), event(2, E.ANSWERED, 1, by=ActorKind.OFFICER)], Audience.PUBLIC
    )
    assert len(rows) == 2


def test_oldest_first_by_sequence() -> None:
    rows = timeline([event(2, E.ROUTED), event(1, E.FILED)], Audience.CENTRE)
    assert [row.code for row in rows] == [E.FILED, E.ROUTED]
