"""Constraints as SPARQL conditions that are true where a value breaks them.

A condition never ends in a SPARQL error, because a filter drops a row whose condition errs and
the fault would pass unseen: what may err stands in COALESCE and counts as broken.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from hanse.checks.turtle import ShapesError
from hanse.namespaces import SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hanse.checks.shapes import Constraint, Shape

_CASTS = frozenset(
    f"<{XSD}{name}>"
    for name in (
        *("boolean", "date", "dateTime", "decimal", "double", "float", "gDay", "gMonth"),
        *("gMonthDay", "gYear", "gYearMonth", "integer", "time"),
    )
)
_NODE_KINDS = {
    "IRI": "!isIRI({0})",
    "BlankNode": "!isBlank({0})",
    "Literal": "!isLiteral({0})",
    "BlankNodeOrIRI": "isLiteral({0})",
    "BlankNodeOrLiteral": "isIRI({0})",
    "IRIOrLiteral": "isBlank({0})",
}
_COMPARISONS = {
    "minInclusive": ">=",
    "minExclusive": ">",
    "maxInclusive": "<=",
    "maxExclusive": "<",
}
# What concerns one value alone; the rest concerns all values of a path together.
VALUE_WISE = frozenset(
    (
        *("class", "datatype", "nodeKind", "pattern", "minLength", "maxLength", "in"),
        *("languageIn", "disjoint", "node", "not", "and", "or", "xone"),
        *_COMPARISONS,
    )
)


def unless(condition: str) -> str:
    """Negate a condition, an error counting as false."""
    return f"!COALESCE({condition}, false)"


class Conditions:
    """Writes conditions; `classes` gives the classes below each class in the data."""

    def __init__(self, classes: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the class tree and number the variables that a condition needs of its own."""
        self.classes = classes
        self._numbers = count()

    def kinds(self, term: str) -> tuple[str, ...]:
        """Give a class and all classes below it."""
        return self.classes.get(term, (term,))

    def breaks(self, constraint: Constraint, value: str, focus: str) -> str:
        """Write the condition that holds where the value of the focus node breaks a constraint."""
        name = constraint.name
        if name in _COMPARISONS:
            return unless(f"{value} {_COMPARISONS[name]} {constraint.terms[0]}")
        writers: dict[str, Callable[[Constraint, str], str]] = {
            "class": self._class,
            "datatype": self._datatype,
            "nodeKind": self._node_kind,
            "pattern": self._pattern,
            "minLength": self._min_length,
            "maxLength": self._max_length,
            "in": self._in,
            "languageIn": self._language,
            "node": self._node,
            "not": self._not,
            "and": self._and,
            "or": self._or,
            "xone": self._xone,
        }
        if name == "disjoint":
            return f"EXISTS {{ {focus} {constraint.terms[0]} {value} }}"
        if name == "hasValue":
            return f"!sameTerm({value}, {constraint.terms[0]})"
        if name not in writers:
            raise ShapesError(f"sh:{name} needs a sh:path beside it and may not stand deeper")
        return writers[name](constraint, value)

    def fails(self, shape: Shape, node: str) -> str:
        """Write the condition that holds where a node does not conform to a shape."""
        if shape.path:
            return self._fails_path(shape, node)
        parts = [self.breaks(c, node, node) for c in shape.constraints]
        parts += [self._fails_path(p, node) for p in shape.properties]
        if not parts:
            raise ShapesError(f"shape {shape.name}: a shape inside it asks for nothing")
        return "(" + " || ".join(parts) + ")"

    def _fails_path(self, shape: Shape, node: str) -> str:
        if shape.properties:
            raise ShapesError(f"shape {shape.name}: sh:property may not stand below a sh:path")
        parts = [self._breaks_path(c, shape, node) for c in shape.constraints]
        return "(" + (" || ".join(part for part in parts if part) or "false") + ")"

    def _breaks_path(self, constraint: Constraint, shape: Shape, node: str) -> str:
        name, number = constraint.name, constraint.number
        value = self._fresh()
        triple = f"{node} {shape.path} {value}"
        if name in VALUE_WISE:
            return f"EXISTS {{ {triple} FILTER({self.breaks(constraint, value, node)}) }}"
        if name == "minCount" and number <= 1:
            return f"NOT EXISTS {{ {triple} }}" if number else ""
        if name == "maxCount" and number == 0:
            return f"EXISTS {{ {triple} }}"
        if name == "maxCount" and number == 1:
            other = self._fresh()
            more = f"{node} {shape.path} {other} FILTER(!sameTerm({value}, {other}))"
            return f"EXISTS {{ {triple} . {more} }}"
        if name == "hasValue":
            return f"NOT EXISTS {{ {node} {shape.path} {constraint.terms[0]} }}"
        raise ShapesError(f"shape {shape.name}: sh:{name} {number or ''} may not stand so deep")

    def _fresh(self) -> str:
        return f"?v{next(self._numbers)}"

    def _class(self, constraint: Constraint, value: str) -> str:
        kinds = self.kinds(constraint.terms[0])
        if len(kinds) == 1:
            return f"NOT EXISTS {{ {value} a {kinds[0]} }}"
        kind = self._fresh()
        return f"NOT EXISTS {{ {value} a {kind} FILTER({kind} IN ({', '.join(kinds)})) }}"

    def _datatype(self, constraint: Constraint, value: str) -> str:
        datatype = constraint.terms[0]
        same = f"DATATYPE({value}) = {datatype}"
        legal = f" && STR({datatype}(STR({value}))) != ''" if datatype in _CASTS else ""
        return unless(same + legal)

    def _node_kind(self, constraint: Constraint, value: str) -> str:
        kind = constraint.terms[0].strip("<>").removeprefix(SH)
        if kind not in _NODE_KINDS:
            raise ShapesError(f"sh:nodeKind {constraint.terms[0]} is none of SHACL's")
        return _NODE_KINDS[kind].format(value)

    def _pattern(self, constraint: Constraint, value: str) -> str:
        return unless(f"REGEX(STR({value}), {', '.join(constraint.terms)})")

    def _min_length(self, constraint: Constraint, value: str) -> str:
        return unless(f"STRLEN(STR({value})) >= {constraint.number}")

    def _max_length(self, constraint: Constraint, value: str) -> str:
        return unless(f"STRLEN(STR({value})) <= {constraint.number}")

    def _in(self, constraint: Constraint, value: str) -> str:
        return "!(" + " || ".join(f"sameTerm({value}, {t})" for t in constraint.terms) + ")"

    def _language(self, constraint: Constraint, value: str) -> str:
        matches = (f"LANGMATCHES(LANG({value}), {tag})" for tag in constraint.terms)
        return unless(" || ".join(matches))

    def _node(self, constraint: Constraint, value: str) -> str:
        return self.fails(constraint.shapes[0], value)

    def _not(self, constraint: Constraint, value: str) -> str:
        return f"!{self.fails(constraint.shapes[0], value)}"

    def _and(self, constraint: Constraint, value: str) -> str:
        return "(" + " || ".join(self.fails(s, value) for s in constraint.shapes) + ")"

    def _or(self, constraint: Constraint, value: str) -> str:
        return "(" + " && ".join(self.fails(s, value) for s in constraint.shapes) + ")"

    def _xone(self, constraint: Constraint, value: str) -> str:
        held = " + ".join(f"IF({self.fails(s, value)}, 0, 1)" for s in constraint.shapes)
        return f"(({held}) != 1)"
