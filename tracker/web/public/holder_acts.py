"""What the holder of a letter does: each act has a page of its own with one form, and ends on the page of the letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import announcing, closing, deciding, handling, requalifying
from tracker.cases.decision_letters import Given
from tracker.cases.disclosure import MessageKind
from tracker.cases.errors import CaseError
from tracker.cases.fee_words import law_on_fees
from tracker.cases.kinds import Kind, Outcome, Rating, Sender
from tracker.cases.models import Case, Leg
from tracker.cases.notice_recipients import Reach, reach_of
from tracker.cases.recording import check_fresh
from tracker.cases.views.case_page import case_page
from tracker.directory.models import Centre
from tracker.directory.names import display_name
from tracker.files import labels as file_words
from tracker.files import storage
from tracker.files.errors import FileError
from tracker.files.intake import Kept, add_row, take_in
from tracker.i18n import N_, t
from tracker.store import db
from tracker.web.public import delivery_form
from tracker.web.public import holder_forms as forms
from tracker.web.public.blueprint import bp
from tracker.web.public.holder_words import OFFERS, offered
from tracker.web.public.holding import held_case, holder
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.case_errors import problem_words
from tracker.web.shared.language import language_switch_asked
from tracker.web.shared.security import limiter

FILES_AT_MOST = 10
Do = Callable[[Case, Leg | None, Any, tuple[int, ...]], str | None]


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: its form, what it does, what the page says before, and the words of the button."""

    form: type[forms.ActForm]
    do: Do
    lead: str
    button: str
    tone: str = "main"


def _reply(case: Case, leg: Leg | None, form: forms.ReplyForm, files: tuple[int, ...]) -> str | None:
    assert leg is not None
    handling.clarify(db.session, case, leg, by=holder(case.id), now=clock.now(), text=form.text.data or "", file_ids=files)
    return "reply_held" if case.sender == Sender.CENTRE else None


def _answered(case: Case, leg: Leg | None, form: forms.AnsweredForm, files: tuple[int, ...]) -> None:
    assert leg is not None
    assert form.answered_on.data is not None
    given = Given(form.text.data or "", form.number.data or "", file_ids=files)
    deciding.record_outside_answer(
        db.session, case, leg, by=holder(case.id), now=clock.now(), answered_on=form.answered_on.data,
        outcome=Outcome(form.outcome.data), given=given, channel=form.channel.data, seen_version=form.seen,
    )  # fmt: skip


def _agree(case: Case, leg: Leg | None, form: forms.AgreeForm, _files: tuple[int, ...]) -> None:
    assert leg is not None
    check_fresh(leg, form.seen)
    deciding.agree_outside_answer(
        db.session, case, leg, by=holder(case.id), now=clock.now(), agrees=form.agrees.data == "yes"
    )


def _fee(case: Case, leg: Leg | None, form: forms.FeeForm, _files: tuple[int, ...]) -> None:
    assert leg is not None
    check_fresh(leg, form.seen)
    announcing.reply_to_fee(
        db.session, case, leg, by=holder(case.id), now=clock.now(), agrees=form.agrees.data == "yes", text=form.text.data or ""
    )


def _object(case: Case, leg: Leg | None, form: forms.ObjectForm, _files: tuple[int, ...]) -> None:
    assert leg is not None
    check_fresh(leg, form.seen)
    requalifying.object_to_kind(db.session, case, leg, by=holder(case.id), now=clock.now(), reason=form.reason.data or "")


def _rate(case: Case, leg: Leg | None, form: forms.RateForm, _files: tuple[int, ...]) -> str | None:
    assert leg is not None
    rating = Rating(form.rating.data)
    closing.rate(db.session, case, leg, by=holder(case.id), now=clock.now(), rating=rating, remark=form.remark.data or "")
    return "reopen" if rating is Rating.NOT_SATISFIED else None


def _reopen(case: Case, leg: Leg | None, form: forms.ReopenForm, _files: tuple[int, ...]) -> None:
    assert leg is not None
    check_fresh(leg, form.seen)
    closing.reopen(db.session, case, leg, by=holder(case.id), now=clock.now(), reason=form.reason.data or "")


def _appeal(case: Case, leg: Leg | None, form: forms.AppealForm, _files: tuple[int, ...]) -> None:
    assert leg is not None
    check_fresh(leg, form.seen)
    closing.record_appeal(db.session, case, leg, by=holder(case.id), now=clock.now(), to=form.route.value)


def _close(case: Case, leg: Leg | None, form: forms.CloseForm, _files: tuple[int, ...]) -> None:
    check_fresh(leg or case, form.seen)
    closing.close(db.session, case, by=holder(case.id), now=clock.now())


def _withdraw(case: Case, leg: Leg | None, form: forms.WithdrawForm, _files: tuple[int, ...]) -> str | None:
    check_fresh(leg or case, form.seen)
    closing.ask_to_withdraw(db.session, case, by=holder(case.id), now=clock.now())
    return "withdraw_call" if reach_of(db.session, case) is Reach.NOT_AT_ALL else None


PAGES: dict[str, ActPage] = {
    "reply": ActPage(
        forms.ReplyForm, _reply, N_("The body reads what you write and the files you add."), N_("Send the reply")
    ),
    "agree": ActPage(
        forms.AgreeForm, _agree, N_("Only what you agree to, or what a paper proves, ends the body's duty."), N_("Write it down")
    ),
    "payment": ActPage(
        forms.FeeForm, _fee,
        N_("No money passes through this service. The date for the answer stays, whatever you say."), N_("Write it down"),
    ),
    "object": ActPage(
        forms.ObjectForm, _object,
        N_("Then the kind that you chose holds, with its own dates, until the centre decides."), N_("I object"),
    ),
    "rate": ActPage(
        forms.RateForm, _rate, N_("The body and the centre read this; it is not public."), N_("Write it down")
    ),
    "reopen": ActPage(
        forms.ReopenForm, _reopen,
        N_("The body reads your words and answers again. The day of the first answer stays."), N_("Ask again"),
    ),
    "answered": ActPage(
        forms.AnsweredForm, _answered,
        N_("Write this down only if the answer really came: it ends the body's duty."), N_("Write it down"),
    ),
    "appeal": ActPage(
        forms.AppealForm, _appeal, N_("We write down that you did, and today's date. It is not public."), N_("Write it down")
    ),
    "close": ActPage(
        forms.CloseForm, _close,
        N_("Nothing more is expected. Where there was no answer, the letter stays counted as not answered."),
        N_("Close the letter"), "danger",
    ),
    "withdraw": ActPage(
        forms.WithdrawForm, _withdraw,
        N_(
            "You take back what you asked, and the body need not answer any more. To be sure that it is you, we ask once "
            "more. Nobody may press you to do this."
        ),
        N_("I want to withdraw"), "danger",
    ),
}  # fmt: skip
HIDDEN = {
    "reply": N_(
        "The centre is the sender, and the body does not know of you. So the centre reads your reply and your files first, and "
        "passes them on in its own name. All the same, write nothing that shows who you are."
    ),
    **dict.fromkeys(
        ("reopen", "object", "payment", "answered"),
        N_(
            "The body does not know of you, and it reads this. Write neither your name nor your address, nor anything that shows "
            "who you are; no such photo either."
        ),
    ),
}
"""Said to a person behind the centre before he writes."""
WITHDRAWING = {
    Reach.MAIL: N_("After the button we send a link to your e-mail. Open it and press the button there."),
    Reach.TELEPHONE: N_("After the button the centre calls the number that you left with the letter."),
    Reach.NOT_AT_ALL: N_(
        "You left neither a telephone number nor an e-mail, so nobody can ask you. Call or visit the centre and say your number "
        "and secret code: it withdraws the letter at once. With the button below the centre knows that you will come."
    ),
}
"""How a wish to withdraw is confirmed: said before the button is pressed."""
DELIVERED_LEAD = N_(
    "The days of the body count from the day on which it has the letter. With a stamp or a postal receipt this is proven."
)


def _limit() -> str:
    return f"acts:{(request.view_args or {}).get('number', '')}"


@bp.get("/my/<number>/<any(reply,agree,payment,object,rate,reopen,answered,appeal,close,withdraw,delivered):name>")
@access(Audience.CITIZEN)
def act(number: str, name: str) -> ResponseReturnValue:
    case = held_case(number)
    leg = case.current_leg
    if not offered(name, case, leg, clock.today()):
        return redirect(url_for("public.my", number=case.number), 303)
    version = (leg or case).version
    form = _form(name, case, formdata=None, data={"version": str(version)})
    return page(name, case, form)


@bp.post("/my/<number>/<any(reply,agree,payment,object,rate,reopen,answered,appeal,close,withdraw):name>")
@access(Audience.CITIZEN)
@limiter.limit("60 per hour", key_func=_limit)
def act_do(number: str, name: str) -> ResponseReturnValue:
    """Check, take the files in outside any transaction, do it, and lead back to the letter."""
    case = held_case(number)
    form = _form(name, case)
    if not form.validate_on_submit():
        return make_response(page(name, case, form), 200 if language_switch_asked() else 422)
    kept = _take(form)
    case = held_case(number)
    if form.errors:
        return _again(name, case, form, kept)
    return _do(name, case, form, kept)


def _do(name: str, case: Case, form: forms.ActForm, kept: Sequence[Kept]) -> Response:
    try:
        files = tuple(add_row(db.session, one, clock.now()).id for one in kept)
        after = PAGES[name].do(case, case.current_leg, form, files)
    except CaseError as error:
        db.session.rollback()
        form.refuse(error.field if error.field in form else next(iter(form)).name, problem_words(error))
        return _again(name, held_case(case.number), form, kept)
    except Exception:
        _discard(kept)
        raise
    if after in PAGES:
        return done(url_for("public.act", number=case.number, name=after))
    return done(url_for("public.my", number=case.number, done=after or name))


def _again(name: str, case: Case, form: forms.ActForm, kept: Sequence[Kept]) -> Response:
    _discard(kept)
    return make_response(page(name, case, form), 422)


def _discard(kept: Sequence[Kept]) -> None:
    for one in kept:
        storage.discard(one.key)


def _form(name: str, case: Case, **values: Any) -> forms.ActForm:
    form = (forms.DeliveredForm if name == "delivered" else PAGES[name].form)(**values)
    return form.of_kind(Kind(case.kind)) if isinstance(form, forms.AnsweredForm) else form


def page(name: str, case: Case, form: forms.ActForm) -> str:
    """The page of one act."""
    noindex()
    about = PAGES.get(name)
    return render_template(
        "public/act.html", name=name, case_number=case.number, form=form, title=t(OFFERS[name].title),
        lead_words=t(about.lead if about else DELIVERED_LEAD), button=t(about.button) if about else t("Write it down"),
        tone=about.tone if about else "main", claim=_claim(case) if name == "agree" else "",
        law=law_on_fees(case.kind) if name == "payment" else (), **_how_to_withdraw(name, case),
        hidden=t(HIDDEN[name]) if name in HIDDEN and case.sender == Sender.CENTRE else "",
        action=url_for("public.act", number=case.number, name=name),
    )  # fmt: skip


def _how_to_withdraw(name: str, case: Case) -> dict[str, Any]:
    """What the writer has to do after the button, with the way to the centre where he has to go himself."""
    if name != "withdraw":
        return {"how": "", "centre_line": ""}
    reach = reach_of(db.session, case)
    centre = db.session.get_one(Centre, case.centre_id) if reach is Reach.NOT_AT_ALL else None
    line = ", ".join(part for part in (display_name(centre), centre.phone, centre.address) if part) if centre else ""
    return {"how": t(WITHDRAWING[reach]), "centre_line": line}


def _claim(case: Case) -> str:
    """The answer that is said to have come, as the other side wrote it."""
    found = case_page(db.session, case.number, holder(case.id), clock.today())
    texts = [text.body for text in found.messages if text.kind is MessageKind.OUTSIDE_ANSWER] if found else []
    return texts[-1] if texts else ""


def _take(form: forms.ActForm) -> list[Kept]:
    """Files of the form, put away; what was refused is said beside the field."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    db.session.rollback()
    kept: list[Kept] = []
    for file in sent[:FILES_AT_MOST]:
        try:
            kept.append(take_in(file.filename or "", file.read()))
        except FileError as error:
            form.refuse("files", file_words.explain(error))
    if len(sent) > FILES_AT_MOST:
        form.refuse("files", t("No more than %(limit)s files at once.", limit=FILES_AT_MOST))
    return kept


@bp.post("/my/<number>/delivered")
@access(Audience.CITIZEN)
@limiter.limit("60 per hour", key_func=_limit)
def act_delivered(number: str) -> ResponseReturnValue:
    """The same form as on the receipt, here with the key of the letter."""
    case = held_case(number)
    form = forms.DeliveredForm()
    photo = delivery_form.take_photo(form)
    case = held_case(number)
    if not form.validate_on_submit():
        return _again("delivered", case, form, [photo] if photo else [])
    leg = case.current_leg
    if leg is None or not offered("delivered", case, leg, clock.today()):
        return redirect(url_for("public.my", number=case.number), 303)
    check_fresh(leg, form.seen)
    if not delivery_form.record(form, case, leg, photo):
        return _again("delivered", held_case(number), form, [photo] if photo else [])
    return done(url_for("public.my", number=case.number, done="delivered"))
