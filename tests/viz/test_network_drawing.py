"""Places, looks and the pyvis Network: the same input gives the same picture."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from itertools import combinations
from math import hypot
from typing import TYPE_CHECKING, Any

import pytest

import hanse_viz
from hanse.errors import MissingExtraError
from hanse_viz import Filters
from hanse_viz.drawing import render_network, to_pyvis
from hanse_viz.layout import place
from hanse_viz.styling import style_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph
    from hanse.record.model import CityNetwork

RING = [(index, (index + 1) % 12) for index in range(12)]


def test_no_two_nodes_overlap(network: CityNetwork) -> None:
    """In the picture of all shipped data circles stand apart, to a unit of rounding."""
    nodes = style_nodes(network)
    index = {node["id"]: position for position, node in enumerate(nodes)}
    ties = [(index[tie.member], index[tie.cooperation]) for tie in network.ties]
    radii = [node["size"] for node in nodes]
    places = place(len(nodes), ties, radii)
    close = [
        (one, two)
        for one, two in combinations(range(len(nodes)), 2)
        if hypot(places[one][0] - places[two][0], places[one][1] - places[two][1])
        < radii[one] + radii[two]
    ]
    assert len(close) <= len(nodes) / 100


def test_places_do_not_hang_on_chance() -> None:
    """The layout neither reads nor moves the generator of random numbers."""
    random.seed(1)
    first = place(12, RING, [3.0] * 12)
    random.seed(2)
    before = random.getstate()
    assert place(12, RING, [3.0] * 12) == first
    assert random.getstate() == before


def test_parts_stand_beside_each_other() -> None:
    """Two rings that nothing joins keep their distance."""
    places = place(24, [*RING, *[(a + 12, b + 12) for a, b in RING]], [3.0] * 24)
    gap = min(hypot(x - a, y - b) for x, y in places[:12] for a, b in places[12:])
    assert 20 < gap < 200


@pytest.mark.parametrize(
    ("count", "ties"), [(0, []), (1, []), (2, [(0, 1)]), (3, [(0, 1), (0, 1)])]
)
def test_small_pictures_have_places(count: int, ties: list[tuple[int, int]]) -> None:
    """None, one, two nodes and doubled ties are drawn too, each node on its own spot."""
    places = place(count, ties, [3.0] * count)
    assert len(set(places)) == count


def test_nodes_on_one_spot_part() -> None:
    """Nodes that the layout puts on one spot are pushed apart."""
    places = place(5, [(0, index) for index in range(1, 5)], [40.0] * 5)
    for one, two in combinations(places, 2):
        assert hypot(one[0] - two[0], one[1] - two[1]) >= 79


def test_to_pyvis_gives_a_network_of_pyvis(small: Graph) -> None:
    """Nodes have shape, size, place and facts, edges role and sources; parallel ties stay."""
    from pyvis.network import Network  # noqa: PLC0415 - as costly here as elsewhere

    made = to_pyvis(small)
    assert isinstance(made, Network)
    drawing: Any = vars(made)
    nodes: dict[str, dict[str, Any]] = {node["id"]: node for node in drawing["nodes"]}
    shapes = {key.removeprefix("https://w3id.org/hanse/id/"): nodes[key]["shape"] for key in nodes}
    assert shapes == {
        "city/aluksne": "dot",
        "city/chemnitz": "dot",
        "city/riga": "dot",
        "city/riga-2": "dot",
        "organisation/club": "diamond",
        "network/new": "square",
        "network/old": "square",
        "network/undated": "square",
        "project/plan": "triangle",
    }
    assert all(node["physics"] is False and isinstance(node["x"], int) for node in nodes.values())
    assert len(drawing["edges"]) == 8
    widths = {edge["role"]: edge["width"] for edge in drawing["edges"]}
    assert widths["lead"] > widths["partner"]
    riga = nodes["https://w3id.org/hanse/id/city/riga"]
    assert riga["title"] == "Riga\nCity in Latvia\nNetworks: 2"


def test_to_pyvis_takes_a_part_and_hand_made_nodes(small: Graph) -> None:
    """Filters choose a part; a node added by hand is on the page, which pyvis itself renders."""
    drawing: Any = to_pyvis(small, Filters(network=("old",)))
    drawing.add_node("mine", label="My own")
    drawing.add_edge("mine", "https://w3id.org/hanse/id/network/old")
    page = drawing.generate_html()
    assert '"label":"My own"' in page
    assert "<title>Old and its members</title>" in page
    assert drawing.generate_html(notebook=True) == page


def test_page_names_no_other_place(small: Graph) -> None:
    """The page holds the policy, one script and nothing that a browser would fetch."""
    page = render_network(small).decode("utf-8")
    head = page.partition("</head>")[0]
    assert "default-src &#39;none&#39;; script-src &#39;sha256-" in head
    assert "<link" not in page
    assert " src=" not in page.partition("<script")[0]
    assert page.count("<script") == 3
    assert "unsafe-" not in head


def test_page_bytes_are_the_same_everywhere(small: Graph, facts: Any, tmp_path: Path) -> None:
    """Hash seed, locale, time zone and folder change no byte."""
    expected = hashlib.sha256(render_network(small)).hexdigest()
    program = (
        "import sys, hashlib, hanse; from hanse_viz import render_network;"
        " print(hashlib.sha256(render_network(hanse.open(sys.argv[1]))).hexdigest())"
    )
    for seed, zone, language in (("0", "UTC", "C"), ("7", "Asia/Tokyo", "tr_TR.UTF-8")):
        changed = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        done = subprocess.run(
            [sys.executable, "-c", program, str(facts.file)],
            check=True,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, **changed},
        )
        assert done.stdout.strip() == expected


def test_importing_the_package_is_cheap() -> None:
    """`import hanse_viz` loads neither pyvis nor igraph; its public names are these."""
    program = (
        "import sys, hanse_viz, hanse_viz.commands;"
        " print([m for m in ('pyvis', 'igraph', 'scipy', 'numpy', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
    assert hanse_viz.__all__ == ["Filters", "render_network", "to_pyvis"]
    assert all(hasattr(hanse_viz, name) for name in hanse_viz.__all__)
    assert not hasattr(hanse_viz, "nothing")


@pytest.mark.parametrize("package", ["pyvis.network", "igraph", "scipy.spatial"])
def test_a_missing_extra_is_named(
    small: Graph, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    """Without pyvis, igraph or scipy one sentence says what to install."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'hanse\[viz\]'"):
        to_pyvis(small)
