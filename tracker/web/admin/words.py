"""The words of what is kept in the directory: names of fields, and old and new values as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.directory.codes import BodyStatus, BoundBy, Level
from tracker.directory.labels import BODY_KINDS, BODY_STATUS, BOUND_BY, LEVELS
from tracker.i18n import N_, short_date, t

FIELDS = {
    "id": N_("number"),
    "code": N_("code"),
    "category": N_("sort"),
    "kind": N_("kind of body"),
    "level": N_("level"),
    "parent_id": N_("belongs to"),
    "parent_code": N_("lies in"),
    "territory_code": N_("seat"),
    "addressee": N_("people may write to it"),
    "name_ky": N_("name in Kyrgyz"),
    "name_ru": N_("name in Russian"),
    "name_en": N_("name in English"),
    "name_ky_guess": N_("guess at the Kyrgyz name"),
    "acronym_ky": N_("abbreviation in Kyrgyz"),
    "acronym_ru": N_("abbreviation in Russian"),
    "subjects": N_("topics"),
    "bound_by": N_("sort of body in the eyes of the law"),
    "bound_by_confirmed": N_("a law is seen to bind it"),
    "head_signs": N_("the head signs answers"),
    "bound_by_source": N_("the law that binds it"),
    "website": N_("website"),
    "phone": N_("telephone"),
    "postal_address": N_("postal address"),
    "address": N_("address"),
    "email": N_("e-mail"),
    "contact_source": N_("where the contacts are from"),
    "predecessors": N_("former names"),
    "former_names": N_("former names"),
    "status": N_("how sure"),
    "source": N_("source"),
    "confidence": N_("trust in the source"),
    "note": N_("note"),
    "valid_from": N_("first day"),
    "valid_to": N_("last day"),
    "successor_id": N_("successor"),
    "successor_code": N_("successor"),
    "superior_id": N_("hears complaints about it"),
    "superior_source": N_("where that is known from"),
    "superior_from": N_("hears complaints since"),
    "serves": N_("place it answers for"),
    "group": N_("group"),
    "aarhus_category": N_("class of the Convention"),
    "aarhus_text": N_("text of the Convention"),
    "inspire_themes": N_("themes INSPIRE"),
    "gemet_themes": N_("themes GEMET"),
    "keywords_ky": N_("keywords in Kyrgyz"),
    "keywords_ru": N_("keywords in Russian"),
    "keywords_en": N_("keywords in English"),
    "authorities": N_("bodies, in order"),
    "local_first": N_("asked first in the place"),
    "routing_note": N_("note for routing"),
    "position": N_("place in the list"),
    "restricted_by_default": N_("restricted from the start"),
    "active": N_("active"),
    "territory": N_("place it cares for"),
    "deputy": N_("deputy"),
    "raion_code": N_("raion"),
    "oblast_code": N_("oblast"),
    "successor": N_("successor"),
}

ADDED, DEPUTY_GONE = N_("Added"), N_("No deputy any more")
WHOLE = {
    "created": ADDED,
    "invited": N_("An invitation was sent"),
    "second_factor": N_("The codes from the phone were forgotten"),
}
LISTS = {"serves", "territory"}
CODES: Mapping[str, Mapping[str, str]] = {
    "status": {**{code.value: words for code, words in BODY_STATUS.items()}, "ended": N_("no longer exists")},
    "bound_by": {code.value: words for code, words in BOUND_BY.items()},
    "level": {code.value: words for code, words in LEVELS.items()},
    "kind": BODY_KINDS,
}


def field_words(field: str) -> str:
    return t(FIELDS[field]) if field in FIELDS else field


def change_words(field: str, old: str | None, new: str | None, names: Mapping[str, str]) -> str:
    """One change as a sentence. `names` tells places and bodies by their codes."""
    if field in WHOLE:
        return t(WHOLE[field])
    what, before, after = field_words(field), value_words(field, old, names), value_words(field, new, names)
    if field in LISTS or not old:
        gone = field in LISTS and not new
        return (
            t("%(what)s, taken away: %(value)s", what=what, value=before)
            if gone
            else t("%(what)s: %(value)s", what=what, value=after)
        )
    return t("%(what)s: %(old)s → %(new)s", what=what, old=before, new=after or "–")


def value_words(field: str, value: str | None, names: Mapping[str, str]) -> str:
    """A stored value for a reader."""
    if not value:
        return "–"
    if value in {"True", "False"}:
        return t("yes") if value == "True" else t("no")
    if field in CODES and value in CODES[field]:
        return t(CODES[field][value])
    if field in {"valid_from", "valid_to", "superior_from"}:
        return short_date(date.fromisoformat(value))
    return names.get(value, value)


def status_tone(status: str) -> str:
    return {BodyStatus.CURRENT: "good", BodyStatus.ENDED: "off"}.get(BodyStatus(status), "wait")


def bound_words(bound_by: str) -> str:
    return t(BOUND_BY[BoundBy(bound_by)])


def level_words(level: str) -> str:
    return t(LEVELS[Level(level)])


def dates_words(first: date | None, last: date | None) -> str:
    """«since …», «until …», «from … to …»; empty where it always was and still is."""
    if first and last:
        return t("from %(first)s to %(last)s", first=short_date(first), last=short_date(last))
    if first:
        return t("since %(day)s", day=short_date(first))
    return t("until %(day)s", day=short_date(last)) if last else ""
