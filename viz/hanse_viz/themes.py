"""Many themes, few colours: each theme belongs to the group of the broadest theme above it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hanse_viz.network import Theme

# Okabe and Ito, Color Universal Design, 2008; black and yellow are left out because cities are
# dark and yellow cannot be told from a pale background.
COLOURS = ("#0072B2", "#E69F00", "#CC79A7", "#D55E00", "#009E73", "#56B4E9")
OTHER = "other"
UNKNOWN = "unknown"
OTHER_COLOUR = "#8C8C8C"
UNKNOWN_COLOUR = "#C4C4C4"


def climb(theme: str, themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """List a theme and every theme above it, nearest first; a circle is walked once."""
    path = [theme]
    for step in path:
        above = themes[step].broader if step in themes else ()
        path.extend(iri for iri in above if iri not in path)
    return tuple(path)


def rank_groups(main_themes: Iterable[str], themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """Choose the broadest themes with most cooperations, one per colour, the largest first."""
    counts = Counter(climb(theme, themes)[-1] for theme in main_themes if theme)
    ranked = sorted(counts, key=lambda theme: (-counts[theme], theme))
    return tuple(ranked[: len(COLOURS)])


def find_group(theme: str, themes: Mapping[str, Theme], groups: tuple[str, ...]) -> str:
    """Name the group of a main theme: one of `groups`, OTHER, or UNKNOWN without a theme."""
    if not theme:
        return UNKNOWN
    return next((iri for iri in climb(theme, themes) if iri in groups), OTHER)


def colour_group(group: str, groups: tuple[str, ...]) -> str:
    """Give the colour of a group as #RRGGBB."""
    if group in groups:
        return COLOURS[groups.index(group)]
    return UNKNOWN_COLOUR if group == UNKNOWN else OTHER_COLOUR
