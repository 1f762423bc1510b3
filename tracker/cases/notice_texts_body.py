"""The words for a body: that something waits, and by when. No name of an applicant, no text of his.

What the body needs to read stands in `quote`: it goes to the confirmed official mailbox alone, never to the address of a
person who signs in.
"""

from __future__ import annotations

from tracker.cases.disclosure import MessageKind
from tracker.cases.notice_about import About, Notice
from tracker.cases.notice_law import because, due_facts
from tracker.i18n import N_, long_date, t

REMINDERS = {
    "by_staff": N_("The centre reminds you of an appeal that waits for your answer."),
    "due_soon": N_("The date for the answer is near."),
    "due_today": N_("The answer is due today."),
    "by_rule": N_("The date for the answer has passed."),
    "register": N_("The letter is not registered yet. The law's day for it has passed."),
    "register_target": N_(
        "The letter is not registered yet. The law's time for it is not verified; registering within three working days is "
        "what this service asks for."
    ),
}


def letter_waits(a: About) -> Notice:
    """For those who sign in: the letter itself went to the official mailbox or on paper."""
    return waits(a, t("A new appeal waits"), t("A new appeal to %(body)s waits in your list.", body=a.body()))


def handed_to_unit(a: About) -> Notice:
    """Assigned inside the body."""
    return waits(a, t("An appeal was given to your unit"), t("An appeal was given to your unit. Somebody of you takes it."))


def clarified(a: About) -> Notice:
    """The applicant answered the question."""
    moved_to = a.day("to_on")
    runs_on = t("Your time to answer runs on. The date is now %(on)s.", on=long_date(moved_to)) if moved_to else ""
    return waits(
        a,
        t("The applicant answered your question"),
        " ".join(filter(None, [t("The applicant answered your question about this appeal."), runs_on])),
        quote=a.quoted(MessageKind.CLARIFICATION),
    )


def applicant_wrote(a: About) -> Notice:
    """He wrote of himself; nobody had asked."""
    return waits(
        a,
        t("The applicant wrote to you"),
        t("The applicant sent a message about this appeal."),
        quote=a.quoted(MessageKind.APPLICANT_MAIL),
    )


def reopened(a: About) -> Notice:
    """The answer is contested."""
    return waits(
        a,
        t("An appeal is open again"),
        t("The applicant finds that the answer does not answer the appeal, and asks you to answer once more."),
        quote=a.quoted(MessageKind.CLARIFICATION),
    )


def reminded(a: About) -> Notice:
    """A reminder by staff or by a rule."""
    return reminder(a, str(a.data.get("reason", "by_staff")))


def reminder(a: About, reason: str) -> Notice:
    """A reminder, whoever orders it."""
    return waits(a, t("Reminder: an appeal waits for your answer"), t(REMINDERS.get(reason, REMINDERS["by_staff"])))


def outside_answer_claimed(a: About) -> Notice:
    """Somebody says that the body answered another way."""
    on = a.day("answered_on")
    return waits(
        a,
        t("Did you answer this appeal?"),
        t("We were told that you answered this appeal in another way. Please say whether this is so."),
        facts=((t("Day of the answer, as we were told"), long_date(on)),) if on else (),
    )


def outside_answer_agreed(a: About) -> Notice:
    """The appeal is answered."""
    return _over(a, t("The answer is recorded"), t("Your answer, given in another way, is recorded. Nothing is owed any more."))


def outside_answer_disputed(a: About) -> Notice:
    """The applicant did not get it."""
    return waits(
        a, t("The answer is not confirmed"), t("The applicant says that your answer did not arrive. The appeal stays open.")
    )


def withdrawn(a: About) -> Notice:
    """Nothing is owed any more."""
    return _over(a, t("An appeal was withdrawn"), t("The applicant withdrew this appeal. You do not have to answer it any more."))


def waits(
    a: About, subject: str, first: str, *, facts: tuple[tuple[str, str], ...] = (), quote: str = ""
) -> Notice:
    """Something waits: the numbers, what is told, and the date with its reasons."""
    return Notice(subject, (first,), facts=(*_numbers(a), *facts, *due_facts(a)), quote=quote, sections=because(a))


def _over(a: About, subject: str, first: str) -> Notice:
    return Notice(subject, (first,), facts=_numbers(a))


def _numbers(a: About) -> tuple[tuple[str, str], ...]:
    """Our number, and the body's own where it gave one."""
    own = a.leg.incoming_number if a.leg else None
    return ((t("Number of the appeal"), a.case.number), *(((t("Your own number"), own),) if own else ()))
