"""A file of a form, put away before any transaction opens. What is wrong with it is said beside its field."""

from __future__ import annotations

from flask import request
from flask_wtf import FlaskForm

from tracker import clock
from tracker.files import labels, storage
from tracker.files.errors import FileError
from tracker.files.intake import Kept, add_row, take_in
from tracker.store import db
from tracker.web.shared.forms import PageForm


def take(form: FlaskForm, name: str = "file") -> tuple[Kept, ...]:
    """The files of one field. Call it after the form was checked: checking again would forget what is refused here."""
    assert isinstance(form, PageForm)
    if name not in form:
        return ()
    db.session.rollback()
    kept: list[Kept] = []
    for sent in request.files.getlist(name):
        if not sent.filename:
            continue
        try:
            kept.append(take_in(sent.filename, sent.read()))
        except FileError as error:
            form.refuse(name, labels.explain(error))
    return tuple(kept)


def rows(kept: tuple[Kept, ...]) -> tuple[int, ...]:
    """The stored files of what was put away, in the transaction of the act."""
    return tuple(add_row(db.session, one, clock.now()).id for one in kept)


def discard(kept: tuple[Kept, ...]) -> None:
    """The act was refused: the bytes are not needed."""
    for one in kept:
        storage.discard(one.key)
