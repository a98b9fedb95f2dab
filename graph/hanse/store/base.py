"""What every store can do, whatever engine stands behind it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeAlias

    import pyoxigraph as ox

    Answer: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

    class Store(Protocol):
        """Answers SPARQL 1.1 queries over one default graph."""

        def query(self, text: str) -> Answer:
            """Answer a query; raises QueryError with line and column where it cannot be parsed."""
            ...

    class Source(Store, Protocol):
        """A store that can also be taken along whole."""

        def lines(self) -> list[str]:
            """Give every triple as an N-Triples line, sorted."""
            ...

        def __len__(self) -> int:
            """Count the triples."""
            ...
