"""The derived columns of places and bodies: how they are sorted and found. Made again whenever a name changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.directory.folding import fold, place_keys, sort_key

SORTED_WITHOUT = ("город ", "село ", "айылный аймак ")
NAMES_DIVIDED_BY = ";"


def place_sort_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """The three sort keys of a place; the Russian word for «city» before a name does not count."""
    russian = values["name_ru"]
    for word in SORTED_WITHOUT:
        russian = russian[len(word) :] if russian.casefold().startswith(word) else russian
    kyrgyz = values["name_ky"] or values["name_ky_guess"] or values["name_ru"]
    return {
        "sort_ky": sort_key(kyrgyz), "sort_ru": sort_key(russian), "sort_en": sort_key(values["name_en"] or russian),
    }  # fmt: skip


def place_search_keys(values: Mapping[str, Any]) -> set[str]:
    """Every folded spelling of a place: its names, the guess, former names without remarks in brackets."""
    former = [name.partition("(")[0] for name in values["former_names"].split(NAMES_DIVIDED_BY)]
    names = (values["name_ky"], values["name_ru"], values["name_en"], values["name_ky_guess"], *former)
    return place_keys(*(name for name in names if name.strip()))


def body_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """Sort keys of a body and the text in which its names and acronyms are found."""
    kyrgyz = values["name_ky"] or values["name_ky_guess"]
    names = (kyrgyz, values["name_ru"], values["name_en"], values["acronym_ky"], values["acronym_ru"])
    return {
        "sort_ky": sort_key(kyrgyz or values["name_ru"]), "sort_ru": sort_key(values["name_ru"]),
        "sort_en": sort_key(values["name_en"] or values["name_ru"]),
        "search_key": fold(" ".join((*names, values["predecessors"]))),
    }  # fmt: skip
