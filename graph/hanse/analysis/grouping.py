"""Rows of communities: of nodes, of communities, and what they are worth in one row."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hanse.analysis.adjacency import get_incidence, weigh_adjacency
from hanse.analysis.communities import Runs, detect, find_bipartite_communities
from hanse.analysis.partitions import Agreement, Stability, compare_partitions

if TYPE_CHECKING:
    from typing import Any

    from hanse.analysis.affiliations import Affiliations
    from hanse.analysis.communities import Communities

METHODS = ("leiden", "bipartite")
# With which attributes of a mode communities are compared.
REFERENCES = {"members": ("country", "region"), "cooperations": ("programme", "type")}
_BETWEEN = "; "


class Grouping(NamedTuple):
    """How communities are found: by Leiden on a projection, or of both modes together.

    `of` and `weight` are those of the projection; with `bipartite` no weight counts, and `of` says
    which mode is compared with its attributes.
    """

    method: str = "leiden"
    of: str = "members"
    weight: str = "count"
    runs: Runs = Runs()


class NodeCommunity(NamedTuple):
    """A node, its community (1 is the largest), and how often over the seeds it is with those."""

    id: str
    name: str
    kind: str
    country: str | None
    community: int
    stability: float


class Community(NamedTuple):
    """A community, its size, the mean stability of its nodes, and who is in it, by id."""

    community: int
    size: int
    stability: float
    ids: str
    names: str


class Summary(NamedTuple):
    """What communities are worth: modularity, stability over seeds, agreement with others.

    `agreement` is with the other method, over nodes that both have, and with the attributes of
    `REFERENCES`, over nodes of which each is known; None where none is.
    """

    method: str
    nodes: int
    communities: int
    largest: int
    modularity: float
    runs: int
    stability: Stability
    agreement: dict[str, Agreement | None]


def group_nodes(affiliations: Affiliations, grouping: Grouping | None = None) -> Communities:
    """Find the communities of the affiliations in one of `METHODS`."""
    grouping = grouping or Grouping()
    members = [one.id for one in affiliations.members]
    cooperations = [one.id for one in affiliations.cooperations]
    if grouping.method == "bipartite":
        matrix = affiliations.matrix
        return find_bipartite_communities(members, cooperations, matrix, grouping.runs)
    nodes = members if grouping.of == "members" else cooperations
    matrix = get_incidence(affiliations, grouping.of)
    return detect(nodes, weigh_adjacency(matrix, grouping.weight), grouping.runs)


def list_nodes(affiliations: Affiliations, grouping: Grouping | None = None) -> list[NodeCommunity]:
    """List the nodes with their communities, the largest community first, then by id."""
    found = group_nodes(affiliations, grouping)
    everything: list[Any] = [*affiliations.members, *affiliations.cooperations]
    things = {one.id: one for one in everything}
    rows = [
        NodeCommunity(
            *(
                node,
                things[node].label,
                things[node].kind,
                getattr(things[node], "country", "") or None,
            ),
            community,
            found.fidelity[node],
        )
        for node, community in found.community.items()
    ]
    return sorted(rows, key=lambda row: (row.community, row.id))


def list_communities(
    affiliations: Affiliations, grouping: Grouping | None = None
) -> list[Community]:
    """List the communities, the largest first."""
    parts: defaultdict[int, list[NodeCommunity]] = defaultdict(list)
    for row in list_nodes(affiliations, grouping):
        parts[row.community].append(row)
    return [
        Community(
            number,
            len(rows),
            float(np.mean([row.stability for row in rows])),
            _BETWEEN.join(row.id for row in rows),
            _BETWEEN.join(row.name for row in rows),
        )
        for number, rows in parts.items()
    ]


def summarise(affiliations: Affiliations, grouping: Grouping | None = None) -> Summary:
    """Tell what the communities are worth, and how far they agree with others."""
    grouping = grouping or Grouping()
    found = group_nodes(affiliations, grouping)
    other = next(method for method in METHODS if method != grouping.method)
    peers = group_nodes(affiliations, grouping._replace(method=other)).community
    things: Any = affiliations.members if grouping.of == "members" else affiliations.cooperations
    references: dict[str, dict[str, Any]] = {"other_method": dict(peers)}
    for name in REFERENCES[grouping.of]:
        references[name] = {one.id: getattr(one, name) for one in things if getattr(one, name)}
    ours = {one.id: found.community[one.id] for one in things}
    return Summary(
        grouping.method,
        len(found.community),
        max(found.community.values()),
        sum(number == 1 for number in found.community.values()),
        found.modularity,
        grouping.runs.seeds,
        found.stability,
        {name: _compare(ours, labels) for name, labels in references.items()},
    )


def _compare(ours: dict[str, int], others: dict[str, Any]) -> Agreement | None:
    both = [node for node in ours if node in others]
    if not both:
        return None
    return compare_partitions([ours[node] for node in both], [others[node] for node in both])
