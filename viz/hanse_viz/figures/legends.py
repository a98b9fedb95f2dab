"""Entries of legends that several figures share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hanse_viz.figures.captions import choose_group, list_groups, name_group, place_group, tint
from hanse_viz.figures.composing import Key
from hanse_viz.figures.marks import Path, Style, draw_line
from hanse_viz.figures.symbols import THEME_DASHES, THEME_SYMBOLS, draw_symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.record.model import CityNetwork, Cooperation

_RADIUS = 4.2
_STROKE = 24.0


def key_symbols(part: CityNetwork, counts: Counter[str]) -> Iterator[Key]:
    """List groups of themes with the symbol and colour of each, and how many have it."""
    for group in _order(part, counts):
        shape = draw_symbol(THEME_SYMBOLS[place_group(part, group)], _RADIUS)
        symbol = Path(5, 0, shape, Style(fill=tint(part, group)))
        yield Key(f"{name_group(part, group)} ({counts[group]:,})", (symbol,))


def key_lines(part: CityNetwork, counts: Counter[str]) -> Iterator[Key]:
    """List groups of themes with the dash and colour of each, and how many have it."""
    for group in _order(part, counts):
        dash = THEME_DASHES[place_group(part, group)]
        style = Style(stroke=tint(part, group), width=2, dash=dash)
        symbol = Path(0, 0, draw_line([(0, 0), (_STROKE, 0)]), style)
        yield Key(f"{name_group(part, group)} ({counts[group]:,})", (symbol,), _STROKE)


def count_groups(part: CityNetwork, shown: Iterable[Cooperation]) -> Counter[str]:
    """Count cooperations by the group of their main theme."""
    return Counter(choose_group(part, cooperation) for cooperation in shown)


def say_key(text: str) -> Key:
    """Set words into a legend that say what the entries after them are."""
    return Key(text, (), 0)


def _order(part: CityNetwork, counts: Counter[str]) -> list[str]:
    return [group for group in list_groups(part) if counts[group]]
