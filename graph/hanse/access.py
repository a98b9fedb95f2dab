"""Opening a dataset to ask it: a file, a build folder, a store folder or the shipped tables."""

from __future__ import annotations

import os
import time

from hanse.errors import DatasetError, QueryError
from hanse.guard import check_query
from hanse.queries.catalogue import find_query
from hanse.queries.header import parse_query, read_query
from hanse.queries.parameters import bind_parameters
from hanse.store.folder import MANIFEST as STORE_MANIFEST
from hanse.store.folder import open_store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import networkx as nx
    import rdflib

    from hanse.queries.header import Query
    from hanse.results import Result
    from hanse.store.base import Answer
    from hanse.store.embedded import EmbeddedStore

_BUILD, _STORE, _MANIFEST = "build", "store", "manifest.json"
_OURS = b'"title": "Hanse dataset"'
_INLINE_MARKS = frozenset("{}\n ")
_NEVER_IN_PATHS = frozenset("{}\n")
# Queries on disk may take this long before the data are copied into memory, if they are not more
# than that: for 64 thousand triples the copy takes as long, and queries then a third of the time.
_MOST_SECONDS, _MOST_TRIPLES = 0.5, 1_000_000


class Graph:
    """An opened dataset: ask it queries, or take it along into rdflib or networkx.

    `store` is the engine behind it, `place` tells people which dataset it is. A folder is read on
    disk at first, and once queries there have taken half a second, from a copy in memory.
    """

    def __init__(self, store: EmbeddedStore, place: str, *, on_disk: bool = False) -> None:
        self.store = store
        self.place = place
        self._on_disk = on_disk
        self._seconds = 0.0

    def query(self, query: str, /, **parameters: object) -> Result:
        """Answer a query of the catalogue by name, a `.rq` file by path, or SPARQL text.

        Parameters of the query are given by name, None for the default; cities, networks and
        other things by IRI, id or any of their names. Raises UsageError for an unknown name or
        parameter, QueryError for what cannot be parsed or answered.
        """
        from hanse.results import read_result  # noqa: PLC0415 - the command line needs it late

        given = {name: value for name, value in parameters.items() if value is not None}
        values = {name: _write_value(value) for name, value in given.items()}
        start = time.perf_counter()
        result = read_result(self.ask(query, values))
        self._seconds += time.perf_counter() - start
        if self._on_disk and self._seconds > _MOST_SECONDS:
            self._move_into_memory()
        return result

    def _move_into_memory(self) -> None:
        self._on_disk = False
        if len(self) <= _MOST_TRIPLES:
            self.store = self.store.copy()

    def ask(self, query: str, values: Mapping[str, str], *, inline: bool = False) -> Answer:
        """Give the engine's own answer, which can be read once; `inline` says it is SPARQL text."""
        found = _find(query, inline=inline)
        check_query(found.text, found.path)
        text = bind_parameters(found, values, self.store)
        try:
            return self.store.query(text)
        except QueryError as error:
            raise QueryError(f"{found.path}: {error}") from error

    def lines(self) -> list[str]:
        """Give every triple as an N-Triples line, sorted."""
        quads = self.store.engine.quads_for_pattern(None, None, None, None)
        return sorted({f"{q.subject} {q.predicate} {q.object} .\n" for q in quads})

    def to_rdflib(self) -> rdflib.Graph:
        """Give the whole dataset as an rdflib graph; 64 thousand triples take about two seconds."""
        from hanse.store.vocabulary import read_rdflib  # noqa: PLC0415 - 0.2 s to import

        return read_rdflib(self.lines())

    def to_networkx(self) -> nx.Graph[str]:
        """Give members and cooperations as a bipartite networkx graph, a tie a membership.

        Nodes carry label, kind and country, ties role, years and source. Raises
        MissingExtraError where networkx is not installed.
        """
        from hanse.graphs import read_graph  # noqa: PLC0415 - an extra, and 0.3 s to import

        return read_graph(self.store)

    def __len__(self) -> int:
        """Count the triples."""
        return len(self.store)

    def __repr__(self) -> str:
        """Show what it is and how large."""
        return f"<hanse.Graph of {self.place}: {len(self)} triples>"


def open_dataset(path: str | os.PathLike[str] | None = None) -> Graph:
    """Open a dataset: an RDF file in any syntax, a build folder or a store folder.

    Without a path: what `hanse build` last made in `build/` of the working folder, else the
    shipped tables, built once into the user's cache folder. Raises DatasetError where it cannot
    be read.
    """
    if path is None:
        return _open_default()
    place = os.fspath(path)
    _recover(place)
    if os.path.isdir(place):  # noqa: PTH112 - pathlib costs a query 4 ms
        return _open_folder(place)
    from pathlib import Path  # noqa: PLC0415 - as above

    from hanse.store.embedded import load_file  # noqa: PLC0415 - for files only

    return Graph(load_file(Path(place)), place)


def _recover(place: str) -> None:
    """Complete what a killed writer left half done where nothing stands now."""
    if not os.path.lexists(place):
        from pathlib import Path  # noqa: PLC0415 - as above

        from hanse.exchange import recover  # noqa: PLC0415 - 2 ms, for the rare need

        recover(Path(place))


def _open_folder(place: str) -> Graph:
    files = {STORE_MANIFEST, _MANIFEST}
    found = {name for name in files if os.path.isfile(os.path.join(place, name))}  # noqa: PTH113, PTH118 - as above
    folder = os.path.join(place, _STORE) if found == {_MANIFEST} else place  # noqa: PTH118 - as above
    return Graph(open_store(folder), place, on_disk=True)


def _open_default() -> Graph:
    _recover(_BUILD)
    if _is_ours(os.path.join(_BUILD, _MANIFEST)):  # noqa: PTH118 - as above
        return _open_folder(_BUILD)
    from hanse.cache import build_shipped  # noqa: PLC0415 - once for each version

    folder = str(build_shipped())
    try:
        return _open_folder(folder)
    except DatasetError:  # a damaged cache mends itself
        return _open_folder(str(build_shipped(anew=True)))


def _is_ours(manifest: str) -> bool:
    """Tell our manifest from the files of this name that other tools keep in a folder `build`."""
    try:
        with open(manifest, "rb") as file:  # noqa: PTH123 - as above
            return _OURS in file.read(1000)
    except OSError:
        return False


def _find(query: str, *, inline: bool) -> Query:
    if inline:
        return parse_query(query, "standard input", "standard input")
    is_text = bool(_INLINE_MARKS & set(query))
    is_file = query.endswith(".rq") and not _NEVER_IN_PATHS & set(query)
    if is_file or (os.sep in query and not is_text):
        return read_query(query)
    if is_text:
        return parse_query(query, "query", "query")
    return find_query(query)


def _write_value(value: Any) -> str:  # noqa: ANN401 - numbers, texts, dates, IRIs of any library
    if isinstance(value, bool):
        return str(value).lower()
    return str(getattr(value, "value", value))
