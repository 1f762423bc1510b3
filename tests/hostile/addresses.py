"""Every address of the service, filled with what exists: numbers, rows, codes of the demonstration set."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import AnyConverter, Rule

from tracker.cases.link_models import LetterLink
from tracker.cases.models import Case, CaseFile, Leg, Message, Task
from tracker.directory.models import Centre, Contact, Territory, Topic, Unit
from tracker.directory.posts import Post
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.mail.models import OutboxMail
from tracker.people.models import Account
from tracker.store import db

NOT_PAGES = {"static"}
MADE_UP = "zzzzzzzzzzzz"
OTHER_NAMES = {("admin.topic", "code"): "topic"}


def values_for(case: Case) -> dict[str, Any]:
    """Something real for every name that an address can have, about this case where it can be."""
    leg = db.session.scalars(select(Leg).where(Leg.case_id == case.id).limit(1)).first()
    body = leg.authority_id if leg else "SETS-CH"
    return {
        "number": case.number,
        "leg_id": leg.id if leg else 1,
        "file_id": _first(CaseFile.id, CaseFile.case_id == case.id),
        "message_id": _first(Message.id, Message.case_id == case.id),
        "task_id": _first(Task.id, Task.case_id == case.id),
        "incoming_id": _first(IncomingMail.id, IncomingMail.case_ref == case.id) or _first(IncomingMail.id),
        "part_id": _first(IncomingFile.id, IncomingFile.mail_id == IncomingMail.id, IncomingMail.case_ref == case.id) or 1,
        "mail_id": _first(OutboxMail.id, OutboxMail.case_ref == case.id),
        "link_id": _first(LetterLink.id, LetterLink.case_id == case.id),
        "contact_id": _first(Contact.id, Contact.kind == "email"),
        "post_id": _first(Post.id, Post.authority_id == body) or _first(Post.id),
        "account_id": _first(Account.id),
        "unit_id": _first(Unit.id),
        "body_id": body,
        "authority_id": body,
        "centre_id": case.centre_id,
        "centre": _first(Centre.id),
        "code": _first(Territory.code, Territory.level == "raion"),
        "topic": _first(Topic.code),
        "place": _first(Territory.code),
        "import_id": 1,
        "year": 2026,
        "day": "2026-11-23",
        "name": "late",
        "regime_id": "KG-APP-67",
        "term": "answer",
        "ground": "K67-ANON",
        "rule": "question",
        "way": "court.silence",
        "change_id": 1,
        "token": MADE_UP,
    }


def _first(column: Any, *where: Any) -> Any:
    return db.session.scalar(select(column).where(*where).order_by(column).limit(1)) or 1


def filled(rule: Rule, values: dict[str, Any], lang: str = "ky") -> Iterator[str]:
    """The rule as addresses: each choice of an `any(...)` once."""
    choices = []
    for name in rule.arguments:
        converter = rule._converters[name]
        if name == "lang":
            choices.append([lang])
        elif isinstance(converter, AnyConverter):
            choices.append(sorted(converter.items))
        else:
            choices.append([values[OTHER_NAMES.get((rule.endpoint, name), name)]])
    adapter = rule.map.bind("localhost") if rule.map else None
    assert adapter is not None
    for chosen in product(*choices):
        yield adapter.build(rule.endpoint, dict(zip(rule.arguments, chosen, strict=True)), method=_method(rule))


def _method(rule: Rule) -> str:
    return "GET" if "GET" in (rule.methods or ()) else "POST"


def rules(app: Flask, method: str, *, with_number: bool | None = None) -> Iterator[Rule]:
    """All rules that take `method`; with or without a case's number in them."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint in NOT_PAGES or method not in (rule.methods or ()):
            continue
        if with_number is None or ("number" in rule.arguments) == with_number:
            yield rule
