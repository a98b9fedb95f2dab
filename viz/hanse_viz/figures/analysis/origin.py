"""Where the rows of a figure come from, as its caption says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse_viz.figures import captions

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork


class Origin(NamedTuple):
    """The command that gives the rows, whose data they are of, and which part of it.

    `data` is a sentence; `scope` is one too, with a blank after it, or empty for the whole.
    """

    command: str
    data: str
    scope: str = ""

    def cite(self) -> list[str]:
        """Give the last lines of a caption."""
        return [f"Made by: {self.command}.", self.data]


def cite_record(part: CityNetwork, command: str) -> Origin:
    """Cite the record, or the part of it that its filters keep; `command` is without filters."""
    asked = f"{command} {part.query}".rstrip()
    data = f"{captions.say_left_out(part)}{captions.cite_data(part)}"
    return Origin(asked, data, captions.scope(part))
