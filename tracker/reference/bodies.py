"""The public bodies that are shipped: those named one by one, and those made from a category, one per place.

A category row stands for many bodies («aiyl okmotu», «city hall»). Here it becomes concrete: `AO-<SOATE>` for the aiyl
okmotu of that aiyl aimak, and so on. A city that already has its hall by name gets no second one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.directory.codes import CITY_LEVELS, CONFIRMED_BOUND, BodyStatus, BoundBy, Category, Level
from tracker.directory.naming import Names, body_names
from tracker.reference.shipped import Row, read

COUNTRY = "41700000000000"
# Seen in the data: they stand beside the bodies but nobody writes to them.
NO_ADDRESSEE = frozenset({"AIRCOM", "TUNDUK", "SC"})
# The supervision offices whose area is not simply their own territory.
SERVES = {"SETS-BA": ("41711000000000", "41708203000000"), "SETS-O": ("41706000000000", "41721000000000")}
KIND_BOUND_BY = {
    "state enterprise": BoundBy.ENTERPRISE, "municipal enterprise": BoundBy.ENTERPRISE, "court": BoundBy.COURT,
    "parliament": BoundBy.PARLIAMENT, "city hall": BoundBy.LOCAL, "municipal inspectorate": BoundBy.LOCAL,
    "city district administration": BoundBy.LOCAL,
}  # fmt: skip
CATEGORY_BOUND_BY = {
    Category.AIYL_OKMOTU: BoundBy.LOCAL, Category.LOCAL_COUNCIL: BoundBy.LOCAL, Category.CITY: BoundBy.LOCAL,
    Category.RAION: BoundBy.STATE, Category.SANITARY: BoundBy.STATE, Category.LESHOZ: BoundBy.ENTERPRISE,
    Category.PASTURE: BoundBy.ASSOCIATION, Category.WATER_USERS: BoundBy.ASSOCIATION,
}  # fmt: skip
KIND_CATEGORY = {
    "regional office": Category.SETS_REGION, "city hall": Category.CITY,
    "oblast administration": Category.REPRESENTATIVE, "city district administration": Category.CITY_DISTRICT,
}  # fmt: skip
# The old access law names state bodies and local self-government in its title and article 2; the list of holders in
# the present one (Law 217, article 11) has not been read. Enterprises, associations, courts: nothing was seen.
BOUND_SOURCE = "Law 213 of 2006, art. 2 (seen); Law 217 of 2023, art. 11 (heading seen, text not read)"
LEVELS_OF = {
    Category.AIYL_OKMOTU: (Level.AIYL_AIMAK,),
    Category.LOCAL_COUNCIL: (Level.AIYL_AIMAK, *CITY_LEVELS),
    Category.PASTURE: (Level.AIYL_AIMAK,),
    Category.WATER_USERS: (Level.AIYL_AIMAK,),
    Category.RAION: (Level.RAION,),
    Category.LESHOZ: (Level.RAION,),
    Category.SANITARY: (Level.RAION, *CITY_LEVELS),
    Category.CITY: CITY_LEVELS,
}
# One per place is certain for these; of the others we do not know whether every place has its own.
CERTAIN = frozenset({Category.RAION, Category.CITY, Category.LOCAL_COUNCIL})


def bodies(places: Sequence[Row]) -> list[Row]:
    """All shipped bodies, parents first."""
    data = [row for row in read("authorities.csv") if row["kind"] != "monitor"]
    level_of = {place.key: place.values["level"] for place in places}
    named = [_named(row, level_of) for row in data if row["kind"] != "category"]
    with_hall = {row.values["territory_code"] for row in named if row.values["category"] == Category.CITY}
    made = [body for row in data if row["kind"] == "category" for body in _made(row, places, with_hall)]
    return [*_parents_first(named), *made]


def serves(body: Row) -> tuple[str, ...]:
    """The places a shipped body answers for."""
    return SERVES.get(body.key) or (body.values["territory_code"],)


def _named(row: Mapping[str, str], level_of: Mapping[str, str]) -> Row:
    bound = KIND_BOUND_BY.get(row["kind"], BoundBy.STATE)
    values = _texts(row) | _bound(bound)
    values |= {name: row[name] for name in ("name_ky", "name_ru", "name_en", "acronym_ky", "acronym_ru")}
    values |= {"name_ky_guess": "", "kind": row["kind"], "website": row["website"]}
    values |= {"level": row["level"] if row["level"] == Level.OBLAST else level_of[row["territory_code"]]}
    values |= {"phone": row["phone"], "postal_address": row["address"], "contact_source": row["contact_source"]}
    values |= {"category": str(KIND_CATEGORY.get(row["kind"], "")), "parent_id": row["parent"] or None}
    values |= {"territory_code": row["territory_code"], "addressee": row["id"] not in NO_ADDRESSEE}
    status = BodyStatus.UNCONFIRMED if row["confidence"] == "C" else BodyStatus.CURRENT
    return Row("authority", row["id"], values | {"status": status.value}, {"email": row["email"]})


def _made(row: Mapping[str, str], places: Sequence[Row], with_hall: set[str]) -> Iterator[Row]:
    category = Category(row["id"])
    for place in places:
        if place.values["level"] not in LEVELS_OF[category]:
            continue
        if category == Category.CITY and place.key in with_hall:
            continue
        yield _of_place(row, category, place)


def _of_place(row: Mapping[str, str], category: Category, place: Row) -> Row:
    level = place.values["level"]
    names = body_names(category, _names_of(place), level in CITY_LEVELS)
    values = _texts(row) | _bound(CATEGORY_BOUND_BY[category])
    values |= {"name_ky": names.ky, "name_ru": names.ru, "name_en": names.en, "name_ky_guess": names.ky_guess}
    values |= {"acronym_ky": row["acronym_ky"], "acronym_ru": row["acronym_ru"], "level": level}
    values |= {"kind": "category", "category": category.value, "parent_id": row["parent"] or None}
    values |= dict.fromkeys(("website", "phone", "postal_address", "contact_source"), "")
    values |= {"territory_code": place.key, "addressee": True, "status": _made_status(category, level)}
    return Row("authority", f"{category}-{place.key}", values, {"email": ""})


def _made_status(category: Category, level: str) -> str:
    if level == Level.AIYL_AIMAK:
        return BodyStatus.PRE_REFORM.value
    return (BodyStatus.CURRENT if category in CERTAIN else BodyStatus.UNCONFIRMED).value


def _names_of(place: Row) -> Names:
    values = place.values
    return Names(values["name_ky"], values["name_ru"], values["name_en"], values["name_ky_guess"])


def _texts(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: row[name] for name in ("subjects", "predecessors", "as_of", "source", "confidence", "note")}


def _bound(bound: BoundBy) -> dict[str, Any]:
    sure = bound in CONFIRMED_BOUND
    return {"bound_by": bound.value, "bound_by_confirmed": sure, "bound_by_source": BOUND_SOURCE if sure else ""}


def _parents_first(rows: Sequence[Row]) -> list[Row]:
    by_id = {row.key: row for row in rows}

    def depth(row: Row) -> int:
        parent = by_id.get(row.values["parent_id"] or "")
        return 0 if parent is None else 1 + depth(parent)

    return sorted(rows, key=depth)
