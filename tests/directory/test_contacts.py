"""The way of an address from proposal to use, and every short cut that must be refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from tracker.directory.codes import ContactKind, ContactState
from tracker.directory.commands import (
    confirm_again,
    confirm_contact,
    mark_bounced,
    mark_introduced,
    mark_usable,
    propose_contact,
    revoke_contact,
)
from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.models import Contact, DirectoryChange
from tracker.directory.problem_labels import PROBLEMS, problem_words
from tracker.directory.queries import usable_email
from tracker.i18n import in_language
from tracker.people.actor import DUTY, PUBLIC, Actor, ActorKind
from tracker.people.models import Account

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ADDRESS = "sets.chui@example.kg"


@pytest.fixture
def people(filled: Any) -> tuple[Actor, Actor]:
    accounts = [Account(email=f"staff{number}@example.org", full_name=f"Staff {number}", created_at=NOW) for number in (1, 2)]
    filled.add_all(accounts)
    filled.flush()
    first, second = (Actor(ActorKind.STAFF, account.id, centre_id="AC-BI") for account in accounts)
    return first, second


def proposed(session: Any, by: Actor, value: str = ADDRESS, **more: Any) -> Contact:
    return propose_contact(
        session, "SETS-CH", ContactKind.EMAIL, value, source="letter of the office", by=by, now=NOW, **more
    )


def usable(session: Any, people: tuple[Actor, Actor], value: str = ADDRESS) -> Contact:
    contact = proposed(session, people[0], value)
    confirm_contact(session, contact.id, call_back_note="called the reception", by=people[1], now=NOW)
    mark_introduced(session, contact.id, by=DUTY, now=NOW)
    return mark_usable(session, contact.id, by=DUTY, now=NOW)


def refused(problem: Problem) -> Any:
    return pytest.raises(DirectoryError, check=lambda error: error.problem == problem)


def test_only_the_last_step_makes_an_address_usable(filled: Any, people: tuple[Actor, Actor]) -> None:
    contact = proposed(filled, people[0], "  SETS.Chui@Example.KG ")
    assert contact.value == ADDRESS
    assert usable_email(filled, "SETS-CH") is None
    confirm_contact(filled, contact.id, call_back_note="called", by=people[1], now=NOW)
    assert usable_email(filled, "SETS-CH") is None
    mark_introduced(filled, contact.id, by=DUTY, now=NOW)
    assert usable_email(filled, "SETS-CH") is None
    mark_usable(filled, contact.id, by=DUTY, now=NOW)
    assert usable_email(filled, "SETS-CH") == ADDRESS
    states = filled.scalars(select(DirectoryChange.new).where(DirectoryChange.table == "contact")).all()
    assert states == ["proposed", "confirmed", "introduced", "usable"]


def test_the_second_person_is_another_one(filled: Any, people: tuple[Actor, Actor]) -> None:
    contact = proposed(filled, people[0])
    with refused(Problem.SAME_PERSON):
        confirm_contact(filled, contact.id, call_back_note="called", by=people[0], now=NOW)


def test_while_there_is_only_one_person_it_is_marked_and_looked_at_again(
    filled: Any, people: tuple[Actor, Actor]
) -> None:
    contact = proposed(filled, people[0])
    confirm_contact(filled, contact.id, call_back_note="called", by=people[0], now=NOW, one_person=True)
    assert contact.one_person
    with refused(Problem.SAME_PERSON):
        confirm_again(filled, contact.id, call_back_note="called", by=people[0], now=NOW)
    confirm_again(filled, contact.id, call_back_note="called too", by=people[1], now=NOW)
    assert not contact.one_person


def test_two_different_people_are_not_marked(filled: Any, people: tuple[Actor, Actor]) -> None:
    contact = proposed(filled, people[0])
    confirm_contact(filled, contact.id, call_back_note="called", by=people[1], now=NOW, one_person=True)
    assert not contact.one_person


def test_a_call_back_and_a_source_are_needed(filled: Any, people: tuple[Actor, Actor]) -> None:
    with refused(Problem.SOURCE_MISSING):
        propose_contact(filled, "SETS-CH", ContactKind.EMAIL, ADDRESS, source=" ", by=people[0], now=NOW)
    contact = proposed(filled, people[0])
    with refused(Problem.CALL_BACK_MISSING):
        confirm_contact(filled, contact.id, call_back_note="", by=people[1], now=NOW)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_address_is_refused(filled: Any, people: tuple[Actor, Actor], value: str) -> None:
    with refused(Problem.ADDRESS_MISSING):
        proposed(filled, people[0], value)


@pytest.mark.parametrize("value", ["мекеме", "a@b", "two@example.kg, three@example.kg", "x" * 5000 + "@example.kg", "😀"])
def test_what_is_no_address_is_refused(filled: Any, people: tuple[Actor, Actor], value: str) -> None:
    with refused(Problem.EMAIL_WRONG):
        proposed(filled, people[0], value)


def test_a_shipped_address_needs_a_person_before_the_second_person(filled: Any, people: tuple[Actor, Actor]) -> None:
    query = select(Contact).where(Contact.authority_id == "MJ", Contact.kind == ContactKind.EMAIL)
    shipped = filled.scalars(query).one()
    assert shipped.state == ContactState.PROPOSED
    with refused(Problem.NOT_PROPOSED_BY_PERSON):
        confirm_contact(filled, shipped.id, call_back_note="called", by=people[1], now=NOW)
    taken = propose_contact(filled, "MJ", ContactKind.EMAIL, shipped.value, source="site", by=people[0], now=NOW)
    assert taken.id == shipped.id
    confirm_contact(filled, shipped.id, call_back_note="called", by=people[1], now=NOW)


def test_a_new_address_ends_the_old_one_and_names_it(filled: Any, people: tuple[Actor, Actor]) -> None:
    old = usable(filled, people)
    new = proposed(filled, people[0], "new@example.kg", replaces_id=old.id)
    assert usable_email(filled, "SETS-CH") == ADDRESS
    result = confirm_contact(filled, new.id, call_back_note="called", by=people[1], now=NOW)
    assert result.told == (ADDRESS,)
    assert old.state == ContactState.REVOKED
    assert usable_email(filled, "SETS-CH") is None


def test_the_same_address_is_not_listed_twice(filled: Any, people: tuple[Actor, Actor]) -> None:
    usable(filled, people)
    with refused(Problem.ALREADY_PROPOSED):
        proposed(filled, people[1])


def test_a_bounced_address_is_used_no_more(filled: Any, people: tuple[Actor, Actor]) -> None:
    contact = usable(filled, people)
    mark_bounced(filled, contact.id, by=DUTY, now=NOW)
    assert usable_email(filled, "SETS-CH") is None
    with refused(Problem.WRONG_STATE):
        mark_usable(filled, contact.id, by=DUTY, now=NOW)


def test_ending_an_address_takes_another_person_and_a_reason(filled: Any, people: tuple[Actor, Actor]) -> None:
    contact = usable(filled, people)
    with refused(Problem.SAME_PERSON):
        revoke_contact(filled, contact.id, reason="forged", by=people[1], now=NOW)
    with refused(Problem.REASON_MISSING):
        revoke_contact(filled, contact.id, reason="", by=people[0], now=NOW)
    assert revoke_contact(filled, contact.id, reason="forged", by=people[0], now=NOW) == ADDRESS
    assert usable_email(filled, "SETS-CH") is None


@pytest.mark.parametrize("kind", [ActorKind.PUBLIC, ActorKind.OFFICER, ActorKind.HEAD, ActorKind.LAWYER])
def test_only_the_centres_keep_addresses(filled: Any, kind: ActorKind) -> None:
    with refused(Problem.NOT_ALLOWED):
        proposed(filled, Actor(kind, 1))
    with refused(Problem.NOT_ALLOWED):
        revoke_contact(filled, 1, reason="x", by=PUBLIC, now=NOW)


def test_an_unknown_body_or_address_is_named(filled: Any, people: tuple[Actor, Actor]) -> None:
    with refused(Problem.NOT_FOUND):
        propose_contact(filled, "NOBODY", ContactKind.EMAIL, ADDRESS, source="x", by=people[0], now=NOW)
    with refused(Problem.NOT_FOUND):
        confirm_contact(filled, 999, call_back_note="x", by=people[0], now=NOW)


def test_every_problem_has_words(app: Any) -> None:
    assert set(PROBLEMS) == set(Problem)
    with in_language("en"):
        assert "staff" not in problem_words(DirectoryError(Problem.EMAIL_WRONG, value="мекеме"))
        assert "мекеме" in problem_words(DirectoryError(Problem.EMAIL_WRONG, value="мекеме"))
