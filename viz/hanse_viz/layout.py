"""Where the nodes stand: computed here, once, so that the page has nothing to simulate."""

from __future__ import annotations

import math
import random
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
# Above so many nodes the exact layout, whose time grows with their square, takes minutes.
MANY = 10_000
# Then circles are kept apart as far as a reader sees who has come nearer.
MANY_SHARE = 0.5
MANY_ROUNDS = 25
STEPS = 150
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def place(
    count: int, ties: Sequence[tuple[int, int]], radii: Sequence[float]
) -> list[tuple[int, int]]:
    """Give each of `count` nodes a place on a plane, in whole units, y downwards.

    Kamada and Kawai's layout (Information Processing Letters 31, 1989) of each connected part,
    spread more evenly over its disc, the parts set beside each other, circles of `radii` pushed
    apart. Of more than MANY nodes it is the layout of their communities, in which Fruchterman and
    Reingold's (Software: Practice and Experience 21, 1991) moves the nodes. The same input gives
    the same places: nothing is drawn by lot.
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
    if count > MANY:
        points = _draw_many(igraph, graph, parts, np)
        shares = np.asarray(radii, dtype=float) * MANY_SHARE
        _push_apart(points, shares, KDTree, np, MANY_ROUNDS)
        return [(round(x), round(y)) for x, y in points.tolist()]
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


def _draw_many(igraph: Any, graph: Any, parts: list[list[int]], np: Any) -> Points:  # noqa: ANN401 - as above
    """Lay the parts with many nodes out together in the middle, the others in rings around them."""
    points = np.zeros((graph.vcount(), 2))
    core = sorted(node for part in parts if len(part) > FEW for node in part)
    if core:
        points[core] = _spread(_move(igraph, graph.induced_subgraph(core), np), np)
    small = [part for part in parts if len(part) <= FEW]
    if not small:
        return points
    sizes = np.array([len(part) for part in small])
    area = len(core) * 1.15 + np.cumsum(sizes) - sizes / 2
    turn = np.arange(len(small)) * _GOLDEN_ANGLE
    far = SPREAD * np.sqrt(area)
    middles = np.column_stack((far * np.cos(turn) * ASPECT, far * np.sin(turn)))
    for part, middle in zip(small, middles, strict=True):
        points[part] = middle + SPREAD * 0.8 * _sunflower(np.arange(len(part)), np)
    return points


def _sunflower(ranks: Any, np: Any) -> Points:  # noqa: ANN401 - as above
    """Set points evenly on a disc, from the middle outwards, each with an area of pi."""
    return np.sqrt(ranks)[:, None] * np.column_stack(
        (np.cos(ranks * _GOLDEN_ANGLE), np.sin(ranks * _GOLDEN_ANGLE))
    )


def _move(igraph: Any, graph: Any, np: Any) -> Points:  # noqa: ANN401 - as above
    """Start from the layout of the communities; from any other start the middle stays a tangle."""
    # igraph draws its lots by this generator until it is given back its usual one.
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - no secret
    try:
        groups = np.array(graph.community_multilevel().membership)
        side = math.sqrt(graph.vcount())
        sizes = np.bincount(groups)
        middles = _draw_communities(igraph, graph, groups, sizes, np)
        middles *= 0.45 * side / (np.percentile(np.hypot(*middles.T), 90) or 1.0)
        order = np.argsort(groups, kind="stable")
        ranks = np.empty(len(groups))
        ranks[order] = np.arange(len(groups)) - (np.cumsum(sizes) - sizes)[groups[order]]
        seed = middles[groups] + 0.5 * _sunflower(ranks, np)
        moved = graph.layout_fruchterman_reingold(
            niter=STEPS, grid=True, seed=seed.tolist(), start_temp=side / 20
        )
    finally:
        igraph.set_random_number_generator(random)
    return np.array(moved.coords)


def _draw_communities(igraph: Any, graph: Any, groups: Any, sizes: Any, np: Any) -> Points:  # noqa: ANN401 - as above
    """Lay communities out as one node each, the nearer the more ties join them for their sizes."""
    ends = groups[np.array(graph.get_edgelist())]
    whole = igraph.Graph(n=len(sizes), edges=ends.tolist())
    whole.es["weight"] = 1.0
    whole.simplify(combine_edges="sum")
    one, two = np.array(whole.get_edgelist(), dtype=int).reshape(-1, 2).T
    near = np.array(whole.es["weight"]) / np.sqrt(sizes[one] * sizes[two])
    lengths = np.clip(near**-0.5, 0.3, 30).tolist()
    drawn = whole.layout_kamada_kawai(weights=lengths, maxiter=50 * len(sizes))
    middles = np.array(drawn.coords)
    return middles - np.average(middles, axis=0, weights=sizes)


def _spread(shape: Points, np: Any) -> Points:  # noqa: ANN401 - as above
    """Spread points more evenly over a disc; what was flung far away comes to its edge."""
    shape = shape - np.median(shape, axis=0)
    # As long as wide, without a turn.
    squares, axes = np.linalg.eigh(np.cov(shape.T))
    shape = shape @ axes @ np.diag(np.maximum(squares, 1e-9) ** -0.5) @ axes.T
    distance = np.hypot(shape[:, 0], shape[:, 1])
    ranks = np.empty(len(shape))
    ranks[np.argsort(distance.round(6), kind="stable")] = np.arange(len(shape))
    even = np.sqrt(ranks / len(shape))
    far = np.minimum(1, distance / np.percentile(distance, 99.9)) ** RADIAL_POWER
    goal = SPREAD * math.sqrt(len(shape)) * (EVENNESS * even + (1 - EVENNESS) * far)
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


def _push_apart(points: Points, radii: Any, tree: Any, np: Any, rounds: int = ROUNDS) -> None:  # noqa: ANN401 - as above
    """Move circles that overlap away from each other, half each, until none do or time is up."""
    if len(points) < 2:  # noqa: PLR2004 - one circle has nothing to overlap
        return
    widest = 2 * float(radii.max()) + GAP
    for _ in range(rounds):
        pairs = _find_close(points, radii, widest, tree, np)
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


def _find_close(points: Points, radii: Any, widest: float, tree: Any, np: Any) -> Any:  # noqa: ANN401 - as above
    """List the pairs of circles that may overlap, the lower number first, and few others.

    Among many nodes few are large; only around those is looked far.
    """
    large = radii > np.percentile(radii, 98)
    if len(points) <= MANY or not large.any():
        return tree(points).query_pairs(widest, output_type="ndarray")
    small = np.flatnonzero(~large)
    widest_small = 2 * float(radii[small].max()) + GAP
    pairs = small[tree(points[small]).query_pairs(widest_small, output_type="ndarray")]
    around = tree(points).query_ball_point(points[large], float(radii.max()) + radii[large] + GAP)
    one = np.repeat(np.flatnonzero(large), [len(found) for found in around])
    two = np.concatenate([np.asarray(found, dtype=int) for found in around])
    # Two large ones find each other from both sides.
    more = np.column_stack((np.minimum(one, two), np.maximum(one, two)))
    return np.concatenate((pairs, np.unique(more[one != two], axis=0)))
