"""What a body's letter looks like: a proposal for the person who reads it, never a decision. Pure.

Offices here write in set phrases, in Russian and Kyrgyz. Each meaning has its phrases; the number and the day are taken from
where they stand beside them. Our own number is never taken for the body's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.cases.reference import read_number

LOOKED_AT = 6_000
LONG = 350
"""An office that only registers writes two lines; one that answers writes more."""


class Meaning(StrEnum):
    REGISTERED = "registered"
    QUESTION = "question"
    EXTENSION = "extension"
    DAY = "day"
    PAYMENT = "payment"
    TRANSFER = "transfer"
    ANSWER = "answer"
    REFUSAL = "refusal"
    CORRECTION = "correction"
    NOTE = "note"
    AUTO_REPLY = "auto_reply"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`number`, `on`: the body's own, as the letter names them. Of an announced day `on` is that day."""

    meaning: Meaning
    number: str = ""
    on: date | None = None
    amount: Decimal | None = None


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


PHRASES: tuple[tuple[Meaning, re.Pattern[str]], ...] = (
    (Meaning.AUTO_REPLY, _any(
        r"автоматическ\w+ (?:ответ|уведомлен)", r"нахожусь в (?:отпуске|командировке)", r"отсутствую на рабочем месте",
        r"автоматтык (?:жооп|билдир)", r"эмгек өргүү", r"иш сапар(?:да|ында)", r"out of (?:the )?office", r"automatic reply",
    )),
    (Meaning.TRANSFER, _any(
        r"перенаправл", r"переадресов", r"направлен\w* (?:вами )?(?:по компетенции|по принадлежности|для рассмотрения в)",
        r"по принадлежности", r"не (?:входит|относится) (?:в|к) компетенци",
        r"(?:таандыгы|тиешелүүлүгү|компетенциясы) боюнча .{0,60}?(?:жөнөт|багыт)",
        r"компетенциясына кирбейт", r"кайра багытта", r"forwarded to", r"passed (?:it )?on to",
        r"not within (?:our|the) competence",
    )),
    (Meaning.EXTENSION, _any(
        r"срок\w* (?:\w+ ){0,4}продл[её]н", r"продл\w+ срок", r"продление срок", r"мөөнөт\w* (?:\w+ ){0,4}узарт", r"узартыл",
        r"(?:extend|prolong)\w* (?:\w+ ){0,4}(?:term|time|deadline|period)", r"need more time",
    )),
    (Meaning.REFUSAL, _any(
        r"отказ(?:ано|ываем|ывает|ать)?\b.{0,40}(?:предоставлен|рассмотрен|информац)", r"отказано", r"отказываем",
        r"не (?:подлежит|подлежат) (?:разглашен|предоставлен)", r"не представляется возможным", r"баш тарт",
        r"берүүгө (?:мүмкүн эмес|болбойт)", r"(?:ачыкка чыгарууга|жарыялоого) жатпайт", r"\brefus(?:e|ed|al)\b",
        r"cannot be (?:provided|disclosed)",
    )),
    (Meaning.PAYMENT, _any(
        r"(?:просим|прошу|необходимо|следует|надлежит) (?:вас )?(?:\w+ ){0,2}"
        r"(?:оплатить|внести (?:\w+ )?(?:оплат|плат|сумм))",
        r"(?:произвести|внести) оплату", r"подлежит оплате",
        r"(?:предоставлен\w+ (?:\w+ ){0,3}(?:информац|сведени|данных)|копирован|изготовлен\w+ копи|ксерокопи)\w*"
        r".{0,80}?(?:платн|стоимост|составля\w+ [\d ]+)",
        r"төлөм(?:дү|үн)? (?:\w+ ){0,3}(?:төлө|жүргүз)", r"(?:сом|акы\w*|акча|каражат) (?:\w+ ){0,2}төлө(?:п|ө|ш|ңүз)",
        r"акы төлөнүү", r"(?:маалымат|көчүрмө)\w*.{0,60}?акысы", r"please pay\b", r"(?:a|the) (?:fee|charge) of\b",
        r"subject to (?:a fee|payment)",
    )),
    (Meaning.QUESTION, _any(
        r"про(?:сим|шу) (?:\w+ ){0,3}(?:уточнить|сообщить|указать|представить|предоставить|конкретизировать)",
        r"уточните", r"тактап (?:бер|кой)", r"тактоо(?:ну|ңуз)", r"кошумча маалымат (?:\w+ ){0,2}(?:бер|керек)",
        r"(?:билдирип|көрсөтүп) (?:коюңуз|бериңиз)", r"please (?:clarify|specify|tell us)",
        r"could you (?:please )?(?:clarify|specify)",
    )),
    (Meaning.REGISTERED, _any(
        r"зарегистрирован", r"регистрационн\w+ (?:номер|№)", r"вх(?:одящ\w+|\.)\s*(?:№|номер|n)",
        r"принят\w* к (?:рассмотрен|исполнен|сведен)",
        r"катталды", r"катталган", r"каттоо (?:номери|№)", r"кир(?:иш|үү|ген)\s*(?:№|номери)", r"\bregistered\b",
        r"incoming (?:number|no)",
    )),
)  # fmt: skip
PROMISES = _any(
    r"(?:ответ|информаци\w+|сведени\w+|данные)(?: [\w.-]+){0,4} (?:будет|будут) (?:\w+ ){0,2}"
    r"(?:дан|направл|предоставл|подготовл|отправл)\w*",
    r"(?:планируем|предполагаем|намерены|обязуемся) (?:\w+ ){0,2}(?:ответить|направить|предоставить|дать|подготовить)",
    r"(?:ответим|предоставим|направим ответ|дадим ответ|подготовим ответ)",
    r"(?:жооп|жооб|маалымат)\w*(?: [\w.-]+){0,6} (?:берилет|бериле турган|жөнөтүлөт|даярдалат|беребиз|жөнөтөбүз)",
    r"(?:we|our office) (?:will|shall|intend to|plan to|expect to) (?:\w+ ){0,2}(?:answer|reply|respond|send|provide)",
    r"(?:answer|reply|response|information) will be (?:\w+ )?(?:given|sent|provided|ready)",
)
"""Of a day that has not come yet: the two together announce it."""
CORRECTS = _any(
    r"(?:исправлен|уточнен|откорректирован)\w* (?:\w+ ){0,2}(?:ответ|письм|верси|редакц|данн|сведен)",
    r"взамен (?:\w+ ){0,3}(?:направлен|ответ|письм|предоставлен|отправлен)",
    r"(?:ответе|письме|ответ|письмо)\b.{0,80}?(?:ошибк|опечатк|неточност|ошибочно)",
    r"(?:ошибк|опечатк|неточност|ошибочно).{0,80}?(?:ответе|письме)\b", r"допущен\w* (?:\w+ ){0,2}(?:ошибк|опечатк|неточност)",
    r"вместо .{1,60}? следует читать", r"в дополнение к (?:\w+ ){0,3}(?:ответ|письм)",
    r"оңдолгон (?:\w+ ){0,2}(?:жооп|кат|маалымат)", r"(?:жооп|жооб|катыбыз)\w* .{0,60}?(?:ката|жаңылыш)",
    r"(?:ордуна|деп) .{0,40}?окулсун", r"(?:жообубуз|катыбыз)\w* (?:толуктоо|кошумча)",
    r"correct(?:ed|ion)\b.{0,40}?(?:answer|letter|reply|figure|version)",
    r"(?:mistake|error|misprint) in (?:our|the) (?:\w+ )?(?:answer|letter|reply)",
    r"in addition to our (?:\w+ )?(?:answer|letter|reply)",
)
"""Asked only of a duty that is answered."""
ANSWERS = _any(
    r"сообща(?:ем|ет)", r"информиру(?:ем|ет)", r"направля(?:ем|ет) (?:вам )?(?:ответ|информац|запрашива|сведени|данные)",
    r"в ответ на", r"рассмотрев ваш", r"билдир(?:ебиз|ет|илет)", r"маалымдайбыз", r"жооп(?: катары|ко|убуз)",
    r"маалымат(?:ты|ы)? (?:жөнөт|бер)ө?бүз", r"we (?:inform|hereby inform|enclose|attach)", r"in (?:reply|response|answer) to",
)
ENCLOSES = _any(r"прилага", r"приложен", r"во вложении", r"тирке", r"attach", r"enclos")
NUMBER = re.compile(
    r"(?:№|\bn[o°º]?\.|\bno\b|номер(?:и|у|ом)?|исх\.|вх\.)[\s:.№]*([0-9a-zа-яөүң][0-9a-zа-яөүң/.\-–]{0,28})", re.I
)
INCOMING = r"зарег|регистр|вх\.|входящ|катта|кириш|кирген|register|incoming"
OUTGOING = r"исх|чыгыш|outgoing|our ref"
MONTHS = {
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "август": 8, "сентябр": 9,
    "октябр": 10, "ноябр": 11, "декабр": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
SUM = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?: \d{3})+|\d{1,8})(?:[.,](\d{1,2}))?(?: ?\([^()]{1,80}\))? ?(?:сом\w*|soms?\b|kgs\b)"
)
_day = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_iso = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_spelt = re.compile(r"\b(\d{1,2})\s+([а-яa-z]{3,9})\s+(\d{4})")
_kyrgyz = re.compile(r"\b(\d{4})-?\s?(?:жылдын|ж\.?,?)\s+(\d{1,2})-?\s?([а-яөүң]{3,9})")


def propose(subject: str, text: str, today: date, *, has_files: bool = False, answered: bool = False) -> Proposal:
    """What the letter looks like. `today`: a day after it is no day of a letter that is here. `answered`: the duty is."""
    words = _plain(f"{subject}\n{text}")
    if answered and not _is_automatic(words) and CORRECTS.search(words):
        return Proposal(Meaning.CORRECTION)
    meaning = _meaning(words, has_files)
    if meaning in {Meaning.NOTE, Meaning.ANSWER} and (ahead := _day_ahead(words, today)):
        return Proposal(Meaning.DAY, on=ahead)
    if meaning is Meaning.PAYMENT:
        return Proposal(meaning, amount=_amount(words))
    number, at = _number(words, meaning)
    wanted = meaning in {Meaning.REGISTERED, Meaning.ANSWER, Meaning.REFUSAL}
    on = _day_near(words, at, today) if wanted else None
    return Proposal(meaning, number if wanted else "", on)


def _plain(text: str) -> str:
    return " ".join(text[:LOOKED_AT].lower().replace("ё", "е").replace("\u00a0", " ").split())


def _is_automatic(words: str) -> bool:
    return PHRASES[0][1].search(words) is not None


def _day_ahead(words: str, today: date) -> date | None:
    """The day by which the office says that it will answer: it stands beside the promise and has not come. A long letter that
    names one by the way is no announcement."""
    promise = PROMISES.search(words) if len(words) <= LONG * 2 else None
    if promise is None:
        return None
    near = [day for place, day in _days(words) if day >= today and promise.start() - 60 <= place <= promise.end() + 80]
    return max(near, default=None)


def _amount(words: str) -> Decimal | None:
    """The only sum that is named; of several a person chooses."""
    sums = {Decimal(match[1].replace(" ", "") + (f".{match[2]}" if match[2] else "")) for match in SUM.finditer(words)}
    return sums.pop() if len(sums) == 1 else None


def _meaning(words: str, has_files: bool) -> Meaning:
    found = next((meaning for meaning, phrases in PHRASES if phrases.search(words)), None)
    answers = ANSWERS.search(words) is not None
    encloses = has_files and (found is None or ENCLOSES.search(words) is not None)
    if found is Meaning.AUTO_REPLY:
        return found
    if found in {Meaning.REGISTERED, Meaning.QUESTION, None} and answers and (len(words) > LONG or encloses):
        return Meaning.ANSWER
    if found is not None:
        return found
    return Meaning.ANSWER if answers or has_files else Meaning.NOTE


def _number(words: str, meaning: Meaning) -> tuple[str, int]:
    """The body's number and where it stands: a registration's beside its word, an answer's beside "исх."; else the first."""
    candidates = [
        (match[1].rstrip(".-–/"), match.start()) for match in NUMBER.finditer(words) if _is_number(match[1].rstrip(".-–/"))
    ]
    if not candidates:
        return "", 0
    beside = OUTGOING if meaning in {Meaning.ANSWER, Meaning.REFUSAL} else INCOMING
    near = [(number, at) for number, at in candidates if re.search(beside, words[max(0, at - 60) : at + 10])]
    number, at = (near or candidates)[0]
    return number.upper(), at


def _is_number(found: str) -> bool:
    return any(sign.isdigit() for sign in found) and read_number(found) is None and len(found) <= 28


def _day_near(words: str, at: int, today: date) -> date | None:
    """The first day at or after the number; else the last one before it."""
    days = [(place, day) for place, day in _days(words) if day <= today and (today - day).days < 400]
    after = [day for place, day in sorted(days) if place >= at]
    before = [day for place, day in sorted(days, reverse=True) if place < at]
    return next(iter(after or before), None)


def _days(words: str) -> Iterator[tuple[int, date]]:
    for match in _day.finditer(words):
        yield from _made(match.start(), int(match[3]), int(match[2]), int(match[1]))
    for match in _iso.finditer(words):
        yield from _made(match.start(), int(match[1]), int(match[2]), int(match[3]))
    for match in _spelt.finditer(words):
        yield from _made(match.start(), int(match[3]), _month(match[2]), int(match[1]))
    for match in _kyrgyz.finditer(words):
        yield from _made(match.start(), int(match[1]), _month(match[3]), int(match[2]))


def _month(word: str) -> int:
    stem = next((stem for stem in MONTHS if word.startswith(stem)), "")
    return MONTHS.get(stem, 0)


def _made(place: int, year: int, month: int, day: int) -> Iterator[tuple[int, date]]:
    try:
        yield place, date(year, month, day)
    except ValueError:
        return
