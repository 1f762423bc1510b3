"""The blueprint of administrators, and the small one for names of places, on which staff of a centre work too."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.people.actor import ActorKind
from tracker.web.shared.language import blueprint
from tracker.web.shared.shell import navigation
from tracker.web.shared.signed_in import set_home

bp = blueprint("admin", __name__, "/admin")
names_bp = blueprint("place_names", __name__, "/place-names")

navigation(
    "admin",
    ("admin.home", N_("Overview")),
    ("admin.bodies", N_("Bodies")),
    ("admin.people", N_("People")),
    ("admin.centres", N_("Centres")),
    ("admin.topics", N_("Topics")),
    ("admin.places", N_("Places")),
    ("admin.calendar_now", N_("Calendar")),
    ("admin.law", N_("Terms of the law")),
)
navigation("place_names", ("account.start", N_("My work")), ("place_names.guesses", N_("Kyrgyz names to check")))
set_home(ActorKind.ADMINISTRATOR, "admin.home")
