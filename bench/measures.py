"""Measures and communities of a dataset, beside plain networkx.

    python -m bench.measures DATASET ROUNDS LIMIT

Ours begins with the projection as arrays, networkx with its graph of it; networkx is stopped after
the limit, in seconds. Prints the seconds of each round as JSON, ours and the peer's, null where it
was stopped.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import networkx as nx
from bench.clock import clock, clock_within

from hanse.access import open_dataset
from hanse.analysis import project, read_affiliations
from hanse.analysis.adjacency import weigh_adjacency
from hanse.analysis.communities import Runs, detect
from hanse.analysis.measures import measure_adjacency

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.analysis import Affiliations

PEERS: dict[str, Callable[[Any], object]] = {
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, max_iter=5000, weight="weight"),
    "pagerank": nx.pagerank,
    "core": nx.core_number,
    "clustering": nx.clustering,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effective_size": lambda graph: nx.effective_size(graph, weight="weight"),
    "communities": lambda graph: nx.community.louvain_communities(graph, seed=0),
}


def measure(affiliations: Affiliations, name: str) -> Callable[[], object]:
    """Prepare one measure: the projection is there, nothing is made of it yet."""
    network = weigh_adjacency(affiliations.matrix, "count")
    nodes = [member.id for member in affiliations.members]
    if name == "communities":
        return lambda: detect(nodes, network, Runs(seeds=1))
    return lambda: measure_adjacency(network, [""] * len(nodes), [name])


def main() -> None:
    """Time each measure, round by round, ours and the peer's in turn."""
    rounds, limit = int(sys.argv[2]), float(sys.argv[3])
    affiliations = read_affiliations(open_dataset(sys.argv[1]))
    graph = project(affiliations)
    seconds: dict[str, list[tuple[float, float | None]]] = {name: [] for name in PEERS}
    for _ in range(rounds):
        for name, peer in PEERS.items():
            ours, _done = clock(measure(affiliations, name))
            theirs, _done = clock_within(lambda peer=peer: peer(graph), limit)  # type: ignore[misc]
            seconds[name].append((ours, theirs))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
