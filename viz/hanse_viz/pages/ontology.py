"""The documentation of a dataset's terms, read from it: what each means, how often it is used."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hanse.errors import HanseError
from hanse.namespaces import DCT, HANSE, OWL, RDFS, RULES, SCHEMA, SKOS
from hanse.resources import locate
from hanse.turtle import shorten_iri
from hanse_viz.pages.about import read_note
from hanse_viz.pages.asking import Value, ask, ask_pairs, ask_values, fill
from hanse_viz.pages.links import find_anchor
from hanse_viz.pages.model import Fact, Ref
from hanse_viz.pages.remembering import once_per_graph
from hanse_viz.pages.rendering import render
from hanse_viz.pages.vocabulary import TYPE, name_term

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pages.links import Links

_MOST_TERMS = 2_000
# In a larger dataset, how often a term is used is not counted: that would read every triple.
MOST_TRIPLES = 1_000_000
_CLASSES = ("owl:Class", "rdfs:Class")
_CLASS_IRIS = (f"{OWL}Class", f"{RDFS}Class")
_PROPERTIES = (
    "owl:ObjectProperty",
    "owl:DatatypeProperty",
    "owl:AnnotationProperty",
    "rdf:Property",
)
_ROLES = ("hanse:Role", "hanse:ParticipationRole")
# %s: the classes of the terms.
_TERMS = f"""
SELECT ?term ?property ?value WHERE {{
  {{ SELECT DISTINCT ?term WHERE {{ VALUES ?class {{ %s }} ?term a ?class }}
    ORDER BY ?term LIMIT {_MOST_TERMS} }}
  ?term ?property ?value
}} ORDER BY ?term ?property ?value"""
_SCHEMES = """
SELECT ?scheme ?name (COUNT(?concept) AS ?concepts) WHERE {
  ?scheme a skos:ConceptScheme
  OPTIONAL { ?scheme rdfs:label ?name FILTER (LANG(?name) = "") }
  OPTIONAL { ?concept skos:inScheme ?scheme }
} GROUP BY ?scheme ?name ORDER BY ?name ?scheme"""
_ONTOLOGY = "SELECT ?ontology WHERE { ?ontology a owl:Ontology } ORDER BY ?ontology LIMIT 1"
_SAID = "SELECT ?property ?value WHERE { $thing ?property ?value } ORDER BY ?property ?value"
_ALL = """
CONSTRUCT { ?term ?property ?value }
WHERE { ?term rdfs:isDefinedBy $thing ; ?property ?value }"""
_USED_CLASSES = "SELECT ?class (COUNT(*) AS ?uses) WHERE { ?thing a ?class } GROUP BY ?class"
_USED = "SELECT ?property (COUNT(*) AS ?uses) WHERE { ?s ?property ?o } GROUP BY ?property"
_DERIVED = """
SELECT ?property ?rule WHERE { ?property hanse:derivedBy ?rule } ORDER BY ?property ?rule"""
_RULE = re.compile(r"[a-z][a-z-]*\.rq")
# What is told of a term, in this order; the label goes before the values.
_LINKS = {
    f"{RDFS}subClassOf": "Subclass of",
    f"{RDFS}subPropertyOf": "Subproperty of",
    f"{RDFS}domain": "From",
    f"{SCHEMA}domainIncludes": "From one of",
    f"{RDFS}range": "To",
    f"{SCHEMA}rangeIncludes": "To one of",
    f"{OWL}inverseOf": "Inverse of",
    f"{OWL}equivalentClass": "The same class as",
    f"{OWL}equivalentProperty": "The same property as",
    f"{HANSE}derivedBy": "Derived by",
    f"{RDFS}seeAlso": "See also",
    f"{SKOS}exactMatch": "Exact match",
    f"{DCT}isReplacedBy": "Replaced by",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a role: its names, its meaning and its place among the others."""

    iri: str
    anchor: str
    name: str
    labels: tuple[Ref, ...]
    definition: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    uses: int | None
    is_deprecated: bool
    query: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that derives a property, with its text where it is shipped."""

    iri: str
    anchor: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reused:
    """A term of another vocabulary, and how often the dataset uses it."""

    ref: Ref
    uses: int
    rule: Ref | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything on the page of the terms; `uses` are None where they were not counted."""

    title: str
    version: str
    about: str
    iri: str
    query: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    roles: tuple[Term, ...]
    schemes: tuple[tuple[Ref, int], ...]
    is_counted: bool
    reused: tuple[Reused, ...]
    rules: tuple[Rule, ...]


# Where one page of all terms would be long, it can be two: what each of them leaves out.
PARTS: dict[str, dict[str, Any]] = {
    "classes": {"properties": (), "reused": (), "rules": ()},
    "properties": {"classes": (), "roles": (), "schemes": ()},
}


def render_ontology(
    graph: Graph, links: Links, part: str = "", others: tuple[tuple[str, str], ...] = ()
) -> str:
    """Write the page of all terms, or one of its PARTS; `others` are label and address of more."""
    whole = read_ontology(graph)
    return render(
        "ontology.html",
        links,
        read_note(graph),
        here="ontology",
        ontology=replace(whole, **PARTS[part]) if part else whole,
        sizes=(len(whole.classes), len(whole.properties), len(whole.roles)),
        most=MOST_TRIPLES,
        others=others,
    )


@once_per_graph
def read_ontology(graph: Graph) -> Ontology:
    """Read every class, property and role that a dataset declares, and how often each is used."""
    counted = len(graph) <= MOST_TRIPLES
    uses = _count(graph, _USED_CLASSES) | _count(graph, _USED) if counted else None
    iri = _find_head(graph)
    head = ask_pairs(graph, _SAID, iri) if iri else {}
    classes = _read_terms(graph, _CLASSES, uses)
    properties = _read_terms(graph, _PROPERTIES, uses)
    declared = {term.iri for term in (*classes, *properties)}
    derived = ask_pairs(graph, _DERIVED)
    return Ontology(
        title=head.get(f"{DCT}title") or head.get(f"{RDFS}label") or "Terms of this dataset",
        version=head.get(f"{OWL}versionInfo", ""),
        about=head.get(f"{DCT}description") or head.get(f"{RDFS}comment", ""),
        iri=iri,
        query=fill(_ALL, iri) if iri else "",
        classes=classes,
        properties=properties,
        roles=_read_terms(graph, _ROLES, None),
        schemes=tuple(
            (Ref(name or shorten_iri(iri), iri), int(number))
            for iri, name, number in ask(graph, _SCHEMES)
        ),
        is_counted=counted,
        reused=_list_reused(graph, uses or {}, declared, derived),
        rules=tuple(_read_rule(iri) for iri in sorted(set(derived.values()))),
    )


def _find_head(graph: Graph) -> str:
    return next((iri for (iri,) in ask(graph, _ONTOLOGY) if "://" in iri), "")


def _count(graph: Graph, query: str) -> dict[str, int]:
    return {iri: int(number) for iri, number in ask(graph, query)}


def _read_terms(
    graph: Graph, classes: tuple[str, ...], uses: dict[str, int] | None
) -> tuple[Term, ...]:
    said: dict[str, dict[str, list[Value]]] = {}
    for term, property_, value in ask_values(graph, _TERMS % " ".join(classes)):
        if term and property_ and value and term.kind == "iri":
            said.setdefault(term.text, {}).setdefault(property_.text, []).append(value)
    below = _turn(said)
    terms = (_make_term(graph, iri, said[iri], below.get(iri, []), uses) for iri in said)
    return tuple(sorted(terms, key=lambda term: (term.labels[0].label.casefold(), term.iri)))


def _turn(said: dict[str, dict[str, list[Value]]]) -> dict[str, list[str]]:
    """List what stands below each term."""
    below: dict[str, list[str]] = {}
    for iri, values in said.items():
        for property_ in (f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"):
            for value in values.get(property_, []):
                below.setdefault(value.text, []).append(iri)
    return below


def _make_term(
    graph: Graph,
    iri: str,
    said: dict[str, list[Value]],
    below: list[str],
    uses: dict[str, int] | None,
) -> Term:
    facts = [
        Fact(label, tuple(_refer(graph, value) for value in said[property_]))
        for property_, label in _LINKS.items()
        if property_ in said
    ]
    if below:
        facts.append(Fact("Above", tuple(Ref(name_term(graph, one), one) for one in below)))
    labels = [v for v in said.get(f"{RDFS}label", []) if v.language]
    labels.sort(key=lambda v: (v.language != "en", v.language))
    return Term(
        iri,
        find_anchor(iri),
        shorten_iri(iri),
        tuple(Ref(v.text, note=v.language, language=v.language) for v in labels)
        or (Ref(name_term(graph, iri)),),
        _join(said, f"{SKOS}definition") or _join(said, f"{RDFS}comment"),
        tuple(value.text for value in said.get(f"{SKOS}scopeNote", [])),
        tuple(facts),
        None if uses is None else uses.get(iri, 0),
        any(value.text == "true" for value in said.get(f"{OWL}deprecated", [])),
        _write_example(iri, is_class=any(v.text in _CLASS_IRIS for v in said.get(TYPE, []))),
    )


def _refer(graph: Graph, value: Value) -> Ref:
    if value.text.startswith(RULES):
        return Ref(value.text.removeprefix(RULES), value.text)
    if value.kind != "iri":
        return Ref(value.text)
    if find_anchor(value.text):
        return Ref(name_term(graph, value.text), value.text)
    return Ref(shorten_iri(value.text), url=value.text)


def _join(said: dict[str, list[Value]], iri: str) -> str:
    return " ".join(value.text for value in said.get(iri, []) if value.language in {"", "en"})


def _write_example(iri: str, *, is_class: bool) -> str:
    """Write a query that shows a few things of a class, or a few uses of a property."""
    name = shorten_iri(iri)
    term = name if re.fullmatch(r"[a-z0-9]+:[A-Za-z][A-Za-z0-9_-]*", name) else f"<{iri}>"
    pattern, extra = (f"a {term}", "") if is_class else (f"{term} ?value", " ?value")
    return fill(
        f"SELECT ?thing ?name{extra}\nWHERE {{\n  ?thing {pattern} ; rdfs:label ?name .\n"
        f'  FILTER (LANG(?name) = "")\n}}\nORDER BY ?name\nLIMIT 20'
    )


def _list_reused(
    graph: Graph, uses: dict[str, int], declared: set[str], derived: dict[str, str]
) -> tuple[Reused, ...]:
    ranked = sorted((iri for iri in uses if iri not in declared), key=lambda iri: (-uses[iri], iri))
    return tuple(
        Reused(
            Ref(shorten_iri(iri), iri, note=name_term(graph, iri)),
            uses[iri],
            Ref(derived[iri].removeprefix(RULES), derived[iri]) if iri in derived else None,
        )
        for iri in ranked[:_MOST_TERMS]
    )


def _read_rule(iri: str) -> Rule:
    name = iri.removeprefix(RULES)
    text = ""
    if iri.startswith(RULES) and _RULE.fullmatch(name):
        try:
            text = locate(f"ontology/rules/{name}").read_text("utf-8")
        except HanseError:  # a rule of a later version
            text = ""
    return Rule(iri, find_anchor(iri), name, text)
