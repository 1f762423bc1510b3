"""The human words for every code of the law, marked for translation. Sentences are put together in `words.py`."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.law.codes import Effect, Grievance, Need, Route, RuleName, Start, Status, TermName
from tracker.law.counting import Unit
from tracker.law.grounds import Problem

STATUS = {
    Status.CONFIRMED: N_("confirmed"),
    Status.LIKELY: N_("likely: being checked"),
    Status.UNKNOWN: N_("unknown: no date is counted"),
}

ACTS = {
    "KG-ATI-213": N_("Law No. 213 of 28 December 2006 on access to information"),
    "KG-ATI-217": N_("Law No. 217 of 29 December 2023 on the right of access to information"),
    "KG-APP-67": N_("Law No. 67 of 4 May 2007 on citizens' appeals"),
    "KG-APP-67-10WD": N_("Bill of 2026 to change Law No. 67"),
    "KG-ADM-210": N_("Law No. 210 of 31 July 2015 on administrative procedure"),
    "KG-APC-13": N_("Administrative Procedure Code No. 13 of 25 January 2017"),
    "KG-AKYIKATCHY": N_("Law on the Akyikatchy (Ombudsman)"),
    "INT-AARHUS-4": N_("Aarhus Convention"),
}

TERMS = {
    TermName.REGISTRATION: N_("Time to register"),
    TermName.ANSWER: N_("Time to answer"),
    TermName.ANSWER_AFTER_TRANSFER: N_("Time to answer what another body passed on"),
    TermName.URGENT_ANSWER: N_("Time to answer when life or health is in danger"),
    TermName.EXTENSION: N_("Extra time"),
    TermName.EXTENSION_NOTICE: N_("Notice of extra time"),
    TermName.TRANSFER: N_("Time to pass the letter on"),
    TermName.CLARIFICATION: N_("Time for the applicant to reply to a question"),
    TermName.FILING: N_("Time to complain or to sue"),
    TermName.DECISION: N_("Time to decide a complaint"),
}

RULES = {
    RuleName.TRANSFER: N_("When the letter is passed on"),
    RuleName.QUESTION: N_("When the applicant is asked something"),
}

UNKNOWN_RULE = N_("unknown: the time runs on")

EFFECTS = {
    Effect.KEEPS_CLOCK: N_("the time runs on"),
    Effect.RESTARTS: N_("the next body has the whole time anew, from the day it gets the letter"),
    Effect.STOPS_CLOCK: N_("the time stands still until the reply, but not longer than the applicant is given to reply"),
}

UNITS = {
    Unit.WORKING_DAYS: N_("working days"),
    Unit.CALENDAR_DAYS: N_("calendar days"),
    Unit.WEEKS: N_("weeks"),
    Unit.MONTHS: N_("months"),
}

STARTS = {
    Start.RECEIPT: N_("from the day the body got the letter"),
    Start.REGISTRATION: N_("from registration"),
    Start.LAST_DAY_TO_REGISTER: N_("from the last day to register"),
    Start.SUBMISSION: N_("from the day the request was sent to the body"),
    Start.ORIGINAL_DATE: N_("from the first date"),
    Start.DECISION: N_("from the day the decision was received"),
    Start.QUESTION: N_("from the day the applicant was asked"),
}

ROUTES = {
    Route.SUPERIOR_BODY: N_("Complain to the higher body"),
    Route.ADMINISTRATIVE_COMPLAINT: N_("Make an administrative complaint to the body itself or to the higher body"),
    Route.AKYIKATCHY: N_("Turn to the Akyikatchy (Ombudsman)"),
    Route.COURT: N_("Go to court"),
}

GRIEVANCES = {
    Grievance.REFUSAL: N_("The body refused"),
    Grievance.SILENCE: N_("The body did not answer in time"),
    Grievance.BAD_ANSWER: N_("The answer is not good enough"),
}

GROUNDS = {
    "K213-RESTRICTED": N_("The law restricts access to this information"),
    "K213-FORM": N_("The request does not have the form that the law asks for"),
    "K213-DUPLICATE": N_("The body is already looking at a request from the same person about the same matter"),
    "K213-NOTHELD": N_("The body does not have the information and does not have to have it"),
    "K213-FORWARD": N_("Another body has the information"),
    "K217-RESTR-SECURITY": N_("The law restricts it to protect national security"),
    "K217-RESTR-ORDER": N_("The law restricts it to protect public order"),
    "K217-RESTR-HEALTHMORALS": N_("The law restricts it to protect public health and morals"),
    "K217-RESTR-RIGHTS": N_("The law restricts it to protect the rights and freedoms of other people"),
    "K217-NOTHELD-SCOPE": N_("The body does not have the information, or the law does not cover the matter"),
    "K217-EXT-HARD": N_("The information is hard to prepare"),
    "K217-EXT-VOLUME": N_("There is a large volume of information"),
    "K217-EXT-THIRD": N_("Other people or organisations have to be asked"),
    "K217-TRANSFER-NOTHELD": N_("Another body has the information"),
    "K67-OBSCENE": N_("The letter has obscene or insulting words"),
    "K67-INCITE": N_("The letter calls to overthrow the order or incites hatred"),
    "K67-ANON": N_("The letter has no full name, address or contact"),
    "K67-TRANSFER-COMPETENCE": N_("Another body is competent to decide"),
    "R-NOTHELD": N_("The body does not have the information"),
    "R-UNREAS": N_("The request is clearly unreasonable"),
    "R-GENERAL": N_("The request is too general"),
    "R-DRAFT": N_("The material is not finished yet"),
    "R-INTERNAL": N_("It is internal communication of the body"),
    "R-CONFPROC": N_("A law keeps the body's proceedings confidential"),
    "R-SECURITY": N_("International relations, defence or public security would be harmed"),
    "R-JUSTICE": N_("A court case, a fair trial or an inquiry would be harmed"),
    "R-COMMERCE": N_("A law protects a commercial or industrial secret"),
    "R-IPR": N_("It would harm intellectual property"),
    "R-PERSONAL": N_("It is personal data of somebody who did not agree"),
    "R-VOLUNT": N_("Somebody gave the information freely and does not agree to its release"),
    "R-ENVHARM": N_("Release would harm the environment itself, such as breeding sites of rare species"),
    "A-EXT": N_("There is much information and it is complex"),
}

NEEDS = {
    Need.WEIGHING: N_("Say why keeping it back weighs more than the public interest in knowing it."),
    Need.WHERE_TO_APPLY: N_("Say which body to turn to."),
    Need.NOT_FOR_EMISSIONS: N_("Information on emissions cannot be refused on this ground."),
    Need.WEIGH_EMISSIONS: N_("If it is about emissions, that weighs for release."),
}

PROBLEMS = {
    Problem.NO_NATIONAL_GROUND: N_("Choose a ground from the law of the Kyrgyz Republic, or type its article."),
    Problem.CONVENTION_ALONE: N_(
        "A paragraph of the Convention alone does not carry a refusal. Choose a ground from the law of the Kyrgyz "
        "Republic too, or type its article."
    ),
    Problem.UNKNOWN_GROUND: N_("This ground does not belong to the law that governs this case."),
    Problem.NEEDS_WEIGHING: NEEDS[Need.WEIGHING],
    Problem.NEEDS_WHERE_TO_APPLY: NEEDS[Need.WHERE_TO_APPLY],
    Problem.EMISSIONS: NEEDS[Need.NOT_FOR_EMISSIONS],
    Problem.NAME_THE_LIMIT: N_(
        "The information is on emissions. Choose the paragraph of the Convention too, so that it is clear that this is "
        "not about a commercial secret."
    ),
}

NOTES = frozenset(
    {
        N_("Two months after the request in all, not two more; only for volume and complexity, with reasons."),
        N_("As promptly as possible; no number."),
        N_(
            "From the day the decision was received or the action took place. From when it runs after silence "
            "has not been seen."
        ),
        N_("From the bill, not from a law."),
        N_("Several sources agree. Never counted from later than the last lawful day to register (our reading)."),
        N_("Whether and how far the term may be extended has not been seen: an appeal goes late at the first date."),
        N_("Once, on notice to the requester; no ground listed."),
        N_("Written notice with reasons before the first term ends."),
        N_("No number: the notice comes before the first term ends."),
        N_("The 10 working days are for requests; the term for a complaint about a breach of this law has not been seen."),
    }
)
"""The remarks beside the terms that ship (`law/data`). What is typed on a screen stands as it was typed."""
