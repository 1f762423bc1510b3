"""The steps of the letter in their order, and which of them still lacks something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.i18n import N_, t
from tracker.web.public.filing_forms import PlaceForm, SenderForm, StepForm, ToForm, WriteForm


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    endpoint: str
    title: str
    needs: tuple[str, ...]


STEPS = (
    Step("public.write", N_("Your letter"), ("kind", "subject", "body")),
    Step("public.place", N_("Place"), ("territory",)),
    Step("public.to", N_("To whom"), ("authority",)),
    Step("public.sender", N_("Who is writing"), ("sender",)),
    Step("public.files", N_("Photos and files"), ()),
    Step("public.check", N_("Check and send"), ()),
)


def titles() -> list[str]:
    """The names of the steps, in the reader's language."""
    return [t(step.title) for step in STEPS]


def place_of(endpoint: str) -> int:
    """Which step this is, counted from 1."""
    return 1 + [step.endpoint for step in STEPS].index(endpoint)


def missing_before(endpoint: str, data: Mapping[str, Any]) -> str | None:
    """The first earlier step that was not even begun; a cheap look at what is there."""
    for step in STEPS[: place_of(endpoint) - 1]:
        if not all(data.get(name) for name in step.needs):
            return step.endpoint
    return None


def stored_forms(data: Mapping[str, Any]) -> dict[str, StepForm]:
    """Every step as the draft holds it."""
    sender = SenderForm(formdata=None, data=dict(data), kind=str(data.get("kind", "")))
    return {
        "public.write": WriteForm.of(data), "public.place": PlaceForm.of(data), "public.to": ToForm.of(data),
        "public.sender": sender,
    }  # fmt: skip


def first_wrong(data: Mapping[str, Any]) -> str | None:
    """The first step that would not pass: asked before the preview and again before sending."""
    return next((endpoint for endpoint, form in stored_forms(data).items() if not form.validate()), None)
