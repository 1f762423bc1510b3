"""What each ground of a refusal means for the person who got it, and what he can do about it; and what of its form is known."""

from __future__ import annotations

from tracker.i18n import N_, t
from tracker.law.advice import FormCheck
from tracker.law.codes import Need
from tracker.law.regimes import Ground, Regime
from tracker.lawbook.grounds import ground_line

NOT_HELD = N_("It says that it has not got the information. Then it says who may have it; the centre helps to find the body.")
TURN_TO = N_("It has to say which body you can turn to; the centre helps to find it.")
RESTRICTED = N_(
    "It has to weigh this against the public interest in knowing, and to give the rest. Ask which law it means, and for the "
    "part that is not restricted."
)
NARROW = N_("This ground is read narrowly: the body weighs the public interest in knowing, and whether it is about emissions.")
MORE_EXACT = N_("Write once more, more exactly: the place, the time, what sort of document you need.")
COMPLETE_IT = N_("Add what is missing and send the letter again: that is often quicker than a complaint.")
OTHER_WORDS = N_("The matter itself is not decided. Write it again in other words, and it has to be considered.")

MEANS = {
    "K213-RESTRICTED": RESTRICTED,
    "K213-FORM": COMPLETE_IT,
    "K213-DUPLICATE": N_("It still owes the answer to the first letter, by the date of that letter."),
    "K213-NOTHELD": NOT_HELD,
    "K217-RESTR-SECURITY": RESTRICTED,
    "K217-RESTR-ORDER": RESTRICTED,
    "K217-RESTR-HEALTHMORALS": RESTRICTED,
    "K217-RESTR-RIGHTS": RESTRICTED,
    "K217-NOTHELD-SCOPE": NOT_HELD,
    "K67-OBSCENE": OTHER_WORDS,
    "K67-INCITE": OTHER_WORDS,
    "K67-ANON": N_("Add your name, address and contact and send it again; or ask the centre to write in its own name."),
    "R-NOTHELD": NOT_HELD,
    "R-UNREAS": MORE_EXACT,
    "R-GENERAL": MORE_EXACT,
    "R-DRAFT": N_("Ask when it will be finished, and for what is finished already."),
    "R-INTERNAL": N_("The body has to weigh the public interest in knowing it."),
    "R-CONFPROC": NARROW,
    "R-SECURITY": NARROW,
    "R-JUSTICE": NARROW,
    "R-COMMERCE": N_("Information on emissions cannot be kept back as a commercial secret."),
    "R-IPR": NARROW,
    "R-PERSONAL": N_("Ask for the information without the names: the rest has to be given."),
    "R-VOLUNT": NARROW,
    "R-ENVHARM": NARROW,
}

MEANS_OF_A_NEED = {
    Need.WHERE_TO_APPLY: TURN_TO,
    Need.NOT_FOR_EMISSIONS: MEANS["R-COMMERCE"],
    Need.WEIGHING: MEANS["R-INTERNAL"],
    Need.WEIGH_EMISSIONS: NARROW,
}
"""Of a ground that was added here nothing more is known than what has to go with it; the first that it needs speaks."""

FORM = {
    FormCheck.CHECKED: N_(
        "The form was checked here before it left: a ground of the law is named, and what it asks for is there."
    ),
    FormCheck.TYPED: N_("The body typed the article on which it refuses. Nobody here has checked whether it says that."),
    FormCheck.NOT_CHECKED: N_(
        "This refusal came past the service, so its form was not checked here. Look whether it names a ground of the law, gives "
        "reasons and says where to have it reviewed."
    ),
}


def advice_lines(ground: Ground, regime: Regime) -> list[str]:
    """The ground with its law, and what it means."""
    needed = [words for need, words in MEANS_OF_A_NEED.items() if need in ground.needs] if ground.law else []
    means = [MEANS[ground.code]] if ground.code in MEANS else needed[:1]
    return [ground_line(ground, regime), *(t(words) for words in means)]


def form_words(check: FormCheck) -> str:
    return t(FORM[check])
