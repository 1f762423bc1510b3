"""What can go wrong on the pages of a letter's link, as pages that say what to do instead."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.cases.letter_links import LinkEnded
from tracker.cases.links import LinkInvalid
from tracker.i18n import t
from tracker.web.desk import errors
from tracker.web.letter.blueprint import bp
from tracker.web.letter.desk import CodeNeeded
from tracker.web.letter.words import ended_words
from tracker.web.shared.access import LinkMissing
from tracker.web.shared.errors import Words, answer, error_page
from tracker.web.shared.requests import READING

errors.init(bp)


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


def _missing(_error: LinkMissing) -> Words:
    lines = [
        t("Letters to bodies are opened here by the link in the letter, each for twelve hours."),
        t("Open the link in your letter again. What you typed is still below; copy it."),
    ]
    return Words(t("This letter is not open in this browser"), lines, again=request.method not in READING)


error_page(LinkMissing, 403, _missing)
