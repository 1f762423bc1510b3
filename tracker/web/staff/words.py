"""What a centre reads about the rows of its board and its tasks."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.cases.duties_of import CONTEST_FOR
from tracker.cases.kinds import TaskKind
from tracker.cases.lateness import Standing
from tracker.cases.views import Section
from tracker.cases.views.board import BoardRow
from tracker.cases.views.inside import LegLine
from tracker.i18n import N_, long_date, ngettext, short_date, t


@dataclass(frozen=True, slots=True)
class About:
    """A section of the board: its heading, what to do with its rows, and where that is done."""

    title: str
    why: str
    tone: str
    act: str = ""
    endpoint: str = ""


SECTIONS: dict[Section, About] = {
    Section.DANGER: About(
        N_("People may be in danger"),
        N_("The writer says that people are in danger now. Look at these letters before all others."),
        "late",
        N_("Open"),
        "case",
    ),
    Section.RIGHT_ENDING: About(
        N_("A right of the citizen ends soon"),
        N_("The answer was not full. After this day the case closes by itself: ask whether he wants to go on."),
        "late",
    ),
    Section.TO_DELIVER: About(
        N_("Not yet delivered"),
        N_("Until the body has the letter, its days do not count."),
        "wait",
        N_("Deliver"),
        "deliver",
    ),
    Section.TO_ROUTE: About(
        N_("Waits for the right body"),
        N_("The writer did not know to whom. Our target: one working day."),
        "wait",
        N_("Choose the body"),
        "route",
    ),
    Section.LATE: About(
        N_("Late"), N_("The body owes the answer, and its date has passed."), "late", N_("Remind"), "case"
    ),
    Section.DUE: About(N_("Due today or soon"), N_("Not late. A call now may help."), "wait"),
    Section.BOUNCED: About(
        N_("Mail came back"),
        N_("The address of the body does not work. Find another one, or deliver on paper."),
        "late",
        N_("Addresses"),
        "body",
    ),
    Section.FIRST_LOOK: About(
        N_("First look"),
        N_("Nothing leaves before. Our target: the same working day."),
        "wait",
        N_("Take the first look"),
        "look",
    ),
    Section.TO_RELEASE: About(
        N_("To release"),
        N_("Read it, take out personal data, and show it to everybody or keep it back."),
        "calm",
        N_("Read and release"),
        "release",
    ),
    Section.TO_AGREE: About(
        N_("Said to be answered another way"),
        N_("One side says that an answer came. Ask the other side."),
        "wait",
        N_("Ask and write down"),
        "agree",
    ),
    Section.WAITING: About(
        N_("Waits for the applicant"),
        N_("The body asked him something. Its days run on: help him to reply."),
        "calm",
        N_("Reply for him"),
        "clarify",
    ),
}
"""In the order of what is lost if it is not done today."""

NO_LEG_ACT = frozenset({"route", "look", "release", "case"})


def why_here(section: Section, row: BoardRow) -> str:
    """Why this row is in its section, and since or until when."""
    if section is Section.RIGHT_ENDING:
        return t(
            "By our own rule of service he can contest it until %(day)s. The law's own time to complain is still being checked: "
            "help him at once.",
            day=long_date(row.on + CONTEST_FOR),
        )
    if section in {Section.LATE, Section.DUE} and row.leg is not None:
        return _dated(row.leg)
    if section is Section.WAITING:
        return t("Asked to reply by %(day)s.", day=long_date(row.on))
    if section in {Section.TO_DELIVER, Section.TO_ROUTE, Section.FIRST_LOOK, Section.DANGER}:
        return t("Waits since %(day)s.", day=long_date(row.on))
    return t("Written on %(day)s.", day=short_date(row.case.filed_on))


def _dated(leg: LegLine) -> str:
    day = long_date(leg.lateness.due_on) if leg.lateness.due_on else ""
    if leg.lateness.standing is Standing.DUE_TODAY:
        return t("The answer is due today.")
    if not leg.lateness.is_late:
        return t("The answer is due by %(day)s.", day=day)
    late = late_by(leg)
    return t("%(late)s; the date was %(day)s.", late=late, day=day)


def late_by(leg: LegLine) -> str:
    """By how much."""
    if not leg.working_days_late:
        return t("Past its date")
    return ngettext("%(num)s working day late", "%(num)s working days late", leg.working_days_late)


TASK_HINTS: dict[TaskKind, str] = {
    TaskKind.FIRST_LOOK: N_(
        "Read the letter. If it can go to a body, pass it on. An advertisement, or what asks nothing of anybody, is not accepted."
    ),
    TaskKind.ROUTE: N_("Choose the body that can answer."),
    TaskKind.DELIVER: N_(
        "Print two copies, take them to the body or post them, and write down the day with the proof."
    ),
    TaskKind.TELL_BY_PHONE: N_("Call, or send the text below by WhatsApp."),
    TaskKind.CALL_BACK: N_("Call, listen, and write the letter down for him."),
    TaskKind.FIND_CONTACT: N_(
        "Find out the official address, with its source, and propose it. A second person confirms it."
    ),
    TaskKind.CONFIRM_CONTACT: N_(
        "Call the body back by a number that you found yourself, and ask whether the address is theirs."
    ),
    TaskKind.CONFIRM_AGAIN: N_(
        "One person alone confirmed this address. Call the body once more, as the second person."
    ),
    TaskKind.CONFIRM_WITHDRAWAL: N_(
        "Call the applicant. Ask whether he really wants to withdraw, and whether anybody presses him."
    ),
    TaskKind.RELEASE: N_(
        "Read the texts and files, take out personal data, and release them or keep them back with a reason."
    ),
    TaskKind.THIRD_TRANSFER: N_("Bodies pass this letter on and on. Call them, and find out who will answer."),
    TaskKind.CONCERNED_BODY: N_(
        "Somebody tried to send the letter to the body it is about. Look into it, and choose another body."
    ),
    TaskKind.CALENDAR_YEAR: N_("The administrator loads the working days of the year; until then no date is counted."),
    TaskKind.MAIL_TO_READ: N_("Read what the body wrote, and say what it means. Until then nothing counts."),
    TaskKind.AGREE_ANSWER: N_(
        "One side says that an answer came another way. Ask the other side, and write down what it says."
    ),
    TaskKind.CENTRE_AS_SENDER: N_(
        "Somebody asks the centre to write in its own name. Decide by the first look: yes, or no with a reason. "
        "After a no he can send it in his own name."
    ),
    TaskKind.PASS_ON: N_(
        "The centre is the sender. Read what the person behind it wrote, take out what shows who he is, and pass it on."
    ),
    TaskKind.PUBLICATION: N_("An officer proposes to show the answer to everybody. You decide."),
    TaskKind.FEE_CONTESTED: N_(
        "Compare what the body wants money for with what the law says, and talk to the body. The date for the answer stays."
    ),
    TaskKind.KIND_OBJECTED: N_("Read both reasons. Until you decide, the kind that the applicant chose holds."),
    TaskKind.OPENED_BY_OTHER: N_(
        "Staff of another centre read this case and gave the reason below. If it does not convince you, tell the coordinator."
    ),
}

HE_COMES = N_(
    "He left neither a telephone number nor an e-mail. He was told to call or come: ask for the secret code of his slip, and "
    "whether anybody presses him. Put the task off until then."
)

RESTRICTED = N_("restricted")
OPEN = N_("open")
