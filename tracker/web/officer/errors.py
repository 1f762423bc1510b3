"""What can go wrong on an officer's pages, as pages that lead back to the letter."""

from __future__ import annotations

from flask import Response, request, url_for

from tracker.cases.errors import StaleForm
from tracker.cases.workflow import WorkflowError
from tracker.i18n import t
from tracker.web.officer.blueprint import bp
from tracker.web.officer.desk import NoLongerOurs
from tracker.web.shared.errors import Words, answer


def _back() -> list[tuple[str, str]]:
    number = (request.view_args or {}).get("number")
    return [(t("Open the letter (a new window)"), url_for("officer.case", number=number))] if number else []


@bp.errorhandler(StaleForm)
def stale(error: StaleForm) -> Response:
    lines = [
        t("Since you opened the page, somebody did something with this letter. Nothing of yours was written down yet."),
        t("Open the letter, look at what is new, and do it once more. What you typed is below."),
    ]
    return answer(409, Words(t("Something happened in the meantime"), lines, links=_back()), "StaleForm")


@bp.errorhandler(WorkflowError)
def not_now(error: WorkflowError) -> Response:
    lines = [t("The letter has moved on since the page was opened. Its page shows what can be done now.")]
    return answer(409, Words(t("This is not possible any more"), lines, links=_back()), "NotPossibleNow")


@bp.errorhandler(NoLongerOurs)
def passed_on(error: NoLongerOurs) -> Response:
    lines = [t("Your body passed this letter on. Another body owes the answer now, and nothing is left to do here.")]
    return answer(409, Words(t("This letter is no longer with you"), lines, links=_back()), "NoLongerOurs")
