"""Every law that the service counts by: terms and grounds, article, source, how sure, who set what. All can be changed."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.clock import day_of
from tracker.i18n import short_date, t
from tracker.law.codes import Origin, Status, TermName
from tracker.law.regimes import Ground, Regime, Remedy, Rule, Term
from tracker.lawbook import changes
from tracker.lawbook.grounds import law_of, said_by
from tracker.lawbook.labels import ROUTES
from tracker.lawbook.law_words import note_words
from tracker.lawbook.models import LawChange
from tracker.lawbook.terms import RuleRow, TermRow, rows, rule_rows, unnamed
from tracker.lawbook.way_words import way_status
from tracker.lawbook.words import status_words
from tracker.store import db
from tracker.web.admin import law_ground_words, law_way_words, law_words
from tracker.web.admin.blueprint import bp
from tracker.web.shared.access import Audience, access
from tracker.web.shared.source_notes import source_note


@bp.get("/law")
@access(Audience.ADMINISTRATOR)
def law() -> ResponseReturnValue:
    made = changes.by_number(db.session)
    found = [_regime(regime, made) for regime in lawbook.regimes(db.session) if not regime.superseded]
    waiting = [law_words.change_line(row) for row in changes.waiting(db.session)]
    return render_template("admin/law.html", regimes=found, waiting=waiting)


@bp.get("/law/<regime_id>")
@access(Audience.ADMINISTRATOR)
def law_one(regime_id: str) -> ResponseReturnValue:
    """One law: its terms and its grounds, by which article, read where, how sure, and who set what."""
    versions, made = living(regime_id), changes.by_number(db.session)
    regime = versions[-1]
    own = [ground for ground in regime.grounds if regime.overlay or ground.origin is Origin.NATIONAL]
    tables = [
        (t(words), [_ground(regime, ground, made) for ground in own if ground.use is use])
        for use, words in law_ground_words.USES.items()
    ]
    name = law_words.act_words(regime)
    return render_template(
        "admin/law_one.html",
        law_name=name,
        laws=[_regime(one, made, sources=True) for one in versions],
        unnamed=[(_term_url(regime, name, kind), law_words.term_name(name, kind)) for name, kind in unnamed(regime)],
        new_ground=url_for("admin.law_ground_new", regime_id=regime.family) if takes_grounds(regime) else "",
        tables=[one for one in tables if one[1]],
        ways=[_way(regime, way, made) for way in regime.remedies],
    )


def living(regime_id: str) -> list[Regime]:
    """The versions of a law that are in use, the newest last."""
    found = [row for row in lawbook.regimes(db.session) if row.family == regime_id and not row.superseded]
    return found or abort(404)


def takes_grounds(regime: Regime) -> bool:
    """A national law that governs letters: grounds can be added to it and taken out of use."""
    return not regime.overlay and bool(regime.kinds & set(Kind))


def _regime(regime: Regime, made: dict[int, LawChange], sources: bool = False) -> dict[str, Any]:
    return {
        "id": regime.id,
        "family": regime.family,
        "name": law_words.act_words(regime),
        "kinds": ", ".join(law_words.kind_words(kind) for kind in sorted(regime.kinds)),
        "when": law_words.when(regime),
        "status": (status_words(regime.status), law_words.TONES[regime.status]),
        "enabled": regime.enabled,
        "overlay": regime.overlay,
        "source": [_link(regime.source)],
        "note": source_note(regime.note),
        "changed_by": law_words.changed_by(regime),
        "grounds": len([ground for ground in regime.grounds if regime.overlay or ground.origin is Origin.NATIONAL]),
        "lines": [
            *(_line(row, made, sources) for row in rows([regime])),
            *(_rule(row, made) for row in (rule_rows([regime]) if sources else ())),
        ],
    }


def _line(row: TermRow, made: dict[int, LawChange], sources: bool) -> dict[str, Any]:
    return {
        "url": _term_url(row.regime, row.name, row.kind),
        "name": law_words.term_name(row.name, row.kind),
        "pills": [*_pills(row.term.status, row.term.change, made), *_left_as_it_was(row.term.law)],
        "cells": [
            law_words.value_of(row.name, row.term), law_words.article_of(row.term),
            *([_source(row.term, made)] if sources else []),
        ],
    }  # fmt: skip


def _term_url(regime: Regime, name: TermName, kind: str) -> str:
    more = {"kind": kind} if kind else {}
    return url_for("admin.law_term", regime_id=regime.family, term=name.value, **more)


def _rule(row: RuleRow, made: dict[int, LawChange]) -> dict[str, Any]:
    return {
        "url": url_for("admin.law_rule", regime_id=row.regime.family, rule=row.name.value),
        "name": law_words.rule_name(row.name),
        "pills": [
            *_pills(row.rule.status, row.rule.change, made, law_words.rule_status(row.rule.status)),
            *_left_as_it_was(row.rule.law),
        ],
        "cells": [law_words.effect_of(row.rule), law_words.article_of(row.rule), _source(row.rule, made)],
    }


def _ground(regime: Regime, ground: Ground, made: dict[int, LawChange]) -> dict[str, Any]:
    return {
        "url": url_for("admin.law_ground", regime_id=law_of(ground, regime), ground=ground.code),
        "name": said_by(ground),
        "pills": [
            *law_ground_words.marks(ground, made),
            *_pills(ground.status, ground.change, made, law_ground_words.status(ground.status)),
        ],
        "cells": [ground.code, law_words.article_of(ground), [_link(ground.source)]],
    }


def _way(regime: Regime, way: Remedy, made: dict[int, LawChange]) -> dict[str, Any]:
    """A way of review: it leads to its own screen, its time to that of the law which sets it."""
    family = regime.amends or regime.family
    term = url_for("admin.law_term", regime_id=way.law or family, term=TermName.FILING.value)
    said = law_words.value_of(TermName.FILING, way.term)
    time = f"{said} ({status_words(way.term.status)})" if way.term.is_known else said
    return {
        "url": url_for("admin.law_way", regime_id=family, way=way.key),
        "name": t(ROUTES[way.route]),
        "pills": _pills(way.status, way.change, made, way_status(way.status)),
        "cells": [
            law_way_words.after_words(way), law_way_words.order_words(way.complaint_first),
            [(time, term)], [_link(way.source)],
        ],
    }  # fmt: skip


def _pills(status: Status, change: int | None, made: dict[int, LawChange], words: str = "") -> list[tuple[str, str]]:
    one = made.get(change) if change is not None else None
    marks = [(t("one person"), "wait")] if one is not None and one.one_person else []
    return [(words or status_words(status), law_words.TONES[status]), *marks]


def _left_as_it_was(law: str) -> list[tuple[str, str]]:
    return [(t("as in the law that it changes"), "off")] if law else []


def _source(said: Term | Rule, made: dict[int, LawChange]) -> list[tuple[str, str]]:
    one = made.get(said.change) if said.change is not None else None
    set_here = t("set here on %(day)s", day=short_date(day_of(one.decided_at))) if one and one.decided_at else ""
    other = said.other_source if isinstance(said, Term) else ""
    parts = (said.source, other, note_words(said.note), set_here)
    return [_link(part) for part in parts if part]


def _link(source: str) -> tuple[str, str]:
    """Where it was read: its address leads there, anything else is text, marked where it is English."""
    is_address = source.startswith(("https://", "http://")) and " " not in source
    return (source, source) if is_address else (source_note(source), "")
