"""The blueprint of those who come by the link in a letter. It has no menu: there is one letter and nothing else."""

from __future__ import annotations

from tracker.i18n import N_
from tracker.web.shared.language import blueprint
from tracker.web.shared.shell import navigation

bp = blueprint("letter", __name__, "/letter")
navigation("letter", ("public.register", N_("Public register")), ("public.about", N_("About the service")))
