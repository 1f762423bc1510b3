"""Who sees what, surface by surface: timelines, texts, copies, the public row, small numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cases.disclosure import (
    BELOW_RAION,
    MESSAGES,
    PUBLIC_FIELDS,
    TIMELINES,
    Audience,
    Copy,
    MessageKind,
    Publicity,
    PublicLevel,
    audience_of,
    fields_for,
    identity_visible,
    message_copy,
    public_level,
    quarter_of,
    restricted_by_default,
    small_cells_merged,
    text_copy,
    timeline_has,
)
from tracker.cases.events import EventType as E
from tracker.cases.kinds import Kind, Release, Review
from tracker.cases.permissions import Facts
from tracker.people.actor import Actor, ActorKind

P, A, B, C, L = Audience.PUBLIC, Audience.APPLICANT, Audience.BODY, Audience.CENTRE, Audience.LAWYER
HERE = Facts(case_id=7, centre_id="AC-BI", authority_id="SETS-CH")

# timelines

HIDDEN_FROM_PUBLIC = {
    E.CONTACT_CONFIRMED, E.REVIEWED, E.NOT_ACCEPTED, E.DECLINED_AS_SENDER, E.ACCEPTED_AGAIN, E.LETTER_QUEUED, E.DISPATCH_FAILED,
    E.RECEIPT_ASSERTED, E.RECEIPT_WITHDRAWN, E.NOTED, E.OUTSIDE_ANSWER_CLAIMED, E.OUTSIDE_ANSWER_DISPUTED,
    E.WITHDRAWAL_ASKED, E.RATED, E.APPEALED, E.PUBLICATION_PROPOSED, E.COPY_COVERED, E.MARKED_URGENT, E.SECRET_RENEWED,
    E.TOLD, E.FEE_REPLIED, E.APPROVAL_ASKED, E.APPROVAL_RETURNED,
    E.MAIL_READ, E.APPLICANT_WROTE, E.WORDS_HELD, E.WORDS_RETURNED,
}  # fmt: skip
OF_THE_BODY = {E.APPROVAL_ASKED, E.APPROVAL_RETURNED}
HIDDEN_FROM_APPLICANT = {
    E.LETTER_QUEUED, E.NOTED, E.PUBLICATION_PROPOSED, E.COPY_COVERED, E.MARKED_URGENT, E.TOLD, *OF_THE_BODY,
}  # fmt: skip
HIDDEN_FROM_BODY = {
    E.CONTACT_CONFIRMED, E.REVIEWED, E.NOT_ACCEPTED, E.DECLINED_AS_SENDER, E.ACCEPTED_AGAIN, E.LETTER_QUEUED, E.DISPATCH_FAILED,
    E.RECEIPT_ASSERTED, E.WITHDRAWAL_ASKED, E.COPY_COVERED, E.SECRET_RENEWED, E.TOLD, E.WORDS_HELD, E.WORDS_RETURNED,
}  # fmt: skip


def test_every_event_and_every_text_is_decided() -> None:
    assert set(TIMELINES) == set(E)
    assert set(MESSAGES) == set(MessageKind)


@pytest.mark.parametrize(
    ("audience", "hidden"), [(P, HIDDEN_FROM_PUBLIC), (A, HIDDEN_FROM_APPLICANT), (B, HIDDEN_FROM_BODY), (C, OF_THE_BODY)]
)
def test_what_a_timeline_leaves_out(audience: Audience, hidden: set[E]) -> None:
    assert {event for event in E if audience not in TIMELINES[event]} == hidden


def test_a_note_is_read_by_the_side_that_wrote_it_alone() -> None:
    for side, audience in product((B, C), Audience):
        assert timeline_has(audience, E.NOTED, {"side": side.value}) == (audience is side)
    assert not any(timeline_has(audience, E.NOTED, {}) for audience in Audience)


TELLTALE = {
    "name": "Асан Үлгү", "email": "asan@citizen.example", "phone": "0555", "text": "…", "account_id": 5, "post_id": 9,
    "reason_text": "…", "pressure": "told not to answer", "message_id": 3, "contact_id": 4, "remark": "…", "note": "…",
}  # fmt: skip


@pytest.mark.parametrize("event", E)
def test_the_public_row_says_what_is_named_and_nothing_more(event: E) -> None:
    named = dict.fromkeys(PUBLIC_FIELDS.get(event, ()), "x")
    assert fields_for(P, event, {**TELLTALE, **named}) == named


@pytest.mark.parametrize("event", E)
def test_of_a_restricted_case_the_public_reads_no_number_of_the_body_and_no_unit(event: E) -> None:
    """With the body's own number its journal names who wrote."""
    named = dict.fromkeys(PUBLIC_FIELDS.get(event, ()), "x")
    said = fields_for(P, event, {**TELLTALE, **named}, restricted=True)
    assert said == {key: value for key, value in named.items() if key not in {"unit_id", "incoming_number", "outgoing_number"}}
    assert fields_for(B, event, {"incoming_number": "05-1/77"}, restricted=True) == {"incoming_number": "05-1/77"}


def test_what_was_said_of_pressure_is_for_the_centre() -> None:
    data = {"pressure": "told not to answer", "unit_id": 3}
    assert fields_for(C, E.NOTED, data) == data
    for audience in (A, B, L):
        assert fields_for(audience, E.NOTED, data) == {"unit_id": 3}


AUDIENCES = [
    ("anybody", Actor(ActorKind.PUBLIC), P),
    ("the holder of the slip", Actor(ActorKind.SECRET_HOLDER, case_id=7), A),
    ("the holder of another slip", Actor(ActorKind.SECRET_HOLDER, case_id=8), P),
    ("the confirmed applicant", Actor(ActorKind.CONFIRMED_APPLICANT, case_id=7), A),
    ("an officer of the body", Actor(ActorKind.OFFICER, authority_id="SETS-CH"), B),
    ("an officer of another body", Actor(ActorKind.OFFICER, authority_id="MNR"), P),
    ("who came by the letter's link", Actor(ActorKind.LETTER_LINK, case_id=7, authority_id="SETS-CH"), B),
    ("the centre", Actor(ActorKind.STAFF, centre_id="AC-BI"), C),
    ("another centre", Actor(ActorKind.STAFF, centre_id="AC-OS"), P),
    ("the lawyer of the case", Actor(ActorKind.LAWYER, case_id=7), L),
    ("the lawyer of another case", Actor(ActorKind.LAWYER, case_id=8), P),
    ("the coordinator reads what is public", Actor(ActorKind.COORDINATOR), P),
    ("the administrator too", Actor(ActorKind.ADMINISTRATOR), P),
]


@pytest.mark.parametrize(("who", "actor", "audience"), AUDIENCES, ids=[row[0] for row in AUDIENCES])
def test_which_side_somebody_is_on(who: str, actor: Actor, audience: Audience) -> None:
    assert audience_of(actor, HERE) is audience


# the public row

OPEN = Publicity(review=Review.PASSED, restricted=False, dispatched=True, released=True)
LEVELS = [
    ("released: text", OPEN, PublicLevel.TEXT),
    ("not released: a bare row", replace(OPEN, released=False), PublicLevel.ROW),
    ("not sent: nothing", replace(OPEN, dispatched=False), PublicLevel.NONE),
    ("nobody looked: nothing", replace(OPEN, review=Review.WAITING), PublicLevel.NONE),
    ("not accepted: nothing", replace(OPEN, review=Review.NOT_ACCEPTED), PublicLevel.NONE),
    ("the centre does not lend its name: nothing", replace(OPEN, review=Review.DECLINED), PublicLevel.NONE),
    ("restricted: never its text", replace(OPEN, restricted=True, body_levels=frozenset({"oblast"})), PublicLevel.ROW),
    ("restricted, to a body of a raion: a bare row", replace(OPEN, restricted=True, body_levels=frozenset({"raion"})),
     PublicLevel.ROW),
    ("restricted, one of its bodies is of a village: nothing",
     replace(OPEN, restricted=True, body_levels=frozenset({"oblast", "aiyl_aimak"})), PublicLevel.NONE),
    ("a public letter to a village is public", replace(OPEN, body_levels=frozenset({"aiyl_aimak"})), PublicLevel.TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "level"), LEVELS, ids=[row[0] for row in LEVELS])
def test_how_much_of_a_case_is_public(rule: str, facts: Publicity, level: PublicLevel) -> None:
    assert public_level(facts) is level


@given(st.builds(
    Publicity, st.sampled_from(Review), st.just(True), st.booleans(), st.booleans(),
    st.frozensets(st.sampled_from([*BELOW_RAION, "raion", "oblast", "country"])),
))  # fmt: skip
def test_a_restricted_case_is_never_text_and_never_below_the_raion(facts: Publicity) -> None:
    assert public_level(facts) is not PublicLevel.TEXT
    if facts.body_levels & BELOW_RAION:
        assert public_level(facts) is PublicLevel.NONE


@pytest.mark.parametrize(
    ("kind", "topic", "restricted"),
    [
        (Kind.INFORMATION_REQUEST, False, False), (Kind.PROPOSAL, False, False), (Kind.STATEMENT, False, True),
        (Kind.COMPLAINT, False, True), (Kind.ACCESS_COMPLAINT, False, True), (Kind.INFORMATION_REQUEST, True, True),
        (Kind.PROPOSAL, True, True),
    ],
)  # fmt: skip
def test_what_is_restricted_from_the_start(kind: Kind, topic: bool, restricted: bool) -> None:
    assert restricted_by_default(kind, topic) is restricted


# texts and files: original and public copy


def test_the_public_reads_a_released_copy_and_nothing_else() -> None:
    for level, release in product(PublicLevel, Release):
        shown = level is not PublicLevel.NONE and release in {Release.RELEASED, Release.REDACTED}
        assert text_copy(P, level, release) is (Copy.PUBLIC if shown else None), (level, release)
        for audience in set(Audience) - {P}:
            assert text_copy(audience, level, release) is Copy.ORIGINAL


READERS = {
    MessageKind.LETTER: "PABCL", MessageKind.QUESTION: "ABCL", MessageKind.CLARIFICATION: "ABCL", MessageKind.ANSWER: "PABCL",
    MessageKind.REFUSAL: "PABCL", MessageKind.OUTSIDE_ANSWER: "PABCL", MessageKind.EXTENSION: "ABCL",
    MessageKind.TRANSFER: "ABCL", MessageKind.BODY_NOTE: "B", MessageKind.CENTRE_NOTE: "C", MessageKind.DELIVERY: "AC",
    MessageKind.ANNOUNCEMENT: "ABCL", MessageKind.FEE: "ABCL", MessageKind.FEE_REPLY: "ABCL",
    MessageKind.REQUALIFICATION: "ABCL", MessageKind.OBJECTION: "ABCL", MessageKind.RECOMPUTATION: "ABCL",
    MessageKind.CORRECTION: "PABCL", MessageKind.HEAD_NOTE: "B",
    MessageKind.WITHDRAWAL: "C", MessageKind.RATING: "ABC", MessageKind.REASON: "AC",
    MessageKind.APPLICANT_MAIL: "ABCL", MessageKind.HELD: "AC", MessageKind.BODY_MAIL: "ABCL",
}  # fmt: skip
LETTERS = {"P": P, "A": A, "B": B, "C": C, "L": L}


@pytest.mark.parametrize("kind", MessageKind)
def test_who_reads_a_text(kind: MessageKind) -> None:
    readers = {a for a in Audience if message_copy(a, kind, PublicLevel.TEXT, Release.RELEASED)}
    assert readers == {LETTERS[letter] for letter in READERS[kind]}


@pytest.mark.parametrize("kind", MessageKind)
def test_before_release_or_on_a_bare_row_the_public_reads_no_text(kind: MessageKind) -> None:
    for level, release in product(PublicLevel, Release):
        copy = message_copy(P, kind, level, release)
        assert copy in {None, Copy.PUBLIC}
        if level is not PublicLevel.TEXT or release in {Release.UNRELEASED, Release.KEPT}:
            assert copy is None


def test_names_and_contacts_are_never_public() -> None:
    assert [audience for audience in Audience if not identity_visible(audience)] == [P]


# small numbers

CELLS = st.dictionaries(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["2026-3", "2026-4"])), st.integers(1, 12))


@given(CELLS)
def test_no_cell_below_five_is_shown(cells: dict[tuple[str, str], int]) -> None:
    shown = small_cells_merged(cells)
    assert all(count >= 5 for count in shown.values())
    for (raion, quarter), count in shown.items():
        if raion:
            assert cells[(raion, quarter)] == count


@given(CELLS)
def test_what_is_merged_adds_up_or_is_not_said(cells: dict[tuple[str, str], int]) -> None:
    shown = small_cells_merged(cells)
    for quarter in {quarter for _, quarter in cells}:
        small = sum(count for (_, q), count in cells.items() if q == quarter and count < 5)
        assert shown.get(("", quarter), 0) == (small if small >= 5 else 0)


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2026, 1, 1), "2026-1"), (date(2026, 3, 31), "2026-1"), (date(2026, 12, 31), "2026-4")]
)
def test_quarter(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter
