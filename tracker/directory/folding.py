"""Making spellings comparable: one form for matching texts, one for finding places, one for sorting.

People write Kyrgyz without ң ө ү, Russian names with ё or е, and one place in several ways (Ысык-Көл, Иссык-Куль,
Джаны-Джол, Жаңы-Жол). What is folded here is never shown, only compared.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans({"ң": "н", "ө": "о", "ү": "у", "ё": "е"})
SIGNS = str.maketrans({"ь": None, "ъ": None})
# The old typists' Kazakh and look-alike letters for ң ө ү.
LOOKALIKES = str.maketrans({"ӊ": "ң", "ӈ": "ң", "ѳ": "ө", "ɵ": "ө", "ұ": "ү", "ғ": "г", "қ": "к", "ә": "а", "і": "и"})
KYRGYZ = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
RANK = {letter: chr(0x41 + place) for place, letter in enumerate(KYRGYZ)}

WORD = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"(\w)\1+")
# Whole parts of place names that are written in several ways, in their folded form.
SAME_PARTS = {
    "кек": "кок", "кел": "кол", "кул": "кол", "дебе": "добо", "дебен": "добон", "тебе": "добо", "терт": "торт",
    "бору": "беру", "тео": "то", "сеок": "сок", "узген": "озгон",
}  # fmt: skip
KINDS_OF_PLACE = (
    "облусу облуска область области району район районе шаары шаар город городе г айыл айылы айылный аймагы аймак село "
    "селе с пос поселок city district region aiyl aimak им имени республика республикасы"
)


def fold(text: str) -> str:
    """Lower case without the differences ң/н, ө/о, ү/у, ё/е."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(LOOKALIKES)
    return plain.translate(LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in order; hyphens divide."""
    return WORD.findall(fold(text))


def place_key(text: str) -> str:
    """The form in which place names are stored and looked for; words of kind (village, raion…) are left out."""
    parts = [_place_part(word) for word in words(text)]
    kept = [part for part in parts if part not in TYPE_WORDS]
    return " ".join(kept or parts)


def _place_part(word: str) -> str:
    letters = word.replace("дж", "ж").replace("ю", "у").replace("й", "и").replace("ы", "и").translate(SIGNS)
    single = DOUBLED.sub(r"\1", letters)
    return SAME_PARTS.get(single, single)


TYPE_WORDS = frozenset(_place_part(word) for word in words(KINDS_OF_PLACE))


def place_keys(*names: str) -> set[str]:
    """Every key under which these spellings are found: the whole name, in one word, and from each later part."""
    found: set[str] = set()
    for name in names:
        parts = place_key(name).split()
        found.update(" ".join(parts[start:]) for start in range(len(parts)))
        found.add("".join(parts))
    return {key[:300] for key in found if len(key) > 1}


def sort_key(name: str) -> str:
    """Sorts by the Kyrgyz alphabet (ң after н, ө after о, ү after у) on every database; spaces and hyphens first."""
    return "".join(_rank(char) for char in unicodedata.normalize("NFC", name).casefold() if char not in "«»\"'’.,:()")[
        :300
    ]


def _rank(char: str) -> str:
    if char in RANK:
        return RANK[char]
    if char.isdigit():
        return char
    return "~" + char if char.isalpha() else " "
