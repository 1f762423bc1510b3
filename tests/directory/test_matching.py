from __future__ import annotations

import pytest

from tests.directory.samples import samples, topic_rows
from tracker.directory.matching import Matcher, TopicWords

BAR = 0.85


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    keywords = ("keywords_ky", "keywords_ru", "keywords_en")
    return Matcher([TopicWords(row["code"], ";".join(row[name] for name in keywords)) for row in topic_rows()])


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_topic_of_the_sample_situations_is_among_the_first_three(matcher: Matcher, language: str) -> None:
    all_samples = samples()
    missed = [
        one.id
        for one in all_samples
        if one.topic not in [match.code for match in matcher.topics(getattr(one, f"text_{language}"), 3)]
    ]
    print(f"{language}: {len(all_samples) - len(missed)} of {len(all_samples)}; missed {missed}")
    assert len(missed) <= (1 - BAR) * len(all_samples)


def codes(matcher: Matcher, text: str) -> list[str]:
    return [match.code for match in matcher.topics(text)]


def test_writing_without_kyrgyz_letters_finds_the_same(matcher: Matcher) -> None:
    assert codes(matcher, "Айылда түтүн көп, дөңгөлөк өрттөшөт") == codes(matcher, "Айылда тутун коп, донголок орттошот")


def test_a_short_keyword_is_a_whole_word(matcher: Matcher) -> None:
    assert "ANIMALS" in codes(matcher, "Короодо ит көп")
    assert "ANIMALS" not in codes(matcher, "Итальян өкүлү келди")


def test_villages_do_not_read_as_a_mudflow(matcher: Matcher) -> None:
    assert "HAZARD" not in codes(matcher, "Жители сёл просят открыть школу")
    assert "HAZARD" in codes(matcher, "Кечээ сел жүрүп кетти")


def test_a_kyrgyz_ending_that_softens_the_consonant_still_matches(matcher: Matcher) -> None:
    assert "SOIL" in codes(matcher, "Жайыттын топурагын сүрүп салышты")


def test_nothing_known_gives_nothing(matcher: Matcher) -> None:
    assert matcher.topics("Саламатсызбы! 😀") == []
    assert matcher.topics("") == []


def test_it_says_which_words_spoke(matcher: Matcher) -> None:
    first = matcher.topics("Кирпичный завод дымит")[0]
    assert first.code == "AIR"
    assert "кирпичный" in first.because
