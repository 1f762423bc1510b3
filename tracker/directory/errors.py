"""What the directory refuses, and with which values. The words are in problem_labels.py."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class Problem(StrEnum):
    """Why a change of the directory is refused."""

    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    ID_TAKEN = "id_taken"
    ID_WRONG = "id_wrong"
    NAME_MISSING = "name_missing"
    SOURCE_MISSING = "source_missing"
    REASON_MISSING = "reason_missing"
    VALUE_WRONG = "value_wrong"
    FIELD_UNKNOWN = "field_unknown"
    EMAIL_WRONG = "email_wrong"
    ADDRESS_MISSING = "address_missing"
    ALREADY_PROPOSED = "already_proposed"
    SAME_PERSON = "same_person"
    NOT_PROPOSED_BY_PERSON = "not_proposed_by_person"
    CALL_BACK_MISSING = "call_back_missing"
    WRONG_STATE = "wrong_state"
    NOTHING_TO_MERGE = "nothing_to_merge"
    MERGE_INTO_ITSELF = "merge_into_itself"
    BODY_ENDED = "body_ended"
    DATES_WRONG = "dates_wrong"
    CENTRE_FOR_ITSELF = "centre_for_itself"
    NOT_YOURSELF = "not_yourself"
    LAST_ADMINISTRATOR = "last_administrator"
    PLACE_IN_ITSELF = "place_in_itself"


class DirectoryError(Exception):
    """A refused change: the problem and the values for its sentence."""

    def __init__(self, problem: Problem, **values: Any) -> None:
        super().__init__(problem.value, values)
        self.problem = problem
        self.values = values
