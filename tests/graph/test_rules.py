"""Rules: each derives what its property means, no more, and a broken rule is named."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from hanse.errors import DatasetError, QueryError
from hanse.namespaces import DCT, GEO, HANSE, ORG, PROV, RDF, RDFS, SCHEMA
from hanse.resources import locate
from hanse.rules import derive_lines, read_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.dataset import Dataset

Pairs = set[tuple[str, str]]
ROLES = {
    f"{HANSE}host": "Host",
    f"{HANSE}visitor": "Visitor",
    f"{HANSE}visited": "Visited",
    f"{HANSE}supportedBy": "Supporter",
    f"{HANSE}area": "Area",
    f"{SCHEMA}organizer": "Organiser",
}


class Facts:
    """The asserted triples and the ontology as plain sets, for computations without SPARQL."""

    def __init__(self, dataset: Dataset) -> None:
        self.pairs: dict[str, Pairs] = {}
        lines = set(dataset.asserted) | set(_read_ontology())
        for triple in ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES):
            subject, value = _write(triple.subject), _write(triple.object)
            self.pairs.setdefault(triple.predicate.value, set()).add((subject, value))

    def get(self, predicate: str) -> Pairs:
        """Give the pairs of subject and value."""
        return self.pairs.get(predicate, set())

    def of_class(self, name: str) -> set[str]:
        """Give the things stated to be of a class or of one below it."""
        classes = {HANSE + name}
        for _ in range(5):
            classes |= {low for low, high in self.get(f"{RDFS}subClassOf") if high in classes}
        return {thing for thing, class_ in self.get(f"{RDF}type") if class_ in classes}


def _write(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _read_ontology() -> list[str]:
    return [
        f"{triple.subject} {triple.predicate} {triple.object} .\n"
        for path in sorted(locate("ontology").glob("*.ttl"))
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    ]


def _select(dataset: Dataset, predicate: str) -> Pairs:
    quads = dataset.store.engine.quads_for_pattern(None, ox.NamedNode(predicate), None)
    return {(_write(quad.subject), _write(quad.object)) for quad in quads}


@pytest.fixture(scope="session")
def facts(built: Dataset) -> Facts:
    """Read what is stated, without what is derived."""
    return Facts(built)


def _partners(facts: Facts, role: str | None = None) -> Pairs:
    """Pair each cooperation with its members and the cities they act for."""
    cooperation = dict(facts.get(f"{ORG}organization"))
    roles = dict(facts.get(f"{ORG}role"))
    bodies = facts.get(f"{ORG}member") | facts.get(f"{HANSE}onBehalfOf")
    return {
        (cooperation[membership], body)
        for membership, body in bodies
        if membership in cooperation and role in {None, roles[membership]}
    }


def _turn(pairs: Pairs) -> Pairs:
    return {(value, subject) for subject, value in pairs}


def _participants(facts: Facts, role: str) -> Pairs:
    where = dict(facts.get(f"{HANSE}in"))
    member = dict(facts.get(f"{ORG}member"))
    return {
        (where[participation], member[participation])
        for participation, stated in facts.get(f"{HANSE}role")
        if stated == HANSE + role
    }


def _funders(facts: Facts) -> Pairs:
    """Pair what is funded with stated funders, those taking part, and a programme's fund."""
    funds = dict(facts.get(f"{HANSE}fund"))
    projects = facts.of_class("Project")
    through = {
        (project, funds[programme])
        for project, programme in facts.get(f"{HANSE}programme")
        if project in projects and programme in funds
    }
    return facts.get(f"{HANSE}fundedBy") | _participants(facts, "Funder") | through


def _cooperating(facts: Facts) -> Pairs:
    cities = facts.of_class("City")
    together: dict[str, set[str]] = {}
    for cooperation, body in _partners(facts):
        if body in cities:
            together.setdefault(cooperation, set()).add(body)
    return {pair for group in together.values() for pair in permutations(group, 2)}


def _learning(facts: Facts) -> Pairs:
    cities, teachers = facts.of_class("City"), dict(facts.get(f"{HANSE}from"))
    ends = {(learner, teachers[transfer]) for transfer, learner in facts.get(f"{HANSE}to")}
    return {(a, b) for a, b in ends if a != b and {a, b} <= cities}


def _years(facts: Facts, end: str) -> Pairs:
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    return {
        (thing, f'"{date[1:5]}"{integer}')
        for thing, date in facts.get(f"{SCHEMA}{end}Date")
        if not date.startswith('"--')
    }


EXPECTED: dict[str, Callable[[Facts], Pairs]] = {
    f"{HANSE}partner": _partners,
    f"{HANSE}leadPartner": lambda facts: _partners(facts, f"{HANSE}LeadPartner"),
    f"{HANSE}takesPartIn": lambda facts: _turn(_partners(facts)),
    f"{HANSE}leads": lambda facts: _turn(_partners(facts, f"{HANSE}LeadPartner")),
    f"{HANSE}cooperatesWith": _cooperating,
    f"{HANSE}learnsFrom": _learning,
    f"{HANSE}fundedBy": _funders,
    f"{HANSE}startYear": lambda facts: _years(facts, "start"),
    f"{HANSE}endYear": lambda facts: _years(facts, "end"),
}


@pytest.mark.parametrize("property_", sorted(EXPECTED))
def test_a_derived_property_is_what_it_means(built: Dataset, facts: Facts, property_: str) -> None:
    """Each derived property equals a computation in plain Python over the stated triples."""
    expected = EXPECTED[property_](facts)
    assert len(expected) > 5
    assert _select(built, property_) == expected


@pytest.mark.parametrize("property_", sorted(ROLES))
def test_a_role_becomes_a_property(built: Dataset, facts: Facts, property_: str) -> None:
    """Participations in a role are what the property of the role gives."""
    expected = _participants(facts, ROLES[property_])
    assert expected
    assert _select(built, property_) == expected


def test_every_superclass_holds(built: Dataset, facts: Facts) -> None:
    """A thing is of its stated classes and of all above them, and of no others."""
    above = facts.get(f"{RDFS}subClassOf")
    expected = set(facts.get(f"{RDF}type"))
    while more := {(t, high) for t, c in expected for low, high in above if low == c} - expected:
        expected |= more
    assert _select(built, f"{RDF}type") >= expected
    described = {pair for pair in _select(built, f"{RDF}type") if "/hanse/dataset#" not in pair[0]}
    assert described == expected


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (f"{HANSE}theme", [f"{HANSE}mainTheme"]),
        (f"{DCT}subject", [f"{HANSE}theme", f"{HANSE}mainTheme"]),
        (f"{GEO}sfWithin", [f"{HANSE}nuts3"]),
    ],
)
def test_every_superproperty_holds(
    built: Dataset, facts: Facts, upper: str, lower: list[str]
) -> None:
    """What holds by a property holds by those above it."""
    expected = set[tuple[str, str]](facts.get(upper)).union(*map(facts.get, lower))
    assert _select(built, upper) == expected


def test_cooperation_is_symmetric_and_never_with_oneself(built: Dataset) -> None:
    """hanse:cooperatesWith holds both ways and ties no city to itself."""
    pairs = _select(built, f"{HANSE}cooperatesWith")
    assert pairs == _turn(pairs)
    assert not [a for a, b in pairs if a == b]


def test_a_second_pass_adds_nothing(built: Dataset) -> None:
    """The rules' order is complete: applied again, they derive no new triple."""
    again = derive_lines(built.store.engine, read_rules(locate("ontology/rules")))
    assert {line.decode() for line in again} <= set(built.lines)
    assert len(built.store) == len(built.lines)


def test_derived_triples_alone_have_no_source(built: Dataset) -> None:
    """No rule states a source: prov:hadPrimarySource is as the tables have it."""
    predicate = f" <{PROV}hadPrimarySource> "
    stated = {line for line in built.asserted if predicate in line}
    assert {line for line in built.lines if predicate in line} == stated


def _write_rules(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return folder


RULE = "CONSTRUCT { ?s <urn:x> ?o } WHERE { ?s <urn:y> ?o }\n"


def test_rules_come_after_those_they_read(tmp_path: Path) -> None:
    """Lines `# after:` order the rules, several of them in one file included."""
    _write_rules(tmp_path, a=f"# after: c\n# after: b\n{RULE}", b=f"# after: c\n{RULE}", c=RULE)
    assert [rule.name for rule in read_rules(tmp_path)] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("expected", "texts"),
    [
        ("no rules here", {}),
        (r"a\.rq: after: there is no rule z", {"a": f"# after: z\n{RULE}"}),
        ("wait for each other: .* → ", {"a": f"# after: b\n{RULE}", "b": f"# after: a\n{RULE}"}),
    ],
)
def test_rules_without_an_order_are_refused(
    tmp_path: Path, expected: str, texts: dict[str, str]
) -> None:
    """An empty folder, an unknown name and a circle are errors that name what is wrong."""
    with pytest.raises(DatasetError, match=expected):
        read_rules(_write_rules(tmp_path, **texts))


@pytest.mark.parametrize(
    ("error", "expected", "text"),
    [
        (DatasetError, r"a\.rq: a rule is a CONSTRUCT", "SELECT * WHERE { ?s ?p ?o }"),
        (DatasetError, r"a\.rq: a rule is a CONSTRUCT", "ASK { ?s ?p ?o }"),
        (DatasetError, r"a\.rq: cannot be parsed", "CONSTRUCT {"),
        (QueryError, r"a\.rq:1:1: INSERT changes data", "INSERT DATA { <urn:a> <urn:b> 1 }"),
        (QueryError, r"a\.rq:1:23: SERVICE", "CONSTRUCT { } WHERE { SERVICE <http://h/> { } }"),
    ],
)
def test_what_is_no_rule_is_refused(
    tmp_path: Path, error: type[Exception], expected: str, text: str
) -> None:
    """Only a CONSTRUCT that contacts nobody is a rule; the message names its file."""
    with pytest.raises(error, match=expected):
        derive_lines(ox.Store(), read_rules(_write_rules(tmp_path, a=text)))


def test_a_rule_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is an error with the place of the byte."""
    (tmp_path / "a.rq").write_bytes(b"# caf\xe9\n")
    with pytest.raises(DatasetError, match=r"a\.rq: not UTF-8 at byte 5"):
        read_rules(tmp_path)
