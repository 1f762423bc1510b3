"""The words for roles."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.people.actor import ActorKind

ROLES = {
    ActorKind.OFFICER: N_("officer"),
    ActorKind.HEAD: N_("head"),
    ActorKind.STAFF: N_("centre staff"),
    ActorKind.LAWYER: N_("lawyer"),
    ActorKind.COORDINATOR: N_("coordinator"),
    ActorKind.ADMINISTRATOR: N_("administrator"),
}
