"""A public copy shows only what was released: black pixels, no metadata, no lifted covers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from tests.files import build
from tracker.files import errors
from tracker.files.redaction import Box, public_pdf, redact_image


def opened(data: bytes) -> Any:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(("kind", "content_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_black_is_burnt_into_the_pixels(kind: str, content_type: str) -> None:
    copy = redact_image("с", content_type, build.picture(kind, (100, 100)), [Box(0.1, 0.2, 0.5, 0.3)])
    picture = opened(copy.data)
    assert all(max(picture.getpixel((x, y))) < 40 for x in range(12, 58) for y in range(22, 48))
    assert max(max(picture.getpixel((x, 90))) for x in range(100)) > 100


def test_the_box_is_placed_on_the_picture_as_it_is_seen() -> None:
    photo = build.phone_photo((64, 48), orientation=6)
    picture = opened(redact_image("с.jpg", "image/jpeg", photo, [Box(0, 0, 1, 0.25)]).data)
    assert picture.size == (48, 64)
    assert max(max(picture.getpixel((x, 2))) for x in range(48)) < 60


def test_a_hidden_transparent_layer_is_black_too() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (10, 10), (200, 10, 10, 0)).save(written, "PNG")
    copy = redact_image("с.png", "image/png", written.getvalue(), [Box(0, 0, 1, 1)])
    assert set(Image.open(io.BytesIO(copy.data)).get_flattened_data()) == {(0, 0, 0, 255)}


def test_the_copy_has_no_metadata() -> None:
    copy = redact_image("с.jpg", "image/jpeg", build.phone_photo(), [])
    assert not Image.open(io.BytesIO(copy.data)).getexif()


@pytest.mark.parametrize("box", [Box(1.2, 0, 0.1, 0.1), Box(0, 0, 0, 0.5), Box(0, float("nan"), 1, 1), Box(-1, 0, 0.5, 1)])
def test_a_box_that_hides_nothing_is_an_error(box: Box) -> None:
    with pytest.raises(ValueError, match="outside"):
        redact_image("с.png", "image/png", build.picture("PNG"), [box])


def test_only_images_have_pixels() -> None:
    with pytest.raises(errors.FileTypeRefused):
        redact_image("а.pdf", "application/pdf", build.pdf(), [])


def test_a_pdf_keeps_its_pages_and_nothing_else() -> None:
    from pypdf import PdfReader

    copy = public_pdf("жооп.pdf", build.pdf(Author="Bakyt the clerk", Title="draft 3")).data
    reader = PdfReader(io.BytesIO(copy))
    assert len(reader.pages) == 1
    assert not reader.metadata or not {"/Author", "/Title", "/Creator"} & reader.metadata.keys()
    for trace in (b"Bakyt", b"draft", b"JavaScript", b"OpenAction", b"EmbeddedFile"):
        assert trace not in copy


def test_comments_are_dropped_and_links_stay() -> None:
    from pypdf import PdfReader

    assert b"Bakyt" not in public_pdf("а.pdf", build.pdf(mark="/Text")).data
    linked = PdfReader(io.BytesIO(public_pdf("а.pdf", build.pdf(mark="/Link")).data))
    assert [mark.get_object()["/A"]["/URI"] for mark in linked.pages[0]["/Annots"]] == ["https://example.org/"]


def test_metadata_inside_a_picture_of_a_page_is_gone() -> None:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(10, 10)
    note, form = StreamObject(), StreamObject()
    note.set_data(b"<x:xmpmeta>Bakyt the clerk</x:xmpmeta>")
    form.set_data(b"0 0 m")
    form[NameObject("/Metadata")] = writer._add_object(note)
    forms = DictionaryObject({NameObject("/F"): writer._add_object(form)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): forms})
    written = io.BytesIO()
    writer.write(written)
    copy = public_pdf("а.pdf", written.getvalue()).data
    assert b"0 0 m" in copy
    assert b"Bakyt" not in copy


@pytest.mark.parametrize("mark", ["/Square", "/Redact", "/Ink", "/FreeText"])
def test_a_cover_that_can_be_lifted_is_refused(mark: str) -> None:
    with pytest.raises(errors.MarksNotBurnt):
        public_pdf("а.pdf", build.pdf(mark=mark))


def test_a_broken_or_locked_pdf_is_damaged() -> None:
    from pypdf import PdfWriter

    locked = PdfWriter()
    locked.add_blank_page(10, 10)
    locked.encrypt("сыр", algorithm="RC4-128")
    written = io.BytesIO()
    locked.write(written)
    for data in (b"%PDF-1.7 nothing", written.getvalue()):
        with pytest.raises(errors.FileDamaged):
            public_pdf("а.pdf", data)
