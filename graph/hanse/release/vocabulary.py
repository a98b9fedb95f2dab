"""What our ontology says of its own terms: which classes stand above which, what rules derive."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hanse.dataset.build import read_vocabulary as read_lines
from hanse.namespaces import DCT, GEO, HANSE, OWL, RDFS, SKOS
from hanse.release.statements import TYPE, index_lines
from hanse.resources import locate

if TYPE_CHECKING:
    from hanse.release.statements import Statements

# Stated by tables although a rule derives them as well.
_STATED_TOO = frozenset({f"{HANSE}theme", f"{HANSE}fundedBy"})
# Follows from other columns of the same row, or from the class.
_IMPLIED = frozenset(
    {f"{GEO}hasGeometry", f"{SKOS}inScheme", f"{RDFS}isDefinedBy", f"{DCT}subject"}
)


class Vocabulary(NamedTuple):
    """The shipped ontology: its statements, every class above a class, the derived properties."""

    statements: Statements
    above: dict[str, frozenset[str]]
    derived: frozenset[str]


@cache
def read_vocabulary() -> Vocabulary:
    """Read the shipped ontology, once."""
    statements = index_lines(read_lines(locate("ontology")))
    parents = _collect(statements, f"{RDFS}subClassOf")
    above = {name: frozenset(_climb(name, parents)) for name in parents}
    general = {
        p for values in _collect(statements, f"{RDFS}subPropertyOf").values() for p in values
    }
    ruled = set(_collect(statements, f"{HANSE}derivedBy"))
    return Vocabulary(statements, above, frozenset((general | ruled | _IMPLIED) - _STATED_TOO))


def _collect(statements: Statements, property_: str) -> dict[str, list[str]]:
    """Give the named objects of a property by subject, both as IRIs without brackets."""
    return {
        subject[1:-1]: [value[1:-1] for value in said[property_] if value.startswith("<")]
        for subject, said in statements.items()
        if property_ in said and subject.startswith("<")
    }


def _climb(name: str, parents: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(name, ()))
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting += parents.get(parent, ())
    return found


def list_stated(statements: Statements) -> Statements:
    """Leave what is stated of things: no derived property, of the types the most special ones.

    So a dataset of asserted triples alone and the same with derived ones give the same.
    """
    vocabulary = read_vocabulary()
    return {subject: _keep_stated(said, vocabulary) for subject, said in statements.items()}


def _keep_stated(said: dict[str, list[str]], vocabulary: Vocabulary) -> dict[str, list[str]]:
    kept = {name: values for name, values in said.items() if name not in vocabulary.derived}
    types = kept.get(TYPE)
    if types:
        kept[TYPE] = leave_leaves(types, vocabulary)
        if f"<{HANSE}Programme>" not in types:
            kept.pop(f"{HANSE}fundedBy", None)
    if f"{HANSE}theme" in kept and f"{HANSE}mainTheme" in kept:
        main = kept[f"{HANSE}mainTheme"]
        kept[f"{HANSE}theme"] = [theme for theme in kept[f"{HANSE}theme"] if theme not in main]
    return {name: values for name, values in kept.items() if values}


def leave_leaves(types: list[str], vocabulary: Vocabulary) -> list[str]:
    """Leave the classes that stand above no other of the given ones."""
    above: set[str] = set()
    for type_ in types:
        above |= vocabulary.above.get(type_[1:-1], frozenset())
    return [type_ for type_ in types if type_[1:-1] not in above]


def list_classes(types: list[str]) -> set[str]:
    """Give the classes (IRIs without brackets) and every class above them."""
    above = read_vocabulary().above
    found = {type_[1:-1] for type_ in types}
    return found.union(*(above.get(name, frozenset()) for name in found)) if found else found


_INDIVIDUALS = (f"{HANSE}Role", f"{HANSE}ParticipationRole")


def list_terms(*types: str) -> list[str]:
    """List the terms of our namespace that are of one of the given types, sorted, as IRIs."""
    wanted = {f"<{type_}>" for type_ in types}
    return [
        subject[1:-1]
        for subject, said in sorted(read_vocabulary().statements.items())
        if subject.startswith(f"<{HANSE}") and wanted & set(said.get(TYPE, ()))
    ]


def list_classes_declared() -> list[str]:
    """List the classes of our ontology."""
    return list_terms(f"{OWL}Class")


def list_roles() -> list[str]:
    """List the roles of our ontology, which stand as values."""
    return list_terms(*_INDIVIDUALS)
