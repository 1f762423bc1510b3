"""The words for every code of the procedure, as a village teacher would say them. Translated where they are shown."""

from __future__ import annotations

from tracker.cases.acts import Act
from tracker.cases.disclosure import MessageKind
from tracker.cases.duties_of import DutyCode
from tracker.cases.events import EventType as E
from tracker.cases.kinds import (
    CaseState,
    Channel,
    Kind,
    LegState,
    Outcome,
    Proof,
    Rating,
    Release,
    Review,
    Sender,
    TaskKind,
)
from tracker.cases.lateness import Standing
from tracker.cases.problem_labels import PROBLEMS as PROBLEMS
from tracker.i18n import N_
from tracker.people.actor import ActorKind

KINDS = {
    Kind.INFORMATION_REQUEST: N_("Request for information"),
    Kind.PROPOSAL: N_("Proposal"),
    Kind.STATEMENT: N_("Report of a problem"),
    Kind.COMPLAINT: N_("Complaint about violated rights"),
    Kind.ACCESS_COMPLAINT: N_("Complaint about a request for information"),
}

CHOICES = {
    Kind.INFORMATION_REQUEST: N_("I want to know…"),
    Kind.STATEMENT: N_("I report a problem…"),
    Kind.COMPLAINT: N_("My rights were violated…"),
    Kind.PROPOSAL: N_("I propose…"),
    Kind.ACCESS_COMPLAINT: N_("My request for information was refused or ignored…"),
}
"""How a person chooses the kind, in his own words."""

CHANNELS = {
    Channel.WEB: N_("written on this site"),
    Channel.PAPER: N_("brought on paper"),
    Channel.ORAL: N_("told in person"),
    Channel.PHONE: N_("told by telephone"),
}

SENDERS = {
    Sender.PERSON: N_("a person"),
    Sender.ORGANISATION: N_("an organisation"),
    Sender.FOR_ANOTHER: N_("somebody for another person"),
    Sender.CENTRE: N_("an Aarhus Centre"),
}

REVIEWS = {
    Review.WAITING: N_("waits for the first look"),
    Review.PASSED: N_("looked at"),
    Review.NOT_ACCEPTED: N_("not accepted"),
    Review.DECLINED: N_("the centre does not send it in its own name"),
}

CASE_STATES = {
    CaseState.WAITING_FIRST_LOOK: N_("Waits for the first look"),
    CaseState.NOT_ACCEPTED: N_("Not accepted"),
    CaseState.DECLINED: N_("The centre does not send it in its own name"),
    CaseState.TO_ROUTE: N_("Waits for the right body"),
    CaseState.TO_DELIVER: N_("Not yet delivered"),
    CaseState.DELIVERED: N_("Delivered, not yet registered"),
    CaseState.IN_WORK: N_("The body is working on it"),
    CaseState.WAITING_APPLICANT: N_("The body asked the applicant a question"),
    CaseState.ANSWERED: N_("Answered"),
    CaseState.REFUSED: N_("Refused"),
    CaseState.WITHDRAWN: N_("Withdrawn"),
    CaseState.CLOSED: N_("Closed"),
}

LEG_STATES = {
    LegState.TO_SEND: N_("not yet sent"),
    LegState.SENDING: N_("being sent"),
    LegState.SENT: N_("sent, receipt not yet known"),
    LegState.RECEIVED: N_("received, not yet registered"),
    LegState.REGISTERED: N_("registered"),
    LegState.IN_WORK: N_("in work"),
    LegState.ASKED: N_("waits for the applicant's reply"),
    LegState.ANSWERED: N_("answered"),
    LegState.TRANSFERRED: N_("passed on to another body"),
    LegState.CLOSED: N_("closed"),
}

OUTCOMES = {
    Outcome.FULL: N_("answered in full"),
    Outcome.PARTIAL: N_("answered in part"),
    Outcome.REFUSED: N_("refused"),
    Outcome.NOT_HELD: N_("the body does not have the information"),
    Outcome.TOLD_WHERE: N_("the body said where to ask"),
    Outcome.ALREADY_PUBLIC: N_("the information is already public"),
    Outcome.MEASURES_TAKEN: N_("measures were taken"),
    Outcome.NOT_CONFIRMED: N_("what was reported was not confirmed"),
    Outcome.EXPLAINED: N_("explained"),
    Outcome.LEFT_UNCONSIDERED: N_("left without examination"),
    Outcome.WITHDRAWN: N_("withdrawn"),
    Outcome.UNANSWERED: N_("not answered"),
    Outcome.NOT_ACCEPTED: N_("not accepted"),
}

PROOFS = {
    Proof.STAMPED_COPY: N_("a copy with the body's stamp"),
    Proof.POSTAL_RECEIPT: N_("a receipt of the post office"),
    Proof.CONFIRMED_BY_OFFICER: N_("the body confirmed it"),
    Proof.REGISTERED_BY_BODY: N_("the body registered it"),
    Proof.ANSWERED: N_("the body answered it"),
    Proof.DELIVERY_REPORT: N_("a delivery report of the mail server"),
    Proof.MAILED_NOT_RETURNED: N_("our e-mail was accepted and did not come back (our reading)"),
    Proof.ASSERTED: N_("the applicant says so"),
}

MEANS = {"mail": N_("by e-mail"), "paper": N_("on paper")}

RATINGS = {
    Rating.SATISFIED: N_("Yes, the answer helps me"),
    Rating.PARTLY: N_("Partly"),
    Rating.NOT_SATISFIED: N_("No, this does not answer me"),
}

RELEASES = {
    Release.UNRELEASED: N_("not yet public"),
    Release.RELEASED: N_("public"),
    Release.REDACTED: N_("public, with parts covered"),
    Release.KEPT: N_("kept back"),
}

KEEP_REASONS = {
    "personal_data": N_("it holds personal data"),
    "danger_to_applicant": N_("it could put the applicant in danger"),
    "third_party": N_("it concerns other people"),
    "not_separable": N_("what must be protected cannot be taken out of it"),
    "applicant_asked": N_("the applicant asked for it"),
    "protected_by_law": N_("a law protects it"),
}

SERVICE_REASONS = {
    **KEEP_REASONS,
    "NOT_COMPETENT": N_("Another body is competent to decide"),
}
"""Reasons of the service's own, beside the grounds of the law (lawbook)."""

CORRECTIONS = {
    "wrong_file": N_("a wrong file was sent"),
    "wrong_figure": N_("a figure or a date was wrong"),
    "misprint": N_("a slip of the pen"),
    "more_given": N_("more can be given than before"),
    "other": N_("another reason, named in the text"),
}
"""Why a body corrects its answer."""

REMINDERS = {
    "by_staff": N_("The centre reminded the body."),
    "by_staff_together": N_("The centre reminded the body of several letters at once."),
    "by_rule": N_("The service reminded the body by itself."),
}

MESSAGES = {
    MessageKind.LETTER: N_("Letter"),
    MessageKind.QUESTION: N_("Question of the body"),
    MessageKind.CLARIFICATION: N_("Reply of the applicant"),
    MessageKind.HELD: N_("Written to the body, first read by the centre"),
    MessageKind.ANSWER: N_("Answer"),
    MessageKind.REFUSAL: N_("Refusal"),
    MessageKind.CORRECTION: N_("Corrected answer"),
    MessageKind.OUTSIDE_ANSWER: N_("Answer that came another way"),
    MessageKind.EXTENSION: N_("Why more time is needed"),
    MessageKind.ANNOUNCEMENT: N_("What the body says about the day"),
    MessageKind.FEE: N_("What the body wants money for"),
    MessageKind.FEE_REPLY: N_("What the applicant says about the payment"),
    MessageKind.REQUALIFICATION: N_("Why it is another kind of letter"),
    MessageKind.OBJECTION: N_("Why the applicant objects"),
    MessageKind.RECOMPUTATION: N_("Why the dates were counted again"),
    MessageKind.TRANSFER: N_("Why it was passed on"),
    MessageKind.BODY_NOTE: N_("Note inside the body"),
    MessageKind.HEAD_NOTE: N_("Note of the head, inside the body"),
    MessageKind.CENTRE_NOTE: N_("Note inside the centre"),
    MessageKind.DELIVERY: N_("About the delivery"),
    MessageKind.WITHDRAWAL: N_("Why it was withdrawn"),
    MessageKind.RATING: N_("What the applicant says about the answer"),
    MessageKind.REASON: N_("Reason"),
    MessageKind.APPLICANT_MAIL: N_("Message of the applicant"),
    MessageKind.BODY_MAIL: N_("Message of the body"),
}

TASKS = {
    TaskKind.FIRST_LOOK: N_("Take the first look"),
    TaskKind.ROUTE: N_("Find the right body"),
    TaskKind.DELIVER: N_("Deliver on paper"),
    TaskKind.TELL_BY_PHONE: N_("Tell by telephone or WhatsApp"),
    TaskKind.CALL_BACK: N_("Call back and help to write"),
    TaskKind.FIND_CONTACT: N_("Find an address of the body"),
    TaskKind.CONFIRM_CONTACT: N_("Confirm an address of a body"),
    TaskKind.CONFIRM_AGAIN: N_("Confirm again, by a second person"),
    TaskKind.CONFIRM_WITHDRAWAL: N_("Ask whether the case is really withdrawn"),
    TaskKind.RELEASE: N_("Read the answer and release it or keep it back"),
    TaskKind.THIRD_TRANSFER: N_("Passed on three times: look into it"),
    TaskKind.CONCERNED_BODY: N_("The case is about the body it would go to"),
    TaskKind.CALENDAR_YEAR: N_("Load the working days of a year"),
    TaskKind.AGREE_ANSWER: N_("An answer is said to have come another way: ask whether it did"),
    TaskKind.CENTRE_AS_SENDER: N_("Send in the centre's name, or say no"),
    TaskKind.PUBLICATION: N_("Look at what an officer proposes to publish"),
    TaskKind.MAIL_TO_READ: N_("Read what the body wrote by e-mail"),
    TaskKind.OPENED_BY_OTHER: N_("Another centre read a case of yours: look at the reason"),
    TaskKind.PASS_ON: N_("Words of a hidden writer: pass them on or give them back"),
    TaskKind.FEE_CONTESTED: N_("The applicant contests a payment that the body wants: look into it"),
    TaskKind.KIND_OBJECTED: N_("The applicant objects to another kind of letter: decide"),
}

DUTIES = {
    DutyCode.CONFIRM_RECEIPT: N_("Confirm that you have the letter"),
    DutyCode.REGISTER: N_("Register"),
    DutyCode.REGISTER_TARGET: N_("Register (our target; the law's time is not known)"),
    DutyCode.ANSWER: N_("Answer"),
    DutyCode.ANSWER_AGAIN: N_("Answer again: the applicant reopened the case"),
    DutyCode.ANSWER_NO_TERM: N_("Answer (the law's time is not verified, no date is counted)"),
    DutyCode.AWAIT_APPLICANT: N_("Wait for the applicant's reply"),
    DutyCode.WINDOW_PASSED: N_("The applicant did not reply in time: go on with what you have"),
}

STANDINGS = {
    Standing.NOT_DELIVERED: N_("not yet delivered"),
    Standing.NO_DATE: N_("no date: the term is not verified"),
    Standing.IN_TIME: N_("in time"),
    Standing.DUE_SOON: N_("due soon"),
    Standing.DUE_TODAY: N_("due today"),
    Standing.LATE: N_("late"),
    Standing.LATE_CHECKING: N_("past the date we counted; term being checked"),
    Standing.LATE_IN_TRANSFER: N_("past the date, during transfer to another body"),
    Standing.ANSWERED_IN_TIME: N_("answered in time"),
    Standing.ANSWERED_LATE: N_("answered late"),
    Standing.ANSWERED_LATE_CHECKING: N_("answered past the date we counted; term being checked"),
    Standing.ENDED: N_("ended"),
}
PAST_LIMIT = N_(
    "The new date is after the outer limit of the Convention, which allows this only where there is much information and it is "
    "complex."
)
PAST_CONVENTION = N_("past the limit of the Convention")

ACTORS = {
    ActorKind.PUBLIC: N_("the applicant"),
    ActorKind.SECRET_HOLDER: N_("the applicant"),
    ActorKind.CONFIRMED_APPLICANT: N_("the applicant"),
    ActorKind.CO_SIGNER: N_("a co-signer"),
    ActorKind.LETTER_LINK: N_("the body"),
    ActorKind.LETTER_CODE: N_("the body"),
    ActorKind.OFFICER: N_("the body"),
    ActorKind.HEAD: N_("the body"),
    ActorKind.LAWYER: N_("the lawyer"),
    ActorKind.STAFF: N_("the centre"),
    ActorKind.COORDINATOR: N_("the coordinator"),
    ActorKind.ADMINISTRATOR: N_("the administrator"),
    ActorKind.DUTY: N_("the service"),
}
"""Who did it. Somebody who files has no key yet: he is the applicant."""

ACTS = {
    Act.FILE: N_("Send"),
    Act.FILE_ON_BEHALF: N_("Write down for somebody"),
    Act.CONFIRM_CONTACT: N_("Confirm the contact"),
    Act.REVIEW: N_("Pass the first look"),
    Act.NOT_ACCEPT: N_("Do not accept"),
    Act.DECLINE_AS_SENDER: N_("Decline to be the sender"),
    Act.ACCEPT_AGAIN: N_("Accept after all"),
    Act.ROUTE: N_("Choose the body"),
    Act.REQUALIFY: N_("Treat it as another kind of letter"),
    Act.OBJECT_TO_KIND: N_("Object to the other kind"),
    Act.SETTLE_KIND: N_("Decide on the kind of letter"),
    Act.DISPATCH: N_("Send the letter"),
    Act.DELIVER_ON_PAPER: N_("Record the delivery on paper"),
    Act.CONFIRM_RECEIPT: N_("Confirm the receipt"),
    Act.REGISTER: N_("Register"),
    Act.ASSIGN: N_("Hand to a unit"),
    Act.CLAIM: N_("Take it"),
    Act.NOTE: N_("Write a note"),
    Act.ASK: N_("Ask the applicant"),
    Act.CLARIFY: N_("Reply to the question"),
    Act.EXTEND: N_("Take more time"),
    Act.ANNOUNCE_DATE: N_("Name the day of the answer"),
    Act.ANNOUNCE_FEE: N_("Ask for a payment"),
    Act.REPLY_TO_FEE: N_("Reply about the payment"),
    Act.RECOMPUTE: N_("Count the dates again"),
    Act.TRANSFER: N_("Pass on to another body"),
    Act.ANSWER: N_("Answer"),
    Act.REFUSE: N_("Refuse"),
    Act.CORRECT_ANSWER: N_("Correct the answer"),
    Act.ASK_APPROVAL: N_("Give it to the head to sign"),
    Act.DECIDE_DRAFT: N_("Sign or send back"),
    Act.RECORD_OUTSIDE_ANSWER: N_("Record an answer that came another way"),
    Act.AGREE_OUTSIDE_ANSWER: N_("Say whether that answer came"),
    Act.REMIND: N_("Remind the body"),
    Act.WITHDRAW: N_("Withdraw"),
    Act.RATE: N_("Say whether the answer helps"),
    Act.REOPEN: N_("Reopen"),
    Act.APPEAL: N_("Record an appeal"),
    Act.PUBLISH: N_("Release to the public"),
    Act.KEEP: N_("Keep back"),
    Act.REDACT: N_("Put a covered copy beside it"),
    Act.MARK_URGENT: N_("Mark as urgent"),
    Act.RENEW_SECRET: N_("Give a new follow code"),
    Act.CLOSE: N_("Close"),
    Act.MARK_MAIL: N_("Say what an e-mail of the body means"),
    Act.WRITE: N_("Write to the body"),
    Act.READ: N_("Read"),
    Act.READ_PUBLIC: N_("Read what is public"),
}

EVENTS = {
    E.FILED: N_("Filed"),
    E.FILED_ON_BEHALF: N_("Written down by the centre"),
    E.CONTACT_CONFIRMED: N_("Contact confirmed"),
    E.REVIEWED: N_("First look passed"),
    E.NOT_ACCEPTED: N_("Not accepted"),
    E.DECLINED_AS_SENDER: N_("The centre declined to be the sender"),
    E.ACCEPTED_AGAIN: N_("Accepted after all"),
    E.ROUTED: N_("Body chosen"),
    E.REQUALIFIED: N_("Treated as another kind of letter"),
    E.KIND_OBJECTED: N_("Objection to the other kind of letter"),
    E.KIND_SETTLED: N_("Kind of letter decided"),
    E.LETTER_QUEUED: N_("Letter prepared"),
    E.DISPATCHED: N_("Letter sent"),
    E.DISPATCH_FAILED: N_("Letter did not arrive"),
    E.RECEIVED: N_("Received"),
    E.RECEIPT_ASSERTED: N_("Receipt stated by the applicant"),
    E.RECEIPT_WITHDRAWN: N_("Receipt taken back"),
    E.REGISTERED: N_("Registered"),
    E.ASSIGNED: N_("Handed to a unit"),
    E.CLAIMED: N_("Taken into work"),
    E.NOTED: N_("Note"),
    E.ASKED: N_("Question to the applicant"),
    E.CLARIFIED: N_("Reply of the applicant"),
    E.EXTENDED: N_("More time taken"),
    E.DATE_ANNOUNCED: N_("Day of the answer named by the body"),
    E.FEE_ANNOUNCED: N_("Payment wanted by the body"),
    E.FEE_REPLIED: N_("Reply about the payment"),
    E.RECOMPUTED: N_("Dates counted again"),
    E.TRANSFERRED: N_("Passed on"),
    E.ANSWERED: N_("Answered"),
    E.REFUSED: N_("Refused"),
    E.ANSWER_CORRECTED: N_("Answer corrected"),
    E.APPROVAL_ASKED: N_("Waits for the head's signature"),
    E.APPROVAL_RETURNED: N_("Sent back by the head"),
    E.OUTSIDE_ANSWER_CLAIMED: N_("Said to be answered another way"),
    E.OUTSIDE_ANSWER_AGREED: N_("Answered another way"),
    E.OUTSIDE_ANSWER_DISPUTED: N_("That answer is disputed"),
    E.REMINDED: N_("Body reminded"),
    E.WITHDRAWAL_ASKED: N_("Wish to withdraw"),
    E.WITHDRAWN: N_("Withdrawn"),
    E.RATED: N_("Answer rated"),
    E.REOPENED: N_("Reopened"),
    E.APPEALED: N_("Appealed"),
    E.PUBLISHED: N_("Released to the public"),
    E.KEPT_BACK: N_("Kept back from the public"),
    E.UNPUBLISHED: N_("Taken back from the public"),
    E.PUBLICATION_PROPOSED: N_("Publication proposed"),
    E.COPY_COVERED: N_("A covered copy of a file was put beside it"),
    E.MARKED_URGENT: N_("Urgency changed"),
    E.SECRET_RENEWED: N_("New follow code"),
    E.TOLD: N_("Applicant told"),
    E.CLOSED: N_("Closed"),
    E.BODY_SUCCEEDED: N_("Passed to the successor body"),
    E.MAIL_RECEIVED: N_("An e-mail of the body came"),
    E.MAIL_READ: N_("The e-mail of the body was read"),
    E.APPLICANT_WROTE: N_("The applicant wrote by e-mail"),
    E.WORDS_HELD: N_("The centre reads first what was written"),
    E.WORDS_RETURNED: N_("The centre did not pass it on"),
}

MEANINGS = {
    "registered": N_("registered"),
    "question": N_("a question to the applicant"),
    "extension": N_("more time"),
    "transfer": N_("passed on to another body"),
    "day": N_("a day of the answer that it names"),
    "payment": N_("a payment that it wants"),
    "correction": N_("a correction of its answer"),
    "answer": N_("an answer"),
    "refusal": N_("a refusal"),
    "note": N_("only a note"),
    "auto_reply": N_("an automatic reply"),
    "bounce": N_("our letter came back"),
    "delay": N_("our letter is delayed"),
    "delivered": N_("our letter arrived"),
    "applicant": N_("a message of the applicant"),
    "elsewhere": N_("it does not belong to this letter"),
}
"""What an e-mail was."""
