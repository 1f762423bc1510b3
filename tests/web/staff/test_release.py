"""What the public may read: edited texts, files as they are, covered copies, and what is kept back."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import again
from tracker.cases.kinds import Kind, Release
from tracker.cases.models import Case, CaseContent, CaseFile, Message
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.store import db
from tracker.web.staff.covering import read_box


def _answer(case: Case) -> Message:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(db.select(Message).where(Message.case_id == case.id, Message.kind == "answer")).one()


def _file(case: Case) -> CaseFile:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(db.select(CaseFile).where(CaseFile.case_id == case.id).order_by(CaseFile.id.desc())).first()  # type: ignore[return-value]


def _a_pdf() -> bytes:
    written = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Башкарма башчысы Үлгү"})
    writer.write(written)
    return written.getvalue()


def test_an_answer_is_kept_back_with_a_reason_and_released_later(pages: PageClient) -> None:
    case = build.answered()
    page = pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}")
    assert "Асан" in page.text
    refused = page.form("release").fill(decision="keep").submit(status=422)
    assert refused.errors
    refused.form("release").fill(reason="personal_data").submit()
    assert (_answer(case).release, _answer(case).kept_reason) == (Release.KEPT, "personal_data")
    form = pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}").form("release")
    form.fill(body="Текшерүү жүргүзүлдү.").submit()
    assert (_answer(case).release, _answer(case).public_body) == (Release.REDACTED, "Текшерүү жүргүзүлдү.")


def test_a_pdf_shown_as_it_is_loses_its_author(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Жооп.pdf", data=_a_pdf())
    row = _file(case)
    form = pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}").form("release")
    form.fill({f"file_{row.id}": "whole"}).submit()
    row = _file(case)
    assert row.release == Release.RELEASED
    assert row.public_file_id != row.file_id
    copy = db.session.get_one(StoredFile, row.public_file_id)
    assert not PdfReader(io.BytesIO(storage.read(copy.key))).metadata
    public = PageClient(world).get(f"/en/case/{case.number}/file/{row.id}")  # type: ignore[arg-type]
    assert public.data == storage.read(copy.key)


def test_a_file_stays_back_unless_it_is_chosen(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}").form("release").submit()
    assert _file(case).release == Release.UNRELEASED
    PageClient(world).get(f"/en/case/{case.number}/file/{_file(case).id}", 404)  # type: ignore[arg-type]


def test_boxes_are_burnt_into_a_copy_of_a_photo(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    row = _file(case)
    page = pages.get(f"/en/staff/{case.number}/file/{row.id}/cover")
    page = page.form("cover").fill(box1="10, 20, 50, 25").submit("look")
    preview = page.document.first("img", class_="preview")
    assert preview is not None
    seen = Image.open(io.BytesIO(pages.get(preview.get("src")).data))
    assert seen.getpixel((seen.width // 3, seen.height // 3)) == (0, 0, 0)
    page = page.form("cover").submit("make")
    assert page.h1 == "Release the answer"
    assert _file(case).release == Release.UNRELEASED
    page.form("release").fill({f"file_{row.id}": "covered"}).submit()
    assert _file(case).release == Release.REDACTED
    public = PageClient(world).get(f"/en/case/{case.number}/file/{row.id}")  # type: ignore[arg-type]
    shown = Image.open(io.BytesIO(public.data)).convert("L")
    assert shown.getpixel((shown.width // 3, shown.height // 3)) < 16
    assert shown.getpixel((shown.width - 5, shown.height - 5)) > 200


def test_an_uploaded_copy_is_put_beside_and_a_lifted_mark_refused(pages: PageClient) -> None:
    case = build.answered(file_name="Жооп.pdf", data=_a_pdf())
    row = _file(case)
    path = f"/en/staff/{case.number}/file/{row.id}/cover"
    assert pages.get(path).form("cover").submit("make", status=422).errors
    refused = pages.get(path).form("cover").fill(file=("Жооп.exe", b"MZ" + b"\0" * 200)).submit("make", status=422)
    assert refused.errors
    pages.get(path).form("cover").fill(file=("Жабылган.jpg", build.photo())).submit("make")
    assert _file(case).public_file_id not in (None, _file(case).file_id)


@pytest.mark.parametrize(
    ("typed", "sound"),
    [
        ("10, 20, 50, 25", True), ("10 20 50 25", True), ("0,0,100,100", True), ("10.5; 20; 5; 5%", True),
        ("10, 20, 50", False), ("10, 20, 0, 25", False), ("101, 0, 5, 5", False), ("-1, 0, 5, 5", False),
        ("a, b, c, d", False), ("1,2,3,4,5", False), ("", False),
    ],
)  # fmt: skip
def test_a_box_is_four_numbers_in_percent(typed: str, sound: bool) -> None:
    assert (read_box(typed) is not None) is sound


def test_nothing_of_a_restricted_case_is_released(pages: PageClient) -> None:
    case = build.answered(Kind.STATEMENT)
    page = pages.get(f"/en/staff/{case.number}/release")
    assert "restricted" in page.text
    form = pages.get(f"/en/staff/{case.number}/release/letter").form("release")
    assert form.submit(status=422).errors
    assert db.session.get_one(CaseContent, case.id).release == Release.UNRELEASED


def test_everything_is_taken_back(pages: PageClient, world: object) -> None:
    case = build.answered()
    pages.get(f"/en/staff/{case.number}/release/letter").form("release").fill(body="Чаң жөнүндө.").submit()
    page = pages.get(f"/en/staff/{case.number}/release").click("Take everything back from the public")
    page.form("act").fill(reason="applicant_asked").submit()
    assert not again(case).released
    assert "Чаң жөнүндө." not in PageClient(world).get(f"/en/case/{case.number}").text  # type: ignore[arg-type]


def test_a_file_that_was_shown_goes_back_when_it_is_not_chosen_any_more(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    path = f"/en/staff/{case.number}/release/{_answer(case).id}"
    field = f"file_{_file(case).id}"
    pages.get(path).form("release").fill({field: "whole"}).submit()
    form = pages.get(path).form("release")
    assert form[field] == "whole"
    form.fill({field: "keep"}).submit()
    assert _file(case).release == Release.UNRELEASED
    PageClient(world).get(f"/en/case/{case.number}/file/{_file(case).id}", 404)  # type: ignore[arg-type]
