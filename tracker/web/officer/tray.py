"""Everything that this body owes, by the day of its next duty, with the reason. And what it is done with."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.cases import labels
from tracker.cases.acts import Act
from tracker.cases.duties_of import DutyCode
from tracker.cases.kinds import LegState
from tracker.cases.views.inside import CaseLine
from tracker.cases.views.settled import SettledRow, found, settled
from tracker.cases.views.signing import ToSign, to_sign
from tracker.cases.views.tray import Show, Tray, TrayRow, Urgency
from tracker.cases.views.tray import tray as tray_of
from tracker.i18n import N_, long_date, t
from tracker.people.actor import Actor, ActorKind
from tracker.store import db
from tracker.web.desk.words import answer_date, duty_words, late_by
from tracker.web.officer.blueprint import bp
from tracker.web.officer.forms import FindForm
from tracker.web.shared.access import Audience, access
from tracker.web.shared.case_shown import capital
from tracker.web.shared.forms import clean
from tracker.web.shared.paging import with_query
from tracker.web.shared.signed_in import current_actor

ROWS = 30
TONES = {Urgency.LATE: "late", Urgency.TODAY: "wait", Urgency.SOON: "wait", Urgency.CALM: "calm"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row: which letter, what to do, how pressing, who has it."""

    url: str
    title: str
    reason: str
    pills: tuple[tuple[str, str], ...]
    facts: str


@bp.get("")
@access(Audience.OFFICER)
def tray() -> ResponseReturnValue:
    """The tray, or the letter whose number was typed."""
    actor, typed = current_actor(), (clean(request.args.get("number", "")) or "")[:80]
    if typed:
        return _find(actor, typed)
    show = _show(actor, request.args.get("show", ""))
    base = url_for("officer.case", number="0")[:-1]
    found_rows = tray_of(db.session, actor, clock.today(), request.args.get("after"), ROWS, show)
    return render_template(
        "officer/tray.html", tabs=_tabs(actor, show, found_rows), counts=_counts(found_rows), show=show.value,
        rows=[_waiting(row, actor, base) for row in found_rows.page.rows], find=FindForm(formdata=None),
        to_sign=[_to_sign(row) for row in to_sign(db.session, actor)],
        next_url=with_query(after=found_rows.page.after) if found_rows.page.after else "",
        first_url=with_query(after="") if request.args.get("after") else "",
    )  # fmt: skip


SIGNS = {
    Act.ANSWER.value: N_("Sign the answer, or send it back. It waits since %(on)s."),
    Act.REFUSE.value: N_("Sign the refusal, or send it back. It waits since %(on)s."),
    Act.CORRECT_ANSWER.value: N_("Sign the correction, or send it back. It waits since %(on)s."),
}


def _to_sign(row: ToSign) -> Waiting:
    due = t("Answer due by %(on)s", on=long_date(row.due_on)) if row.due_on and row.act != Act.CORRECT_ANSWER else ""
    return Waiting(
        url_for("officer.sign", number=row.case.number), t("To sign: %(subject)s", subject=subject(row.case)),
        t(SIGNS[row.act], on=long_date(row.asked_on)),
        ((t("restricted"), "off"),) if row.case.restricted else (),
        " · ".join(part for part in (due, f"№ {row.case.number}", row.case.place) if part),
    )  # fmt: skip


def _show(actor: Actor, asked: str) -> Show:
    show = Show(asked) if asked in set(Show) else Show.ALL
    return Show.ALL if show is Show.UNIT and actor.unit_id is None else show


def _tabs(actor: Actor, show: Show, found_rows: Tray) -> list[dict[str, object]]:
    tabs = [(Show.ALL, t("All"), str(found_rows.owed)), (Show.MINE, t("Mine"), None)]
    if actor.unit_id is not None and actor.kind is ActorKind.HEAD:
        tabs.append((Show.UNIT, t("My unit"), None))
    tabs.append((Show.UNCLAIMED, t("Nobody has taken it"), str(found_rows.unclaimed)))
    return [
        {"text": text, "url": url_for("officer.tray", show=one.value if one is not Show.ALL else None), "count": count,
         "current": one is show}
        for one, text, count in tabs
    ]  # fmt: skip


def _counts(found_rows: Tray) -> list[tuple[str, str, bool]]:
    """(figure, what it counts, late)."""
    return [
        (str(found_rows.late), t("late"), bool(found_rows.late.value)),
        (str(found_rows.today), t("to be answered today"), False),
        (str(found_rows.unclaimed), t("taken by nobody"), False),
    ]


def _waiting(row: TrayRow, actor: Actor, base: str) -> Waiting:
    today = clock.today()
    late = late_by(row.leg.lateness, row.leg.working_days_late)
    return Waiting(
        base + row.case.number,
        subject(row.case),
        duty_words(row.duty, row.leg.lateness, today),
        tuple(_pills(row, late)),
        " · ".join(part for part in _facts(row, actor) if part),
    )


def subject(case: CaseLine) -> str:
    """What the letter is about; of a restricted one only its kind and topic, the rest is read on its page."""
    if case.subject:
        return case.subject
    kind = t(labels.KINDS[case.kind])
    return t("%(kind)s: %(topic)s", kind=kind, topic=case.topic) if case.topic else kind


def _pills(row: TrayRow, late: str) -> list[tuple[str, str]]:
    pills = []
    if late:
        pills.append((late, "late"))
    elif row.urgency is Urgency.LATE:
        pills.append((t("not registered in time"), "late"))
    elif row.duty.code is DutyCode.REGISTER_TARGET:
        pills.append((t("not registered yet"), "wait"))
    elif row.urgency is Urgency.TODAY:
        pills.append((t("today"), "wait"))
    elif row.urgency is Urgency.SOON:
        pills.append((t("soon"), "wait"))
    if row.case.urgent:
        pills.append((t("urgent"), "late"))
    if row.case.restricted:
        pills.append((t("restricted"), "off"))
    return pills


def _facts(row: TrayRow, actor: Actor) -> list[str]:
    if row.mine:
        who = t("with you")
    elif row.leg.post_id is not None:
        who = t("taken by a colleague")
    else:
        who = t("nobody has taken it") if row.unclaimed else ""
    unit = row.unit if actor.unit_id is None else ""
    due = answer_date(row.duty, row.leg.lateness)
    return [due, f"№ {row.case.number}", row.leg.incoming_number, row.case.place, unit, who]


@bp.get("/done")
@access(Audience.OFFICER)
def done() -> ResponseReturnValue:
    """Letters on which this body owes nothing more."""
    page = settled(db.session, current_actor(), request.args.get("after"), ROWS)
    return _settled_page(page.rows, with_query(after=page.after) if page.after else "")


def _find(actor: Actor, typed: str) -> ResponseReturnValue:
    rows = found(db.session, actor, typed)
    if len(rows) == 1:
        return redirect(url_for("officer.case", number=rows[0].case.number), 303)
    return _settled_page(rows, "", typed)


def _settled_page(rows: object, next_url: str, typed: str = "") -> str:
    assert isinstance(rows, tuple)
    base = url_for("officer.case", number="0")[:-1]
    return render_template(
        "officer/done.html", rows=[_settled(row, base) for row in rows], next_url=next_url, typed=typed,
        find=FindForm(formdata=None, data={"number": typed}),
        first_url=with_query(after="") if request.args.get("after") else "",
    )  # fmt: skip


def _settled(row: SettledRow, base: str) -> Waiting:
    numbers = [f"№ {row.case.number}", row.incoming_number, row.outgoing_number, row.case.place]
    return Waiting(
        base + row.case.number, subject(row.case), _result(row), (), " · ".join(number for number in numbers if number)
    )


def _result(row: SettledRow) -> str:
    passed = row.state is LegState.TRANSFERRED
    words = capital(t(labels.OUTCOMES[row.outcome]) if row.outcome and not passed else t(labels.LEG_STATES[row.state]))
    return t("%(what)s, %(on)s", what=words, on=long_date(row.ended_on)) if row.ended_on else words
