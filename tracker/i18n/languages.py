"""Which language the reader gets, and the words in it.

Screens say `_("…")` in templates and `t("…")` in Python; `N_("…")` marks a text that is translated later, where it is
shown. Catalogues are `translations/<language>/LC_MESSAGES/messages.po`; English is the language of the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from babel import Locale
from flask import Flask, g, has_request_context
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext
from flask_babel import ngettext as _ngettext

from tracker.config import ROOT

LANGUAGES = ("ky", "ru", "en")
DEFAULT = "ky"
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
TRANSLATIONS = ROOT / "translations"

babel = Babel()


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(TRANSLATIONS))
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Bishkek")
    babel.init_app(app, locale_selector=_of_request)


def _of_request() -> str:
    return g.get("language", DEFAULT) if has_request_context() else DEFAULT


def current_language() -> str:
    """ky, ru or en: the language in which texts come out now."""
    locale: Locale | None = get_locale()
    return locale.language if locale else DEFAULT


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Within it every text comes out in `language`: a letter speaks its recipient's language, not the sender's."""
    with force_locale(language):
        yield


def N_(text: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown, with `t`."""
    return text


def t(text: str, **values: Any) -> str:
    """`text` in the reader's language, with %(name)s replaced from `values`."""
    return gettext(text, **values)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The plural form for `num` in the reader's language; %(num)s is the number."""
    return _ngettext(one, many, num, **values)


lazy = lazy_gettext
