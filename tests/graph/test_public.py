"""The public face: the names that stay, their words, and the size of what stands behind them."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from types import FunctionType

import pytest

import hanse

pytestmark = pytest.mark.wheel

NAMES = ["Graph", "HanseError", "Result", "__version__", "build", "open"]
METHODS = {
    "Graph": {"ask", "lines", "query", "to_networkx", "to_rdflib"},
    "Result": {"to_arrow", "to_geojson", "to_networkx", "to_pandas", "to_rdflib", "values"},
}
MAX_LINES = 400
MAX_FUNCTION = 50


def _list_modules() -> list[str]:
    found = pkgutil.walk_packages(hanse.__path__, "hanse.")
    return ["hanse", *(module.name for module in found if module.name != "hanse.__main__")]


def _list_sources() -> list[Path]:
    """List our source files: those of the packages that can be imported here."""
    files: list[Path] = []
    for name in ("hanse", "hanse_viz"):
        package = importlib.import_module(name)
        for folder in package.__path__:
            files += sorted(Path(folder).rglob("*.py"))
    return files


def test_the_public_names_are_these() -> None:
    """`from hanse import *` gives these names, each of which exists and no other is promised."""
    assert sorted(hanse.__all__) == NAMES
    assert {name: getattr(hanse, name, None) is not None for name in NAMES} == dict.fromkeys(
        NAMES, True
    )
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        hanse.nothing  # noqa: B018 - what is tested is the look


@pytest.mark.parametrize("name", METHODS)
def test_public_classes_keep_their_methods(name: str) -> None:
    """The methods of what open() and query() give are a promise too."""
    class_: type = getattr(hanse, name)
    members: dict[str, object] = dict(vars(class_))
    public = {n for n, v in members.items() if isinstance(v, FunctionType) and n[0] != "_"}
    assert public == METHODS[name]


def test_every_module_can_be_imported() -> None:
    """Each module of the package imports where all extras are installed."""
    names = _list_modules()
    assert len(names) > 50
    for name in names:
        importlib.import_module(name)


@pytest.mark.parametrize("path", _list_sources(), ids=lambda path: "/".join(path.parts[-3:]))
def test_sources_are_short_and_told(path: Path) -> None:
    """Modules have at most 400 lines, functions at most 50, and what is public has a docstring."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert source.count("\n") <= MAX_LINES
    assert not source or ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert isinstance(node, ast.ClassDef) or length <= MAX_FUNCTION, node.name
    for node in _list_public(tree):
        assert ast.get_docstring(node), node.name


def _list_public(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    """List a module's public functions and classes, and the public methods of these."""
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += [
                    member
                    for member in node.body
                    if isinstance(member, ast.FunctionDef) and not member.name.startswith("_")
                ]
    return found


def test_functions_are_short_at_the_median() -> None:
    """Half of all functions have ten lines or fewer."""
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in _list_sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(lengths) > 400
    assert median(lengths) <= 10


QUIET = """
import sys
loaded = set(sys.modules)
seen = []
def watch(event, args):
    name = str(args[0]) if args else ""
    if event.startswith(("socket.", "subprocess.", "os.mkdir", "os.remove", "os.rename")):
        seen.append(event)
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        seen.append(f"open {name}")
sys.dont_write_bytecode = True
sys.addaudithook(watch)
import pkgutil
import hanse
lean = {name.partition(".")[0] for name in set(sys.modules) - loaded}
print(sorted(lean - sys.stdlib_module_names))
for module in pkgutil.walk_packages(hanse.__path__, "hanse."):
    if module.name != "hanse.__main__":
        __import__(module.name)
print(seen)
"""


def test_importing_does_nothing(tmp_path: Path) -> None:
    """`import hanse` loads no other package; no module writes, connects or starts anything."""
    done = subprocess.run(
        [sys.executable, "-c", QUIET],
        capture_output=True,
        check=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
    )
    lean, seen = done.stdout.splitlines()
    assert lean == "['hanse']"
    assert seen.strip() == "[]"
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
