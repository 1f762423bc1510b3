"""Which bodies answer for a topic at a place, in order, each with its reason.

Pure: takes values, decides, gives values back. The words for the reasons are in labels.py.

The order is the topic's: first the local bodies, then the others. A code like AO or SETS stands for the one body of
that category which serves the place; where several do, the one with the most exact place. A body complained of, and
everything under it, is left out. A centre is never among them: it is not a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.directory.codes import Category, Level

OF_AIYL = frozenset({Category.AIYL_OKMOTU, Category.LOCAL_COUNCIL, Category.PASTURE, Category.WATER_USERS})
OF_RAION = frozenset({Category.RAION, Category.LESHOZ, Category.SANITARY, Category.CITY})
ABOVE_AIYL = frozenset({Level.RAION, Level.OBLAST, Level.COUNTRY})
ABOVE_RAION = frozenset({Level.OBLAST, Level.COUNTRY})
CATEGORY_CODES = frozenset(Category)


class Why(StrEnum):
    """Why a body is proposed."""

    LOCAL = "local"
    REGIONAL = "regional"
    RESPONSIBLE = "responsible"
    DISTRICT = "district"
    NEEDS_VILLAGE = "needs_village"
    NEEDS_RAION = "needs_raion"


@dataclass(frozen=True, slots=True)
class TopicValue:
    """A topic as routing sees it: bodies and categories in order."""

    code: str
    authorities: tuple[str, ...]
    local_first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceStep:
    """One step of the chain from the place up to the country."""

    code: str
    level: str


@dataclass(frozen=True, slots=True)
class BodyValue:
    """A body in force today. `serves` holds the codes of the places it answers for."""

    id: str
    category: str
    serves: frozenset[str]
    subjects: frozenset[str] = frozenset()
    addressee: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed body; `authority_id` None means that a nearer place must be known first (`why` says which)."""

    authority_id: str | None
    category: str
    why: Why
    values: Mapping[str, str]


def candidates(
    topic: TopicValue,
    place: Sequence[PlaceStep],
    bodies: Mapping[str, BodyValue],
    concerned: frozenset[str] = frozenset(),
    parents: Mapping[str, str | None] | None = None,
) -> list[Candidate]:
    """The bodies for `topic` at `place` (nearest step first), in order, without those in `concerned` or under them."""
    if not place:
        return []
    above = parents or {}
    allowed = [body for body in bodies.values() if body.addressee and not is_under(body.id, concerned, above)]
    finder = _Finder(topic, place, allowed)
    local = [finder.find(code, local=True) for code in topic.local_first]
    others = [finder.find(code, local=False) for code in topic.authorities]
    return _once([*local, *finder.districts(), *others])


def is_under(body_id: str, concerned: frozenset[str], parents: Mapping[str, str | None]) -> bool:
    """Whether the body is one of `concerned` or stands anywhere below one of them."""
    seen: set[str] = set()
    step: str | None = body_id
    while step and step not in seen:
        if step in concerned:
            return True
        seen.add(step)
        step = parents.get(step)
    return False


class _Finder:
    """Looks up the codes of one topic for one place."""

    def __init__(self, topic: TopicValue, place: Sequence[PlaceStep], bodies: Sequence[BodyValue]) -> None:
        self._topic = topic
        self._place = place
        self._rank = {step.code: rank for rank, step in enumerate(place)}
        self._by_id = {body.id: body for body in bodies}
        self._bodies = bodies

    def find(self, code: str, local: bool) -> Candidate | None:
        if code in CATEGORY_CODES:
            return self._of_category(code, local)
        body = self._by_id.get(code)
        if body is not None and self._nearest(body) is not None:
            return self._candidate(body, Why.LOCAL if local else _why(body))
        if code.startswith(f"{Category.SETS_REGION}-"):
            return self._of_category(Category.SETS_REGION, local)
        return None

    def districts(self) -> list[Candidate | None]:
        """The administration of the city district, when the place names one and the topic is among its subjects."""
        body = self._serving(Category.CITY_DISTRICT)
        if body is None or self._topic.code not in body.subjects:
            return []
        return [self._candidate(body, Why.DISTRICT)]

    def _of_category(self, category: str, local: bool) -> Candidate | None:
        body = self._serving(category)
        if body is not None:
            return self._candidate(body, Why.REGIONAL if category == Category.SETS_REGION else _local_why(local))
        if category == Category.SETS_REGION:
            return self._national_sets()
        return self._needs_nearer(category)

    def _national_sets(self) -> Candidate | None:
        body = self._by_id.get("SETS")
        return self._candidate(body, Why.RESPONSIBLE) if body and self._nearest(body) is not None else None

    def _needs_nearer(self, category: str) -> Candidate | None:
        level = self._place[0].level
        if category in OF_AIYL and level in ABOVE_AIYL:
            return Candidate(None, category, Why.NEEDS_VILLAGE, self._values(self._place[0].code))
        if category in OF_RAION and level in ABOVE_RAION:
            return Candidate(None, category, Why.NEEDS_RAION, self._values(self._place[0].code))
        return None

    def _serving(self, category: str) -> BodyValue | None:
        ranked = ((self._nearest(body), body) for body in self._bodies if body.category == category)
        reachable = [(rank, body) for rank, body in ranked if rank is not None]
        return min(reachable, key=lambda pair: (pair[0], pair[1].id))[1] if reachable else None

    def _nearest(self, body: BodyValue) -> int | None:
        """How near the place that the body serves is to ours; None: it does not serve ours."""
        return min((self._rank[code] for code in body.serves if code in self._rank), default=None)

    def _candidate(self, body: BodyValue, why: Why) -> Candidate:
        served = self._place[self._nearest(body) or 0].code
        return Candidate(body.id, body.category, why, self._values(served))

    def _values(self, place_code: str) -> dict[str, str]:
        return {"topic": self._topic.code, "place": place_code}


def _why(body: BodyValue) -> Why:
    return Why.REGIONAL if body.category == Category.SETS_REGION else Why.RESPONSIBLE


def _local_why(local: bool) -> Why:
    return Why.LOCAL if local else Why.RESPONSIBLE


def _once(found: Iterable[Candidate | None]) -> list[Candidate]:
    """Each body once, in the first place where it stands; one request for a nearer place is enough per category."""
    kept: dict[tuple[str | None, str], Candidate] = {}
    for candidate in found:
        if candidate is not None:
            kept.setdefault((candidate.authority_id, "" if candidate.authority_id else candidate.category), candidate)
    return list(kept.values())
