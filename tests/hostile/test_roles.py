"""Every address, for every role: it answers as it declares, and reading it writes nothing but who read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule

from tests.hostile.addresses import filled, rules, values_for
from tests.hostile.hands import Hand, everybody, give_to_units, own_case
from tests.hostile.reading import send
from tracker.cases.models import Case
from tracker.store import db
from tracker.web.shared.access import ELSEWHERE, Audience, declaration

MAIN = ("anonymous", "holder", "letter code", "officer", "Bishkek", "coordinator", "administrator")
ALIKE = ("unit officer", "head", "ministry", "Osh")
ROLES = (*MAIN, *(pytest.param(role, marks=pytest.mark.slow) for role in ALIKE))
LET_IN = {200, 302, 303, 404, 409, 410, 422}
CHANGE = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.I)
TURNED_AWAY_TO = re.compile(r"/(login|follow|account/(seat|protection))\b")


@pytest.fixture
def hands(marked: Flask) -> dict[str, Hand]:
    give_to_units()
    return everybody(marked)


@pytest.fixture
def written() -> Iterator[list[str]]:
    """The tables that statements changed."""
    tables: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if match := CHANGE.match(statement):
            tables.append(match[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield tables
    event.remove(Engine, "before_cursor_execute", note)


def audiences(app: Flask, rule: Rule) -> frozenset[Audience]:
    declared = declaration(app.view_functions[rule.endpoint])
    return declared.audiences if declared else ELSEWHERE[rule.endpoint]


def is_let_in(hand: Hand, wanted: frozenset[Audience]) -> bool:
    return Audience.PUBLIC in wanted or bool(wanted & hand.audiences)


@pytest.mark.parametrize("role", ROLES)
def test_reading(marked: Flask, hands: dict[str, Hand], written: list[str], role: str) -> None:
    hand = hands[role]
    case = own_case(hand) or db.session.get_one(Case, 3)
    values = values_for(case)
    opened = asked = 0
    for rule in rules(marked, "GET"):
        for url in filled(rule, values):
            written.clear()
            answer = send(hand.client, url)
            allowed = is_let_in(hand, audiences(marked, rule))
            away = answer.status_code == 403 or bool(TURNED_AWAY_TO.search(answer.headers.get("Location", "")))
            told = f"{role} GET {url}: {answer.status_code} {answer.headers.get('Location', '')}"
            assert away or allowed, told
            assert answer.status_code in LET_IN | {403, 429}, told
            assert set(written) <= {"access_log", "letter_link_use"}, f"{told} wrote {written}"
            if allowed and rule.endpoint.split(".")[0] in {"officer", "letter", "staff", "admin", "coordinator", "public"}:
                assert answer.status_code != 403, told
                own = Audience.PUBLIC not in audiences(marked, rule)
                opened, asked = opened + (own and answer.status_code == 200), asked + own
    assert opened >= asked * 0.5, f"{role} got {opened} pages of {asked} that are his"


@pytest.mark.parametrize("role", ROLES)
def test_writing_is_for_those_who_are_let_in(
    marked: Flask, hands: dict[str, Hand], written: list[str], role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a good token, so that nothing but the role stands in the way."""
    monkeypatch.setitem(marked.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setitem(marked.config, "WTF_CSRF_METHODS", set())
    hand, values = hands[role], values_for(db.session.get_one(Case, 3))
    for rule in rules(marked, "POST"):
        wanted = audiences(marked, rule)
        if is_let_in(hand, wanted) or rule.endpoint in ELSEWHERE:
            continue
        for url in filled(rule, values):
            written.clear()
            answer = send(hand.client, url, "POST", data={"seen_version": "1"})
            assert answer.status_code == 403, f"{role} POST {url}: {answer.status_code}"
            assert not written, f"{role} POST {url} wrote {written}"


def test_a_post_without_a_token_does_nothing(marked: Flask, hands: dict[str, Hand], written: list[str]) -> None:
    for role in ("holder", "letter code", "officer", "Bishkek", "administrator"):
        hand = hands[role]
        values = values_for(own_case(hand) or db.session.get_one(Case, 3))
        for rule in rules(marked, "POST"):
            view = marked.view_functions[rule.endpoint]
            if getattr(view, "open_post", False) or not is_let_in(hand, audiences(marked, rule)):
                continue
            for url in filled(rule, values):
                written.clear()
                answer = send(hand.client, url, "POST", data={"seen_version": "1"})
                assert answer.status_code == 400, f"{role} POST {url}: {answer.status_code}"
                assert not written, f"{role} POST {url} wrote {written}"


