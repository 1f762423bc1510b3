"""Who gets in: the own centre, another one for a reason that is told, the coordinator without names, nobody else."""

from __future__ import annotations

import re

import pytest

from tests.people.build import a_post, an_account, enter
from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import House, again, open_tasks
from tracker.cases.kinds import Kind, TaskKind
from tracker.cases.models import AccessLog, Case, Task
from tracker.cases.reference import check_digit, spell_number
from tracker.directory.models import Authority
from tracker.directory.posts import PostRole
from tracker.mail.models import OutboxMail
from tracker.store import db

SECRETS = ("Асан Үлгү", "0555 000 001", "Телефонум", "Цемент заводунун чыгаруулары")
NO_CASE = spell_number("260000000" + check_digit("260000000"))
LIST_PAGES = ("/en/staff", "/en/staff/all", "/en/staff/tasks", "/en/staff/outbox", "/en/staff/contacts")


@pytest.fixture
def closed(house: House) -> Case:
    """A restricted case of Bishkek, to the aiyl okmotu of a village: no public row at all."""
    return build.delivered(Kind.STATEMENT, body=_an_okmotu())


def _an_okmotu() -> str:
    found = db.session.scalar(db.select(Authority.id).where(Authority.category == "AO").order_by(Authority.id).limit(1))
    assert found is not None
    return found


def _paths_of(case: Case) -> list[str]:
    base, leg = f"/en/staff/{case.number}", f"/en/staff/{case.number}/of/{case.current_leg_id}"
    acts = ("look", "note", "withdraw", "close", "unpublish", "route", "release", "release/letter", "secret", "slip")
    papers = [f"{base}/slip.pdf", f"{base}/whole.pdf", f"{base}/file/1", f"{base}/file/1/cover"]
    of_leg = ("deliver", "outside", "agree", "clarify", "reopen", "appeal", "copies.pdf")
    return [*(f"{base}/{name}" for name in acts), *(f"{leg}/{name}" for name in of_leg), *papers]


def test_a_hostile_neighbour_reads_nothing_of_a_restricted_case(house: House, closed: Case) -> None:
    page = house.osh.get(f"/en/staff/{closed.number}", 404)
    unknown = house.osh.get(f"/en/staff/{NO_CASE}", 404)
    assert page.main.text == unknown.main.text
    seen = [page, *(house.osh.open("GET", path, 404) for path in _paths_of(closed))]
    seen += [house.osh.get(path) for path in LIST_PAGES]
    seen += [house.osh.get(f"/en/staff/section/{name}") for name in ("late", "due", "to_deliver", "first_look")]
    seen += [house.osh.get(f"/en/staff/find?q={text}") for text in ("Асан", "0555000001", "Үлгү")]
    for page in seen:
        assert not [secret for secret in SECRETS if secret in page.html], page.url
    for page in seen[1:]:
        assert closed.number not in page.main.text, page.url
    for task in db.session.scalars(db.select(Task)):
        house.osh.get(f"/en/staff/tasks/{task.id}", 404)
    for mail in db.session.scalars(db.select(OutboxMail)):
        house.osh.get(f"/en/staff/outbox/{mail.id}", 404)


def test_no_act_reaches_a_case_of_another_centre(house: House, closed: Case) -> None:
    before = closed.version
    token = _token(house.osh)
    leg = {"leg_id": str(closed.current_leg_id)}
    buttons = ("urgent", "accept-again", "dispatch", "remind")
    for name in (*buttons, "note", "look", "withdraw", "close", "unpublish", "route", "secret", "slip"):
        values = {"csrf_token": token, "seen_version": str(before), "text": "x", "reason": "x", **leg}
        house.osh.open("POST", f"/en/staff/{closed.number}/{name}", 404, data=values)
    assert again(closed).version == before


def _token(pages: PageClient) -> str:
    return str(pages.get("/en/staff/new").form("down").values["csrf_token"])


def test_a_case_of_another_centre_is_read_for_a_reason_and_told(house: House, closed: Case) -> None:
    page = house.osh.get(f"/en/staff/{closed.number}", 404)
    assert page.form("reason-form").submit(status=422).errors
    page = page.form("reason-form").fill(reason="Арыз ээси Ошто, фишкасы менен келди").submit()
    assert "Асан Үлгү" in page.text
    assert "another centre" in page.text
    assert not page.main.all("form"), "nothing can be done there"
    [row] = db.session.scalars(db.select(AccessLog).where(AccessLog.what == "for_a_reason")).all()
    assert (row.case_id, row.account_id) == (closed.id, house.accounts["osh"].id)
    assert row.reason == "Арыз ээси Ошто, фишкасы менен келди"
    [task] = open_tasks(kind=TaskKind.OPENED_BY_OTHER)
    assert task.centre_id == "AC-BI"
    told = house.aigul.get(f"/en/staff/tasks/{task.id}")
    assert "Арыз ээси Ошто" in told.text
    assert "Osh" in told.text
    told.press("Done")
    assert open_tasks(kind=TaskKind.OPENED_BY_OTHER) == []


def test_a_number_that_is_no_case_opens_nothing_for_any_reason(house: House) -> None:
    page = house.osh.get(f"/en/staff/{NO_CASE}", 404)
    assert page.form("reason-form").fill(reason="Себеби бар").submit(status=422).errors
    house.osh.get("/en/staff/not-a-number", 404)


def test_every_reading_of_a_restricted_case_is_logged(house: House, closed: Case) -> None:
    for path in ("", "/note", "/release", "/whole.pdf"):
        house.aigul.get(f"/en/staff/{closed.number}{path}")
    rows = db.session.scalars(db.select(AccessLog).where(AccessLog.case_id == closed.id)).all()
    assert [row.what for row in rows] == ["case", "note", "release", "whole"]
    assert {row.account_id for row in rows} == {house.accounts["aigul"].id}


def test_all_centres_show_public_rows_and_only_counts_of_the_rest(house: House, closed: Case) -> None:
    build.delivered(on=build.date(2026, 11, 2))
    page = house.osh.get("/en/staff/all")
    assert "Air pollution" in page.text
    assert "Цемент заводунун чыгаруулары" not in page.text
    assert closed.number not in page.text


def test_the_coordinator_reads_figures_and_public_rows_and_no_names(house: House, closed: Case) -> None:
    public = build.delivered(on=build.date(2026, 10, 5))
    page = house.coordinator.get("/en/coordinator")
    assert public.number in page.html
    assert closed.number not in page.html
    assert not [secret for secret in SECRETS if secret in page.html]
    assert not page.main.all("form")
    assert "Цемент" not in house.coordinator.get("/en/coordinator/section/late").text
    house.coordinator.get("/en/coordinator/section/to_release", 404)
    for path in (*LIST_PAGES, "/en/staff/new", "/en/staff/find?q=x", f"/en/staff/{public.number}", *_paths_of(public)):
        house.coordinator.open("GET", path, 403)


def test_an_officer_and_the_public_do_not_get_in(house: House, closed: Case, world: object) -> None:
    officer = an_account(db.session, "officer@body.example", "Офицер Үлгү")
    a_post(db.session, officer, PostRole.OFFICER, authority_id="SETS-CH")
    db.session.commit()
    inside = enter(PageClient(world), officer)  # type: ignore[arg-type]
    for path in (*LIST_PAGES, f"/en/staff/{closed.number}", "/en/coordinator"):
        inside.get(path, 403)
        assert "/login" in PageClient(world).get(path).url  # type: ignore[arg-type]


def test_the_keys_in_letters_are_not_shown(house: House) -> None:
    party = (build.PartyGiven("applicant", name="Асан Үлгү", email="asan@citizen.example"),)
    case = build.file(parties=party)
    mail = db.session.scalars(db.select(OutboxMail).where(OutboxMail.case_ref == case.id)).first()
    assert mail is not None
    key = re.search(rf"/(?:follow|confirm)/{case.number}/(\S+)", mail.text)
    assert key is not None
    page = house.aigul.get("/en/staff/outbox").click(mail.subject)
    assert key.group(1) not in page.html
    assert f"/{case.number}/…" in page.text
