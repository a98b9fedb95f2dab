"""Affiliations to analyse: those of the shipped dataset, and the Southern Women of 1941."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from hanse.access import Graph
from hanse.analysis import Affiliations, Cooperation, Member, Tie, read_affiliations
from hanse.analysis.affiliations import gather

if TYPE_CHECKING:
    from typing import Any

    from hanse.dataset import Dataset


@pytest.fixture(scope="session")
def shipped_graph(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "the shipped tables")


@pytest.fixture(scope="session")
def shipped(shipped_graph: Graph) -> Affiliations:
    """Read the cities and networks of the shipped dataset."""
    return read_affiliations(shipped_graph)


@pytest.fixture(scope="session")
def women() -> Affiliations:
    """Give 18 women at 14 events (Davis, Gardner, Gardner: Deep South, 1941), as networkx does."""
    graph = _load_women()
    members, events = graph.graph["top"], graph.graph["bottom"]
    return gather(
        [Member(name, name) for name in members],
        [Cooperation(name, name) for name in events],
        [Tie(a, b) if a in members else Tie(b, a) for a, b in graph.edges],
    )


def _load_women() -> Any:
    networkx: Any = importlib.import_module("networkx")  # whose stubs leave its type open
    return networkx.davis_southern_women_graph()
