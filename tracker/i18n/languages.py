"""Which language the reader gets, and the words in it.

Screens say `_("…")` in templates and `t("…")` in Python; `N_("…")` marks a text that is translated later, where it is
shown. Catalogues are `translations/<language>/LC_MESSAGES/messages.po`; English is the language of the code. Texts are
looked up here and not by Flask-Babel, whose lookup finds the locale anew for each of the hundred texts of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, force_locale
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from tracker.config import ROOT
from tracker.i18n.catalogues import compile_old

LANGUAGES = ("ky", "ru", "en")
DEFAULT = "ky"
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
TRANSLATIONS = ROOT / "translations"

babel = Babel()
_forced: ContextVar[str] = ContextVar("forced_language", default="")
_asked: ContextVar[str] = ContextVar("asked_language", default="")
MOST_TEXTS = 20_000


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(TRANSLATIONS))
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Bishkek")
    compile_old()
    catalogue.cache_clear()
    forget_texts()
    babel.init_app(app, locale_selector=_of_request)
    app.jinja_env.install_gettext_callables(gettext=_translated, ngettext=_translated_plural, newstyle=True)
    app.jinja_env.globals["_"] = _in_template


def forget_texts() -> None:
    """Texts are looked up anew: the catalogues are others than before."""
    for kept in (_text, _markup):
        kept.cache_clear()


def speak(language: str) -> None:
    """The language of this request. Kept beside `g`, because a page asks for it two hundred times."""
    g.language = language
    _asked.set(language)


def stop_speaking() -> None:
    """The request is over; the thread serves others."""
    _asked.set("")


def _of_request() -> str:
    return _asked.get() or _of_context()


def _of_context() -> str:
    try:
        return g.language or DEFAULT
    except (AttributeError, RuntimeError):  # not chosen yet; no request at all
        return DEFAULT


@cache
def catalogue(language: str) -> NullTranslations:
    """The texts of one language, read once per process."""
    return Translations.load(str(TRANSLATIONS), [language])


def current_language() -> str:
    """ky, ru or en: the language in which texts come out now."""
    return _forced.get() or _asked.get() or _of_context()


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Within it every text comes out in `language`: a letter speaks its recipient's language, not the sender's."""
    token = _forced.set(language)
    try:
        with force_locale(language):  # for what Flask-Babel translates (the sign-in library's own messages)
            yield
    finally:
        _forced.reset(token)


def N_(text: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown, with `t`."""
    return text


def _translated(text: str) -> str:
    return _text(_forced.get() or _asked.get() or _of_context(), text) if text else ""


@lru_cache(maxsize=MOST_TEXTS)
def _text(language: str, text: str) -> str:
    return catalogue(language).gettext(text)


@lru_cache(maxsize=MOST_TEXTS)
def _markup(language: str, text: str) -> Markup:
    return Markup(_text(language, text))  # noqa: S704 - catalogues are code


def _translated_plural(one: str, many: str, num: int) -> str:
    return catalogue(_forced.get() or _of_request()).ngettext(one, many, num)


@pass_eval_context
def _in_template(context: EvalContext, text: str, /, **values: Any) -> str:
    """`_` of templates, as Jinja's own but in a fifth of the time: translations are markup, values are escaped."""
    if not text:
        return ""
    found = (_markup if context.autoescape else _text)(current_language(), text)
    return found % values if values or "%" in found else found


def t(text: str, /, **values: Any) -> str:
    """`text` in the reader's language, with %(name)s replaced from `values`."""
    found = _translated(text)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The plural form for `num` in the reader's language; %(num)s is the number."""
    return _translated_plural(one, many, num) % {"num": num, **values}


def lazy(text: str, **values: Any) -> LazyString:
    """`t`, decided when it is shown (labels of forms)."""
    return LazyString(t, text, **values)
