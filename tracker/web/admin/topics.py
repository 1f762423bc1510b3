"""Topics: their words, keywords, order, the bodies asked about them, and whether their cases are restricted."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import BooleanField, Field, IntegerField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.directory import commands as directory
from tracker.directory.labels import TOPIC_GROUPS
from tracker.directory.models import Topic
from tracker.directory.names import display_name
from tracker.i18n import N_, lazy, t
from tracker.store import db
from tracker.web.admin.blueprint import bp
from tracker.web.admin.body_forms import reason_field
from tracker.web.admin.desk import Ask, ask
from tracker.web.admin.history import history
from tracker.web.admin.words import dates_words
from tracker.web.shared.access import Audience, access
from tracker.web.shared.checks import Length, Needed
from tracker.web.shared.forms import DateField, PageForm, SelectField
from tracker.web.shared.signed_in import current_actor

BOTH = ["GET", "POST"]
TEXTS = (
    "name_ky",
    "name_ru",
    "name_en",
    "group",
    "keywords_ky",
    "keywords_ru",
    "keywords_en",
    "authorities",
    "local_first",
    "routing_note",
)
KEYWORDS_HINT = N_("Beginnings of words, divided by semicolons: “чыгынды” also finds “чыгындылар”")
BODIES_HINT = N_("Numbers of bodies or sorts, divided by semicolons, the first one first: SETS; MNR; AO")


class TopicForm(PageForm):
    name_ky = StringField(lazy("Name in Kyrgyz"), validators=[Needed(N_("Write the name in Kyrgyz.")), Length(300)])
    name_ru = StringField(lazy("Name in Russian"), validators=[Needed(N_("Write the name in Russian.")), Length(300)])
    name_en = StringField(lazy("Name in English"), validators=[Needed(N_("Write the name in English.")), Length(300)])
    group = SelectField(
        lazy("Group"),
        choices=[(code, lazy(words)) for code, words in TOPIC_GROUPS.items()],
        validators=[Needed(N_("Choose the group."))],
    )
    position = IntegerField(lazy("Place in the list"))
    keywords_ky = TextAreaField(lazy("Keywords in Kyrgyz"), description=lazy(KEYWORDS_HINT), validators=[Length(4000)])
    keywords_ru = TextAreaField(lazy("Keywords in Russian"), validators=[Length(4000)])
    keywords_en = TextAreaField(lazy("Keywords in English"), validators=[Length(4000)])
    authorities = StringField(lazy("Bodies, in order"), description=lazy(BODIES_HINT), validators=[Length(1000)])
    local_first = StringField(
        lazy("Asked first in the place itself"), description=lazy(BODIES_HINT), validators=[Length(1000)]
    )
    routing_note = TextAreaField(lazy("Note for those who route"), validators=[Length(1000)])
    restricted_by_default = BooleanField(
        lazy("Cases are restricted from the start"),
        description=lazy("For topics in which people who report may be afraid."),
    )
    valid_to = DateField(
        lazy("Last day"), description=lazy("Empty: it goes on. Afterwards nobody can choose it any more.")
    )
    reason = reason_field(lazy("Why is this changed?"))

    def validate_position(self, field: Field) -> None:
        if field.data is not None and not 0 <= field.data <= 9999:
            raise ValidationError(t("A number from 0 to 9999."))


class NewTopicForm(TopicForm):
    code = StringField(
        lazy("Code"),
        description=lazy("Latin capital letters, such as NOISE. It never changes."),
        validators=[Needed(N_("Write a code.")), Length(40)],
        filters=[lambda typed: typed.upper() if typed else typed],
    )


@bp.get("/topics")
@access(Audience.ADMINISTRATOR)
def topics() -> ResponseReturnValue:
    rows = db.session.scalars(
        select(Topic).order_by(Topic.valid_to.is_not(None), Topic.position, Topic.code).limit(300)
    ).all()
    return render_template("admin/topics.html", lines=[_line(row) for row in rows])


def _line(row: Topic) -> dict[str, Any]:
    pills = [(t("restricted from the start"), "info")] if row.restricted_by_default else []
    if row.valid_to:
        pills.append((dates_words(None, row.valid_to), "off"))
    group = t(TOPIC_GROUPS[row.group]) if row.group in TOPIC_GROUPS else row.group
    return {
        "url": url_for("admin.topic", code=row.code),
        "name": display_name(row),
        "pills": pills,
        "cells": [str(row.position), row.code, group, row.authorities.replace(";", ", ")],
    }


@bp.route("/topics/new", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def topic_new() -> ResponseReturnValue:
    form = NewTopicForm()
    page = Ask(t("Add a topic"), url_for("admin.topics"), t("Add the topic"))

    def add() -> None:
        directory.add_topic(db.session, form.code.data, _values(form), by=current_actor(), now=clock.now())  # type: ignore[arg-type, attr-defined]

    return ask(form, page, add)


@bp.route("/topic/<code>", methods=BOTH)
@access(Audience.ADMINISTRATOR)
def topic(code: str) -> ResponseReturnValue:
    row = db.session.get(Topic, code[:40]) or abort(404)
    form = TopicForm(obj=row)
    page = Ask(
        display_name(row),
        url_for("admin.topics"),
        t("Save"),
        back_text=t("All topics"),
        template="admin/topic.html",
        parts=[(t("Code"), row.code)],
    )
    if request.method == "GET":
        return render_template("admin/topic.html", form=form, page=page, changes=history(("topic", [row.code])))

    def save() -> None:
        directory.edit_topic(
            db.session, row.code, _values(form), by=current_actor(), now=clock.now(), reason=form.reason.data or ""
        )

    return ask(form, page, save)


def _values(form: TopicForm) -> dict[str, Any]:
    values: dict[str, Any] = {name: form[name].data or "" for name in TEXTS}
    values |= {name: _joined(values[name]) for name in ("authorities", "local_first")}
    return values | {
        "position": form.position.data or 0,
        "restricted_by_default": bool(form.restricted_by_default.data),
        "valid_to": form.valid_to.data,
    }


def _joined(typed: str) -> str:
    """People divide by commas and spaces too."""
    return ";".join(code for code in re.split(r"[;,\s]+", typed.upper()) if code)
