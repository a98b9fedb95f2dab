"""What a selection in the explorer leaves is what plain SPARQL finds in the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

CALM = {"reduced_motion": "reduce"}
PREFIXES = """
PREFIX hanse: <https://w3id.org/hanse/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX country: <https://w3id.org/hanse/id/country/>
PREFIX city: <https://w3id.org/hanse/id/city/>
"""
# The city for which a body takes part is the member.
TIE = """
?{tie} org:organization ?network ; org:member ?{tie}Body .
OPTIONAL {{ ?{tie} hanse:onBehalfOf ?{tie}City }}
BIND (COALESCE(?{tie}City, ?{tie}Body) AS ?{tie}Member)
"""
# An address, and what it asks of a network.
FROM_LATVIA = TIE.format(tie="l") + "?lMember hanse:country country:LV ."
FROM_SPAIN = TIE.format(tie="s") + "?sMember hanse:country country:ES ."
LED_BY_DUTCH = (
    TIE.format(tie="d") + "?dMember hanse:country country:NL . ?d org:role hanse:LeadPartner ."
)
SELECTIONS = [
    ("country=LV", FROM_LATVIA),
    ("country=LV&country=ES&match=all", FROM_LATVIA + FROM_SPAIN),
    ("country=NL&role=lead", LED_BY_DUTCH),
    ("country=LV&among=country=LV", FROM_LATVIA),
]


def _count(graph: Graph, what: str, pattern: str) -> int:
    text = f"{PREFIXES} SELECT (COUNT(DISTINCT {what}) AS ?n) WHERE {{ {pattern} }}"
    return int(graph.query(text).to_pandas()["n"][0])


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _find(page: Any, name: str) -> list[str]:
    row = page.locator(f"#tables tr:has(th a:text-is('{name}'))").first
    cells: list[str] = row.locator("td").all_inner_texts()
    return cells


@pytest.mark.parametrize(("address", "pattern"), SELECTIONS)
def test_numbers_of_a_city_are_those_of_sparql(
    visit: Callable[..., Any], explorer: Path, graph: Graph, address: str, pattern: str
) -> None:
    """Networks, lead and partners of Riga count whoever takes part in what is chosen."""
    page = visit(explorer, f"#view=table&{address}&at=city/riga", **CALM).page
    own = pattern + TIE.format(tie="own") + "FILTER (?ownMember = city:riga)"
    networks = _count(graph, "?network", own)
    led = _count(graph, "?network", own + "?own org:role hanse:LeadPartner .")
    other = own + TIE.format(tie="o") + "FILTER (?oMember != city:riga)"
    partners = _count(graph, "?oMember", other)
    assert partners > 0
    assert [_number(cell) for cell in _find(page, "Riga")[2:5]] == [networks, led, partners]
    assert f"Meets {partners} other members" in page.inner_text("#details")


def test_hidden_members_are_counted(
    visit: Callable[..., Any], explorer: Path, graph: Graph
) -> None:
    """The page says how many members are not shown, and shows nobody else."""
    page = visit(explorer, "#view=table&country=LV&among=country=LV", **CALM).page
    members = FROM_LATVIA + TIE.format(tie="o")
    every = _count(graph, "?oMember", members)
    shown = _count(graph, "?oMember", members + "?oMember hanse:country country:LV .")
    assert 0 < shown < every
    assert f"{every - shown} members are hidden" in page.inner_text("#tables .limits")
    networks = page.locator("#tables tbody td:nth-child(4)").all_inner_texts()
    assert sum(_number(cell) > 0 for cell in networks) == shown


def test_a_count_of_the_legend_is_what_a_click_keeps(
    visit: Callable[..., Any], explorer: Path
) -> None:
    """The number beside a value is that of the networks that it keeps, of a theme as well."""
    page = visit(explorer, "#country=LV", **CALM).page
    for row in ("group/governance", "group/economy", "country/ES", "programme/URBACT III"):
        number = page.inner_text(f".row:has([data-row='{row}']) .count")
        page.hover(f".row:has([data-row='{row}'])")
        page.click(f"[data-row='only/{row}']")
        assert f" {number} networks" in page.inner_text("#note"), row
        page.evaluate("location.hash = 'country=LV'")
        page.wait_for_function("!document.querySelector('.row.off [data-row^=group]')")
    page.evaluate("location.hash = ''")
    page.fill("#theme", "Housing")
    number = page.locator("#themes [role=option] small").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#theme-chip")
    assert f" {number} networks" in page.inner_text("#note")


def test_nothing_says_so_and_leads_back(visit: Callable[..., Any], explorer: Path) -> None:
    """Where no network passes, the picture says which filters hold and each can be opened."""
    opened = visit(explorer, "#country=LV&programme=URBACT%20II&from=2022", **CALM)
    page = opened.page
    assert page.inner_text("#nothing p") == "Nothing passes the filters."
    page.click("#nothing button:has-text('active between')")
    assert page.locator("#nothing").is_hidden()
    assert opened.address() == "#programme=URBACT%20II&country=LV"
