"""Words that stand on the forms of more than one audience."""

from __future__ import annotations

from tracker.cases.personal_data import Data
from tracker.i18n import N_

ANSWER_CHANNELS = {
    "post": N_("by a letter on paper"),
    "email": N_("by e-mail"),
    "in_person": N_("in person"),
    "phone": N_("by telephone"),
    "other": N_("in another way"),
}
"""How an answer went past the service, in the words of the body and of the centre."""

PERSONAL_DATA = {
    Data.EMAIL: N_("an e-mail address"),
    Data.PHONE: N_("a phone number"),
    Data.PERSONAL_NUMBER: N_("a personal number"),
    Data.PASSPORT: N_("a passport number"),
    Data.CARD: N_("a card number"),
}
