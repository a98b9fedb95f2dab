"""What a record asks of a dataset: the queries beside this file, rows by the names of variables."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from hanse.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hanse.store.base import Store


class Answer(Protocol):
    """What a query gives back: columns and rows of RDF terms, None where nothing is bound."""

    @property
    def columns(self) -> Sequence[str]:
        """The names of the variables."""
        ...

    @property
    def rows(self) -> Any:  # noqa: ANN401 - rows of any store's terms
        """The rows, each a tuple of terms, None where a variable has no value."""
        ...


class Dataset(Protocol):
    """Anything that answers SPARQL, such as what `hanse.open()` returns."""

    def query(self, name_or_text: str, /) -> Answer:
        """Answer a query."""
        ...


class Rows:
    """The answer of a bare store."""

    def __init__(self, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self.columns = columns
        self.rows = rows


class StoreDataset:
    """A bare store as a dataset."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def query(self, name_or_text: str, /) -> Rows:
        """Answer a SELECT."""
        answer: Any = self.store.query(name_or_text)
        columns = [variable.value for variable in answer.variables]
        return Rows(columns, [tuple(solution) for solution in answer])


_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_CLASS = "$class"


def ask(dataset: Dataset, name: str, class_: str = "") -> Iterator[dict[str, str]]:
    """Answer a query of this folder row by row: IRIs and values as text, "" where unbound.

    `class_`, a prefixed name, takes the place of the query's variable $class.
    """
    text = _read(name)
    answer = dataset.query(_PROLOGUE + (text.replace(_CLASS, class_) if class_ else text))
    for row in answer.rows:
        terms = zip(answer.columns, row, strict=True)
        yield {column: "" if term is None else str(term.value) for column, term in terms}


@cache
def _read(name: str) -> str:
    return files("hanse.record").joinpath(f"{name}.rq").read_text("utf-8")


def gather(rows: Iterable[dict[str, str]], value: str) -> dict[str, tuple[str, ...]]:
    """Collect a variable into the values of each ?thing, in the order in which they come."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["thing"], []).append(row[value])
    return {thing: tuple(values) for thing, values in found.items()}


def keep_first(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Keep the first row of each ?thing: data of others may name two countries of one city."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["thing"], row)
    return found


def read_whole(number: str) -> int | None:
    """Read a whole number; data of others may hold anything."""
    try:
        return int(number)
    except ValueError:
        return None


def read_degrees(number: str) -> float | None:
    """Read a number of degrees; data of others may hold anything."""
    try:
        return float(number)
    except ValueError:
        return None
