"""The forms of an answer: CSV, TSV, JSON, XML, RDF, Arrow, GeoJSON, and tables for people."""

from __future__ import annotations

import pyoxigraph as ox

from hanse.errors import MissingExtraError, QueryError, UsageError
from hanse.namespaces import PREFIXES
from hanse.results.answer import read_result
from hanse.results.table import write_markdown, write_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.results.answer import Result
    from hanse.store.base import Answer

_ROW_SYNTAX = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_TRIPLE_FORMS = ("turtle", "ntriples", "jsonld")
_LIMIT = 2**63  # what Arrow's whole numbers hold
FORMS = ("table", *_ROW_SYNTAX, "markdown", *_TRIPLE_FORMS, "arrow", "geojson")


def write_answer(answer: Answer, form: str, width: int | None = None) -> bytes:
    """Write a store's answer in one of FORMS; a table cuts cells to fit `width` columns, if given.

    Raises UsageError where the form does not fit the kind of answer: turtle, ntriples and jsonld
    are for triples, csv, tsv, json and xml for rows, geojson needs coordinates.
    """
    triples = isinstance(answer, ox.QueryTriples)
    if form in _TRIPLE_FORMS and not triples:
        raise UsageError(f"{form} is for CONSTRUCT and DESCRIBE; this query gives rows, try csv")
    if form in _ROW_SYNTAX:
        if isinstance(answer, ox.QueryTriples):
            raise UsageError(f"{form} is for SELECT and ASK; this query gives triples, try turtle")
        return _write_rows(answer, form)
    result = read_result(answer)
    if form == "table":
        return write_table(result, width).encode()
    writers: dict[str, Callable[[Result], bytes]] = {
        "markdown": lambda result: write_markdown(result).encode(),
        "turtle": _write_turtle,
        "ntriples": lambda result: "".join(_write_lines(result)).encode(),
        "jsonld": _write_jsonld,
        "arrow": _write_arrow,
        "geojson": _write_geojson,
    }
    return writers[form](result)


def _write_rows(answer: ox.QuerySolutions | ox.QueryBoolean, form: str) -> bytes:
    """Let the engine write the standard formats."""
    try:
        data = answer.serialize(format=_ROW_SYNTAX[form]) or b""
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error
    return data if data.endswith(b"\n") else data + b"\n"


def _write_lines(result: Result) -> list[str]:
    return sorted({f"{s} {p} {o} .\n" for s, p, o in result.rows})


def _write_turtle(result: Result) -> bytes:
    from hanse.turtle import write_turtle  # noqa: PLC0415 - on no other path of a query

    return write_turtle(_write_lines(result)).encode()


def _write_jsonld(result: Result) -> bytes:
    data = "".join(_write_lines(result)).encode()
    triples = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
    written = ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=dict(PREFIXES))
    return (written or b"") + b"\n"


def _write_arrow(result: Result) -> bytes:
    from importlib import import_module  # noqa: PLC0415 - for an extra only

    try:
        pa: Any = import_module("pyarrow")
    except ImportError as error:
        raise MissingExtraError("notebook", "pyarrow") from error
    values = result.values()
    columns = [_even_out([row[i] for row in values]) for i in range(len(result.columns))]
    table = pa.table(columns, names=list(result.columns))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _even_out(column: list[object]) -> list[object]:
    """Give a column one type: numbers stay numbers only where all of them are."""
    kinds = {type(value) for value in column if value is not None}
    if any(isinstance(value, int) and not -_LIMIT <= value < _LIMIT for value in column):
        kinds.add(str)
    if len(kinds) <= 1 or kinds <= {int, float}:
        return [float(v) if len(kinds) > 1 and isinstance(v, int) else v for v in column]
    return [None if value is None else str(value) for value in column]


def _write_geojson(result: Result) -> bytes:
    from hanse.results.geojson import write_geojson  # noqa: PLC0415 - 4 ms, not for tables

    return write_geojson(result)
