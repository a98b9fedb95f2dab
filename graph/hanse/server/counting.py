"""How large an answer may become: bytes and rows are counted while the engine writes them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_REST_OF_STRING = re.compile(rb'(?:[^"\\]|\\.)*"', re.DOTALL)
_RESULT = b"<result>"


class TooLargeError(Exception):
    """An answer passed a limit; the text says which."""


class LimitedSink(BytesIO):
    """A file for the engine to write to; passes on what fits, and raises when it becomes too much.

    Rows are counted in the written form, exactly: the engine has no other way to tell.
    """

    def __init__(
        self, write: Callable[[bytes], None], form: str, *, most_bytes: int, most_rows: int
    ) -> None:
        super().__init__()
        self._pass_on = write
        self._counter = _COUNTERS[form]()
        self._most_bytes, self._most_rows = most_bytes, most_rows
        self._size = 0

    def write(self, data: bytes) -> int:  # type: ignore[override] # the engine sends bytes
        """Pass bytes on; raises TooLargeError."""
        self._size += len(data)
        if self._size > self._most_bytes:
            raise TooLargeError(f"the answer is larger than {self._most_bytes} bytes")
        self._counter.feed(data)
        if self._counter.rows > self._most_rows:
            raise TooLargeError(f"the answer has more than {self._most_rows} rows")
        self._pass_on(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the file flushes it."""


class _Lines:
    """TSV: a line a row after the head; line breaks in values are escaped."""

    def __init__(self) -> None:
        self.rows = -1

    def feed(self, data: bytes) -> None:
        self.rows += data.count(b"\n")


class _QuotedLines:
    """CSV: line breaks inside quotation marks are of a value; a doubled mark opens and closes."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = False

    def feed(self, data: bytes) -> None:
        for number, piece in enumerate(data.split(b'"')):
            if number:
                self._quoted = not self._quoted
            if not self._quoted:
                self.rows += piece.count(b"\n")


class _Elements:
    """XML: an element `result` a row; in values its first sign is escaped."""

    def __init__(self) -> None:
        self.rows = 0
        self._tail = b""

    def feed(self, data: bytes) -> None:
        seen = self._tail + data
        self.rows += seen.count(_RESULT)
        self._tail = seen[-len(_RESULT) + 1 :]


class _Objects:
    """JSON: without its strings, an object that stands in an array is a row."""

    def __init__(self) -> None:
        self.rows = 0
        self._open = False
        self._escaped = False
        self._last = b""

    def feed(self, data: bytes) -> None:
        rest = self._skip_string(data) if self._open else data
        bare = _STRING.sub(b"", rest)
        at = bare.find(b'"')
        if at >= 0:
            self._open = True
            self._escaped = _ends_escaped(bare[at + 1 :])
            bare = bare[:at]
        seen = self._last + bare
        self.rows += seen.count(b"[{") + seen.count(b",{")
        self._last = seen[-1:]

    def _skip_string(self, data: bytes) -> bytes:
        """Give what stands behind the end of the string that was open."""
        start = 1 if self._escaped and data else 0
        end = _REST_OF_STRING.match(data, start)
        if end is None:
            self._escaped = _ends_escaped(data[start:])
            return b""
        self._open = self._escaped = False
        return data[end.end() :]


def _ends_escaped(text: bytes) -> bool:
    """Tell whether the next sign belongs to a backslash at the end."""
    return (len(text) - len(text.rstrip(b"\\"))) % 2 == 1


_COUNTERS: dict[str, type[_Lines | _QuotedLines | _Elements | _Objects]] = {
    "tsv": _Lines,
    "csv": _QuotedLines,
    "xml": _Elements,
    "json": _Objects,
}
