"""The wheel holds every file that it needs, as it stands here, and its doors."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Where each folder of the checkout lies in the wheel (docs/decisions/0001).
FOLDERS = {
    "graph/hanse": "hanse",
    "viz/hanse_viz": "hanse_viz",
    "ontology": "hanse/_resources/ontology",
    "data": "hanse/_resources/data",
    "queries": "hanse/_resources/queries",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as pip does, in a copy of what it is made of."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-data"):
        shutil.copy(ROOT / name, copy)
    words = ["wheel", "--quiet", "--no-build-isolation", "--no-deps", "--wheel-dir", "dist", "."]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_wheel_holds_every_file(wheel: Path, folder: str) -> None:
    """Each file of the packages, tables, ontology and queries is in the wheel, byte for byte."""
    here = {
        f"{FOLDERS[folder]}/{path.relative_to(ROOT / folder).as_posix()}": path.read_bytes()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(here) > 20
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        inside = {name: opened.read(name) for name in names if name in here}
    assert sorted(set(here) - set(inside)) == []
    assert [name for name in here if inside[name] != here[name]] == []


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """No test, no bench and no file of a machine is installed with the packages."""
    with zipfile.ZipFile(wheel) as opened:
        tops = {name.split("/")[0] for name in opened.namelist()}
    assert {one for one in tops if not one.endswith(".dist-info")} == {"hanse", "hanse_viz"}


def test_the_wheel_has_the_doors_of_the_project(wheel: Path) -> None:
    """Commands, pages and reports are found by the entry points that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [one for one in opened.namelist() if one.endswith("/entry_points.txt")]
        found = configparser.ConfigParser()
        found.read_string(opened.read(name).decode())
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    assert {group: dict(found[group]) for group in found.sections()} == groups
