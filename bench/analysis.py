"""Analysis at the size of keep.eu, beside networkx and plain Python.

    python -m bench.analysis [CITIES PROJECTS TIES [ROUNDS LIMIT]]

The data are random, the same each time, with the skew of real ones: a few cities are in hundreds
of projects, most in one or two. networkx begins with its own projection and is stopped after the
limit, in seconds. Its betweenness, a sum over all cities, is taken from a sample of them, and the
seconds are scaled up to all. It has no test of ties: the plain loop, which takes one project after
the other for each pair, tests a sample of the tied pairs, and its seconds are scaled up too. Prints
seconds of each round, null where the peer was stopped, counts, and the peak of memory, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from bench.clock import clock, clock_within

from hanse.analysis import Cooperation, Member, Tie, find_ties, fit_bicm
from hanse.analysis.adjacency import weigh_adjacency
from hanse.analysis.affiliations import gather
from hanse.analysis.communities import Runs, detect
from hanse.analysis.measures import measure_adjacency
from hanse.analysis.projection import weigh_pairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.analysis import Affiliations
    from hanse.analysis.affiliations import Matrix

KEEP = (8_937, 15_400, 68_679)  # cities, projects and ties of keep.eu
SAMPLE = 100  # pairs that the plain loop tests, and cities from which networkx seeks paths
ROUNDS, LIMIT = 1, 60.0
PARTS = ("projection", "degrees", "betweenness", "communities", "ties")


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


def project_with_networkx(affiliations: Affiliations) -> nx.Graph[str]:
    """Project with networkx, shared projects as weights."""
    graph = affiliations.to_networkx()
    cities = [member.id for member in affiliations.members]
    peer: Any = nx.bipartite
    projected: nx.Graph[str] = peer.weighted_projected_graph(graph, cities)
    return projected


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


def prepare(affiliations: Affiliations) -> dict[str, Callable[[], Any]]:
    """Prepare ours: of the projection, where it is not measured itself, nothing is made yet."""
    matrix = affiliations.matrix
    nodes = [member.id for member in affiliations.members]
    # Each has a network of its own, so that none finds a graph that another made.
    first, second, third = (weigh_adjacency(matrix, "count") for _ in range(3))
    groups = [""] * len(nodes)
    return {
        "projection": lambda: weigh_adjacency(matrix, "count"),
        "degrees": lambda: measure_adjacency(first, groups, ["degree", "strength"]),
        "betweenness": lambda: measure_adjacency(second, groups, ["betweenness"]),
        "communities": lambda: detect(nodes, third, Runs(seeds=1)),
        "ties": lambda: list(find_ties(affiliations)),
    }


def count_degrees(graph: nx.Graph[str]) -> tuple[dict[str, float], dict[str, float]]:
    """Count degrees and strengths with networkx."""
    return dict(graph.degree()), dict(graph.degree(weight="weight"))


def time_peers(affiliations: Affiliations, limit: float) -> dict[str, float | None]:
    """Time networkx part by part; betweenness and the plain loop on samples, scaled up."""
    projecting, graph = clock(lambda: project_with_networkx(affiliations))
    work: dict[str, Callable[[], object]] = {
        "degrees": lambda: count_degrees(graph),
        "communities": lambda: nx.community.louvain_communities(graph, seed=0),
    }
    seconds = {"projection": projecting}
    found = {name: clock_within(one, limit)[0] for name, one in work.items()}
    bicm = fit_bicm(*affiliations.count_degrees())
    sources = min(SAMPLE, graph.number_of_nodes())
    between, _ = clock(lambda: nx.betweenness_centrality(graph, k=sources, seed=0))
    scaled = between / sources * graph.number_of_nodes()
    sampled, _ = clock(lambda: loop_plainly(affiliations, bicm.expand()))
    ties = sampled / SAMPLE * graph.number_of_edges()
    return {**seconds, **found, "betweenness": scaled, "ties": ties}


def check(affiliations: Affiliations, done: dict[str, Any]) -> None:
    """See that ours finds what the peers find."""
    graph, network, ties = project_with_networkx(affiliations), done["projection"], done["ties"]
    assert graph.number_of_edges() == len(ties) == len(network.rows)
    p = loop_plainly(affiliations, fit_bicm(*affiliations.count_degrees()).expand())
    ours = np.array([tie.p for tie in ties])[np.linspace(0, len(ties) - 1, SAMPLE).astype(int)]
    assert np.allclose(ours, p, rtol=1e-6, atol=0)
    for found, name in zip(count_degrees(graph), ("degree", "strength"), strict=True):
        assert list(found.values()) == done["degrees"][name].tolist()


def main() -> None:
    """Time each part, ours and the peers in turn, and see that all agree."""
    given = [float(word) for word in sys.argv[1:]]
    size = [int(number) for number in given[:3]] or KEEP
    rounds, limit = (int(given[3]), given[4]) if len(given) > len(KEEP) else (ROUNDS, LIMIT)
    affiliations = make_affiliations(*size)
    seconds: dict[str, list[tuple[float, float | None]]] = {name: [] for name in PARTS}
    memory, counts = 0, dict[str, int]()
    for _ in range(rounds):
        ours = {name: clock(work) for name, work in prepare(affiliations).items()}
        # Before the peers take theirs.
        memory = memory or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if not counts:
            counts = count(affiliations, ours["ties"][1])
            check(affiliations, {name: done for name, (_, done) in ours.items()})
        theirs = time_peers(affiliations, limit)
        for name in PARTS:
            seconds[name].append((ours[name][0], theirs[name]))
    told = {"seconds": seconds, "counts": counts, "peak_megabytes": memory // 1024}
    print(json.dumps(told))


def count(affiliations: Affiliations, ties: list[Any]) -> dict[str, int]:
    """Tell how large the data are."""
    of_cities, of_projects = affiliations.count_degrees()
    return {
        "cities": len(affiliations.members),
        "projects": len(affiliations.cooperations),
        "ties": len(affiliations.ties),
        "most_projects_of_a_city": int(of_cities.max()),
        "most_cities_of_a_project": int(of_projects.max()),
        "pairs_that_share": len(ties),
        "backbone": sum(tie.backbone for tie in ties),
    }


if __name__ == "__main__":
    main()
