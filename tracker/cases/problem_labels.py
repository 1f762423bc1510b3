"""What is wrong with an act, in the words of a person who helps."""

from __future__ import annotations

from tracker.cases.errors import Problem
from tracker.i18n import N_

PROBLEMS = {
    Problem.IN_THE_FUTURE: N_("This day has not come yet."),
    Problem.IN_THE_PAST: N_("This day has already passed."),
    Problem.BEFORE_FILING: N_("This day is before the letter was written."),
    Problem.BEFORE_RECEIPT: N_("This day is before the letter was received."),
    Problem.EMPTY: N_("Please fill this in."),
    Problem.TOO_LONG: N_("This is too long. At most %(limit)s characters fit here."),
    Problem.NO_USABLE_ADDRESS: N_("This body has no confirmed e-mail address. Deliver the letter on paper."),
    Problem.COMPLAINED_OF: N_("The case is about this body or a body above it. Choose another one, or ask the centre."),
    Problem.SAME_BODY: N_("The case is already with this body."),
    Problem.NOT_IN_FORCE: N_("This is not possible any more."),
    Problem.NOT_AN_ADDRESSEE: N_("Letters cannot be sent to this body. Choose another one."),
    Problem.NO_EXTENSION_GROUND: N_("The law gives extra time, but no ground for it is known here yet. Ask the centre."),
    Problem.UNKNOWN_TERM: N_("How much more time the law allows is not verified, so the date cannot be moved."),
    Problem.NO_CLOCK: N_("There is no date that could be moved."),
    Problem.ALREADY_EXTENDED: N_("More time was already taken once."),
    Problem.GROUND_UNKNOWN: N_("Choose a reason from the list."),
    Problem.GROUNDS_INCOMPLETE: N_("The reasons for refusing are not complete."),
    Problem.OUTCOME_UNKNOWN: N_("Choose a result from the list."),
    Problem.NOT_OF_THIS_BODY: N_("This unit does not belong to the body, or no longer exists."),
    Problem.NO_CLAIM: N_("Nobody has said that an answer came another way."),
    Problem.OWN_CLAIM: N_("The other side has to say whether this is so."),
    Problem.PROOF_NEEDED: N_("Choose how we know that the body has the letter."),
    Problem.REASON_NEEDED: N_("Please give a reason."),
    Problem.NOTHING_TO_RELEASE: N_("There is no text to release."),
    Problem.RESTRICTED: N_("This case is restricted: its texts are not released to the public."),
    Problem.CENTRE_NEEDED: N_("No centre is known for this place. Please choose one."),
    Problem.AMOUNT_WRONG: N_("Write an amount in soms, more than nothing, with at most two digits after the point."),
    Problem.NO_FEE: N_("No payment waits for a reply."),
    Problem.SAME_KIND: N_("It is this kind of letter already."),
    Problem.KIND_CHANGED_ONCE: N_("The kind of this letter was changed once already. Ask the centre."),
    Problem.SEVERAL_BODIES: N_("More than one body owes an answer to this letter. Ask the centre to change its kind."),
    Problem.NOTHING_OBJECTED: N_("There is nothing to object to or to decide any more."),
    Problem.NOTHING_CHANGES: N_("Counted again, the dates are the same. Nothing was changed."),
    Problem.YEAR_MISSING: N_("The year %(year)s is not loaded in the calendar, so the date cannot be counted."),
    Problem.HEAD_SIGNS: N_("In this body the head signs. Give the answer to him to sign."),
    Problem.NO_HEAD: N_("No head of the body signs in here, so nobody could sign it."),
    Problem.NOTHING_WAITS: N_("No answer waits for a signature here any more."),
}
