"""What the service ships, read from the data files, as plain rows ready to be compared with the database.

Each row carries its natural key, its shipped values and their hash. Keys for sorting and finding are added later.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.directory.codes import Level
from tracker.directory.naming import guess_ky, latin

DATA = Path(__file__).resolve().parent / "data"
RESTRICTED = frozenset({"MINCONF", "MINING", "GRAVEL", "TAIL"})
LEVEL_ORDER = (
    Level.COUNTRY, Level.OBLAST, Level.REPUBLICAN_CITY, Level.RAION, Level.OBLAST_CITY, Level.CITY_DISTRICT,
    Level.RAION_CITY, Level.AIYL_AIMAK, Level.VILLAGE,
)  # fmt: skip
TERRITORY_TEXTS = (
    "iso_3166_2", "name_ky", "name_ru", "name_en", "former_names", "name_ky_guess", "coord_kind", "status",
)  # fmt: skip
TOPIC_TEXTS = (
    "group", "name_ky", "name_ru", "name_en", "aarhus_category", "aarhus_text", "inspire_themes", "gemet_themes",
    "keywords_ky", "keywords_ru", "keywords_en", "authorities", "local_first", "routing_note", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One shipped row of `table`: `values` are compared and hashed, `extra` is only written with a new row."""

    table: str
    key: str
    values: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        return hash_of(self.values)


def hash_of(values: Mapping[str, Any]) -> str:
    """The hash by which a later update sees what changed."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def read(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def territories() -> list[Row]:
    """All places, parents before what lies in them."""
    units = read("territories.csv")
    above = {unit["code"]: unit for unit in units}
    rows = [*map(_unit, units), *(_village(village) for village in read("territories_villages.csv"))]
    placed = [_placed(row, above) for row in rows]
    return sorted(placed, key=lambda row: LEVEL_ORDER.index(row.values["level"]))


def _unit(unit: Mapping[str, str]) -> Row:
    values: dict[str, Any] = {name: unit[name] for name in TERRITORY_TEXTS}
    values |= {"level": unit["level"], "kind": "", "parent_code": unit["parent_code"] or None}
    values |= {"lat": _number(unit["lat"]), "lon": _number(unit["lon"])}
    values |= {"as_of": unit["as_of"], "note": unit["note"], "source": unit["source"]}
    return Row("territory", unit["code"], values)


def _village(village: Mapping[str, str]) -> Row:
    name = village["name_ru"]
    values: dict[str, Any] = dict.fromkeys(("iso_3166_2", "name_ky", "former_names", "coord_kind", "note"), "")
    values |= {"name_ru": name, "name_en": latin(name), "name_ky_guess": guess_ky(name)}
    values |= {"level": Level.VILLAGE.value, "kind": village["kind"], "parent_code": village["parent_code"]}
    values |= {"lat": None, "lon": None, "status": "current"}
    values |= {"as_of": village["as_of"], "source": village["source"]}
    return Row("territory", village["code"], values)


def _placed(row: Row, above: Mapping[str, Mapping[str, str]]) -> Row:
    """With the codes of its oblast (or city of the republic) and raion beside it."""
    row.values["oblast_code"] = row.values["raion_code"] = None
    step = row.values["parent_code"]
    while step:
        unit = above[step]
        if unit["level"] == Level.RAION:
            row.values["raion_code"] = step
        elif unit["level"] in (Level.OBLAST, Level.REPUBLICAN_CITY):
            row.values["oblast_code"] = step
        step = unit["parent_code"]
    return row


def _number(text: str) -> float | None:
    return float(text) if text else None


def topics() -> list[Row]:
    """The topics in the order of the file."""
    return [_topic(position, topic) for position, topic in enumerate(read("topics.csv"))]


def _topic(position: int, topic: Mapping[str, str]) -> Row:
    values: dict[str, Any] = {name: topic[name] for name in TOPIC_TEXTS}
    values |= {"position": position, "restricted_by_default": topic["code"] in RESTRICTED}
    return Row("topic", topic["code"], values)


def centres() -> list[Row]:
    """The centres: shipped among the bodies as monitors, never addressees."""
    return [_centre(row) for row in read("authorities.csv") if row["kind"] == "monitor"]


def _centre(row: Mapping[str, str]) -> Row:
    values: dict[str, Any] = {name: row[name] for name in ("name_ky", "name_ru", "name_en", "territory_code", "website")}
    values |= {name: row[name] for name in ("phone", "email", "address", "source", "as_of", "note")}
    return Row("centre", row["id"], values)


def centre_territories() -> list[dict[str, str]]:
    """Which places each centre cares for."""
    names = ("centre_id", "territory_code")
    return [{name: row[name] for name in names} for row in read("centre_territories.csv")]


def by_key(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.key: row for row in rows}
