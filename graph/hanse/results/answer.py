"""An answer that can be read more than once, as rows of RDF terms or of Python values."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox

from hanse.errors import MissingExtraError, QueryError
from hanse.namespaces import XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    import networkx as nx
    import pandas as pd
    import rdflib

    from hanse.store.base import Answer

    Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row: TypeAlias = tuple[Term | None, ...]

_SHOWN_ROWS = 200
_TRIPLE_COLUMNS = ("subject", "predicate", "object")
_WHOLE = {
    XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
}
_BROKEN = {XSD + name for name in ("decimal", "double", "float")}


class Result:
    """The answer to one query.

    `columns` are the names of the variables (subject, predicate, object for CONSTRUCT and
    DESCRIBE, each triple once and sorted; `answer` for ASK). `rows` are tuples of pyoxigraph
    terms, None where a variable has no value. `kind` is "rows", "triples" or "boolean".
    """

    def __init__(self, kind: str, columns: tuple[str, ...], rows: list[Row]) -> None:
        self.kind = kind
        self.columns = columns
        self.rows = rows

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield rows of Python values: see `values`."""
        return iter(self.values())

    def __bool__(self) -> bool:
        """Tell what an ASK answered; otherwise whether there are rows."""
        if self.kind == "boolean":
            return bool(self.values()[0][0])
        return bool(self.rows)

    def _repr_html_(self) -> str:
        """Show the first rows as a table in a notebook, and how many more there are."""
        from hanse.results.html import write_table  # noqa: PLC0415 - for notebooks only

        return write_table(self, _SHOWN_ROWS)

    def __repr__(self) -> str:
        """Show what it is and how long."""
        return f"<hanse.Result: {len(self)} rows of {', '.join(self.columns)}>"

    def values(self) -> list[tuple[Any, ...]]:
        """Give the rows as Python values: IRIs and texts as str, numbers as int or float."""
        return [tuple(map(_read_value, row)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Give the rows as a pandas DataFrame of Python values, one column a variable.

        Raises MissingExtraError where pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - an extra, and 0.6 s to import
        except ImportError as error:
            raise MissingExtraError("notebook", "pandas") from error
        return pd.DataFrame(self.values(), columns=list(self.columns))

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Give the rows as a pyarrow.Table of Python values, one column a variable.

        A column whose values are of several kinds is one of texts. Raises MissingExtraError where
        pyarrow is not installed.
        """
        from hanse.results.arrow import make_table  # noqa: PLC0415 - an extra

        return make_table(self)

    def to_geojson(self) -> dict[str, Any]:
        """Give the rows as a GeoJSON FeatureCollection, a point a row.

        Raises UsageError where the answer has no coordinates: columns lat and long, or WKT points.
        """
        from hanse.results.geojson import make_collection  # noqa: PLC0415 - 4 ms, for maps only

        return make_collection(self)

    def to_networkx(self) -> nx.MultiDiGraph[str] | nx.Graph[str]:
        """Give the answer as a networkx graph: its first two columns of IRIs are the ends.

        Raises MissingExtraError where networkx is not installed, QueryError where no two columns
        can be the ends of an edge.
        """
        from hanse.graphs import build_graph  # noqa: PLC0415 - an extra, and 0.3 s to import

        return build_graph(self)

    def to_rdflib(self) -> rdflib.Graph:
        """Give the triples of a CONSTRUCT or DESCRIBE as an rdflib graph.

        Raises QueryError for the rows of a SELECT or ASK, which are no triples.
        """
        if self.kind != "triples":
            raise QueryError("only CONSTRUCT and DESCRIBE give triples; this query gives rows")
        from hanse.store.vocabulary import read_rdflib  # noqa: PLC0415 - 0.2 s to import

        return read_rdflib(f"{s} {p} {o} .\n" for s, p, o in self.rows)


def read_result(answer: Answer, most: int | None = None) -> Result:
    """Read a store's answer, which can be read only once, into a Result.

    `most` is the number of rows after which the rest is not read.
    """
    if isinstance(answer, ox.QueryBoolean):
        value = ox.Literal(bool(answer))
        return Result("boolean", ("answer",), [(value,)])
    try:
        if isinstance(answer, ox.QueryTriples):
            triples: set[Row] = {(t.subject, t.predicate, t.object) for t in answer}
            return Result("triples", _TRIPLE_COLUMNS, sorted(triples, key=_write_row))
        columns = tuple(variable.value for variable in answer.variables)
        return Result("rows", columns, [tuple(solution) for solution in islice(answer, most)])
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _write_row(row: Row) -> tuple[str, ...]:
    return tuple(map(str, row))


def _read_value(term: Term | None) -> Any:  # noqa: ANN401 - whatever the literal's datatype says
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        read = _READERS.get(term.datatype.value, str)
        try:
            return read(term.value)
        except ValueError:
            return term.value
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _read_boolean(value: str) -> bool:
    return value in {"true", "1"}


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_WHOLE, int),
    **dict.fromkeys(_BROKEN, float),
    XSD + "boolean": _read_boolean,
}
