from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Date, Integer, MetaData, Table, create_engine, insert, select
from sqlalchemy.orm import Session

from tracker.web.shared.paging import Slice, keyset, make_mark, read_mark, with_query

ROWS = Table("row", MetaData(), Column("id", Integer, primary_key=True), Column("on", Date, nullable=False))


@pytest.fixture(scope="module")
def session() -> Any:
    engine = create_engine("sqlite://")
    ROWS.metadata.create_all(engine)
    with Session(engine) as session:
        days = [{"id": n, "on": date(2026, 1, 1 + n // 3)} for n in range(1, 61)]
        session.execute(insert(ROWS), days)
        yield session
    engine.dispose()


def page(session: Session, mark: str = "", descending: bool = True) -> Slice:
    return keyset(session, select(ROWS.c.id, ROWS.c.on), [ROWS.c.on, ROWS.c.id], mark, 25, descending)


@pytest.mark.parametrize("descending", [True, False])
def test_all_pages_forward_and_back(session: Session, descending: bool) -> None:
    wanted = sorted(range(1, 61), reverse=descending)
    first = page(session, "", descending)
    second = page(session, first.next, descending)
    third = page(session, second.next, descending)
    assert [row.id for part in (first, second, third) for row in part.rows] == wanted
    assert first.previous == ""
    assert third.next == ""
    back = page(session, third.previous, descending)
    assert [row.id for row in back.rows] == [row.id for row in second.rows]
    start = page(session, back.previous, descending)
    assert [row.id for row in start.rows] == wanted[:25]
    assert start.previous == ""
    assert start.next


@pytest.mark.parametrize("mark", ["x", "%%%", "bm9uc2Vuc2U", make_mark("sideways", [1, 2]), make_mark("after", [1]), "[" * 500])
def test_a_mark_that_is_none_gives_the_first_page(session: Session, mark: str) -> None:
    assert [row.id for row in page(session, mark).rows][:2] == [60, 59]


@given(st.lists(st.one_of(st.integers(-(2**62), 2**62), st.dates(), st.text(max_size=20),
                          st.datetimes(timezones=st.just(UTC))), min_size=1, max_size=3))  # fmt: skip
def test_a_mark_reads_back(values: list[Any]) -> None:
    assert read_mark(make_mark("after", values), len(values)) == ("after", values)


@given(st.text(max_size=80))
def test_nothing_breaks_a_mark(text: str) -> None:
    read_mark(text, 2)


def test_a_mark_of_the_wrong_kind_is_none(session: Session) -> None:
    assert len(page(session, make_mark("after", ["Ош", 5])).rows) <= 25
    assert len(page(session, make_mark("after", [datetime(2026, 1, 1, tzinfo=UTC), 5])).rows) <= 25


def test_the_address_of_the_next_page_keeps_the_filters(trial_app: Flask) -> None:
    with trial_app.test_request_context("/ky/trial/find?q=суу&oblast=OSH&oblast=BAT&after=old"):
        assert with_query(after="new") == "/ky/trial/find?q=%D1%81%D1%83%D1%83&oblast=OSH&oblast=BAT&after=new"
        assert with_query(after="", oblast="") == "/ky/trial/find?q=%D1%81%D1%83%D1%83"
        assert Slice([], next="n").next_url.endswith("after=n")
        assert Slice([]).previous_url == ""
