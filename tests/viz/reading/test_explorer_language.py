"""The explorer speaks English and Latvian, whole in each, and its address says which."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from hanse.record.selection import select
from hanse_viz import Filters
from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph
    from hanse.record.model import CityNetwork

CALM: dict[str, Any] = {"reduced_motion": "reduce"}
# What stands in the dataset and so stays: names of programmes, cities, networks and sources.
ENGLISH = re.compile(
    r"\b(?:the|and|of|with|networks?|cities|search|filters?|source|members?|years?|view|close|theme"
    r"|country|role|lead|partner|export|cite|copy|any|all|none|only)\b",
    re.IGNORECASE,
)
SAID = """() => {
  const own = [...document.querySelectorAll("[data-say],[data-label],[data-hint]")];
  return own.map(e => [e.dataset.say ? e.textContent : "x",
    e.dataset.label ? e.getAttribute("aria-label") : "x",
    e.dataset.hint ? e.getAttribute("placeholder") : "x"]);
}"""


@pytest.mark.parametrize("language", ["en", "lv"])
def test_all_of_the_frame_is_said(visit: Callable[..., Any], explorer: Path, language: str) -> None:
    """Every text, name and hint of the frame is filled in the language of the address."""
    page = visit(explorer, f"#lang={language}", **CALM).page
    said = page.evaluate(SAID)
    assert len(said) > 40
    assert all(text for texts in said for text in texts)
    assert page.evaluate("document.documentElement.lang") == language


def test_nothing_english_is_left_in_latvian(visit: Callable[..., Any], explorer: Path) -> None:
    """Frame, legend, sentences and details are Latvian; only names of the dataset stay."""
    page = visit(explorer, "#lang=lv", **CALM).page
    for part in ("#head", "#panel", ".bar", "#note"):
        text = page.inner_text(part)
        assert not ENGLISH.findall(text), part
    for label in page.evaluate(SAID):
        assert not ENGLISH.findall(" ".join(label))
    for address in ("city/aluksne", "event/exchange-aluksne-2020-03-05", "practice/ngo-house"):
        page.evaluate("key => { location.hash = `lang=lv&at=${key}` }", address)
        page.wait_for_function("key => location.hash.includes(key)", arg=address)
        for heads in ("#details h3", "#details dt", "#details .actions", "#details .kind"):
            for text in page.locator(heads).all_inner_texts():
                assert not ENGLISH.findall(text), (address, text)


def test_the_switch_turns_the_language_and_back(visit: Callable[..., Any], explorer: Path) -> None:
    """The switch is a place of its own: it has an address, and Back speaks English again."""
    opened = visit(explorer, "#at=city/riga", **CALM)
    page = opened.page
    page.click("#tongues [lang=lv]")
    assert opened.address() == "#at=city/riga&lang=lv"
    assert page.inner_text("h1") == "Eiropas pilsētas un tīkli, kas tās vieno"
    assert page.title() == page.inner_text("h1")
    assert page.inner_text("#details .kind") == "Pilsēta, Latvija"
    assert page.get_attribute("#tongues [lang=lv]", "aria-pressed") == "true"
    page.go_back()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert page.inner_text("#details .kind") == "City in Latvia"
    assert page.inner_text("#clear") == "Clear filters"


def test_latvian_numbers_and_plurals(visit: Callable[..., Any], explorer: Path) -> None:
    """Numbers and the forms of nouns after them are those of Latvian."""
    page = visit(explorer, "#lang=lv&at=city/riga", **CALM).page
    assert "742 572" in page.inner_text("#details dl").replace("\u00a0", " ")
    told = re.match(
        r"(\d+) pilsēt(as?) un (\d+) organizācij(as?) no (\d+) valst(īm|s)",
        page.inner_text("#lede"),
    )
    drawn = re.search(r"(\d+) pilsēt(as?) \(apl", page.inner_text("#note"))
    assert told
    assert drawn
    for number, end in ((told[1], told[2]), (told[3], told[4]), (drawn[1], drawn[2])):
        assert end == ("a" if re.search("(?<!1)1$", number) else "as")
    assert int(told[1]) > int(drawn[1]) > 700


def test_the_command_says_in_which_language_a_page_opens(
    visit: Callable[..., Any], graph: Graph, tmp_path: Path
) -> None:
    """A page made in Latvian opens so, and its address names the language only for another."""
    file = tmp_path / "lv.html"
    file.write_bytes(render_explorer(graph, language="lv"))
    opened = visit(file, **CALM)
    assert opened.page.inner_text("#clear") == "Notīrīt filtrus"
    opened.page.click("#tongues [lang=en]")
    assert opened.address() == "#lang=en"
    assert opened.page.inner_text("#clear") == "Clear filters"


@pytest.mark.parametrize(
    ("filters", "title"),
    [
        (Filters(city=("Alūksne",)), "Alūksne un tīkli, kas to vieno ar citām"),
        (
            Filters(country=("LV", "EE"), theme=("economy",), start=2018),
            "Pilsētas (Latvija un Igaunija) un tīkli, kas tās vieno ar citām: Ekonomika, kopš 2018",
        ),
        (Filters(network=("re-growcity",), end=2020), "Re-growCity un tā dalībnieki: līdz 2020"),
    ],
)
def test_the_title_of_a_part_is_said_in_each_language(
    visit: Callable[..., Any], record: CityNetwork, tmp_path: Path, filters: Filters, title: str
) -> None:
    """Latvian says what was asked for; English says it as the command and the figures do."""
    file = tmp_path / "part.html"
    file.write_bytes(render_explorer(record, filters, language="lv"))
    page = visit(file, **CALM).page
    assert page.inner_text("h1") == title == page.title()
    page.click("#tongues [lang=en]")
    assert page.inner_text("h1") == select(record, filters).scope.title


def test_every_type_and_theme_has_a_latvian_name(visit: Callable[..., Any], explorer: Path) -> None:
    """Types, kinds and themes of the shipped dataset are all translated."""
    text = explorer.read_text("utf-8").partition('id="data">')[2].partition("</script>")[0]
    data = json.loads(text)
    page = visit(explorer, "#lang=lv", **CALM).page
    types = page.locator("#rows-type .name").all_inner_texts()
    assert len(types) == len(
        {n.get("type") for n in data["nodes"] if n["kind"] in ("network", "project")}
    )
    assert not {n.get("type") for n in data["nodes"]} - {"Projekts"} & set(types)
    page.click("#theme")
    themes = set(page.locator("#themes span:not(.swatch)").all_inner_texts())
    assert len(themes) == len(data["themes"]) > 100
    assert not themes & {theme["label"] for theme in data["themes"]}
