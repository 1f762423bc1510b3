"""What can go wrong on the pages of a letter's link, as pages that say what to do instead."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.cases.errors import StaleForm
from tracker.cases.letter_links import LinkEnded
from tracker.cases.links import LinkInvalid
from tracker.cases.workflow import WorkflowError
from tracker.i18n import t
from tracker.web.letter.blueprint import bp
from tracker.web.letter.desk import CodeNeeded
from tracker.web.letter.words import ended_words
from tracker.web.shared.access import LinkMissing
from tracker.web.shared.errors import Words, answer, error_page
from tracker.web.shared.requests import READING


def _back() -> list[tuple[str, str]]:
    number = (request.view_args or {}).get("number")
    return [(t("Open the letter (a new window)"), url_for("letter.case", number=number))] if number else []


@bp.errorhandler(LinkInvalid)
def invalid(error: LinkInvalid) -> Response:
    lines = [
        t("Perhaps it was cut off on the way: copy the whole line from the letter."),
        t("You can answer by replying to the letter, or on paper with its number."),
    ]
    return answer(404, Words(t("This link opens nothing"), lines), "LinkInvalid")


@bp.errorhandler(LinkEnded)
def over(error: LinkEnded) -> Response:
    return answer(410, ended_words(error), "LinkEnded")


@bp.errorhandler(CodeNeeded)
def code_needed(error: CodeNeeded) -> ResponseReturnValue:
    address = url_for("letter.code", number=error.number, goal=error.goal)
    if request.method in READING:
        return redirect(address, 303)
    lines = [
        t("The code you typed counted for two hours, and they are over. What you typed is still here."),
        t("Get a new code in a new window, come back to this page and press the button."),
    ]
    links = [(t("Get a code (a new window)"), address)]
    return answer(403, Words(t("A new code is needed"), lines, again=True, links=links), "CodeNeeded")


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


def _missing(_error: LinkMissing) -> Words:
    lines = [
        t("Letters to bodies are opened here by the link in the letter, each for twelve hours."),
        t("Open the link in your letter again. What you typed is still below; copy it."),
    ]
    return Words(t("This letter is not open in this browser"), lines, again=request.method not in READING)


error_page(LinkMissing, 403, _missing)
