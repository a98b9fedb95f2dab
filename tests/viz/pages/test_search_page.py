"""Search finds every name in every language, whatever its case and accents."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from hanse.namespaces import HANSE, ID, RDFS, SKOS
from hanse_viz.pages.names import read_names
from hanse_viz.pages.search import PER_PAGE, find_near, search

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph


def _first(graph: Graph, text: str, kind: str = "") -> tuple[str, str, str]:
    hit = search(graph, text, kind).hits[0]
    return hit.iri.removeprefix(ID), hit.matched, hit.language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aluksne", ("city/aluksne", "Alūksne", "")),
        ("ALŪKSNE", ("city/aluksne", "Alūksne", "")),
        ("Kemnica", ("city/chemnitz", "Kemnica", "lv")),
        ("Łódź", ("city/lodz", "Łódź", "")),
        ("lodz", ("city/lodz", "Łódź", "")),
        ("Lettland", ("country/LV", "Lettland", "de")),
        ("Λετονία", ("country/LV", "Λετονία", "el")),
        ("Латвия", ("country/LV", "Латвия", "bg")),
        ("LV", ("country/LV", "LV", "")),
        ("re-growcity", ("network/re-growcity", "Re-growCity", "")),
        ("  active   ngos ", ("network/active-ngos", "ACTive NGOs", "")),
        ("declining cities", ("practice/finding-opportunities-in-declining-cities",) * 1),
    ],
)
def test_names_are_found(graph: Graph, text: str, expected: tuple[str, ...]) -> None:
    """The thing that is meant comes first, with the name by which it was found."""
    assert _first(graph, text)[: len(expected)] == expected


def test_every_name_finds_its_thing(graph: Graph) -> None:
    """In a sample of all names in all languages, each finds the thing that bears it."""
    query = f"SELECT ?t ?n {{ ?t <{RDFS}label>|<{SKOS}altLabel> ?n }} ORDER BY STR(?n) LANG(?n) ?t"
    rows = [(row[0], row[1]) for row in graph.query(query)][::60]
    assert len(rows) > 100
    for iri, name in rows:
        found = search(graph, name)
        pages = [search(graph, name, page=page) for page in range(1, found.pages + 1)]
        assert iri in {hit.iri for page in pages for hit in page.hits}, name


def test_words_are_matched_by_their_beginning(facts: Any) -> None:
    """Every word of the text must begin a word of one name; order does not matter."""
    facts.thing("city", "a", "Villa Nova de Gaia")
    facts.alias(facts.thing("city", "b", "Novara"), "Gaia Novella")
    facts.thing("city", "c", "Genova")
    graph = facts.open()
    assert {hit.label for hit in search(graph, "gaia nov").hits} == {"Villa Nova de Gaia", "Novara"}
    assert search(graph, "ova").total == 0
    assert search(graph, "nova villa").total == 1


def test_order_of_what_is_found(facts: Any) -> None:
    """Exact names first, then things before records, beginnings, labels, and what has most ties."""
    exact = facts.thing("city", "z", "Ria")
    begins = facts.thing("city", "y", "Ria Formosa")
    often = facts.thing("city", "x", "Ria Grande")
    other = facts.thing("city", "w", "Elsewhere")
    facts.alias(other, "Ria Nova")
    inner = facts.thing("city", "v", "Old Ria")
    record = facts.thing("membership", "a", "Ria in a network")
    for number in range(3):
        facts.say(facts.thing("network", f"n{number}", f"N {number}"), f"{HANSE}partner", often)
    found = [hit.iri for hit in search(facts.open(), "ria").hits]
    assert found == [exact, often, begins, other, inner, record]


def test_kinds_are_counted_and_chosen(graph: Graph) -> None:
    """What was found is counted by kind, and a kind can be chosen."""
    found = search(graph, "riga")
    counts = {kind.label: kind.count for kind in found.kinds}
    assert sum(counts.values()) == found.total
    assert counts["City"] == 1
    chosen = search(graph, "riga", f"{HANSE}Membership")
    assert chosen.total == counts["Membership"]
    assert {hit.kind_label for hit in chosen.hits} == {"Membership"}


def test_a_kind_can_be_read_through(graph: Graph) -> None:
    """Without a text, all of a kind stand in order of their names, page by page."""
    first = search(graph, "", f"{HANSE}City")
    cities = len(graph.query(f"SELECT ?city {{ ?city a <{HANSE}City> }}"))
    many = -(-cities // PER_PAGE)
    assert (first.total, first.pages, len(first.hits)) == (cities, many, PER_PAGE)
    pages = [search(graph, "", f"{HANSE}City", page) for page in range(1, many + 1)]
    assert len({hit.iri for page in pages for hit in page.hits}) == cities > 700
    assert search(graph, "", f"{HANSE}City", many + 1).hits == ()
    assert search(graph, "").hits == ()


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "riga OR *",
        "NEAR(riga)",
        "-",
        "*",
        "'; DROP TABLE x",
        "\x00",
        "riga" * 5000,
        "%",
        "a" * 9,
    ],
)
def test_no_text_breaks_the_search(site: Any, text: str) -> None:
    """Signs of query languages mean nothing; every text gets a page."""
    from urllib.parse import quote  # noqa: PLC0415 - here only

    assert site.get(f"/search?q={quote(text)}").status == 200
    assert site.get(f"/search.json?q={quote(text)}").status == 200


def test_names_like_it_where_there_is_none(graph: Graph, site: Any) -> None:
    """A misspelt name gets near names, on the page as well."""
    assert find_near(graph, "Alukne")[0].iri == f"{ID}city/aluksne"
    text = site.text("/search?q=Chemnits")
    assert "Did you mean" in text
    assert '<a href="/id/city/chemnitz">Chemnitz</a>' in text


def test_page_tells_which_name_was_found(site: Any) -> None:
    """A thing found by another name than its label says so, with the language."""
    text = site.text("/search?q=kemnica")
    assert 'Found by its name <span lang="lv">Kemnica</span> (lv)' in text
    assert 'name="q" type="search" value="kemnica"' in text


def test_page_and_kind_from_the_address(site: Any) -> None:
    """Pages lead on and back; a page that is no number is the first."""
    text = site.text("/search?kind=City&page=2")
    assert re.search(r"Page 2 of \d\d", text)
    assert 'href="/search?kind=City&amp;page=3" rel="next"' in text
    assert 'href="/search?kind=City" rel="prev"' in text
    for page in ("0", "-1", "x", "99999999", "٣"):
        assert re.search(r"Page 1 of \d\d", site.text(f"/search?kind=City&page={page}"))


def test_search_as_json(site: Any) -> None:
    """Programs get the same hits as JSON."""
    page = site.get("/search.json?q=kemnica")
    found = json.loads(page.body)
    assert page.media_type == "application/json"
    assert found["total"] == len(found["results"])
    assert found["complete"] is True
    assert found["results"][0] == {
        "iri": f"{ID}city/chemnitz",
        "label": "Chemnitz",
        "kind": f"{HANSE}City",
        "kindLabel": "City",
        "matched": "Kemnica",
        "language": "lv",
        "href": "/id/city/chemnitz",
    }


def test_too_many_names_are_cut_and_told(
    facts: Any, open_site: Callable[[Graph], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dataset with more names than the index holds is searched in part, and the page says so."""
    for number in range(30):
        facts.thing("city", f"c{number}", f"Town {number}")
    graph = facts.open()
    monkeypatch.setattr("hanse_viz.pages.names.MOST_NAMES", 20)
    names = read_names(graph)
    assert (len(names.entries), names.is_whole) == (20, False)
    assert "has more names than search reads" in open_site(graph).text("/search?q=town")


def test_names_of_other_vocabularies_are_found(facts: Any) -> None:
    """Data of others are searched by the names that their vocabularies give."""
    iri = "http://example.org/x"
    facts.say(iri, f"{SKOS}prefLabel", ox.Literal("Ähnlich", language="de"))
    facts.say(iri, "http://xmlns.com/foaf/0.1/name", ox.Literal("Foaf"))
    graph = facts.open()
    assert [hit.iri for hit in search(graph, "ahnlich").hits] == [iri]
    assert [hit.label for hit in search(graph, "foaf").hits] == ["Foaf"]
