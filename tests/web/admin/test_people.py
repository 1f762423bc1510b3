"""Posts, invitations and accounts; the password once more before what is dangerous."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.people.build import PASSWORD, a_post, an_account
from tests.web.admin.conftest import a_person
from tests.web.client import PageClient
from tracker.directory.models import Unit
from tracker.directory.posts import Invitation, Post, PostRole
from tracker.mail.models import OutboxMail
from tracker.people.models import Account
from tracker.store import db


@pytest.fixture
def officer(world: Flask, account: Account) -> Account:
    return a_person(world, "aibek@example.kg", "Айбек Кызматкер", PostRole.OFFICER, authority_id="SETS-CH")


def letters() -> list[OutboxMail]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def open_post(admin: PageClient, where: str = "body=SETS-CH", **more: Any) -> Any:
    values = {
        "role": "officer",
        "title_ky": "Инспектор",
        "title_ru": "Инспектор",
        "email": "new@example.kg",
        "language": "ru",
        **more,
    }
    return admin.get(f"/en/admin/posts/new?{where}").form("admin-form").fill(values)


def test_a_post_is_opened_and_somebody_invited(admin: PageClient, world: Flask, changes: Any) -> None:
    page = open_post(admin).submit()
    assert page.url == "/en/admin/body/SETS-CH"
    assert "new@example.kg was invited" in page.text
    mail = letters()[0]
    assert (mail.to_address, mail.language) == ("new@example.kg", "ru")
    link = re.findall(r"http://localhost(/\S+)", mail.text)[0]
    assert PageClient(world).get(link).status == 200
    post = db.session.scalars(select(Post).where(Post.authority_id == "SETS-CH")).one()
    assert [row[0] for row in changes("post", post.id)] == ["created", "invited"]
    assert "new@example.kg" not in str(changes("post", post.id)), "no address in a history that stays for ever"


def test_an_invitation_is_sent_again_and_the_first_one_dies(admin: PageClient) -> None:
    page = open_post(admin).submit().click("Инспектор (officer)")
    page = page.click("Invite again").form("admin-form").fill(email="other@example.kg").submit()
    assert "taken back" in page.text
    assert "other@example.kg, invited" in page.text
    assert [mail.to_address for mail in letters()] == ["new@example.kg", "other@example.kg"]


def test_a_post_may_stay_vacant(admin: PageClient) -> None:
    page = open_post(admin, email="").submit()
    assert "vacant" in page.text
    assert letters() == []
    assert "Инспектор" in admin.get("/en/admin/posts?which=vacant").text


def test_a_wrong_address_and_no_role(admin: PageClient) -> None:
    page = (
        admin.get("/en/admin/posts/new?body=SETS-CH")
        .form("admin-form")
        .fill(email="айбек", title_ru="Инспектор")
        .submit(status=422)
    )
    assert page.errors == ["Choose the role.", "Check the e-mail address. It looks like name@example.kg."]
    assert page.form("admin-form")["title_ru"] == "Инспектор"


def test_a_role_that_does_not_belong_there_is_not_offered(admin: PageClient) -> None:
    form = open_post(admin)
    form.values.setlist("role", ["administrator"])
    assert form.submit(status=422).errors == ["Choose one of the answers."]


def test_a_post_in_a_unit_of_another_body_is_refused(admin: PageClient) -> None:
    db.session.add_all(Unit(authority_id=one, name_ky="Бөлүм", name_ru=f"Отдел {one}") for one in ("SETS-CH", "MNR"))
    db.session.commit()
    other = db.session.scalars(select(Unit).where(Unit.authority_id == "MNR")).one()
    form = open_post(admin)
    form.values.setlist("unit", [str(other.id)])
    assert form.submit(status=422).errors == ["Choose one of the answers."]


def test_posts_of_a_centre_and_of_the_service(admin: PageClient) -> None:
    assert (
        "gulnara@example.kg was invited"
        in open_post(admin, "centre=AC-OS", role="staff", email="gulnara@example.kg").submit().text
    )
    open_post(admin, "", role="coordinator", email="c@example.kg").submit()
    assert {post.role for post in db.session.scalars(select(Post).where(Post.account_id.is_(None)))} == {
        "staff",
        "coordinator",
    }


def test_a_post_ends_with_a_reason(admin: PageClient, officer: Account, changes: Any) -> None:
    post = db.session.scalars(select(Post).where(Post.account_id == officer.id)).one()
    form = admin.get(f"/en/admin/post/{post.id}").click("It ends").form("admin-form")
    assert form.fill(reason="").submit(status=422).errors == ["Write the reason for the change."]
    assert form.fill(reason="x", last_day="01.01.2020").submit(status=422).errors == [
        "The last day is before the first one."
    ]
    page = form.fill(last_day="30.11.2026", reason="Кызматтан кетти").submit()
    assert ("valid_to", None, "2026-11-30", "Кызматтан кетти") in changes("post", post.id)
    assert "last day: 30.11.2026" in page.text


def test_people_are_found_whatever_the_case_of_letters(admin: PageClient, officer: Account) -> None:
    for typed in ("айбек", "АЙБЕК", "Aibek@", "кызматкер айбек"):
        assert "Айбек Кызматкер" in admin.get(f"/en/admin/people?q={typed}").text, typed
    assert "Nobody found" in admin.get("/en/admin/people?q=жок").text


def test_whoever_is_switched_off_is_out_at_once(
    admin: PageClient, world: Flask, officer: Account, changes: Any
) -> None:
    from tests.people.build import enter

    his = enter(PageClient(world), officer)
    his.get("/en/account")
    form = admin.get(f"/en/admin/person/{officer.id}").click("Switch the account off").form("admin-form")
    page = form.fill(reason="Телефону уурдалган").submit()
    assert "switched off" in page.text
    his.get("/en/account", 403)
    assert changes("account", officer.id) == [("active", "True", "False", "Телефону уурдалган")]
    assert "Айбек" in admin.get("/en/admin/people?which=off").text
    assert "account switched off" in admin.get("/en/admin/posts?which=off").text
    page.click("Let in again").form("admin-form").fill(reason="Кайтарылды").submit()
    db.session.rollback()
    assert db.session.get_one(Account, officer.id).active


def test_a_lost_phone_is_forgotten(admin: PageClient, world: Flask, changes: Any) -> None:
    staff = a_person(world, "gulnara@example.kg", "Гүлнара", PostRole.STAFF, centre_id="AC-OS")
    form = admin.get(f"/en/admin/person/{staff.id}").click("Forget the lost phone").form("admin-form")
    assert form.submit(status=422).errors
    form.fill(reason="Борбордун жетекчиси аркылуу").submit()
    db.session.rollback()
    assert not db.session.get_one(Account, staff.id).has_second_factor
    assert changes("account", staff.id)[0][0] == "second_factor"


def test_nobody_locks_himself_out(admin: PageClient, account: Account) -> None:
    page = admin.get(f"/en/admin/person/{account.id}")
    assert "This is you" in page.text
    form = admin.get(f"/en/admin/person/{account.id}/off").form("admin-form").fill(reason="x")
    assert "your own account" in form.submit(status=422).errors[0]
    post = db.session.scalars(select(Post).where(Post.account_id == account.id)).one()
    form = admin.get(f"/en/admin/post/{post.id}/end").form("admin-form").fill(reason="x", last_day="23.11.2026")
    assert "the only administrator" in form.submit(status=422).errors[0]


SENSITIVE = (
    "/admin/posts/new?body=SETS-CH",
    "/admin/person/{id}/off",
    "/admin/person/{id}/phone",
    "/admin/merge/confirm?id=A&successor=B",
)


@pytest.mark.parametrize("path", SENSITIVE)
def test_an_old_sign_in_asks_for_the_password_first(admin: PageClient, officer: Account, path: str) -> None:
    with admin.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 31 * 60
    address = "/en" + path.format(id=officer.id)
    page = admin.get(address)
    assert page.h1 == "Your password once more"
    if "merge" not in path:
        assert page.form("verify").fill(password=PASSWORD).submit().url == address


def test_an_old_sign_in_still_opens_everything_else(admin: PageClient) -> None:
    with admin.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 31 * 60
    assert admin.get("/en/admin/body/SETS-CH/facts").h1 == "Change names and facts"


def test_what_was_typed_stays_when_the_sign_in_grew_old_meanwhile(admin: PageClient, officer: Account) -> None:
    form = admin.get(f"/en/admin/person/{officer.id}/off").form("admin-form").fill(reason="Телефону уурдалган")
    with time_machine.travel(NOW + timedelta(minutes=45), tick=True):
        page = form.submit(status=403)
        assert page.h1 == "Your password, please"
        assert "Телефону уурдалган" in page.html
        db.session.rollback()
        assert db.session.get_one(Account, officer.id).active
        with admin.client.session_transaction() as session:
            session["fs_paa"] = time.time()
        assert "switched off" in page.press("Send again").text


def test_an_account_without_a_password_signs_in_again(world: Flask, account: Account) -> None:
    from tests.people.build import enter, with_phone

    other = an_account(db.session, "link@example.kg", "Шилтеме", password=None)
    with_phone(world, other)
    a_post(db.session, other, PostRole.ADMINISTRATOR)
    pages = enter(PageClient(world), other)
    db.session.commit()
    with pages.client.session_transaction() as session:
        session["fs_paa"] = time.time() - 31 * 60
    assert pages.get("/en/admin/posts/new", 403).h1 == "Please sign in again"


def test_open_invitations_stand_on_the_page_of_the_person(admin: PageClient, officer: Account) -> None:
    open_post(admin, email=officer.email).submit()
    assert "Invitations that wait" in admin.get(f"/en/admin/person/{officer.id}").text
    assert db.session.scalars(select(Invitation)).one().email == officer.email
