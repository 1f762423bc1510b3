"""How people close a letter: "С уважением", "Урматтоо менен", "Best regards", and what stands below it. Pure."""

from __future__ import annotations

import re

LONGEST = 70  # signs of a line of a signature
MOST_WORDS = 8
_words = re.compile(
    r"(?:с (?:(?:глубоким|искренним|большим|огромным|неизменным) )?(?:уважением|почтением)"
    r"(?: (?:и|к вам|и наилучшими пожеланиями|и благодарностью))?|с наилучшими пожеланиями|с благодарностью|искренне ваша?|"
    r"всего (?:доброго|хорошего|наилучшего)|хорошего дня|с ув\.|"
    r"(?:сизди |сиздерди )?(?:терең |чоң |зор |чын )?(?:урматтоо(?:лор)?|(?:сый-?)?урмат|сый|ыза?ат(?:тоо)?)(?:ыбыз|ым|уң|у)?"
    r"(?: (?:жана|менен) (?:сый|ызаат|урмат))? менен|(?:ак|жакшы|изги) (?:тилек(?:тер)?|каалоо(?:лор)?)(?:ибиз|им)? менен|"
    r"(?:with )?(?:best|kind|kindest|warm|warmest)?(?: personal)? ?regards|(?:with )?best wishes|"
    r"(?:yours )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?)(?![\w-])",
    re.I,
)
_CONTENT = re.compile(
    r"[?№]|\bp\.? ?s\b|\b(?:постскриптум|приложени|тиркеме|тиркелет|attach|enclos|вх\.|исх\.|прос(?:им|ьба)|прошу|сообща|"
    r"направля|прилага|уведомля|подтвержда|билдир|маалымда|жөнөт|сурайбыз|суранам|please)|[^\W\d_]{5,}[.!] +[A-ZА-ЯЁӨҮҢ]",
    re.I,
)
_SENTENCE = re.compile(r"[a-zа-яёөүң]{3,}[.!;:]$")


def is_closing(line: str) -> bool:
    """ "С уважением," alone or with a name behind it; not "С уважением относимся к вашему запросу"."""
    found = _words.match(line[: LONGEST * 2])
    if not found:
        return False
    rest = line[found.end() :].strip()
    name = rest.lstrip(",.!;:–—- ")
    if not name:
        return True
    if not is_of_signature(name) or not re.search(r"[A-ZА-ЯЁӨҮҢ]", name):
        return False
    if rest[0] in ",.!;:–—-":
        return len(name.split()) < 3 or not _SENTENCE.search(name)
    return len(name.split()) <= 4 and all(word[0].isupper() or not word[0].isalpha() for word in name.split())


def is_of_signature(line: str) -> bool:
    """A short line without a sentence: name, post, office, address, telephone."""
    words = line.split()
    if len(line) > LONGEST or len(words) > MOST_WORDS or _CONTENT.search(line):
        return False
    return not (len(words) > 3 and _SENTENCE.search(line))
