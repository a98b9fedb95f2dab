"""The page of a thing says what the dataset says, and from where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from hanse.access import Graph
from hanse.analysis import find_ties, read_affiliations
from hanse.iris import mint_iri
from hanse.namespaces import DATASET, HANSE, ID, RDF, RDFS, SKOS
from hanse_viz.pages.chance import find_all_ties
from hanse_viz.pages.statements import IN, MOST_VALUES, OUT, read_statements
from hanse_viz.pages.thing import LAYOUTS, read_thing

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse_viz.pages.model import Section, ThingPage


def _read(graph: Graph, path: str) -> ThingPage:
    page = read_thing(graph, ID + path)
    assert page is not None
    return page


def _table(page: ThingPage, key: str) -> Section:
    return next(section for section in page.body.sections if section.key == key)


def _rows(section: Section, *columns: int) -> set[tuple[str, ...]]:
    """Give the IRIs in some columns, each value of the last one in a row of its own."""
    *firsts, last = columns
    return {
        (*(row[column][0].iri for column in firsts), ref.iri)
        for row in section.rows
        for ref in row[last]
    }


def _ask(graph: Graph, name: str, columns: str, **values: str) -> set[tuple[str, ...]]:
    answer = graph.query(name, **values)
    places = [answer.columns.index(column) for column in columns.split()]
    return {tuple(str(row[place]) for place in places) for row in answer.values()}


def test_members_and_their_sources_are_those_of_the_catalogue(graph: Graph) -> None:
    """A network's page names each member with every source, the lead first."""
    members = _table(_read(graph, "network/re-growcity"), "members")
    expected = _ask(graph, "partners-of", "partner source", network="re-growcity")
    assert len(expected) == 8
    assert _rows(members, 0, 3) == expected
    assert [ref.badge for ref in members.rows[0][2]] == ["Lead partner"]
    assert members.rows[0][0][0].label == "Altena"
    others = _table(_read(graph, "network/active-ngos"), "members")
    assert [row[1][0].label for row in others.rows] == [
        "Latvia",
        "Croatia",
        "Finland",
        "Italy",
        "Spain",
        "United Kingdom",
    ]


def test_networks_of_a_city_and_their_sources_are_those_of_the_catalogue(graph: Graph) -> None:
    """A city's page has every membership, also those of bodies that act for it."""
    networks = _table(_read(graph, "city/riga"), "networks")
    expected = _ask(graph, "networks-of", "network member", city="riga")
    assert len(expected) >= 15
    members = {
        (row[0][0].iri, next((ref.iri for ref in row[1] if ref.before), ID + "city/riga"))
        for row in networks.rows
    }
    assert members == expected
    assert all(ref.iri.startswith(f"{ID}source/") for row in networks.rows for ref in row[4])
    assert all(row[4] for row in networks.rows)
    through = [ref.label for row in networks.rows for ref in row[1] if ref.before == "through"]
    assert "Rīgas enerģētikas aģentūra" in through


def test_every_membership_stands_on_the_page_of_its_member(graph: Graph) -> None:
    """In a sample of cities, the table has a row for each membership and names its record."""
    cities = [
        ID + f"city/{slug}" for slug in ("riga", "aluksne", "barcelona", "lille", "liverpool")
    ]
    for city in cities:
        query = (
            f"SELECT ?m {{ ?m a <{HANSE}Membership> ; "
            f"<http://www.w3.org/ns/org#member>|<{HANSE}onBehalfOf> <{city}> }}"
        )
        expected = {row[0] for row in graph.query(query)}
        table = _table(_read(graph, city.removeprefix(ID)), "networks")
        assert expected == {row[1][0].iri for row in table.rows}
        assert len(expected) > 0


def test_tables_of_ties_tell_what_is_more_than_chance(graph: Graph) -> None:
    """Beside each tie stands what chance gives; the sentence above counts what is more."""
    tested = {
        (tie.a, tie.b): tie
        for onto in ("members", "cooperations")
        for tie in find_ties(read_affiliations(graph, {"city", "network", "project"}), onto=onto)
    }
    several = ("city/riga", "network/evue-ii", "network/re-growcity", "city/barcelona")
    for path, key in zip(several, ("partners", "kin", "kin", "partners"), strict=True):
        table = _table(_read(graph, path), key)
        chance = [column.label for column in table.columns[-3:]]
        assert chance == ["By chance", "p", "More than chance"]
        for row in table.rows:
            one, other = sorted((ID + path, row[0][0].iri))
            tie = tested[one, other]
            told = [cell[0].label for cell in row[2:]]
            verdict = "yes" if tie.backbone else "cannot be told"
            expected = [f"{tie.expected:.2g}", f"{tie.p:.2g}", verdict]
            assert told == [str(tie.observed), *expected]
    kin, partners = _read(graph, several[1]), _read(graph, several[0])
    assert re.search(r"1 of its \d+ ties is more than chance", str(_table(kin, "kin").about))
    said = str(_table(partners, "partners").about)
    assert re.search(r"None of its \d+ ties can be told from chance", said)


def test_ties_of_other_data_are_told_without_a_test(graph: Graph) -> None:
    """Where nothing was tested, since there is too much of it, the columns are left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hanse_viz.chance.MOST_TIES", 100)
        other = Graph(graph.store, "the same")
        table = _table(_read(other, "city/riga"), "partners")
    assert [column.label for column in table.columns] == [
        "City",
        "Country",
        "Networks and projects in common",
    ]
    assert table.about.startswith("Not told from chance here: too many ties to test for a page.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hanse_viz.chance.MOST_PAIRS", 1000)
        other = Graph(graph.store, "the same again")
        assert not find_all_ties(other).cities


def test_learning_is_that_of_the_catalogue(graph: Graph) -> None:
    """Whom a city learned from, and who learned from it, stand apart with practice and source."""
    aluksne = _table(_read(graph, "city/aluksne"), "learned-from")
    assert [[ref.label for ref in cell] for cell in aluksne.rows[0]] == [
        ["Altena"],
        ["Finding opportunities in declining cities"],
        ["Re-growCity"],
        ["URBACT projektu “Active NGOs” un “Re-grow City” pieredzes apmaiņas vizīte Alūksnē"],
    ]
    altena = _read(graph, "city/altena")
    query = f"SELECT ?t ?to {{ ?t <{HANSE}from> <{ID}city/altena> ; <{HANSE}to> ?to }}"
    expected = {row[1] for row in graph.query(query)}
    assert {row[0][0].iri for row in _table(altena, "learned-by").rows} == expected
    assert len(expected) == 7


def test_takers_of_a_practice_are_those_of_the_catalogue(graph: Graph) -> None:
    """A practice's page names who took it up, in which network, from which source."""
    name = "finding-opportunities-in-declining-cities"
    taken = _table(_read(graph, f"practice/{name}"), "taken-up")
    query = (
        f"SELECT ?to ?within ?source {{ ?t <{HANSE}practice> <{ID}practice/{name}> ; "
        f"<{HANSE}to> ?to ; <{HANSE}within> ?within ; "
        "<http://www.w3.org/ns/prov#hadPrimarySource> ?source }"
    )
    expected = {tuple(row) for row in graph.query(query)}
    assert _rows(taken, 0, 2, 4) == expected
    assert len(expected) == 7


def test_share_of_leads_of_a_country_is_that_of_the_catalogue(graph: Graph) -> None:
    """The sentence about a country counts memberships in networks, and the leads among them."""
    undated = (
        f"SELECT (COUNT(?m) AS ?n) {{ ?m <http://www.w3.org/ns/org#organization> ?net ;"
        f" <http://www.w3.org/ns/org#member>/<{HANSE}country> <{ID}country/%s> ."
        f" ?net a <{HANSE}Network> MINUS {{ ?net <{HANSE}startYear> ?y }} }}"
    )
    found = 0
    for _, name, ties, leads, percent in graph.query("lead-share", **{"from": 1000, "to": 2999}):
        code = {"Latvia": "LV", "Estonia": "EE", "Croatia": "HR"}.get(name)
        if code:
            sentence = _read(graph, f"country/{code}").body.sentence
            whole = ties + next(iter(graph.query(undated % code)))[0]
            assert f"hold {whole} memberships in networks, {leads} of them" in sentence
            assert f"({percent} %)" in sentence
            found += 1
    assert found == 3


def test_records_of_a_source_are_counted_and_listed(graph: Graph) -> None:
    """A source's page counts what it states by class; a long list says how much it leaves out."""
    page = _read(graph, "source/gourdon-2020")
    counts = {row[0][0].iri: row[1][0].label for row in _table(page, "states").rows}
    query = (
        f"SELECT (COUNT(?m) AS ?n) {{ ?m a <{HANSE}Membership> ;"
        f" <http://www.w3.org/ns/prov#hadPrimarySource> <{page.iri}> }}"
    )
    total = next(iter(graph.query(query)))[0]
    assert counts[f"{HANSE}Membership"] == f"{total:,}"
    listed = _table(page, "membership")
    assert (len(listed.rows), listed.more) == (200, total - 200)


def test_theme_counts_the_themes_below_it(graph: Graph) -> None:
    """What stands under a narrower theme stands on the page of the broader one as well."""
    query = (
        f"SELECT DISTINCT ?n {{ ?t <{SKOS}broader>* <{ID}theme/governance> ."
        f" ?n <{HANSE}theme> ?t ; a <{HANSE}Cooperation> }}"
    )
    expected = {row[0] for row in graph.query(query)}
    table = _table(_read(graph, "theme/governance"), "networks")
    assert {row[0][0].iri for row in table.rows} == expected
    assert len(expected) == 66


def test_every_class_has_a_layout_that_tells_its_figures(graph: Graph) -> None:
    """Of each class in the dataset with a layout, the first thing has a title and a sentence."""
    seen = 0
    for class_ in LAYOUTS:
        answer = graph.query(f"SELECT ?t {{ ?t a <{class_}> }} ORDER BY ?t LIMIT 1")
        page = read_thing(graph, next(iter(answer))[0])
        assert page is not None
        assert page.title != page.iri
        assert page.body.sentence.endswith(".")
        assert page.body.facts or page.body.sections
        seen += 1
    assert seen == 17


def test_every_table_gives_the_query_behind_it(graph: Graph) -> None:
    """The query of each table runs, and names every thing of the first column in its answer."""
    tables = 0
    for path in ("city/riga", "network/active-ngos", "country/LV", "theme/governance"):
        for section in _read(graph, path).body.sections:
            answer = graph.query(section.query)
            given = {cell for row in answer.values() for cell in row}
            shown = {ref.iri for row in section.rows for ref in row[0]}
            assert shown <= given, (path, section.key)
            tables += 1
    assert tables > 12


def test_page_shows_statements_and_where_they_lead(site: Any) -> None:
    """Beside the layout stands every statement, and every statement that leads to the thing."""
    text = site.text("/id/city/riga")
    graph: Graph = site.graph
    riga = f"<{ID}city/riga>"
    out = next(iter(graph.query(f"SELECT (COUNT(*) AS ?n) {{ {riga} ?p ?o }}")))[0]
    incoming = next(iter(graph.query(f"SELECT (COUNT(*) AS ?n) {{ ?s ?p {riga} }}")))[0]
    assert f"All statements about it <small>{out}</small>" in text
    assert f"Statements that lead to it <small>{incoming}</small>" in text
    assert '<a href="/ontology#population">population</a>' in text
    assert "742,572 <small>xsd:integer</small>" in text


def test_head_and_foot_of_a_page(site: Any) -> None:
    """Title, path, forms and query stand above; version, licence and attribution at the foot."""
    text = site.text("/id/city/riga")
    assert "<title>Riga · Hanse</title>" in text
    assert '<a href="/id/country/LV">Latvia</a>' in text
    for suffix in (".ttl", ".jsonld", ".nt", ".rdf"):
        assert f'href="/id/city/riga{suffix}"' in text
    assert "https://w3id.org/hanse/id/city/riga" in text
    version = next(
        iter(
            site.graph.query(f"SELECT ?v {{ <{DATASET}> <http://www.w3.org/ns/dcat#version> ?v }}")
        )
    )[0]
    assert f"version {version}. Licence:" in text
    assert "GeoNames (https://www.geonames.org/), CC BY 4.0." in text
    assert "EuroGeographics" in text


def test_many_values_are_bounded_and_counted(facts: Any) -> None:
    """Of a property with 250 values 200 are read, in order, and the page says that 50 are more."""
    hub = facts.thing("city", "hub", "Hub")
    for number in range(250):
        other = facts.thing("city", f"c{number:03}", f"City {number:03}")
        facts.say(hub, f"{HANSE}cooperatesWith", other)
        facts.say(other, f"{HANSE}learnsFrom", hub)
    graph = facts.open()
    page = _read(graph, "city/hub")
    out = next(fact for fact in page.statements if fact.iri == f"{HANSE}cooperatesWith")
    incoming = next(fact for fact in page.incoming if fact.iri == f"{HANSE}learnsFrom")
    assert (len(out.values), out.more) == (MOST_VALUES, 50)
    assert (len(incoming.values), incoming.more) == (MOST_VALUES, 50)
    assert out.values[-1].label == "City 199"
    assert (page.count, page.incoming_count) == (252, 250)


def test_counting_is_bounded_and_says_so(facts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of statements nothing is counted, and that is told."""
    hub = facts.thing("city", "hub", "Hub")
    for number in range(60):
        facts.say(facts.thing("city", f"c{number}", f"C {number}"), f"{HANSE}learnsFrom", hub)
    graph = facts.open()
    assert read_statements(graph, hub, IN).is_whole
    monkeypatch.setattr("hanse_viz.pages.statements.MOST_COUNTED", 50)
    cut = read_statements(graph, hub, IN)
    assert (cut.count, cut.is_whole) == (50, False)
    assert read_statements(graph, hub, OUT).is_whole
    assert _read(graph, "city/hub").incoming_is_whole is False


def test_a_dataset_of_others_is_described(facts: Any, open_site: Callable[[Graph], Any]) -> None:
    """Any IRI has a page, named by whatever vocabulary names it, its values linked or as text."""
    thing, other = "http://example.org/thing", "urn:example:other"
    facts.say(thing, f"{RDF}type", "http://example.org/Kind")
    facts.say(thing, f"{SKOS}prefLabel", ox.Literal("Ding", language="de"))
    facts.say(thing, f"{SKOS}prefLabel", ox.Literal("Thing", language="en"))
    facts.say(thing, "http://example.org/knows", other)
    facts.say(thing, "http://example.org/page", "https://example.org/page")
    facts.say(other, "http://xmlns.com/foaf/0.1/name", ox.Literal("Other"))
    site = open_site(facts.open())
    text = site.text("/describe?iri=http%3A%2F%2Fexample.org%2Fthing")
    assert re.search(r"<h1>.*Thing</h1>", text)
    assert '<a href="/describe?iri=urn%3Aexample%3Aother">Other</a>' in text
    assert '<a href="https://example.org/page" class="away" rel="noreferrer external">' in text
    assert '<a href="/describe?iri=http%3A%2F%2Fexample.org%2Fknows">' in text
    known = site.text("/describe?iri=urn:example:other")
    assert "Statements that lead to it <small>1</small>" in known


def test_blank_nodes_are_named_as_such(facts: Any, tmp_path: Any, open_site: Any) -> None:
    """A node without an address is shown as one and is no link."""
    import hanse  # noqa: PLC0415 - the module, not the fixture

    file = tmp_path / "blank.ttl"
    file.write_text("<http://example.org/a> <http://example.org/p> [ <http://example.org/q> 1 ] .")
    text = open_site(hanse.open(file)).text("/describe?iri=http://example.org/a")
    assert "a node without an address" in text
    assert facts is not None


@pytest.mark.parametrize("slug", ["a b", "x/y", "é", "50%", "..", "q?a=1#f", "<i>"])
def test_address_of_a_thing_leads_to_it(
    facts: Any, open_site: Callable[[Graph], Any], slug: str
) -> None:
    """Whatever stands in an id, the link to the thing is an address at which its page is."""
    iri = facts.thing("city", slug, "The city")
    facts.say(facts.thing("country", "XX", "Land"), f"{HANSE}knows", iri)
    site = open_site(facts.open())
    found = re.search(r'<a href="([^"]+)">The city</a>', site.text("/id/country/XX"))
    assert found is not None
    page = site.get(found[1].replace("&amp;", "&"))
    assert (page.status, mint_iri("city", slug)) == (200, iri)
    assert "The city · Hanse" in page.body.decode()


def test_unknown_things_are_told_with_near_names(site: Any) -> None:
    """What is not there gives 404, what may have been meant, and a search box; escaped."""
    page = site.get("/id/city/rigga")
    text = page.body.decode()
    assert page.status == 404
    assert '<a href="/id/city/riga">Riga</a>' in text
    assert 'name="q" type="search" value="rigga"' in text
    bad = site.get("/id/city/%3Cscript%3Ealert(1)%3C/script%3E")
    assert bad.status == 404
    assert b"<script" not in bad.body


@pytest.mark.parametrize(
    "address",
    [
        "/describe",
        "/describe?iri=",
        "/describe?iri=not%20an%20iri",
        "/describe?iri=%3C%3E",
        "/describe?iri=http%3A//x%3E%20%7D%20UNION%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
        "/id/",
        "/id/city/",
        "/id//",
        "/id/%00",
        "/queries/nothing",
        "/queries/..%2F..%2Fpyproject",
        "/queries/%00",
        "/assets/network.html",
        "/assets/..%2Fpages%2F__init__.py",
        "/assets/templates",
        "/assets/%00.css",
    ],
)
def test_what_is_not_there_gives_404(site: Any, address: str) -> None:
    """No address that is made up gives anything but a plain 404."""
    assert site.get(address).status == 404


def test_label_of_a_thing_without_one(facts: Any, open_site: Any) -> None:
    """A thing without a name is shown by its shortened IRI, a known term by its name."""
    facts.say(f"{ID}city/x", f"{RDFS}seeAlso", "http://example.org/")
    site = open_site(facts.open())
    assert "id:city/x</h1>" in site.text("/id/city/x")
    assert "see also</h1>" in site.text(f"/describe?iri={quote(f'{RDFS}seeAlso')}")
