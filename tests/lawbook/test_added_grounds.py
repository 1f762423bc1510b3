"""A ground that is added: its code is made here, a second person confirms it, and every reader has its words in his language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.law.test_added_grounds import CODE, REPEATED, WORDS, added, changed
from tests.lawbook.conftest import NOW
from tests.lawbook.test_changes import SECOND, confirmed, proposed
from tracker.i18n import LANGUAGES, in_language
from tracker.law.codes import Need
from tracker.law.grounds import Objection, Problem, ground_by_code
from tracker.law.kyrgyzstan import regimes
from tracker.law.regimes import Regime, regime_by_id
from tracker.law.versions import What
from tracker.lawbook import changes, terms
from tracker.lawbook.advice_words import MEANS_OF_A_NEED, advice_lines
from tracker.lawbook.changes import ChangeError, Wanted
from tracker.lawbook.changes import Problem as Refused
from tracker.lawbook.grounds import ground_line, ground_words, objection_words, words_of_added

WANTED = Wanted(What.NEW_GROUND, "KG-ATI-217", REPEATED, "Мыйзамдын 21-беренеси окулду")
OTHER = replace(WANTED, table={**REPEATED, "words": {**WORDS, "en": "It was published already"}})


def law(rows: tuple[Regime, ...], law_id: str = "KG-ATI-217") -> Regime:
    return regime_by_id(law_id, rows)


def test_its_code_is_made_here_and_never_given_twice(any_session: Any) -> None:
    first, second = proposed(any_session, WANTED), proposed(any_session, OTHER)
    changes.reject(any_session, second, note="Бул башка мыйзамда", by=SECOND, now=NOW)
    third = proposed(any_session, OTHER)
    of_another_law = replace(WANTED, regime_id="KG-APP-67", table={**REPEATED, "limited_by": []})
    assert [first.name, second.name, third.name] == [CODE, "KG-ATI-217-G2", "KG-ATI-217-G3"]
    assert proposed(any_session, of_another_law).name == "KG-APP-67-G1"


def test_the_button_pressed_twice_makes_one_proposal(any_session: Any) -> None:
    proposed(any_session, WANTED)
    with pytest.raises(ChangeError) as caught:
        proposed(any_session, WANTED)
    assert caught.value.problem is Refused.WAITS_ALREADY


def test_it_counts_when_a_second_person_has_confirmed_it(any_session: Any) -> None:
    row = proposed(any_session, WANTED)
    assert ground_by_code(CODE, terms.regimes(any_session)) is None
    changes.confirm(any_session, row, note="", alone=False, by=SECOND, now=NOW)
    assert ground_by_code(CODE, terms.regimes(any_session)).words == WORDS  # type: ignore[union-attr]


def test_what_contradicts_the_law_is_not_even_proposed(any_session: Any) -> None:
    with pytest.raises(ChangeError) as caught:
        proposed(any_session, replace(WANTED, table={**REPEATED, "words": {"ky": "Кайталайт"}}))
    assert caught.value.problem is Refused.CONTRADICTS


def test_its_words_are_found_by_its_code_in_the_language_of_the_reader(any_session: Any, app: Flask) -> None:
    confirmed(any_session, WANTED)
    for language in LANGUAGES:
        with in_language(language):
            assert ground_words(CODE, any_session) == WORDS[language]
    with in_language("ky"):
        assert WORDS["ky"] in objection_words(Objection(Problem.NEEDS_WEIGHING, CODE), any_session)
    assert ground_words("K999", any_session) == "K999", "a code that nobody knows stays a code"


def test_words_corrected_elsewhere_are_read_at_once(any_session: Any, app: Flask) -> None:
    confirmed(any_session, WANTED)
    with in_language("ky"):
        assert ground_words(CODE, any_session) == WORDS["ky"]
        better = {"status": "confirmed", "source": "cbd", "words": {**WORDS, "ky": "Сурам мурунку сурамды кайталайт"}}
        confirmed(any_session, Wanted(What.GROUND, "KG-ATI-217", better, "Так котормо", CODE))
        assert ground_words(CODE, any_session) == "Сурам мурунку сурамды кайталайт"


def test_grounds_that_ship_ask_nothing_of_the_database(any_session: Any, app: Flask) -> None:
    confirmed(any_session, WANTED)
    any_session.commit()
    asked: list[str] = []
    event.listen(any_session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    with in_language("ru"):
        assert ground_words("R-DRAFT", any_session) != "R-DRAFT"
        assert words_of_added(["R-DRAFT", "K67-ANON", ""], any_session) == {}
        assert asked == []
        assert words_of_added([CODE, "R-DRAFT", CODE], any_session) == {CODE: WORDS["ru"]}


@pytest.mark.parametrize(
    ("law_id", "code", "named"),
    [
        ("KG-ATI-217", CODE, "Law No. 217 of 29 December 2023 on the right of access to information, article 21(1)(2)"),
        ("KG-APP-67-10WD", "KG-APP-67-G1", "Law No. 67 of 4 May 2007 on citizens' appeals, article 21(1)(2)"),
        ("KG-APP-67-10WD", "KG-APP-67-10WD-G1", "Bill of 2026 to change Law No. 67, article 21(1)(2)"),
    ],
)
def test_a_letter_names_the_law_to_which_it_was_added(app: Flask, law_id: str, code: str, named: str) -> None:
    rows = changed(added(1, code.rpartition("-G")[0], code, **({} if "217" in code else {"limited_by": []})))
    ground = ground_by_code(code, [law(rows, law_id)])
    assert ground is not None
    with in_language("en"):
        assert ground_line(ground, law(rows, law_id)) == f"The request repeats one that was answered ({named})"


@pytest.mark.parametrize("needs", [(), *((need,) for need in Need), (Need.WEIGHING, Need.WHERE_TO_APPLY)])
def test_the_applicant_is_told_what_must_go_with_it(app: Flask, needs: tuple[Need, ...]) -> None:
    rows = changed(added(needs=[need.value for need in needs]))
    ground = ground_by_code(CODE, rows)
    assert ground is not None
    first = next((words for need, words in MEANS_OF_A_NEED.items() if need in needs), None)
    with in_language("en"):
        assert advice_lines(ground, law(rows))[1:] == ([first] if first else [])


def test_a_ground_that_only_sends_elsewhere_does_not_say_that_nothing_is_held(app: Flask) -> None:
    """Such as one whose register another body publishes: it may well have it."""
    rows = changed(added(needs=["where_to_apply"]))
    sends, not_held = (ground_by_code(code, rows) for code in (CODE, "K217-NOTHELD-SCOPE"))
    assert sends is not None
    assert not_held is not None
    with in_language("en"):
        assert advice_lines(sends, law(rows))[1:] == ["It has to say which body you can turn to; the centre helps to find it."]
        assert "has not got the information" in advice_lines(not_held, law(rows))[1]


def test_a_ground_that_ships_says_what_it_means_and_no_more(app: Flask) -> None:
    extension = ground_by_code("K217-EXT-HARD", regimes())
    assert extension is not None
    with in_language("en"):
        assert len(advice_lines(extension, law(regimes()))) == 1
