"""The build: one step after the other, each reading what the step before hands it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from hanse.dataset.description import count_classes, describe_counts, describe_dataset
from hanse.errors import DatasetError, shorten
from hanse.namespaces import ONTOLOGY, OWL
from hanse.rules import derive_lines, read_rules
from hanse.store.embedded import EmbeddedStore
from hanse.tables import read_tables
from hanse.triples import generate_triples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hanse.model import Tables
    from hanse.triples import Triple

VERSION, UNVERSIONED = "VERSION", "unversioned"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}")


class Dataset(NamedTuple):
    """A built dataset: N-Triples lines, sorted and each ended by a line break, and their store."""

    tables: Tables
    asserted: list[str]
    lines: list[str]
    store: EmbeddedStore
    counts: dict[str, int]
    data_version: str
    ontology_version: str


def build_dataset(data: Path, ontology: Path) -> Dataset:
    """Build the dataset of a folder of tables and a folder of ontology, rules and shapes.

    Raises TableError with every fault of every table, DatasetError for a broken ontology. The
    checks of the ontology's shapes are a step of their own (hanse.checks).
    """
    tables = read_tables(data)
    vocabulary = read_vocabulary(ontology)
    ontology_version = _find_version(vocabulary, ontology)
    version = read_version(data)
    stated = describe_dataset(tables, version, ontology_version)
    asserted = sorted(set(_write_lines(generate_triples(tables))) | set(_write_lines(stated)))
    store = ox.Store()
    _load(store, [*asserted, *vocabulary], data)
    derived = derive_lines(store, read_rules(ontology / "rules"))
    lines = {*asserted, *vocabulary, *(line.decode() for line in derived)}
    counts = count_classes(lines)
    counted = list(_write_lines(describe_counts(counts, len(lines))))
    _load(store, counted, data)
    lines.update(counted)
    return Dataset(
        tables, asserted, sorted(lines), EmbeddedStore(store), counts, version, ontology_version
    )


def read_vocabulary(ontology: Path) -> list[str]:
    """Read the ontology's Turtle files, without rules and shapes, as N-Triples lines."""
    lines: list[str] = []
    for path in sorted(ontology.glob("*.ttl")):
        try:
            parsed = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            data = ox.serialize(parsed, format=ox.RdfFormat.N_TRIPLES) or b""
        except SyntaxError as error:
            place = f"{path}:{error.lineno}:{error.offset}"
            raise DatasetError(f"{place}: {error.msg}") from error
        lines.extend(line.decode() for line in data.splitlines(keepends=True))
    if not lines:
        raise DatasetError(f"{ontology}: no ontology here: expected Turtle files (*.ttl)")
    return lines


def read_version(data: Path) -> str:
    """Read the version of a folder of tables from its file VERSION, if it has one.

    Raises DatasetError where the file cannot be read or holds anything but one version.
    """
    path = data / VERSION
    try:
        version = path.read_bytes()[:100].decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return UNVERSIONED
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {error.strerror}") from error
    if not _VERSION.fullmatch(version):
        expected = "expected one version of letters, digits and .+_- such as 2026.11"
        raise DatasetError(f"{path}:1: {shorten(version)}: {expected}")
    return version


def _find_version(vocabulary: Iterable[str], ontology: Path) -> str:
    start = f'<{ONTOLOGY}> <{OWL}versionInfo> "'
    for line in vocabulary:
        if line.startswith(start):
            return line[len(start) :].partition('"')[0]
    raise DatasetError(f"{ontology}: the ontology states no owl:versionInfo")


def _write_lines(triples: Iterable[Triple]) -> Iterable[str]:
    return (f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)


def _load(store: ox.Store, lines: Iterable[str], data: Path) -> None:
    try:
        store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise DatasetError(f"{data}: a cell gives no valid RDF term: {error.msg}") from error
