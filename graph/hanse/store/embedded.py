"""Oxigraph inside the process: in memory from files or lines, or on disk from a store folder."""

from __future__ import annotations

from contextlib import contextmanager

import pyoxigraph as ox

from hanse.errors import DatasetError, QueryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from hanse.store.base import Answer


class EmbeddedStore:
    """A store inside this process, read through SPARQL 1.1 queries."""

    def __init__(self, engine: ox.Store, *, union: bool = False) -> None:
        """Wrap an engine that is already filled; `union` lets queries see every named graph."""
        self.engine = engine
        self._union = union

    def query(self, text: str) -> Answer:
        """Answer a query; raises QueryError with line and column where it cannot be parsed."""
        union = self._union and not _names_graphs(text)  # else the engine would not heed them
        try:
            return self.engine.query(text, use_default_graph_as_union=union)
        except SyntaxError as error:
            raise QueryError(f"the query cannot be parsed: {error.msg}") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def query_graphs(self, text: str, default: Iterable[str], named: Iterable[str]) -> Answer:
        """Answer a query over the merge of some named graphs, with others behind GRAPH.

        Raises QueryError as `query` does, and for a text that is no IRI.
        """
        try:
            return self.engine.query(
                text,
                default_graph=[ox.NamedNode(iri) for iri in default],
                named_graphs=[ox.NamedNode(iri) for iri in named],
            )
        except SyntaxError as error:
            raise QueryError(f"the query cannot be parsed: {error.msg}") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def lines(self) -> list[str]:
        """Give every triple as an N-Triples line, sorted."""
        with _reading():
            quads = self.engine.quads_for_pattern(None, None, None, None)
            return sorted({f"{q.subject} {q.predicate} {q.object} .\n" for q in quads})

    def copy(self) -> EmbeddedStore:
        """Copy everything into memory; 64 thousand triples take half a second and 30 MB."""
        engine = ox.Store()
        with _reading():
            data = self.engine.dump(format=ox.RdfFormat.N_QUADS)
        engine.bulk_load(data or b"", format=ox.RdfFormat.N_QUADS)
        return EmbeddedStore(engine, union=self._union)

    def __len__(self) -> int:
        """Count the triples."""
        with _reading():
            return len(self.engine)


@contextmanager
def _reading() -> Generator[None]:
    """Turn what the engine cannot read on a damaged disk into a DatasetError."""
    try:
        yield
    except (RuntimeError, OSError) as error:
        rule = "load it again, or rebuild it with: hanse build"
        raise DatasetError(f"the store cannot be read any more: {error}; {rule}") from error


def _names_graphs(text: str) -> bool:
    """Tell whether a query says with FROM which graphs it is about."""
    from hanse.tokens import read_tokens  # noqa: PLC0415 - for data with named graphs only

    return any(token.kind == "word" and "FROM" in token.text.upper() for token in read_tokens(text))


def load_lines(lines: Iterable[str]) -> EmbeddedStore:
    """Load N-Triples lines into memory; raises DatasetError at the first line that is none."""
    engine = ox.Store()
    try:
        engine.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise DatasetError(f"line {error.lineno}: {error.msg}") from error
    return EmbeddedStore(engine)


def load_file(path: Path) -> EmbeddedStore:
    """Load an RDF file of any syntax, known by its suffix, into memory: see `load_files`."""
    return load_files([path])


def load_files(paths: Iterable[Path]) -> EmbeddedStore:
    """Load RDF files of any syntax, known by their suffixes, into one store in memory.

    Queries need no GRAPH clause: what stands in named graphs is seen as well. Raises
    DatasetError with file, line and column where a file is malformed.
    """
    from hanse.store.syntax import WITH_GRAPHS, find_format  # noqa: PLC0415 - for files only

    engine = ox.Store()
    formats = [(path, find_format(path)) for path in paths]
    for path, format_ in formats:
        _load(engine, path, format_)
    return EmbeddedStore(engine, union=any(format_ in WITH_GRAPHS for _, format_ in formats))


def _load(engine: ox.Store, path: Path, format_: ox.RdfFormat) -> None:
    from hanse.store.syntax import (  # noqa: PLC0415 - for files only
        BASE_IRI,
        check_content,
        explain_syntax,
    )

    try:
        data = path.read_bytes()
        check_content(path, data, format_)
        engine.bulk_load(data, format=format_, base_iri=BASE_IRI)
    except SyntaxError as error:
        raise explain_syntax(path, error) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise DatasetError(f"{path}: cannot be read: {error}") from error
