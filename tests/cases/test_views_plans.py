"""Bounded: the statements of a page do not grow with its rows, and each list is found through an index, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select, text

from tests.cases.many import BUSY, fill
from tests.cases.rows import a_case, a_leg
from tests.conftest import TODAY
from tracker.cases.kinds import CaseState, Kind, TaskKind
from tracker.cases.models import Case
from tracker.cases.views import (
    LateFilter,
    RegisterFilters,
    Section,
    board,
    case_page,
    register_page,
    section_page,
    task_counts,
    tasks,
    tray,
)
from tracker.lawbook import current_calendar
from tracker.oversight.figures import authority_figures, public_counts
from tracker.people.actor import PUBLIC, Actor, ActorKind
from tracker.store import db

MANY = 1500
OFFICER = Actor(ActorKind.OFFICER, authority_id=BUSY)
Statement = tuple[str, Any]


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """What is sent to the database, without the opening of transactions."""
    sent: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def sent_by(page: Callable[[], Any]) -> list[Statement]:
    with statements() as sent:
        page()
    return sent


def filtered(**filters: Any) -> Callable[[], Any]:
    return lambda: register_page(db.session, RegisterFilters(**filters), None, TODAY)


def section(which: Section, centre_id: str | None = "AC-BI") -> Callable[[], Any]:
    return lambda: section_page(db.session, which, centre_id, TODAY, viewer_centre_id="AC-BI")


def deep_page() -> Any:
    first = register_page(db.session, RegisterFilters(), None, TODAY)
    return register_page(db.session, RegisterFilters(), first.after, TODAY)


# page, statements at most, an index that must serve it
PAGES: list[tuple[str, Callable[[], Any], int, str]] = [
    ("register", filtered(), 1, "ix_case_register"),
    ("register, a deep page", deep_page, 3, "ix_case_register"),
    ("register, late", filtered(late=LateFilter.LATE), 1, "pk_leg"),
    ("register, a body", filtered(body_id="SETS-O"), 1, "ix_leg_authority|ix_leg_tray"),
    ("register, a topic", filtered(topic_code="AIR"), 1, "ix_case_public_topic"),
    ("register, an oblast", filtered(oblast_code="41708000000000"), 1, "ix_case_public_oblast"),
    ("register, a raion", filtered(raion_code="41708206000000"), 1, "ix_case_public_raion"),
    ("register, a state", filtered(state=CaseState.WAITING_APPLICANT), 1, "ix_case_public_state"),
    ("register, a kind", filtered(kind=Kind.PROPOSAL), 1, "ix_case_register"),
    ("tray", lambda: tray(db.session, OFFICER, TODAY), 3, "ix_leg_tray"),
    ("board", lambda: board(db.session, "AC-BI", TODAY), 4, "ix_leg_board"),
    ("board of all", lambda: board(db.session, None, TODAY, viewer_centre_id="AC-BI"), 6, "ix_leg_open_due"),
    ("danger", section(Section.DANGER), 3, "ix_case_urgent"),
    ("first look", section(Section.FIRST_LOOK), 3, "ix_case_unreviewed"),
    ("to deliver", section(Section.TO_DELIVER), 3, "ix_leg_centre_state"),
    ("late", section(Section.LATE), 3, "ix_leg_board"),
    ("late of all", section(Section.LATE, None), 4, "ix_leg_open_due"),
    ("to release", section(Section.TO_RELEASE), 3, "ix_task_open"),
    ("tasks", lambda: tasks(db.session, "AC-BI", TODAY), 1, "ix_task_open"),
    ("tasks of a kind", lambda: tasks(db.session, "AC-BI", TODAY, TaskKind.RELEASE), 1, "ix_task_open"),
    ("task counts", lambda: task_counts(db.session, "AC-BI", TODAY), 1, "ix_task_open"),
    ("figures of a body", lambda: authority_figures(db.session, "SETS-O", TODAY), 2, "ix_leg_authority|ix_leg_tray"),
    ("counts of the home page", lambda: public_counts(db.session, TODAY), 1, "ix_case_register|ix_case_public"),
]


def plan(statement: str, parameters: Any) -> str:
    """How the database would run it. PostgreSQL is kept from reading small tables whole, which it rightly prefers here."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    else:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
    return "\n".join(str(row[-1]) for row in rows)


WHOLE = ("SCAN case", "SCAN leg", 'Seq Scan on "case"', "Seq Scan on leg", "Seq Scan on task")


def serves(index: str, plans: str) -> bool:
    """One of the indexes named is used. SQLite calls a primary key what it is."""
    return any(one in plans for one in index.split("|")) or (index.startswith("pk_") and "USING INTEGER PRIMARY KEY" in plans)


def reads_whole_table(plans: str) -> list[str]:
    """Tasks aside: SQLite finds these few not worth a search when all centres are asked."""
    lines = [line.strip().removeprefix("->").strip() for line in plans.splitlines()]
    return [line for line in lines if line.startswith(WHOLE) and "USING" not in line]


def test_statements_stay_the_same_and_indexes_serve(any_world: Any) -> None:
    for n in range(3):
        a_leg(a_case(number=f"26-{n:04d}-9999", centre_id="AC-BI"), authority_id=BUSY)
    current_calendar(db.session)  # kept in memory from here on
    few = {name: len(sent_by(page)) for name, page, _, _ in PAGES}
    fill(db.session, MANY, first=1000)
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    for name, page, most, index in PAGES:
        sent = sent_by(page)
        assert few[name] <= len(sent) <= most, name
        plans = "\n".join(plan(*each) for each in sent)
        assert serves(index, plans), f"{name}\n{plans}"
        assert not reads_whole_table(plans), f"{name}\n{plans}"


STAFF = Actor(ActorKind.STAFF, centre_id="AC-BI")


@pytest.mark.parametrize(("who", "actor", "most"), [("public", PUBLIC, 6), ("staff", STAFF, 8)])
def test_a_case_page_however_long(any_world: Any, who: str, actor: Actor, most: int) -> None:
    short, long = a_case(released=True), a_case(released=True)
    a_leg(short)
    for _ in range(12):
        a_leg(long)
    counts = [len(sent_by(lambda number=case.number: case_page(db.session, number, actor, TODAY))) for case in (short, long)]
    assert counts[0] == counts[1] <= most


def test_the_fixture_is_big_enough_to_matter(any_world: Any) -> None:
    fill(db.session, 50)
    assert db.session.query(Case).count() == 50
    assert db.session.scalar(select(Case.public_row).where(Case.public_row.is_(True)).limit(1))
