"""Shapes compiled to SPARQL: a few queries for each shape and path, whose rows are faults.

A query gives ?focus, and where the constraint names them ?value and ?path. Where it checks
several constraints at once, a column ?c0, ?c1 … for each is true where that one is broken.
Written for engines: MINUS and aggregates, since FILTER NOT EXISTS is slow in some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.checks.expressions import VALUE_WISE, Conditions, unless
from hanse.checks.paths import is_predicate
from hanse.checks.turtle import ShapesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hanse.checks.shapes import Constraint, Shape, Target

_PAIRWISE = {"lessThan": "<", "lessThanOrEquals": "<="}
_UPPER_COUNTS = ("maxCount", "qualifiedMaxCount")
_COUNTS = ("minCount", "maxCount", "hasValue", "qualifiedMinCount", "qualifiedMaxCount")


class Check(NamedTuple):
    """One query and what its rows mean: the shape, its path, and the constraint of each column."""

    shape: str
    path: str
    severity: str
    message: str
    constraints: tuple[str, ...]
    query: str


def compile_shapes(
    shapes: Iterable[Shape], classes: Mapping[str, tuple[str, ...]]
) -> Iterator[Check]:
    """Yield the queries of shapes; `classes` gives each class with the classes below it.

    Raises ShapesError for a construct that stands where the subset does not allow it.
    """
    for shape in shapes:
        conditions = Conditions(classes)
        targets = Targets(shape.targets, classes)
        for part in (shape, *shape.properties):
            try:
                yield from _Compiler(part, targets, conditions).checks()
            except ShapesError as error:
                rule = str(error).removeprefix(f"shape {shape.name}: ")
                raise ShapesError(f"shape {shape.name}: {part.path or 'node'}: {rule}") from error


class Targets:
    """The pattern that binds ?focus to the nodes that a shape looks at."""

    def __init__(self, targets: tuple[Target, ...], classes: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the targets and the class tree."""
        self.targets = targets
        self.classes = classes

    def pattern(self, path: str) -> str:
        """Write the pattern for use beside `?focus path ?value`."""
        if len(self.targets) == 1:
            return self._one(self.targets[0], path)
        return " UNION ".join(f"{{ {self._one(t, '')} }}" for t in self.targets)

    def bind_once(self) -> bool:
        """Tell whether the pattern gives each node once, so that counting needs no DISTINCT."""
        target = self.targets[0]
        return len(self.targets) == 1 and len(self.classes.get(target.term, ("",))) == 1

    def reaches_by(self, path: str) -> bool:
        """Tell whether having the path is what makes a node a target."""
        return [t for t in self.targets if t.kind != "targetSubjectsOf" or t.term != path] == []

    def _one(self, target: Target, path: str) -> str:
        kind, term = target
        if kind == "targetClass":
            return self._of_class(term)
        if kind == "targetNode":
            return f"VALUES ?focus {{ {term} }}"
        if kind == "targetObjectsOf":
            return f"{{ SELECT DISTINCT ?focus {{ ?any {term} ?focus }} }}"
        return "" if term == path else f"{{ SELECT DISTINCT ?focus {{ ?focus {term} ?any }} }}"

    def _of_class(self, term: str) -> str:
        kinds = self.classes.get(term, (term,))
        if len(kinds) == 1:
            return f"?focus a {term} ."
        return f"VALUES ?kind {{ {' '.join(kinds)} }} ?focus a ?kind ."


class _Compiler:
    """Writes the queries of one node shape or property shape."""

    def __init__(self, shape: Shape, targets: Targets, conditions: Conditions) -> None:
        self.shape = shape
        self.targets = targets
        self.conditions = conditions
        self.target = targets.pattern(shape.path)
        self.value = "?value" if shape.path else "?focus"
        self.step = f"?focus {shape.path} ?value ." if shape.path else ""

    def checks(self) -> Iterator[Check]:
        if self.shape.path and self.shape.properties:
            raise ShapesError("sh:property may not stand below a sh:path")
        plain = [c for c in self.shape.constraints if self._classes_of(c) is None]
        by_class = [c for c in self.shape.constraints if self._classes_of(c) is not None]
        values = [c for c in plain if c.name in VALUE_WISE]
        counts = [c for c in plain if c.name in _COUNTS and self._has_path(c)]
        if values:
            yield self._values(values)
        if counts:
            yield self._counts(counts)
        for constraint in by_class:
            yield self._by_class(constraint)
        for constraint in plain:
            if constraint not in values and constraint not in counts:
                yield self._alone(constraint)

    def _has_path(self, constraint: Constraint) -> bool:
        """Tell whether a count is one of a path; that of a node can only be sh:hasValue."""
        return bool(self.shape.path) or constraint.name != "hasValue"

    def _check(self, constraints: Iterable[Constraint], query: str) -> Check:
        shape = self.shape
        names = tuple(constraint.name for constraint in constraints)
        return Check(shape.name, shape.path, shape.severity, shape.message, names, query)

    def _values(self, constraints: list[Constraint]) -> Check:
        broken = [self.conditions.breaks(c, self.value, "?focus") for c in constraints]
        shown = "?value" if self.shape.path else "(?focus AS ?value)"
        flags = _flags(broken)
        where = f"{self.target} {self.step} FILTER({' || '.join(broken)})"
        query = f"SELECT DISTINCT ?focus {shown} {flags} WHERE {{ {where} }}"
        return self._check(constraints, query)

    def _counts(self, constraints: list[Constraint]) -> Check:
        if not self.shape.path:
            raise ShapesError(f"sh:{constraints[0].name} needs a sh:path beside it")
        if [(c.name, c.number) for c in constraints] == [("minCount", 1)]:
            query = f"SELECT DISTINCT ?focus WHERE {{ {self.target} MINUS {{ {self.step} }} }}"
            return self._check(constraints, query)
        binds: list[str] = []
        broken = [self._count(c, binds) for c in constraints]
        body = f"{self.step} {' '.join(binds)}"
        if not self._counts_up(constraints):
            body = f"OPTIONAL {{ {body} }}"
        query = (
            f"SELECT ?focus {_flags(broken)} WHERE {{ {self.target} {body} }} "
            f"GROUP BY ?focus HAVING({' || '.join(broken)})"
        )
        return self._check(constraints, query)

    def _counts_up(self, constraints: list[Constraint]) -> bool:
        """Tell whether nodes without a value need no look: nothing is too few, or none lacks it."""
        too_few = any(c.name not in _UPPER_COUNTS for c in constraints)
        return not too_few or self.targets.reaches_by(self.shape.path)

    def _count(self, constraint: Constraint, binds: list[str]) -> str:
        sign = ">" if constraint.name in _UPPER_COUNTS else "<"
        if constraint.name in {"minCount", "maxCount"}:
            return f"({self._counted('?value')} {sign} {constraint.number})"
        variable = f"?q{len(binds)}"
        binds.append(f"BIND({self._kept(constraint)} AS {variable})")
        number = constraint.number if constraint.shapes else 1
        return f"({self._counted(variable)} {sign} {number})"

    def _counted(self, variable: str) -> str:
        # One triple gives a value once; a longer path may lead to it twice.
        once = self.targets.bind_once() and is_predicate(self.shape.path.removeprefix("^"))
        return f"COUNT({variable})" if once else f"COUNT(DISTINCT {variable})"

    def _kept(self, constraint: Constraint) -> str:
        """Give ?value where it counts and an error, thus nothing, elsewhere."""
        if constraint.shapes:
            return f"IF({self.conditions.fails(constraint.shapes[0], '?value')}, 1/0, ?value)"
        return f"IF(sameTerm(?value, {constraint.terms[0]}), ?value, 1/0)"

    def _classes_of(self, constraint: Constraint) -> tuple[str, ...] | None:
        """Give the classes of sh:class, or of a sh:or of nothing but classes."""
        if constraint.name == "class":
            return self.conditions.kinds(constraint.terms[0])
        if constraint.name != "or":
            return None
        found: list[str] = []
        for shape in constraint.shapes:
            if shape.path or shape.properties or [c.name for c in shape.constraints] != ["class"]:
                return None
            found += self.conditions.kinds(shape.constraints[0].terms[0])
        return tuple(found)

    def _by_class(self, constraint: Constraint) -> Check:
        kinds = self._classes_of(constraint) or ()
        minus = f"MINUS {{ VALUES ?class {{ {' '.join(kinds)} }} {self.value} a ?class }}"
        shown = "?value" if self.shape.path else "(?focus AS ?value)"
        where = f"{self.target} {self.step} {minus}"
        return self._check([constraint], f"SELECT DISTINCT ?focus {shown} WHERE {{ {where} }}")

    def _alone(self, constraint: Constraint) -> Check:
        name = constraint.name
        if name == "closed" and not self.shape.path:
            return self._closed(constraint)
        if name == "hasValue":
            where = f"{self.target} FILTER(!sameTerm(?focus, {constraint.terms[0]}))"
            return self._check([constraint], f"SELECT DISTINCT ?focus WHERE {{ {where} }}")
        if not self.shape.path:
            raise ShapesError(f"sh:{name} needs a sh:path beside it")
        if name in _PAIRWISE:
            return self._pair(constraint)
        if name == "equals":
            return self._equals(constraint)
        if name == "uniqueLang":
            return self._unique_language(constraint)
        raise ShapesError(f"sh:{name} may not stand beside a sh:path")

    def _closed(self, constraint: Constraint) -> Check:
        known = ", ".join(term for term in constraint.terms if is_predicate(term))
        where = f"{self.target} ?focus ?path ?value FILTER(?path NOT IN ({known}))"
        return self._check([constraint], f"SELECT DISTINCT ?focus ?path ?value WHERE {{ {where} }}")

    def _pair(self, constraint: Constraint) -> Check:
        late = unless(f"?value {_PAIRWISE[constraint.name]} ?other")
        where = f"{self.target} {self.step} ?focus {constraint.terms[0]} ?other FILTER({late})"
        return self._check([constraint], f"SELECT DISTINCT ?focus ?value WHERE {{ {where} }}")

    def _equals(self, constraint: Constraint) -> Check:
        here, there = self.step, f"?focus {constraint.terms[0]} ?value ."
        where = (
            f"{{ {self.target} {here} MINUS {{ {there} }} }} UNION "
            f"{{ {self.target} {there} MINUS {{ {here} }} }}"
        )
        return self._check([constraint], f"SELECT DISTINCT ?focus ?value WHERE {{ {where} }}")

    def _unique_language(self, constraint: Constraint) -> Check:
        where = f'{self.target} {self.step} BIND(LANG(?value) AS ?tag) FILTER(?tag != "")'
        query = (
            f"SELECT DISTINCT ?focus WHERE {{ {where} }} "
            "GROUP BY ?focus ?tag HAVING(COUNT(DISTINCT ?value) > 1)"
        )
        return self._check([constraint], query)


def _flags(broken: list[str]) -> str:
    if len(broken) == 1:
        return ""
    return " ".join(f"({condition} AS ?c{i})" for i, condition in enumerate(broken))
