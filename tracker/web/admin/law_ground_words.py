"""What a change of a ground says on the screens of administration: its words, what goes with it, whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.cases.ground_effects import open_cases
from tracker.i18n import N_, current_language, ngettext, short_date, t
from tracker.law.codes import Need, Status, Use
from tracker.law.regimes import Ground, Regime
from tracker.law.versions import What
from tracker.lawbook.grounds import ground_words, need_words
from tracker.lawbook.models import LawChange
from tracker.lawbook.words import status_words
from tracker.store import db

ABOUT_GROUNDS = frozenset({What.GROUND, What.NEW_GROUND})
USES = {Use.REFUSAL: N_("To refuse"), Use.EXTENSION: N_("To put off the answer"), Use.TRANSFER: N_("To pass on")}
SAYS = {"ky": N_("What it says in Kyrgyz"), "ru": N_("What it says in Russian"), "en": N_("What it says in English")}


def sets_use(row: LawChange) -> bool:
    """It adds a ground, takes one out of use or into it again; any other change of a ground only says what is known of it."""
    return row.what == What.NEW_GROUND or (row.what == What.GROUND and "retired" in row.table)


def subject(row: LawChange) -> str:
    if row.what == What.NEW_GROUND:
        return t("new ground – %(ground)s", ground=row.table["words"][current_language()])
    return ground_words(row.name, db.session)


def said(row: LawChange, article: str) -> str:
    """What the change sets. `article`: as the table names it, in words."""
    table = row.table
    if "retired" in table:
        return t("It is no ground of this law.") if table["retired"] else t("It is a ground of this law again.")
    use = t(USES[Use(table["use"])]) if "use" in table else ""
    return "; ".join(part for part in (use, article, status(Status(table["status"]))) if part)


def status(one: Status) -> str:
    """No date is counted from a ground, so an unknown one says what is unknown of it."""
    return t("unknown: not seen in the text of the law") if one is Status.UNKNOWN else status_words(one)


def facts(row: LawChange) -> list[tuple[str, str]]:
    """Its code and words, what must go with it, and what limits it."""
    if row.what not in ABOUT_GROUNDS:
        return []
    table = row.table
    words, needs = table.get("words", {}), table.get("needs", ())
    limits = [ground_words(code, db.session) for code in table.get("limited_by", ())]
    return [
        (t("Code"), row.name),
        *((t(label), words.get(language, "")) for language, label in SAYS.items()),
        (t("What must go with it"), " ".join(need_words(need) for need in Need if need in needs)),
        (t("Limited by the Convention"), "; ".join(limits)),
    ]


def confirm_lead(row: LawChange) -> str:
    """What confirming it does; empty where it is not about the use of a ground."""
    if not sets_use(row):
        return ""
    return t("From now on the forms go by it. Answers that were given stay as they are, and no date moves.")


def effect_lines(row: LawChange, now: Sequence[Regime], changed: Sequence[Regime]) -> list[str]:
    """In how many open cases the officer would find another list. No date moves."""
    count = open_cases(db.session, now, changed)
    if not count:
        return [t("It concerns no open case. Dates that were counted stay as they are.")]
    if row.table.get("retired"):
        line = ngettext(
            "In %(num)s open case it would no longer be offered.", "In %(num)s open cases it would no longer be offered.", count
        )
    else:
        line = ngettext("In %(num)s open case it would be offered.", "In %(num)s open cases it would be offered.", count)
    return [line, t("No date moves, and answers that were given stay as they are.")]


def marks(ground: Ground, made: dict[int, LawChange]) -> list[tuple[str, str]]:
    """Beside a ground in the list: that it was added here, that it is none any more, and from which day."""
    one = made.get(ground.change) if ground.change is not None else None
    since = short_date(one.valid_from) if one is not None and one.valid_from else ""
    if ground.retired:
        return [(t("no ground since %(day)s", day=since) if since else t("no ground of this law"), "off")]
    if not ground.law:
        return []
    return [(t("added here, since %(day)s", day=since) if since else t("added here"), "info")]
