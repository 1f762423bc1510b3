"""The words for what the directory refuses."""

from __future__ import annotations

from tracker.directory.csv_import import EMPTY, NO_COLUMNS, NO_TEXT, TOO_LONG, UNKNOWN_COLUMNS, FileRefused
from tracker.directory.errors import DirectoryError, Problem
from tracker.i18n import N_, t

PROBLEMS = {
    Problem.NOT_ALLOWED: N_("Your post does not allow this change."),
    Problem.NOT_FOUND: N_("Nothing is listed under “%(key)s”."),
    Problem.ID_TAKEN: N_("The number “%(key)s” is already taken. Choose another."),
    Problem.ID_WRONG: N_("A number may have Latin capital letters, digits and hyphens only, 2 to 40 of them."),
    Problem.NAME_MISSING: N_("Write the name in Kyrgyz and in Russian."),
    Problem.SOURCE_MISSING: N_("Write where this is known from."),
    Problem.REASON_MISSING: N_("Write the reason for the change."),
    Problem.VALUE_WRONG: N_("“%(value)s” cannot stand in the field “%(field)s”."),
    Problem.FIELD_UNKNOWN: N_("The field “%(field)s” cannot be changed here."),
    Problem.EMAIL_WRONG: N_("“%(value)s” is not an e-mail address. It should look like name@example.kg."),
    Problem.ADDRESS_MISSING: N_("Write the address."),
    Problem.ALREADY_PROPOSED: N_("This address is already listed for this body."),
    Problem.SAME_PERSON: N_("A second person must do this: not the one who did the first step."),
    Problem.NOT_PROPOSED_BY_PERSON: N_("This address came with the service. First one person has to propose it."),
    Problem.CALL_BACK_MISSING: N_("Call the body back and write whom you spoke to and when."),
    Problem.WRONG_STATE: N_("This address has changed since you opened the page. Look at it again."),
    Problem.NOTHING_TO_MERGE: N_("Choose at least one body to join to another."),
    Problem.MERGE_INTO_ITSELF: N_("A body cannot be joined to itself."),
    Problem.BODY_ENDED: N_("The body “%(key)s” no longer exists on that day."),
    Problem.DATES_WRONG: N_("The last day is before the first one."),
    Problem.CENTRE_FOR_ITSELF: N_("A centre cannot be its own deputy."),
    Problem.NOT_YOURSELF: N_("You cannot do this to your own account. Ask another administrator."),
    Problem.LAST_ADMINISTRATOR: N_("This is the only administrator. First give the post to somebody else too."),
    Problem.PLACE_IN_ITSELF: N_("A place cannot follow itself."),
}

FILE_PROBLEMS = {
    EMPTY: N_("The file is empty."),
    NO_TEXT: N_("This is not a table as text. Save it from the spreadsheet as CSV and try again."),
    NO_COLUMNS: N_("The first line must name the columns; missing: %(columns)s."),
    UNKNOWN_COLUMNS: N_("These columns are not known: %(columns)s. Take them out or rename them."),
    TOO_LONG: N_("The table has more than %(limit)s lines. Divide it into several files."),
}


def problem_words(error: DirectoryError) -> str:
    """The sentence for a refused change, in the reader's language."""
    if isinstance(error, FileRefused):
        return t(FILE_PROBLEMS[error.why], **error.details)
    return t(PROBLEMS[error.problem], **error.values)
