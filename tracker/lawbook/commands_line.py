"""`flask law …`: dates with their reasons, terms, the calendar, and a check of what is still missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.i18n import LANGUAGES, in_language, t
from tracker.law.calculator import CaseDates, case_dates
from tracker.law.deadlines import Due, Outer
from tracker.law.errors import LawError, NoRegime, YearNotLoaded
from tracker.law.regimes import Remedy
from tracker.lawbook import calendars, changes, checking, in_json, terms, way_words, words
from tracker.lawbook.models import CalendarDay, CalendarRevision, LawChange
from tracker.store import db

TABLES = (CalendarDay.__tablename__, CalendarRevision.__tablename__, LawChange.__tablename__)
KINDS = ("information_request", "proposal", "statement", "complaint", "access_complaint")
DAY = click.DateTime(formats=["%Y-%m-%d"])
in_words = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
as_codes = click.option("--json", "as_json", is_flag=True, help="Codes and values for programs.")


@click.group("law")
def law() -> None:
    """Legal dates, terms and the calendar of working days."""


@law.command("due")
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--received", type=DAY, required=True, help="The day the body had the letter, YYYY-MM-DD.")
@click.option("--registered", type=DAY, help="The day the body registered it.")
@click.option("--dispatched", type=DAY, help="The day it was sent to the body; without it, the day of receipt.")
@click.option("--extended", is_flag=True, help="The body has extended the term.")
@click.option("--decided", type=DAY, help="The day the applicant got the refusal or the answer.")
@as_codes
@in_words
@with_appcontext
def due_command(
    kind: str,
    received: datetime,
    registered: datetime | None,
    dispatched: datetime | None,
    extended: bool,
    decided: datetime | None,
    as_json: bool,
    language: str,
) -> None:
    """Every date of a case, with its reasons; and the ways open after silence, a refusal or a bad answer."""
    session = db.session()
    with in_language(language), _clear_errors():
        calendar, regimes = calendars.current_calendar(session), terms.regimes(session)
        days = received.date(), _day(registered), _day(dispatched)
        _check_order(*days, _day(decided))
        dates = case_dates(regimes, calendar, kind, *days, extended, _day(decided), today=clock.today())
    if as_json:
        _echo_json(dates.as_json(reckoned=True))
        return
    with in_language(language):
        _show(dates)


@law.command("terms")
@as_codes
@in_words
@with_appcontext
def terms_command(as_json: bool, language: str) -> None:
    """Every term with its value, article, source, how sure it is, and who set it; and the ways of review likewise."""
    with _clear_errors(), in_language(language):
        made = changes.by_number(db.session())
        if as_json:
            _echo_json([in_json.regime(one, made) for one in terms.regimes(db.session())])
            return
        for regime in terms.regimes(db.session()):
            mark = "[replaced]" if regime.superseded else "" if regime.enabled else "[not enabled]"
            click.echo(f"\n{regime.id}  {words.act_words(regime)}  {checking.period(regime)}  {mark}".rstrip())
            for row in terms.rows([replace(regime, superseded=False)]):
                click.echo(f"{_term_line(row)}  ({checking.provenance(row.term.change, made)})")
            for rule in terms.rule_rows([replace(regime, superseded=False)]):
                click.echo(f"{_rule_line(rule)}  ({checking.provenance(rule.rule.change, made)})")
            for way in regime.remedies:
                click.echo(f"{_way_line(way)}  ({checking.provenance(way.change, made)})")


@law.command("calendar")
@click.argument("year", type=int)
@as_codes
@in_words
@with_appcontext
def calendar_command(year: int, as_json: bool, language: str) -> None:
    """The days of a year that are not plain working days or weekends."""
    with _clear_errors():
        rows = calendars.special_days(db.session(), year)
    if as_json:
        _echo_json([in_json.day(row) for row in rows])
        return
    for row in rows:
        name = getattr(row, f"name_{language}") or ""
        marks = " ".join(filter(None, [name, "(estimated)" if row.estimated else "", row.act]))
        click.echo(f"{row.date.isoformat()}  {'working' if row.working else 'off    '}  {marks}".rstrip())


@law.command("load")
@click.option("--through", type=int, help="The last year to load; by default the next one.")
@with_appcontext
def load_command(through: int | None) -> None:
    """Load the years of the calendar that are missing."""
    session = db.session()
    with _clear_errors():
        added = calendars.load_calendar(session, clock.now(), through)
        session.commit()
    click.echo(f"Years loaded: {', '.join(map(str, added))}" if added else "Nothing to load.")


@law.command("check")
@as_codes
@with_appcontext
def check_command(as_json: bool) -> None:
    """What is unknown, unconfirmed, estimated or missing. Ends with status 1 if dates cannot be counted."""
    with _clear_errors():
        report = checking.check(db.session(), clock.today())
    if as_json:
        _echo_json(in_json.report(report))
    for line in () if as_json else checking.lines(report):
        click.echo(line)
    if report.faults:
        raise SystemExit(1)


def _echo_json(values: Any) -> None:
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _check_order(received: date, registered: date | None, dispatched: date | None, decided: date | None) -> None:
    if registered and registered < received:
        raise click.BadParameter("a letter cannot be registered before it was received", param_hint="--registered")
    if dispatched and dispatched > received:
        raise click.BadParameter("a letter cannot be sent after it was received", param_hint="--dispatched")
    if decided and decided < received:
        raise click.BadParameter("a decision cannot come before the letter was received", param_hint="--decided")


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _show(dates: CaseDates) -> None:
    for due in (dates.registration, dates.answer):
        _show_one(words.summary(due), due)
    if dates.convention:
        _show_one(words.summary_of_limit(dates.convention), dates.convention)
    if dates.convention and dates.answer.due_on and dates.passes_convention:
        click.echo(words.extension_warning(dates.answer.due_on, dates.convention))
    for line in way_words.for_lawyer(dates):
        click.echo(line)


def _show_one(line: str, found: Due | Outer) -> None:
    click.echo(line)
    for reason in words.explain(found):
        click.echo(f"  - {reason}")


def _term_line(row: terms.TermRow) -> str:
    term = row.term
    value = words.length_words_of(row.name, term) or "-"
    article = f"art. {term.article}{'' if term.article_confirmed else ' (not confirmed)'}" if term.article else ""
    name = f"{row.name.value} [{row.kind}]" if row.kind else row.name.value
    return f"  {name:32} {value:22} {words.status_words(term.status):28} {article:24} {term.source}".rstrip()


def _rule_line(row: terms.RuleRow) -> str:
    rule = row.rule
    article = f"art. {rule.article}{'' if rule.article_confirmed else ' (not confirmed)'}" if rule.article else ""
    return f"  {row.name.value:32} {rule.effect.value:22} {rule.status.value:28} {article:24} {rule.source}".rstrip()


def _way_line(way: Remedy) -> str:
    name, order = f"{way.route.value} [{', '.join(sorted(way.after))}]", "complaint first" if way.complaint_first else "at once"
    return f"  {name:55} {order:15} {way_words.way_status(way.status):28} {way.law or '-':13} {way.source}".rstrip()


@contextmanager
def _clear_errors() -> Iterator[None]:
    """A law error, or a service that is not set up, becomes a sentence and an exit status, not a traceback."""
    try:
        _check_database()
        yield
    except YearNotLoaded as error:
        loaded = calendars.years_loaded(db.session())
        years = f"{loaded[0]}-{loaded[-1]}" if loaded else "none"
        raise click.ClickException(
            f"The calendar of {error.year} is not loaded (loaded: {years}). Load it with: flask law load --through YEAR"
        ) from error
    except NoRegime as error:
        raise click.ClickException(t("We know no law that was in force for this on that day.")) from error
    except LawError as error:
        raise click.ClickException(str(error)) from error


def _check_database() -> None:
    """There is a database, and it has the tables of this version."""
    try:
        tables = inspect(db.engine)
        ready = all(tables.has_table(table) for table in TABLES)
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database cannot be read: {error.__class__.__name__}.") from error
    if not ready:
        raise click.ClickException("There is no database here yet, or an older one. Set it up with: flask --app wsgi init")
