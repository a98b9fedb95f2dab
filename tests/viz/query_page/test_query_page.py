"""What the server gives to the query page: the page itself, bound queries and matching names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from hanse.guard import check_query
from hanse.queries.catalogue import list_queries
from hanse.queries.header import THING_TYPES, parse_query
from hanse.tokens import read_tokens
from hanse_viz.completing import complete_names, read_label
from hanse_viz.pages.links import ServerLinks
from hanse_viz.query_page import QUERY_ASSETS, bind_query, render_query_page
from hanse_viz.sealing import find_assets

if TYPE_CHECKING:
    from hanse.access import Graph


@pytest.fixture(scope="module")
def page(graph: Graph) -> str:
    """Render the page of the shipped dataset."""
    return render_query_page(graph, ServerLinks()).decode("utf-8")


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    """Read the block of data that the page carries."""
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    found: dict[str, Any] = json.loads(block[1])
    return found


def _bind(graph: Graph, query: str, **values: str) -> dict[str, Any]:
    given = {"query": query} | {f"p.{name}": value for name, value in values.items()}
    answer: dict[str, Any] = json.loads(bind_query(graph, given))
    return answer


def _complete(graph: Graph, kind: str, typed: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(complete_names(graph, kind, typed))
    return found


@pytest.mark.wheel
def test_page_is_the_same_every_time_and_asks_only_for_its_assets(graph: Graph, page: str) -> None:
    """Two renderings give the same bytes, and no address in the markup leads elsewhere."""
    assert page.encode() == render_query_page(graph, ServerLinks())
    markup = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', markup)
    assets = {one.removeprefix("/assets/") for one in addresses if one.startswith("/assets/")}
    assert assets == {"sparql.js", "sparql.css"}
    others = {one for one in addresses if not one.startswith("/assets/")}
    assert others == {"data:,", "#stage", "/", "/search", "/ontology", "/queries", "/limits"}
    assert "style=" not in markup
    assert not re.search(r"\son\w+=", markup)


@pytest.mark.wheel
def test_assets_are_shipped() -> None:
    """Everything that the page may ask for under assets/ is there."""
    assert len(QUERY_ASSETS) == 4
    for name in QUERY_ASSETS:
        assert (find_assets() / name).stat().st_size > 1000


def test_page_lists_the_catalogue_and_says_how_much_there_is(
    page: str, data: dict[str, Any], graph: Graph
) -> None:
    """Every query is an example with its parameters; the sentence under the title counts."""
    queries = list_queries()
    assert len(queries) >= 51
    assert [query.name for query in queries] == [query["name"] for query in data["queries"]]
    partners = next(query for query in data["queries"] if query["name"] == "partners-of")
    assert partners["title"] == "Partners of a network"
    assert partners["parameters"] == [
        {
            "name": "network",
            "type": "network",
            "default": "re-growcity",
            "about": "the network, by IRI, id or any of its names",
        }
    ]
    (cities,) = graph.query(
        "SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/hanse/ontology#City> }"
    )
    assert f"{len(graph):,} statements on {cities[0]} cities" in page


def test_page_carries_the_ontology_and_the_terms_that_the_data_use(data: dict[str, Any]) -> None:
    """Classes and properties come with labels in two languages and a definition, ours first."""
    terms = {term["iri"].rpartition("#")[2]: term for term in data["terms"]}
    assert terms["City"]["kind"] == "class"
    assert terms["City"]["label"] == "City"
    assert "Pilsēta" in terms["City"]["names"]
    assert terms["City"]["about"].startswith("A city, town or municipality")
    assert terms["onBehalfOf"]["kind"] == "property"
    assert {"kind": "property", "label": "", "names": []}.items() <= terms["organization"].items()
    ours = [term["iri"].startswith("https://w3id.org/hanse/") for term in data["terms"]]
    assert ours == sorted(ours, reverse=True)
    assert len(data["terms"]) > 100


def test_hostile_labels_cannot_leave_the_block(facts: Any) -> None:
    """A label that ends a script stays inside the data, as the text that it is."""
    label = "</script><img src=x onerror=alert(1)><!--"
    facts.say(
        "https://w3id.org/hanse/ontology#Odd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2002/07/owl#Class",
    )
    facts.name("https://w3id.org/hanse/ontology#Odd", label)
    text = render_query_page(facts.open(), ServerLinks()).decode()
    assert text.count("</script>") == 2
    assert "<img" not in text
    block = text.partition('id="data">')[2].partition("</script>")[0]
    assert label in {term["label"] for term in json.loads(block)["terms"]}


@pytest.mark.parametrize("query", [query.name for query in list_queries()])
def test_each_example_runs_as_it_stands(graph: Graph, query: str) -> None:
    """With its defaults every query is bound to a text that declares and asks for nothing more."""
    bound = _bind(graph, query)
    assert set(bound) == {"text", "meant"}
    check_query(bound["text"], query)
    assert parse_query(bound["text"], query, query).parameters == {}
    assert not any(token.text.startswith("$") for token in read_tokens(bound["text"]))
    graph.store.query(bound["text"])


def test_values_are_bound_as_the_command_line_binds_them(graph: Graph) -> None:
    """A name in any language gives the same rows as `hanse query`, and the page says what it is."""
    bound = _bind(graph, "networks-of", city="rīga")
    assert bound["meant"] == {
        "city": {"iri": "https://w3id.org/hanse/id/city/riga", "label": "Riga"}
    }
    assert bound["text"].splitlines()[:2] == [
        "# Networks and projects of a city",
        "# with city = rīga",
    ]
    expected = graph.query("networks-of", city="riga")
    assert len(expected) > 5
    assert expected.rows == graph.query(bound["text"]).rows


def test_a_blank_value_takes_the_default(graph: Graph) -> None:
    """An emptied input is no value."""
    assert _bind(graph, "partners-of") == _bind(graph, "partners-of", network=" ")


@pytest.mark.parametrize(
    ("query", "values", "parameter", "said"),
    [
        ("partners-of", {"network": "nowhere-net"}, "network", "no network has this IRI"),
        ("busiest-cities", {"at_least": "many"}, "at_least", "expected a whole number"),
        ("partners-of", {"town": "riga"}, "town", "the query's parameters: network"),
        ("partners-off", {}, "", "did you mean partners-of"),
        ("../partners-of", {}, "", "no such query"),
        ("", {}, "", "no such query"),
    ],
)
def test_what_cannot_be_bound_is_explained(
    graph: Graph, query: str, values: dict[str, str], parameter: str, said: str
) -> None:
    """A wrong value or name gives the sentence and the parameter that it stands at."""
    bound = _bind(graph, query, **values)
    assert set(bound) == {"error", "parameter"}
    assert parameter == bound["parameter"]
    assert said in bound["error"]


@pytest.mark.parametrize(
    "value",
    ['z" } UNION { ?s ?p ?o } #', "x> } #", "?s", "8\n} INSERT", "riga\r\n# param x: text", "\x00"],
)
def test_hostile_values_bind_nothing(graph: Graph, value: str) -> None:
    """A value that would leave its place is refused, wherever it would stand."""
    assert _bind(graph, "networks-of", city=value)["parameter"] == "city"
    assert _bind(graph, "busiest-cities", at_least=value)["parameter"] == "at_least"


def test_things_are_found_by_any_name_and_without_accents(graph: Graph) -> None:
    """The best match comes first, with the name that fits and what tells it from others."""
    assert _complete(graph, "city", "kemn")[0] == {
        "iri": "https://w3id.org/hanse/id/city/chemnitz",
        "id": "city/chemnitz",
        "label": "Chemnitz",
        "name": "Kemnica",
        "hint": "Germany",
    }
    assert _complete(graph, "city", "aluks")[0]["label"] == "Alūksne"
    assert _complete(graph, "thing", "ALŪKS")[0]["label"] == "Alūksne"
    assert _complete(graph, "country", "lv")[0]["id"] == "country/LV"
    assert _complete(graph, "network", "active ngo")[0]["hint"] == "2018"
    assert _complete(graph, "city", "riga")[0]["label"] == "Riga"


def test_whole_names_come_before_beginnings_and_parts(facts: Any) -> None:
    """The whole name first, then its beginning, a word of it, any part."""
    for slug, label in (("d", "Taroma"), ("c", "New Roma"), ("b", "Roma Nova"), ("a", "Roma")):
        facts.thing("city", slug, label)
    facts.thing("city", "e", "Łódź Übersee")
    graph = facts.open()
    found = _complete(graph, "city", "roma")
    assert [one["label"] for one in found] == ["Roma", "Roma Nova", "New Roma", "Taroma"]
    assert [one["label"] for one in _complete(graph, "city", "LODZ  u")] == ["Łódź Übersee"]


@pytest.mark.parametrize("kind", [*THING_TYPES, "thing"])
def test_every_kind_of_thing_can_be_completed(graph: Graph, kind: str) -> None:
    """Before anything is typed, the first twenty at most are offered, by their names."""
    found = _complete(graph, kind, "")
    assert 0 < len(found) <= 20
    assert [one["label"] for one in found] == sorted(one["label"] for one in found)
    assert all(one["name"] == one["label"] for one in found)


@pytest.mark.parametrize("typed", ['" } #', "<>", "\\", "x" * 100_000, "\u0000", "no such thing"])
def test_what_fits_nothing_gives_nothing(graph: Graph, typed: str) -> None:
    """Whatever is typed is only compared; it never becomes part of a query."""
    assert _complete(graph, "city", typed) == []
    assert _complete(graph, typed, "riga") == []


def test_a_thing_without_a_display_name_has_none(graph: Graph) -> None:
    """The label of a thing is the one without a language."""
    assert read_label(graph, "https://w3id.org/hanse/id/city/riga") == "Riga"
    assert read_label(graph, "https://example.org/nothing") == ""


def test_the_outline_of_europe_holds_its_window() -> None:
    """The map is land, borders and insets as SVG paths, within 100 kB."""
    text = (find_assets() / "europe.json").read_text("ascii")
    outline = json.loads(text)
    assert set(outline) == {"land", "borders", "insets"}
    assert len(text) < 100_000
    for path in (outline["land"], outline["borders"], *outline["insets"].values()):
        assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z?)+", path)
