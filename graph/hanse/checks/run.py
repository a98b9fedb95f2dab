"""Runs the checks: shapes and queries in, sorted findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from hanse.checks.compile import compile_shapes
from hanse.checks.findings import Finding, sort_findings
from hanse.checks.shapes import named_classes, read_shapes
from hanse.checks.turtle import ShapesError
from hanse.checks.violations import SUFFIX, read_violation
from hanse.namespaces import RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hanse.checks.compile import Check
    from hanse.checks.shapes import Shape
    from hanse.checks.turtle import Term
    from hanse.checks.violations import ViolationQuery
    from hanse.store.base import Store

# What stands for the constraint in the findings of queries.
QUERY = "query"
# Subclasses count only where the data do not say the class above as well: a built dataset does.
_CLASS_TREE = f"""SELECT DISTINCT ?super ?sub WHERE {{
  VALUES ?super {{ %s }}
  ?sub <{RDFS}subClassOf>+ ?super .
  ?thing a ?sub
  FILTER NOT EXISTS {{ ?thing a ?super }}
}}"""


class Shapes(NamedTuple):
    """All checks of some files: shapes with a target, and queries whose rows are faults."""

    shapes: tuple[Shape, ...]
    queries: tuple[ViolationQuery, ...]


def load_shapes(*places: Path) -> Shapes:
    """Read the shapes (`*.ttl`) and checks (`*-violation.rq`) of folders or single files.

    Raises ShapesError, naming file and shape, for what is not in the subset or cannot be read.
    """
    files = [file for place in places for file in list_files(place)]
    shapes = read_shapes(file for file in files if file.suffix == ".ttl")
    for _ in compile_shapes(shapes, {}):
        pass  # what cannot be compiled is told when the shapes are read, not when data come
    return Shapes(shapes, tuple(read_violation(f) for f in files if f.name.endswith(SUFFIX)))


def list_files(place: Path) -> list[Path]:
    """List the shapes and checks of a folder, sorted, or a single file itself."""
    if not place.is_dir():
        return [place]
    files = sorted((*place.glob("*.ttl"), *place.glob(f"*{SUFFIX}")))
    if not files:
        raise ShapesError(f"{place}: no shapes here; expected *.ttl or *{SUFFIX}")
    return files


def run_checks(store: Store, shapes: Shapes) -> list[Finding]:
    """Check the default graph of a store; the findings come sorted, the grave ones first.

    The class tree is that of the data (rdfs:subClassOf in the default graph). Source: SHACL,
    section 2.1.3 (targets) and section 4 (constraints).
    """
    checks = compile_shapes(shapes.shapes, _read_classes(store, shapes.shapes))
    found = [finding for check in checks for finding in _run_check(store, check)]
    found += [finding for query in shapes.queries for finding in _run_query(store, query)]
    return sort_findings(found)


def _read_classes(store: Store, shapes: tuple[Shape, ...]) -> dict[str, tuple[str, ...]]:
    """Give, for each class that shapes name, the classes whose members are its members too."""
    wanted = sorted({term for shape in shapes for term in named_classes(shape)})
    below: dict[str, list[str]] = {}
    for upper, lower in _rows(store, _CLASS_TREE % " ".join(wanted), "super", "sub"):
        below.setdefault(str(upper), [str(upper)]).append(str(lower))
    return {upper: tuple(sorted(classes)) for upper, classes in below.items()}


def _rows(store: Store, query: str, *names: str) -> Iterator[list[Term | None]]:
    """Give some columns of a SELECT, None where one is unbound or not there."""
    answer = store.query(query)
    if not isinstance(answer, ox.QuerySolutions):
        raise ShapesError("a check must be a SELECT")
    known = {variable.value for variable in answer.variables}
    for row in answer:
        yield [row[name] if name in known else None for name in names]


def _run_check(store: Store, check: Check) -> Iterator[Finding]:
    names = check.constraints
    flags = [f"c{i}" for i in range(len(names))]
    for focus, path, value, *broken in _rows(store, check.query, "focus", "path", "value", *flags):
        for name, flag in zip(names, broken, strict=True):
            if len(names) == 1 or (flag is not None and flag.value == "true"):
                yield Finding(
                    severity=check.severity,
                    focus=_write(focus),
                    path=_write(path) or check.path,
                    value=_write(value),
                    message=check.message,
                    shape=check.shape,
                    constraint=name,
                )


def _run_query(store: Store, query: ViolationQuery) -> Iterator[Finding]:
    columns = ("focus", "path", "value", "message")
    for focus, path, value, message in _rows(store, query.query, *columns):
        yield Finding(
            severity=query.severity,
            focus=_write(focus),
            path=_write(path),
            value=_write(value),
            message=query.message if message is None else message.value,
            shape=query.name,
            constraint=QUERY,
        )


def _write(term: Term | None) -> str:
    return "" if term is None else str(term)
