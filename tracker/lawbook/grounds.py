"""What a ground says to a person, in the reader's language. Its article is named only where it is confirmed.

A ground that ships says what `labels` has for its code. One that was added here brings its words; whoever has only its code
finds them in the law as this session sees it, so that a change made by another process is seen at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.i18n import current_language, t
from tracker.law.codes import Need, Origin
from tracker.law.grounds import Objection, ground_by_code
from tracker.law.kyrgyzstan import CONVENTION
from tracker.law.regimes import Ground, Regime
from tracker.lawbook.labels import GROUNDS, NEEDS, PROBLEMS
from tracker.lawbook.standing import AnySession
from tracker.lawbook.terms import regimes
from tracker.lawbook.words import law_words, law_words_of


def ground_words(code: str, session: AnySession) -> str:
    """What the ground with this code says; an unheard code stays. The database is asked only about one that does not ship."""
    if code in GROUNDS:
        return t(GROUNDS[code])
    ground = ground_by_code(code, regimes(session)) if code else None
    return said_by(ground) if ground else code


def said_by(ground: Ground) -> str:
    """What it says."""
    if ground.words:
        return ground.words[current_language()]
    return shipped_words(ground.code)


def shipped_words(code: str) -> str:
    """What a ground that ships says; any other code stays as it is."""
    return t(GROUNDS[code]) if code in GROUNDS else code


def words_of_added(codes: Iterable[str], session: AnySession) -> dict[str, str]:
    """What those of these grounds say that were added here, for a page that shows many. Without such a one nothing is asked."""
    return {code: ground_words(code, session) for code in sorted(set(codes)) if code and code not in GROUNDS}


def law_of(ground: Ground, regime: Regime) -> str:
    """The law whose ground it is. One that only changes a term has those of the law that it changes, and what was added to it."""
    if ground.origin is Origin.CONVENTION:
        return CONVENTION
    return regime.amends if regime.amends and ground.law != regime.family else regime.family


def ground_line(ground: Ground, regime: Regime) -> str:
    """A ground with its law, and its article where confirmed: for letters and pages."""
    law_id, article = law_of(ground, regime), ground.cited_article
    law = law_words(regime, article) if law_id == regime.family else law_words_of(law_id, article)
    return t("%(ground)s (%(law)s)", ground=said_by(ground), law=law)


def need_words(need: Need) -> str:
    return t(NEEDS[need])


def objection_words(objection: Objection, session: AnySession) -> str:
    """What to do about a problem in a refusal, with the ground it is about."""
    advice = t(PROBLEMS[objection.problem])
    if not objection.code:
        return advice
    return t("%(ground)s: %(advice)s", ground=ground_words(objection.code, session), advice=advice)
