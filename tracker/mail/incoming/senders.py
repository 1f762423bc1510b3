"""Who may write for a body, and for an applicant. Pure.

The name in From is what the sender wants it to be. What counts is an address that two persons confirmed, or the body's own
domain; that no server whom we trust found it forged; and how the message found its case: a reply address or a Message-ID
of ours is known only to those who had the letter, a number stands on a public page.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from tracker.mail.incoming.codes import Method
from tracker.mail.incoming.providers import is_shared
from tracker.mail.message import domain_of


class Standing(StrEnum):
    """What the From address is to a body."""

    CONFIRMED = "confirmed"
    OWN_DOMAIN = "own_domain"
    STRANGER = "stranger"


class Checked(StrEnum):
    """What the trusted receiving server says of the From address."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


class Why(StrEnum):
    """Why a message waits for a person, "" where it does not."""

    NOTHING = ""
    NO_CASE = "no_case"
    FORGED = "forged"
    STRANGER = "stranger"
    REVOKED = "revoked"
    NUMBER_ONLY = "number_only"
    SEVERAL = "several"
    ENDED = "ended"
    GUESSED = "guessed"


SECRET = frozenset({Method.TOKEN, Method.THREAD})
"""Ways to a case that only those know who had a letter of ours."""


def standing_of(sender: str, confirmed: Iterable[str], domains_of_others: Iterable[str] = ()) -> Standing:
    """`confirmed`: the body's addresses in force. A domain in which another body has an address too is nobody's own."""
    address = sender.strip().lower()
    known = [each.strip().lower() for each in confirmed]
    if not address or address.count("@") != 1:
        return Standing.STRANGER
    if address in known:
        return Standing.CONFIRMED
    domain = domain_of(address)
    taken = {each.lower() for each in domains_of_others}
    own = domain and not is_shared(domain) and domain not in taken and domain in {domain_of(each) for each in known}
    return Standing.OWN_DOMAIN if own else Standing.STRANGER


def checked_by(spf: str, dkim: str, dmarc: str) -> Checked:
    """RFC 7489: DMARC is about the From address. SPF alone is about the envelope: where it fails and nothing else passes,
    the message counts as forged; where it passes, nothing is known of the From."""
    if dmarc == "pass":
        return Checked.PASSED
    if dmarc in {"fail", "permerror"}:
        return Checked.FAILED
    if spf in {"fail", "softfail", "permerror"} and dkim != "pass":
        return Checked.FAILED
    if dkim in {"fail", "permerror"} and spf != "pass":
        return Checked.FAILED
    return Checked.NOT_CHECKED


def why_not_body(standing: Standing, checked: Checked, method: Method) -> Why:
    """What keeps a message from being the body's by itself."""
    if checked is Checked.FAILED:
        return Why.FORGED
    if standing is Standing.STRANGER:
        return Why.STRANGER
    if method not in SECRET and checked is not Checked.PASSED:
        return Why.NUMBER_ONLY
    return Why.NOTHING


def why_not_applicant(is_own_address: bool, checked: Checked, method: Method) -> Why:
    """The applicant writes from wherever he likes to his own reply address; with the number alone only from his address."""
    if checked is Checked.FAILED:
        return Why.FORGED
    if method in SECRET:
        return Why.NOTHING
    if not is_own_address:
        return Why.STRANGER
    return Why.NOTHING if checked is Checked.PASSED else Why.NUMBER_ONLY
