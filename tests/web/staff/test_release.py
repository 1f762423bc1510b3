"""What the public may read: edited texts, files as they are, covered copies, and what is kept back."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.conftest import TODAY
from tests.web.client import PageClient
from tests.web.staff import build
from tests.web.staff.build import again
from tracker.cases.kinds import Kind, Release
from tracker.cases.models import Case, CaseContent, CaseEvent, CaseFile, Message
from tracker.cases.views.case_page import case_page
from tracker.files import storage
from tracker.files.models import StoredFile
from tracker.people.actor import Actor, ActorKind
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
    form.fill(decision="release", body="Текшерүү жүргүзүлдү.").submit()
    assert (_answer(case).release, _answer(case).public_body) == (Release.REDACTED, "Текшерүү жүргүзүлдү.")


def test_a_pdf_shown_as_it_is_loses_its_author(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Жооп.pdf", data=_a_pdf())
    row = _file(case)
    form = pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}").form("release")
    form.fill({"decision": "release", f"file_{row.id}": "whole"}).submit()
    row = _file(case)
    assert row.release == Release.RELEASED
    assert row.public_file_id != row.file_id
    copy = db.session.get_one(StoredFile, row.public_file_id)
    assert not PdfReader(io.BytesIO(storage.read(copy.key))).metadata
    public = PageClient(world).get(f"/en/case/{case.number}/file/{row.id}")  # type: ignore[arg-type]
    assert public.data == storage.read(copy.key)


def test_a_file_stays_back_unless_it_is_chosen(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    field = f"file_{_file(case).id}"
    form = pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}").form("release")
    kept = form.fill({"decision": "release", field: "keep", f"{field}_reason": "third_party"})
    kept.submit()
    assert (_file(case).release, _file(case).kept_reason) == (Release.KEPT, "third_party")
    public = PageClient(world)  # type: ignore[arg-type]
    public.get(f"/en/case/{case.number}/file/{_file(case).id}", 404)
    assert "A file is kept back from the public: it concerns other people." in public.get(f"/en/case/{case.number}").text


def test_nothing_is_chosen_beforehand_and_one_press_releases_nothing(pages: PageClient) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    for which in ("letter", str(_answer(case).id)):
        form = pages.get(f"/en/staff/{case.number}/release/{which}").form("release")
        assert not form.values.get("decision")
        assert form.submit(status=422).errors
    assert _answer(case).release == Release.UNRELEASED
    assert not again(case).released


def test_a_file_needs_a_choice_and_one_that_is_kept_a_reason(pages: PageClient) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    field = f"file_{_file(case).id}"
    form = pages.get(f"/ky/staff/{case.number}/release/{_answer(case).id}").form("release")
    page = form.fill(decision="release").submit(status=422)
    assert [link.get("href") for link in page.document.first("div", class_="errors").all("a")] == [f"#{field}"]
    page = page.form("release").fill({field: "keep"}).submit(status=422)
    assert [link.get("href") for link in page.document.first("div", class_="errors").all("a")] == [f"#{field}_reason"]
    assert _answer(case).release == Release.UNRELEASED


def test_the_applicant_reads_why_a_file_is_kept(pages: PageClient) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    field = f"file_{_file(case).id}"
    form = pages.get(f"/en/staff/{case.number}/release/{_answer(case).id}").form("release")
    form.fill({"decision": "release", field: "keep", f"{field}_reason": "personal_data"}).submit()
    holder = Actor(ActorKind.SECRET_HOLDER, case_id=case.id)
    page = case_page(db.session, case.number, holder, TODAY)
    assert page is not None
    assert [(one.release, one.kept_reason) for one in page.files if one.kind == "answer"] == [(Release.KEPT, "personal_data")]
    kept = db.select(CaseEvent.data).where(CaseEvent.case_id == case.id, CaseEvent.type == "kept_back")
    events = db.session.scalars(kept).all()
    assert [data["reasons"] for data in events] == [["personal_data"]]


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
    page.form("release").fill({"decision": "release", f"file_{row.id}": "covered"}).submit()
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
    pages.get(f"/en/staff/{case.number}/release/letter").form("release").fill(decision="release", body="Чаң жөнүндө.").submit()
    page = pages.get(f"/en/staff/{case.number}/release").click("Take everything back from the public")
    page.form("act").fill(reason="applicant_asked").submit()
    assert not again(case).released
    assert "Чаң жөнүндө." not in PageClient(world).get(f"/en/case/{case.number}").text  # type: ignore[arg-type]


def test_a_file_that_was_shown_goes_back_when_it_is_not_chosen_any_more(pages: PageClient, world: object) -> None:
    case = build.answered(file_name="Сүрөт.jpg", data=build.photo())
    path = f"/en/staff/{case.number}/release/{_answer(case).id}"
    field = f"file_{_file(case).id}"
    pages.get(path).form("release").fill({"decision": "release", field: "whole"}).submit()
    form = pages.get(path).form("release")
    assert form[field] == "whole"
    form.fill({field: "keep", f"{field}_reason": "third_party"}).submit()
    assert _file(case).release == Release.KEPT
    PageClient(world).get(f"/en/case/{case.number}/file/{_file(case).id}", 404)  # type: ignore[arg-type]
