"""The acts of the procedure: each is one command, one event, one permission row, one row of the workflow. Pure."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    FILE = "file"
    FILE_ON_BEHALF = "file_on_behalf"
    CONFIRM_CONTACT = "confirm_contact"
    REVIEW = "review"
    NOT_ACCEPT = "not_accept"
    ACCEPT_AGAIN = "accept_again"
    ROUTE = "route"
    DISPATCH = "dispatch"
    DELIVER_ON_PAPER = "deliver_on_paper"
    CONFIRM_RECEIPT = "confirm_receipt"
    REGISTER = "register"
    ASSIGN = "assign"
    CLAIM = "claim"
    NOTE = "note"
    ASK = "ask"
    CLARIFY = "clarify"
    EXTEND = "extend"
    TRANSFER = "transfer"
    ANSWER = "answer"
    REFUSE = "refuse"
    RECORD_OUTSIDE_ANSWER = "record_outside_answer"
    AGREE_OUTSIDE_ANSWER = "agree_outside_answer"
    REMIND = "remind"
    WITHDRAW = "withdraw"
    RATE = "rate"
    REOPEN = "reopen"
    APPEAL = "appeal"
    PUBLISH = "publish"
    KEEP = "keep"
    REDACT = "redact"
    MARK_URGENT = "mark_urgent"
    RENEW_SECRET = "renew_secret"  # noqa: S105 - the name of an act
    CLOSE = "close"
    READ = "read"
    READ_PUBLIC = "read_public"
