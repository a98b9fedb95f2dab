"""The same tables give the same bytes: any seed, zone, locale, folder, row order, day, Python."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hanse.release import make_release
from hanse.resources import locate

if TYPE_CHECKING:
    from pathlib import Path

Done = subprocess.CompletedProcess[bytes]
HANSE = ("-m", "hanse")
STABLE = ("hanse-asserted.nt", "hanse.nt", "hanse.ttl", "manifest.json")


def _read(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in STABLE}


def _release(data: Path, target: Path) -> dict[str, bytes]:
    make_release(data, locate("ontology"), target)
    return _read(target)


LATER = """
import sys, time
now = time.time
time.time = lambda: now() + 400 * 86400
from hanse.cli import main
sys.exit(main(sys.argv[1:]))
"""
PLAIN = "import sys; from hanse.cli import main; sys.exit(main(sys.argv[1:]))"


def _build_in_process(  # noqa: PLR0913 - each is one thing on which bytes must not depend
    data: Path,
    target: Path,
    *,
    code: str = PLAIN,
    cwd: Path | None = None,
    umask: int = 0o022,
    env: dict[str, str] | None = None,
    python: str = sys.executable,
) -> dict[str, bytes]:
    target.parent.mkdir(exist_ok=True, parents=True)
    subprocess.run(
        [python, "-c", code, "build", "--data", data, "-o", target],
        check=True,
        capture_output=True,
        cwd=cwd or target.parent,
        umask=umask,
        env=os.environ | (env or {}),
        timeout=120,
    )
    return _read(target)


def _shuffle(data: Path, folder: Path) -> Path:
    shutil.copytree(data, folder)
    dice = random.Random(7)  # noqa: S311 - any order will do
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        dice.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return folder


def test_the_shipped_release_is_the_same_everywhere(build_folder: Path, tmp_path: Path) -> None:
    """Hash seed, zone, locale, umask, working folder, row order and day change no byte."""
    data = _shuffle(locate("data"), tmp_path / "shuffled")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "C"}
    target = tmp_path / "out" / "other-name"
    found = _build_in_process(data, target, code=LATER, cwd=elsewhere, umask=0o077, env=env)
    assert found == _read(build_folder)


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    ],
    ids=str,
)
def test_a_release_is_the_same_bytes(small_data: Path, tmp_path: Path, env: dict[str, str]) -> None:
    """Each setting alone changes no byte either."""
    expected = _release(small_data, tmp_path / "here")
    assert _build_in_process(small_data, tmp_path / "there", env=env) == expected


def _find_pythons() -> list[str]:
    """List the interpreters of this machine in which Hanse can be imported."""
    found: list[str] = []
    for minor in range(11, 15):
        python = shutil.which(f"python3.{minor}")
        if python:
            words = [python, "-c", "import hanse.release"]
            tried = subprocess.run(words, capture_output=True, check=False)
            found += [python] if tried.returncode == 0 else []
    return found or [sys.executable]


def test_a_release_is_the_same_in_every_python(small_data: Path, tmp_path: Path) -> None:
    """Every Python here that has Hanse writes the same bytes."""
    expected = _release(small_data, tmp_path / "here")
    for number, python in enumerate(_find_pythons()):
        found = _build_in_process(small_data, tmp_path / f"there-{number}", python=python)
        assert found == expected, python
