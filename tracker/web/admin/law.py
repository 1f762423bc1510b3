"""Every term of every law that the service counts by: its value, article, source, and how sure that is. To be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.labels import KINDS
from tracker.i18n import N_, short_date, t
from tracker.law.regimes import Known, Regime, Status, Term
from tracker.lawbook.labels import TERMS
from tracker.lawbook.terms import TermRow, rows
from tracker.lawbook.words import act_words, status_words, term_words
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.shared.access import Audience, access

TONES = {Status.CONFIRMED: "good", Status.LIKELY: "info", Status.UNKNOWN: "wait"}

# What a person turns to after an answer; no case here is of these kinds.
REVIEWS = {"administrative_complaint": N_("administrative complaint"), "court_claim": N_("claim in court")}


@bp.get("/law")
@access(Audience.ADMINISTRATOR)
def law() -> ResponseReturnValue:
    return render_template("admin/law.html", regimes=[_regime(regime) for regime in lawbook.regimes(db.session)])


def _regime(regime: Regime) -> dict[str, Any]:
    return {
        "id": regime.id,
        "name": act_words(regime.id),
        "kinds": ", ".join(_kind(kind) for kind in sorted(regime.kinds)),
        "when": _when(regime),
        "status": (status_words(regime.status), TONES[regime.status]),
        "enabled": regime.enabled,
        "overlay": regime.overlay,
        "source": regime.source,
        "note": regime.note,
        "lines": [_line(row) for row in rows([regime])],
    }


def _kind(kind: str) -> str:
    return t(KINDS[Kind(kind)]) if kind in set(Kind) else t(REVIEWS.get(kind, kind))


def _when(regime: Regime) -> str:
    first = _first(regime.valid_from, regime.valid_from_known)
    return t("%(first)s, until %(last)s", first=first, last=short_date(regime.valid_to)) if regime.valid_to else first


def _first(day: date | None, known: Known) -> str:
    if day is None:
        return t("not in force, as far as is known")
    if known is Known.DAY:
        return t("since %(day)s", day=short_date(day))
    return t(
        "since %(day)s, the exact day is not known",
        day=day.strftime("%m.%Y") if known is Known.MONTH else str(day.year),
    )


def _line(row: TermRow) -> dict[str, Any]:
    kind = f" – {_kind(row.kind)}" if row.kind else ""
    return {
        "url": "",
        "name": t(TERMS[row.name]) + kind,
        "pills": [(status_words(row.term.status), TONES[row.term.status])],
        "cells": [_value(row.term), _article(row.term), _source(row.term)],
    }


def _value(term: Term) -> str:
    said = term_words(term.value, term.unit) if term.value is not None and term.unit else t("not known")
    if term.other_value is None or term.other_unit is None:
        return said
    return t("%(value)s; another source: %(other)s", value=said, other=term_words(term.other_value, term.other_unit))


def _article(term: Term) -> str:
    if not term.article:
        return ""
    return (
        term.article
        if term.article_confirmed
        else t("%(article)s (not confirmed: not named in letters)", article=term.article)
    )


def _source(term: Term) -> str:
    return "\n".join(part for part in (term.source, term.other_source, term.note) if part)
