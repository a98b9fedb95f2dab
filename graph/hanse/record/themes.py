"""Many themes, few groups: each theme belongs to the group of the broadest theme above it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hanse.record.model import Theme

# As many groups as there are colours that all eyes tell apart (hanse_viz.colours).
GROUPS = 6
OTHER = "other"
UNKNOWN = "unknown"


def climb(theme: str, themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """List a theme and every theme above it, nearest first; a circle is walked once."""
    path = [theme]
    for step in path:
        above = themes[step].broader if step in themes else ()
        path.extend(iri for iri in above if iri not in path)
    return tuple(path)


def rank_groups(main_themes: Iterable[str], themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """Choose the broadest themes with most cooperations, the largest first."""
    counts = Counter(climb(theme, themes)[-1] for theme in main_themes if theme)
    ranked = sorted(counts, key=lambda theme: (-counts[theme], theme))
    return tuple(ranked[:GROUPS])


def find_group(theme: str, themes: Mapping[str, Theme], groups: tuple[str, ...]) -> str:
    """Name the group of a main theme: one of `groups`, OTHER, or UNKNOWN without a theme."""
    if not theme:
        return UNKNOWN
    return next((iri for iri in climb(theme, themes) if iri in groups), OTHER)
