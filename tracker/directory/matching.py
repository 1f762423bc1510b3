"""From free text to topics: which of our topics do these words speak of?

Keywords are beginnings of words, because Kyrgyz and Russian words carry endings. A keyword of three letters or fewer
must be the whole word; a keyword of several words must stand in the text as it is. A keyword that several topics share
says less about each of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.directory.folding import fold, words

SHORT = 3
PHRASE_WEIGHT = 2.5
WORD_WEIGHT = 1.0
LONG_WORD_WEIGHT = 1.4
LONG = 6
# «сёл» (of villages) must not read as «сел» (mudflow): in words this short ё is another letter.
SHORT_WITH_YO = re.compile(r"\b(?=\w{1,3}\b)\w*ё\w*\b", re.IGNORECASE)
# Kyrgyz softens the last consonant before a vowel (топурак → топурагы), Russian drops the last vowel (дамба → дамбы).
SOFTENED = {"к": "г", "п": "б"}
LAST_VOWELS = "аяь"
SURE_LENGTH = 5

__all__ = ["Matcher", "TopicMatch", "TopicWords", "fold"]


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The keywords of one topic, as stored: «;» between them, all languages together."""

    code: str
    keywords: str


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic that the text may be about, how strongly, and the words that say so."""

    code: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Keyword:
    text: str
    weight: float
    stems: tuple[str, ...] = ()

    @property
    def is_phrase(self) -> bool:
        return " " in self.text


class Matcher:
    """Built once from the topics, asked often."""

    def __init__(self, topics: Sequence[TopicWords]) -> None:
        split = {topic.code: _keywords(topic.keywords) for topic in topics}
        shared = Counter(keyword for keywords in split.values() for keyword in keywords)
        self._topics = {
            code: [_Keyword(keyword, _weight(keyword, shared[keyword]), _stems(keyword)) for keyword in keywords]
            for code, keywords in split.items()
        }

    def topics(self, text: str, limit: int = 5) -> list[TopicMatch]:
        """The topics of a text, most likely first. Nothing found: an empty list, never a guess."""
        in_text = words(SHORT_WITH_YO.sub(" ", text))
        line = f" {' '.join(in_text)}"
        matches = [_match(code, keywords, in_text, line) for code, keywords in self._topics.items()]
        found = [match for match in matches if match.score > 0]
        return sorted(found, key=lambda match: -match.score)[:limit]


def _keywords(text: str) -> list[str]:
    folded = (" ".join(words(keyword)) for keyword in text.split(";"))
    return list(dict.fromkeys(keyword for keyword in folded if keyword))


def _stems(keyword: str) -> tuple[str, ...]:
    if len(keyword) < SURE_LENGTH:
        return (keyword,)
    last = keyword[-1]
    if last in SOFTENED:
        return (keyword, keyword[:-1] + SOFTENED[last])
    return (keyword[:-1],) if last in LAST_VOWELS else (keyword,)


def _weight(keyword: str, topics_with_it: int) -> float:
    return _base_weight(keyword) / math.sqrt(topics_with_it)


def _base_weight(keyword: str) -> float:
    if " " in keyword:
        return PHRASE_WEIGHT
    return LONG_WORD_WEIGHT if len(keyword) >= LONG else WORD_WEIGHT


def _match(code: str, keywords: Iterable[_Keyword], in_text: Sequence[str], line: str) -> TopicMatch:
    hits = [keyword for keyword in keywords if _hits(keyword, in_text, line)]
    return TopicMatch(code, sum(keyword.weight for keyword in hits), tuple(keyword.text for keyword in hits))


def _hits(keyword: _Keyword, in_text: Sequence[str], line: str) -> bool:
    if keyword.is_phrase:
        return f" {keyword.text}" in line
    if len(keyword.text) <= SHORT:
        return keyword.text in in_text
    return any(word.startswith(keyword.stems) for word in in_text)
