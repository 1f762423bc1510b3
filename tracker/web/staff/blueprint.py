"""The blueprints of a centre: its staff, and the coordinator, who reads figures and public rows and no names."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.people.actor import ActorKind
from tracker.web.shared.language import blueprint
from tracker.web.shared.shell import navigation
from tracker.web.shared.signed_in import set_home

bp = blueprint("staff", __name__, "/staff")
coordinator = blueprint("coordinator", __name__, "/coordinator")

navigation(
    "staff",
    ("staff.board", N_("Today")),
    ("staff.tasks", N_("By hand")),
    ("staff.write_down", N_("Write down")),
    ("staff.contacts", N_("Addresses")),
    ("staff.mail_in", N_("E-mail")),
    ("staff.outbox", N_("Letters")),
    ("staff.all_centres", N_("All centres")),
)
navigation(
    "coordinator",
    ("coordinator.coordinator_board", N_("All centres")),
    ("public.register", N_("Public register")),
    ("public.bodies", N_("Public bodies")),
)
set_home(ActorKind.STAFF, "staff.board")
set_home(ActorKind.COORDINATOR, "coordinator.coordinator_board")
