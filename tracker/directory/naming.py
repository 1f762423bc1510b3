"""Names made by rule: of bodies that exist once per place, and guesses at Kyrgyz and English spellings of places.

A guess is only ever shown with its mark. Names of bodies put the place after a colon, so that no ending must agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.directory.codes import Category

GUESS_MARK = "*"


class Names(NamedTuple):
    """A name in three languages; `ky_guess` is filled instead of `ky` while nobody has checked the Kyrgyz one."""

    ky: str
    ru: str
    en: str
    ky_guess: str = ""


CATEGORY_NAMES: Mapping[str, Names] = {
    Category.AIYL_OKMOTU: Names("Айыл өкмөтү", "Айыл окмоту", "Aiyl okmotu"),
    Category.LOCAL_COUNCIL: Names("Айылдык кеңеш", "Айылный кенеш", "Aiyl council (kenesh)"),
    Category.PASTURE: Names("Жайыт комитети", "Пастбищный комитет", "Pasture committee"),
    Category.WATER_USERS: Names(
        "Суу пайдалануучулар бирикмеси", "Ассоциация водопользователей", "Water users association"
    ),
    Category.RAION: Names(
        "Райондук мамлекеттик администрация", "Районная государственная администрация", "District state administration"
    ),
    Category.LESHOZ: Names("Токой чарбасы", "Лесхоз", "Forestry enterprise (leskhoz)"),
    Category.SANITARY: Names(
        "Ооруларды алдын алуу жана санитардык-эпидемиологиялык көзөмөл борбору",
        "Центр профилактики заболеваний и госсанэпиднадзора",
        "Centre for Disease Prevention and Sanitary Surveillance",
    ),
    Category.CITY: Names("Шаардык мэрия", "Мэрия", "City hall"),
}
CITY_COUNCIL = Names("Шаардык кеңеш", "Городской кенеш", "City council (kenesh)")


def body_names(category: str, place: Names, in_city: bool = False) -> Names:
    """The name of the body of `category` at `place`; a place without a checked Kyrgyz name gives a guess."""
    words = CITY_COUNCIL if in_city and category == Category.LOCAL_COUNCIL else CATEGORY_NAMES[category]
    guess = "" if place.ky else f"{words.ky}: {place.ky_guess or place.ru}"
    checked = f"{words.ky}: {place.ky}" if place.ky else ""
    return Names(checked, f"{words.ru}: {place.ru}", f"{words.en}: {place.en or place.ru}", guess)


# How Kyrgyz spells what Russian lists write otherwise: whole parts of a name, then single beginnings.
PARTS_KY = {
    "Джаны": "Жаңы", "Жаны": "Жаңы", "Чон": "Чоң", "Мин": "Миң", "Уч": "Үч", "Кек": "Көк", "Кок": "Көк",
    "Кель": "Көл", "Куль": "Көл", "Кол": "Көл", "Терт": "Төрт", "Торт": "Төрт", "Тео": "Төө", "Кюн": "Күн",
    "Берю": "Бөрү", "Тюп": "Түп", "Дебе": "Дөбө", "Добо": "Дөбө", "Дебен": "Дөбөн", "Добон": "Дөбөн",
    "часть": "бөлүгү",
}  # fmt: skip
PART = re.compile(r"[^\W\d_]+")


def guess_ky(name_ru: str) -> str:
    """A Kyrgyz spelling by rule from the Russian name of a village; to be shown with a mark."""
    return PART.sub(lambda found: _guess_part(found.group()), name_ru)


def _guess_part(part: str) -> str:
    if part in PARTS_KY:
        return PARTS_KY[part]
    if part.startswith("Дж"):
        return "Ж" + part[2:]
    return part.replace("дж", "ж")


LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "ң": "ng", "ө": "o", "ү": "u",
}  # fmt: skip


def latin(name_ru: str) -> str:
    """The name in Latin letters, as the other English names of places here are made (дж and ж are both j)."""
    text = name_ru.replace("Дж", "Ж").replace("дж", "ж")
    return "".join(_latin_letter(char) for char in text)


def _latin_letter(char: str) -> str:
    plain = LATIN.get(char.lower())
    if plain is None:
        return char
    return plain.capitalize() if char.isupper() else plain
