"""The grounds of a refusal on the form: those of the law that governs the letter, and each objection beside its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from tracker.cases.models import Case, Leg
from tracker.cases.reckoning import regime_of
from tracker.i18n import t
from tracker.law.codes import Need, Origin
from tracker.law.grounds import Problem, check_refusal, refusal_grounds
from tracker.law.regimes import Ground, Regime
from tracker.lawbook.grounds import ground_line, need_words, objection_words
from tracker.web.desk.answer_forms import GroundsForm

Asks = TypeVar("Asks", bound=GroundsForm)

FIELDS = {
    Problem.NEEDS_WEIGHING: "weighing",
    Problem.NEEDS_WHERE_TO_APPLY: "where_to_apply",
    Problem.EMISSIONS: "convention",
    Problem.NAME_THE_LIMIT: "convention",
}


@dataclass(frozen=True, slots=True)
class GroundShown:
    """A ground to choose: its words with the law, and what it asks for; among that, the weighing of the public interest."""

    code: str
    words: str
    needs: tuple[str, ...]
    weighs: bool


def offer_grounds(session: Session, case: Case, leg: Leg, form: Asks) -> Asks:
    """The choices of the form; without a known law an article has to be typed."""
    regime = regime_of(session, case, leg)
    found = refusal_grounds(regime) if regime else ()
    assert regime is not None or not found
    for field, origin in ((form.national, Origin.NATIONAL), (form.convention, Origin.CONVENTION)):
        field.choices = [(one.code, _shown(one, regime).words) for one in found if one.origin is origin]
    form.shown = {one.code: _shown(one, regime) for one in found}
    return form


def _shown(ground: Ground, regime: Regime | None) -> GroundShown:
    assert regime is not None
    needs = [need for need in Need if need in ground.needs]
    said = tuple(need_words(need) for need in needs)
    return GroundShown(ground.code, ground_line(ground, regime), said, Need.WEIGHING in needs)


def object_to(session: Session, case: Case, leg: Leg, form: GroundsForm) -> bool:
    """True: the grounds carry the refusal. Else each objection stands beside the field it is about."""
    regime = regime_of(session, case, leg)
    refusal = form.refusal
    if regime is None:
        if not refusal.typed_article.strip():
            form.refuse("typed_article", t("Write the law and the article on which you refuse."))
        return bool(refusal.typed_article.strip())
    found = check_refusal(
        regime, refusal.grounds, refusal.typed_article, refusal.weighing, refusal.emissions, refusal.where_to_apply
    )
    said: set[tuple[str, str]] = set()
    for objection in found:
        place = (FIELDS.get(objection.problem, "national"), objection_words(objection, session))
        if place not in said:
            form.refuse(*place)
        said.add(place)
    return not found
