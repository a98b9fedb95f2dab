"""The whole dataset to take along: its files, their sizes and their hashes."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.errors import HanseError
from hanse.release.exports import export_dataset, write_export
from hanse_viz.pages.about import read_note
from hanse_viz.pages.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph
    from hanse_viz.site.links import SiteLinks

FOLDER = "downloads"
_TABLES = "tables"
# Name of the file, form of `hanse export`, and what it is good for.
FILES = (
    ("hanse.ttl", "turtle", "Turtle: RDF that people can read"),
    ("hanse.nt", "ntriples", "N-Triples: a triple a line, the quickest to load"),
    ("hanse.jsonld", "jsonld", "JSON-LD: RDF for programs that read JSON"),
    ("hanse.rdf", "rdfxml", "RDF/XML: for older tools"),
    ("hanse.graphml", "graphml", "GraphML: the network for Gephi, yEd, igraph and networkx"),
    ("hanse.gexf", "gexf", "GEXF: the network for Gephi"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its path from the root of the site, what it is, its size in bytes and its hash."""

    path: str
    about: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Give its name."""
        return self.path.removeprefix(f"{FOLDER}/")


def make_download(graph: Graph, name: str, form: str) -> dict[str, bytes]:
    """Write the dataset in one form; nothing where the form cannot hold it."""
    try:
        return {f"{FOLDER}/{name}": write_export(graph, form)}
    except HanseError:
        return {}


def make_tables(graph: Graph) -> dict[str, bytes]:
    """Write the dataset as tables with CSV on the Web metadata; nothing where it has none."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / _TABLES
        try:
            export_dataset(graph, "csvw", folder)
        except HanseError:
            return {}
        files = sorted(folder.iterdir())
        return {f"{FOLDER}/{_TABLES}/{file.name}": file.read_bytes() for file in files}


def render_downloads(graph: Graph, folder: Path, links: SiteLinks) -> str:
    """Write the page of the files that stand in the folder of the site."""
    told = {f"{FOLDER}/{name}": about for name, _, about in FILES}
    whole = [
        _measure(folder, path, about) for path, about in told.items() if (folder / path).is_file()
    ]
    inside = folder / FOLDER / _TABLES
    files = sorted(inside.iterdir()) if inside.is_dir() else []
    tables = [_measure(folder, f"{FOLDER}/{_TABLES}/{file.name}", "") for file in files]
    return render(
        *("site/downloads.html", links, read_note(graph)),
        here=FOLDER,
        groups=_group(whole, tables),
    )


def _group(
    whole: list[Download], tables: list[Download]
) -> Iterable[tuple[str, str, str, list[Download]]]:
    if whole:
        about = "Everything in one file. The network files hold members and cooperations only."
        yield "whole", "The dataset", about, whole
    if tables:
        about = (
            "A table for each kind of thing, as CSV on the Web:"
            " the metadata file tells columns, types and keys."
        )
        yield "tables", "Tables", about, tables


def _measure(folder: Path, path: str, about: str) -> Download:
    data = (folder / path).read_bytes()
    return Download(path, about, len(data), hashlib.sha256(data).hexdigest())
