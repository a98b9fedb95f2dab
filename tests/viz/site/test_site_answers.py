"""What is asked for all things at once is what is asked for each; what is said of one is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.access import Graph
from hanse.queries.catalogue import find_query, list_queries
from hanse.release.jsonld import write_jsonld
from hanse_viz.pages.links import ServerLinks
from hanse_viz.pages.thing import read_all, read_thing, render_thing
from hanse_viz.site.answers import answer_example, read_example

if TYPE_CHECKING:
    from typing import Any

    from hanse.dataset import Dataset

_KINDS = (
    *("city", "network", "project", "practice", "organisation", "event", "theme", "call"),
    *("country", "programme", "source"),
)


def test_pages_are_the_same_asked_at_once_or_one_by_one(built: Dataset) -> None:
    """No page changes when its questions were answered for all things before."""
    single, ahead = (Graph(built.store.copy(), "tables") for _ in range(2))
    read_all(ahead)
    lines = {line.partition(" ")[0][1:-1] for line in built.lines}
    for kind in _KINDS:
        found = sorted(iri for iri in lines if f"/id/{kind}/" in iri)
        for iri in found[:: max(1, len(found) // 6)]:
            assert render_thing(single, iri, ServerLinks()) == render_thing(
                ahead, iri, ServerLinks()
            )


def test_a_page_has_its_network(graph: Graph) -> None:
    """Around a city stand its networks and who else is in them; a network's lead stands out."""
    city = read_thing(graph, "https://w3id.org/hanse/id/city/aluksne")
    assert city
    assert city.body.web
    shapes = [knot.shape for knot in city.body.web.knots]
    networks, met = (
        len(graph.query(name, city="aluksne")) for name in ("networks-of", "partners-of-city")
    )
    assert (shapes.count("network"), shapes.count("city")) == (networks, met + 1)
    about = f"Alūksne, tied to {networks} and, through them, {met} others"
    assert city.body.web.caption.startswith(about)
    network = read_thing(graph, "https://w3id.org/hanse/id/network/re-growcity")
    assert network
    assert network.body.web
    partners = len(graph.query("partners-of", network="re-growcity"))
    assert len(network.body.web.knots) == partners + 1
    assert network.body.web.strong.count("M") == 1


def test_short_json_ld_says_the_same(built: Dataset) -> None:
    """A context without the terms that are not used changes no triple."""
    lines = [line for line in built.lines if "/city/riga>" in line or "/geometry/riga>" in line]
    whole, brief = write_jsonld(lines), write_jsonld(lines, brief=True)
    assert len(brief) < len(whole) - 9_000
    read = [set(ox.parse(text, format=ox.RdfFormat.JSON_LD)) for text in (whole, brief)]
    assert read[0] == read[1]


def test_every_example_can_be_read() -> None:
    """The example of each query gives a value for each parameter that must be given."""
    for query in list_queries():
        needed = {p.name for p in query.parameters.values() if p.default is None}
        assert needed <= set(read_example(query)) <= set(query.parameters)


def test_a_dataset_without_the_thing_is_told(facts: Any) -> None:
    """Where the example names what the dataset has not, the page says so."""
    facts.thing("city", "one", "One")
    answer = answer_example(facts.open(), find_query("city-profile"))
    assert "Alūksne" in answer.refusal
    assert answer.data == b""
