"""What a cheap phone on a bad network has to load."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.web.dom import read

KB = 1024
MOST = 60 * KB
AIM = 40 * KB
PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
def test_the_first_visit_to_the_home_page(app: Flask, lang: str) -> None:
    """Everything the page makes a browser load, as sent."""
    client = app.test_client()
    page = client.get(f"/{lang}/", headers=PACKED, buffered=True)
    plain = client.get(f"/{lang}/", buffered=True)
    document, _ = read(plain.text)
    loaded = {e.get("href") for e in document.all("link") if e.get("rel") in {"stylesheet", "icon", "manifest", "preload"}}
    loaded |= {e.get("src") for e in document.all("img", "script") if not e.get("src").startswith("data:")}
    assert all(not urlsplit(url).netloc for url in loaded), "nothing comes from another host"
    sizes = {url: len(client.get(url, headers=PACKED, buffered=True).data) for url in loaded}
    sizes["page"] = len(page.data)
    assert sum(sizes.values()) < AIM < MOST, sizes
    assert len(plain.data) < 25 * KB
