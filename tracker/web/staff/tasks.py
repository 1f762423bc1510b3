"""What a centre does by hand: the list by kind, and one task with everything at hand to do it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker import clock
from tracker.cases import access_log, labels, tasking
from tracker.cases.kinds import TaskKind
from tracker.cases.models import Case, Party, Task
from tracker.cases.notice_recipients import party_told
from tracker.cases.views import task_counts
from tracker.cases.views import tasks as read_tasks
from tracker.cases.views.tasks import TaskRow
from tracker.directory.models import Authority, Centre
from tracker.directory.names import display_name
from tracker.i18n import long_date, ngettext, t
from tracker.i18n.languages import OWN_NAMES
from tracker.store import db
from tracker.web.shared.access import Audience, access
from tracker.web.shared.answers import done, noindex
from tracker.web.shared.attempts import again, attempt
from tracker.web.shared.paging import with_query
from tracker.web.shared.signed_in import current_actor
from tracker.web.shared.source_notes import source_note
from tracker.web.staff.blueprint import bp
from tracker.web.staff.forms import DeferForm
from tracker.web.staff.words import HE_COMES, TASK_HINTS

CASE_ACTS = {TaskKind.FIRST_LOOK: "look", TaskKind.CONFIRM_WITHDRAWAL: "withdraw", TaskKind.CENTRE_AS_SENDER: "look"}
LEG_ACTS = {
    TaskKind.DELIVER: "deliver",
    TaskKind.AGREE_ANSWER: "agree",
    TaskKind.KIND_OBJECTED: "settle",
    TaskKind.PASS_ON: "pass_on",
}
PLAIN_ACTS = {
    TaskKind.ROUTE: "route",
    TaskKind.RELEASE: "release",
    TaskKind.PUBLICATION: "release",
    TaskKind.CONCERNED_BODY: "route",
}
OF_BODY = frozenset({TaskKind.FIND_CONTACT, TaskKind.CONFIRM_CONTACT, TaskKind.CONFIRM_AGAIN})


@dataclass(frozen=True, slots=True)
class Row:
    """A task in the list. The text of a task is never here: opening the task shows it."""

    title: str
    url: str
    about: str
    when: str
    urgent: bool
    late: bool
    together: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call. `whatsapp`: an address that opens the messenger with the text."""

    name: str
    phone: str = ""
    address: str = ""
    language: str = ""
    whatsapp: str = ""
    more: tuple[tuple[str, str], ...] = field(default=())


@bp.get("/tasks")
@access(Audience.STAFF)
def tasks() -> ResponseReturnValue:
    noindex()
    centre, today = current_actor().centre_id or "", clock.today()
    typed = request.args.get("kind", "")
    kind = TaskKind(typed) if typed in set(TaskKind) else None
    page = read_tasks(db.session, centre, today, kind, request.args.get("after", "")[:30] or None)
    counts = task_counts(db.session, centre, today)
    tabs = [{"text": t("All"), "url": url_for("staff.tasks"), "current": kind is None, "count": None}]
    tabs += [
        {
            "text": t(labels.TASKS[each]),
            "url": url_for("staff.tasks", kind=each.value),
            "current": each is kind,
            "count": count,
        }
        for each, count in counts.items()
    ]
    return render_template(
        "staff/tasks.html",
        rows=_rows(page.rows),
        tabs=tabs,
        hint=t(TASK_HINTS[kind]) if kind else "",
        next_url=with_query(after=page.after) if page.after else "",
        first_url=with_query(after="") if request.args.get("after") else "",
    )


def _rows(found: Iterable[TaskRow]) -> list[Row]:
    """One row for each call: what one call tells together stands together."""
    calls: dict[tuple[Any, ...], list[TaskRow]] = {}
    for row in found:
        together = row.kind is TaskKind.TELL_BY_PHONE
        key = (row.case.number if row.case else "", row.body_id, row.data.get("to")) if together else (row.id,)
        calls.setdefault(key, []).append(row)
    return [_row(rows[0], len(rows)) for rows in calls.values()]


def _row(row: TaskRow, together: int) -> Row:
    parts = (
        [t("No. %(number)s", number=row.case.number), row.case.subject or row.case.topic, row.case.place]
        if row.case
        else []
    )
    today = clock.today()
    return Row(
        t(labels.TASKS[row.kind]),
        url_for("staff.task", task_id=row.id),
        " · ".join(part for part in [*parts, row.body] if part),
        _when(row),
        row.urgent,
        bool(row.due_on and row.due_on < today),
        ngettext("%(num)s piece of news", "%(num)s pieces of news", together) if together > 1 else "",
    )


def _when(row: TaskRow) -> str:
    if row.due_on is None:
        return t("Since %(day)s", day=long_date(clock.day_of(row.created_at)))
    if row.due_on == clock.today():
        return t("Today")
    return (
        t("Since %(day)s", day=long_date(row.due_on))
        if row.due_on < clock.today()
        else t("By %(day)s", day=long_date(row.due_on))
    )


def _found(task_id: int) -> Task:
    return tasking.task_of_centre(db.session, min(task_id, 2**31 - 1), current_actor()) or abort(404)


@bp.get("/tasks/<int:task_id>")
@access(Audience.STAFF)
def task(task_id: int) -> ResponseReturnValue:
    found = _found(task_id)
    case = db.session.get(Case, found.case_id) if found.case_id else None
    if case is not None and case.restricted:
        access_log.record(case.id, current_actor(), "task", clock.now())
        found, case = _found(task_id), db.session.get(Case, found.case_id)
    return _page(found, case, DeferForm(formdata=None))


def _page(found: Task, case: Case | None, form: DeferForm) -> str:
    noindex()
    kind = TaskKind(found.kind)
    call = tasking.same_call(db.session, found) if found.done_at is None else [found]
    hint = HE_COMES if found.data.get("comes") else TASK_HINTS[kind]
    return render_template(
        "staff/task.html",
        task=found,
        form=form,
        title=t(labels.TASKS[kind]),
        hint=t(hint),
        up_to=call[-1].id,
        text=_text(found, kind, call),
        language=_language(found, case),
        call=_call(found, kind, case, call),
        number=case.number if case else "",
        act_url=_act_url(found, kind, case),
        body=_body(found),
        by_hand=kind in tasking.BY_HAND and found.done_at is None,
        told=kind is TaskKind.TELL_BY_PHONE,
        asks_call=kind is TaskKind.CALL_BACK,
    )


def _text(found: Task, kind: TaskKind, call: Sequence[Task] = ()) -> str:
    if kind is TaskKind.OPENED_BY_OTHER and found.data.get("centre_id"):
        centre = db.session.get(Centre, found.data["centre_id"])
        return t("%(centre)s: %(reason)s", centre=display_name(centre) if centre else "", reason=found.text)
    return _joined([one.text for one in call]) if call else found.text


def _joined(texts: Sequence[str]) -> str:
    """Several pieces of news in one text: the greeting stands once."""
    greeting = texts[0].split("\n", 1)[0]
    rest = [text.removeprefix(greeting).lstrip("\n") for text in texts[1:]]
    return "\n\n".join([texts[0], *rest])


def _language(found: Task, case: Case | None) -> str:
    if found.kind == TaskKind.TELL_BY_PHONE and found.data.get("to") == "body":
        return "ky"
    return case.language if case and found.kind == TaskKind.TELL_BY_PHONE else ""


def _body(found: Task) -> tuple[str, str] | None:
    body = db.session.get(Authority, found.authority_id) if found.authority_id else None
    return (display_name(body), url_for("staff.body", body_id=body.id)) if body else None


def _call(found: Task, kind: TaskKind, case: Case | None, call: Sequence[Task]) -> Call | None:
    if kind is TaskKind.CALL_BACK:
        return _call_asked(found.data)
    if kind not in {TaskKind.TELL_BY_PHONE, TaskKind.CONFIRM_WITHDRAWAL, TaskKind.AGREE_ANSWER} or case is None:
        return None
    if found.data.get("to") == "body":
        body = db.session.get(Authority, found.authority_id) if found.authority_id else None
        return _call_of_body(body) if body else None
    party = (
        db.session.get(Party, found.data.get("party_id"))
        if found.data.get("party_id")
        else party_told(db.session, case)
    )
    return _call_party(party, _text(found, kind, call) if kind is TaskKind.TELL_BY_PHONE else "") if party else None


def _call_of_body(body: Authority) -> Call:
    """The first number can be pressed; what was noted beside it stands below."""
    first = re.match(r"[\d\s()+-]*", body.phone)
    number = first[0].strip(" (-") if first else ""
    more = ((t("Telephone"), source_note(body.phone)),) if number != body.phone else ()
    return Call(display_name(body), number, more=more)


def _call_asked(data: dict[str, Any]) -> Call:
    more = ((t("Place"), str(data.get("place") or "")), (t("When he can talk"), str(data.get("when") or "")))
    phone = str(data.get("phone") or "")
    return Call(
        str(data.get("name") or ""),
        phone,
        language=OWN_NAMES.get(str(data.get("language")), ""),
        whatsapp=_whatsapp(phone, ""),
        more=tuple(row for row in more if row[1]),
    )


def _call_party(party: Party, text: str) -> Call:
    return Call(
        party.name or party.organisation,
        party.phone,
        party.address,
        OWN_NAMES.get(party.language, ""),
        _whatsapp(party.phone, text),
    )


def _whatsapp(phone: str, text: str) -> str:
    """The messenger wants the number with the country: 0555 123 456 is +996 555 123 456."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if len(digits) == 10 and digits.startswith("0"):
        digits = "996" + digits[1:]
    elif len(digits) == 9:
        digits = "996" + digits
    return f"https://wa.me/{digits}?text={quote(text)}" if 11 <= len(digits) <= 15 else ""


def _act_url(found: Task, kind: TaskKind, case: Case | None) -> str:
    """Where the task is done."""
    if kind in OF_BODY and found.authority_id:
        return url_for("staff.body", body_id=found.authority_id)
    if kind is TaskKind.CALL_BACK:
        return url_for("staff.write_down", task=found.id)
    if case is None:
        return ""
    if kind is TaskKind.MAIL_TO_READ and isinstance(found.data.get("mail_id"), int):
        return url_for("staff.mail_one", incoming_id=found.data["mail_id"])
    if kind in CASE_ACTS:
        return url_for("staff.case_act", number=case.number, name=CASE_ACTS[kind])
    leg_id = found.leg_id or case.current_leg_id
    if kind in LEG_ACTS and leg_id:
        return url_for("staff.leg_act", number=case.number, leg_id=leg_id, name=LEG_ACTS[kind])
    return url_for(f"staff.{PLAIN_ACTS.get(kind, 'case')}", number=case.number)


@bp.post("/tasks/<int:task_id>/done")
@access(Audience.STAFF)
def task_done(task_id: int) -> ResponseReturnValue:
    """Told, called, looked into."""
    found, typed = _locked(task_id), request.form.get("up_to", "")
    if found.kind == TaskKind.TELL_BY_PHONE:
        up_to = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else found.id
        tasking.finish_call(db.session, found, up_to, by=current_actor(), now=clock.now())
    else:
        tasking.finish(db.session, found, by=current_actor(), now=clock.now())
    return done(url_for("staff.tasks", kind=found.kind))


@bp.post("/tasks/<int:task_id>")
@access(Audience.STAFF)
def task_defer(task_id: int) -> ResponseReturnValue:
    """Put off until a day."""
    found, form = _locked(task_id), DeferForm()
    case = db.session.get(Case, found.case_id) if found.case_id else None
    if not form.validate_on_submit():
        return again(_page(found, case, form))
    day = form.until_on.data
    assert day is not None
    if day <= clock.today():
        form.refuse("until_on", t("Choose a day after today."))
        return _page(found, case, form), 422
    if not attempt(form, lambda: tasking.defer(db.session, found, by=current_actor(), now=clock.now(), until_on=day)):
        return _page(_found(task_id), case, form), 422
    return done(url_for("staff.tasks", kind=found.kind))


def _locked(task_id: int) -> Task:
    wanted = select(Task).where(Task.id == min(task_id, 2**31 - 1), Task.centre_id == current_actor().centre_id)
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True)) or abort(404)
