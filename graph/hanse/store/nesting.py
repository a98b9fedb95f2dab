"""Nesting that would overflow the engine's stack, which ends the process and cannot be caught."""

from __future__ import annotations

import re

from hanse.errors import DatasetError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from pathlib import Path

MAX_DEPTH = 100
_PIECE = 1 << 20
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|[\]}]', re.DOTALL)
# Strings, comments and IRIs are passed over; what counts is one triple as a term of another.
_TERMS = re.compile(
    rb'"{3}.*?"{3}|\'{3}.*?\'{3}|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|\#[^\n]*'
    rb"|(<<)|>>",
    re.DOTALL,
)


def check_nesting(path: Path, data: bytes | mmap.mmap, *, is_json: bool) -> None:
    """Raise DatasetError where objects of JSON, or triples as terms, stand in too many others.

    The engine crashes at some 5000 levels of JSON-LD and 100 000 of triple terms.
    """
    if not any(_stands_often(data, mark) for mark in ((b"{", b"[") if is_json else (b"<<",))):
        return
    depth = 0
    for match in (_JSON if is_json else _TERMS).finditer(data):
        if match[1]:
            depth += 1
        elif match[0] in {b"]", b"}", b">>"}:
            depth -= 1
        if depth > MAX_DEPTH:
            line = find_line(data, match.start())
            raise DatasetError(f"{path}:{line}: nested deeper than {MAX_DEPTH} levels")


def find_line(data: bytes | mmap.mmap, offset: int) -> int:
    """Count the lines up to an offset, a piece at a time: the file may be larger than memory."""
    pieces = range(0, offset, _PIECE)
    return 1 + sum(data[at : min(at + _PIECE, offset)].count(b"\n") for at in pieces)


def _stands_often(data: bytes | mmap.mmap, mark: bytes) -> bool:
    """Tell whether a mark stands there so often that it may be nested too deep."""
    at = -len(mark)
    for _ in range(MAX_DEPTH // 2 + 1):
        at = data.find(mark, at + len(mark))
        if at < 0:
            return False
    return True
