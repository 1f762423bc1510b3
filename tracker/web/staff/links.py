"""The links in letters to bodies, on the page of the case: to which address, what was done with them, and the end of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import letter_links
from tracker.cases.acts import Act
from tracker.cases.letter_links import Ended, LinkLine, Used
from tracker.clock import day_of
from tracker.i18n import N_, long_date, short_instant, t
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done
from tracker.web.shared.signed_in import current_actor
from tracker.web.staff.blueprint import bp
from tracker.web.staff.desk import at

USES = {
    Used.OPENED: N_("opened"),
    Used.READ: N_("the letter read"),
    Used.CODE_SENT: N_("a code asked for"),
    Used.CODE_RIGHT: N_("the code typed"),
    Used.CODE_WRONG: N_("a wrong code typed"),
    Used.TURNED_AWAY: N_("opened after its end"),
    "file": N_("a file read"),
    Act.CONFIRM_RECEIPT: N_("the receipt"),
    Act.REGISTER: N_("the registration"),
    Act.ASK: N_("a question to the applicant"),
    Act.EXTEND: N_("more time"),
    Act.TRANSFER: N_("passing on"),
    Act.ANSWER: N_("the answer"),
    Act.REFUSE: N_("the refusal"),
}
ENDS = {
    Ended.REVOKED: N_("closed by the centre"),
    Ended.EXPIRED: N_("too old"),
    Ended.ADDRESS: N_("the address is no longer the confirmed one"),
    Ended.PASSED_ON: N_("the letter was passed on"),
    Ended.ANSWERED: N_("the letter is answered"),
    Ended.OVER: N_("the letter is closed"),
}


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link for the page. `revoke_url` is empty once it opens nothing."""

    address: str
    state: str
    uses: tuple[tuple[str, str], ...]
    revoke_url: str


def links_shown(case_id: int, number: str, addresses: Mapping[str, str], now: datetime) -> list[LinkShown]:
    """The links of a case, the newest first. `addresses`: which one each body has now."""
    return [_shown(line, number) for line in letter_links.links_of(db.session, case_id, addresses, now)]


def _shown(line: LinkLine, number: str) -> LinkShown:
    state = t("good until %(day)s", day=long_date(day_of(line.expires_at)))
    return LinkShown(
        line.address,
        t(ENDS[line.ended]) if line.ended else state,
        tuple((short_instant(at), t(USES[what]) if what in USES else what) for at, what in line.uses),
        "" if line.ended else url_for("staff.link_revoke", number=number, link_id=line.id),
    )


@bp.post("/<number>/link/<int:link_id>/close")
@access(Audience.STAFF)
def link_revoke(number: str, link_id: int) -> ResponseReturnValue:
    """A second tap changes nothing."""
    desk = at(number)
    letter_links.revoke(db.session, desk.case, min(link_id, 2**31 - 1), by=current_actor(), now=clock.now())
    return done(url_for("staff.case", number=desk.case.number, _anchor="links"))
