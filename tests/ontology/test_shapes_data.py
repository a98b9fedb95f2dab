"""The shipped shapes: what they cover, how they speak, and what they find in the shipped data."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.checks import Finding, Shapes, load_shapes, run_checks
from hanse.checks.compile import compile_shapes
from hanse.checks.findings import sort_findings
from hanse.checks.peer import validate_with_pyshacl
from hanse.namespaces import HANSE, OWL, RDFS
from hanse.resources import locate
from hanse.rules import read_rules
from hanse.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset

ONTOLOGY = locate("ontology")
SHAPES = ONTOLOGY / "shapes"
# Where a message may send the curator: a table, a file of the ontology, or the build.
PLACES = r"\.csv|ontology/|this shape|anew|its table|VERSION|an id\."


@cache
def shapes() -> Shapes:
    """Read the shipped shapes once."""
    return load_shapes(SHAPES)


def texts(*patterns: str) -> str:
    """Read the shipped files that hold the checks."""
    files: list[Path] = [file for pattern in patterns for file in sorted(SHAPES.glob(pattern))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def ontology() -> ox.Store:
    """Load the ontology."""
    store = ox.Store()
    store.bulk_load((ONTOLOGY / "hanse.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


def select(query: str) -> set[str]:
    """Give the local names in the first column of a query on the ontology."""
    answer = ontology().query(query)
    assert isinstance(answer, ox.QuerySolutions)
    iris = {str(row[0]).strip("<>") for row in answer}
    return {iri.removeprefix(HANSE) for iri in iris if iri.startswith(HANSE)}


def test_the_shipped_checks_are_all_there() -> None:
    """A file of shapes or a query that is lost fails here instead of passing unseen."""
    assert (len(shapes().shapes), len(shapes().queries)) == (63, 22)


def test_the_shipped_data_break_no_rule(built: Dataset) -> None:
    """Nothing in the shipped data blocks a build; what is told besides is known and counted."""
    found = run_checks(built.store, shapes())
    assert [str(finding) for finding in found if finding.blocks] == []
    assert {finding.severity for finding in found} == {"Warning", "Info"}


def test_pyshacl_finds_the_same_in_the_shipped_data(built: Dataset) -> None:
    """An independent engine finds in the whole dataset what the compiled shapes find."""
    found = run_checks(built.store, shapes()._replace(queries=()))
    ours = sort_findings(finding._replace(shape="", message="") for finding in found)
    assert ours == validate_with_pyshacl(built.lines, SHAPES)
    assert ours


def test_every_fault_in_broken_data_is_found_by_both(built: Dataset) -> None:
    """Cut from the shipped data, the labels, countries and members of things are missed by both."""
    gone = (f"<{RDFS}label>", f"<{HANSE}country>", "<http://www.w3.org/ns/org#member>")
    small = ("/city/r", "/membership/a", "/practice/b", "/geometry/r", "ontology#")
    lines = [line for line in built.lines if any(f"id{mark}" in line for mark in small)]
    kept = [
        line
        for number, line in enumerate(lines)
        if number % 3 or not any(predicate in line for predicate in gone)
    ]
    store = ox.Store()
    store.bulk_load("".join(kept).encode(), format=ox.RdfFormat.N_TRIPLES)
    found = run_checks(EmbeddedStore(store), shapes()._replace(queries=()))
    ours = {finding._replace(shape="", message="") for finding in found}
    theirs = set(validate_with_pyshacl(kept, SHAPES))
    assert (ours - theirs, theirs - ours) == (set[Finding](), set[Finding]())
    assert len(ours) > 300


def test_every_class_is_the_target_of_a_shape() -> None:
    """No class of the ontology is left without rules: it or a class above it has a shape."""
    aimed = {
        target.term
        for shape in shapes().shapes
        for target in shape.targets
        if target.kind == "targetClass"
    }
    roots = " ".join(sorted(aimed))
    below = select(f"SELECT ?c {{ VALUES ?root {{ {roots} }} ?c <{RDFS}subClassOf>* ?root }}")
    declared = select(f"SELECT ?c {{ ?c a <{OWL}Class> }}")
    assert declared - below == set()
    assert len(declared) > 30


def test_every_property_stands_in_a_check() -> None:
    """No property of the ontology is left without a rule that names it."""
    kinds = " ".join(f"<{OWL}{kind}Property>" for kind in ("Object", "Datatype", "Annotation"))
    declared = select(f"SELECT DISTINCT ?p {{ VALUES ?kind {{ {kinds} }} ?p a ?kind }}")
    named = set(re.findall(r"\bhanse:(\w+)", texts("*.ttl", "*.rq")))
    assert declared - named == set()
    assert len(declared) > 40


def test_every_term_in_a_check_is_declared() -> None:
    """A misspelt term in a shape or query would check nothing: each is one of the ontology."""
    declared = select(f"SELECT ?term {{ ?term <{RDFS}isDefinedBy> ?ontology }}")
    named = set(re.findall(r"\bhanse:(\w+)", texts("*.ttl", "*.rq")))
    assert named - declared == set()


def test_every_derived_property_names_a_rule_that_is_there() -> None:
    """hanse:derivedBy leads to a file of ontology/rules/."""
    answer = ontology().query(f"SELECT ?rule {{ ?p <{HANSE}derivedBy> ?rule }}")
    assert isinstance(answer, ox.QuerySolutions)
    named = {str(row[0]).strip("<>").rpartition("/")[2].removesuffix(".rq") for row in answer}
    assert named - {rule.name for rule in read_rules(ONTOLOGY / "rules")} == set()
    assert named


def test_every_message_tells_the_curator_where_to_mend() -> None:
    """A message is whole sentences and names a table that exists, a file or the next step."""
    messages = {check.message for check in compile_shapes(shapes().shapes, {})}
    messages |= {query.message for query in shapes().queries}
    tables = {file.name for file in locate("data").glob("*.csv")}
    for message in messages:
        assert re.fullmatch(r"[A-Z].{20,}\.", message), message
        assert set(re.findall(r"\b\w+\.csv", message)) <= tables, message
        assert re.search(r"\.csv|ontology/|this shape|anew|its table|VERSION|an id\.", message), (
            message
        )
    assert len(messages) > 180


def test_the_shapes_stay_within_the_subset_and_the_file() -> None:
    """The shipped shapes import nothing and hold no SPARQL, so that any engine runs them."""
    assert re.findall(r"sh:(sparql|js|rule|shapesGraph|select)\b", texts("*.ttl")) == []
    assert re.findall(r"\bSERVICE\b|\bFROM\b|\bGRAPH\b", texts("*.rq")) == []
