"""Grounds of a law on screen: how sure one is, a new one, and one that is none any more. Two administrators, as for a term."""

from __future__ import annotations

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from tracker.i18n import t
from tracker.law.regimes import Ground, Regime
from tracker.law.versions import What
from tracker.lawbook.changes import Wanted
from tracker.lawbook.grounds import law_of, said_by
from tracker.web.admin import law_words
from tracker.web.admin.blueprint import bp
from tracker.web.admin.law import living, takes_grounds
from tracker.web.admin.law_changes import BOTH, days_of, page_of, propose_change, without_days
from tracker.web.admin.law_ground_forms import GroundUseForm, NewGroundForm, form_of
from tracker.web.shared.access import Audience, access


@bp.route("/law/<regime_id>/ground/new", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_ground_new(regime_id: str) -> ResponseReturnValue:
    regime = living(regime_id)[-1]
    if not takes_grounds(regime):
        abort(404)
    form = NewGroundForm(regime)
    page = page_of(regime_id, t("Add a ground"), lines=without_days(form, regime))

    def wanted() -> Wanted:
        return Wanted(What.NEW_GROUND, regime_id, form.table(), form.reason.data or "", "", "", *days_of(form))

    return propose_change(form, page, wanted, "valid_from")


@bp.route("/law/<regime_id>/ground/<ground>", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_ground(regime_id: str, ground: str) -> ResponseReturnValue:
    regime, now = _own(regime_id, ground)
    form = form_of(now, asked=request.method == "GET")
    title = t("Change: a ground that was added here") if now.law else t("Change: the article of a ground")
    page = page_of(regime_id, title, parts=[(ground, said_by(now))], more=_other_way(regime, now))
    return propose_change(
        form, page, lambda: Wanted(What.GROUND, regime_id, form.table(), form.reason.data or "", ground), "article"
    )


@bp.route("/law/<regime_id>/ground/<ground>/use", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_ground_use(regime_id: str, ground: str) -> ResponseReturnValue:
    """It is no ground of this law; or it is one again."""
    regime, now = _own(regime_id, ground)
    if not takes_grounds(regime):
        abort(404)
    form = GroundUseForm()
    lead = "" if now.retired else t("The forms no longer offer it. Answers that were given on it still say what it was.")
    lines = [*([lead] if lead else []), *without_days(form, regime)]
    page = page_of(regime_id, _use_words(now), lines=lines, parts=[(ground, said_by(now))])
    table = {"retired": not now.retired, "source": ""}

    def wanted() -> Wanted:
        table["source"] = form.source.data or ""
        return Wanted(What.GROUND, regime_id, table, form.reason.data or "", ground, "", *days_of(form))

    return propose_change(form, page, wanted, "valid_from")


def _own(regime_id: str, code: str) -> tuple[Regime, Ground]:
    """A ground of this law itself; those of another that stand beside them are changed there."""
    regime = living(regime_id)[-1]
    ground = law_words.ground_of(regime, code)
    if ground is None or law_of(ground, regime) != regime.family:
        abort(404)
    return regime, ground


def _use_words(ground: Ground) -> str:
    return t("This is a ground of this law after all") if ground.retired else t("This is no ground of this law")


def _other_way(regime: Regime, ground: Ground) -> tuple[tuple[str, str], ...]:
    if not takes_grounds(regime):
        return ()
    return ((url_for("admin.law_ground_use", regime_id=regime.family, ground=ground.code), _use_words(ground)),)
