"""The rooms of foreign libraries: a contract holds every one that the packages import."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path
from typing import Any

import hanse
import hanse_viz

ROOT = Path(__file__).resolve().parents[2]
# The engine's terms are used wherever answers are read: see docs/decisions/0003-oxigraph.md.
EVERYWHERE = {"pyoxigraph"}
OURS = {"hanse", "hanse_viz"}


def read_contracts() -> list[dict[str, Any]]:
    """Read the contracts of import-linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return contracts


def list_imports() -> set[str]:
    """List what any module imports, also inside a function, but not for types alone."""
    found: set[str] = set()
    for package in (hanse, hanse_viz):
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            found |= set(_list_imports(ast.parse(path.read_text("utf-8"))))
    return found


def _list_imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return [name for part in node.orelse for name in _list_imports(part)]
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [str(node.module).partition(".")[0]]
    return [name for part in ast.iter_child_nodes(node) for name in _list_imports(part)]


def test_every_foreign_library_has_its_rooms() -> None:
    """A library that is imported anywhere is forbidden but in the rooms of a contract."""
    held = {
        library
        for contract in read_contracts()
        if contract["type"] == "forbidden" and set(contract["source_modules"]) == OURS
        for library in contract["forbidden_modules"]
    }
    foreign = list_imports() - set(sys.stdlib_module_names) - OURS
    assert len(foreign) >= 14
    assert foreign - held == EVERYWHERE
