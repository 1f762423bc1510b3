"""What an officer reads about his next duty, and the words of the choices he makes."""

from __future__ import annotations

from datetime import date

from tracker.cases.duties_of import Duty, DutyCode
from tracker.cases.kinds import Kind, Outcome
from tracker.cases.lateness import Lateness, Standing
from tracker.i18n import N_, long_date, ngettext, t

RUNNING_LATE = frozenset({Standing.LATE, Standing.LATE_CHECKING, Standing.LATE_IN_TRANSFER})

FOR_REQUEST = {
    Outcome.FULL: N_("We give everything that was asked for"),
    Outcome.PARTIAL: N_("We give a part of it"),
    Outcome.NOT_HELD: N_("We do not have this information"),
    Outcome.TOLD_WHERE: N_("We say which body has it"),
    Outcome.ALREADY_PUBLIC: N_("It is already public, and we say where"),
}
FOR_APPEAL = {
    Outcome.MEASURES_TAKEN: N_("We took measures"),
    Outcome.PARTIAL: N_("We did a part of what was asked for"),
    Outcome.NOT_CONFIRMED: N_("We checked, and it was not confirmed"),
    Outcome.EXPLAINED: N_("We explain how things stand"),
}
FOR_PROPOSAL = {
    **FOR_APPEAL,
    Outcome.MEASURES_TAKEN: N_("We accept the proposal"),
    Outcome.PARTIAL: N_("We accept a part of it"),
}
REFUSED = N_("We refused")

def outcome_choices(kind: Kind, outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    """The results to choose from, as the body would say them of itself."""
    said = {Kind.INFORMATION_REQUEST: FOR_REQUEST, Kind.PROPOSAL: FOR_PROPOSAL}.get(kind, FOR_APPEAL)
    return [(outcome.value, t(said[outcome])) for outcome in outcomes]


def duty_words(duty: Duty, lateness: Lateness, today: date) -> str:
    """What is to be done, and by when, in one sentence."""
    if duty.code is DutyCode.REGISTER:
        return _register(duty.on, today)
    if duty.code is DutyCode.ANSWER:
        return _answer(duty.on, lateness, today)
    if duty.code is DutyCode.ANSWER_AGAIN:
        return _again(duty, today)
    return t(PLAIN[duty.code], on=long_date(duty.on))


PLAIN = {
    DutyCode.CONFIRM_RECEIPT: N_("Register it, or confirm that you have it. It is on its way to you since %(on)s."),
    DutyCode.REGISTER_TARGET: N_(
        "Register it. It came on %(on)s; how soon the law wants it registered is not verified."
    ),
    DutyCode.ANSWER_NO_TERM: N_("Answer. It came on %(on)s; the law's time is not verified, so no date is counted."),
    DutyCode.AWAIT_APPLICANT: N_("Wait for the applicant: he was asked to reply by %(on)s."),
    DutyCode.WINDOW_PASSED: N_("Go on with what you have: the applicant did not reply by %(on)s."),
}


def _register(on: date, today: date) -> str:
    if on < today:
        return t("Register it now: the last day was %(on)s.", on=long_date(on))
    return t("Register it today.") if on == today else t("Register it by %(on)s.", on=long_date(on))


def _again(duty: Duty, today: date) -> str:
    """The first answer ended the clock, so nothing is late: the row says since when it waits, and a day still to come."""
    since = long_date(duty.since_on) if duty.since_on else ""
    if duty.on <= today:
        return t("Answer again: the applicant was not content and opened it again on %(since)s.", since=since)
    return t(
        "Answer again, by %(on)s: the applicant was not content and opened it again on %(since)s.",
        on=long_date(duty.on), since=since,
    )  # fmt: skip


def _answer(on: date, lateness: Lateness, today: date) -> str:
    if lateness.standing in RUNNING_LATE or on < today:
        return t("Answer now: the date was %(on)s.", on=long_date(on))
    return t("Answer today.") if on == today else t("Answer by %(on)s.", on=long_date(on))


def late_by(lateness: Lateness, working_days: int | None) -> str:
    """By how much an answer that is still owed is late; empty where it is not."""
    if lateness.standing not in RUNNING_LATE:
        return ""
    if not working_days:
        return t("late")
    return ngettext("%(num)s working day late", "%(num)s working days late", working_days)


def answer_date(duty: Duty, lateness: Lateness) -> str:
    """The date of the answer, where the next duty is another one."""
    if duty.code in {DutyCode.ANSWER, DutyCode.ANSWER_AGAIN} or lateness.due_on is None:
        return ""
    return t("Answer due by %(on)s", on=long_date(lateness.due_on))
