"""Checks written as SPARQL, for what SHACL Core cannot say: `*-violation.rq` beside the shapes.

A file opens with `# title:`, `# severity:` and `# message:` lines. Each row of its SELECT is a
finding: ?focus, and where it has them ?path, ?value and ?message (which replaces the header's).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.checks.shapes import SEVERITIES
from hanse.checks.turtle import ShapesError
from hanse.guard import check_query

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = "-violation.rq"
_FIELDS = frozenset({"title", "severity", "message"})


class ViolationQuery(NamedTuple):
    """A query whose rows are faults."""

    name: str
    title: str
    severity: str
    message: str
    query: str


def read_violation(file: Path) -> ViolationQuery:
    """Read one file.

    Raises ShapesError where its header lacks a field or has a wrong one, QueryError where the
    query would change data, contact another endpoint or crash the engine.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ShapesError(f"{file}: cannot be read: {error}") from error
    header = _read_header(text)
    missing = sorted(_FIELDS - header.keys())
    if missing:
        raise ShapesError(f"{file.name}: the header needs a line `# {missing[0]}: …`")
    if header["severity"] not in SEVERITIES:
        raise ShapesError(f"{file.name}: severity {header['severity']!r} is none of {SEVERITIES}")
    check_query(text, file.name)
    name = file.name.removesuffix(SUFFIX)
    return ViolationQuery(name, header["title"], header["severity"], header["message"], text)


def _read_header(text: str) -> dict[str, str]:
    header: dict[str, str] = {}
    field = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        name, colon, rest = line.lstrip("# ").partition(":")
        if colon and name in _FIELDS:
            field, header[name] = name, rest.strip()
        elif field:
            header[field] += f" {line.lstrip('# ').strip()}"
    return header
