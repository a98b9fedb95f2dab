"""When a membership lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hanse.record.model import Cooperation, Tie

# How long a cooperation without a recorded end is taken to have run, in years.
ASSUMED_YEARS = 3


class Years(NamedTuple):
    """The first and last year, both counted; `assumed` where the last is no more than taken."""

    start: int
    end: int
    assumed: bool = False

    def overlaps(self, start: int | None, end: int | None) -> bool:
        """Tell whether some of them are in a period, which may be open at either side."""
        return (start is None or self.end >= start) and (end is None or self.start <= end)


def find_years(cooperation: Cooperation, tie: Tie | None = None) -> Years | None:
    """Find when a membership, or a cooperation, lasted; nothing where no start is known.

    A membership has its own years, and where it states none those of its cooperation; without an
    end it is taken to have lasted until ASSUMED_YEARS after its start.
    """
    own = (tie.start, tie.end) if tie else (None, None)
    start, end = (cooperation.start, cooperation.end) if own == (None, None) else own
    start = cooperation.start if start is None else start
    if start is None:
        return None
    return Years(start, start + ASSUMED_YEARS, assumed=True) if end is None else Years(start, end)
