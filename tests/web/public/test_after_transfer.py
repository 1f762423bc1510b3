"""A letter that was passed on: the first body's time runs on, and every page and text says that date and no other."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import Flask

from tests.conftest import NOW, TODAY
from tests.web.client import PageClient
from tests.web.staff import build
from tracker.cases import deciding, delivery
from tracker.cases.kinds import Proof
from tracker.cases.letter_words import letter_words
from tracker.cases.letters import facts_of_letter
from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import regime_of
from tracker.i18n import in_language
from tracker.store import db

EXTENDED_ON = date(2026, 12, 21)


def passed_on(extended: bool = True) -> tuple[Case, Leg]:
    case = build.delivered()
    assert case.current_leg is not None
    first = case.current_leg
    if extended:
        deciding.extend(db.session, case, first, by=build.OFFICER, now=NOW, ground="K217-EXT-HARD", reason="Көп барак.")
    ground = deciding.transfer_codes(regime_of(db.session, case, first))[0]
    second = deciding.transfer(
        db.session, case, first, by=build.OFFICER, now=NOW, to_authority_id="SETS-O", ground=ground, reason="Биз эмес."
    )
    db.session.commit()
    return case, second


def dates(world: Flask, case: Case) -> dict[str, Any]:
    answer = PageClient(world).get(f"/en/case/{case.number}/dates.json")

    return json.loads(answer.html)["duties"][-1]  # type: ignore[no-any-return]


def test_the_extended_date_of_the_first_body_is_shown_with_its_reasons(world: Flask) -> None:
    case, second = passed_on()
    assert second.answer_due_on == EXTENDED_ON
    for delivered in (False, True):
        if delivered:
            delivery.deliver_on_paper(
                db.session, case, second, by=build.STAFF, now=NOW, received_on=TODAY, proof=Proof.STAMPED_COPY
            )
            db.session.commit()
        duty = dates(world, case)
        shown = {row["what"]: row["on"] for row in duty["dates"]}
        assert (shown["Answer due by, at first"], shown["With the extra time"]) == ("2026-12-07", "2026-12-21")
        assert "Answer due by" not in shown
        assert duty["convention"]["on"] == "2026-12-23", "the limit of the Convention stays and never starts again"
        page = PageClient(world).get(f"/en/case/{case.number}").text
        assert "21 December 2026" in page
        assert "23 December 2026" in page


def test_the_letter_to_the_next_body_says_until_when_and_counts_nothing_from_receipt(world: Flask) -> None:
    case, second = passed_on()
    with in_language("en"):
        asked = letter_words(facts_of_letter(db.session, case, second, NOW)).requests
    assert "The letter was passed on to you, and the time of the first body runs on: until 21 December 2026." in asked
    assert not any("from receipt" in line for line in asked)


def test_without_extra_time_the_first_date_runs_on(world: Flask) -> None:
    case, _ = passed_on(extended=False)
    shown = {row["what"]: row["on"] for row in dates(world, case)["dates"]}
    assert shown["Answer due by"] == "2026-12-07"
