"""Passing a letter on: bodies proposed by topic and place or found by name; never the body that the letter is about."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import concerned, deciding
from tracker.cases.errors import CaseError, Problem
from tracker.cases.models import Concern
from tracker.cases.reason_words import reason_words
from tracker.cases.reckoning import regime_of
from tracker.directory import queries, suggesting
from tracker.directory.models import Authority
from tracker.directory.names import display_name
from tracker.i18n import t
from tracker.store import db
from tracker.web.desk.desk import Desk, again, attempt, page, seen
from tracker.web.desk.forms import TransferForm
from tracker.web.shared.answers import commit, done


@dataclass(frozen=True, slots=True)
class BodyShown:
    """A body to choose, and why it is proposed."""

    id: str
    name: str
    why: str = ""


def transfer(desk: Desk) -> ResponseReturnValue:
    return _page(desk, TransferForm(data={"seen_version": str(desk.leg.version)}))


def transfer_save(desk: Desk) -> ResponseReturnValue:
    form = TransferForm()
    _offer_grounds(desk, form)
    if request.form.get("action") == "search":
        return _page(desk, form)
    if form.validate_on_submit() and _pass_on(desk, form):
        return done(desk.url)
    return again(_page(desk, form))


def _pass_on(desk: Desk, form: TransferForm) -> bool:
    blocked: list[str] = []

    def command() -> None:
        try:
            deciding.transfer(
                db.session, desk.case, desk.leg, by=desk.actor, now=clock.now(), ground=form.ground.data,
                to_authority_id=form.to_authority_id.data or "", reason=form.reason.data or "", seen_version=seen(form),
            )  # fmt: skip
        except CaseError as error:
            if error.problem is Problem.COMPLAINED_OF:
                blocked.append(form.to_authority_id.data or "")
            raise

    passed = attempt(form, command)
    if blocked:
        concerned.warn_centre(db.session, desk.case, desk.leg, blocked[0], clock.now())
        commit()
        form.to_authority_id.errors = [
            t("The letter is about this body or one above it, so it must not go there. The centre has been told. "
              "Choose another body, or leave it to the centre.")
        ]  # fmt: skip
    return passed


def _offer_grounds(desk: Desk, form: TransferForm) -> None:
    codes = deciding.transfer_codes(regime_of(db.session, desk.case, desk.leg))
    form.ground.choices = [(code, reason_words(code, db.session)) for code in codes]
    if len(codes) == 1 and not form.ground.data:
        form.ground.data = codes[0]


def _page(desk: Desk, form: TransferForm) -> str:
    _offer_grounds(desk, form)
    search = (form.search.data or "").strip()
    return page(
        "desk/transfer.html", desk, form, bodies=_bodies(desk, search, form.to_authority_id.data or ""), search=search
    )


def _bodies(desk: Desk, search: str, chosen: str) -> list[BodyShown]:
    """What was searched for first, then what topic and place propose, then what was chosen before."""
    today = clock.today()
    rows = queries.search_authorities(db.session, search, today) if search else ()
    found = [BodyShown(row.id, display_name(row)) for row in rows] + _proposed(desk)
    row = db.session.get(Authority, chosen) if chosen and len(chosen) <= 40 else None
    if row is not None:
        found.append(BodyShown(row.id, display_name(row)))
    shown: dict[str, BodyShown] = {}
    for one in found:
        shown.setdefault(one.id, one)
    shown.pop(desk.leg.authority_id, None)
    return list(shown.values())


def _proposed(desk: Desk) -> list[BodyShown]:
    case = desk.case
    if not case.topic_code or not case.territory_code:
        return []
    about = db.session.scalars(
        select(Concern.authority_id).where(Concern.case_id == case.id, Concern.authority_id.is_not(None))
    ).all()
    ids = [one for one in about if one]
    proposed = suggesting.suggest(db.session, case.topic_code, case.territory_code, clock.today(), ids)
    return [BodyShown(one.authority_id, one.full_name, one.words) for one in proposed if one.authority_id]
