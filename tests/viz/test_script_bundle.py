"""The bundled script is what its sources give, and its licences are named."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from hanse_viz.sealing import find_assets

if TYPE_CHECKING:
    from pathlib import Path

BUILT = ("THIRD-PARTY.txt", "network.css", "network.js")


def _run(scripts: Path, *words: str) -> subprocess.CompletedProcess[str]:
    npm = shutil.which("npm") or "npm"
    return subprocess.run(
        [npm, *words], cwd=scripts, check=False, capture_output=True, text=True, timeout=120
    )


def test_bundle_is_what_the_sources_give(scripts: Path, tmp_path: Path) -> None:
    """Building the sources again gives the files that are shipped, byte for byte."""
    (tmp_path / "out").mkdir()
    done = _run(scripts, "run", "build", "--", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(BUILT)
    for name in BUILT:
        again = (tmp_path / "out" / name).read_bytes()
        assert again == (find_assets() / name).read_bytes(), f"{name}: run `npm run build` in viz/"


def test_script_passes_its_own_tests(scripts: Path) -> None:
    """The modules of the script pass their unit tests."""
    done = _run(scripts, "test")
    assert done.returncode == 0, done.stdout
    assert "# pass 20" in done.stdout


def test_script_is_typed(scripts: Path) -> None:
    """The modules of the script agree with the types in their comments."""
    done = _run(scripts, "run", "types")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", BUILT)
def test_bundle_can_stand_in_a_page(name: str) -> None:
    """No asset could end the block of the page that holds it."""
    text = (find_assets() / name).read_text("utf-8").lower()
    assert "</script" not in text
    assert "</style" not in text
    assert "<!--" not in text


def test_licences_of_bundled_packages_are_shipped() -> None:
    """Each bundled package is named with its licence text."""
    text = (find_assets() / "THIRD-PARTY.txt").read_text("utf-8")
    for package in ("vis-network", "vis-data", "vis-util", "@egjs/hammerjs", "keycharm", "uuid"):
        assert f"\n{package} " in text
    assert text.count("Permission is hereby granted") == text.count("-" * 72)
