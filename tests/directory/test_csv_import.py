from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from tracker.directory.codes import ContactState
from tracker.directory.csv_import import FileRefused, apply_plan, plan_import
from tracker.directory.errors import Problem
from tracker.directory.models import Authority, Contact
from tracker.directory.problem_labels import problem_words
from tracker.people.actor import Actor, ActorKind
from tracker.people.models import Account

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
HEAD = "id;name_ky;name_ru;kind;level;territory_code;email;source;valid_from"
GOOD = "WATER-T;Талас суу кызматы;Таласская водная служба;service;oblast;41707000000000;water@example.kg;decree;01.12.2026"


@pytest.fixture
def keeper(filled: Any) -> Actor:
    account = Account(email="admin@example.org", full_name="Administrator", created_at=NOW)
    filled.add(account)
    filled.flush()
    return Actor(ActorKind.ADMINISTRATOR, account.id)


def table(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join((HEAD, *lines)).encode(encoding)


def russian(line: str) -> bytes:
    return f"id,name_ru,name_ky\n{line}\n".encode("cp1251")


def test_a_dry_run_writes_nothing_and_an_import_adds_the_same(filled: Any, keeper: Actor) -> None:
    before = filled.scalar(select(func.count()).select_from(Authority))
    plan = plan_import(filled, table(GOOD))
    assert [line.id for line in plan.add] == ["WATER-T"]
    assert not filled.new
    assert filled.scalar(select(func.count()).select_from(Authority)) == before
    assert apply_plan(filled, plan, by=keeper, now=NOW) == 1
    body = filled.get(Authority, "WATER-T")
    assert (body.name_ky, body.status, str(body.valid_from)) == ("Талас суу кызматы", "unconfirmed", "2026-12-01")
    contact = filled.scalars(select(Contact).where(Contact.authority_id == "WATER-T")).one()
    assert (contact.value, contact.state) == ("water@example.kg", ContactState.PROPOSED)


def test_importing_twice_changes_nothing(filled: Any, keeper: Actor) -> None:
    apply_plan(filled, plan_import(filled, table(GOOD)), by=keeper, now=NOW)
    again = plan_import(filled, table(GOOD))
    assert (again.add, again.change, again.same) == ([], [], 1)


def test_what_differs_is_shown_as_old_and_new(filled: Any, keeper: Actor) -> None:
    plan = plan_import(filled, b"id,name_ru,website,serves\nKGM," + "Кыргызгидромет".encode() + b",https://example.kg,\n")
    fields = plan.change[0].fields
    assert fields["website"] == ("https://meteo.kg", "https://example.kg")
    assert fields["name_ru"][1] == "Кыргызгидромет"
    apply_plan(filled, plan, by=keeper, now=NOW)
    assert filled.get(Authority, "KGM").name_ky.startswith("Кыргыз Республикасынын")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_with_or_without_a_mark_at_the_start(filled: Any, encoding: str) -> None:
    assert [line.id for line in plan_import(filled, table(GOOD, encoding=encoding)).add] == ["WATER-T"]


def test_the_old_windows_code_page_is_read(filled: Any) -> None:
    plan = plan_import(filled, russian("OLD-1,Управление,Башкармалык"))
    assert plan.encoding == "cp1251"
    assert plan.delimiter == ","
    assert plan.add[0].values["name_ru"] == "Управление"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("water;а;а;;;;;;", Problem.ID_WRONG),
        (";а;а;;;;;;", Problem.ID_WRONG),
        ("NEW-1;а;;;;;;;", Problem.NAME_MISSING),
        ("NEW-1;;а;;;;;;", Problem.NAME_MISSING),
        ("NEW-1;а;а;;moon;;;;", Problem.VALUE_WRONG),
        ("NEW-1;а;а;;;999;;;", Problem.VALUE_WRONG),
        ("NEW-1;а;а;;;;not an address;;", Problem.EMAIL_WRONG),
        ("NEW-1;а;а;;;;;;32.13.2026", Problem.VALUE_WRONG),
    ],
)
def test_a_wrong_line_is_refused_and_the_others_stay(filled: Any, line: str, problem: Problem) -> None:
    plan = plan_import(filled, table(line, GOOD))
    assert [(one.number, one.error.problem) for one in plan.refuse] == [(2, problem)]
    assert [one.id for one in plan.add] == ["WATER-T"]


def test_the_same_id_twice_in_a_file_is_refused(filled: Any) -> None:
    plan = plan_import(filled, table(GOOD, GOOD))
    assert [one.error.problem for one in plan.refuse] == [Problem.ID_TAKEN]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\x00\x01\x02\xff\xfe", "no_text"),
        (b"name\nx\n", "no_columns"),
        (b"id,name_ru,password\n", "unknown_columns"),
        ("id,name_ru\n" + "X,y\n" * 5001, "too_long"),
    ],
)
def test_a_file_that_is_no_table_of_bodies_is_refused(filled: Any, data: bytes | str, why: str) -> None:
    with pytest.raises(FileRefused) as refused:
        plan_import(filled, data.encode() if isinstance(data, str) else data)
    assert refused.value.why == why
    assert problem_words(refused.value)


def test_lines_longer_or_shorter_than_the_head_do_not_break(filled: Any) -> None:
    plan = plan_import(filled, b"id,name_ru,name_ky\nNEW-1\nNEW-2,a,b,c,d,e\n\n,,\n")
    assert [one.number for one in plan.refuse] == [2]
    assert [one.id for one in plan.add] == ["NEW-2"]


def test_places_served_are_set_and_changed(filled: Any, keeper: Actor) -> None:
    data = "id,name_ru,name_ky,serves\nNEW-1,а,а,41707225000000 41707220000000\n"
    apply_plan(filled, plan_import(filled, data.encode()), by=keeper, now=NOW)
    filled.flush()
    changed = plan_import(filled, data.replace(" 41707220000000", "").encode())
    assert changed.change[0].fields["serves"] == ("41707220000000 41707225000000", "41707225000000")
    apply_plan(filled, changed, by=keeper, now=NOW)
