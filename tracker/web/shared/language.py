"""The language is the first part of every address: /ky/…, /ru/…, /en/…, so that a shared link keeps its language."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import Blueprint, Flask, Response, current_app, redirect, request

from tracker.i18n import LANGUAGES, current_language
from tracker.i18n.languages import speak, stop_speaking

PREFIX = "/<any(ky,ru,en):lang>"
SWITCH = "switch_language"
IN_PATHS, IN_QUERIES = "!$&'()*+,/:;=@", "!$'()*,/:;?@"  # what stays readable, as in every address that Werkzeug makes


def blueprint(name: str, import_name: str, path: str = "") -> Blueprint:
    """A blueprint whose addresses begin with the language, then `path` ("/desk")."""
    return Blueprint(name, import_name, url_prefix=PREFIX + path)


def init_app(app: Flask) -> None:
    app.url_value_preprocessor(_take_language)
    app.teardown_request(_leave)
    app.url_defaults(_give_language)
    app.add_url_rule("/", "start", _start)
    app.jinja_env.globals.update(language_urls=language_urls, here=here, absolute_url=absolute_url)


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    speak((values or {}).pop("lang", None) or _of_unmatched_path() or preferred())
    if language_switch_asked():  # reads the form, which may be too large for it: by then the language is known
        speak(request.form[SWITCH])


def _leave(_error: BaseException | None) -> None:
    stop_speaking()


def _of_unmatched_path() -> str | None:
    first = request.path.split("/", 2)[1]
    return first if first in LANGUAGES else None


def preferred() -> str:
    """What the browser asks for; Kyrgyz when in doubt."""
    return request.accept_languages.best_match(LANGUAGES) or "ky"


def language_switch_asked() -> bool:
    """The person pressed another language inside a form: show the same form again with what was typed."""
    return request.method == "POST" and request.form.get(SWITCH) in LANGUAGES


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()


def _start() -> Response:
    answer = redirect(f"/{preferred()}/", 302)
    answer.vary.add("Accept-Language")
    return answer  # type: ignore[return-value]


def here(lang: str | None = None) -> str:
    """This page's own address in `lang` (by default the language it is shown in), with its query."""
    lang = lang or current_language()
    rule = request.url_rule
    if rule is None or "lang" not in rule.arguments:
        return f"/{lang}/"
    path = f"/{lang}{quote(request.path[3:], safe=IN_PATHS)}"
    return f"{path}?{urlencode(list(request.args.items(multi=True)), safe=IN_QUERIES)}" if request.args else path


def language_urls() -> dict[str, str]:
    """This page in each language, for the switch and for hreflang. What only takes a POST has no page: the first one."""
    readable = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    own = here() if readable else f"/{current_language()}/"
    return {lang: f"/{lang}{own[3:]}" for lang in LANGUAGES}


def absolute_url(endpoint: str, **values: Any) -> str:
    """A link that leaves the service. Made from BASE_URL only, never from the Host header; needs no request."""
    base = urlsplit(current_app.config["BASE_URL"])
    if current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values.setdefault("lang", current_language())
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)
