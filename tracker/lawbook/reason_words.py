"""How a date was reckoned, a sentence for each step, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from tracker.i18n import N_, current_language, has_cyrillic, long_date, ngettext, short_date, t
from tracker.law.codes import Start, Status, TermName
from tracker.law.deadlines import Due, Outer
from tracker.law.kyrgyzstan import CONVENTION
from tracker.law.reasons import Reason, ReasonCode
from tracker.law.regimes import family_of
from tracker.lawbook.labels import TERMS
from tracker.lawbook.law_words import act_words_of, term_words, with_article

STARTED = {
    Start.RECEIPT: N_("The body received the letter on %(on)s. The count starts the next day."),
    Start.REGISTRATION: N_("The body registered the letter on %(on)s. The count starts the next day."),
    Start.LAST_DAY_TO_REGISTER: N_("The last day to register the letter: %(on)s. The count starts the next day."),
    Start.SUBMISSION: N_("The request was sent to the body on %(on)s. The count starts the next day."),
    Start.ORIGINAL_DATE: N_("The extra time is counted from the first date, %(on)s."),
    Start.DECISION: N_("The decision was received on %(on)s. The count starts the next day."),
    Start.QUESTION: N_("The applicant was asked on %(on)s. The count starts the next day."),
}

UNKNOWN_TERM = {
    TermName.REGISTRATION: N_("How soon the body has to register the letter is not verified, so no date is counted."),
    TermName.ANSWER: N_("How long the body has to answer is not verified, so no date is counted."),
    TermName.EXTENSION: N_("How far the body may put off its answer is not verified, so the first date stays."),
    TermName.FILING: N_("How long this way stays open is not verified: act now, ask the centre."),
}
OTHER_UNKNOWN_TERM = N_("This term is not verified, so no date is counted.")


def explain(due: Due | Outer) -> list[str]:
    """The whole reckoning, a sentence for each step."""
    return [sentence(reason) for reason in due.because]


def sentence(reason: Reason) -> str:
    """One step of a reckoning."""
    return _SENTENCES[reason.code](reason)


def _started(reason: Reason) -> str:
    return t(STARTED[Start(reason.text("event"))], on=long_date(reason.date("on")))


def _counted(reason: Reason) -> str:
    name, regime_id = TermName(reason.text("term")), reason.text("regime")
    values = {
        "term": term_words(reason.number("value"), reason.text("unit")),
        "law": with_article(_act_of(reason), reason.text("article")),
        "what": t(TERMS[name]),
    }
    if family_of(regime_id) == CONVENTION and name is TermName.EXTENSION:
        line = t("Time to answer from the request, for much and complex information: %(term)s (%(law)s).", **values)
    elif reason.text("in_all"):
        line = t("Time to answer with the extra time, in all and at the most: %(term)s (%(law)s).", **values)
    elif name is TermName.EXTENSION:
        line = t("%(what)s, at the most: %(term)s (%(law)s).", **values)
    else:
        line = t("%(what)s: %(term)s (%(law)s).", **values)
    return _checked(line, reason)


def _act_of(reason: Reason) -> str:
    on = reason.date("act_on") if "act_on" in reason.values else None
    return act_words_of(reason.text("regime"), reason.text("act_number"), on, reason.text("amends"))


def _skipped_day(reason: Reason) -> str:
    first_on, last_on, name = reason.date("first_on"), reason.date("last_on"), _day_name(reason)
    if first_on == last_on:
        return t("Not a working day: %(on)s (%(name)s).", on=short_date(first_on), name=name)
    dates = {"first": short_date(first_on), "last": short_date(last_on)}
    return t("Not working days: %(first)s – %(last)s (%(name)s).", name=name, **dates)


def _skipped_weekends(reason: Reason) -> str:
    return ngettext(
        "%(num)s weekend day is left out.", "%(num)s weekend days are left out.", reason.number("days")
    )


def _worked_day(reason: Reason) -> str:
    name = reason.text(current_language()) or t("moved working day")
    return t("A weekend day that is worked counts: %(on)s (%(name)s).", on=short_date(reason.date("on")), name=name)


def _short_month(reason: Reason) -> str:
    return t(
        "The last month has no day with this number, so the term ends on the last day of the month, %(on)s "
        "(Civil Code, article 209).",
        on=long_date(reason.date("ends_on")),
    )


def _rolled(reason: Reason) -> str:
    return t(
        "The term ends on %(strict)s. That is not a working day, so the last day is the next working day, %(ends)s "
        "(Civil Code, article 209).",
        strict=long_date(reason.date("strict_on")),
        ends=long_date(reason.date("ends_on")),
    )


def _not_rolled(reason: Reason) -> str:
    return t("To be on the safe side, we treat %(on)s as the limit.", on=long_date(reason.date("strict_on")))


def _estimated(reason: Reason) -> str:
    return t(
        "The day of the feast is not announced yet, %(on)s (%(name)s) is an estimate. The date may still change.",
        on=short_date(reason.date("on")),
        name=_day_name(reason),
    )


def _register_by(reason: Reason) -> str:
    return t("We do not know of a registration. The last day for it: %(on)s.", on=long_date(reason.date("last_on")))


def _registered_late(reason: Reason) -> str:
    return t(
        "The body registered the letter on %(registered)s. That is after the last day for it, %(last)s.",
        registered=long_date(reason.date("registered_on")),
        last=long_date(reason.date("last_on")),
    )


def _our_reading(_reason: Reason) -> str:
    return t("This is our reading of the law: late registration does not give a body more time.")


def _extended(reason: Reason) -> str:
    return t("The body took extra time. The first date was %(on)s.", on=long_date(reason.date("original_on")))


def _term_unknown(reason: Reason) -> str:
    return t(UNKNOWN_TERM.get(TermName(reason.text("term")), OTHER_UNKNOWN_TERM))


def _stopped(reason: Reason) -> str:
    values = {
        "asked": long_date(reason.date("asked_on")),
        "until": long_date(reason.date("until_on")),
        "before": long_date(reason.date("from_on")),
        "days": term_words(reason.number("days"), reason.text("unit")),
        "law": with_article(_act_of(reason), reason.text("article")),
    }
    if reason.text("waits"):
        line = t(
            "The body asked the applicant on %(asked)s. Until the reply its time stands still, but not after %(until)s: "
            "%(days)s at the most (%(law)s). Without the question the date is %(before)s.",
            **values,
        )
    else:
        line = t(
            "The body asked the applicant on %(asked)s and had the reply on %(until)s. Its time stood still meanwhile: "
            "%(days)s (%(law)s). Without the question the date was %(before)s.",
            **values,
        )
    return _checked(line, reason)


def _checked(line: str, reason: Reason) -> str:
    """A line about a term or a rule, which says so while a lawyer is still checking it."""
    if reason.text("status") == Status.CONFIRMED:
        return line
    return t("%(line)s A lawyer is still checking this term.", line=line)


def _first_date_stays(_reason: Reason) -> str:
    return t(UNKNOWN_TERM[TermName.EXTENSION])


def _sources_disagree(reason: Reason) -> str:
    term = term_words(reason.number("value"), reason.text("unit"))
    return t("Sources disagree. Another one says: %(term)s.", term=term)


def _regime_start(reason: Reason) -> str:
    law = _act_of(reason)
    return t("We do not know the exact day from which this law applies: %(law)s.", law=law)


def _calendar(reason: Reason) -> str:
    return t("Working days are taken from calendar No. %(number)s.", number=reason.number("revision"))


def _day_name(reason: Reason) -> str:
    """A day that was set with no English name may hold the Russian one in its place: that is no name for an English reader."""
    language = current_language()
    name = reason.text(language)
    return name if name and not (language == "en" and has_cyrillic(name)) else t("day off")


_SENTENCES: dict[ReasonCode, Callable[[Reason], str]] = {
    ReasonCode.STARTED: _started,
    ReasonCode.COUNTED: _counted,
    ReasonCode.SKIPPED_WEEKENDS: _skipped_weekends,
    ReasonCode.SKIPPED_DAY: _skipped_day,
    ReasonCode.WORKED_DAY: _worked_day,
    ReasonCode.SHORT_MONTH: _short_month,
    ReasonCode.ROLLED: _rolled,
    ReasonCode.NOT_ROLLED: _not_rolled,
    ReasonCode.ESTIMATED_DAY: _estimated,
    ReasonCode.REGISTER_BY: _register_by,
    ReasonCode.REGISTERED_LATE: _registered_late,
    ReasonCode.OUR_READING: _our_reading,
    ReasonCode.EXTENDED: _extended,
    ReasonCode.STOPPED: _stopped,
    ReasonCode.FIRST_DATE_STAYS: _first_date_stays,
    ReasonCode.TERM_UNKNOWN: _term_unknown,
    ReasonCode.SOURCES_DISAGREE: _sources_disagree,
    ReasonCode.REGIME_START_UNCERTAIN: _regime_start,
    ReasonCode.CALENDAR: _calendar,
}
