"""The report on a whole dataset: what each analysis finds, with the command that gives it."""

from __future__ import annotations

import csv
import html
import io
import re
import shlex
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests.viz.accessibility import SCREENS, look_over

from hanse.analysis import find_ties, measure_survival, read_affiliations
from hanse.cli import main
from hanse.namespaces import DATASET, ID, WGS84
from hanse_viz.report import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.viz.conftest import Facts

    from hanse.access import Graph

PARTS = [
    "Dimensions",
    "Ties between cities",
    "Ties between networks",
    "Countries that meet",
    "Regions that meet",
    "Sizes of city that meet",
    "Who bridges",
    "Like with like",
    "Communities",
    "Communities over programmes",
    "Calls: who is new, who stayed, who returned",
    "Newcomers by what is counted",
    "How long ties last",
    "Ranks over the years",
    "Who teaches, who learns",
    "How far practices go",
    "Chains of learning",
    "How well the partner finder predicts",
]
# Of what these commands give the report shows a part: the last year, the first names.
_PART_OF = {"hanse analyse time --of ranks"}
_SECTION = re.compile(r"<section.*?</section>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_WORDS = {
    "true": ("yes",),
    "false": ("no", "cannot be told"),
    "over": ("more",),
    "under": ("less",),
}


@pytest.fixture(scope="session")
def whole(write_once: Callable[[str], Path]) -> Path:
    """Write the report on the shipped dataset."""
    return write_once("dataset")


def _read_cells(row: str, element: str) -> list[str]:
    found = re.findall(rf"<{element}[ >].*?</{element}>", row, re.DOTALL)
    return [html.unescape(_TAG.sub("", cell)) for cell in found]


def _show(value: str) -> set[str]:
    """Give the ways in which a report writes a value, names of a list one by one."""
    ways = {value, *_WORDS.get(value, ()), *value.split("; ")}
    if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", value):
        ways |= {f"{float(value):.3g}", f"{float(value):.0f}"}
    return ways


def _split(cell: str) -> list[str]:
    """Take a range or a list of names apart."""
    return re.split(r"(?<=\d)–(?=\d)|, (?=\D)", cell)


def test_every_analysis_has_its_part(whole: Path) -> None:
    """Each part has rows, a command, and all but five a figure."""
    sections = _SECTION.findall(whole.read_text("utf-8"))
    titles = [html.unescape(re.findall(r"<h2[^>]*>(.*?)</h2>", one)[0]) for one in sections]
    assert titles == PARTS
    without = {title for title, one in zip(titles, sections, strict=True) if "<svg" not in one}
    assert without == {
        "Ties between cities",
        "Like with like",
        "Communities over programmes",
        "Newcomers by what is counted",
        "How far practices go",
        "Chains of learning",
    }


@pytest.mark.usefixtures("open_once")
def test_every_row_is_among_those_of_its_command(
    whole: Path, build_folder: Path, graph: Graph, capsysbinary: Any
) -> None:
    """The command below a part runs as it is; what is shown and left are its rows."""
    names = dict(
        graph.query(
            "SELECT ?label ?code WHERE { ?c a <https://w3id.org/hanse/ontology#Country> ;"
            " <http://www.w3.org/2004/02/skos/core#notation> ?code ;"
            " <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER (LANG(?label) = '') }"
        ).values()
    )
    for section in _SECTION.findall(whole.read_text("utf-8")):
        command = html.unescape(re.findall(r"<code>(.*?)</code>", section)[0])
        _, *words = shlex.split(command)
        form = [] if "--format" in words else ["--format", "csv"]
        assert main([*words, *form, "--dataset", str(build_folder)]) == 0
        given = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
        shown = [_read_cells(row, "td") for row in section.split("<tr>")[2:]]
        more = re.search(r"([\d,]+) more rows", section)
        left = int(more[1].replace(",", "")) if more else 0
        assert shown, command
        if command not in _PART_OF:
            assert len(shown) + left == len(given), command
        known = [set[str]().union(*map(_show, row.values())) for row in given]
        for row in shown:
            cells = [names.get(cell, cell) for cell in row if cell]
            assert any(
                all(cell in values or set(_split(cell)) <= values for cell in cells)
                for values in known
            ), (command, row)


def test_sentences_tell_what_the_analysis_finds(whole: Path, graph: Graph) -> None:
    """Counts in sentences are those of the analysis."""
    text = " ".join(html.unescape(whole.read_text("utf-8")).split())
    affiliations = read_affiliations(graph)
    ties = list(find_ties(affiliations))
    once = sum(tie.observed == 1 for tie in ties) / len(ties)
    assert f"{len(ties):,} pairs of cities share a network; {once:.1%} of these ties rest" in text
    assert "None of them can be told from chance (q below 0.05 among all pairs" in text
    lasting = measure_survival(affiliations)
    assert f"{lasting[0].survival:.1%} of the ties meet again in a later year of calls." in text
    assert "e+0" not in text
    kin = list(find_ties(affiliations, onto="cooperations"))
    more = sum(tie.backbone for tie in kin)
    assert f"{len(kin):,} pairs of networks share a city. {more} of them are more" in text
    assert "cases of past calls" in text


def test_axe_finds_nothing(whole: Path, visit: Callable[..., Any], axe: str) -> None:
    """Light, dark and on a phone there is no violation, and nothing is wider than the window."""
    for screen in SCREENS.values():
        page = visit(whole, **screen.options).page
        assert look_over(page, axe, screen) == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def _tell(facts: Facts, years: tuple[int | None, ...]) -> Graph:
    """Say that two cities share as many networks as there are years."""
    land = facts.thing("country", "LV", "Latvia")
    facts.say(land, "http://www.w3.org/2004/02/skos/core#notation", ox.Literal("LV"))
    for slug in ("alfa", "beta"):
        facts.thing("city", slug, f"{slug} <b>&", country=land, population=1000)
    source = facts.source("s", "A source", "https://example.org/")
    for number, year in enumerate(years):
        dated = {} if year is None else {"startYear": year}
        network = facts.thing("network", f"n{number}", f"Network {number}", **dated)
        for slug in ("alfa", "beta"):
            facts.tie(network, f"{ID}city/{slug}", "Partner", source)
    return facts.open()


@pytest.mark.parametrize("years", [(2018,), (2018, 2020), (None,)])
def test_a_small_dataset_has_a_report(facts: Facts, years: tuple[int | None, ...]) -> None:
    """Of two cities in a network or two, with and without years, what can be told is told."""
    text = write(_tell(facts, years), "dataset", DATASET).decode()
    assert "alfa &lt;b&gt;&amp;" in text
    assert "<b>" not in text
    assert ("How long ties last" in text) is (years != (None,))


def test_an_empty_dataset_has_none(facts: Facts) -> None:
    """Without a city in a network the error says so."""
    with pytest.raises(Exception, match="no city is a member of a network here"):
        write(_tell(facts, ()), "dataset", DATASET)


def test_the_command_writes_the_whole(
    build_folder: Path, tmp_path: Path, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --city, --country and --network the report is on all, the same bytes each time."""
    file = tmp_path / "all.html"
    assert main(["analyse", "report", "--dataset", str(build_folder), "-o", str(file)]) == 0
    assert "open it in a browser" in capsys.readouterr().err
    assert len(file.read_bytes()) == pytest.approx(len(whole.read_bytes()), rel=0.01)


def test_cities_that_share_nothing_have_a_report(facts: Facts) -> None:
    """Where nobody meets there is no tie, no community and no bridge, and the report says so."""
    source = facts.source("s", "A source", "https://example.org/")
    for number, slug in enumerate(("alfa", "beta", "gamma")):
        city = facts.thing("city", slug, slug, population=1000)
        for name, degrees in (("lat", 50.0 + number), ("long", 10.0)):
            facts.say(city, WGS84 + name, ox.Literal(degrees))
        network = facts.thing("network", f"n{number}", f"Network {number}", startYear=2018)
        facts.tie(network, city, "Partner", source)
    text = write(facts.open(), "dataset", DATASET).decode()
    assert "0 pairs of cities share a network" in text
    assert "No city lies on a shortest path between others." in text
    assert "of the ties meet again" not in text
