"""Artefacts of the tests are made once, whoever asks, and a test that writes into one is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.artefacts import KEPT, Artefacts

ROOT = Path(__file__).resolve().parents[2]
MADE: list[Path] = []


def make(folder: Path) -> None:
    """Make an artefact of one file."""
    MADE.append(folder)
    (folder / "page.html").write_text("page", "utf-8")


def test_an_artefact_is_made_once(tmp_path: Path) -> None:
    """The second who asks gets what the first one had made, whole."""
    MADE.clear()
    places = {Artefacts(tmp_path).make_once("page", make) for _ in range(2)}
    assert [(one / "page.html").read_text("utf-8") for one in places] == ["page"]
    assert len(MADE) == 1


def test_processes_wait_for_who_makes_it(tmp_path: Path) -> None:
    """Of several processes that ask at a time one makes it, and all get it."""
    script = (
        "import sys, pathlib; from tests.graph import test_artefacts as t; "
        "place = t.Artefacts(pathlib.Path(sys.argv[1])).make_once('page', t.make); "
        "print(len(t.MADE), (place / 'page.html').read_text())"
    )
    words = [sys.executable, "-c", script, str(tmp_path)]
    paths = os.pathsep.join([str(ROOT), *sys.path])
    env = os.environ | {"PYTHONPATH": paths}
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, env=env) for _ in range(3)]
    told = sorted(process.communicate(timeout=120)[0].decode().strip() for process in running)
    assert told == ["0 page", "0 page", "1 page"]


def test_what_failed_is_made_anew(tmp_path: Path) -> None:
    """Half an artefact is never taken for one."""

    def fail(folder: Path) -> None:
        (folder / "page.html").write_text("half", "utf-8")
        raise ValueError("on the way")

    shared = Artefacts(tmp_path)
    with pytest.raises(ValueError, match="on the way"):
        shared.make_once("page", fail)
    assert (shared.make_once("page", make) / "page.html").read_text("utf-8") == "page"


@pytest.mark.parametrize("name", ["page.html", "more.html"])
def test_who_writes_into_an_artefact_is_told(tmp_path: Path, name: str) -> None:
    """A changed file and one too many are faults, and the next one gets a new artefact."""
    shared = Artefacts(tmp_path)
    place = shared.make_once("page", make)
    (place / name).write_text("mine", "utf-8")
    with pytest.raises(AssertionError, match="a test has written into the artefact page"):
        shared.check(place)
    assert [path.name for path in shared.make_once("page", make).iterdir()] == ["page.html"]


def test_old_states_are_removed(tmp_path: Path) -> None:
    """Artefacts of states of the sources that were used long ago go."""
    shared = Artefacts(tmp_path)
    shared.make_once("page", make)
    for age in range(1, KEPT + 2):
        old = tmp_path / f"state-{age}"
        old.mkdir()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    shared.remove_old()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {shared.folder.name, *(f"state-{age}" for age in range(1, KEPT))}
