"""The record as it is read from a dataset, and who reads it."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from hanse.record.asking import StoreDataset, ask
from hanse.record.reading import read_network
from hanse.store.embedded import load_lines

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset

QUERIES = sorted(
    path.name.removesuffix(".rq")
    for path in files("hanse.record").iterdir()
    if path.name.endswith(".rq")
)


def test_the_queries_are_shipped() -> None:
    """The queries stand beside the module, in a checkout and in the package."""
    assert len(QUERIES) >= 20


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_gives_rows_by_name(name: str, built: Dataset) -> None:
    """Each query runs by itself on any SPARQL 1.1 store and has rows of the shipped data."""
    rows = list(ask(StoreDataset(built.store), name))
    assert rows
    assert all(isinstance(value, str) for value in rows[0].values())


def test_an_empty_dataset_has_an_empty_record() -> None:
    """Where nothing is stated nothing is read, and nothing fails."""
    record = read_network(StoreDataset(load_lines([])))
    assert (record.members, record.cooperations, record.ties) == ((), (), ())


def test_a_query_never_reads_the_record(build_folder: Path) -> None:
    """A cold query imports nothing of the record."""
    program = (
        "import sys; from hanse.cli import main\n"
        "code = main(['query', 'counts', '--dataset', sys.argv[1], '--format', 'csv'])\n"
        "read = [name for name in sys.modules if name.startswith('hanse.record')]\n"
        "sys.exit(code or ', '.join(read) or None)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(build_folder)], check=False, capture_output=True
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert len(run.stdout) > 100
