"""Opening a dataset to ask it: a file, a folder, the shipped tables or a SPARQL endpoint."""

from __future__ import annotations

import os
import time

from hanse.errors import DatasetError, ParameterError, QueryError
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
    from hanse.store.base import Answer, Source
    from hanse.store.embedded import EmbeddedStore

# What the engine writes, and a build: without our manifest such a folder is damaged.
_ENGINE_FILES = frozenset({"CURRENT", "IDENTITY", "hanse-asserted.nt", "store"})
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
    disk at first (`on_disk`), and once queries there have taken half a second, from a copy in
    memory. A remote engine is asked anew each time, and raises RemoteError where it fails.
    """

    def __init__(
        self,
        store: Source,
        place: str,
        *,
        on_disk: EmbeddedStore | None = None,
        is_remote: bool = False,
    ) -> None:
        self.store = store
        self.place = place
        self.on_disk = on_disk
        self._is_remote = is_remote
        self._seconds = 0.0

    def query(self, query: str, /, **parameters: object) -> Result:
        """Answer a query of the catalogue by name, a `.rq` file by path, or SPARQL text.

        Parameters of the query are given by name; one that is left out takes its default. Cities,
        networks and other things are given by IRI, id or any of their names. Raises UsageError
        for an unknown name or parameter and for None, which a table has where it knows nothing;
        QueryError for what cannot be parsed or answered.
        """
        from hanse.results import read_result  # noqa: PLC0415 - the command line needs it late

        for name, value in parameters.items():
            if value is None:
                rule = "is None; give a value, or leave it out for its default"
                raise ParameterError(_find(query, inline=False).path, name, rule)
        values = {name: _write_value(value) for name, value in parameters.items()}
        start = time.perf_counter()
        result = read_result(self.ask(query, values))
        self._seconds += time.perf_counter() - start
        if self.on_disk and self._seconds > _MOST_SECONDS:
            self._move_into_memory(self.on_disk)
        return result

    def _move_into_memory(self, store: EmbeddedStore) -> None:
        self.on_disk = None
        if len(store) <= _MOST_TRIPLES:
            self.store = store.copy()

    def ask(self, query: str, values: Mapping[str, str], *, inline: bool = False) -> Answer:
        """Give the engine's own answer, which can be read once; `inline` says it is SPARQL text."""
        found = _find(query, inline=inline)
        check_query(found.text, found.path, elsewhere=self._is_remote)
        text = bind_parameters(found, values, self.store)
        try:
            return self.store.query(text)
        except QueryError as error:
            raise QueryError(f"{found.path}: {error}") from error

    def lines(self) -> list[str]:
        """Give every triple as an N-Triples line, sorted."""
        return self.store.lines()

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
        if self._is_remote:
            return f"<hanse.Graph of {self.place}>"
        return f"<hanse.Graph of {self.place}: {len(self)} triples>"


def open_dataset(path: str | os.PathLike[str] | None = None) -> Graph:
    """Open a dataset: an RDF file of any syntax, a folder of them, a build or a store folder.

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


def open_remote(
    endpoint: str,
    graph: str | None = None,
    seconds: float | None = None,
    *,
    at_once: bool = False,
) -> Graph:
    """Open a SPARQL endpoint; nothing is sent yet.

    `graph` is the IRI of the graph to ask; `seconds` the time limit (60) of each question, or,
    `at_once`, of all together. Raises UsageError where one of them is none.
    """
    from hanse.store.remote import open_endpoint  # noqa: PLC0415 - 0.1 s, for remote engines only

    store = open_endpoint(endpoint, graph, seconds, at_once=at_once)
    return Graph(store, store.endpoint.shown, is_remote=True)


def _recover(place: str) -> None:
    """Complete what a killed writer left half done where nothing stands now."""
    if not os.path.lexists(place):
        from pathlib import Path  # noqa: PLC0415 - as above

        from hanse.exchange import recover  # noqa: PLC0415 - 2 ms, for the rare need

        recover(Path(place))


def _open_folder(place: str) -> Graph:
    files = {STORE_MANIFEST, _MANIFEST}
    found = {name for name in files if os.path.isfile(os.path.join(place, name))}  # noqa: PTH113, PTH118 - as above
    if not found:
        return _open_files(place)
    folder = os.path.join(place, _STORE) if found == {_MANIFEST} else place  # noqa: PTH118 - as above
    store = open_store(folder)
    return Graph(store, place, on_disk=store)


def _open_files(place: str) -> Graph:
    """Open a folder of RDF files; without any, it is taken for a store that was emptied."""
    from pathlib import Path  # noqa: PLC0415 - as above

    from hanse.store.embedded import load_files  # noqa: PLC0415 - for files only
    from hanse.store.syntax import FORMATS  # noqa: PLC0415 - as above

    inside = sorted(Path(place).iterdir())
    files = [path for path in inside if path.suffix.lower() in FORMATS and path.is_file()]
    if not files or any(path.name in _ENGINE_FILES for path in inside):
        return Graph(open_store(place), place)  # which says what is missing
    return Graph(load_files(files), place)


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
