from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask

from tests.web.client import PageClient
from tracker.web.shared import assets, bootstrap

KB = 1024
GZIP = {"Accept-Encoding": "gzip"}


def test_the_address_of_a_file_carries_its_content_and_is_kept_for_ever(pages: PageClient) -> None:
    url = pages.app.extensions["assets"]["app.css"]
    answer = pages.client.get(url, headers=GZIP, buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"--lake" in gzip.decompress(answer.data)


def test_a_first_visit_is_light(pages: PageClient) -> None:
    """Page, stylesheet and icon over the wire, without a home page's own words: far below 60 KB."""
    page = pages.client.get("/ky/trial/parts", headers=GZIP, buffered=True)
    assert page.headers["Content-Encoding"] == "gzip"
    urls = pages.app.extensions["assets"]
    sizes = [len(pages.client.get(urls[name], headers=GZIP, buffered=True).data) for name in ("app.css", "icon.svg")]
    assert len(page.data) + sum(sizes) < 20 * KB


def test_a_small_answer_is_not_worth_packing(pages: PageClient) -> None:
    assert "Content-Encoding" not in pages.client.get("/health", headers=GZIP, buffered=True).headers


def test_publishing_twice_writes_once(tmp_path: Path) -> None:
    name = assets.publish(tmp_path, "a.css", b"p{}")
    again = assets.publish(tmp_path, "a.css", b"p{}")
    assert name == again
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, f"{name}.gz"]
    assert assets.is_immutable("", f"/static/{name}")
    assert not assets.is_immutable("", "/static/a.css")


CSS = """@charset "UTF-8";:root{--a:1}p{margin:0}.btn,.card{color:red}.btn:hover{color:blue}
@media (min-width:1px){.card{x:1}.gone{x:2}}@media print{.gone{y:1}}@keyframes z{to{x:1}}.a:not(.b,.c)>p{q:1}"""


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (set(), ":root{--a:1}p{margin:0}"),
        ({"card"}, ":root{--a:1}p{margin:0}.card{color:red}@media (min-width:1px){.card{x:1}}"),
        ({"a", "b", "c"}, ":root{--a:1}p{margin:0}.a:not(.b,.c)>p{q:1}"),
    ],
)
def test_of_bootstrap_only_what_is_used_stays(words: set[str], kept: str) -> None:
    assert bootstrap.subset(CSS, words) == kept


def test_space_is_squeezed_out_of_our_css_and_nothing_else() -> None:
    assert assets.squeeze("/* x */ .a > .b {\n  margin: 0 auto;\n color: red; }\n") == ".a>.b{margin: 0 auto;color: red;}"


def test_the_release_changes_with_the_style(trial_app: Flask) -> None:
    assert assets.release({"app.css": "1"}) != assets.release({"app.css": "2"})
    assert assets.release({"app.css": "1"}) == assets.release({"app.css": "1"})
