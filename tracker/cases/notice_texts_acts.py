"""The words about announced days and payments, another kind of letter, dates counted again, corrected answers.

One function per event and reader, as in `notice_texts` (applicants) and `notice_texts_body` (bodies).
"""

from __future__ import annotations

from tracker.cases import labels
from tracker.cases.disclosure import MessageKind
from tracker.cases.fee_words import amount_words, law_on_fees
from tracker.cases.kinds import Kind
from tracker.cases.notice_about import About, Notice, Section
from tracker.cases.notice_frame import to_applicant
from tracker.cases.notice_law import because, due_facts, outcome_words, routes
from tracker.cases.notice_texts_body import waits
from tracker.i18n import long_date, t
from tracker.law.codes import Grievance
from tracker.law.regimes import family_of

Facts = tuple[tuple[str, str], ...]


def date_announced(a: About) -> Notice:
    """A day named by the body, beside the date that counts."""
    on = a.day("announced_on")
    return to_applicant(
        a,
        t("The body says when it means to answer"),
        t("%(body)s has named a day on which it means to answer.", body=a.body()),
        t("This is what the body says. It moves no date: what you can do when the date passes stays the same."),
        facts=(*(((t("Day announced by the body"), long_date(on)),) if on else ()), *due_facts(a)),
        quote=a.quoted(MessageKind.ANNOUNCEMENT),
    )


def fee_announced(a: About) -> Notice:
    """Money wanted, and what the law says about that."""
    return to_applicant(
        a,
        t("The body wants a payment"),
        t("%(body)s says that the answer costs something.", body=a.body()),
        t("Do not pay through this service, and pay nobody without a receipt. Say on your page whether you agree."),
        t("The date for the answer stays the same."),
        facts=((t("How much"), amount_words(str(a.data.get("amount", "0")))), *due_facts(a)),
        quote=a.quoted(MessageKind.FEE),
        sections=(Section(t("What the law says about payments"), law_on_fees(a.case.kind)),),
    )


def fee_replied(a: About) -> Notice:
    """For the body: whether the applicant pays. The date stays."""
    agrees = bool(a.data.get("agrees"))
    first = (
        t("The applicant agrees to the payment that you announced.")
        if agrees
        else t("The applicant contests the payment that you announced. The centre looks into it.")
    )
    return waits(a, t("Reply about the payment"), first, quote=a.quoted(MessageKind.FEE_REPLY))


def requalified(a: About) -> Notice:
    """Another kind of letter; the applicant may object."""
    by_body = a.event is not None and a.event.authority_id is not None
    who = a.body() if by_body else a.centre_name()
    return to_applicant(
        a,
        t("Your letter is treated as another kind of letter"),
        t("%(who)s treats your letter as another kind than you chose.", who=who),
        t("You do not have to write again. No date moves later by this; the earlier date counts."),
        t("If you do not agree, say so on your page: then the kind that you chose holds until the centre decides."),
        facts=(*_kinds(a), *_moved(a), *due_facts(a)),
        quote=a.quoted(MessageKind.REQUALIFICATION),
        sections=because(a),
    )


def requalified_for_body(a: About) -> Notice:
    """The centre did it: the body has other terms, and no later date."""
    first = t("The centre treats this appeal as another kind of letter. No date moves later; the earlier date counts.")
    return waits(a, t("Another kind of letter"), first, facts=(*_kinds(a), *_moved(a)))


def kind_objected(a: About) -> Notice:
    """For the body: the kind as filed holds again."""
    first = t("The applicant objects to another kind of letter. The kind that he chose holds until the centre decides.")
    return waits(a, t("The applicant objects"), first, facts=(*_kinds(a), *_moved(a)), quote=a.quoted(MessageKind.OBJECTION))


def kind_settled(a: About) -> Notice:
    """The centre decided after the objection."""
    return to_applicant(
        a,
        t("The centre has decided on the kind of your letter"),
        _decision(a),
        t("No date moves later by this; the earlier date counts."),
        facts=(*_kinds(a), *_moved(a), *due_facts(a)),
        quote=a.quoted(MessageKind.REQUALIFICATION),
        sections=because(a),
    )


def kind_settled_for_body(a: About) -> Notice:
    return waits(a, t("The centre has decided on the kind of letter"), _decision(a), facts=(*_kinds(a), *_moved(a)))


def recomputed(a: About) -> Notice:
    """Old and new date, and why."""
    return to_applicant(
        a,
        t("The dates were counted again"),
        _counted_again(a),
        facts=_moved(a),
        quote=a.quoted(MessageKind.RECOMPUTATION),
        sections=because(a),
    )


def recomputed_for_body(a: About) -> Notice:
    first = _by_corrected_term(a) or t("The dates of this appeal were counted again, and they changed.")
    return waits(a, t("The dates were counted again"), first, facts=_moved(a), quote=a.quoted(MessageKind.RECOMPUTATION))


def _counted_again(a: About) -> str:
    return _by_corrected_term(a) or t(
        "The dates of your appeal to %(body)s were counted again, and they changed.", body=a.body()
    )


def _by_corrected_term(a: About) -> str:
    """The law did not change for this letter, what is known of it did; empty where the calendar was the reason."""
    before, after = a.data.get("from_regime"), a.data.get("to_regime")
    if not before or not after:
        return ""
    said = (
        t("A term of the law was corrected, and the dates of this appeal were counted again by it.")
        if family_of(before) == family_of(after)
        else t("As is known now, another law was in force when this appeal came. Its dates were counted again by that law.")
    )
    on = a.day("to_on")
    if on is None or a.day("from_on") != on:
        return said
    return t("%(said)s The date for the answer stays: %(on)s.", said=said, on=long_date(on))


def answer_corrected(a: About) -> Notice:
    """What is right now; the first answer stays."""
    before, after = a.data.get("from_outcome"), a.data.get("outcome")
    number, signatory = a.data.get("outgoing_number"), a.signatory()
    return to_applicant(
        a,
        t("The body corrected its answer"),
        t("%(body)s corrected the answer that it gave you.", body=a.body()),
        t("The first answer stays on your page with its day. Please say there whether the answer is enough now."),
        facts=(
            *(((t("Number of the letter"), str(number)),) if number else ()),
            *(((t("Signed by"), signatory),) if signatory and a.quoting else ()),
            (t("Why it is corrected"), t(labels.CORRECTIONS.get(str(a.data.get("reason")), labels.CORRECTIONS["other"]))),
            *(((t("Result at first"), outcome_words(before)),) if before and before != after else ()),
            (t("Result"), outcome_words(after)),
        ),
        quote=a.quoted(MessageKind.CORRECTION),
        sections=routes(a, Grievance.BAD_ANSWER, t("What you can do if the answer is not enough")),
    )


def waits_for_head(a: About) -> Notice:
    """For the head: something of his own people waits for his signature."""
    return waits(
        a,
        t("An answer waits for your signature"),
        t("An officer has written an answer. It goes when you sign it; until then it counts as not given."),
    )


def sent_back_by_head(a: About) -> Notice:
    """For the officer; the note itself is read on his page."""
    return waits(a, t("The head sent an answer back"), t("The head has not signed yet. His note is on the page of the appeal."))


def _kinds(a: About) -> Facts:
    before, after = a.data.get("from_kind"), a.data.get("to_kind")
    return (
        *(((t("The kind was"), t(labels.KINDS[Kind(before)])),) if before else ()),
        *(((t("The kind now"), t(labels.KINDS[Kind(after)])),) if after else ()),
    )


def _moved(a: About) -> Facts:
    """Both dates of every kind that the event names."""
    pairs = (
        ("", t("The date for the answer was"), t("The date for the answer now")),
        ("registration_", t("The day to register was"), t("The day to register now")),
        ("convention_", t("The limit of the Convention was"), t("The limit of the Convention now")),
    )
    facts: list[tuple[str, str]] = []
    for name, was, now in pairs:
        before, after = a.day(f"{name}from_on"), a.day(f"{name}to_on")
        if before != after:
            facts += [(was, long_date(before) if before else t("none")), (now, long_date(after) if after else t("none"))]
    return tuple(facts)


def _decision(a: About) -> str:
    if a.data.get("upheld"):
        return t("After the objection the centre decided: the other kind of letter holds.")
    return t("After the objection the centre decided: the kind that the applicant chose holds.")
