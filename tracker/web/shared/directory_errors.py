"""What the directory refuses, as a page; forms show it beside their field instead."""

from __future__ import annotations

from tracker.directory.errors import DirectoryError, Problem
from tracker.directory.problem_labels import problem_words
from tracker.i18n import t
from tracker.web.shared.errors import Words, error_page

error_page(DirectoryError, 422, lambda error: Words(t("This change is not possible"), [words_of(error)]))


def words_of(error: DirectoryError) -> str:
    """The sentence for a refusal."""
    if error.problem is Problem.WRONG_STATE:
        return t("Something changed since you opened the page. Open it again and look at what is new.")
    return problem_words(error)
