"""Measures and communities at two sizes, beside plain networkx: the shipped data, and keep.eu's.

    python -m bench.measures [--edges FILE.csv] [--peer]

Without a file the second network is made by chance in the size that keep.eu told: 8,937 cities in
15,400 projects by 68,679 ties, few cities in very many. `--peer` measures networkx too, on the
shipped data whole, at the larger size for what ends in a minute. Prints seconds of one run each.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from hanse.access import open_dataset
from hanse.analysis import Cooperation, Member, Tie, project, read_affiliations, read_edges
from hanse.analysis.adjacency import weigh_adjacency
from hanse.analysis.affiliations import gather
from hanse.analysis.communities import Runs
from hanse.analysis.grouping import METHODS, Grouping, group_nodes
from hanse.analysis.measures import MEASURES, measure_adjacency
from hanse.analysis.nodes import measure_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.analysis import Affiliations

_CITIES, _PROJECTS, _TIES = 8_937, 15_400, 68_679
_SKEW = 0.65  # how fast cities grow rarer with their number of projects
_LANDS = 30

_PEERS: dict[str, Callable[[Any], object]] = {
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, max_iter=5000, weight="weight"),
    "pagerank": nx.pagerank,
    "core": nx.core_number,
    "clustering": nx.clustering,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effective_size": lambda graph: nx.effective_size(graph, weight="weight"),
    "louvain": lambda graph: nx.community.louvain_communities(graph, seed=0),
}
_SLOW = frozenset({"betweenness", "closeness", "louvain"})  # beyond a minute at the larger size


def make_large(cities: int = _CITIES, projects: int = _PROJECTS, ties: int = _TIES) -> Affiliations:
    """Make affiliations of a size by chance, the same each time; every project has a city."""
    chance = np.random.default_rng(0)
    likely = np.arange(1, cities + 1) ** -_SKEW
    likely /= likely.sum()
    pairs = {(int(chance.choice(cities, p=likely)), project) for project in range(projects)}
    while len(pairs) < ties:
        left = ties - len(pairs)
        drawn = chance.choice(cities, left, p=likely).tolist()
        pairs |= set(zip(drawn, chance.integers(projects, size=left).tolist(), strict=True))
    return gather(
        [Member(f"c{n}", f"c{n}", "city", f"L{n % _LANDS}") for n in range(cities)],
        [Cooperation(f"p{n}", f"p{n}", "project") for n in range(projects)],
        [Tie(f"c{city}", f"p{project}") for city, project in pairs],
    )


def clock(name: str, work: Callable[[], object]) -> None:
    """Print how long a piece of work takes."""
    start = time.perf_counter()
    work()
    print(f"  {name:<28} {time.perf_counter() - start:8.2f} s", flush=True)


def measure(affiliations: Affiliations) -> None:
    """Clock everything that ours does."""
    network = weigh_adjacency(affiliations.matrix, "count")
    groups = [member.country for member in affiliations.members]
    print(f"  {network.size} members, {len(network.rows)} ties of the projection")
    clock("graph of igraph", lambda: network.graph)
    for name in MEASURES:
        clock(name, lambda name=name: measure_adjacency(network, groups, [name]))  # type: ignore[misc]
    clock("all, as rows", lambda: measure_nodes(affiliations))
    for method in METHODS:
        grouping = Grouping(method, runs=Runs(seeds=1))
        clock(f"{method}, one seed", lambda grouping=grouping: group_nodes(affiliations, grouping))  # type: ignore[misc]


def measure_peer(affiliations: Affiliations, *, large: bool) -> None:
    """Clock the same in networkx."""
    graph = project(affiliations)
    for name, work in _PEERS.items():
        if not (large and name in _SLOW):
            clock(f"networkx {name}", lambda work=work: work(graph))  # type: ignore[misc]


def main() -> None:
    """Clock both sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("--edges", type=Path, help="the larger network, instead of one by chance")
    parser.add_argument("--peer", action="store_true", help="networkx too")
    args = parser.parse_args()
    shipped = read_affiliations(open_dataset(None))
    larger = read_edges(args.edges) if args.edges else make_large()
    for title, affiliations in (("shipped", shipped), ("keep.eu's size", larger)):
        print(title)
        measure(affiliations)
        if args.peer:
            measure_peer(affiliations, large=affiliations is larger)


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the description."""


if __name__ == "__main__":
    main()
