"""Fixtures for the tests of queries: the built dataset as a graph of ours and of rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hanse.access import Graph

if TYPE_CHECKING:
    import rdflib

    from hanse.dataset import Dataset


@pytest.fixture(scope="session")
def graph(built: Dataset) -> Graph:
    """Open the dataset built from the shipped tables."""
    return Graph(built.store, "the shipped tables")


@pytest.fixture(scope="session")
def rdf_graph(graph: Graph) -> rdflib.Graph:
    """Load the same triples into rdflib."""
    return graph.to_rdflib()
