"""What a page costs does not grow with what lies on it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.web.client import PageClient
from tests.web.staff import build
from tracker.cases import handling
from tracker.store import db

PAGES = {
    "/en/staff": 9, "/en/staff/all": 8, "/en/staff/tasks": 5, "/en/staff/section/late": 6, "/en/staff/outbox": 4,
    "/en/staff/contacts": 5, "/en/staff/body/SETS-CH": 8,
}  # fmt: skip
KILOBYTES = 25_000


def _some(count: int) -> None:
    for _ in range(count):
        build.delivered(on=date(2026, 10, 5))
        build.file()
        build.file(body=None)
        build.reviewed()
        build.answered()


@pytest.mark.parametrize(("path", "most"), PAGES.items())
def test_lists_cost_the_same_however_long_they_are(pages: PageClient, path: str, most: int) -> None:
    _some(1)
    pages.get(path)
    few = len(pages.get(path).statements)
    _some(4)
    many = pages.get(path)
    assert len(many.statements) == few <= most
    if path == "/en/staff":
        assert len(many.data) < KILOBYTES


def test_a_case_costs_the_same_however_long_it_is(pages: PageClient) -> None:
    case = build.answered()
    pages.get(f"/en/staff/{case.number}")
    short = len(pages.get(f"/en/staff/{case.number}").statements)
    for number in range(12):
        handling.note(db.session, case, None, by=build.STAFF, now=build.NOW, text=f"Эскертүү {number}")
    db.session.commit()
    page = pages.get(f"/en/staff/{case.number}")
    assert len(page.statements) == short <= 14
    assert len(page.data) < KILOBYTES
