"""From the draft to the finished letter: as a preview in the body's eyes, and as what is filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.cases import drafts
from tracker.cases.asked_before import Asked
from tracker.cases.filing import ConcernGiven, Filing, PartyGiven
from tracker.cases.kinds import Kind, Sender
from tracker.cases.letters import DraftLetter, letter_preview
from tracker.cases.models import Draft
from tracker.cases.reference import read_number
from tracker.directory.centres import centre_for
from tracker.directory.models import Topic
from tracker.directory.places import COUNTRY
from tracker.i18n import t
from tracker.paper.values import Letter
from tracker.web.public.filing_forms import REPORTS, UNKNOWN
from tracker.web.public.filing_texts import FORM_IN_LETTER


def authority_of(data: Mapping[str, Any]) -> str | None:
    """The chosen body; None: the centre finds it."""
    chosen = data.get("authority") or UNKNOWN
    return None if chosen == UNKNOWN else str(chosen)


def parties_of(data: Mapping[str, Any]) -> tuple[PartyGiven, ...]:
    """Who stands behind the letter. Only of the applicant and the represented does the body read a name."""
    sender = Sender(data.get("sender") or Sender.PERSON)
    writer = PartyGiven(
        "behind" if sender is Sender.CENTRE else "applicant",
        name=_text(data, "name"),
        organisation=_text(data, "organisation") if sender is Sender.ORGANISATION else "",
        address=_text(data, "address"),
        email=_text(data, "email"),
        phone=_text(data, "phone"),
    )
    if sender is Sender.FOR_ANOTHER:
        return writer, PartyGiven("represented", name=_text(data, "represented"))
    return (writer,)


def concerns_of(data: Mapping[str, Any]) -> tuple[ConcernGiven, ...]:
    if not data.get("concern_kind"):
        return ()
    about = _text(data, "concern_authority") if data["concern_kind"] == "body" else ""
    return (ConcernGiven(str(data["concern_kind"]), _text(data, "concern_name"), about or None),)


def territory_of(data: Mapping[str, Any]) -> str | None:
    """The chosen place; None: the whole country."""
    return None if data["territory"] == COUNTRY else str(data["territory"])


def asked_of(data: Mapping[str, Any]) -> Asked:
    """The request that a complaint about access is about; of any other letter nothing."""
    if data.get("kind") != Kind.ACCESS_COMPLAINT:
        return Asked()
    body, day = _text(data, "asked_body"), _text(data, "asked_on")
    return Asked(
        number=read_number(_text(data, "asked_number")) or "",
        body=body,
        asked_on=date.fromisoformat(day) if day and body else None,
        way=_text(data, "asked_way") if body else "",
    )


def form_wanted(data: Mapping[str, Any]) -> str:
    """In what form the information is wanted, as the letter says it."""
    words = FORM_IN_LETTER.get(data.get("form_wanted") or "")
    return t(words) if words and data.get("kind") == Kind.INFORMATION_REQUEST else ""


def filing_of(session: Session, draft: Draft, language: str) -> Filing:
    """What is filed. The forms have passed."""
    data = draft.data
    topic = session.get(Topic, _text(data, "topic")) if data.get("topic") else None
    return Filing(
        kind=Kind(data["kind"]),
        language=language,
        subject=data["subject"],
        body=data["body"],
        parties=parties_of(data),
        sender=Sender(data["sender"]),
        topic_code=topic.code if topic else None,
        territory_code=territory_of(data),
        place=_text(data, "place_text"),
        form_wanted=form_wanted(data),
        asked=asked_of(data),
        authority_id=authority_of(data),
        concerns=concerns_of(data),
        file_ids=tuple(file.id for file in drafts.files_of(session, draft)),
        urgent=bool(data.get("danger")),
        draft_id=draft.id,
    )


def filings_of(session: Session, draft: Draft, language: str) -> tuple[Filing, ...]:
    """The letter, and the second one where the writer also wants to know something."""
    first = filing_of(session, draft, language)
    if not asks_too(draft.data):
        return (first,)
    asking = asking_data(draft.data)
    second = replace(
        first, kind=Kind.INFORMATION_REQUEST, body=asking["body"], urgent=False, file_ids=(), draft_id=None, form_wanted="",
    )  # fmt: skip
    return first, second


def asks_too(data: Mapping[str, Any]) -> bool:
    """A second letter goes with this one."""
    return data.get("kind") in REPORTS and bool(_text(data, "ask_too"))


def asking_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """The draft as the second letter reads it."""
    return {**data, "kind": Kind.INFORMATION_REQUEST.value, "body": _text(data, "ask_too"), "form_wanted": ""}


def previews(session: Session, draft: Draft, language: str, today: date) -> list[Letter]:
    """The letters as the body will get them, made by the same builder; number and reply address come with sending."""
    names = tuple(file.name for file in drafts.files_of(session, draft))
    first = _preview(session, draft.data, names, language, today)
    if not asks_too(draft.data):
        return [first]
    return [first, _preview(session, asking_data(draft.data), (), language, today)]


def _preview(session: Session, data: Mapping[str, Any], names: tuple[str, ...], language: str, today: date) -> Letter:
    centre = centre_for(session, data["territory"], today)
    return letter_preview(
        session,
        DraftLetter(
            kind=Kind(data["kind"]),
            sender=Sender(data["sender"]),
            language=language,
            parties=parties_of(data),
            subject=data["subject"],
            text=data["body"],
            authority_id=authority_of(data),
            centre_id=centre.id if centre else None,
            territory_code=territory_of(data),
            place=_text(data, "place_text"),
            form_wanted=form_wanted(data),
            asked=asked_of(data),
            attachments=names,
            names_somebody=bool(concerns_of(data)),
        ),
        today,
    )


def _text(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name) or "")
