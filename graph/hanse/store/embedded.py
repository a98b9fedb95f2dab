"""Oxigraph inside the process: in memory from files or lines, or on disk from a store folder."""

from __future__ import annotations

import os

import pyoxigraph as ox

from hanse.errors import DatasetError, QueryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hanse.store.base import Answer

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}
_WITH_GRAPHS = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD)


class EmbeddedStore:
    """A store inside this process, read through SPARQL 1.1 queries."""

    def __init__(self, engine: ox.Store, *, union: bool = False) -> None:
        """Wrap an engine that is already filled; `union` lets queries see every named graph."""
        self.engine = engine
        self._union = union

    def query(self, text: str) -> Answer:
        """Answer a query; raises QueryError with line and column where it cannot be parsed."""
        try:
            return self.engine.query(text, use_default_graph_as_union=self._union)
        except SyntaxError as error:
            raise QueryError(f"the query cannot be parsed: {error.msg}") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def copy(self) -> EmbeddedStore:
        """Copy everything into memory; 64 thousand triples take half a second and 30 MB."""
        engine = ox.Store()
        data = self.engine.dump(format=ox.RdfFormat.N_QUADS)
        engine.bulk_load(data or b"", format=ox.RdfFormat.N_QUADS)
        return EmbeddedStore(engine, union=self._union)

    def __len__(self) -> int:
        """Count the triples."""
        return len(self.engine)


def load_lines(lines: Iterable[str]) -> EmbeddedStore:
    """Load N-Triples lines into memory; raises DatasetError at the first line that is none."""
    engine = ox.Store()
    try:
        engine.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise DatasetError(f"line {error.lineno}: {error.msg}") from error
    return EmbeddedStore(engine)


def load_file(path: Path) -> EmbeddedStore:
    """Load an RDF file of any syntax, known by its suffix, into memory.

    Queries need no GRAPH clause: what stands in named graphs is seen as well. Raises
    DatasetError with file, line and column where the file is malformed.
    """
    from hanse.store.nesting import check_nesting  # noqa: PLC0415 - for files only

    _refuse_special(path)
    format_ = _FORMATS.get(path.suffix.lower())
    if format_ is None:
        known = " ".join(_FORMATS)
        raise DatasetError(f"{path}: unknown suffix; known are {known}")
    engine = ox.Store()
    try:
        data = path.read_bytes()
        if format_ == ox.RdfFormat.RDF_XML:
            _refuse_entities(path, data)
        else:
            check_nesting(path, data, is_json=format_ == ox.RdfFormat.JSON_LD)
        engine.bulk_load(data, format=format_, base_iri="https://w3id.org/hanse/file")
    except SyntaxError as error:
        raise DatasetError(_explain_syntax(path, error)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise DatasetError(f"{path}: cannot be read: {error}") from error
    return EmbeddedStore(engine, union=format_ in _WITH_GRAPHS)


def _explain_syntax(path: Path, error: SyntaxError) -> str:
    if "LoadDocumentCallback" in str(error.msg):
        return f"{path}: its context is elsewhere, and Hanse fetches nothing; put it into the file"
    place = str(path) if error.lineno is None else f"{path}:{error.lineno}:{error.offset}"
    return f"{place}: {error.msg}"


def _refuse_special(path: Path) -> None:
    """Refuse what would hang or has no syntax: only regular files are read."""
    if not path.is_file():
        reason = "is not a regular file" if os.path.lexists(path) else "there is no such file"
        raise DatasetError(f"{path}: {reason}")


def _refuse_entities(path: Path, data: bytes) -> None:
    """Entities of a document type can blow a small file up to gigabytes."""
    for mark in (b"<!DOCTYPE", b"<!ENTITY"):
        at = data.find(mark)
        if at >= 0:
            line = data.count(b"\n", 0, at) + 1
            rule = f"{mark[2:].decode()} is refused in RDF/XML; write the file without it"
            raise DatasetError(f"{path}:{line}: {rule}")
