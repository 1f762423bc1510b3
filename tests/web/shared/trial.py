"""Pages that only exist in tests: they use every piece of the shell, and prove it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, HiddenField, StringField, TextAreaField

from tracker.i18n import N_, lazy
from tracker.store import db
from tracker.web.shared import access as door
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import done, noindex, public_page
from tracker.web.shared.checks import Email, Length, Needed, NotInFuture
from tracker.web.shared.errors import Words, error_page
from tracker.web.shared.forms import CheckboxesField, DateField, OpenForm, PageForm, RadioField, SearchForm, SelectField
from tracker.web.shared.language import PREFIX
from tracker.web.shared.shell import navigation

PLACES = [("", "—"), ("41702000000000000", "Ак-Суу"), ("41706207000000000", "Өзгөн")]
KINDS = [("know", "I want to know"), ("report", "I report a problem")]
rendered: list[str] = []
kept: list[dict[str, Any]] = []


class Broken(Exception):
    """A domain error of the trial pages."""


error_page(Broken, 409, lambda error: Words("The case has moved", ["Open it again."]))


class AskForm(PageForm):
    text = TextAreaField(lazy("Your question"), validators=[Needed(N_("Write your question")), Length(max=2000, min=5)])
    place = SelectField(lazy("Place"), choices=PLACES)
    kind = RadioField(lazy("What is it?"), choices=KINDS, validators=[Needed(N_("Choose what it is"))])
    topics = CheckboxesField(lazy("About"), choices=[("water", "Water"), ("air", "Air")])
    email = EmailField(lazy("E-mail"), validators=[Email()])
    seen_on = DateField(lazy("When did you see it?"), validators=[NotInFuture()])
    photo = FileField(lazy("Photo"))
    agree = BooleanField(lazy("Tell me by e-mail"))
    mark = HiddenField()


class CallForm(OpenForm):
    phone = StringField(lazy("Your phone"), validators=[Needed()])


class FindForm(SearchForm):
    q = StringField(lazy("Words"))


def blueprint() -> Blueprint:
    """Made anew for each application."""
    bp = Blueprint("trial", __name__, url_prefix=PREFIX + "/trial", template_folder="templates")
    navigation("trial", ("trial.parts", "Register"), ("trial.ask", "Write"), ("trial.find", "Dates"))
    for rule, view, methods in VIEWS:
        bp.add_url_rule(rule, view.__name__, view, methods=methods)
    return bp


@access(Audience.PUBLIC)
def parts() -> ResponseReturnValue:
    def render() -> str:
        rendered.append("parts")
        return render_template("trial/parts.html")

    return public_page(render, request.args.get("version", "1"))


@access(Audience.PUBLIC)
def hidden() -> ResponseReturnValue:
    noindex()
    return public_page(lambda: render_template("trial/parts.html"), 1)


@access(Audience.PUBLIC)
def ask() -> ResponseReturnValue:
    form = AskForm()
    if form.validate_on_submit():
        kept.append({field.name: field.data for field in form if field.name not in {"csrf_token", "photo"}})
        kept[-1]["file"] = (form.photo.data.filename, form.photo.data.read()) if form.photo.data else None
        return done(url_for("trial.thanks"))
    return render_template("trial/ask.html", form=form), 422 if form.errors else 200


@access(Audience.PUBLIC)
def thanks() -> ResponseReturnValue:
    return render_template("trial/thanks.html")


@access(Audience.PUBLIC)
def find() -> ResponseReturnValue:
    form = FindForm()
    form.validate()
    return public_page(lambda: render_template("trial/find.html", form=form, q=form.q.data))


@open_post
@access(Audience.PUBLIC)
def call() -> ResponseReturnValue:
    form = CallForm()
    if form.validate_on_submit():
        return done(url_for("trial.thanks"))
    return render_template("trial/call.html", form=form), 422 if form.errors else 200


@access(Audience.PUBLIC)
def broken() -> ResponseReturnValue:
    raise Broken


@access(Audience.PUBLIC)
def crash() -> ResponseReturnValue:
    raise RuntimeError("secret text of a citizen")


@access(Audience.OFFICER)
def desk() -> ResponseReturnValue:
    return f"desk of {door.current_actor().kind}", {"Content-Type": "text/plain"}


@access(Audience.CITIZEN)
def mine() -> ResponseReturnValue:
    return "mine", {"Content-Type": "text/plain"}


@access(Audience.PUBLIC)
def writes() -> ResponseReturnValue:
    from tracker.people.models import Account

    db.session.add(Account())
    db.session.flush()
    return "wrote"


@access(Audience.PUBLIC)
def remember() -> ResponseReturnValue:
    session["seen"] = "yes"
    return redirect(url_for("trial.thanks"))


VIEWS: tuple[tuple[str, Any, list[str]], ...] = (
    ("/parts", parts, ["GET"]), ("/hidden", hidden, ["GET"]), ("/ask", ask, ["GET", "POST"]), ("/thanks", thanks, ["GET"]),
    ("/find", find, ["GET"]), ("/call", call, ["GET", "POST"]), ("/broken", broken, ["GET", "POST"]),
    ("/crash", crash, ["GET", "POST"]), ("/desk", desk, ["GET", "POST"]), ("/mine", mine, ["GET", "POST"]),
    ("/writes", writes, ["GET"]), ("/remember", remember, ["POST"]),
)  # fmt: skip
