"""What can go wrong on an officer's pages, as pages that lead back to the letter."""

from __future__ import annotations

from flask import Response

from tracker.i18n import t
from tracker.web.desk import errors
from tracker.web.officer.blueprint import bp
from tracker.web.officer.desk import NoLongerOurs
from tracker.web.shared.errors import Words, answer

errors.init(bp)


@bp.errorhandler(NoLongerOurs)
def passed_on(error: NoLongerOurs) -> Response:
    lines = [t("Your body passed this letter on. Another body owes the answer now, and nothing is left to do here.")]
    return answer(409, Words(t("This letter is no longer with you"), lines, links=errors.back()), "NoLongerOurs")
