"""The sheets of the explorer count what SPARQL counts in the dataset."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from hanse.analysis import find_meetings, read_affiliations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

PREFIXES = """
PREFIX hanse: <https://w3id.org/hanse/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
RIGA = "<https://w3id.org/hanse/id/city/riga>"
LATVIA, SPAIN = (f"<https://w3id.org/hanse/id/country/{code}>" for code in ("LV", "ES"))
# As the page's filter of years has it: without a recorded end a network counts for three years.
ACTIVE = """
?network hanse:startYear ?start .
OPTIONAL { ?network hanse:endYear ?end }
FILTER (COALESCE(?end, ?start + 3) >= 2018)
"""


def _count(graph: Graph, pattern: str, what: str = "*") -> int:
    row = graph.query(f"{PREFIXES} SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}")
    return int(row.to_pandas()["n"][0])


def _pair(one: str, other: str, more: str = "", order: str = "") -> str:
    return f"""{{ SELECT DISTINCT ?a ?b WHERE {{
        ?a a hanse:City ; hanse:country {one} ; hanse:takesPartIn ?network .
        ?b a hanse:City ; hanse:country {other} ; hanse:takesPartIn ?network .
        {more} {order} }} }}"""


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _said(page: Any) -> list[int]:
    return [_number(found) for found in re.findall(r"[\d,]*\d", page.inner_text(".said"))]


def test_countries_that_meet_by_more_than_chance_are_marked(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """The squares, table and sentence tell what `hanse analyse ties --between country` does."""
    kinds = {"city", "network", "project"}
    meetings = find_meetings(read_affiliations(graph, kinds), "country")
    expected = {
        side: {
            f"cell/{code}"
            for one in meetings
            if one.represented == side
            for code in (f"{one.a}-{one.b}", f"{one.b}-{one.a}")
        }
        for side in ("over", "under")
    }
    page = visit(explorer_page, "#view=countries").page
    for side, keys in expected.items():
        cells = page.locator(f".heat td.{side}")
        assert {cell.get_attribute("data-key") for cell in cells.all()} == keys
        assert all("than chance" in (cell.get_attribute("title") or "") for cell in cells.all())
    over, under = (len({frozenset(key[5:].split("-")) for key in expected[s]}) for s in expected)
    assert over + under > 0
    told = page.locator(".said").nth(1).inner_text()
    assert f"(+, {over} of {len(meetings)}) or less (−, {under})" in told
    heads = page.locator(".grid thead th").all_inner_texts()
    assert [head.split("\n")[0] for head in heads][3:7] == [
        "Networks",
        "Shared",
        "Expected",
        "More or less than chance",
    ]
    page.evaluate("location.hash = 'view=countries&from=2018'")
    page.wait_for_function("() => !document.querySelector('.heat .over')")
    assert "Chance was tested for the whole record" in page.locator(".said").nth(1).inner_text()
    assert "More or less" not in page.inner_text(".grid thead")


def test_timeline_shows_every_network(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """A bar for each network and project with a start, the others listed; so too the events."""
    page = visit(explorer_page, "#view=timeline").page
    dated = _count(graph, "?it a hanse:Cooperation ; hanse:startYear ?year", "DISTINCT ?it")
    endless = _count(
        graph,
        "?it a hanse:Cooperation ; hanse:startYear ?year"
        " FILTER NOT EXISTS { ?it hanse:endYear ?end }",
        "DISTINCT ?it",
    )
    every = _count(graph, "?it a hanse:Cooperation", "DISTINCT ?it")
    assert _said(page) == [dated, endless, every - dated]
    assert page.locator(".span[data-key^='network/'], .span[data-key^='project/']").count() == dated
    assert page.locator(".stretch.open").count() == endless
    placed = page.locator(".span[data-key^='event/']").count()
    aside = page.locator(".aside >> nth=0").locator("li").count()
    assert placed + aside == _count(graph, "?it a hanse:Event", "DISTINCT ?it")
    assert page.locator(".aside >> nth=1").locator("li").count() == every - dated


@pytest.mark.parametrize("order", ["theme", "programme"])
def test_timeline_loses_nothing_in_any_order(
    visit: Callable[..., Any], explorer_page: Path, order: str
) -> None:
    """By theme or by programme the same bars stand under headings that count them."""
    page = visit(explorer_page, "#view=timeline").page
    keys = "[...document.querySelectorAll('.span')].map(one => one.dataset.key).sort()"
    before = page.evaluate(keys)
    page.click(f"[data-way={order}]")
    assert page.evaluate(keys) == before
    assert page.locator(".chart h3").count() > 5
    for heading in page.locator(".chart h3:has(small)").all():
        bars = heading.locator("xpath=following-sibling::ul[1]").locator("li").count()
        assert _number(heading.locator("small").inner_text()) == bars > 0


def test_heat_map_counts_pairs_of_cities(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """Each square is the number of distinct pairs of cities that share a network."""
    page = visit(explorer_page, "#view=countries").page
    assert _said(page)[0] == _count(
        graph, _pair("?any", "?other", order="FILTER (STR(?a) < STR(?b))")
    )
    rows = graph.query(
        f"""{PREFIXES} SELECT ?one ?other (COUNT(*) AS ?n) WHERE {{
        {{ SELECT DISTINCT ?a ?b ?one ?other WHERE {{
            ?a a hanse:City ; hanse:country ?one ; hanse:takesPartIn ?network .
            ?b a hanse:City ; hanse:country ?other ; hanse:takesPartIn ?network .
            FILTER (?a != ?b) }} }} }} GROUP BY ?one ?other"""
    ).to_pandas()
    codes = [[iri.rpartition("/")[2] for iri in rows[name]] for name in ("one", "other")]
    expected = {
        f"{one}-{other}": int(n) // (2 if one == other else 1)
        for one, other, n in zip(*codes, rows["n"], strict=True)
    }
    shown = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('.heat tbody td')]
        .filter(cell => cell.firstChild?.nodeType === Node.TEXT_NODE).map(cell =>
            [cell.dataset.key.slice(5), Number(cell.firstChild.textContent.replace(',', ''))]))"""
    )
    assert shown == expected
    assert len(shown) > 1000


def test_latvian_cities_that_worked_with_spanish_ones_since_2018(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """The question takes three steps: the view, the first year, the square."""
    opened = visit(explorer_page)
    page = opened.page
    page.click("#views [data-look=countries]")
    page.fill("#from", "2018")
    page.click("[data-key='cell/LV-ES']")
    pairs = _count(graph, _pair(LATVIA, SPAIN, ACTIVE))
    cities = _count(graph, _pair(LATVIA, SPAIN, ACTIVE), "DISTINCT ?a")
    assert f"{pairs} pairs of cities" in page.inner_text("#meeting .said")
    assert page.inner_text("#meeting .side >> nth=0").startswith(f"Latvia: {cities} cities")
    assert page.inner_text("#meeting .side >> nth=0").count("·") == cities - 1
    rows = page.locator("#meeting tbody tr")
    meetings = f"""SELECT DISTINCT ?a ?b ?network WHERE {{
        ?a a hanse:City ; hanse:country {LATVIA} ; hanse:takesPartIn ?network .
        ?b a hanse:City ; hanse:country {SPAIN} ; hanse:takesPartIn ?network . {ACTIVE} }}"""
    assert rows.count() == _count(graph, f"{{ {meetings} }}")
    sources = rows.locator("td:nth-child(5), td:nth-child(6)")
    assert all(cell.locator(".cited").count() for cell in sources.all())
    assert opened.address() == "#view=countries&from=2018&pair=LV-ES"
    assert page.evaluate("document.activeElement.textContent") == "Latvia and Spain"


def test_flow_carries_every_transfer(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """The figures of both sides, of the sentence and of the table are those of the dataset."""
    page = visit(explorer_page, "#view=practices").page
    transfers = _count(graph, "?it a hanse:Transfer")
    parts = [
        _count(graph, f"?it a hanse:Transfer ; hanse:{name} ?one", "DISTINCT ?one")
        for name in ("practice", "from", "to")
    ]
    every = _count(graph, "?it a hanse:GoodPractice", "DISTINCT ?it")
    assert _said(page) == [transfers, *parts, every - parts[0]]
    for side in ("giver", "learner"):
        numbers = page.locator(f".end[data-end^={side}] .number").all_text_contents()
        assert sum(map(_number, numbers)) == transfers
    assert page.locator(".grid tbody tr").count() == every
    learnt = page.locator(".grid tbody td:nth-child(6)").all_inner_texts()
    assert sum(number == "0" for number in learnt) == every - parts[0]


def test_ribbons_are_those_of_the_catalogue(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """From country to country flow as many transfers as the query of the catalogue counts."""
    page = visit(explorer_page, "#view=practices").page
    rows = graph.query("learning-between-countries").to_pandas()
    expected = {
        (one.rpartition("/")[2], other.rpartition("/")[2]): int(n)
        for one, other, n in zip(rows["teacher"], rows["learner"], rows["transfers"], strict=True)
    }
    shown: dict[tuple[str, str], int] = {}
    ribbons = page.evaluate(
        """[...document.querySelectorAll('.ribbon')].map(one => [one.dataset.giver.slice(8),
        one.dataset.learner.slice(8), one.querySelector('title').textContent])"""
    )
    for giver, learner, title in ribbons:
        found = re.search(r": (\d+) transfer", title)
        assert found
        shown[giver, learner] = shown.get((giver, learner), 0) + int(found[1])
    assert shown == expected


LISTS = {
    "members": "{ ?it hanse:takesPartIn ?any } UNION { ?any org:member ?it ; a hanse:Membership }"
    " UNION { ?any hanse:homeCity|hanse:city ?it }",
    "cooperations": "?it a hanse:Cooperation",
    "practices": "?it a hanse:GoodPractice",
    "events": "?it a hanse:Event",
    "transfers": "?it a hanse:Transfer",
}


@pytest.mark.parametrize("name", ["cooperations", "practices", "events", "transfers"])
def test_table_has_a_row_for_everything(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph, name: str
) -> None:
    """What is said above a table is what stands in it and what the dataset has."""
    page = visit(explorer_page, f"#view=table&list={name}").page
    expected = _count(graph, LISTS[name], "DISTINCT ?it")
    page.wait_for_function(
        "count => document.querySelectorAll('.grid tbody tr').length === count", arg=expected
    )
    assert _number(page.inner_text(".over [role=status]").split()[0]) == expected


def test_all_memberships_arrive_in_the_table(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """The long table shows its first rows at once and then all of them, each with a source."""
    page = visit(explorer_page, "#view=table&list=memberships").page
    expected = _count(graph, "?it a hanse:Membership", "DISTINCT ?it")
    assert expected > 2000
    page.wait_for_function(
        "count => document.querySelectorAll('.grid tbody tr').length === count", arg=expected
    )
    assert page.locator(".grid tbody td:last-child:not(:has(a, span))").count() == 0


def test_a_city_is_counted_as_the_dataset_counts(
    visit: Callable[..., Any], explorer_page: Path, graph: Graph
) -> None:
    """Networks, led, partners, learnt and taught of Riga."""
    page = visit(explorer_page, "#view=table").page
    page.fill(".narrow", "riga city latvia")
    row = page.locator(".grid tbody tr", has=page.get_by_role("link", name="Riga", exact=True))
    cells = row.first.locator("td.number").all_inner_texts()
    member = "?it org:member|hanse:onBehalfOf"
    assert [int(cell) for cell in cells] == [
        _count(graph, f"{RIGA} hanse:takesPartIn ?network", "DISTINCT ?network"),
        _count(
            graph,
            f"{member} {RIGA} ; org:organization ?network ; org:role hanse:LeadPartner",
            "DISTINCT ?network",
        ),
        _count_partners(graph),
        _count(graph, f"?it a hanse:Transfer ; hanse:to {RIGA}"),
        _count(graph, f"?it a hanse:Transfer ; hanse:from {RIGA}"),
    ]


def _count_partners(graph: Graph) -> int:
    """Count who else is in Riga's networks; a body that acts for a city counts as the city."""
    return _count(
        graph,
        f"""{RIGA} hanse:takesPartIn ?network . ?it org:organization ?network ; org:member ?body .
        OPTIONAL {{ ?it hanse:onBehalfOf ?city }}
        BIND (COALESCE(?city, ?body) AS ?one) FILTER (?one != {RIGA})""",
        "DISTINCT ?one",
    )
