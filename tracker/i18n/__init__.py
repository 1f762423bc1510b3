"""Languages of the reader: catalogues, dates, numbers. Knows no domain word."""

from tracker.i18n.dates import long_date, short_date, short_instant
from tracker.i18n.languages import LANGUAGES, N_, current_language, in_language, init_app, lazy, ngettext, t
from tracker.i18n.scripts import has_cyrillic

__all__ = [
    "LANGUAGES", "N_", "current_language", "has_cyrillic", "in_language", "init_app", "lazy", "long_date", "ngettext",
    "short_date", "short_instant", "t",
]
