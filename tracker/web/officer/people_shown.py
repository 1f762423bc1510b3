"""Who writes and whom the letter is about, as lines of a page; already cut for the body by `tracker.cases.views`."""

from __future__ import annotations

from tracker.cases.kinds import Sender
from tracker.cases.views.case_parts import CasePage, PartyView
from tracker.i18n import N_, t
from tracker.i18n.languages import OWN_NAMES

ROLES = {
    "applicant": N_("Who writes"),
    "represented": N_("For whom"),
    "co_signer": N_("Also signed by"),
}


def sender_facts(page: CasePage) -> list[tuple[str, str]]:
    """Names and, where the law on appeals wants them, address and contacts."""
    facts = [fact for party in page.parties for fact in _party(party)]
    if page.case.sender is Sender.CENTRE and not facts:
        facts.append((t(ROLES["applicant"]), page.case.centre))
    if page.parties:
        facts.append((t("Language of the letter"), OWN_NAMES[page.case.language]))
    concerns = [each.name for each in page.concerns if each.name]
    if concerns:
        facts.append((t("The letter is about"), ", ".join(concerns)))
    return facts


def signed_by(page: CasePage) -> str:
    """The names under the letter."""
    return ", ".join(party.name or party.organisation for party in page.parties if party.name or party.organisation)


def _party(party: PartyView) -> list[tuple[str, str]]:
    name = ", ".join(part for part in (party.name, party.organisation) if part)
    rows = [
        (t(ROLES.get(party.role, ROLES["applicant"])), name), (t("Address"), party.address), (t("Telephone"), party.phone),
        (t("E-mail"), party.email),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]
