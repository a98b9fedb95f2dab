"""Projection and the test of ties at the size of keep.eu, beside networkx and plain Python.

    python -m bench.analysis [CITIES PROJECTS TIES]

The data are random, the same each time, with the skew of real ones: a few cities are in hundreds
of projects, most in one or two. networkx projects all of them; the plain loop, which takes one
project after the other for each pair, tests a sample of the tied pairs, and its seconds are
scaled up to all. Prints seconds, counts and the peak of memory, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from hanse.analysis import Cooperation, Member, Tie, find_ties, fit_bicm
from hanse.analysis.affiliations import gather
from hanse.analysis.projection import weigh_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.analysis import Affiliations
    from hanse.analysis.affiliations import Matrix

KEEP = (8_937, 15_400, 68_679)  # cities, projects and ties of keep.eu
SAMPLE = 100  # pairs that the plain loop tests


def make_affiliations(cities: int, projects: int, ties: int) -> Affiliations:
    """Draw ties between cities and projects of unlike size until there are so many."""
    chance = np.random.default_rng(20)
    of_cities, of_projects = (
        chance.permutation((np.arange(many) + 10.0) ** -power)
        for many, power in ((cities, 0.8), (projects, 0.45))
    )
    # Everything is tied once, all else by weight.
    pairs = {(n % cities, n % projects) for n in range(max(cities, projects))}
    while len(pairs) < ties:
        left = ties - len(pairs)
        drawn = (
            chance.choice(len(weights), left, p=weights / weights.sum())
            for weights in (of_cities, of_projects)
        )
        pairs.update(zip(*(axis.tolist() for axis in drawn), strict=True))
    return gather(
        [Member(f"city/{n:05}", f"City {n}") for n in range(cities)],
        [Cooperation(f"project/{n:05}", f"Project {n}") for n in range(projects)],
        [Tie(f"city/{a:05}", f"project/{b:05}") for a, b in pairs],
    )


def project_with_networkx(affiliations: Affiliations) -> int:
    """Project with networkx, shared projects as weights."""
    graph = affiliations.to_networkx()
    cities = [member.id for member in affiliations.members]
    peer: Any = nx.bipartite
    projected: nx.Graph[str] = peer.weighted_projected_graph(graph, cities)
    return int(projected.number_of_edges())


def loop_plainly(affiliations: Affiliations, probabilities: Matrix) -> list[float]:
    """Compute p of a sample of the tied pairs by dynamic programming in plain Python."""
    pairs = weigh_pairs(affiliations.matrix, "count")
    chosen = np.linspace(0, len(pairs.data) - 1, SAMPLE).astype(int)
    found: list[float] = []
    for a, b, shared in zip(*(axis[chosen] for axis in (*pairs.coords, pairs.data)), strict=True):
        below = [1.0] + [0.0] * (int(shared) - 1)
        above = 0.0
        for chance in (probabilities[a] * probabilities[b]).tolist():
            above += below[-1] * chance
            for n in range(len(below) - 1, 0, -1):
                below[n] += (below[n - 1] - below[n]) * chance
            below[0] *= 1 - chance
        found.append(above)
    return found


def _time(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def main() -> None:
    """Time each part, and see that all agree."""
    size = tuple(map(int, sys.argv[1:4])) or KEEP
    affiliations = make_affiliations(*size)
    degrees = affiliations.count_degrees()
    seconds: dict[str, float] = {}
    seconds["project"], pairs = _time(lambda: weigh_pairs(affiliations.matrix, "count"))
    seconds["fit"], bicm = _time(lambda: fit_bicm(*degrees))
    seconds["ties"], ties = _time(lambda: list(find_ties(affiliations)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # before the peers take theirs
    seconds["networkx"], edges = _time(lambda: project_with_networkx(affiliations))
    probabilities = bicm.expand()
    sampled, p = _time(lambda: loop_plainly(affiliations, probabilities))
    seconds["plain_loops_scaled_up"] = sampled / SAMPLE * len(ties)
    ours = np.array([tie.p for tie in ties])[np.linspace(0, len(ties) - 1, SAMPLE).astype(int)]
    assert edges == len(ties) == len(pairs.data)
    assert np.allclose(ours, p, rtol=1e-6, atol=0)
    counts = {
        "cities": len(affiliations.members),
        "projects": len(affiliations.cooperations),
        "ties": len(affiliations.ties),
        "most_projects_of_a_city": int(degrees[0].max()),
        "most_cities_of_a_project": int(degrees[1].max()),
        "pairs_that_share": len(ties),
        "backbone": sum(tie.backbone for tie in ties),
        "sampled_pairs": SAMPLE,
    }
    print(json.dumps({"seconds": seconds, "counts": counts, "peak_megabytes": memory // 1024}))


if __name__ == "__main__":
    main()
