"""The blueprint of those who answer: officers and heads of bodies."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.people.actor import ActorKind
from tracker.web.shared.language import blueprint
from tracker.web.shared.shell import navigation
from tracker.web.shared.signed_in import set_home

bp = blueprint("officer", __name__, "/officer")

navigation(
    "officer",
    ("officer.tray", N_("What we owe")),
    ("officer.done", N_("Answered and passed on")),
    ("officer.people", N_("People")),
)
set_home(ActorKind.OFFICER, "officer.tray")
set_home(ActorKind.HEAD, "officer.tray")
