"""The centre declined to be the sender: whoever wrote the letter takes it up again, in his own name.

It becomes a new draft with all that he wrote and copies of his files. It is filed like any other, by its own last button;
until then no body gets anything, and the first letter stays what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import drafts
from tracker.cases.kinds import CaseState, Sender
from tracker.cases.models import Case, CaseFile
from tracker.directory.places import COUNTRY
from tracker.files import storage
from tracker.files.intake import Kept, keep_made
from tracker.files.models import StoredFile
from tracker.i18n import in_language, t
from tracker.store import db
from tracker.web.public import filing_draft as letter
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_forms import UNKNOWN
from tracker.web.public.filing_texts import FORM_IN_LETTER
from tracker.web.public.holding import held_case
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done


@bp.post("/my/<number>/own-name")
@access(Audience.CITIZEN)
@letter.limit_steps
def own_name(number: str) -> ResponseReturnValue:
    """A second press finds the letter that the first one began; another letter in this browser is not thrown away for it."""
    case, begun = held_case(number), letter.unsent()
    if case.state != CaseState.DECLINED:
        return redirect(url_for("public.my", number=case.number), 303)
    if begun is not None:
        own = begun.data.get("again_of") == case.id
        return redirect(url_for("public.sender") if own else url_for("public.my", number=number, done="other_letter"), 303)
    kept = _copies(_files(case.id))
    case, now = held_case(number), clock.now()
    draft = letter.begin("")
    draft.data = {**draft.data, **_values(case), "again_of": case.id}
    for one in kept:
        drafts.add_file(db.session, draft, one, now)
    return done(url_for("public.sender"))


def _files(case_id: int) -> list[StoredFile]:
    """What was added to the letter itself."""
    own = select(StoredFile).join(CaseFile, CaseFile.file_id == StoredFile.id)
    found = own.where(CaseFile.case_id == case_id, CaseFile.message_id.is_(None), StoredFile.erased_at.is_(None))
    return list(db.session.scalars(found.order_by(CaseFile.id).limit(drafts.FILES_AT_MOST)))


def _copies(files: Sequence[StoredFile]) -> list[Kept]:
    """Bytes of their own, outside the transaction that writes: taking a file out of the draft must not touch the first letter."""
    wanted = [(file.key, file.name, file.content_type) for file in files]
    db.session.rollback()
    return [keep_made(name, content_type, storage.read(key)) for key, name, content_type in wanted]


def _values(case: Case) -> dict[str, Any]:
    """The letter as the steps of the form know it."""
    content, leg = case.content, case.current_leg
    behind = next((one for one in case.parties if one.role == "behind"), None)
    concern = next(iter(case.concerns), None)
    return {
        "kind": case.kind, "subject": content.subject if content else "", "body": content.body if content else "",
        "form_wanted": _form_wanted(content.form_wanted if content else "", case.language), "danger": case.urgent,
        "place_text": content.place if content else "", "territory": case.territory_code or COUNTRY,
        "topic": case.topic_code or "", "authority": leg.authority_id if leg else UNKNOWN,
        "concern_kind": concern.kind if concern else "", "concern_name": concern.name if concern else "",
        "concern_authority": (concern.authority_id or "") if concern else "",
        "sender": Sender.PERSON.value, "name": behind.name if behind else "", "address": behind.address if behind else "",
        "phone": behind.phone if behind else "", "email": behind.email if behind else "",
    }  # fmt: skip


def _form_wanted(words: str, language: str) -> str:
    """The letter holds the words of the choice; the form holds its code."""
    with in_language(language):
        return next((code for code, said in FORM_IN_LETTER.items() if words and t(said) == words), "")
