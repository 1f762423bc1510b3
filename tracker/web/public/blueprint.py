"""The blueprint of everything that needs no account."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.web.shared.language import blueprint
from tracker.web.shared.shell import footer_links, navigation

bp = blueprint("public", __name__)

navigation(
    "public",
    ("public.new", N_("Write a letter")),
    ("public.follow", N_("Follow my letter")),
    ("public.register", N_("Public register")),
    ("public.bodies", N_("Public bodies")),
)
footer_links(
    ("public.about", N_("About the service")),
    ("public.privacy", N_("Who sees what")),
    ("public.help_page", N_("How to ask")),
    ("public.calculator", N_("Count the days")),
    ("public.figures", N_("Figures")),
    ("public.call", N_("Call me and help me write")),
)
