"""The form in which a text and its files are released or kept back: one choice for the text, one for each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.cases.disclosure import MessageKind
from tracker.cases.kinds import Release
from tracker.cases.models import CaseFile, Message
from tracker.files.models import StoredFile
from tracker.files.types import CSV, IMAGE_CONTENT_TYPES, PDF, TEXT
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import RadioField, SelectField
from tracker.web.staff.desk import Desk
from tracker.web.staff.forms import KEEP_CHOICES, LONG, SeenForm

KEEP, WHOLE, COVERED = "keep", "whole", "covered"
SHOWN_WHOLE = IMAGE_CONTENT_TYPES | {PDF.content_type, TEXT.content_type, CSV.content_type}


class ReleaseForm(SeenForm):
    decision = RadioField(
        lazy("What happens with this text?"),
        choices=[
            ("release", lazy("Everybody may read it, as it stands in the box below")),
            ("keep", lazy("It is kept back")),
        ],
        validators=[Needed(N_("Choose one."))],
    )
    subject = StringField(lazy("Heading for the public"), validators=[Length(200)])
    body = TextAreaField(lazy("Text for the public"), validators=[Length(LONG)])
    reason = SelectField(lazy("Why is it kept back? Everybody reads this."), choices=KEEP_CHOICES)

    def validate_reason(self, field: Field) -> None:
        if self.decision.data == "keep" and not field.data:
            raise ValidationError(t("Choose why it is kept back."))

    def validate_body(self, field: Field) -> None:
        if self.decision.data == "release" and not (field.data or "").strip():
            raise ValidationError(t("Write what the public may read, or keep the text back."))


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the text. `field`: the name of its choice in the form."""

    row: CaseFile
    stored: StoredFile
    field: str

    @property
    def reason(self) -> str:
        """The name of the field that says why it is kept back."""
        return f"{self.field}_reason"

    @property
    def is_image(self) -> bool:
        return self.stored.content_type in IMAGE_CONTENT_TYPES

    @property
    def has_cover(self) -> bool:
        return self.row.public_file_id not in (None, self.row.file_id)

    @property
    def shown_now(self) -> str:
        """What the public has of it."""
        if self.row.release not in (Release.RELEASED, Release.REDACTED):
            return KEEP
        return COVERED if self.row.release == Release.REDACTED else WHOLE


def files_of(desk: Desk, message: Message | None) -> list[FileRow]:
    """The files of one text, or of the letter."""
    query = (
        select(CaseFile, StoredFile)
        .join(StoredFile, StoredFile.id == CaseFile.file_id)
        .where(CaseFile.case_id == desk.case.id, StoredFile.erased_at.is_(None))
        .order_by(CaseFile.id)
        .limit(30)
    )
    if message is None:
        query = query.where(CaseFile.message_id.is_(None), CaseFile.kind == MessageKind.LETTER)
    else:
        query = query.where(CaseFile.message_id == message.id)
    return [FileRow(row, stored, f"file_{row.id}") for row, stored in db.session.execute(query)]


def form_for(files: Iterable[FileRow]) -> type[ReleaseForm]:
    """The form with one choice for each file, and the reason of each that is kept back. Nothing is chosen beforehand."""
    fields: dict[str, Any] = {}
    for file in files:
        default = None if file.row.release == Release.UNRELEASED else file.shown_now
        fields[file.field] = RadioField(file.stored.name, choices=_choices(file), default=default)
        fields[file.reason] = SelectField(
            lazy("Why is this file kept back? Everybody reads this."), choices=KEEP_CHOICES, default=file.row.kept_reason or ""
        )
        fields[f"validate_{file.field}"] = _needs_choice
        fields[f"validate_{file.reason}"] = _reason_needed(file.field)
    return type("ReleaseFormOfText", (ReleaseForm,), fields)


def _needs_choice(form: ReleaseForm, field: Field) -> None:
    if form.decision.data == "release" and not field.data:
        raise ValidationError(t("Choose whether the public gets this file."))


def _reason_needed(choice: str) -> Callable[[ReleaseForm, Field], None]:
    def check(form: ReleaseForm, field: Field) -> None:
        if form.decision.data == "release" and form[choice].data == KEEP and not field.data:
            raise ValidationError(t("Choose why it is kept back."))

    return check


def _choices(file: FileRow) -> list[tuple[str, str]]:
    """A text document carries its author and its history inside: only a copy of it that was made for this goes out."""
    choices = [(KEEP, t("The public does not get it"))]
    if file.stored.content_type in SHOWN_WHOLE:
        choices.append((WHOLE, t("As it is")))
    return [*choices, (COVERED, t("The covered copy"))] if file.has_cover else choices
