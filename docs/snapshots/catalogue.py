"""The rows that the queries of the catalogue give: expected results that tests compare."""

from __future__ import annotations

import csv
import io
import itertools
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.queries.catalogue import list_queries

if TYPE_CHECKING:
    from docs.snapshots.study import Study

    from hanse.queries.header import Query
    from hanse.results import Result

EXPECTED = Path(__file__).resolve().parents[2] / "tests" / "queries" / "expected"


def write_cells(result: Result) -> list[list[str]]:
    """Write an answer as cells of text, the columns first."""
    rows = [
        [str(getattr(term, "value", term)) if term is not None else "" for term in row]
        for row in result.rows
    ]
    return [list(result.columns), *rows]


def write_rows(result: Result) -> str:
    """Write an answer as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(write_cells(result))
    return out.getvalue()


def read_example(query: Query) -> dict[str, str]:
    """Read the parameters off the command line of the header."""
    words = shlex.split(query.example)
    return dict(
        value.split("=", 1) for option, value in itertools.pairwise(words) if option == "-p"
    )


def render(study: Study) -> dict[Path, str]:
    """Answer every query with its defaults, and with the values of its example."""
    files: dict[Path, str] = {}
    for query in list_queries():
        file = EXPECTED / f"{query.name}.csv"
        files[file] = write_rows(study.graph.query(query.name))
        if query.parameters:
            answer = study.graph.query(query.name, **read_example(query))
            files[EXPECTED / "examples" / file.name] = write_rows(answer)
    return files
