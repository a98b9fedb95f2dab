"""Reports on each kind of thing, composed once from the shipped dataset."""

from __future__ import annotations

import pickle
from functools import cache
from typing import TYPE_CHECKING

import pytest

from hanse.access import open_dataset
from hanse.namespaces import DATASET, ID
from hanse_viz.report.composing import compose
from hanse_viz.report.page import write_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.artefacts import MakeOnce

    from hanse_viz.report.composing import Report

KINDS = {"city": "riga", "country": "LV", "network": "re-growcity"}


@pytest.fixture(scope="session")
def composed(make_once: MakeOnce, request: pytest.FixtureRequest) -> Callable[[str], Report]:
    """Compose the report on a kind of thing where it is asked for, once."""

    @cache
    def compose_once(kind: str) -> Report:
        def make(folder: Path) -> None:
            iri = DATASET if kind == "dataset" else f"{ID}{kind}/{KINDS[kind]}"
            report = compose(request.getfixturevalue("graph"), kind, iri)
            (folder / "report.pickle").write_bytes(pickle.dumps(report))

        written = (make_once(f"report-{kind}", make) / "report.pickle").read_bytes()
        report: Report = pickle.loads(written)  # noqa: S301 - our own file
        return report

    return compose_once


_open_once = cache(open_dataset)


@pytest.fixture
def open_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands that a test runs in this process open and read a dataset once."""
    monkeypatch.setattr("hanse.access.open_dataset", _open_once)


@pytest.fixture(scope="session")
def write_once(
    composed: Callable[[str], Report], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Write the page of the report on a kind of thing where it is asked for, once."""
    folder = tmp_path_factory.mktemp("reports")

    @cache
    def write(kind: str) -> Path:
        file = folder / f"{kind}.html"
        file.write_bytes(write_page(composed(kind)))
        return file

    return write
