"""Links in letters: one case, one purpose, one secret."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from tracker.cases.links import LIFETIME, LinkExpired, LinkInvalid, Links, Purpose, link_key

NOW = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
LINKS = Links("https://example.org", link_key("a secret of the service"))


@dataclass(frozen=True)
class Signed:
    id: int = 7
    number: str = "26-4837-1950"
    secret_digest: str = "digest-of-the-slip"


def token(url: str) -> str:
    return url.rpartition("/")[2]


def test_the_link_of_a_letter_opens_its_case_years_later() -> None:
    url = LINKS.follow(Signed(), "ky")
    assert url.startswith("https://example.org/ky/follow/26-4837-1950/")
    LINKS.check(Signed(), Purpose.FOLLOW, token(url), NOW + timedelta(days=2000))


@pytest.mark.parametrize(
    ("sentence", "case"),
    [
        ("another case", replace(Signed(), id=8, number="26-4837-1961")),
        ("after a lost slip was renewed", replace(Signed(), secret_digest="digest-of-the-new-slip")),
    ],
)
def test_a_link_is_worthless_for(sentence: str, case: Signed) -> None:
    with pytest.raises(LinkInvalid):
        LINKS.check(case, Purpose.FOLLOW, token(LINKS.follow(Signed(), "ky")), NOW)


def test_a_link_for_one_purpose_is_worthless_for_another() -> None:
    with pytest.raises(LinkInvalid):
        LINKS.check(Signed(), Purpose.CONFIRM_WITHDRAWAL, token(LINKS.follow(Signed(), "ky")), NOW)


@pytest.mark.parametrize("typed", ["", "0", "0~", "нет", "0~AAAA", "~" * 300, "\x00"])
def test_what_was_not_made_here_opens_nothing(typed: str) -> None:
    with pytest.raises(LinkInvalid):
        LINKS.check(Signed(), Purpose.FOLLOW, typed, NOW)


@pytest.mark.parametrize("purpose", list(LIFETIME))
def test_a_confirming_link_grows_old(purpose: Purpose) -> None:
    made = token(LINKS.confirming(Signed(), purpose, "ru", NOW))
    LINKS.check(Signed(), purpose, made, NOW + LIFETIME[purpose])
    with pytest.raises(LinkExpired):
        LINKS.check(Signed(), purpose, made, NOW + LIFETIME[purpose] + timedelta(seconds=1))


def test_another_service_secret_makes_other_links() -> None:
    other = Links(LINKS.base_url, link_key("another secret"))
    with pytest.raises(LinkInvalid):
        other.check(Signed(), Purpose.FOLLOW, token(LINKS.follow(Signed(), "ky")), NOW)
