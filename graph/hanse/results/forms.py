"""The forms of an answer: CSV, TSV, JSON, XML, RDF, Arrow, GeoJSON, and tables for people.

Rows and N-Triples are written as the engine finds them, so that an answer of any length needs
little memory; the other forms need all of it before they can begin.
"""

from __future__ import annotations

import io
from itertools import islice

import pyoxigraph as ox

from hanse.errors import QueryError, UsageError
from hanse.namespaces import PREFIXES
from hanse.results.answer import read_result
from hanse.results.media import FORMS, ROW_FORMS, TRIPLE_FORMS
from hanse.results.table import write_markdown, write_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Protocol

    from hanse.results.answer import Result
    from hanse.store.base import Answer

    class Sink(Protocol):
        """What an answer is written to: a file, a pipe, a socket, or what counts its bytes."""

        def write(self, data: bytes, /) -> object:
            """Take all of the bytes, or raise."""
            ...


__all__ = ["FORMS", "stream_answer", "write_answer", "write_result"]

_ROW_SYNTAX = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_ROWS_AT_ONCE = 1000


def write_answer(
    answer: Answer, form: str, width: int | None = None, *, spreadsheet: bool = False
) -> bytes:
    """Write a store's answer in one of FORMS into memory: see `stream_answer`."""
    sink = io.BytesIO()
    stream_answer(answer, form, sink, width, spreadsheet=spreadsheet)
    return sink.getvalue()


def stream_answer(
    answer: Answer, form: str, sink: Sink, width: int | None = None, *, spreadsheet: bool = False
) -> None:
    """Write a store's answer, which can be read once, to `sink` in one of FORMS.

    csv, tsv, json, xml and ntriples are written in pieces of a few kilobytes while the engine
    answers. A table cuts cells to fit `width` columns, if given; `spreadsheet` is for csv and
    puts a ' before cells that a spreadsheet would run. ntriples are sorted and stand once.
    Raises UsageError, before a byte is written, where the form does not fit the kind of answer:
    turtle, ntriples and jsonld are for triples, csv, tsv, json and xml for rows, geojson needs
    coordinates. Raises QueryError where the engine fails on the way, and what `sink` raises
    passes through; what was written then is no answer.
    """
    _check_form(answer, form, spreadsheet=spreadsheet)
    if form in _ROW_SYNTAX and not spreadsheet:
        _stream_rows(answer, form, sink)
    elif form == "ntriples":
        for lines in _take(_sort_triples(answer)):
            sink.write("".join(lines).encode())
    elif spreadsheet:
        _stream_spreadsheet(answer, sink)
    elif form == "table":
        sink.write(write_table(read_result(answer), width).encode())
    else:
        sink.write(write_result(read_result(answer), form))


def write_result(result: Result, form: str) -> bytes:
    """Write an answer that was read in one of the forms that need all of it before they begin."""
    return _WRITERS[form](result)


def _check_form(answer: Answer, form: str, *, spreadsheet: bool) -> None:
    triples = isinstance(answer, ox.QueryTriples)
    if spreadsheet and form != "csv":
        raise UsageError(f"a spreadsheet opens csv; {form} has no cells to guard")
    if form in TRIPLE_FORMS and not triples:
        raise UsageError(f"{form} is for CONSTRUCT and DESCRIBE; this query gives rows, try csv")
    if form in ROW_FORMS and triples:
        raise UsageError(f"{form} is for SELECT and ASK; this query gives triples, try turtle")


class _Watched:
    """A sink that remembers what it raised, and whether a line ended last."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.failure: BaseException | None = None
        self.ended = False

    def write(self, data: bytes) -> int:
        try:
            self._sink.write(data)
        except BaseException as error:
            self.failure = error
            raise
        self.ended = data.endswith(b"\n") if data else self.ended
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine asks for it at its end, and the sink's owner knows better."""


def _stream_rows(answer: Answer, form: str, sink: Sink) -> None:
    """Let the engine write the standard formats."""
    watched = _Watched(sink)
    try:
        answer.serialize(watched, format=_ROW_SYNTAX[form])  # type: ignore[arg-type] # rows, as was checked; any sink will do
    except (ValueError, RuntimeError, OSError) as error:
        if watched.failure is not None:
            raise watched.failure from None
        raise QueryError(f"the query cannot be answered: {error}") from error
    if not watched.ended:
        sink.write(b"\n")


def _stream_spreadsheet(answer: Answer, sink: Sink) -> None:
    from hanse.spreadsheet import BOM, write_rows  # noqa: PLC0415 - for this form only

    columns, rows = _read_cells(answer)
    sink.write(BOM + write_rows([columns], spreadsheet=True).encode())
    for some in _take(rows):
        sink.write(write_rows(some, spreadsheet=True).encode())


def _read_cells(answer: Answer) -> tuple[list[str], Iterator[list[str]]]:
    """Give columns and rows of an answer as texts: IRIs and literals without their marks."""
    if isinstance(answer, ox.QuerySolutions):
        columns = [variable.value for variable in answer.variables]
        return columns, ([_show(term) for term in row] for row in _follow(answer))
    result = read_result(answer)
    return list(result.columns), iter([[_show(term) for term in row] for row in result.rows])


def _show(term: object) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _sort_triples(answer: Answer) -> Iterator[str]:
    from hanse.results.sorting import sort_lines  # noqa: PLC0415 - for triples only

    lines = (f"{t.subject} {t.predicate} {t.object} .\n" for t in _follow(answer))
    return sort_lines(lines)


def _follow(answer: Any) -> Iterator[Any]:  # noqa: ANN401 - solutions or triples
    """Yield what the engine finds; where it fails that is a QueryError."""
    try:
        yield from answer
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _take(items: Iterator[Any]) -> Iterator[list[Any]]:
    """Take items together, so that they are written in pieces of a sensible size."""
    while some := list(islice(items, _ROWS_AT_ONCE)):
        yield some


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


def _write_html(result: Result) -> bytes:
    from hanse.results.html import write_page  # noqa: PLC0415 - for this form only

    return write_page(result).encode()


def _write_arrow(result: Result) -> bytes:
    from hanse.results.arrow import write_arrow  # noqa: PLC0415 - an extra

    return write_arrow(result)


def _write_parquet(result: Result) -> bytes:
    from hanse.results.arrow import write_parquet  # noqa: PLC0415 - an extra

    return write_parquet(result)


def _write_geojson(result: Result) -> bytes:
    from hanse.results.geojson import write_geojson  # noqa: PLC0415 - 4 ms, not for tables

    return write_geojson(result)


_WRITERS: dict[str, Callable[[Result], bytes]] = {
    "markdown": lambda result: write_markdown(result).encode(),
    "html": _write_html,
    "turtle": _write_turtle,
    "jsonld": _write_jsonld,
    "arrow": _write_arrow,
    "parquet": _write_parquet,
    "geojson": _write_geojson,
}
