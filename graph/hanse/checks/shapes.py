"""Shapes of SHACL Core as plain records: what is aimed at, what must hold, what to tell whom.

The subset: the four targets; all property paths; every constraint of SHACL Core but
sh:qualifiedValueShapesDisjoint; sh:message, sh:severity, sh:deactivated. Inside sh:node, sh:not,
sh:and, sh:or, sh:xone and sh:qualifiedValueShape counts go up to one and sh:uniqueLang, sh:closed
and pairs of properties do not stand. What is not in it (SHACL-SPARQL, SHACL-JS, rules,
owl:imports, sh:shapesGraph, implicit class targets, a misspelt term) is an error that names the
shape: a constraint that nobody checks would be worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from hanse.checks.paths import read_path
from hanse.checks.turtle import ShapesError, TurtleIndex
from hanse.namespaces import DCT, OWL, RDF, RDFS, SH, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from hanse.checks.turtle import Node, Term

SEVERITIES = ("Violation", "Warning", "Info")
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_TERMS = (
    *("class", "datatype", "nodeKind", "hasValue", "lessThan", "lessThanOrEquals", "equals"),
    *("disjoint", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
)
_NUMBERS = ("minCount", "maxCount", "minLength", "maxLength")
_FLAGS = ("uniqueLang", "closed")
_LISTS = ("in", "languageIn")
_SHAPES = ("node", "not")
_SHAPE_LISTS = ("or", "and", "xone")
_SPECIAL = ("pattern", "qualifiedValueShape")
_COMPANIONS = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedMinCount": "qualifiedValueShape",
    "qualifiedMaxCount": "qualifiedValueShape",
}
_FRAME = ("path", "property", "message", "severity", "deactivated", "name", "description", "order")
_CONSTRUCTS = frozenset(
    f"{SH}{name}"
    for names in (
        TARGETS,
        _TERMS,
        _NUMBERS,
        _FLAGS,
        _LISTS,
        _SHAPES,
        _SHAPE_LISTS,
        _SPECIAL,
        _COMPANIONS,
        _FRAME,
    )
    for name in names
)
_ANNOTATIONS = frozenset({f"{RDF}type", f"{RDFS}label", f"{RDFS}comment", f"{RDFS}seeAlso"})
_HEADER = _ANNOTATIONS | {f"{DCT}{n}" for n in ("title", "description", "license", "created")}
_KINDS = {f"{SH}NodeShape", f"{SH}PropertyShape"}
_PLUMBING = {f"{RDF}{n}" for n in ("first", "rest")} | {
    f"{SH}{n}Path" for n in ("inverse", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne")
}
_TRUE = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))


class Target(NamedTuple):
    """Which nodes a shape looks at: the SHACL term (`targetClass` …) and the node it names."""

    kind: str
    term: str


class Constraint(NamedTuple):
    """One constraint: its SHACL term without prefix, and its parameters as N-Triples terms."""

    name: str
    terms: tuple[str, ...] = ()
    number: int = 0
    shapes: tuple[Shape, ...] = ()


class Shape(NamedTuple):
    """A node shape (no path) or a property shape; `name` is that of the shape that holds it."""

    name: str
    path: str
    severity: str
    message: str
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]


def read_shapes(files: Iterable[Path]) -> tuple[Shape, ...]:
    """Read the shapes of some Turtle files that have a target, sorted by name.

    Raises ShapesError for what is no Turtle, no shape, or no construct of the subset.
    """
    index = TurtleIndex()
    for file in files:
        index.read(file)
    return _Reader(index).read()


def named_classes(shape: Shape) -> Iterator[str]:
    """Yield the classes that a shape aims at or asks for, those of the shapes inside it too."""
    yield from (target.term for target in shape.targets if target.kind == "targetClass")
    for constraint in shape.constraints:
        if constraint.name == "class":
            yield from constraint.terms
        for inner in constraint.shapes:
            yield from named_classes(inner)
    for inner in shape.properties:
        yield from named_classes(inner)


class _Reader:
    """Reads the shapes of one index; remembers what it has seen, so that nothing is passed over."""

    def __init__(self, index: TurtleIndex) -> None:
        self.index = index
        self.seen: set[Node] = set()
        self.inside: set[Node] = set()
        self.headers: set[Node] = set()
        self.open: list[Term] = []

    def read(self) -> tuple[Shape, ...]:
        named = sorted((n for n in self.index.about if isinstance(n, ox.NamedNode)), key=str)
        shapes = [self.shape(node, "") for node in named if not self._is_header(node)]
        self._refuse_idle()
        return tuple(shape for shape in shapes if shape.targets)

    def _refuse_idle(self) -> None:
        """Refuse what would never be looked at: stray nodes, and shapes that aim at nothing."""
        for node, said in self.index.about.items():
            if node not in self.seen and not _PLUMBING.issuperset(said):
                raise ShapesError(f"{self.index.file_of(node)}: {node} belongs to no shape")
            aims = any(f"{SH}{kind}" in said for kind in TARGETS)
            if node in self.seen - self.inside - self.headers and not aims:
                raise self._error("", node, "it has no target and no shape uses it")

    def _is_header(self, node: Node) -> bool:
        if ox.NamedNode(f"{OWL}Ontology") not in self.index.values(node, f"{RDF}type"):
            return False
        self.seen.add(node)
        self.headers.add(node)
        self._refuse_unknown(node, str(node), _HEADER)
        return True

    def shape(self, node: Term, owner: str) -> Shape:
        """Read one shape and what hangs on it."""
        name = _local_name(node.value) if isinstance(node, ox.NamedNode) else owner
        if node in self.open or isinstance(node, ox.Literal):
            raise self._error(name, node, "a shape names itself or a text as its shape")
        if self.open:
            self.inside.add(node)
        self.open.append(node)
        self.seen.add(node)
        self._refuse_unknown(node, name, _CONSTRUCTS | _ANNOTATIONS)
        self._refuse_foreign_type(node, name)
        self._refuse_lone_companion(node, name)
        live = _TRUE not in self._values(node, "deactivated")
        shape = Shape(
            name=name,
            path=self._path(node, name),
            severity=self._severity(node, name),
            message=self._text(node, name, "message"),
            targets=self._targets(node) if live else (),
            constraints=self._constraints(node, name) if live else (),
            properties=self._shapes(self._values(node, "property"), name) if live else (),
        )
        self.open.pop()
        return shape

    def _refuse_unknown(self, node: Node, name: str, known: frozenset[str]) -> None:
        for predicate in self.index.about.get(node, {}):
            if predicate not in known:
                shown = predicate.replace(SH, "sh:").replace(OWL, "owl:").replace(SKOS, "skos:")
                raise self._error(name, node, f"{shown} is not in the subset that Hanse checks")

    def _refuse_foreign_type(self, node: Node, name: str) -> None:
        if not self.index.about.get(node):
            raise self._error(name, node, f"{node} is used as a shape and described nowhere")
        for kind in self.index.values(node, f"{RDF}type"):
            if isinstance(kind, ox.Literal) or kind.value not in _KINDS:
                raise self._error(name, node, f"{kind} is no kind of shape; write sh:NodeShape")

    def _refuse_lone_companion(self, node: Node, name: str) -> None:
        said = self.index.about.get(node, {})
        for companion, constraint in _COMPANIONS.items():
            if f"{SH}{companion}" in said and f"{SH}{constraint}" not in said:
                raise self._error(name, node, f"sh:{companion} stands without sh:{constraint}")

    def _error(self, name: str, node: Term, rule: str) -> ShapesError:
        return ShapesError(f"{self.index.file_of(node)}: shape {name or node}: {rule}")

    def _values(self, node: Term, term: str) -> list[Term]:
        return self.index.values(node, f"{SH}{term}")

    def _one(self, node: Term, name: str, term: str) -> Term | None:
        values = self._values(node, term)
        if len(values) > 1:
            raise self._error(name, node, f"sh:{term} stands more than once")
        return values[0] if values else None

    def _text(self, node: Term, name: str, term: str) -> str:
        value = self._one(node, name, term)
        return "" if value is None else value.value

    def _path(self, node: Term, name: str) -> str:
        value = self._one(node, name, "path")
        return "" if value is None else read_path(self.index, value)

    def _severity(self, node: Term, name: str) -> str:
        severity = self._text(node, name, "severity").removeprefix(SH) or SEVERITIES[0]
        if severity not in SEVERITIES:
            raise self._error(name, node, f"sh:severity {severity} is none of {SEVERITIES}")
        return severity

    def _targets(self, node: Term) -> tuple[Target, ...]:
        return tuple(Target(k, str(v)) for k in TARGETS for v in self._values(node, k))

    def _shapes(self, nodes: list[Term], owner: str) -> tuple[Shape, ...]:
        return tuple(self.shape(node, owner) for node in nodes)

    def _constraints(self, node: Term, name: str) -> tuple[Constraint, ...]:
        return (
            *(Constraint(n, (str(v),)) for n in _TERMS for v in self._values(node, n)),
            *(self._number(node, name, n) for n in _NUMBERS if self._values(node, n)),
            *(self._flag(node, name, n) for n in _FLAGS if _TRUE in self._values(node, n)),
            *(self._list(n, v) for n in _LISTS for v in self._values(node, n)),
            *(
                Constraint(n, shapes=self._shapes([v], name))
                for n in _SHAPES
                for v in self._values(node, n)
            ),
            *(
                Constraint(n, shapes=self._shapes(self.index.items(v), name))
                for n in _SHAPE_LISTS
                for v in self._values(node, n)
            ),
            *self._patterns(node, name),
            *self._qualified(node, name),
        )

    def _number(self, node: Term, name: str, term: str) -> Constraint:
        text = self._text(node, name, term)
        if not text.isdecimal():
            raise self._error(name, node, f"sh:{term} {text!r} is no whole number")
        return Constraint(term, number=int(text))

    def _flag(self, node: Term, name: str, term: str) -> Constraint:
        if term != "closed":
            return Constraint(term)
        ignored = self._one(node, name, "ignoredProperties")
        listed = [] if ignored is None else self.index.items(ignored)
        paths = [self._path(shape, name) for shape in self._values(node, "property")]
        return Constraint(term, tuple(dict.fromkeys([*map(str, listed), *paths])))

    def _list(self, term: str, head: Term) -> Constraint:
        return Constraint(term, tuple(str(item) for item in self.index.items(head)))

    def _patterns(self, node: Term, name: str) -> list[Constraint]:
        flags = self._one(node, name, "flags")
        tail = () if flags is None else (str(flags),)
        return [Constraint("pattern", (str(v), *tail)) for v in self._values(node, "pattern")]

    def _qualified(self, node: Term, name: str) -> list[Constraint]:
        value = self._one(node, name, "qualifiedValueShape")
        if value is None:
            return []
        shapes = self._shapes([value], name)
        bounds = [n for n in ("qualifiedMinCount", "qualifiedMaxCount") if self._values(node, n)]
        return [self._number(node, name, n)._replace(shapes=shapes) for n in bounds]


def _local_name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
