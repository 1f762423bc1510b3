"""Which package may know which. The order is linear, so a cycle cannot be written without breaking it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tracker.config import ROOT

# Low to high: an import may only point to the same line or an earlier one.
ORDER = (
    "clock", "config", "law", "store", "i18n", "lawbook", "people", "directory", "files", "mail", "paper", "cases", "oversight",
    "reference", "demo", "web.shared", "web.desk",
    "web.public", "web.officer", "web.letter", "web.staff", "web.admin",
    "web.account", "web", "duties", "tables", "operation", "operation_commands", "cli", "tools", "app",
    "serve",
)  # fmt: skip
AUDIENCES = {"web.public", "web.officer", "web.letter", "web.staff", "web.admin", "web.account"}
PURE = (
    "law", "people.actor", "directory.codes", "directory.folding", "directory.routing", "directory.matching",
    "mail.message", "mail.numbers", "mail.replies", "mail.reading.line", "mail.reading.folding",
    "mail.reading.signatures", "mail.reading.signature_patterns", "mail.reading.automatic_patterns",
    "mail.reading.quote_patterns", "mail.reading.bounce_patterns", "mail.reading.page_lines",
    "mail.incoming.codes", "mail.incoming.outline", "mail.incoming.providers", "mail.incoming.senders", "cases.mail_meaning",
    "cases.kinds", "cases.acts", "cases.events", "cases.workflow", "cases.permissions",
    "cases.disclosure", "cases.duties_of", "cases.timeline", "cases.reference", "oversight.measures",
)  # fmt: skip
# Understanding a letter knows no database, no web and no clock, but the libraries that read formats.
READERS = "tracker.mail.reading"
READER_LIBRARIES = {"nh3", "tnefparse", "authres", "flufl", "html2text"}
BESIDE_READERS = {"tracker.files.names"}  # pure in fact: it imports the standard library alone
EDGES = {"tracker.mail.reading.commands_line"}
MAY_DEFER = {"tracker.app", "tracker.cli", "tracker.serve"}  # they put everything together, and start before it is needed


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the service, parsed."""
    found = {}
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" in parts:
            continue
        found[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_text("utf-8"))
    return found


def _only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def statements(tree: ast.AST, inside: bool = False) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """(import, whether it stands in a function), also of imports deep inside."""
    for node in ast.iter_child_nodes(tree):
        if _only_for_types(node):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, inside
        yield from statements(node, inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def targets(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The modules an import names; `from package import module` names the module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    assert node.level == 0, "imports are written in full"
    for alias in node.names:
        full = f"{node.module}.{alias.name}"
        yield full if full in modules() else str(node.module)


def imports(name: str) -> set[str]:
    return {target for node, _ in statements(modules()[name]) for target in targets(node)}


def package(name: str) -> str:
    parts = name.split(".")[1:]
    return ".".join(parts[:2]) if parts[:1] == ["web"] else ".".join(parts[:1])


def is_pure(name: str) -> bool:
    inner = name.removeprefix("tracker.")
    return any(inner == pure or inner.startswith(pure + ".") for pure in PURE)


NAMES = sorted(name for name in modules() if name != "tracker")


def test_the_root_package_is_empty() -> None:
    """Otherwise importing a rule of law would import the application."""
    assert (ROOT / "tracker" / "__init__.py").read_bytes() == b""


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_down(name: str) -> None:
    own = package(name)
    assert own in ORDER, f"{own} has no place in the order of packages"
    for target in imports(name):
        if not target.startswith("tracker."):
            continue
        other = package(target)
        assert other in ORDER, f"{name} imports {target}, which has no place in the order"
        assert ORDER.index(other) <= ORDER.index(own), f"{name} imports {target}: upwards"
        assert not ({own, other} <= AUDIENCES and own != other), f"{name} imports {target}: audiences do not know each other"


def test_there_is_no_cycle_also_not_inside_functions() -> None:
    graph = {name: {t for t in imports(name) if t in modules() and t != name} for name in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in MAY_DEFER])
def test_own_modules_are_imported_at_the_top(name: str) -> None:
    deferred = [t for node, inside in statements(modules()[name]) if inside for t in targets(node) if t.startswith("tracker")]
    assert not deferred, f"{name} hides {deferred} in a function"


@pytest.mark.parametrize("name", [name for name in NAMES if is_pure(name)])
def test_pure_modules_know_the_standard_library_and_each_other(name: str) -> None:
    for target in imports(name):
        if target.startswith("tracker"):
            assert is_pure(target), f"{name} imports {target}, which is not pure"
        else:
            assert target.split(".")[0] in sys.stdlib_module_names, f"{name} imports {target}"


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(READERS) and name not in EDGES])
def test_readers_of_mail_know_formats_only(name: str) -> None:
    for target in imports(name):
        if target.startswith("tracker"):
            assert target.startswith(READERS) or is_pure(target) or target in BESIDE_READERS, f"{name} imports {target}"
        else:
            assert target.split(".")[0] in sys.stdlib_module_names | READER_LIBRARIES, f"{name} imports {target}"


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(READERS)])
def test_readers_of_mail_ask_no_clock(name: str) -> None:
    for node in ast.walk(modules()[name]):
        assert not (isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}), f"{name} asks the clock"


def test_the_pure_modules_exist() -> None:
    missing = [pure for pure in PURE if f"tracker.{pure}" not in modules()]
    assert not missing


@pytest.mark.parametrize("path", sorted((ROOT / "tracker").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long(path: Path) -> None:
    if "migrations" not in path.parts:
        assert len(path.read_text("utf-8").splitlines()) <= 400
