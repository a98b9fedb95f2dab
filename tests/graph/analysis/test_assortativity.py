"""Assortativity equals that of networkx, by categories and by numbers."""

from __future__ import annotations

import importlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hanse.analysis import Cooperation, Member, Tie, project
from hanse.analysis.affiliations import gather
from hanse.analysis.assortativity import (
    ATTRIBUTES,
    correlate_categories,
    correlate_numbers,
    measure_assortativity,
)

if TYPE_CHECKING:
    from networkx import Graph

    from hanse.analysis import Affiliations

# The types of their stubs are open.
nx: Any = importlib.import_module("networkx")


def _make_graph(*, seed: int = 1) -> Graph[str]:
    graph = nx.relabel_nodes(nx.gnp_random_graph(50, 0.15, seed=seed), str)
    chance = np.random.default_rng(seed)
    for node in graph:
        graph.nodes[node]["land"] = "abc"[int(chance.integers(3))]
        graph.nodes[node]["size"] = float(chance.normal())
    return graph


def test_they_are_those_of_networkx() -> None:
    """Newman's coefficients, of a category and of a number; weights do not count."""
    graph = _make_graph()
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = len(a) + len(b)
    assert correlate_categories(graph, "land") == pytest.approx(
        nx.attribute_assortativity_coefficient(graph, "land")
    )
    assert correlate_numbers(graph, "size") == pytest.approx(
        nx.numeric_assortativity_coefficient(graph, "size")
    )


def test_the_unknown_is_left_out() -> None:
    """A node without the attribute is no category of its own, and no zero."""
    graph = _make_graph()
    for node in "0123456789":
        del graph.nodes[node]["land"], graph.nodes[node]["size"]
    known = graph.subgraph(node for node in graph if "land" in graph.nodes[node])
    assert correlate_categories(graph, "land") == pytest.approx(
        nx.attribute_assortativity_coefficient(known, "land")
    )
    assert correlate_numbers(graph, "size") == pytest.approx(
        nx.numeric_assortativity_coefficient(known, "size")
    )


def test_like_with_like_is_one_and_no_difference_is_none() -> None:
    """1 where ties stay within, -1 where two sides meet only each other, NaN where all are one."""
    graph: Graph[str] = nx.Graph([("a", "b"), ("c", "d")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "within")
    nx.set_node_attributes(graph, {"a": "x", "b": "y", "c": "x", "d": "y"}, "across")
    nx.set_node_attributes(graph, "x", "same")
    nx.set_node_attributes(graph, 0.1, "number")
    assert correlate_categories(graph, "within") == pytest.approx(1)
    assert correlate_categories(graph, "across") == pytest.approx(-1)
    assert math.isnan(correlate_categories(graph, "same"))
    assert math.isnan(correlate_categories(graph, "missing"))
    assert math.isnan(correlate_numbers(graph, "number"))
    assert math.isnan(correlate_numbers(graph, "missing"))


def test_of_the_dataset(shipped: Affiliations) -> None:
    """Each row is what networkx gives on the projection, over those of whom it is known."""
    graph = project(shipped)
    for one in shipped.members:
        if one.population:
            graph.nodes[one.id]["size"] = math.log10(one.population)
    rows = {row.attribute: row for row in measure_assortativity(shipped)}
    assert tuple(rows) == ATTRIBUTES["members"] == ("country", "region", "size", "degree")
    for name in ("country", "region", "size"):
        known = graph.subgraph([node for node in graph if name in graph.nodes[node]])
        measure = (
            nx.numeric_assortativity_coefficient
            if name == "size"
            else nx.attribute_assortativity_coefficient
        )
        row = rows[name]
        assert (row.nodes, row.ties) == (len(known), known.number_of_edges())
        assert row.coefficient == pytest.approx(measure(known, name))
        assert (row.low, row.high) == (None, None)
    assert rows["degree"].coefficient == pytest.approx(nx.degree_assortativity_coefficient(graph))
    assert rows["degree"].nodes == len(graph)


def test_of_cooperations(shipped: Affiliations) -> None:
    """Networks by programme, type and degree."""
    graph = project(shipped, onto="cooperations")
    rows = {row.attribute: row for row in measure_assortativity(shipped, "cooperations")}
    assert tuple(rows) == ("programme", "type", "degree")
    for name in ("programme", "type"):
        known = graph.subgraph([node for node in graph if name in graph.nodes[node]])
        theirs = nx.attribute_assortativity_coefficient(known, name)
        assert rows[name].coefficient == pytest.approx(theirs)
        assert rows[name].nodes == len(known)
    assert rows["degree"].coefficient == pytest.approx(nx.degree_assortativity_coefficient(graph))


def test_intervals_are_of_resampled_networks(shipped: Affiliations) -> None:
    """With the bootstrap each has an interval about it; the same seed gives the same."""
    rows = measure_assortativity(shipped, bootstrap=40, seed=1)
    assert rows == measure_assortativity(shipped, bootstrap=40, seed=1)
    assert rows != measure_assortativity(shipped, bootstrap=40, seed=2)
    for row in rows:
        assert row.coefficient is not None
        assert row.low is not None
        assert row.high is not None
        assert row.low < row.coefficient < row.high < row.low + 0.3


def test_nothing_known_is_not_defined() -> None:
    """A file of one's own tells no country: no coefficient, and no interval."""
    mine = gather(
        [Member(name, name) for name in "abc"],
        [Cooperation(name, name) for name in "xy"],
        [Tie("a", "x"), Tie("b", "x"), Tie("b", "y"), Tie("c", "y")],
    )
    country, *_, degree = measure_assortativity(mine, bootstrap=5)
    assert country[1:] == (0, 0, None, None, None)
    assert degree.coefficient == pytest.approx(-1)
