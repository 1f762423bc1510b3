"""Somebody asked to be called; and what was written down for a place that another centre cares for."""

from __future__ import annotations

from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import House, open_tasks
from tracker.cases.calling_back import CallAsked, ask_for_call
from tracker.cases.kinds import TaskKind
from tracker.store import db

OSH_CITY = "41721000000000"


def _asked() -> int:
    asked = CallAsked("Үлгү Токтогулов", "0555 000 003", "ky", build.KANT, "Кант шаары", "кечинде", "Суу келбей жатат")
    ask_for_call(db.session, asked, build.NOW)
    db.session.commit()
    [task] = open_tasks(kind=TaskKind.CALL_BACK)
    return task.id


def test_a_request_to_be_called_becomes_a_letter(pages: PageClient) -> None:
    task_id = _asked()
    board = pages.get("/en/staff")
    page = board.click("Call back and help to write").click("Call back and help to write")
    assert "0555 000 003" in page.text
    assert "Суу келбей жатат" in page.text
    form = page.click("Write his letter down").form("down")
    assert (form["name"], form["phone"], form["channel"]) == ("Үлгү Токтогулов", "0555 000 003", "phone")
    form.fill(kind="statement", subject="Суу жок", body="Үч күндөн бери суу келбей жатат.", place="", authority="unknown")
    missing = form.submit("save", status=422)
    assert any("postal address" in error for error in missing.errors), "as on the citizen's own form"
    page = missing.form("down").fill(address="Кант, Ленин 5").submit("save")
    assert page.h1 == "The slip"
    assert open_tasks(kind=TaskKind.CALL_BACK) == []
    case = db.session.scalars(db.select(build.Case)).one()
    assert (case.channel, case.language, case.territory_code) == ("phone", "ky", build.KANT)
    assert task_id


def test_a_call_that_led_to_nothing_is_done(pages: PageClient) -> None:
    pages.get(f"/en/staff/tasks/{_asked()}").press("Done")
    assert open_tasks(kind=TaskKind.CALL_BACK) == []


def test_who_wrote_down_for_another_centre_prints_the_slip_and_no_more(house: House) -> None:
    form = house.aigul.get("/en/staff/new").form("down").fill(
        channel="oral", kind="information_request", language="ru", subject="Вода", body="Какая вода в кране?", name="Пример Ким",
        place="Ош",
    )  # fmt: skip
    page = form.submit("look")
    form = page.form("down").fill(territory=OSH_CITY)
    page = form.submit("save")
    assert page.h1 == "The slip"
    case = db.session.scalars(db.select(build.Case)).one()
    assert case.centre_id == "AC-OS"
    assert "Пример Ким" not in house.aigul.get(f"/en/staff/{case.number}", 404).text
    assert "Вода" in house.osh.get(f"/en/staff/{case.number}").text
    house.osh.get(f"/en/staff/{case.number}/slip", 404)
    house.nurlan.get(f"/en/staff/{case.number}/slip", 404)
