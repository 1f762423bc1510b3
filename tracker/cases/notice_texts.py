"""The words for the applicant: one function per event, each the whole of what he is told.

No names and no contacts of anybody. What the applicant himself wrote is never repeated. What others wrote to him is quoted
only to an address that he has confirmed.
"""

from __future__ import annotations

from tracker.cases import labels
from tracker.cases.disclosure import MessageKind
from tracker.cases.links import Purpose
from tracker.cases.notice_about import About, Notice, Section
from tracker.cases.notice_frame import no_term, to_applicant
from tracker.cases.notice_law import (
    because,
    due_facts,
    ground_lines,
    outcome_words,
    routes,
)
from tracker.cases.reason_words import reason_words
from tracker.i18n import long_date, t
from tracker.law.codes import Grievance, Status


def registered(a: About) -> Notice:
    """In the books of the body."""
    on = a.day("registered_on") or a.today
    facts = ((t("Number given by the body"), str(a.data.get("incoming_number", ""))), (t("Registered on"), long_date(on)))
    return to_applicant(
        a,
        t("Your letter is registered"),
        t("%(body)s registered your letter.", body=a.body()),
        *no_term(a),
        facts=(*facts, *due_facts(a)),
        sections=because(a),
    )


def asked(a: About) -> Notice:
    """The body has a question."""
    until, moved_to = a.day("until_on"), a.day("to_on")
    stands = (
        t("By the law the time of the body stands still until you reply. The sooner you reply, the sooner it has to answer.")
        if a.data.get("rule") == Status.CONFIRMED
        else t(
            "As far as we know, by the law the time of the body stands still until you reply. The sooner you reply, the sooner "
            "it has to answer."
        )
    )
    return to_applicant(
        a,
        t("The body asks you something"),
        t("%(body)s has a question about your appeal. Please answer on your page.", body=a.body()),
        *((stands,) if moved_to else ()),
        t("If you do not answer, your appeal stays open: the body still has to answer it."),
        facts=(
            *(((t("Please answer by"), long_date(until)),) if until else ()),
            *(((t("Its date is then at the latest"), long_date(moved_to)),) if moved_to else ()),
        ),
        quote=a.quoted(MessageKind.QUESTION),
    )


def extended(a: About) -> Notice:
    """A later date, and whether it counts."""
    before, after = a.day("from_on"), a.day("to_on")
    counts = a.data.get("in_time", True)
    return to_applicant(
        a,
        t("The body takes more time"),
        t("%(body)s has told you that it needs more time.", body=a.body()),
        *(() if counts else (t("This notice came after the first date had passed. It does not undo the delay."),)),
        *((t(labels.PAST_LIMIT),) if a.data.get("breaks_convention") else ()),
        facts=(
            *(((t("The date was"), long_date(before)),) if before else ()),
            *(((t("The new date"), long_date(after)),) if after else ()),
            *(((t("Reason given"), reason),) if (reason := reason_words(a.data.get("ground"), a.session)) else ()),
        ),
        quote=a.quoted(MessageKind.EXTENSION),
        sections=because(a) if counts else (),
    )


def transferred(a: About) -> Notice:
    """Another body owes now."""
    old, new = a.body(a.data.get("from_authority_id")), a.body(a.data.get("to_authority_id"))
    before, after, reason = a.day("from_on"), a.day("to_on"), reason_words(a.data.get("ground"), a.session)
    return to_applicant(
        a,
        t("Your appeal went to another body"),
        t("%(old)s passed your appeal on. Now it is with: %(new)s.", old=old, new=new),
        t("Your appeal stays open. You do not have to write again."),
        facts=(
            *(((t("The date was"), long_date(before)),) if before and after else ()),
            *(((t("The new date"), long_date(after)),) if after else ()),
            *(((t("Reason given"), reason),) if reason else ()),
        ),
        quote=a.quoted(MessageKind.TRANSFER),
        sections=because(a) if after else (),
    )


def words_returned(a: About) -> Notice:
    """The centre is the sender, and did not pass his words on."""
    return to_applicant(
        a,
        t("The centre did not pass on what you wrote"),
        t("So that the body does not learn who you are, %(centre)s reads first what you write. This time it did not pass it on.",
          centre=a.centre_name()),
        t("You can write again on your page, or call the centre."),
        quote=a.quoted(MessageKind.REASON),
    )  # fmt: skip


def answered(a: About) -> Notice:
    """The answer, as it is."""
    return to_applicant(
        a,
        t("You have an answer"),
        t("%(body)s answered your appeal.", body=a.body()),
        t("The signed letter and the files are on your page. Please say there whether the answer is enough."),
        facts=(*_answer_facts(a), (t("Result"), outcome_words(a.data.get("outcome")))),
        quote=a.quoted(MessageKind.ANSWER),
        sections=(*_left_out(a), *routes(a, Grievance.BAD_ANSWER, t("What you can do if the answer is not enough"))),
    )


def refused(a: About) -> Notice:
    """The refusal, its grounds, and the ways open today."""
    grounds = Section(t("Grounds the body gave"), ground_lines(a))
    return to_applicant(
        a,
        t("The body refused"),
        t("%(body)s refused what you asked for.", body=a.body()),
        t("The letter of refusal is on your page. The centre can help you to go on."),
        facts=_answer_facts(a),
        quote=a.quoted(MessageKind.REFUSAL),
        sections=(grounds, *routes(a, Grievance.REFUSAL, t("What you can do if you do not agree"))),
    )


def _left_out(a: About) -> tuple[Section, ...]:
    """Of an answer in part: on which grounds the rest is kept back."""
    lines = ground_lines(a)
    return (Section(t("Grounds on which a part is left out"), lines),) if lines else ()


def _answer_facts(a: About) -> tuple[tuple[str, str], ...]:
    number, on, signatory = a.data.get("outgoing_number"), a.day("outgoing_on") or a.day("answered_on"), a.signatory()
    return (
        *(((t("Number of the letter"), str(number)),) if number else ()),
        *(((t("Date of the letter"), long_date(on)),) if on else ()),
        *(((t("Signed by"), signatory),) if signatory and a.quoting else ()),
    )


def outside_answer_claimed(a: About) -> Notice:
    """Somebody says that the answer came another way."""
    on = a.day("answered_on")
    return to_applicant(
        a,
        t("Did you get an answer?"),
        t("We were told that %(body)s answered you in another way, not through this service.", body=a.body()),
        t("Please say on your page whether this is so. Until then the appeal stays open."),
        facts=((t("Day of the answer, as we were told"), long_date(on)),) if on else (),
    )


def outside_answer_agreed(a: About) -> Notice:
    """Agreed by the other side, or shown by a file."""
    return to_applicant(
        a,
        t("The answer is recorded"),
        t("It is now recorded that %(body)s answered your appeal in another way.", body=a.body()),
        t("If this is not so, say it on your page: the appeal can be opened again."),
        sections=routes(a, Grievance.BAD_ANSWER, t("What you can do if the answer is not enough")),
    )


def outside_answer_disputed(a: About) -> Notice:
    """The body says that it did not answer that way."""
    return to_applicant(
        a,
        t("The answer is not confirmed"),
        t("%(body)s did not confirm the answer that was recorded. Your appeal stays open.", body=a.body()),
    )


def reminded(a: About) -> Notice:
    """The body was reminded."""
    first = t("We reminded %(body)s of your appeal.", body=a.body())
    return to_applicant(a, t("We reminded the body"), first, facts=due_facts(a))


def withdrawal_asked(a: About) -> Notice:
    """Confirmed through the contact, because a withdrawal can be forced or forged."""
    return Notice(
        t("Do you want to withdraw your appeal?"),
        (
            t("Somebody with your number and secret asked to withdraw this appeal."),
            t("If it was you, open the link and press the button there. The link is good for three days."),
            t("If it was not you, or if somebody presses you to do it, do nothing and call the centre."),
        ),
        links=((t("Withdraw my appeal"), a.confirming_url(Purpose.CONFIRM_WITHDRAWAL)),),
    )


def withdrawn(a: About) -> Notice:
    """Said once more, so that a forged withdrawal is noticed."""
    return to_applicant(
        a,
        t("Your appeal is withdrawn"),
        t("Your appeal is withdrawn. The body does not have to answer it any more."),
        t("If you did not want this, call the centre."),
    )


def reopened(a: About) -> Notice:
    """Answered once, and in work again."""
    return to_applicant(
        a, t("Your appeal is open again"), t("Your appeal is open again. %(body)s is asked to answer once more.", body=a.body())
    )


def published(a: About) -> Notice:
    """What the public can read now."""
    return to_applicant(
        a,
        t("Your appeal can be read by everybody"),
        t("The centre released the text for the public, without your name and contacts."),
        links=((t("See the public page"), a.links.public(a.case, a.case.language)),),
    )


def kept_back(a: About) -> Notice:
    """Not for the public, and why: a text, or a file of a text that was released."""
    if a.data.get("reasons"):
        reasons = "; ".join(reason_words(one, a.session) for one in a.data["reasons"])
        return to_applicant(
            a,
            t("A file is not shown to the public"),
            t("The centre released a text of your appeal without one of its files. You still have it on your page."),
            facts=((t("Reason"), reasons),),
        )
    return to_applicant(
        a,
        t("A text is not shown to the public"),
        t("The centre decided not to show a text of your appeal to the public. You still have it on your page."),
        facts=((t("Reason"), reason),) if (reason := reason_words(a.data.get("reason"), a.session)) else (),
    )


def unpublished(a: About) -> Notice:
    """No longer for the public."""
    return to_applicant(
        a, t("A text is no longer public"), t("The centre took a text of your appeal off the public page. You still have it.")
    )


def secret_renewed(a: About) -> Notice:
    """A lost slip. Said by mail too, so that a slip given to the wrong person is noticed."""
    return to_applicant(
        a,
        t("Your appeal has a new secret"),
        t("The centre gave out a new slip for your appeal. The old slip and the links in older letters no longer work."),
        t("If you did not ask for it, call the centre today."),
    )


def closed(a: About) -> Notice:
    """The end, with what is still open to him."""
    grievance = Grievance.SILENCE if a.data.get("outcome") == "unanswered" else Grievance.BAD_ANSWER
    return to_applicant(
        a,
        t("Your appeal is closed"),
        t("Your appeal to %(body)s is closed. You can still read it on your page.", body=a.body()),
        sections=routes(a, grievance, t("What you can still do")),
    )


def body_succeeded(a: About) -> Notice:
    """The body was reorganised; the duty goes on."""
    old, new = a.body(a.data.get("from_authority_id")), a.body(a.data.get("to_authority_id"))
    return to_applicant(
        a,
        t("Another body took over"),
        t("%(old)s was reorganised. Your appeal is now with %(new)s.", old=old, new=new),
        t("You do not have to write again, and no date changes."),
    )


def overdue(a: About) -> Notice:
    """The date has passed: what he can do today."""
    due = a.leg.answer_due_on if a.leg else None
    return to_applicant(
        a,
        t("The date for the answer has passed"),
        t("%(body)s has not answered your appeal. The date we counted has passed.", body=a.body()),
        t("You can wait, or act now. The centre helps you without pay."),
        facts=((t("The date was"), long_date(due)),) if due else (),
        sections=(*because(a), *routes(a, Grievance.SILENCE, t("What you can do today"))),
    )
