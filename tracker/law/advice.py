"""What a refusal means for the person who got it: its grounds one by one, and whether anybody checked its form.

A refusal given through the service was checked before it left (`grounds.check_refusal`); one that came past it was not.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tracker.law.codes import Use
from tracker.law.regimes import Ground, Regime


class FormCheck(StrEnum):
    """What is known of the form of a refusal."""

    CHECKED = "checked"  # a coded ground, with all that it asks for
    TYPED = "typed"  # the body named an article of its own
    NOT_CHECKED = "not_checked"  # it came past the service


def named_grounds(regime: Regime, codes: Sequence[str]) -> tuple[Ground, ...]:
    """The grounds that a refusal names, as the regime of the case knows them; a code it does not know says nothing.

    Also those that are no ground any more: the refusal named them while they were.
    """
    known = {ground.code: ground for ground in regime.grounds if ground.use is Use.REFUSAL}
    return tuple(known[code] for code in dict.fromkeys(codes) if code in known)


def form_check(codes: Sequence[str], through_service: bool) -> FormCheck:
    """Whether the form was complete."""
    if not through_service:
        return FormCheck.NOT_CHECKED
    return FormCheck.CHECKED if codes else FormCheck.TYPED
