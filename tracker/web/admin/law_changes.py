"""A change of the law on screen: proposed by one administrator, looked at and confirmed or rejected by another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, lawbook
from tracker.cases.contact_steps import others_who_may_confirm
from tracker.cases.law_effects import CasesConcerned, effect_of
from tracker.directory.posts import PostRole
from tracker.i18n import N_, short_date, t
from tracker.law.codes import ONLY_LISTED, Route, RuleName, TermName
from tracker.law.regimes import Regime
from tracker.law.versions import What
from tracker.law.ways import way_of
from tracker.lawbook import changes, terms
from tracker.lawbook.changes import ChangeError, Problem, Wanted
from tracker.lawbook.models import LawChange, State
from tracker.people.actor import Actor
from tracker.store import db
from tracker.web.admin import law_ground_words, law_words
from tracker.web.admin.blueprint import bp
from tracker.web.admin.desk import Ask, Unclear, ask
from tracker.web.admin.law import living
from tracker.web.admin.law_forms import (
    DecideForm,
    EnableForm,
    LawDaysForm,
    RejectForm,
    RuleForm,
    TermForm,
    WayForm,
    of_rule,
    of_term,
    of_way,
)
from tracker.web.admin.law_way_words import way_name
from tracker.web.shared.access import Audience, access
from tracker.web.shared.forms import PageForm
from tracker.web.shared.fresh import fresh
from tracker.web.shared.signed_in import current_actor

BOTH = ["GET", "POST"]
PROPOSED = N_("This proposes a change. Nothing changes until another administrator has confirmed it.")
PROBLEMS = {
    Problem.SAME_PERSON: N_("Another administrator has to do this: you proposed the change yourself."),
    Problem.DECIDED: N_("This was decided already."),
    Problem.WAITS_ALREADY: N_("A change of the same thing waits already. Decide it first."),
    Problem.NOTE_MISSING: N_("Write why."),
    Problem.CONTRADICTS: N_("This contradicts what is known of the law. Check the days, the number and the article."),
}


def page_of(regime_id: str, title: str, lead: str = "", **more: Any) -> Ask:
    back = url_for("admin.law_one", regime_id=regime_id)
    return Ask(title, back, t("Propose"), lead=lead or t(PROPOSED), back_text=law_words.name_of(regime_id), **more)


def without_days(form: PageForm, regime: Regime) -> list[str]:
    """A law that is only prepared has no days yet, so none is asked. What is said of it above the form."""
    if regime.enabled:
        return []
    for name in ("valid_from", "valid_to"):
        if name in form:
            del form[name]
    return [t("This law is not in use yet. What is set here holds from its first day on.")]


def days_of(form: PageForm) -> tuple[date | None, date | None]:
    """The first and the last day as typed; None where it is not asked."""
    first, last = (form[name].data if name in form else None for name in ("valid_from", "valid_to"))
    return first, last


@bp.route("/law/<regime_id>/term/<term>", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_term(regime_id: str, term: str) -> ResponseReturnValue:
    regime, kind = living(regime_id)[-1], request.args.get("kind", "")
    if term not in set(regime.nameable) | set(regime.terms) or (kind and kind not in regime.special):
        abort(404)
    now = (regime.governing(kind) if kind else regime).term(TermName(term))
    form = TermForm(data=of_term(now) if request.method == "GET" else None).of(regime, TermName(term), kind)
    title = t("Change: %(term)s", term=law_words.term_name(TermName(term), kind))
    listed = [t("No date of a case is counted from this term: it stands here for whoever reads the law.")]
    lines = [*(listed if term in ONLY_LISTED else []), *without_days(form, regime)]
    page = page_of(regime_id, title, parts=[(t("As it stands"), law_words.value_of(TermName(term), now))], lines=lines)

    def wanted() -> Wanted:
        return Wanted(
            What.TERM, regime_id, form.table(), form.reason.data or "", term, kind or form.chosen_kind, *days_of(form)
        )

    return propose_change(form, page, wanted, "valid_from")


@bp.route("/law/<regime_id>/rule/<rule>", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_rule(regime_id: str, rule: str) -> ResponseReturnValue:
    """What passing on, or a question to the applicant, does to the clock."""
    regime = living(regime_id)[-1]
    name = RuleName(rule) if rule in set(RuleName) else abort(404)
    now = regime.rules.get(name) or abort(404)
    form = RuleForm(data=of_rule(now) if request.method == "GET" else None).of(name)
    parts = [(t("As it stands"), law_words.effect_of(now)), (t("How sure is it?"), law_words.rule_status(now.status))]
    lines = without_days(form, regime)
    page = page_of(regime_id, t("Change: %(term)s", term=law_words.rule_name(name)), parts=parts, lines=lines)

    def wanted() -> Wanted:
        return Wanted(What.RULE, regime_id, form.table(), form.reason.data or "", name, "", *days_of(form))

    return propose_change(form, page, wanted, "valid_from")


@bp.route("/law/<regime_id>/way/<way>", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_way(regime_id: str, way: str) -> ResponseReturnValue:
    """How sure a way of review is, and whether a complaint has to come before the court."""
    regime = living(regime_id)[-1]
    now = way_of(regime, way) if not regime.amends else None
    if now is None or now.key != way:
        abort(404)
    form = WayForm(data=of_way(now) if request.method == "GET" else None)
    if now.route is not Route.COURT:
        del form.complaint_first
    page = page_of(regime_id, t("Change: a way of review"), parts=[(t("Way"), way_name(now))])
    return propose_change(form, page, lambda: Wanted(What.ROUTE, regime_id, form.table(), form.reason.data or "", way), "source")


@bp.route("/law/<regime_id>/days", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_days(regime_id: str) -> ResponseReturnValue:
    """The first and the last day of a law; a prepared one is put in use by it."""
    versions = living(regime_id)
    regime = versions[-1]
    if not regime.enabled:
        return _enable(regime)
    form = LawDaysForm(data={"valid_to": regime.valid_to} if request.method == "GET" else None)
    parts = [(t("As it stands"), law_words.when_of_all(versions))]
    page = page_of(regime_id, t("First and last day of a law"), parts=parts)
    return propose_change(form, page, lambda: _of_law(regime_id, form, form.valid_to.data), "valid_from")


def _enable(regime: Regime) -> ResponseReturnValue:
    form = EnableForm()
    if not regime.amends:
        del form.keeps_other_terms
    unknown = [t("Not known in it yet: %(terms)s.", terms=law_words.unknown_terms(regime))]
    said = [(name, term) for name, term in regime.terms.items() if term.is_known]
    known = [(law_words.term_name(name, ""), law_words.value_of(name, term)) for name, term in said]
    lines = unknown if law_words.unknown_terms(regime) else []
    page = page_of(regime.family, t("Put a new law in use"), lines=lines, parts=known)
    return propose_change(form, page, lambda: _of_law(regime.family, form, None), "valid_from")


def _of_law(regime_id: str, form: Any, valid_to: Any) -> Wanted:
    return Wanted(
        What.LAW, regime_id, form.table(), form.reason.data or "", valid_from=form.valid_from.data, valid_to=valid_to
    )


def propose_change(form: PageForm, page: Ask, wanted: Callable[[], Wanted], about: str) -> ResponseReturnValue:
    made: list[LawChange] = []

    def save() -> None:
        with refusals(about if about in form else "source"):
            made.append(changes.propose(db.session, wanted(), by=current_actor(), now=clock.now()))

    return ask(form, page, save, lambda: url_for("admin.law_change", change_id=made[0].id))


@contextmanager
def refusals(field: str) -> Iterator[None]:
    """A refusal of the law book stands beside the field named."""
    try:
        yield
    except ChangeError as error:
        raise Unclear(field, t(PROBLEMS[error.problem])) from error


@bp.get("/law/change/<int:change_id>")
@access(Audience.ADMINISTRATOR)
def law_change(change_id: int) -> ResponseReturnValue:
    """What would change, whom it concerns, and the way to decide it."""
    row = _found(change_id)
    actor = current_actor()
    alone = _is_alone(row, actor)
    own = row.proposed_by_id == actor.account_id
    return render_template(
        "admin/law_change.html",
        row=row,
        title=law_words.subject(row),
        state=law_words.state_shown(row),
        facts=law_words.facts_of(db.session, row),
        effect=_effect(row) if row.state == State.PROPOSED else None,
        may_confirm=row.state == State.PROPOSED and (alone or not own),
        may_confirm_again=row.one_person and not own,
        open=row.state == State.PROPOSED,
        alone=alone and own,
    )


def _is_alone(row: LawChange, actor: Actor) -> bool:
    """No other administrator was there at any time since the proposal."""
    administrators = (PostRole.ADMINISTRATOR,)
    return not others_who_may_confirm(db.session, actor, clock.today(), administrators, since=row.proposed_at)


def _effect(row: LawChange) -> dict[str, Any]:
    """The open cases that it concerns, in words; or that it cannot be put over what is confirmed by now."""
    try:
        changed = changes.regimes_with(db.session, row)
    except ChangeError as error:
        return {"lines": [t(PROBLEMS[error.problem])], "rows": []}
    if law_ground_words.sets_use(row):
        return {"lines": law_ground_words.effect_lines(row, lawbook.regimes(db.session), changed), "rows": []}
    found = effect_of(db.session, terms.value_of(row), changed)
    return {"lines": law_words.effect_lines(found), "rows": _listed(found)}


def _listed(found: CasesConcerned) -> list[list[str]]:
    def said(on: date | None) -> str:
        return short_date(on) if on else t("no date")

    return [
        [one.number, short_date(one.received_on), said(one.due_on), said(one.is_now), said(one.would_be)]
        for one in found.listed
    ]


def _found(change_id: int) -> LawChange:
    return db.session.get(LawChange, change_id) or abort(404)


@bp.route("/law/change/<int:change_id>/confirm", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def law_confirm(change_id: int) -> ResponseReturnValue:
    row, actor = _found(change_id), current_actor()

    def command(note: str) -> None:
        changes.confirm(db.session, row, note=note, alone=_is_alone(row, actor), by=actor, now=clock.now())

    counted = t("From now on, clocks that start are counted by it. Dates that were counted stay as they are.")
    lead = law_ground_words.confirm_lead(row) or counted
    return _decide(row, DecideForm(), t("Confirm a change of the law"), t("Confirm"), lead, command)


@bp.route("/law/change/<int:change_id>/again", methods=BOTH)
@access(Audience.ADMINISTRATOR)
@fresh
def law_again(change_id: int) -> ResponseReturnValue:
    row = _found(change_id)

    def command(note: str) -> None:
        changes.confirm_again(db.session, row, note=note, by=current_actor(), now=clock.now())

    lead = t("One person did both steps, because there was no other. Compare it with the source, then the mark goes.")
    return _decide(row, DecideForm(), t("Look again at a change of the law"), t("Confirm"), lead, command)


@bp.route("/law/change/<int:change_id>/reject", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def law_reject(change_id: int) -> ResponseReturnValue:
    row = _found(change_id)

    def command(note: str) -> None:
        changes.reject(db.session, row, note=note, by=current_actor(), now=clock.now())

    lead = t("Nothing changes; the proposal stays in the history.")
    return _decide(row, RejectForm(), t("Do not take a change of the law"), t("Do not take it"), lead, command, "danger")


def _decide(
    row: LawChange, form: Any, title: str, button: str, lead: str, command: Callable[[str], None], tone: str = "main"
) -> ResponseReturnValue:
    back = url_for("admin.law_change", change_id=row.id)
    parts = law_words.facts_of(db.session, row)
    page = Ask(title, back, button, lead=lead, back_text=law_words.subject(row), tone=tone, parts=parts)

    def act() -> None:
        with refusals("note"):
            command(form.note.data or "")

    return ask(form, page, act)


@bp.get("/law/changes")
@access(Audience.ADMINISTRATOR)
def law_changes() -> ResponseReturnValue:
    """Everything that was proposed and decided, the newest first."""
    lines = law_words.history_lines(db.session, changes.newest(db.session))
    return render_template("admin/law_changes.html", lines=lines)
