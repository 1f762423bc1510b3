"""Every ground of a refusal says something to the person who got it, and its form is called checked only where it was."""

from __future__ import annotations

import pytest

from tracker.law.advice import FormCheck, form_check, named_grounds
from tracker.law.grounds import refusal_grounds
from tracker.law.kyrgyzstan import regimes
from tracker.law.regimes import regime_by_id
from tracker.lawbook.advice_words import FORM, MEANS
from tracker.lawbook.labels import GROUNDS


def test_every_ground_of_a_refusal_has_words_and_advice() -> None:
    codes = {ground.code for regime in regimes() for ground in refusal_grounds(regime)}
    assert set(MEANS) == codes
    assert codes <= set(GROUNDS)
    assert set(FORM) == set(FormCheck)


def test_only_the_grounds_of_the_own_law_are_named_each_once() -> None:
    law = regime_by_id("KG-APP-67", regimes())
    assert [one.code for one in named_grounds(law, ["K67-ANON", "K217-RESTR-ORDER", "K67-ANON", "x"])] == ["K67-ANON"]
    assert named_grounds(law, []) == ()


@pytest.mark.parametrize(
    ("codes", "through_service", "check"),
    [
        (["K67-ANON"], True, FormCheck.CHECKED),
        ([], True, FormCheck.TYPED),
        ([], False, FormCheck.NOT_CHECKED),
        (["K67-ANON"], False, FormCheck.NOT_CHECKED),
    ],
)
def test_what_is_known_of_the_form(codes: list[str], through_service: bool, check: FormCheck) -> None:
    assert form_check(codes, through_service) is check
