"""Typed rows of an analysis as an answer, in every form in which a query is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.namespaces import XSD
from hanse.results.answer import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, NamedTuple

    from hanse.results.answer import Term

_SHOWN = 4  # digits of a number that people read
_WEB = ("http://", "https://")


def make_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Result:
    """Make an answer of rows of Python values: numbers keep every digit, None is no value.

    Texts that begin as web addresses do are IRIs, as in the answers of queries.
    """
    return Result("rows", tuple(columns), [tuple(map(_make_term, row)) for row in rows])


def round_table(result: Result) -> Result:
    """Round the numbers with decimals to four digits that count, for people to read."""
    return Result("rows", result.columns, [tuple(map(_round, row)) for row in result.rows])


def _make_term(value: Any) -> Term | None:  # noqa: ANN401 - of Python or of numpy
    value = value.item() if hasattr(value, "item") else value
    if value is None:
        return None
    if isinstance(value, bool):
        return ox.Literal(value)
    if isinstance(value, float):
        return ox.Literal(repr(float(value)), datatype=ox.NamedNode(f"{XSD}double"))
    if isinstance(value, int):
        return ox.Literal(int(value))
    text = str(value)
    return _make_iri(text) if text.startswith(_WEB) else ox.Literal(text)


def _make_iri(text: str) -> Term:
    try:
        return ox.NamedNode(text)
    except ValueError:  # an address with a blank in it is a text
        return ox.Literal(text)


def _round(term: Term | None) -> Term | None:
    if not isinstance(term, ox.Literal) or term.datatype.value != f"{XSD}double":
        return term
    return ox.Literal(f"{float(term.value):.{_SHOWN}g}", datatype=term.datatype)


def list_rows(rows: Iterable[NamedTuple], columns: Sequence[str]) -> Result:
    """Make an answer of typed rows; `columns` name what it has where there is no row.

    The fields of a row within a row stand in its place.
    """
    listed = [dict(_spread(row)) for row in rows]
    names = tuple(listed[0]) if listed else tuple(columns)
    return make_table(names, ([row[name] for name in names] for row in listed))


def _spread(row: NamedTuple) -> Iterator[tuple[str, object]]:
    values: tuple[Any, ...] = row
    for name, value in zip(row._fields, values, strict=True):
        if hasattr(value, "_fields"):
            yield from _spread(value)
        else:
            yield name, value
