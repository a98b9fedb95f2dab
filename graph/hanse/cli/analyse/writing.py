"""Tables of an analysis on standard output or in a file, in the forms of a query's answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.analysis.tables import round_table
from hanse.files import write_file
from hanse.results.forms import write_result
from hanse.results.table import write_table
from hanse.spreadsheet import write_rows

if TYPE_CHECKING:
    from hanse.results import Result

_FOR_PEOPLE = ("markdown", "html")


def write_result_to(result: Result, form: str, output: str | None, width: int | None) -> None:
    """Write a table in a form; for people numbers are rounded, elsewhere every digit stands.

    A table is cut to `width` columns, if given.
    """
    data = _write(result, form, width)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_file(Path(output), data)


def _write(result: Result, form: str, width: int | None) -> bytes:
    if form == "table":
        return write_table(round_table(result), width).encode()
    if form in _FOR_PEOPLE:
        return write_result(round_table(result), form)
    if form == "json":
        return _write_json(result)
    if form == "csv":
        rows = ([_say(value) for value in row] for row in result.values())
        return write_rows([list(result.columns), *rows]).encode()
    return write_result(result, form)


def _write_json(result: Result) -> bytes:
    """Write one row as an object, else a list of objects by the names of the columns."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.values()]
    told = rows[0] if len(rows) == 1 else rows
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _say(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()  # as CSV of a query and JSON write it
    return "" if value is None else str(value)
