"""Whatever is typed wrong gets a page that says what to do, with what was typed kept; nothing is half done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import House, again, events
from tracker.cases import handling
from tracker.cases.filing import ConcernGiven
from tracker.cases.kinds import Kind
from tracker.store import db

LONG = "а" * 25_000
DELIVERED = {"received_on": "2026-11-23", "proof": "stamped_copy"}
OUTSIDE = {"answered_on": "2026-11-23", "channel": "post", "outcome": "full"}
BLACK = ("Сүрөт.jpg", b"this is not a picture")

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("deliver", {}, "Write the day"),
    ("deliver", {**DELIVERED, "received_on": "2026-11-24"}, "has not come yet"),
    ("deliver", {**DELIVERED, "received_on": "2026-11-01"}, "when the letter was written"),
    ("deliver", {**DELIVERED, "received_on": "30.02.2026"}, "not a date"),
    ("deliver", {**DELIVERED, "proof": "postal_receipt"}, "number of the postal receipt"),
    ("deliver", {**DELIVERED, "remark": "а" * 301}, "Shorten it"),
    ("deliver", {**DELIVERED, "file": ("Штамп.exe", b"MZ" + b"\0" * 100)}, "cannot take the file"),
    ("deliver", {**DELIVERED, "file": ("Штамп.jpg", b"")}, "is empty"),
    ("deliver", {**DELIVERED, "file": BLACK}, "Сүрөт.jpg"),
    ("outside", {}, "Write the day"),
    ("outside", {**OUTSIDE, "answered_on": "2027-01-01"}, "has not come yet"),
    ("outside", {**OUTSIDE, "text": LONG}, "Shorten it"),
    ("appeal", {}, "Choose where he turned"),
]


@pytest.mark.parametrize(("name", "typed", "said"), WRONG, ids=[f"{name}-{said[:20]}" for name, _, said in WRONG])
def test_a_form_about_a_duty_says_what_to_correct(pages: PageClient, name: str, typed: dict[str, Any], said: str) -> None:
    case = build.reviewed() if name != "appeal" else build.delivered()
    before = events(case)
    page = pages.get(f"/en/staff/{case.number}/of/{case.current_leg_id}/{name}").form("act").fill(typed).submit(status=422)
    assert any(said in error for error in page.errors), page.errors
    for field, value in typed.items():
        if isinstance(value, str) and field not in {"received_on", "answered_on"}:
            assert page.form("act")[field] == value
    assert events(case) == before


OF_CASE: list[tuple[str, dict[str, Any], str]] = [
    ("note", {}, "Write the note"),
    ("note", {"text": "а" * 5_001}, "Shorten it"),
    ("note", {"text": "  \u202e "}, "Write the note"),
    ("withdraw", {}, "Choose one"),
    ("close", {}, "Tick this"),
    ("close", {"sure": True}, "not possible"),
    ("secret", {}, "Write what you compared"),
]


@pytest.mark.parametrize(("name", "typed", "said"), OF_CASE, ids=[f"{name}-{said[:20]}" for name, _, said in OF_CASE])
def test_a_form_about_a_case_says_what_to_correct(pages: PageClient, name: str, typed: dict[str, Any], said: str) -> None:
    case = build.delivered()
    form = pages.get(f"/en/staff/{case.number}/{name}").form(name if name == "secret" else "act").fill(typed)
    if said == "not possible":
        assert said in form.submit(status=409).text
        return
    assert any(said in error for error in form.submit(status=422).errors)


def test_the_body_complained_of_is_refused_in_clear_words(pages: PageClient) -> None:
    case = build.reviewed(Kind.STATEMENT, body=None, concerns=(ConcernGiven("body", "Экология көзөмөлү", "SETS"),))
    page = pages.get(f"/en/staff/{case.number}/route")
    assert "It must not go there" in page.text
    page = page.form("route").fill(search="SETS Chui").submit("look")
    page = page.form("route").fill(authority_id="SETS-CH", reason="Жакын").submit("save", status=422)
    assert "about this body or a body above it" in page.errors[0]
    assert page.form("route")["reason"] == "Жакын"
    assert again(case).current_leg_id is None


def test_routing_to_nobody_and_to_what_does_not_exist(pages: PageClient) -> None:
    case = build.reviewed(body=None)
    page = pages.get(f"/en/staff/{case.number}/route")
    assert page.form("route").submit("save", status=422).errors == ["Choose a body."]
    form = page.form("route")
    form.values["authority_id"] = "NO-SUCH-BODY"
    assert form.submit("save", status=422).errors


def test_a_body_without_a_confirmed_address_is_never_mailed(pages: PageClient) -> None:
    case = build.reviewed()
    page = pages.get(f"/en/staff/{case.number}")
    assert "Send by e-mail" not in page.text
    token = page.form("Mark as urgent").values["csrf_token"]
    values = {"csrf_token": token, "seen_version": str(again(case).version), "leg_id": str(case.current_leg_id)}
    refused = pages.open("POST", f"/en/staff/{case.number}/dispatch", 422, data=values)
    assert "no confirmed e-mail address" in refused.text


def test_a_stale_form_is_refused_and_keeps_what_was_typed(pages: PageClient) -> None:
    case = build.reviewed()
    form = pages.get(f"/en/staff/{case.number}/of/{case.current_leg_id}/deliver").form("act")
    handling.note(db.session, again(case), None, by=build.STAFF, now=build.NOW, text="Бирөө жазды")
    db.session.commit()
    page = form.fill({**DELIVERED, "remark": "Вх. 4711"}).submit(status=409)
    assert "Вх. 4711" in page.text
    assert "received" not in events(case)


def test_an_act_that_is_not_possible_any_more_leads_back(pages: PageClient) -> None:
    case = build.delivered()
    pages.get(f"/en/staff/{case.number}/of/{case.current_leg_id}/deliver", 409)
    pages.get(f"/en/staff/{case.number}/of/999999/deliver", 404)
    pages.get(f"/en/staff/{case.number}/of/{case.current_leg_id}/nonsense", 404)


PAPER = {
    "channel": "paper", "received_on": "2026-11-20", "kind": "statement", "language": "ky", "subject": "Түтүн",
    "body": "Кирпич заводу түтүн чыгарат.", "name": "Үлгү Бекова",
}  # fmt: skip
WRONG_PAPER: list[tuple[dict[str, Any], str]] = [
    ({"received_on": "2026-11-24"}, "has not come yet"),
    ({"received_on": ""}, "Write the day"),
    ({"kind": ""}, "Choose what it is"),
    ({"subject": ""}, "Write what it is about"),
    ({"body": ""}, "Write the letter"),
    ({"body": LONG}, "Shorten it"),
    ({"name": ""}, "Write the name"),
    ({"email": "эмес"}, "Check the e-mail"),
    ({"phone": "жок"}, "Check the phone"),
    ({"sender": "organisation"}, "name of the organisation"),
    ({"sender": "for_another"}, "Write for whom"),
    ({"concern_kind": "company"}, "Write the name"),
    ({"place": "Жокжер"}, "No place of this name"),
    ({"place": "Кара"}, "Choose the place below"),
    ({"files": ("Арыз.exe", b"MZ" + b"\0" * 100)}, "cannot take the file"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG_PAPER, ids=[f"{next(iter(typed))}-{said[:16]}" for typed, said in WRONG_PAPER])
def test_writing_down_says_what_to_correct_and_keeps_the_rest(pages: PageClient, typed: dict[str, Any], said: str) -> None:
    page = pages.get("/en/staff/new").form("down").fill({**PAPER, **typed}).submit("save", status=422)
    assert any(said in error for error in page.errors), page.errors
    for field in ("subject", "body", "name"):
        assert page.form("down")[field] == {**PAPER, **typed}[field]
    assert db.session.scalar(db.select(db.func.count(build.Case.id))) == 0


def test_writing_down_about_a_body_never_goes_to_that_body(pages: PageClient) -> None:
    form = pages.get("/en/staff/new").form("down").fill(
        {**PAPER, "concern_kind": "body", "concern_name": "SETS Chui", "search": "SETS Chui",
         "address": "Кант, Ленин 5"}
    )
    page = form.submit("look")
    form = page.form("down").fill(authority="SETS-CH", concern_authority="SETS-CH")
    assert "about this body" in form.submit("save", status=422).errors[0]


def test_the_language_is_switched_inside_a_form_without_losing_anything(pages: PageClient) -> None:
    page = pages.get("/en/staff/new").form("down").fill(PAPER).submit("Русский")
    assert page.lang == "ru"
    assert page.form("down")["body"] == PAPER["body"]


def test_a_task_of_nobody_and_of_another_centre(house: House) -> None:
    house.aigul.get("/en/staff/tasks/999999", 404)
    house.aigul.get("/en/staff/tasks?kind=nonsense&after=xx")
    house.aigul.get("/en/staff/section/nonsense", 404)
    house.aigul.get("/en/staff/outbox?state=nonsense&after=xx&case=1")
    house.aigul.get("/en/staff/find?q=" + "а" * 500)
