"""Layers of a multiplex network: each is what its part alone gives, and overlaps are sets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hanse.analysis import (
    LAYERS,
    Cooperation,
    Member,
    Tie,
    compare_layers,
    project,
    project_layers,
    read_affiliations,
)
from hanse.analysis.affiliations import gather
from hanse.analysis.layers import split
from hanse.cli import main
from hanse.record.reading import read_network
from hanse.record.selection import Selection, select

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph
    from hanse.analysis import Affiliations

SMALL = gather(
    [Member(name, name.upper()) for name in "abc"],
    [
        Cooperation("one", "One", programme="P"),
        Cooperation("two", "Two", programme="P"),
        Cooperation("three", "Three", programme="Q"),
        Cooperation("four", "Four"),
    ],
    [
        *(Tie("a", "one"), Tie("b", "one"), Tie("a", "two"), Tie("b", "two")),
        *(Tie("a", "three"), Tie("b", "three"), Tie("c", "three")),
        *(Tie("b", "four"), Tie("c", "four")),
    ],
)


def test_each_layer_is_an_edge_of_its_own() -> None:
    """Two who meet in two programmes have two edges; what has no programme is in no layer."""
    graph = project_layers(SMALL)
    edges = {(a, b, key): facts["shared"] for a, b, key, facts in graph.edges(keys=True, data=True)}
    assert edges == {("a", "b", "P"): 2, ("a", "b", "Q"): 1, ("a", "c", "Q"): 1, ("b", "c", "Q"): 1}
    assert {facts["layer"] for _, _, facts in graph.edges(data=True)} == {"P", "Q"}
    assert graph.nodes["c"]["label"] == "C"


def test_overlaps_are_counted_by_hand() -> None:
    """Members and tied pairs of both, over those of either."""
    (row,) = compare_layers(SMALL)
    assert (row.a, row.b) == ("P", "Q")
    assert (row.members_a, row.members_b, row.members_both) == (2, 3, 2)
    assert row.members_jaccard == pytest.approx(2 / 3)
    assert (row.ties_a, row.ties_b, row.ties_both) == (1, 3, 1)
    assert row.ties_jaccard == pytest.approx(1 / 3)


@pytest.mark.parametrize("by", list(LAYERS))
def test_layers_of_the_shipped_data_are_its_parts(
    shipped: Affiliations, shipped_graph: Graph, by: str
) -> None:
    """Every tie with a name is in one layer, and a programme's is what its filter gives."""
    parts = split(shipped, by)
    named = {one.id for one in shipped.cooperations if LAYERS[by](one)}
    total = sum(len(part.ties) for part in parts.values())
    assert total == sum(tie.cooperation in named for tie in shipped.ties) > 0
    if by == "programme":
        chosen = select(read_network(shipped_graph), Selection(programme=("URBACT II",)))
        alone = read_affiliations(chosen)
        assert parts["URBACT II"] == alone
        layered: Any = project_layers(shipped)
        edges = [key for *_, key in layered.edges(keys=True)]
        assert edges.count("URBACT II") == project(alone).number_of_edges()


def test_the_command_compares_layers(
    build_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--overlap has a row for each two parts, and asks for --by."""
    words = ["analyse", "dimensions", "--dataset", str(build_folder), "--overlap"]
    assert main([*words, "--by", "programme", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 6
    assert all(0 < row["members_jaccard"] < 1 for row in rows)
    assert main(words) == 2
    assert "--overlap compares the parts of --by" in capsys.readouterr().err
