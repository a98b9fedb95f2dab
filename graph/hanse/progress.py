"""A bar on the terminal while long work goes on; a pipe or a file gets none of it."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_PAUSE = 0.1  # seconds between two pictures of the bar
_BAR = 24  # characters
_CLEAR = "\r\x1b[K"


@contextmanager
def show_progress(total: int, unit: str = "") -> Generator[Callable[[int], None]]:
    """Give a function that is told of each further part of `total` bytes, or things of `unit`.

    While the block runs, a bar on standard error shows how much is done; it is gone afterwards.
    Nothing is shown where standard error is no terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty():  # pyright: ignore[reportUnnecessaryComparison] - closed with 2>&-
        yield lambda _: None
        return
    bar = _Bar(total, unit)
    try:
        yield bar.add
    finally:
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()


class _Bar:
    def __init__(self, total: int, unit: str) -> None:
        self._unit = unit
        self._total, self._done, self._next = max(total, 1), 0, 0.0

    def add(self, part: int) -> None:
        self._done += part
        now = time.monotonic()
        if now >= self._next or self._done >= self._total:
            self._next = now + _PAUSE
            sys.stderr.write(f"{_CLEAR}{draw_bar(self._done, self._total, self._unit)}")
            sys.stderr.flush()


def draw_bar(done: int, total: int, unit: str = "") -> str:
    """Draw how much of so many bytes, or things of a unit, is done, on less than 60 columns."""
    share = min(done / total, 1.0)
    full = int(share * _BAR)
    bar = "█" * full + "░" * (_BAR - full)
    told = f"{done:,} of {total:,} {unit}" if unit else f"{_show_size(done)} of {_show_size(total)}"
    return f"{bar} {share:4.0%}  {told}"


def _show_size(size: int) -> str:
    """Write a size with a unit that keeps it below a thousand."""
    shown, unit = float(size), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if shown < 1000:  # noqa: PLR2004 - the step of the units
            break
        shown, unit = shown / 1000, larger
    return f"{shown:.3g} {unit}"
