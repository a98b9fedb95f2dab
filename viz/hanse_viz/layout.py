"""Where the nodes stand: computed here, once, so that the page has nothing to simulate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from hanse.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Any  # an (n, 2) array of floats

RADIAL_POWER = 0.82
# How much of a node's distance from the middle comes from its rank: 1 would fill the disc evenly.
EVENNESS = 0.6
# Pictures are wider than high.
ASPECT = 1.18
SPREAD = 16.5
# Parts with fewer nodes keep the shape that the layout gave them.
FEW = 40
GAP = 2.6
ROUNDS = 120
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def place(
    count: int, ties: Sequence[tuple[int, int]], radii: Sequence[float]
) -> list[tuple[int, int]]:
    """Give each of `count` nodes a place on a plane, in whole units, y downwards.

    Kamada and Kawai's layout (Information Processing Letters 31, 1989) of each connected part,
    spread more evenly over its disc, the parts set beside each other, circles of `radii` pushed
    apart. The same input gives the same places: nothing is drawn by lot.
    """
    try:
        import igraph  # noqa: PLC0415 - 60 ms that no other command should pay
        import numpy as np  # noqa: PLC0415 - as above
        from scipy.spatial import KDTree  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("viz", str(error.name)) from error
    graph = _join(igraph, count, ties)
    found: list[list[int]] = [sorted(part) for part in graph.connected_components()]
    parts = sorted(found, key=_by_size)
    points = np.zeros((count, 2))
    taken: list[tuple[float, float, float]] = []
    for part in parts:
        shape = _draw_part(graph.induced_subgraph(part), np)
        reach = float(np.hypot(shape[:, 0] / ASPECT, shape[:, 1]).max()) + 16
        x, y = _find_room(reach, taken)
        taken.append((x, y, reach))
        points[part] = np.add(shape, (x, y))
    _push_apart(points, np.asarray(radii, dtype=float), KDTree, np)
    return [(round(x), round(y)) for x, y in points.tolist()]


def _join(igraph: Any, count: int, ties: Sequence[tuple[int, int]]) -> Any:  # noqa: ANN401 - libraries without types
    return igraph.Graph(n=count, edges=list(ties)).simplify()


def _by_size(part: list[int]) -> tuple[int, int]:
    return -len(part), part[0]


def _draw_part(graph: Any, np: Any) -> Points:  # noqa: ANN401 - libraries without types
    """Lay one connected part out around (0, 0), as wide as its number of nodes asks for."""
    count = graph.vcount()
    # Without a start of its own igraph begins on a circle; after 20 steps a node it has settled.
    drawn = graph.layout_kamada_kawai(maxiter=20 * count)
    shape = np.array(drawn.coords)
    shape -= shape.mean(axis=0) if count > FEW else (shape.max(axis=0) + shape.min(axis=0)) / 2
    distance = np.hypot(shape[:, 0], shape[:, 1])
    reach = 0 if count == 1 else SPREAD * math.sqrt(count) + 22
    far = (distance / (distance.max() or 1.0)) ** RADIAL_POWER
    ranks = np.empty(count)
    ranks[np.argsort(distance.round(6), kind="stable")] = np.arange(count)
    even = np.sqrt(ranks / max(1, count - 1)) if count > FEW else far
    goal = reach * (EVENNESS * even + (1 - EVENNESS) * far)
    return shape * (goal / np.maximum(distance, 1e-9))[:, None] * (ASPECT, 1)


def _find_room(reach: float, taken: list[tuple[float, float, float]]) -> tuple[float, float]:
    """Find the place nearest to the middle, corners first, where an oval overlaps none taken."""
    step = 0
    while True:
        side = 12 * math.sqrt(step)
        turn = step * _GOLDEN_ANGLE
        # From a circle to the square around it, so that the corners of the picture are used.
        square = side / max(abs(math.cos(turn)), abs(math.sin(turn)))
        x, y = square * math.cos(turn), square * math.sin(turn)
        if all(math.hypot(x - a / ASPECT, y - b) >= reach + other for a, b, other in taken):
            return x * ASPECT, y
        step += 1


def _push_apart(points: Points, radii: Any, tree: Any, np: Any) -> None:  # noqa: ANN401 - as above
    """Move circles that overlap away from each other, half each, until none do."""
    if len(points) < 2:  # noqa: PLR2004 - one circle has nothing to overlap
        return
    widest = 2 * float(radii.max()) + GAP
    for _ in range(ROUNDS):
        pairs = tree(points).query_pairs(widest, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, two = pairs[:, 0], pairs[:, 1]
        apart = points[two] - points[one]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        # Two nodes on one spot part along a direction of their own.
        same = distance < 1e-6  # noqa: PLR2004 - below any visible distance
        turn = (one[same] * _GOLDEN_ANGLE) % (2 * math.pi)
        apart[same] = np.column_stack((np.cos(turn), np.sin(turn)))
        missing = radii[one] + radii[two] + GAP - distance
        close = missing > 0.01  # noqa: PLR2004 - a hundredth of a unit is no overlap
        if not close.any():
            return
        shift = apart * (missing / 2 / np.where(same, 1.0, np.maximum(distance, 1e-6)))[:, None]
        np.add.at(points, one[close], -shift[close])
        np.add.at(points, two[close], shift[close])
