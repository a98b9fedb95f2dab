"""Turtle files of shapes as an index of subject, predicate and objects, read with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from hanse.errors import InputError
from hanse.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

FIRST = f"{RDF}first"
REST = f"{RDF}rest"
NIL = ox.NamedNode(f"{RDF}nil")


class ShapesError(InputError):
    """A file of shapes cannot be read or asks for what Hanse does not check."""


class TurtleIndex:
    """The triples of some Turtle files: what each subject says, and which file says it."""

    def __init__(self) -> None:
        """Start empty."""
        self.about: dict[Node, dict[str, list[Term]]] = {}
        self.files: dict[Node, str] = {}

    def read(self, path: Path) -> None:
        """Add a Turtle file; raises ShapesError with line and column where it is none."""
        try:
            parsed = ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            self.add(path.name, parsed)
        except SyntaxError as error:
            place = f"{path.name}:{error.lineno}:{error.offset}"
            raise ShapesError(f"{place}: no Turtle: {error.msg}") from error
        except OSError as error:
            raise ShapesError(f"{path}: cannot be read: {error.strerror}") from error

    def add(self, file: str, quads: Iterable[ox.Quad]) -> None:
        """Add parsed triples under the name of their file."""
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                raise ShapesError(f"{file}: a triple stands as a term; write it as a statement")
            self.about.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)
            self.files.setdefault(subject, file)

    def values(self, node: Term, predicate: str) -> list[Term]:
        """Give the objects of a predicate, sorted where they are named, else as written."""
        if isinstance(node, ox.Literal):
            return []
        return self.about.get(node, {}).get(predicate, [])

    def items(self, head: Term) -> list[Term]:
        """Give the members of an RDF list; raises ShapesError where it is broken or endless."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != NIL:
            first, rest = self.values(head, FIRST), self.values(head, REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise ShapesError(f"{self.file_of(head)}: a list is broken; write it as ( a b c )")
            seen.add(head)
            found += first
            head = rest[0]
        return found

    def file_of(self, node: Term) -> str:
        """Name the file in which a node is first described."""
        return "shapes" if isinstance(node, ox.Literal) else self.files.get(node, "shapes")
