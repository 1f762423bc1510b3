"""The dates of a public case and of the calculator for programs: the same values and the same sentences as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, current_app, make_response
from flask.typing import ResponseReturnValue

from tracker import clock, lawbook
from tracker.cases.reference import read_number
from tracker.cases.views.case_page import case_page, find_case
from tracker.lawbook import way_words
from tracker.lawbook.standing import standing
from tracker.people.actor import PUBLIC
from tracker.store import db
from tracker.web.public.blueprint import bp
from tracker.web.public.calculator_form import CalculatorForm, calendar_now, count
from tracker.web.shared import case_shown
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import noindex, public_page
from tracker.web.shared.case_shown import DateShown, sentences
from tracker.web.shared.language import absolute_url


@bp.get("/case/<number>/dates.json")
@access(Audience.PUBLIC)
def case_dates_json(number: str) -> ResponseReturnValue:
    """What the public page says of the dates; a case without a public row does not exist here either."""
    known = read_number(number) or ""
    found = find_case(db.session, known) if known else None
    if found is None or not found.public_row:
        abort(404)
    noindex()
    return _json_page(lambda: _case(known, found), found.id, found.version, found.law_token)


def _case(number: str, found: Any) -> dict[str, Any]:
    page = case_page(db.session, number, PUBLIC, clock.today(), as_public=True, found=found)
    if page is None:
        abort(404)
    case = page.case
    return {
        "number": case.number, "url": absolute_url("public.case", number=case.number), "kind": case.kind.value,
        "state": case.state.value, "outcome": case.outcome.value if case.outcome else None,
        "filed_on": case.filed_on.isoformat(),
        "duties": [
            {
                "body": leg.body_id, "name": leg.body, "state": leg.state.value, "is_late": leg.lateness.is_late,
                "past_convention": leg.lateness.past_convention, "working_days_late": leg.working_days_late or 0,
                "dates": [_date(row) for row in case_shown.dates_shown(page, leg, lawbook.regimes(db.session))],
                "convention": _date(limit) if (limit := case_shown.limit_shown(page, leg)) else None,
            }
            for leg in case_shown.live_legs(page.legs)
        ],
    }  # fmt: skip


def _date(row: DateShown) -> dict[str, Any]:
    return {
        "what": row.label, "on": row.iso or None, "words": row.day, "note": row.note, "because": list(row.sentences),
        "if_it_passes": list(row.follows),
    }  # fmt: skip


@bp.get("/calculator.json")
@access(Audience.PUBLIC)
def calculator_json() -> ResponseReturnValue:
    """Every date with codes and sentences; wrong input is named by its field, in the reader's language."""
    noindex()
    form = CalculatorForm()
    calendar = form.sound(calendar_now())
    dates = count(form, calendar) if calendar is not None and form.is_bound else None
    if dates is None:
        errors = {field.name: [str(error) for error in field.errors] for field in form if field.errors}
        wrong = make_response({"errors": errors, "bound": form.is_bound})
        return wrong, 422 if errors else 200
    words = {"answer": dates.answer, "registration": dates.registration, "convention": dates.convention}
    said = {name: list(sentences(due)) for name, due in words.items() if due is not None}
    said |= {"remedies": way_words.lines(dates.remedies)}
    said |= {"after_refusal": way_words.lines(dates.after_refusal), "after_answer": way_words.lines(dates.after_answer)}
    return _json_page(lambda: {**dates.as_json(), "words": said}, standing(db.session))


def _json_page(values: Callable[[], dict[str, Any]], *version: object) -> Response:
    answer = public_page(lambda: current_app.json.dumps(values()), *version)
    answer.mimetype = "application/json"
    return answer
