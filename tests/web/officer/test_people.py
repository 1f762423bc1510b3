"""The people of a body: its head invites and ends posts, the others look."""

from __future__ import annotations

from sqlalchemy import select

from tests.web.officer.build import Office
from tracker.directory.posts import Invitation, Post, PostRole
from tracker.mail.models import OutboxMail
from tracker.store import db


def test_a_head_invites_an_officer_to_a_unit(office: Office) -> None:
    air = office.unit("Аба бөлүмү")
    pages = office.signed_in(office.person("bashchy", PostRole.HEAD))
    form = pages.get("/en/officer/people").form("invite")
    page = form.fill({"email": "jany@office.example", "title_ky": "Инспектор", "unit_id": "Аба бөлүмү"}).submit(
        "Invite"
    )
    assert "on its way" in page.text
    assert "invited: jany@office.example" in page.text
    post = db.session.scalars(select(Post).where(Post.account_id.is_(None))).one()
    assert (post.role, post.authority_id, post.unit_id, post.title_ky) == ("officer", "SETS-CH", air.id, "Инспектор")
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.to_address == "jany@office.example")).one()
    assert "/invitation/" in mail.text


def test_wrong_input_is_said(office: Office) -> None:
    pages = office.signed_in(office.person("bashchy", PostRole.HEAD))
    form = pages.get("/en/officer/people").form("invite").fill({"email": "жок", "title_ky": "Инспектор"})
    page = form.submit("Invite", status=422)
    assert any("name@example.kg" in error for error in page.errors)
    assert page.form("invite")["title_ky"] == "Инспектор"
    assert db.session.scalar(select(Invitation.id)) is None


def test_an_officer_only_looks(office: Office) -> None:
    pages = office.signed_in(office.person())
    page = pages.get("/en/officer/people")
    assert "kense Үлгү" in page.text
    assert "Invite an officer" not in page.text
    token = {"csrf_token": page.form("Sign out")["csrf_token"]}
    pages.post(
        "/en/officer/people", {**token, "email": "x@office.example", "title_ky": "X", "language": "ky"}, status=403
    )


def test_a_head_ends_a_post_of_his_own_body_only(office: Office) -> None:
    theirs, ours = office.person("alar", body="SETS-O"), office.person("biz")
    pages = office.signed_in(office.person("bashchy", PostRole.HEAD))
    leaver = office.signed_in(ours)
    assert leaver.get("/en/officer").status == 200
    page = pages.get("/en/officer/people").press("End the post")
    assert "biz Үлгү" not in page.text
    assert "ended" in leaver.get("/en/officer", status=403).h1
    token = {"csrf_token": page.form("invite")["csrf_token"]}
    pages.post(f"/en/officer/people/{theirs.id}/end", token, status=404)
    assert db.session.get_one(Post, theirs.id).valid_to is None
