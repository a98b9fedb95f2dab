"""Which ties of a projection are drawn, where there are too many for a page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hanse.analysis.ties import ProjectedTie

# More lines that are not of the backbone, and more nodes, cannot be told apart on a page.
MOST_OTHERS = 1200
MOST_NODES = 2000


class Drawn(NamedTuple):
    """The ties to draw: the backbone whole, of the others up to `each` of every node.

    `each` is 0 where all others are drawn; `left_out` counts nodes that stand on no page.
    """

    backbone: list[ProjectedTie]
    others: list[ProjectedTie]
    each: int
    left_out: int


def thin(ties: Sequence[ProjectedTie]) -> Drawn:
    """Keep the backbone and, of many others, for each node those that chance explains least.

    Of as many for each node as the page holds, at least one. Above 2,000 nodes those with most
    ties are kept beside the ends of the backbone.
    """
    backbone = [tie for tie in ties if tie.backbone]
    nodes = _choose_nodes(ties, backbone)
    rest = [t for t in ties if not t.backbone and t.a in nodes and t.b in nodes]
    left_out = len({end for tie in ties for end in (tie.a, tie.b)} - nodes)
    if len(rest) <= MOST_OTHERS:
        return Drawn(backbone, rest, 0, left_out)
    levels = _find_levels(rest)
    counts = Counter(levels.values())
    each, many = 1, counts[1]
    while many + counts[each + 1] <= MOST_OTHERS:
        each += 1
        many += counts[each]
    return Drawn(backbone, [tie for tie in rest if levels[tie.a, tie.b] <= each], each, left_out)


def count_degrees(ties: Iterable[ProjectedTie]) -> Counter[str]:
    """Count the ties of each node."""
    return Counter(end for tie in ties for end in (tie.a, tie.b))


def _choose_nodes(ties: Sequence[ProjectedTie], backbone: Sequence[ProjectedTie]) -> set[str]:
    degrees = count_degrees(ties)
    ends = set(count_degrees(backbone))
    ranked = sorted(degrees, key=lambda node: (node not in ends, -degrees[node], node))
    return set(ranked[: max(MOST_NODES, len(ends))])


def _find_levels(ties: Iterable[ProjectedTie]) -> dict[tuple[str, str], int]:
    """Find the place of each tie among those of its ends, from 1; of two places the better."""
    met: Counter[str] = Counter()
    levels: dict[tuple[str, str], int] = {}
    for tie in sorted(ties, key=lambda one: (one.p, -one.observed, one.a, one.b)):
        met.update((tie.a, tie.b))
        levels[tie.a, tie.b] = min(met[tie.a], met[tie.b])
    return levels
