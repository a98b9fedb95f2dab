"""RDF files: which syntax a suffix means, and what is refused before the engine reads a byte."""

from __future__ import annotations

import os

import pyoxigraph as ox

from hanse.errors import DatasetError
from hanse.store.nesting import check_nesting, find_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from pathlib import Path

FORMATS = {
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
WITH_GRAPHS = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD)
# What relative IRIs of a file are relative to: its own place is nobody's business.
BASE_IRI = "https://w3id.org/hanse/file"


def find_format(path: Path) -> ox.RdfFormat:
    """Tell the syntax of a file by its suffix.

    Raises DatasetError for what would hang, such as a pipe, and for an unknown suffix.
    """
    if not path.is_file():
        reason = "is not a regular file" if os.path.lexists(path) else "there is no such file"
        raise DatasetError(f"{path}: {reason}")
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        known = " ".join(FORMATS)
        raise DatasetError(f"{path}: unknown suffix; known are {known}")
    return format_


def check_content(path: Path, data: bytes | mmap.mmap, format_: ox.RdfFormat) -> None:
    """Refuse what would crash the engine or make it grow: entities, nesting without end.

    Raises DatasetError with file and line.
    """
    if format_ == ox.RdfFormat.RDF_XML:
        _refuse_entities(path, data)
    else:
        check_nesting(path, data, is_json=format_ == ox.RdfFormat.JSON_LD)


def explain_syntax(path: Path, error: SyntaxError) -> DatasetError:
    """Say in which file, line and column the engine could not go on, and why."""
    if "LoadDocumentCallback" in str(error.msg):
        rule = "its context is elsewhere, and Hanse fetches nothing; put it into the file"
        return DatasetError(f"{path}: {rule}")
    place = str(path) if error.lineno is None else f"{path}:{error.lineno}:{error.offset}"
    return DatasetError(f"{place}: {error.msg}")


def _refuse_entities(path: Path, data: bytes | mmap.mmap) -> None:
    """Entities of a document type can blow a small file up to gigabytes."""
    for mark in (b"<!DOCTYPE", b"<!ENTITY"):
        at = data.find(mark)
        if at >= 0:
            rule = f"{mark[2:].decode()} is refused in RDF/XML; write the file without it"
            raise DatasetError(f"{path}:{find_line(data, at)}: {rule}")
