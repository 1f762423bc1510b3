"""What a case's procedure refuses, as pages: once for everybody who works with cases."""

from __future__ import annotations

from tracker.cases import labels
from tracker.cases.errors import CaseError, Problem, StaleForm
from tracker.cases.permissions import NotAllowed
from tracker.cases.workflow import NotReviewedYet, WorkflowError
from tracker.files.errors import FileError
from tracker.files.labels import explain
from tracker.i18n import long_date, t
from tracker.law.errors import YearNotLoaded
from tracker.lawbook.grounds import objection_words
from tracker.store import db
from tracker.web.shared.errors import Words, error_page


def _stale(_error: StaleForm) -> Words:
    return Words(
        t("Something happened in the meantime"),
        [
            t("Since you opened the page, somebody did something with this case. Nothing of yours was written down yet."),
            t("Open the page again, look at what is new, and do it once more. What you typed is below."),
        ],
    )


def _not_now(_error: WorkflowError) -> Words:
    return Words(
        t("This is not possible any more"),
        [t("The case has moved on since the page was opened. Open it again: it shows what can be done now.")],
    )


def _not_reviewed(_error: NotReviewedYet) -> Words:
    return Words(t("The first look comes before"), [t("Nothing leaves before the centre has looked at it.")])


def _not_allowed(_error: NotAllowed) -> Words:
    return Words(t("This is not yours to do"), [t("Somebody else decides this. If you think that is wrong, ask the centre.")])


def _no_calendar(error: YearNotLoaded) -> Words:
    """Wherever a date has to be counted at once; a receipt is written down all the same and counted later."""
    return Words(
        t("The year %(year)s is not loaded yet.", year=error.year).rstrip("."),
        [t("The administrator loads the working days of the year; until then no date is counted.")],
        again=True,
    )


def problem_words(error: CaseError) -> str:
    """What the procedure refuses, for the field it is about."""
    if error.problem is Problem.GROUNDS_INCOMPLETE and error.values.get("objections"):
        return " ".join(objection_words(each, db.session) for each in error.values["objections"])  # type: ignore[attr-defined]
    if error.problem is Problem.BEFORE_FILING and error.values.get("not_before"):
        return t("This cannot be before %(day)s, when the letter was written.", day=long_date(error.values["not_before"]))  # type: ignore[arg-type]
    return t(labels.PROBLEMS[error.problem], **error.values)


error_page(StaleForm, 409, _stale)
error_page(WorkflowError, 409, _not_now)
error_page(NotReviewedYet, 409, _not_reviewed)
error_page(NotAllowed, 403, _not_allowed)
error_page(YearNotLoaded, 409, _no_calendar)
error_page(CaseError, 422, lambda error: Words(t("Please check"), [problem_words(error)]))
error_page(FileError, 422, lambda error: Words(t("We could not take the file"), [explain(error)]))
