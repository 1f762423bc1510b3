"""What can go wrong on a centre's pages, as pages that lead back to the case."""

from __future__ import annotations

from flask import Response, request, url_for

from tracker.cases.errors import StaleForm
from tracker.cases.workflow import NotReviewedYet, WorkflowError
from tracker.i18n import t
from tracker.web.shared.errors import Words, answer
from tracker.web.staff.blueprint import bp


def _back() -> list[tuple[str, str]]:
    number = (request.view_args or {}).get("number")
    return [(t("Open the case (a new window)"), url_for("staff.case", number=number))] if number else []


@bp.errorhandler(StaleForm)
def stale(error: StaleForm) -> Response:
    lines = [
        t("Since you opened the page, somebody did something with this case. Nothing of yours was written down yet."),
        t("Open the case, look at what is new, and do it once more. What you typed is below."),
    ]
    return answer(409, Words(t("Something happened in the meantime"), lines, links=_back()), "StaleForm")


@bp.errorhandler(NotReviewedYet)
def not_looked_at(error: NotReviewedYet) -> Response:
    lines = [t("Nothing leaves before the centre has looked at it.")]
    return answer(409, Words(t("The first look comes before"), lines, links=_back()), "NotReviewedYet")


@bp.errorhandler(WorkflowError)
def not_now(error: WorkflowError) -> Response:
    lines = [t("The case has moved on since the page was opened. Its page shows what can be done now.")]
    return answer(409, Words(t("This is not possible any more"), lines, links=_back()), "NotPossibleNow")
