"""What can go wrong with an act on a letter, as pages that lead back to it: the same behind both doors."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from tracker.cases.errors import StaleForm
from tracker.cases.workflow import WorkflowError
from tracker.i18n import t
from tracker.web.shared.errors import Words, answer


def init(bp: Blueprint) -> None:
    """The pages of this door for a stale form and for an act that is not possible now."""
    bp.register_error_handler(StaleForm, stale)
    bp.register_error_handler(WorkflowError, not_now)


def stale(error: StaleForm) -> Response:
    lines = [
        t("Since you opened the page, somebody did something with this letter. Nothing of yours was written down yet."),
        t("Open the letter, look at what is new, and do it once more. What you typed is below."),
    ]
    return answer(409, Words(t("Something happened in the meantime"), lines, links=back()), "StaleForm")


def not_now(error: WorkflowError) -> Response:
    lines = [t("The letter has moved on since the page was opened. Its page shows what can be done now.")]
    return answer(409, Words(t("This is not possible any more"), lines, links=back()), "NotPossibleNow")


def back() -> list[tuple[str, str]]:
    """To the letter of this address, behind the door by which it was opened."""
    number = (request.view_args or {}).get("number")
    return [(t("Open the letter (a new window)"), url_for(".case", number=number))] if number else []
