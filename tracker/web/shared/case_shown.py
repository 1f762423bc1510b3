"""A case in words, for the macros of "shared/case_parts.html": its state, its dates, what happened, its files.

Takes what `tracker.cases.views.case_page` already cut for the reader, and decides nothing about who may see what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.cases import labels
from tracker.cases.disclosure import Audience, MessageKind
from tracker.cases.events import EventType as E
from tracker.cases.kinds import CaseState, LegState, Outcome, Release
from tracker.cases.lateness import Lateness, Standing
from tracker.cases.said_words import text_words
from tracker.cases.timeline import TimelineRow
from tracker.cases.timeline_words import sentence, who_words
from tracker.cases.views.case_parts import CasePage, ClockView, FileView, LegView, MessageView
from tracker.files.labels import megabytes
from tracker.i18n import long_date, ngettext, short_date, short_instant, t
from tracker.law.codes import Status
from tracker.law.deadlines import Due, Outer
from tracker.law.reasons import ReasonCode
from tracker.law.regimes import Regime
from tracker.lawbook import words
from tracker.web.shared.case_follows import after_answer_date, after_registration_date

UNSAID = frozenset({Standing.NOT_DELIVERED, Standing.ENDED, Standing.ANSWERED_IN_TIME})
"""Standings that the state itself says already."""

STANDING_TONES = {
    Standing.NOT_DELIVERED: "wait", Standing.NO_DATE: "off", Standing.IN_TIME: "calm", Standing.DUE_SOON: "wait",
    Standing.DUE_TODAY: "wait", Standing.LATE: "late", Standing.LATE_CHECKING: "late",
    Standing.LATE_IN_TRANSFER: "late", Standing.ANSWERED_IN_TIME: "calm", Standing.ANSWERED_LATE: "late",
    Standing.ANSWERED_LATE_CHECKING: "late", Standing.ENDED: "off",
}  # fmt: skip
STATE_TONES = {
    CaseState.WAITING_FIRST_LOOK: "wait", CaseState.NOT_ACCEPTED: "off", CaseState.DECLINED: "wait", CaseState.TO_ROUTE: "wait",
    CaseState.TO_DELIVER: "wait", CaseState.DELIVERED: "calm", CaseState.IN_WORK: "calm",
    CaseState.WAITING_APPLICANT: "wait", CaseState.ANSWERED: "calm", CaseState.REFUSED: "off",
    CaseState.WITHDRAWN: "off", CaseState.CLOSED: "off",
}  # fmt: skip
WITH_OUTCOME = frozenset({CaseState.ANSWERED, CaseState.CLOSED})
EVENT_TONES = {
    E.ANSWERED: "good", E.OUTSIDE_ANSWER_AGREED: "good", E.REFUSED: "late", E.DISPATCH_FAILED: "late",
    E.RECEIPT_WITHDRAWN: "late", E.NOT_ACCEPTED: "late", E.DECLINED_AS_SENDER: "wait", E.DATE_ANNOUNCED: "wait",
    E.FEE_ANNOUNCED: "wait",
    E.REQUALIFIED: "wait", E.KIND_OBJECTED: "wait", E.ANSWER_CORRECTED: "good", E.APPROVAL_ASKED: "wait",
    E.EXTENDED: "wait", E.TRANSFERRED: "wait", E.ASKED: "wait",
    E.REMINDED: "wait", E.WITHDRAWN: "off", E.CLOSED: "off", E.NOTED: "off",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateShown:
    """How a case stands, in words. Late is said beside the state, never instead of it."""

    words: str
    outcome: str
    tone: str
    standing: str
    standing_tone: str
    past_convention: str

    @property
    def box_tone(self) -> str:
        return "late" if self.standing_tone == "late" or self.past_convention else self.tone


@dataclass(frozen=True, slots=True)
class DateShown:
    """One date of a case, how it was counted, and what follows if it passes."""

    label: str
    day: str
    iso: str = ""
    sentences: tuple[str, ...] = ()
    mark: str = ""
    tone: str = "calm"
    note: str = ""
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileShown:
    """Without an address it cannot be had here, and `note` says why."""

    name: str
    url: str
    size: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SaidShown:
    """A text that somebody wrote."""

    kind: str
    text: str
    signatory: str = ""
    executor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HappenedShown:
    """A row of the timeline with the texts and files that came with it."""

    when: str
    iso: str
    title: str
    by: str
    tone: str
    said: tuple[SaidShown, ...] = ()
    files: tuple[FileShown, ...] = ()


def capital(text: str) -> str:
    """The words of a code at the beginning of a line."""
    return text[:1].upper() + text[1:]


def state_shown(state: CaseState, outcome: Outcome | None, lateness: Lateness | None) -> StateShown:
    """The state, never more cheerful than its outcome."""
    said = t(labels.OUTCOMES[outcome]) if outcome and state in WITH_OUTCOME else ""
    if said and state is CaseState.ANSWERED:
        head, said = capital(said), ""
    else:
        head = t(labels.CASE_STATES[state])
    standing, tone, past = _standing(lateness)
    return StateShown(head, said, STATE_TONES[state], standing, tone, past)


def _standing(lateness: Lateness | None) -> tuple[str, str, str]:
    if lateness is None:
        return "", "", ""
    past = t(labels.PAST_CONVENTION) if lateness.past_convention else ""
    if lateness.standing in UNSAID:
        return "", "", past
    return t(labels.STANDINGS[lateness.standing]), STANDING_TONES[lateness.standing], past


def late_words(leg: LegView) -> str:
    """By how much; empty where nothing is late."""
    if not leg.lateness.is_late or not leg.working_days_late:
        return ""
    return ngettext("%(num)s working day late.", "%(num)s working days late.", leg.working_days_late)


def reading_words(leg: LegView | None) -> list[str]:
    """That an e-mail of the body is here and counts as nothing yet; empty where there is none."""
    if leg is None or not leg.mail_waits:
        return []
    return [t("An e-mail of the body came and is being read. Until then it counts as nothing, and no date moves.")]


def owes_words(leg: LegView) -> str:
    """Which body owes, and which part of it. Never a person."""
    if leg.unit:
        return t("%(body)s, %(unit)s", body=leg.body, unit=leg.unit)
    return leg.body


def dates_shown(page: CasePage, leg: LegView, law: Sequence[Regime]) -> tuple[DateShown, ...]:
    """The dates of one body's duty in their order; what follows if they pass is said by these laws."""
    rows = [
        _plain(t("Written on"), page.case.filed_on),
        _plain(t("Sent to the body"), leg.dispatched_on, t(labels.MEANS[leg.means]) if leg.means in labels.MEANS else ""),
        _received(leg),
        _registration(leg, after_registration_date(law, page.case.kind, leg)),
        *_answer(page, leg, after_answer_date(law, page.case.kind, leg)),
        _other_kind(leg),
        _plain(t("Announced by the body"), leg.announced_on, t("The body named this day itself. It moves no date.")),
        _answered(leg),
        _in_all(leg),
        _plain(t("Answer corrected on"), leg.corrected_on, t("The day of the first answer stays.")),
    ]
    return tuple(row for row in rows if row is not None)


def _plain(label: str, day: date | None, note: str = "") -> DateShown | None:
    return DateShown(label, long_date(day), day.isoformat(), note=note) if day else None


def _received(leg: LegView) -> DateShown | None:
    if leg.received_on is None:
        waiting = ngettext("%(num)s day since it was written", "%(num)s days since it was written", leg.waiting_days)
        open_leg = leg.state not in {LegState.TRANSFERRED, LegState.CLOSED}
        return DateShown(t("Received by the body"), t("not yet known"), note=waiting) if open_leg else None
    how = t("How we know: %(proof)s.", proof=t(labels.PROOFS[leg.proof])) if leg.proof else ""
    return _plain(t("Received by the body"), leg.received_on, how)


def _registration(leg: LegView, follows: tuple[str, ...]) -> DateShown | None:
    if leg.registered_on:
        number = t("Its number: %(number)s", number=leg.incoming_number) if leg.incoming_number else ""
        return _plain(t("Registered by the body"), leg.registered_on, number)
    clock = clock_of(leg, "registration")
    if clock is None or clock.due_on is None or leg.ended_on:
        return None
    return DateShown(
        t("To be registered by"), long_date(clock.due_on), clock.due_on.isoformat(), sentences(clock.due), follows=follows
    )


def _answer(page: CasePage, leg: LegView, follows: tuple[str, ...]) -> list[DateShown]:
    """The date that counts, the first one beside it where it was moved; or that there is none, and why."""
    holder = _holder(page, leg)
    first, extended = (clock_of(holder, "answer"), clock_of(holder, "extended")) if holder else (None, None)
    if first is None:
        return _asserted(leg) or _unbound(leg)
    if first.due_on is None:
        return [DateShown(t("Answer due by"), t("no date"), "", sentences(first.due), t("not verified"), "off")]
    if extended is None or extended.due_on is None:
        return [_due(t("Answer due by"), first, follows, counts=True)]
    moved = leg.answer_due_on == extended.due_on
    return [
        _due(t("Answer due by, at first"), first, follows, counts=not moved),
        _due(t("With the extra time"), extended, follows, counts=moved),
    ]


def _other_kind(leg: LegView) -> DateShown | None:
    """After a re-qualification the later of the two dates, which does not count."""
    clock = clock_of(leg, "other_kind")
    if clock is None or clock.due_on is None:
        return None
    return DateShown(
        t("By the other kind of letter"), long_date(clock.due_on), clock.due_on.isoformat(), sentences(clock.due),
        note=t("The earlier date counts."), tone="off",
    )  # fmt: skip


def _holder(page: CasePage, leg: LegView) -> LegView | None:
    """The leg whose clock runs: its own; after a transfer the one from which it was carried on."""
    if clock_of(leg, "answer") is not None:
        return leg
    before = _before(page, leg) if leg.answer_due_on is not None else None
    return _holder(page, before) if before else None


def _before(page: CasePage, leg: LegView) -> LegView | None:
    return next((each for each in page.legs if each.id == leg.from_leg_id), None)


def _due(label: str, clock: ClockView, follows: tuple[str, ...], counts: bool) -> DateShown:
    assert clock.due_on is not None
    note = "" if counts else t("This date was moved.") if clock.clock == "answer" else t("This came too late and moves nothing.")
    if counts and isinstance(clock.due, Due) and clock.due.status is not Status.CONFIRMED:
        note = t("This term is being checked by a lawyer.")
    return DateShown(
        label, long_date(clock.due_on), clock.due_on.isoformat(), sentences(clock.due), note=note,
        follows=follows if counts else (),
    )  # fmt: skip


def _asserted(leg: LegView) -> list[DateShown]:
    clock = clock_of(leg, "asserted")
    if clock is None or clock.due_on is None:
        return []
    note = t("Counted from the day you named. Without proof it does not count against the body.")
    return [DateShown(t("Answer due by"), long_date(clock.due_on), clock.due_on.isoformat(), sentences(clock.due), note=note)]


def _unbound(leg: LegView) -> list[DateShown]:
    """Why a letter that the body has makes no date."""
    if leg.is_bound or leg.received_on is None:
        return []
    note = t("We have seen no law that binds this body, so no date is counted.")
    return [DateShown(t("Answer due by"), t("no date"), note=note, tone="off")]


def _answered(leg: LegView) -> DateShown | None:
    if leg.answered_on is None:
        return None
    note = ""
    if leg.outgoing_number and leg.outgoing_on:
        note = t("Its number %(number)s of %(on)s", number=leg.outgoing_number, on=short_date(leg.outgoing_on))
    elif leg.outgoing_number:
        note = t("Its number: %(number)s", number=leg.outgoing_number)
    return _plain(t("Answered on"), leg.answered_on, note)


def _in_all(leg: LegView) -> DateShown | None:
    """The applicant's own clock. Before the receipt is known, it stands beside that."""
    if leg.received_on is None:
        return None
    days = ngettext("%(num)s day", "%(num)s days", leg.waiting_days)
    return DateShown(t("Since the letter was written"), days, note=t("It runs on, also while the letter is passed on."))


def limit_shown(page: CasePage, leg: LegView) -> DateShown | None:
    """The Convention's limit: a second fact, folded. After a transfer it is that of the first body: it never starts again."""
    first = leg
    while (before := _before(page, first)) is not None:
        first = before
    clock = clock_of(first, "convention")
    if clock is None or leg.convention_due_on is None or not isinstance(clock.due, Outer):
        return None
    mark = t(labels.PAST_CONVENTION) if leg.lateness.past_convention else ""
    note = t("It stands beside the date of the law here and replaces nothing.")
    return DateShown(
        t("At the latest"), long_date(clock.due.strict_on), clock.due.strict_on.isoformat(), sentences(clock.due), mark, note=note
    )


def clock_of(leg: LegView, name: str) -> ClockView | None:
    """The newest reckoning of one clock."""
    return next((clock for clock in reversed(leg.clocks) if clock.clock == name), None)


def sentences(due: Due | Outer) -> tuple[str, ...]:
    """How a date was counted. The number of the calendar is for those inside."""
    return tuple(words.sentence(reason) for reason in due.because if reason.code is not ReasonCode.CALENDAR)


def happened(page: CasePage, file_base: str, *, newest_first: bool = True) -> tuple[HappenedShown, ...]:
    """The timeline with its texts and files. `file_base`: the address before the file's id."""
    rows = [_happened(page, row, file_base) for row in page.timeline]
    return tuple(reversed(rows)) if newest_first else tuple(rows)


def _happened(page: CasePage, row: TimelineRow, file_base: str) -> HappenedShown:
    texts = page.texts_of(row)
    inside = page.audience in {Audience.CENTRE, Audience.BODY}
    return HappenedShown(
        when=short_instant(row.at) if row.at and inside else long_date(row.on),
        iso=row.on.isoformat(),
        title=sentence(row, page.names),
        by=who_words(row, page.names),
        tone=EVENT_TONES.get(row.code, ""),
        said=tuple(_said(page, text, row) for text in texts if text.body or text.signatory),
        files=tuple(file for text in texts for file in files_shown(page.files_of(text), file_base, page.audience)),
    )


CORRECTABLE = frozenset({MessageKind.ANSWER, MessageKind.REFUSAL, MessageKind.OUTSIDE_ANSWER, MessageKind.CORRECTION})


def _said(page: CasePage, text: MessageView, row: TimelineRow) -> SaidShown:
    """A text; where the body corrected it afterwards, that stands with it, also beside the public copy."""
    shown = said_shown(text, row, page.audience)
    on = corrected_on(page, text)
    if on is None:
        return shown
    mark = t("The body corrected this on %(on)s. The correction stands with its own day.", on=long_date(on))
    return replace(shown, note=" ".join(part for part in (mark, shown.note) if part))


def corrected_on(page: CasePage, text: MessageView) -> date | None:
    """The day on which the body corrected this answer; None where it did not."""
    if text.kind not in CORRECTABLE:
        return None
    later = (
        row.on for row in page.timeline
        if row.code is E.ANSWER_CORRECTED and row.leg_id == text.leg_id and min(row.event_ids) > (text.event_id or 0)
    )  # fmt: skip
    return next(later, None)


def said_shown(text: MessageView, row: TimelineRow, audience: Audience) -> SaidShown:
    """A text of this row."""
    return SaidShown(
        t(labels.MESSAGES[text.kind]), text_words(text.kind, text.body, row.values), text.signatory, text.executor,
        release_note(text.release, text.kept_reason, audience),
    )  # fmt: skip


def files_shown(files: Iterable[FileView], file_base: str, audience: Audience) -> tuple[FileShown, ...]:
    """Files as links. `file_base`: the address before the file's id."""
    return tuple(
        FileShown(
            file.name, f"{file_base}{file.id}", t("%(size)s MB", size=megabytes(max(file.size, 105_000))),
            release_note(file.release, file.kept_reason, audience),
        )
        for file in files
    )  # fmt: skip


def release_note(release: Release, reason: str | None, audience: Audience) -> str:
    """What the public has of it; told to those who read the original."""
    if release is Release.KEPT and reason:
        return t("Kept back from the public: %(reason)s.", reason=t(labels.SERVICE_REASONS.get(reason, reason)))
    if release is Release.REDACTED:
        return t("The public copy has parts covered.") if audience is not Audience.PUBLIC else t("Parts are covered.")
    return ""


def live_legs(legs: Sequence[LegView]) -> tuple[LegView, ...]:
    """The duties to show: what was passed on is in the timeline; when nothing else is left, the last one."""
    live = tuple(leg for leg in legs if leg.state is not LegState.TRANSFERRED)
    return live or tuple(legs[-1:])
