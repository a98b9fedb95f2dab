"""Lines in order, each once, however many there are: sorted runs wait on the disk."""

from __future__ import annotations

import heapq
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

_IN_MEMORY = 100_000  # lines, of some 150 bytes
_MOST_RUNS = 64  # files that are open at once


def sort_lines(lines: Iterable[str], in_memory: int = _IN_MEMORY) -> Iterator[str]:
    """Yield lines, each ended by its line feed, sorted by code point and without repetition.

    At most `in_memory` lines are held; more are sorted in runs, which wait in temporary files
    without a name. Raises OSError where the disk does not take them.
    """
    lines = iter(lines)
    runs: list[TextIO] = []
    while len(taken := list(islice(lines, in_memory))) == in_memory:
        runs.append(_put_by(sorted(set(taken))))
        if len(runs) == _MOST_RUNS:
            runs = [_put_by(_merge(runs, []))]
    before = ""
    for line in _merge(runs, sorted(set(taken))):
        if line != before:
            yield line
        before = line


def _put_by(lines: Iterable[str]) -> TextIO:
    """Write a run to a file without a name, which goes when it is closed."""
    from tempfile import TemporaryFile  # noqa: PLC0415 - 10 ms, for long answers only

    file: TextIO = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - _merge closes it
    file.writelines(lines)
    file.seek(0)
    return file


def _merge(runs: list[TextIO], rest: list[str]) -> Iterator[str]:
    try:
        yield from heapq.merge(*runs, rest)
    finally:
        for run in runs:
            run.close()
