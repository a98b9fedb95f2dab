"""The dataset in the formats that other tools read, each from the same sorted triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.files import write_file
from hanse.release.statements import name_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Protocol

    from hanse.store.base import Store

    class Source(Protocol):
        """An opened dataset: hanse.access.Graph and whatever is like it."""

        @property
        def store(self) -> Store:
            """The engine behind it."""
            ...

        def lines(self) -> list[str]:
            """Give every triple as an N-Triples line, sorted."""
            ...


FORMS = (
    *("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"),
    *("csvw", "graphml", "gexf"),
)


def export_dataset(source: Source, form: str, path: Path, *, spreadsheet: bool = False) -> int:
    """Write the dataset at `path`: a folder of tables for csvw, one file for every other of FORMS.

    The same triples give the same bytes. `spreadsheet` guards the cells of csvw against being
    run as formulas. Gives the number of triples for which the tables of csvw have no place, 0
    for the RDF formats and for graphml and gexf, which hold the network alone. Raises
    DatasetError where the format cannot hold the data, OutputError where the place cannot be
    written (what stood there then still stands), MissingExtraError for graphml and gexf without
    networkx.
    """
    if form == "csvw":
        from hanse.release.csvw import write_csvw  # noqa: PLC0415 - each format loads its own

        return write_csvw(name_blank_nodes(source.lines()), path, spreadsheet=spreadsheet)
    write_file(path, write_export(source, form))
    return 0


def write_export(source: Source, form: str) -> bytes:
    """Give the dataset in one of FORMS that is one file; raises as `export_dataset` does."""
    if form in {"graphml", "gexf"}:
        return _write_network(source.store, form)
    if form not in _WRITERS:
        known = ", ".join(name for name in FORMS if name != "csvw")
        raise UsageError(f"{form}: no format of one file; known are {known}")
    return write_lines(source.lines(), form)


def write_lines(lines: list[str], form: str) -> bytes:
    """Write sorted N-Triples lines in one of the RDF forms; raises as `export_dataset` does."""
    return _WRITERS[form](name_blank_nodes(lines)).encode()


def _write_network(store: Store, form: str) -> bytes:
    from hanse.graphs import read_graph, write_gexf, write_graphml  # noqa: PLC0415 - as above

    return {"graphml": write_graphml, "gexf": write_gexf}[form](read_graph(store))


def _write_turtle(lines: Sequence[str]) -> str:
    from hanse.turtle import write_turtle  # noqa: PLC0415 - as above

    return write_turtle(lines)


def _write_jsonld(lines: Sequence[str]) -> str:
    from hanse.release.jsonld import write_jsonld  # noqa: PLC0415 - as above

    return write_jsonld(lines)


def _write_rdfxml(lines: Sequence[str]) -> str:
    from hanse.release.rdfxml import write_rdfxml  # noqa: PLC0415 - as above

    return write_rdfxml(lines)


# All triples stand in the default graph, where N-Quads is N-Triples and TriG is Turtle.
_WRITERS: dict[str, Callable[[Sequence[str]], str]] = {
    "turtle": _write_turtle,
    "trig": _write_turtle,
    "ntriples": "".join,
    "nquads": "".join,
    "jsonld": _write_jsonld,
    "rdfxml": _write_rdfxml,
}
