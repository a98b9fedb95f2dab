"""Nesting that would overflow the engine's stack, which ends the process and cannot be caught."""

from __future__ import annotations

import re

from hanse.errors import DatasetError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

MAX_DEPTH = 100
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|[\]}]', re.DOTALL)
# Strings, comments and IRIs are passed over; what counts is one triple as a term of another.
_TERMS = re.compile(
    rb'"{3}.*?"{3}|\'{3}.*?\'{3}|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|\#[^\n]*'
    rb"|(<<)|>>",
    re.DOTALL,
)


def check_nesting(path: Path, data: bytes, *, is_json: bool) -> None:
    """Raise DatasetError where objects of JSON, or triples as terms, stand in too many others.

    The engine crashes at some 5000 levels of JSON-LD and 100 000 of triple terms.
    """
    opening = data.count(b"{") + data.count(b"[") if is_json else data.count(b"<<")
    if opening <= MAX_DEPTH:
        return
    depth = 0
    for match in (_JSON if is_json else _TERMS).finditer(data):
        if match[1]:
            depth += 1
        elif match[0] in {b"]", b"}", b">>"}:
            depth -= 1
        if depth > MAX_DEPTH:
            line = data.count(b"\n", 0, match.start()) + 1
            raise DatasetError(f"{path}:{line}: nested deeper than {MAX_DEPTH} levels")
