"""What checks find: one finding for each broken rule, written for the curator."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.checks.shapes import SEVERITIES
from hanse.errors import shorten
from hanse.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class Finding(NamedTuple):
    """One broken rule.

    `severity` is `Violation` (blocks a build), `Warning` or `Info`; `focus` and `value` are
    N-Triples terms, `path` is a SPARQL property path, `value` and `path` are empty where the rule
    names none; `shape` is the local name of the shape or the name of the query, `constraint` the
    SHACL term without its prefix (`minCount`) or `query`.
    """

    severity: str
    focus: str
    path: str
    value: str
    message: str
    shape: str
    constraint: str

    def __str__(self) -> str:
        """Write the finding as `Severity: thing: property: value: what is wrong (shape rule)`."""
        parts = (self.severity, shorten_iris(self.focus), shorten_iris(self.path), self.shown_value)
        told = ": ".join(part for part in parts if part)
        return f"{told}: {self.message} ({self.shape} {self.constraint})"

    @property
    def shown_value(self) -> str:
        """The value on one short line."""
        return shorten(shorten_iris(self.value))

    @property
    def blocks(self) -> bool:
        """Whether the finding keeps a dataset from being written."""
        return self.severity == SEVERITIES[0]


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by severity, then by every field, each finding once."""
    return sorted(set(findings), key=lambda finding: (_RANKS[finding.severity], finding))


def shorten_iris(text: str) -> str:
    """Show the IRIs of a term or path with the prefixes of Hanse."""
    if "<" not in text or text.startswith('"'):
        return text
    return "".join(_shorten(part) for part in text.replace(">", "<").split("<"))


def _shorten(part: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if part.startswith(namespace):
            return f"{prefix}:{part[len(namespace) :]}"
    return part
