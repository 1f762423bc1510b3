"""Rows of a timeline as sentences in the reader's language.

Names of bodies, units and centres come in as dictionaries; a person is never named. A value that this audience may not
have is simply absent, and the sentence is the shorter one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.cases import labels
from tracker.cases.events import EventType as E
from tracker.cases.kinds import Channel, Kind, Outcome, Proof, Rating
from tracker.cases.timeline import TimelineRow
from tracker.cases.timeline_words_acts import SAYINGS, with_dates
from tracker.cases.timeline_words_acts import day as _day
from tracker.i18n import ngettext, t
from tracker.lawbook.grounds import shipped_words
from tracker.people.actor import ActorKind


@dataclass(frozen=True, slots=True)
class NamesById:
    """Names in the reader's language. `grounds`: what those say that were added here."""

    authorities: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    centres: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[int, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)

    def authority(self, authority_id: Any) -> str:
        return self.authorities.get(authority_id, "")

    def unit(self, unit_id: Any) -> str:
        return self.units.get(unit_id, "")

    def ground(self, code: str) -> str:
        """A coded reason, of the law or of the service."""
        if code in labels.SERVICE_REASONS:
            return t(labels.SERVICE_REASONS[code])
        return self.grounds.get(code) or shipped_words(code)


def sentence(row: TimelineRow, names: NamesById) -> str:
    """What happened, in one sentence."""
    return SENTENCES[row.code](row, names)


def who_words(row: TimelineRow, names: NamesById) -> str:
    """Who did it: the body or the centre by name, with the post where it is known; else the role."""
    who = row.who
    name = names.authority(who.authority_id) if who.authority_id else names.centres.get(who.centre_id or "", "")
    post = names.posts.get(who.post_id, "") if who.post_id else ""
    if name and post:
        return t("%(name)s, %(post)s", name=name, post=post)
    return name or t(labels.ACTORS[who.kind])


def _filed(row: TimelineRow, names: NamesById) -> str:
    kind, channel = row.values.get("kind"), row.values.get("channel")
    if not kind or not channel:
        return t("Filed.")
    return t(
        "Filed: %(kind)s, %(channel)s.", kind=t(labels.KINDS[Kind(kind)]), channel=t(labels.CHANNELS[Channel(channel)])
    )


def _reviewed(row: TimelineRow, names: NamesById) -> str:
    """Where nobody looked, it does not say that somebody did."""
    if row.who.kind is ActorKind.DUTY:
        return t("It went on at once when the contact was confirmed.")
    return t(labels.EVENTS[row.code])


def _routed(row: TimelineRow, names: NamesById) -> str:
    body = names.authority(row.values.get("authority_id"))
    return t("The body was chosen: %(body)s.", body=body) if body else t("The body was chosen.")


def _dispatched(row: TimelineRow, names: NamesById) -> str:
    body, means = names.authority(row.values.get("authority_id")), row.values.get("means")
    how = t(labels.MEANS[means]) if means in labels.MEANS else ""
    if body and how:
        return t("The letter was sent to the body %(how)s: %(body)s.", how=how, body=body)
    return t("The letter was sent to the body.")


def _received(row: TimelineRow, names: NamesById) -> str:
    on, proof = _day(row, "received_on"), row.values.get("proof")
    if not on or not proof:
        return t("The body has the letter.")
    return t(
        "The body has the letter since %(on)s. How we know: %(proof)s.", on=on, proof=t(labels.PROOFS[Proof(proof)])
    )


def _receipt_asserted(row: TimelineRow, names: NamesById) -> str:
    return t(
        "The applicant says that the body has the letter since %(on)s. There is no proof yet.",
        on=_day(row, "received_on"),
    )


def _receipt_withdrawn(row: TimelineRow, names: NamesById) -> str:
    return t("The letter came back: the body does not have it. The receipt is taken back.")


def _registered(row: TimelineRow, names: NamesById) -> str:
    on, number = _day(row, "registered_on"), row.values.get("incoming_number")
    if not on or not number:
        return t("The body registered the letter.")
    return t("The body registered the letter on %(on)s under its number %(number)s.", on=on, number=number)


def _assigned(row: TimelineRow, names: NamesById) -> str:
    unit = names.unit(row.values.get("unit_id"))
    return t("Handed to a unit: %(unit)s.", unit=unit) if unit else t("Handed to a unit.")


def _claimed(row: TimelineRow, names: NamesById) -> str:
    unit = names.unit(row.values.get("unit_id"))
    return t("Taken into work: %(unit)s.", unit=unit) if unit else t("Taken into work.")


def _extended(row: TimelineRow, names: NamesById) -> str:
    values = {
        "from_on": _day(row, "from_on"),
        "to_on": _day(row, "to_on"),
        "ground": names.ground(row.values.get("ground", "")),
    }
    if not values["to_on"] or not values["from_on"]:
        return t("The body took more time.")
    if row.values.get("in_time") is False:
        return t(
            "The body took more time after its date of %(from_on)s had passed; that does not undo the delay. Reason: %(ground)s.",
            **values,
        )
    said = t("The body took more time: until %(to_on)s instead of %(from_on)s. Reason: %(ground)s.", **values)
    return f"{said} {t(labels.PAST_LIMIT)}" if row.values.get("breaks_convention") else said


def _transferred(row: TimelineRow, names: NamesById) -> str:
    to = names.authority(row.values.get("to_authority_id"))
    if not to:
        return with_dates(row, t("Passed on to another body. The case stays open."))
    ground = names.ground(row.values.get("ground", ""))
    said = t("Passed on; now it is owed by: %(body)s. Reason: %(ground)s. The case stays open.", body=to, ground=ground)
    return with_dates(row, said)


def _answered(row: TimelineRow, names: NamesById) -> str:
    outcome = row.values.get("outcome")
    said = t(labels.OUTCOMES[Outcome(outcome)]) if outcome else t(labels.EVENTS[E.ANSWERED])
    whole = _answered_by_number(row, said)
    grounds = [names.ground(code) for code in row.values.get("grounds") or ()]
    if not grounds:
        return whole
    return t("%(answered)s Left out on these grounds: %(grounds)s.", answered=whole, grounds="; ".join(grounds))


def _answered_by_number(row: TimelineRow, said: str) -> str:
    number, on = row.values.get("outgoing_number"), _day(row, "outgoing_on")
    if number and on:
        return t("The body answered: %(said)s. Its number %(number)s of %(on)s.", said=said, number=number, on=on)
    if number:
        return t("The body answered: %(said)s. Its number %(number)s.", said=said, number=number)
    return t("The body answered: %(said)s.", said=said)


def _refused(row: TimelineRow, names: NamesById) -> str:
    grounds = [names.ground(code) for code in row.values.get("grounds") or ()]
    if not grounds:
        return t("The body refused.")
    return t("The body refused. Reasons it gave: %(grounds)s.", grounds="; ".join(grounds))


def _outside_claimed(row: TimelineRow, names: NamesById) -> str:
    on = _day(row, "answered_on")
    if row.who.kind is ActorKind.SECRET_HOLDER:
        return t("The applicant says that an answer came another way on %(on)s.", on=on)
    return t("It is said that an answer was given another way on %(on)s.", on=on)


def _outside_agreed(row: TimelineRow, names: NamesById) -> str:
    outcome = row.values.get("outcome")
    said = t(labels.OUTCOMES[Outcome(outcome)]) if outcome else ""
    return t("An answer came another way on %(on)s: %(said)s.", on=_day(row, "answered_on"), said=said)


def _reminded(row: TimelineRow, names: NamesById) -> str:
    reason = row.values.get("reason")
    if reason in labels.REMINDERS:
        return t(labels.REMINDERS[reason])
    return t("The body was reminded.")


def _rated(row: TimelineRow, names: NamesById) -> str:
    rating = row.values.get("rating")
    return (
        t("The applicant on the answer: %(rating)s.", rating=t(labels.RATINGS[Rating(rating)]))
        if rating
        else t("The answer was rated.")
    )


def _kept_back(row: TimelineRow, names: NamesById) -> str:
    if row.values.get("reasons"):
        reasons = "; ".join(names.ground(one) for one in row.values["reasons"])
        return t("A file is kept back from the public: %(reason)s.", reason=reasons)
    reason = row.values.get("reason")
    return (
        t("The answer is kept back from the public: %(reason)s.", reason=names.ground(reason))
        if reason
        else t("Kept back from the public.")
    )


def _published(row: TimelineRow, names: NamesById) -> str:
    if row.count > 1:
        return ngettext(
            "%(num)s text or file was released to the public.",
            "%(num)s texts or files were released to the public.",
            row.count,
        )
    return t("A text was released to the public.")


def _urgent(row: TimelineRow, names: NamesById) -> str:
    return t("Marked as urgent.") if row.values.get("urgent", True) else t("No longer marked as urgent.")


def _closed(row: TimelineRow, names: NamesById) -> str:
    outcome = row.values.get("outcome")
    return t("Closed. Result: %(said)s.", said=t(labels.OUTCOMES[Outcome(outcome)])) if outcome else t("Closed.")


def _succeeded(row: TimelineRow, names: NamesById) -> str:
    to = names.authority(row.values.get("to_authority_id"))
    return (
        t("The body was replaced; now it is owed by: %(body)s.", body=to)
        if to
        else t("The body was replaced by its successor.")
    )


def _of_row(say: Callable[[TimelineRow], str]) -> Callable[[TimelineRow, NamesById], str]:
    """A sentence in which no body, unit or centre is named."""
    return lambda row, names: say(row)


def _mail_received(row: TimelineRow, names: NamesById) -> str:
    return t("An e-mail of the body came. It counts as nothing before somebody has read it.")


def _mail_read(row: TimelineRow, names: NamesById) -> str:
    meaning = row.values.get("meaning", "")
    if meaning not in labels.MEANINGS:
        return t(labels.EVENTS[row.code])
    return t("The e-mail of the body was read: %(meaning)s.", meaning=t(labels.MEANINGS[meaning]))


def _plain(row: TimelineRow, names: NamesById) -> str:
    """The name of the event is the whole of what there is to say."""
    return t(labels.EVENTS[row.code])


SENTENCES: dict[E, Callable[[TimelineRow, NamesById], str]] = {
    **dict.fromkeys(E, _plain),
    E.FILED: _filed,
    E.FILED_ON_BEHALF: _filed,
    E.REVIEWED: _reviewed,
    E.ROUTED: _routed,
    E.DISPATCHED: _dispatched,
    E.RECEIVED: _received,
    E.RECEIPT_ASSERTED: _receipt_asserted,
    E.RECEIPT_WITHDRAWN: _receipt_withdrawn,
    E.REGISTERED: _registered,
    E.ASSIGNED: _assigned,
    E.CLAIMED: _claimed,
    E.EXTENDED: _extended,
    E.TRANSFERRED: _transferred,
    E.ANSWERED: _answered,
    E.REFUSED: _refused,
    E.OUTSIDE_ANSWER_CLAIMED: _outside_claimed,
    E.OUTSIDE_ANSWER_AGREED: _outside_agreed,
    E.REMINDED: _reminded,
    E.RATED: _rated,
    E.KEPT_BACK: _kept_back,
    E.MAIL_RECEIVED: _mail_received,
    E.MAIL_READ: _mail_read,
    E.PUBLISHED: _published,
    E.MARKED_URGENT: _urgent,
    E.CLOSED: _closed,
    E.BODY_SUCCEEDED: _succeeded,
    **{code: _of_row(say) for code, say in SAYINGS.items()},
}
