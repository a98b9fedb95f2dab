"""The peer of `hanse build`: the same work as a user of rdflib alone would write it.

    python -m bench.baseline --data data --ontology ontology -o FOLDER

The csv module reads the tables, Graph.add takes each triple, rdflib runs the rules, pySHACL the
shapes and rdflib the other checks; Turtle and sorted N-Triples are written. It does less than
Hanse does: it trusts the tables, writes no store and no manifest, leaves out what the dataset says
of itself and the checks that rdflib cannot finish in a sensible time. Its triples are otherwise
the same. Prints seconds per step and counts, as JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyshacl
from bench.conversion import Converter
from rdflib import SH, Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.conversion import Tables

# rdflib compares every row on one side of its MINUS with every row on the other.
ENDLESS = {"cooperates-with-violation.rq"}
STEPS = ("read and convert", "vocabulary", "rules", "shapes", "other checks", "write")


def read_tables(data: Path) -> Tables:
    """Read every table as dictionaries of text."""
    tables: Tables = {}
    for path in sorted(data.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def read_rules(folder: Path) -> list[str]:
    """Read the rules, each after those it names in its line `# after:`."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.rq"))}
    found = {
        name: re.search(r"^# after: (.+)$", text, re.MULTILINE) for name, text in texts.items()
    }
    after = {name: match[1].split() if match else [] for name, match in found.items()}
    return [texts[name] for name in TopologicalSorter(after).static_order()]


def derive(graph: Graph, rules: list[str]) -> None:
    """Add what each rule constructs."""
    for rule in rules:
        for triple in list(graph.query(rule)):
            graph.add(triple)  # type: ignore[arg-type] # a CONSTRUCT yields triples


def check_shapes(graph: Graph, folder: Path) -> int:
    """Count what pySHACL finds."""
    shapes = Graph()
    for path in sorted(folder.glob("*.ttl")):
        shapes.parse(path)
    report: Any = pyshacl.validate(graph, shacl_graph=shapes, allow_warnings=True)[1]
    return len(set(report.subjects(SH.resultSeverity)))


def check_queries(graph: Graph, folder: Path) -> int:
    """Count the rows of the checks that are written as SPARQL, but of those it cannot finish."""
    paths = [path for path in sorted(folder.glob("*-violation.rq")) if path.name not in ENDLESS]
    return sum(len(list(graph.query(path.read_text("utf-8")))) for path in paths)


def write(graph: Graph, asserted: list[str], folder: Path) -> None:
    """Write Turtle, and N-Triples sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    graph.serialize(folder / "baseline.ttl", format="turtle")
    lines = sort_lines(graph)
    (folder / "baseline.nt").write_text("".join(lines), encoding="utf-8")
    (folder / "baseline-asserted.nt").write_text("".join(asserted), encoding="utf-8")


def sort_lines(graph: Graph) -> list[str]:
    """Write the triples as N-Triples lines in order."""
    return sorted(graph.serialize(format="nt").splitlines(keepends=True))


def build(data: Path, ontology: Path, folder: Path) -> Iterator[int]:
    """Do the steps one after the other; each yields what it counted."""
    graph = Graph()
    Converter(read_tables(data), graph).convert()
    asserted = sort_lines(graph)
    yield len(graph)
    for path in sorted(ontology.glob("*.ttl")):
        graph.parse(path)
    yield len(graph)
    derive(graph, read_rules(ontology / "rules"))
    yield len(graph)
    yield check_shapes(graph, ontology / "shapes")
    yield check_queries(graph, ontology / "shapes")
    write(graph, asserted, folder)
    yield len(graph)


def main() -> None:
    """Build, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--ontology"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("-o", dest="output", type=Path, required=True)
    args = parser.parse_args()
    steps = build(args.data, args.ontology, args.output)
    seconds: dict[str, float] = {}
    counts: dict[str, int] = {}
    for name in STEPS:
        start = time.perf_counter()
        counts[name] = next(steps)
        seconds[name] = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "counts": counts}))


if __name__ == "__main__":
    main()
