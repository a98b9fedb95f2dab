"""SHACL property paths as SPARQL property paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.checks.turtle import FIRST, ShapesError
from hanse.namespaces import SH

if TYPE_CHECKING:
    from hanse.checks.turtle import Term, TurtleIndex

_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def read_path(index: TurtleIndex, node: Term) -> str:
    """Write the path that a node describes, such as `<p>`, `^<p>` or `<p>/<q>`.

    Source: SHACL, section 2.3.1 (predicate, sequence, alternative, inverse and repeated paths).
    """
    if isinstance(node, ox.NamedNode):
        return str(node)
    if index.values(node, FIRST):
        return "/".join(_group(index, step) for step in index.items(node))
    for inverse in index.values(node, f"{SH}inversePath"):
        return "^" + _group(index, inverse)
    for choice in index.values(node, f"{SH}alternativePath"):
        return "|".join(_group(index, step) for step in index.items(choice))
    for name, suffix in _SUFFIXES.items():
        for repeated in index.values(node, f"{SH}{name}"):
            return _group(index, repeated) + suffix
    raise ShapesError(f"{index.file_of(node)}: sh:path names no property and no path of SHACL Core")


def _group(index: TurtleIndex, node: Term) -> str:
    text = read_path(index, node)
    return (
        text
        if text.startswith("<") and text.endswith(">") and text.count("<") == 1
        else f"({text})"
    )


def is_predicate(path: str) -> bool:
    """Tell whether a path is one predicate."""
    return path.startswith("<") and path.endswith(">") and path.count("<") == 1
