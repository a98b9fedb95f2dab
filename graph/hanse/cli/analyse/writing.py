"""What an analysis gives, as a table or a graph, on standard output or in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.analysis.tables import round_table
from hanse.files import write_file
from hanse.graphs import files
from hanse.results import forms
from hanse.results.table import write_table
from hanse.spreadsheet import write_rows

if TYPE_CHECKING:
    import networkx as nx

    from hanse.results import Result

_FOR_PEOPLE = ("markdown", "html")


def put(data: bytes, output: str | None) -> None:
    """Write to standard output, or whole to a file."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_file(Path(output), data)


def write_graph(graph: nx.Graph[str], form: str) -> bytes:
    """Write a graph as GraphML or GEXF."""
    return {"graphml": files.write_graphml, "gexf": files.write_gexf}[form](graph)


def write_result(result: Result, form: str, width: int | None) -> bytes:
    """Write a table in a form; for people numbers are rounded, elsewhere every digit stands.

    A table is cut to `width` columns, if given.
    """
    if form == "table":
        return write_table(round_table(result), width).encode()
    if form in _FOR_PEOPLE:
        return forms.write_result(round_table(result), form)
    if form == "json":
        return _write_json(result)
    if form == "csv":
        rows = ([_say(value) for value in row] for row in result.values())
        return write_rows([list(result.columns), *rows]).encode()
    return forms.write_result(result, form)


def _write_json(result: Result) -> bytes:
    """Write one row as an object, else a list of objects by the names of the columns."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.values()]
    told = rows[0] if len(rows) == 1 else rows
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _say(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()  # as CSV of a query and JSON write it
    return "" if value is None else str(value)
