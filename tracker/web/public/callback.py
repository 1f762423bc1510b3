"""«Call me and help me write»: for who would rather talk. The centre of the oblast gets a task for today."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.cases.calling_back import CallAsked, ask_for_call
from tracker.directory.centres import centres
from tracker.directory.names import display_name
from tracker.directory.places import COUNTRY, children_of
from tracker.i18n import LANGUAGES, N_, current_language, lazy, t
from tracker.i18n.languages import OWN_NAMES
from tracker.store import db
from tracker.web.public import places
from tracker.web.public.blueprint import bp
from tracker.web.public.filing_draft import went_through
from tracker.web.shared.access import Audience, access, open_post
from tracker.web.shared.answers import done
from tracker.web.shared.checks import Length, Needed, Phone
from tracker.web.shared.forms import OpenForm, RadioField, SelectField
from tracker.web.shared.security import limiter

WHEN = {
    "any": lazy("Any time of the working day"),
    "morning": lazy("In the morning"),
    "afternoon": lazy("After lunch"),
    "evening": lazy("Towards the evening"),
}


class CallForm(OpenForm):
    name = StringField(lazy("Your name"), validators=[Needed(N_("Write how we should call you.")), Length(200)])
    phone = StringField(lazy("Phone or WhatsApp"), validators=[Needed(N_("Write your phone number.")), Phone()])
    oblast = SelectField(lazy("Oblast or city"), validators=[Needed(N_("Choose the oblast: its centre calls you."))])
    place = StringField(lazy("Village or town"), validators=[Length(200)])
    language = RadioField(lazy("In which language?"), validators=[Needed(N_("Choose the language."))])
    when = RadioField(lazy("When can you talk?"), choices=list(WHEN.items()), default="any", validators=[Needed()])
    about = TextAreaField(lazy("What is it about, in a few words?"), validators=[Length(1000)])
    website = StringField(lazy("Leave this field empty"), validators=[Length(100)])

    def validate_website(self, field: Field) -> None:
        if field.data:
            raise ValidationError(t("Leave this field empty: it is there to stop machines."))


def _form() -> CallForm:
    form = CallForm()
    rows = [row for row in children_of(db.session, COUNTRY, clock.today()) if row.level in places.OBLASTS]
    form.oblast.choices = [("", t("Choose…")), *((row.code, display_name(row)) for row in rows)]
    form.language.choices = [(code, OWN_NAMES[code]) for code in LANGUAGES]
    if form.language.data is None:
        form.language.data = current_language()
    return form


@bp.get("/call")
@access(Audience.PUBLIC)
def call() -> ResponseReturnValue:
    return render_template("public/call.html", form=_form())


@bp.post("/call")
@open_post
@access(Audience.PUBLIC)
@limiter.limit("60 per hour; 300 per day", key_func=lambda: "calls of all", deduct_when=went_through)
@limiter.limit("6 per hour; 12 per day", deduct_when=went_through)
def call_save() -> ResponseReturnValue:
    form = _form()
    if not form.validate_on_submit():
        return render_template("public/call.html", form=form), 200 if not form.errors else 422
    asked = CallAsked(
        name=form.name.data or "", phone=form.phone.data or "", language=form.language.data or current_language(),
        territory_code=form.oblast.data, place=form.place.data or "", when=form.when.data or "", about=form.about.data or "",
    )  # fmt: skip
    centre = ask_for_call(db.session, asked, clock.now())
    return done(url_for("public.called", centre=centre.id))


@bp.get("/call/asked/<centre>")
@access(Audience.PUBLIC)
def called(centre: str) -> ResponseReturnValue:
    """Says who will call. Knows nothing of who asked, so it may be reloaded and shared."""
    found = {row.id: row for row in centres(db.session, clock.today())}.get(centre)
    name = display_name(found) if found else t("The Aarhus Centre")
    return render_template("public/called.html", centre=name, phone=found.phone if found else "")
