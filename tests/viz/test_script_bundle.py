"""The bundled script is what its sources give, and its licences are named."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hanse_viz.sealing import find_assets

_PYTEST = (sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:xdist")
BUILT = (
    "THIRD-PARTY-explorer-large.txt",
    "THIRD-PARTY-explorer.txt",
    "THIRD-PARTY-oxigraph.txt",
    "THIRD-PARTY-sparql.txt",
    "THIRD-PARTY.txt",
    "europe.json",
    "europe.svg",
    "explorer-large.js",
    "explorer.css",
    "explorer.js",
    "figure.css",
    "network.css",
    "network.js",
    "oxigraph.js",
    "oxigraph.wasm",
    "search.js",
    "site.css",
    "sparql.css",
    "sparql.js",
)


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
    passed = re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert passed, done.stdout
    assert int(passed[1]) >= 126


@pytest.mark.parametrize(("switch", "code"), [("", 0), ("1", 1)])
def test_without_a_registry_the_script_is_not_built(tmp_path: Path, switch: str, code: int) -> None:
    """Without a registry the tests skip and say why; where no skip is allowed they fail."""
    if shutil.which("npm") is None:
        pytest.skip("node or npm is missing: apt-get install nodejs npm")
    unreached = {"npm_config_registry": "http://127.0.0.1:9/", "npm_config_fetch_retries": "0"}
    scratch = {"npm_config_cache": str(tmp_path / "npm"), "HANSE_NO_SKIPS": switch}
    # In a cache of its own no earlier run has left the packages.
    cache = f"cache_dir={tmp_path / 'cache'}"
    done = subprocess.run(
        [*_PYTEST, "-o", cache, f"{__file__}::test_script_passes_its_own_tests"],
        cwd=Path(__file__).parents[2],
        env=os.environ | unreached | scratch,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, done.stdout
    assert "npm ci reached no registry (ECONNREFUSED): connect" in done.stdout


@pytest.mark.parametrize(
    "name", ["THIRD-PARTY.txt", "explorer-large.js", "network.css", "network.js", "oxigraph.js"]
)
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


def test_licences_of_the_large_explorer_are_shipped() -> None:
    """So are those of what draws a large network, and nothing of them is in the usual explorer."""
    text = (find_assets() / "THIRD-PARTY-explorer-large.txt").read_text("utf-8")
    for package in ("sigma", "graphology", "graphology-utils", "events", "world-atlas"):
        assert f"\n{package} " in text
    assert text.count("Permission ") >= text.count("-" * 72) == 5
    assert "Sigma:" not in (find_assets() / "explorer.js").read_text("utf-8")


def test_the_engine_is_that_of_its_package(scripts: Path) -> None:
    """The WebAssembly that is shipped is the package's own file, within 4.2 MB."""
    shipped = find_assets() / "oxigraph.wasm"
    package = scripts / "node_modules" / "oxigraph"
    assert shipped.read_bytes() == (package / "web_bg.wasm").read_bytes()
    assert shipped.stat().st_size < 4_200_000
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    licences = (find_assets() / "THIRD-PARTY-oxigraph.txt").read_text("utf-8")
    assert f"\noxigraph {version} (MIT OR Apache-2.0)\n" in licences
    assert "Permission is hereby granted" in licences
    assert "wasm-bindgen 0.2" in licences


def test_licences_of_the_query_page_are_shipped() -> None:
    """So are those of the query page, and those that its editor had bundled before."""
    text = (find_assets() / "THIRD-PARTY-sparql.txt").read_text("utf-8")
    for package in ("@zazuko/yasqe", "codemirror", "dompurify", "events", "d3-force", "lodash-es"):
        assert f"\n{package} " in text
    words = ("Permission is hereby granted", "Permission to use, copy", "Apache License\n")
    assert sum(map(text.count, words)) == text.count("-" * 72) == 16
