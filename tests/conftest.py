"""Fixtures for all tests: one dataset, built once from the shipped tables."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.dataset import Dataset


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites expected results instead of comparing them."""
    parser.addoption("--update-golden", action="store_true", help="rewrite expected results")


# A test whose browser or engine is not there is skipped with the line that installs it; where
# HANSE_NO_SKIPS is set, as in .ci/run, such a skip fails the run.
_INSTALL = "apt-get install"
_missing: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the skips that an installation would mend."""
    if report.skipped and _INSTALL in str(report.longrepr):
        _missing.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where such skips are not allowed."""
    if _missing and os.environ.get("HANSE_NO_SKIPS"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were skipped for want of an engine."""
    for nodeid in _missing:
        terminalreporter.write_line(f"not run, its engine is missing: {nodeid}")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether expected results are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def built() -> Dataset:
    """Build the shipped tables once."""
    from hanse.dataset import build_dataset  # noqa: PLC0415 - only tests that ask for it pay

    return build_dataset(locate("data"), locate("ontology"))


@pytest.fixture(scope="session")
def build_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the release of the shipped tables once; tests read it and never write there."""
    from hanse.release import make_release  # noqa: PLC0415 - only tests that ask for it pay

    folder = tmp_path_factory.mktemp("release") / "build"
    make_release(locate("data"), locate("ontology"), folder)
    return folder


@pytest.fixture(scope="session")
def run_hanse(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Give the command `hanse` as a function; its cache and working folder are scratch.

    `run_hanse(*words, sent=b"", cwd=None, env=None)` runs it to its end, with `sent` as standard
    input.
    """
    scratch = tmp_path_factory.mktemp("run")
    cache = {"XDG_CACHE_HOME": str(scratch / "cache")}

    def run(
        *words: str | os.PathLike[str],
        sent: bytes = b"",
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "hanse", *words],
            input=sent,
            capture_output=True,
            check=False,
            timeout=120,
            cwd=cwd or scratch,
            env=os.environ | cache | (env or {}),
        )

    return run


# A whole dataset of a few rows, for tests that build many times: every table that a thing of
# theirs needs, invented but for the country.
_SMALL = {
    "countries": ["LV,Latvia,2004,,Northern Europe,LVA"],
    "country_boxes": ["LV,mainland,55.6,20.6,58.2,28.4"],
    "cities": [
        "alfa,Alfa,LV,1001,57.10000,24.50000,1200,LV008,Q1001",
        "beta,Beta,LV,,,,,,",
        "gamma,Gamma,LV,,,,,,",
    ],
    "city_names": ["alfa,de,Alfen", "alfa,de,Alpha", "alfa,lv,Alfa"],
    "organisations": ["delta,Delta Agency,alfa,LV,agency"],
    "sources": ["notes,Notes,The Editors,https://example.org/notes,2020-05,en,press"],
    "themes": ["work,Work,", "youth-work,Youth work,work"],
    "programmes": ["plan,Plan,2014,2020,"],
    "networks": ["ring,Ring,plan,transfer,2018,2020,work,https://example.org/ring,notes"],
    "network_themes": ["ring,work", "ring,youth-work"],
    "memberships": [
        "ring,alfa,,lead,,,notes",
        "ring,beta,,partner,2018-12,2020-06-30,notes",
        "ring,gamma,delta,partner,2019,,notes",
    ],
    "phases": ["ring,phase-1,2018-04-04,,6,notes"],
    "good_practices": ["bread,Bread for all,alfa,LV,2017,2012,1234567.50,notes,"],
    "transfers": ["ring,bread,notes"],
    "events": ["visit,The visit,exchange-visit,--05-13,--05-14,beta,LV,notes"],
    "event_cooperations": ["visit,ring"],
    "event_participants": ["visit,delta,gamma,visitor,notes", "visit,,beta,host,notes"],
}


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """Write a folder of small tables: three cities, one network, one practice, one event."""
    folder = tmp_path / "small"
    folder.mkdir()
    for path in sorted(locate("data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        lines = [",".join(rows[0]), *_SMALL.get(path.stem, [])]
        if path.stem == "country_names":
            lines += [",".join(row) for row in rows if row[0] == "LV"]
        (folder / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "VERSION").write_text("2020.01\n", encoding="utf-8")
    return folder
