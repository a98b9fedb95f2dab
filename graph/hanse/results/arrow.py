"""Answers as Arrow tables: for Arrow files, Parquet and whoever reads Arrow in memory."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hanse.errors import MissingExtraError

if TYPE_CHECKING:
    from hanse.results.answer import Result

_LIMIT = 2**63  # what Arrow's whole numbers hold


def make_table(result: Result) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Make a pyarrow.Table of Python values, a column a variable.

    A column has one type: numbers stay numbers only where all of them are, whole numbers beyond
    64 bits become texts. Raises MissingExtraError where pyarrow is not installed.
    """
    arrow = _load("pyarrow")
    values = result.values()
    columns = [_even_out([row[i] for row in values]) for i in range(len(result.columns))]
    return arrow.table(columns, names=list(result.columns))


def write_arrow(result: Result) -> bytes:
    """Write an Arrow IPC file."""
    arrow = _load("pyarrow")
    table = make_table(result)
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def write_parquet(result: Result) -> bytes:
    """Write a Parquet file."""
    table = make_table(result)
    sink = _load("pyarrow").BufferOutputStream()
    _load("pyarrow.parquet").write_table(table, sink)
    return bytes(sink.getvalue())


def _load(name: str) -> Any:  # noqa: ANN401 - as above
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError("notebook", "pyarrow") from error


def _even_out(column: list[object]) -> list[object]:
    kinds = {type(value) for value in column if value is not None}
    if any(isinstance(value, int) and not -_LIMIT <= value < _LIMIT for value in column):
        kinds.add(str)
    if len(kinds) <= 1 or kinds <= {int, float}:
        return [float(v) if len(kinds) > 1 and isinstance(v, int) else v for v in column]
    return [None if value is None else str(value) for value in column]
