"""The first page: one choice, light, the same for everybody."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.web.client import PageClient
from tests.web.public.writing import Writer


def test_the_choices_lead_into_the_letter(pages: PageClient) -> None:
    home = pages.get("/ky/")
    kinds = [href.partition("kind=")[2] for _, href in home.links() if "kind=" in href]
    assert kinds == ["information_request", "statement", "complaint", "proposal"]
    for kind in kinds:
        assert pages.get(f"/ky/new/write?kind={kind}").status == 200
    assert "/ky/call" in {href for _, href in home.links()}


def test_first_visit_is_light(pages: PageClient) -> None:
    files = {e.get("href") for e in pages.get("/ky/").document.all("link") if e.get("rel") in {"stylesheet", "icon"}}
    assert size_of(pages, "/ky/") + sum(size_of(pages, urlsplit(url).path) for url in files) <= 60_000


def size_of(pages: PageClient, path: str) -> int:
    with pages.client.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        return len(answer.data)


def test_known_pages_are_not_sent_again(pages: PageClient) -> None:
    first = pages.get("/ky/")
    again = pages.get("/ky/", status=304, If_None_Match=first.headers["ETag"])
    assert again.data == b""
    assert "Set-Cookie" not in first.headers
    assert len(first.statements) <= 2


def test_a_restricted_letter_is_in_no_figure_of_the_first_page(writer: Writer) -> None:
    before = writer.pages.get("/ky/").document.first("dl", class_="figures").text
    writer.file("SETS-JA")
    assert writer.pages.get("/ky/").document.first("dl", class_="figures").text == before
