"""What an officer takes into his own document system: the letter, the whole case as one document, the files."""

from __future__ import annotations

from flask import Response, abort, make_response
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import letters, papers
from tracker.cases.disclosure import Audience as Reader
from tracker.cases.views.case_files import original_file
from tracker.files.serving import content_disposition, file_response
from tracker.i18n import current_language
from tracker.paper.documents import case_pdf, letter_pdf
from tracker.store import db
from tracker.web.officer import desk as desks
from tracker.web.officer.blueprint import bp
from tracker.web.shared.access import Audience, access


@bp.get("/<number>/letter.pdf")
@access(Audience.OFFICER)
def letter(number: str) -> ResponseReturnValue:
    """The letter as the body got it."""
    desk = desks.at(number)
    desk.log_reading("letter")
    made = letter_pdf(letters.letter_of(db.session, desk.case, desk.leg, clock.now()))
    return _pdf(made, f"{desk.case.number}.pdf")


@bp.get("/<number>/case.pdf")
@access(Audience.OFFICER)
def case_document(number: str) -> ResponseReturnValue:
    """Everything the body may read of the case, without its notes: the document may travel on."""
    desk = desks.at(number)
    desk.log_reading("document")
    made = papers.case_file_of(db.session, desk.case, desk.leg, Reader.BODY, clock.now(), current_language())
    return _pdf(case_pdf(made), f"{desk.case.number}-case.pdf")


def _pdf(data: bytes, name: str) -> Response:
    answer = make_response(data)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = content_disposition(name)
    return answer


@bp.get("/<number>/file/<int:file_id>")
@access(Audience.OFFICER)
def file(number: str, file_id: int) -> ResponseReturnValue:
    """A file of the letter or of an answer, for the body that holds the letter."""
    desk = desks.at(number)
    stored = original_file(db.session, desk.case.id, file_id, Reader.BODY) if file_id < 2**31 else None
    if stored is None:
        abort(404)
    desk.log_reading("file")
    return file_response(stored)
