"""The words for the applicant from the filing to the receipt by the body. As in `notice_texts.py`."""

from __future__ import annotations

from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import Kind
from tracker.cases.links import Purpose
from tracker.cases.notice_about import About, Notice, Section
from tracker.cases.notice_frame import no_term, to_applicant
from tracker.cases.notice_law import (
    answer_term,
    because,
    due_facts,
    proof_words,
)
from tracker.i18n import long_date, t


def filed(a: About) -> Notice:
    """The receipt."""
    first = t("Your appeal is saved. Its number is %(number)s.", number=a.case.number)
    return _receipt(a, first)


def filed_on_behalf(a: About) -> Notice:
    """Written down by a centre."""
    first = t(
        "%(centre)s wrote down the appeal that you brought on %(day)s. Its number is %(number)s.",
        centre=a.centre_name(), day=long_date(a.case.filed_on), number=a.case.number,
    )
    return _receipt(a, first)


def _receipt(a: About, first: str) -> Notice:
    return Notice(
        t("We have your appeal"),
        (
            first,
            t("Please confirm that this address is yours: open the link and press the button there."),
            t("Until you confirm it, our letters to this address stay short."),
        ),
        facts=_filing_facts(a),
        sections=(Section(t("What happens next"), _next_steps(a)),),
        links=(
            (t("Confirm this address"), a.confirming_url(Purpose.CONFIRM_CONTACT)),
            (t("Open my appeal"), a.follow_url()),
        ),
    )


def _filing_facts(a: About) -> tuple[tuple[str, str], ...]:
    look, send = a.working_day(0), a.working_day(1)
    return (
        (t("Day of filing"), long_date(a.case.filed_on)),
        *(((t("First look of the centre, usually by"), long_date(look)),) if look else ()),
        *(((t("On its way to the body, usually by"), long_date(send)),) if send else ()),
    )


def _next_steps(a: About) -> tuple[str, ...]:
    return (_first_step(a), _sending_step(a), t("The days for the answer count from the day the body has your letter."),
            answer_term(a))  # fmt: skip


def _first_step(a: About) -> str:
    if a.case.kind == Kind.INFORMATION_REQUEST and not a.case.restricted:
        return t(
            "When you confirm this address, your letter goes on at once. Otherwise %(centre)s looks at it first.",
            centre=a.centre_name(),
        )
    return t("First %(centre)s looks at your letter.", centre=a.centre_name())


def _sending_step(a: About) -> str:
    if a.leg is None:
        return t("Then the centre finds the right body and sends your letter there.")
    return t("Then your letter goes to this body: %(body)s.", body=a.body())


def not_accepted(a: About) -> Notice:
    """The first look did not pass."""
    return to_applicant(
        a,
        t("Your appeal was not passed on"),
        t("%(centre)s looked at your appeal and did not pass it on to a body.", centre=a.centre_name()),
        t("If this is a mistake, write or call the centre. It can still be sent."),
        quote=a.quoted(MessageKind.REASON),
    )


def declined_as_sender(a: About) -> Notice:
    """The centre does not lend its name. The letter is as good as it was, and its writer can send it himself."""
    return to_applicant(
        a,
        t("The centre does not send your letter in its own name"),
        t(
            "%(centre)s read your letter and decided not to send it in its own name. Nothing was sent to any body, and nobody "
            "but the centre knows your name.",
            centre=a.centre_name(),
        ),
        t("You can send the same letter in your own name: one button on your page does it, and what you wrote is kept."),
        t("If you have questions, or want help with another way, call or visit the centre."),
        quote=a.quoted(MessageKind.REASON),
    )


def accepted_again(a: About) -> Notice:
    """A decision of the first look was taken back."""
    return to_applicant(
        a,
        t("Your appeal is in work again"),
        t("%(centre)s has taken its decision back. Your appeal will be looked at once more.", centre=a.centre_name()),
    )


def routed(a: About) -> Notice | None:
    """The centre found the body. Where the letter can be mailed, the next notice says more."""
    from_centre = t("%(centre)s chose the body for your appeal: %(body)s.", centre=a.centre_name(), body=a.body())
    by_day = a.working_day(1)
    return to_applicant(
        a,
        t("Your appeal has an addressee"),
        from_centre,
        t("We have no confirmed e-mail address of this body, so the letter goes on paper. The centre delivers it."),
        t("You can also hand it in yourself: print the two copies from your page and have one of them stamped."),
        facts=((t("Delivered, usually by"), long_date(by_day)),) if by_day else (),
    )


def dispatched(a: About) -> Notice:
    """On its way, not yet received."""
    how = (
        t("We sent your letter by e-mail to %(body)s.", body=a.body())
        if a.data.get("means") == "mail"
        else t("Your letter went on paper to %(body)s.", body=a.body())
    )
    return to_applicant(
        a,
        t("Your letter is on its way"),
        how,
        *_from_when(a),
        facts=((t("Sent on"), long_date(a.today)),),
    )


def _from_when(a: About) -> tuple[str, ...]:
    """From when the days count; after a transfer that starts nothing anew, the date that runs on."""
    if a.leg is not None and a.leg.clock_from_leg_id is not None and a.leg.answer_due_on is not None:
        on = long_date(a.leg.answer_due_on)
        return (t("The letter was passed on, and the time of the first body runs on: the answer is due by %(on)s.", on=on),)
    counts = t("The days for the answer count from the day the body has it. We will write to you what that day is.")
    return (counts, answer_term(a))


def dispatch_failed(a: About) -> Notice:
    """Could not be delivered."""
    return to_applicant(
        a,
        t("Your letter could not be delivered"),
        t("Our e-mail to %(body)s was not delivered. The centre is looking for another way.", body=a.body()),
        t("You do not have to do anything. If you want to be faster, print the two copies from your page and hand them in."),
    )


def received(a: About) -> Notice:
    """From now on the body owes."""
    on = a.day("received_on") or a.today
    facts = ((t("Received on"), long_date(on)), (t("How we know"), proof_words(a.data.get("proof"))))
    return to_applicant(
        a,
        t("The body has your letter"),
        t("%(body)s has your letter.", body=a.body()),
        *no_term(a),
        facts=(*facts, *due_facts(a)),
        sections=because(a),
    )


def receipt_withdrawn(a: About) -> Notice:
    """The letter came back after all."""
    return to_applicant(
        a,
        t("Your letter came back"),
        t("We thought that %(body)s had your letter, but the mail came back.", body=a.body()),
        t("The days for the answer do not count yet. The centre delivers the letter again."),
    )
