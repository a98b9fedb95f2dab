"""The colours of groups of themes."""

from __future__ import annotations

from hanse.record.themes import UNKNOWN

# Okabe and Ito, Color Universal Design, 2008; black and yellow are left out because cities are
# dark and yellow cannot be told from a pale background.
COLOURS = ("#0072B2", "#E69F00", "#CC79A7", "#D55E00", "#009E73", "#56B4E9")
OTHER_COLOUR = "#8C8C8C"
UNKNOWN_COLOUR = "#C4C4C4"


def colour_group(group: str, groups: tuple[str, ...]) -> str:
    """Give the colour of a group as #RRGGBB."""
    if group in groups:
        return COLOURS[groups.index(group)]
    return UNKNOWN_COLOUR if group == UNKNOWN else OTHER_COLOUR
