"""Catalogues: collect the texts of the code, compile what was translated.

`python -m tracker.i18n.catalogues update` after a text was added or changed: new texts appear empty in each .po file,
nothing is guessed, texts that are gone leave. `… compile` makes the .mo files; the service does so itself at start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tracker.config import ROOT

TRANSLATIONS = ROOT / "translations"
LANGUAGES = ("ky", "ru", "en")
KEYWORDS = {"_": None, "gettext": None, "t": None, "N_": None, "lazy": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"silent": "false", "trimmed": "true"}, "**.txt": {"silent": "false", "trimmed": "true"}}
FOLDERS = ("tracker", "templates")


def po_file(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Every text of the code and the templates, with the places where it stands."""
    catalogue = Catalog(project="environmental-request-tracker", charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("i18n:",))
        for file, _line, text, comments, context in found:
            catalogue.add(text, None, [(f"{folder}/{file}".replace(os.sep, "/"), None)], auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language as it is kept; empty when there is none yet."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def update() -> dict[str, int]:
    """Bring each catalogue up to the texts of the code. How many texts of each language wait for a translation."""
    template = extracted()
    return {language: _update(language, template) for language in LANGUAGES}


def _update(language: str, template: Catalog) -> int:
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = f"# {language}: texts of the service. AGPL-3.0-or-later, as the code."
    catalogue.project, catalogue.version, catalogue.last_translator = "environmental-request-tracker", "0.1.0", "the maintainers"
    catalogue.language_team, catalogue.msgid_bugs_address = language, "the maintainers"
    for message in catalogue:
        if message.fuzzy and message.id:  # it became a plural, or ceased to be one: to be translated anew
            message.flags.discard("fuzzy")
            message.string = ("",) * catalogue.num_plurals if isinstance(message.id, tuple) else ""
    if language == "en":  # the language of the code says what the code says
        for message in catalogue:
            message.string = message.id or message.string
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, omit_header=False, include_lineno=False)
    return sum(1 for message in catalogue if message.id and not _is_translated(message.string))


def _is_translated(text: str | list[str] | tuple[str, ...]) -> bool:
    return all(text) if isinstance(text, list | tuple) else bool(text)


def compile_old() -> list[str]:
    """Compile each catalogue whose .mo file is missing or older than its .po file."""
    return [language for language in LANGUAGES if _is_old(language) and _compile(language)]


def compile_all() -> list[str]:
    return [language for language in LANGUAGES if po_file(language).exists() and _compile(language)]


def _is_old(language: str) -> bool:
    po, mo = po_file(language), po_file(language).with_suffix(".mo")
    return po.exists() and not (mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime)


def _compile(language: str) -> bool:
    """Written aside and moved into place: several processes may start at once."""
    target = po_file(language).with_suffix(".mo")
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    with aside.open("wb") as file:
        write_mo(file, read(language))
    aside.replace(target)
    return True


def _main(arguments: list[str]) -> Iterator[str]:
    if arguments == ["update"]:
        yield from (f"{language}: {count} texts without translation" for language, count in update().items())
    elif arguments == ["compile"]:
        yield from (f"{language}: compiled" for language in compile_all())
    else:
        yield "python -m tracker.i18n.catalogues update|compile"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _main(sys.argv[1:]))
