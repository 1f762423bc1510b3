"""Whatever comes in gets a page that says what is wrong, and what was typed stays."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from tests.web.client import PageClient
from tests.web.public.writing import SMOKE, Writer, cases
from tracker import clock
from tracker.cases.drafts import KEPT_FOR
from tracker.cases.models import Draft, DraftFile
from tracker.files.models import StoredFile
from tracker.store import db


def jpeg(size: int = 60) -> bytes:
    out = BytesIO()
    Image.new("RGB", (size, size), "green").save(out, "JPEG")
    return out.getvalue()


def test_empty(writer: Writer) -> None:
    page = writer.write(422, subject="", body="")
    assert len(page.errors) == 2
    assert page.h1


def test_too_long_is_shown_again_whole(writer: Writer) -> None:
    long = "түтүн " * 33_400
    page = writer.write(422, body=long)
    assert page.form("letter")["body"].strip() == long.strip()
    again = writer.pages.get("/ky/new/write").form("letter")
    assert again["body"].strip() == long.strip()


def test_far_too_long_is_shown_again_too(writer: Writer) -> None:
    long = "түтүн " * 80_000
    page = writer.write(422, body=long)
    assert page.form("letter")["body"].strip() == long.strip()


def test_only_pictures_is_no_letter_and_pictures_in_a_letter_are(writer: Writer) -> None:
    assert writer.write(422, body="🔥🔥🔥🌫️ !!!").errors
    page = writer.write(body="Кара түтүн 🔥 дем алуу мүмкүн эмес 😷, текшериңиздер")
    assert page.url.startswith("/ky/new/place")
    assert "🔥" in writer.pages.get("/ky/new/write").form("letter")["body"]


def test_what_was_typed_wrong_is_there_after_a_reload(writer: Writer) -> None:
    writer.write(422, subject="")
    assert writer.pages.get("/ky/new/write").form("letter")["body"] == SMOKE["body"]


def test_another_language_keeps_what_was_typed(writer: Writer) -> None:
    page = writer.pages.get("/ky/new/write?kind=statement")
    page = page.form("letter").fill(subject="Түтүн").submit("ru")
    assert page.url.startswith("/ru/new/write")
    assert page.lang == "ru"
    assert page.form("letter")["subject"] == "Түтүн"
    assert page.errors == []


def test_another_language_on_every_step(writer: Writer) -> None:
    writer.until_check()
    for path in ("write", "place", "to", "sender", "files", "check"):
        page = writer.pages.get(f"/ky/new/{path}").form("letter").submit("ru")
        assert page.url == f"/ru/new/{path}", path


def test_a_kind_that_does_not_exist(pages: PageClient) -> None:
    assert pages.get("/ky/new/write?kind=denunciation").url == "/ky/new"
    assert pages.get("/ky/new/write").url == "/ky/new"


def test_a_place_that_does_not_exist(writer: Writer) -> None:
    writer.write()
    page = writer.pages.get("/ky/new/place").form("letter")
    page.values["territory"] = "99999999999999"
    assert page.submit("go", 422).errors


def test_a_body_that_does_not_exist_or_is_no_addressee(writer: Writer) -> None:
    writer.write()
    writer.place()
    form = writer.pages.get("/ky/new/to").form("letter")
    for wrong in ("NOBODY", "AC-OS", "x" * 5000):
        form.values["authority"] = wrong
        assert form.submit("go", 422).errors


def test_no_answer_on_a_step(writer: Writer) -> None:
    writer.write()
    assert writer.pages.get("/ky/new/place").form("letter").submit("go", 422).errors
    writer.place()
    assert writer.pages.get("/ky/new/to").form("letter").submit("go", 422).errors


@pytest.mark.parametrize(("name", "value"), [("phone", "звоните Айгуль"), ("email", "ayguel at mail")])
def test_contacts_that_cannot_be(writer: Writer, name: str, value: str) -> None:
    writer.write()
    writer.place()
    writer.to("unknown")
    page = writer.sender(422, **{name: value})
    assert len(page.errors) == 1
    assert page.form("letter")[name] == value


def test_a_machine_fills_the_trap(writer: Writer) -> None:
    writer.write()
    writer.place()
    writer.to("unknown")
    form = writer.pages.get("/ky/new/sender").form("letter")
    assert form.fill(sender="person", name="X Y", address="Z", website="http://spam.example").submit("go", 422).errors


def test_files_are_taken_and_removed(writer: Writer) -> None:
    writer.write()
    writer.place()
    writer.to("unknown")
    writer.sender()
    form = writer.pages.get("/ky/new/files").form("letter")
    page = form.fill(files=[("Мор.jpg", jpeg()), ("Түтүн.jpg", jpeg(70))]).submit("add")
    assert "Мор.jpg" in page.text
    assert "Түтүн.jpg" in page.text
    first = page.document.all("form", class_="one-button")[0]
    values = {control.get("name"): control.get("value") for control in first.all("input")}
    page = writer.pages.post("/ky/new/files/remove", values)
    assert "Мор.jpg" not in page.text
    writer.send()
    (case,) = cases()
    names = db.session.scalars(select(StoredFile.name).where(StoredFile.erased_at.is_(None))).all()
    assert names == ["Түтүн.jpg"]
    assert case.number


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("вирус.exe", b"MZ" + b"\0" * 200),
        ("арыз.docm", b"PK\x03\x04 nothing that opens"),
        ("чоң.jpg", b"\xff\xd8\xff\xe0" + b"\0" * (30 * 1024 * 1024)),
        ("бош.pdf", b""),
        ("видео.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 100),
    ],
)
def test_a_file_we_do_not_take_says_why_and_the_others_stay(writer: Writer, name: str, data: bytes) -> None:
    writer.until_check()
    form = writer.pages.get("/ky/new/files").form("letter")
    page = form.fill(files=[("Жакшы.jpg", jpeg()), (name, data)]).submit("add", 422)
    assert len(page.errors) == 1
    assert name in page.errors[0] or "mp4" in name
    page.answer.request.environ["wsgi.input"].close()  # the test client leaves a large body open
    assert "Жакшы.jpg" in page.text


def test_no_more_than_ten_files(writer: Writer) -> None:
    writer.until_check()
    form = writer.pages.get("/ky/new/files").form("letter")
    page = form.fill(files=[(f"{n}.jpg", jpeg(50 + n)) for n in range(12)]).submit("add", 422)
    assert page.errors
    assert db.session.scalar(db.select(db.func.count()).select_from(DraftFile)) == 10


def test_the_letter_of_somebody_else_cannot_be_reached(world: Flask) -> None:
    mine, other = Writer(PageClient(world)), Writer(PageClient(world))
    mine.until_check()
    form = mine.pages.get("/ky/new/check").form("letter")
    tag = form["tag"]
    assert other.pages.post("/ky/new/check", {"tag": tag}).url == "/ky/new"
    other.write()
    page = other.pages.post("/ky/new/check", {"tag": tag}, status=409)
    assert SMOKE["body"] not in page.text
    assert cases() == []


def test_a_cookie_that_was_made_up(pages: PageClient) -> None:
    pages.client.set_cookie("tracker_draft", "x" * 32)
    assert pages.get("/ky/new/place").url == "/ky/new"
    assert pages.get("/ky/receipt").url == "/ky/new"


def test_a_form_of_another_letter_overwrites_nothing_unasked(writer: Writer) -> None:
    stale = writer.pages.get("/ky/new/write?kind=statement").form("letter").fill(subject="Эски кат", body=SMOKE["body"])
    writer.write()
    page = stale.submit("go", 409)
    assert page.form("letter")["subject"] == "Эски кат"
    assert writer.pages.get("/ky/new/write").form("letter")["subject"] == SMOKE["subject"]
    page.form("letter").submit("go")
    assert writer.pages.get("/ky/new/write").form("letter")["subject"] == "Эски кат"


def test_a_letter_that_was_kept_long_enough_is_gone_and_what_is_typed_now_stays(writer: Writer) -> None:
    writer.write()
    writer.place()
    writer.to("unknown")
    form = writer.pages.get("/ky/new/sender").form("letter").fill(sender="person", name="Асанова Айгүл", address="Ынтымак")
    db.session.execute(update(Draft).values(updated_at=clock.now() - KEPT_FOR))
    page = form.submit("go")
    assert page.url == "/ky/new?again=1"
    writer.write()
    writer.place()
    writer.to("unknown")
    assert writer.pages.get("/ky/new/sender").form("letter")["name"] == "Асанова Айгүл"


def test_a_form_from_another_site(writer: Writer) -> None:
    writer.until_check()
    tag = writer.pages.get("/ky/new/check").form("letter")["tag"]
    writer.pages.post("/ky/new/check", {"tag": tag}, status=400, Origin="http://elsewhere.example")
    assert cases() == []


def test_sending_an_unfinished_letter_leads_to_what_lacks(writer: Writer) -> None:
    writer.write()
    writer.place()
    tag = writer.pages.get("/ky/new/to").form("letter")["tag"]
    page = writer.pages.post("/ky/new/check", {"tag": tag})
    assert page.url.startswith("/ky/new/to")
    assert page.errors
    assert cases() == []


def test_throwing_a_letter_away_erases_it(writer: Writer) -> None:
    writer.until_check()
    writer.pages.get("/ky/new/files").form("letter").fill(files=[("Мор.jpg", jpeg())]).submit("add")
    page = writer.pages.get("/ky/new").form("throw-away").submit()
    assert page.url == "/ky/new"
    assert db.session.scalar(db.select(db.func.count()).select_from(Draft)) == 0
    assert writer.pages.get("/ky/new/place").url == "/ky/new"


def test_personal_data_is_shown_before_sending(writer: Writer) -> None:
    writer.letter = {**SMOKE, "body": SMOKE["body"] + " Телефонум 0555 123 456, ИНН 21506198500123."}
    page = writer.until_check()
    assert "0555 123 456" in page.document.first("div", class_="is-warn").text
    assert "21506198500123" in page.document.first("div", class_="is-warn").text
