"""What stands around every page: menu, footer, marks. Reads no database and no session, so that error pages can use it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app, g, request, url_for

from tracker.directory.names import GUESS_NOTE
from tracker.i18n import current_language, long_date, short_date, short_instant, t
from tracker.i18n.languages import OWN_NAMES
from tracker.web.shared.forms import errors_of, has_file

PUBLIC = "public"
_menus: dict[str, tuple[tuple[str, str], ...]] = {}
_footer: list[tuple[str, str]] = []


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    current: str = ""

MARKED = re.compile(r"[^\W\d_]\*")


def navigation(section: str, *items: tuple[str, str]) -> None:
    """The menu of a blueprint: (endpoint, N_("text")) pairs. Blueprints without one show the public menu."""
    _menus[section] = items


def footer_links(*items: tuple[str, str]) -> None:
    """Links at the foot of every page (law basis, privacy, centres, for staff)."""
    _footer.extend(item for item in items if item not in _footer)


def init_app(app: Flask) -> None:
    app.context_processor(_context)
    app.jinja_env.globals.update(
        menu=menu, stays_inside=stays_inside, footer=footer,
        indexable=indexable, own_names=OWN_NAMES, errors_of=errors_of, has_file=has_file,
        base_url=app.config["BASE_URL"], demonstration=app.config["DEMONSTRATION"],
        guess_unexplained=guess_unexplained, long_date=long_date, short_date=short_date, short_instant=short_instant,
    )  # fmt: skip


def guess_unexplained(page: str) -> bool:
    """A marked name stands on this page, and the note that explains the mark does not."""
    return bool(MARKED.search(page)) and t(GUESS_NOTE) not in page


def _context() -> dict[str, Any]:
    return {"lang": current_language()}


def menu() -> list[Link]:
    """The menu of the part of the service that this page belongs to."""
    name = section()
    return _links(name, _menus.get(name, _menus.get(PUBLIC, ())))


def footer() -> list[Link]:
    return _links("the foot", _footer)


def section() -> str:
    """The blueprint whose menu is shown. Error pages show the public one, but for a stale page of somebody signed in."""
    return PUBLIC if g.get("error_page") and not stays_inside() else request.blueprint or PUBLIC


def stays_inside() -> bool:
    return bool(g.get("stays_inside") and g.get("signed_in"))


def indexable() -> bool:
    """Search engines may keep this page: `public_page` made it, and nobody called `noindex`."""
    return bool(g.get("public_page")) and not g.get("noindex") and not g.get("error_page")


def _links(name: str, items: Iterable[tuple[str, str]]) -> list[Link]:
    """Words and addresses are the same for every request in a language, so they are made once."""
    made = current_app.extensions.setdefault("menus", {})
    key = (name, current_language())
    if key not in made:
        known = current_app.view_functions
        made[key] = [(endpoint, Link(t(text), url_for(endpoint))) for endpoint, text in items if endpoint in known]
    now = request.endpoint
    return [replace(link, current="page") if endpoint == now else link for endpoint, link in made[key]]
