"""Parts of the build, each beside its peer: checks, Turtle, tables to N-Triples.

    python -m bench.parts DATA ONTOLOGY ROUNDS

Prints seconds per part and round, as JSON.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import rdflib

from hanse.checks import Shapes, load_shapes, run_checks
from hanse.dataset import build_dataset
from hanse.release import make_release
from hanse.tables import read_tables
from hanse.triples import generate_triples
from hanse.turtle import write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.dataset import Dataset

ID = "https://w3id.org/hanse/id/"
ONTOLOGY = "https://w3id.org/hanse/ontology#"
ORG = "http://www.w3.org/ns/org#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SOURCE = "<http://www.w3.org/ns/prov#hadPrimarySource>"


class Parts(NamedTuple):
    """What the parts work on."""

    data: Path
    ontology: Path
    built: Dataset
    graph: rdflib.Graph


def convert_tables(parts: Parts) -> int:
    """Tables to N-Triples as Hanse does it, every check of every cell included."""
    lines = [f"{s} {p} {o} .\n" for s, p, o in generate_triples(read_tables(parts.data))]
    return len("".join(lines).encode()) and len(lines)


def convert_plainly(parts: Parts) -> int:
    """Write memberships, the longest table, by csv and f-strings alone: no check, no escape."""
    with (parts.data / "memberships.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for row in csv.reader(file) for line in write_membership(*row)]
    return len("".join(lines).encode()) and len(lines)


def write_membership(
    network: str, city: str, body: str, role: str, _start: str, _end: str, source: str
) -> tuple[str, ...]:
    """Write the six triples that every membership has."""
    subject = f"<{ID}membership/{network}/{body or city}>"
    member = f"organisation/{body}" if body else f"city/{city}"
    return (
        f"{subject} {TYPE} <{ONTOLOGY}Membership> .\n",
        f'{subject} {LABEL} "{body or city} in {network}" .\n',
        f"{subject} <{ORG}member> <{ID}{member}> .\n",
        f"{subject} <{ORG}organization> <{ID}network/{network}> .\n",
        f"{subject} <{ORG}role> <{ONTOLOGY}{role}> .\n",
        f"{subject} {SOURCE} <{ID}source/{source}> .\n",
    )


def build_all(parts: Parts) -> int:
    """Make a release, checks and files included."""
    with tempfile.TemporaryDirectory() as folder:
        manifest, _ = make_release(parts.data, parts.ontology, Path(folder) / "build")
    return int(manifest["triples"])


def check_all(parts: Parts) -> int:
    """Read and run all checks."""
    return len(run_checks(parts.built.store, load_shapes(parts.ontology / "shapes")))


def check_shapes(parts: Parts) -> int:
    """Read all checks and run the shapes."""
    shapes = load_shapes(parts.ontology / "shapes")
    return len(run_checks(parts.built.store, Shapes(shapes.shapes, ())))


def check_queries(parts: Parts) -> int:
    """Read all checks and run those written as SPARQL."""
    shapes = load_shapes(parts.ontology / "shapes")
    return len(run_checks(parts.built.store, Shapes((), shapes.queries)))


def write_sorted_turtle(parts: Parts) -> int:
    """Write the dataset as our Turtle."""
    return len(write_turtle(parts.built.lines).encode())


def dump_turtle(parts: Parts) -> int:
    """Let the engine dump its Turtle, in whatever order."""
    engine = parts.built.store.engine
    return len(engine.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph()) or b"")


def serialise_turtle(parts: Parts) -> int:
    """Let rdflib write its Turtle."""
    return len(parts.graph.serialize(format="turtle"))


PARTS: tuple[Callable[[Parts], int], ...] = (
    build_all,
    check_all,
    check_shapes,
    check_queries,
    convert_tables,
    convert_plainly,
    write_sorted_turtle,
    dump_turtle,
    serialise_turtle,
)


def main() -> None:
    """Time each part, one after the other, round by round."""
    data, ontology, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    built = build_dataset(data, ontology)
    graph = rdflib.Graph()
    graph.parse(data="".join(built.lines), format="nt")
    parts = Parts(data, ontology, built, graph)
    seconds: dict[str, list[float]] = {part.__name__: [] for part in PARTS}
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for part in PARTS:
            start = time.perf_counter()
            counts[part.__name__] = part(parts)
            seconds[part.__name__].append(time.perf_counter() - start)
    print(json.dumps({"seconds": seconds, "counts": counts}))


if __name__ == "__main__":
    main()
