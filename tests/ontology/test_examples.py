"""The examples of valid and invalid data: each file is a test, and together they try every check.

An example is read together with ontology/examples/context.ttl and the ontology, the rules derive
what follows, and what counts is what the example adds to the findings of the context alone. An
invalid example says in `# expect:` lines what it must raise: shape, property, constraint, or the
name of a `*-violation.rq` file and the word `query`.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest

from hanse.checks import Finding, Shapes, load_shapes, run_checks
from hanse.checks.compile import compile_shapes
from hanse.checks.findings import shorten_iris
from hanse.checks.peer import validate_with_pyshacl
from hanse.dataset.build import read_vocabulary
from hanse.resources import locate
from hanse.rules import Rule, derive_lines, read_rules
from hanse.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Term = ox.NamedNode | ox.BlankNode | ox.Triple

ONTOLOGY = locate("ontology")
EXAMPLES = ONTOLOGY / "examples"
CONTEXT = EXAMPLES / "context.ttl"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
EXPECT = "# expect: "
# Nothing in a small example uses most terms of the ontology.
UNUSED = "ontology-term-unused"


@cache
def shapes() -> Shapes:
    """Read the shipped shapes once."""
    return load_shapes(ONTOLOGY / "shapes")


@cache
def rules() -> list[Rule]:
    """Read the derivation rules once."""
    return read_rules(ONTOLOGY / "rules")


def parse(file: Path) -> list[ox.Triple]:
    """Read the triples of an example."""
    quads = ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [quad.triple for quad in quads]


@cache
def context() -> tuple[ox.Triple, ...]:
    """Read what every example stands in: the ontology and the shared things."""
    lines = "".join(read_vocabulary(ONTOLOGY))
    ontology = [quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)]
    return (*ontology, *parse(CONTEXT))


def complete(triples: Iterable[ox.Triple]) -> ox.Store:
    """Add the context and what the rules derive."""
    store = ox.Store()
    for triple in (*context(), *triples):
        store.add(ox.Quad(*triple))
    derive_lines(store, rules())
    return store


def find(triples: Iterable[ox.Triple]) -> frozenset[Finding]:
    """Check triples within the context."""
    return frozenset(run_checks(EmbeddedStore(complete(triples)), shapes()))


@cache
def baseline() -> frozenset[Finding]:
    """Check the context alone."""
    return find([])


@cache
def findings_of(file: Path) -> frozenset[Finding]:
    """Check an example; gives what it adds to the findings of the context."""
    return find(parse(file)) - baseline()


def name(finding: Finding) -> str:
    """Name a finding as an `# expect:` line does."""
    path = "" if finding.constraint == "query" else shorten_iris(finding.path)
    return " ".join(part for part in (finding.shape, path, finding.constraint) if part)


def expected(file: Path) -> set[str]:
    """Read the `# expect:` lines of an example."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)}


def test_there_are_as_many_examples_as_are_claimed() -> None:
    """A folder that is moved or emptied fails here instead of passing without a case."""
    assert (len(VALID), len(INVALID)) == (18, 113)


def test_the_context_is_valid() -> None:
    """What all examples share has no fault of its own."""
    assert [str(finding) for finding in baseline() if finding.shape != UNUSED] == []


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_a_valid_example_raises_nothing(file: Path) -> None:
    """Data as they should be pass every check, warnings and remarks included."""
    assert [str(finding) for finding in findings_of(file)] == []


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_an_invalid_example_raises_what_it_says(file: Path) -> None:
    """Each fault is found where the example says, and nothing else is complained of."""
    wanted = expected(file)
    assert wanted, "an invalid example needs a line `# expect: …`"
    assert wanted == {name(finding) for finding in findings_of(file)}


def test_every_check_is_tried_by_an_example() -> None:
    """No constraint of any shape and no violation query stands without an example that hits it."""
    checks = {
        (check.shape, constraint, check.message)
        for check in compile_shapes(shapes().shapes, {})
        for constraint in check.constraints
    }
    checks |= {(query.name, "query", query.message) for query in shapes().queries}
    hit = {
        (finding.shape, finding.constraint, finding.message)
        for file in INVALID
        for finding in findings_of(file)
    }
    assert sorted(checks - hit) == []
    assert len(checks) > 300


# The same findings as pySHACL


class Plain(NamedTuple):
    """A finding without what only one engine can say; blank nodes have no names to compare."""

    severity: str
    focus: str
    path: str
    value: str
    constraint: str


def plain(findings: Iterable[Finding]) -> Counter[Plain]:
    """Reduce findings to what both engines say."""
    return Counter(
        Plain(f.severity, mask(f.focus), f.path, mask(f.value), f.constraint)
        for f in {f._replace(message="", shape="") for f in findings}
    )


def mask(term: str) -> str:
    """Hide the name of a blank node."""
    return "_:" if term.startswith("_:") else term


def compare(triples: Iterable[ox.Triple]) -> int:
    """Assert that both engines find the same; give how many findings there were."""
    store = complete(triples)
    lines = [f"{quad.triple} .\n" for quad in store]
    ours = plain(run_checks(EmbeddedStore(store), shapes()._replace(queries=())))
    theirs = plain(validate_with_pyshacl(lines, ONTOLOGY / "shapes"))
    assert (Counter(), Counter()) == (theirs - ours, ours - theirs)
    return ours.total()


def pack(files: Iterable[Path]) -> list[list[ox.Triple]]:
    """Put examples together that describe different things, so that no fault hides another."""
    groups: list[tuple[set[Term], list[ox.Triple]]] = []
    for file in files:
        triples = parse(file)
        subjects: set[Term] = {triple.subject for triple in triples}
        free = [group for group in groups if not group[0] & subjects]
        if free:
            free[0][0].update(subjects)
            free[0][1].extend(triples)
        else:
            groups.append((set(subjects), triples))
    return [together for _, together in groups]


PACKS = pack(INVALID)


def test_pyshacl_finds_the_same_in_the_valid_examples() -> None:
    """Two engines agree that the valid examples, all together, are valid."""
    assert compare({triple for file in VALID for triple in parse(file)}) == 0


@pytest.mark.parametrize("number", range(len(PACKS)))
def test_pyshacl_finds_the_same_in_the_invalid_examples(number: int) -> None:
    """Two engines agree on every fault of every invalid example."""
    assert compare(PACKS[number]) > 0


@pytest.mark.parametrize("seed", range(8))
def test_pyshacl_finds_the_same_in_mutated_examples(seed: int) -> None:
    """Two engines agree on what random changes of the valid examples break."""
    chance = random.Random(seed)  # noqa: S311 - a fixed seed, so that a failure can be repeated
    triples = sorted({triple for file in VALID for triple in parse(file)}, key=str)
    for at in sorted(chance.sample(range(len(triples)), 40), reverse=True):
        triples[at : at + 1] = mutate(triples[at], chance)
    assert compare(triples) > 0


def mutate(triple: ox.Triple, chance: random.Random) -> list[ox.Triple]:
    """Drop, double or change a triple."""
    subject, predicate, value = triple
    city = ox.NamedNode("https://w3id.org/hanse/id/city/riga")
    others = (city, ox.NamedNode(f"{city.value}-none"), ox.Literal("text"), ox.Literal(-7))
    other: ox.NamedNode | ox.Literal = others[chance.randrange(len(others))]
    if isinstance(value, ox.Literal) and chance.random() < 0.5:
        other = ox.Literal(value.value, language="lv")
    changed = ox.Triple(subject, predicate, other)
    return chance.choice([[], [changed], [triple, changed]])
