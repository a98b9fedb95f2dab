"""Reports: every number is what its command gives, names stay text, and everybody can read it."""

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

from hanse.analysis import read_affiliations
from hanse.cli import main
from hanse.namespaces import ID
from hanse_viz.report import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.viz.conftest import Facts

    from hanse.access import Graph

SUBJECTS = {
    "city": f"{ID}city/riga",
    "country": f"{ID}country/LV",
    "network": f"{ID}network/re-growcity",
}
BAD = "</script><img src=x onerror=alert(1)>{{7*7}}"
_SECTION = re.compile(r"<section.*?</section>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_WORDS = {
    "true": ("yes",),
    "false": ("no", "cannot be told"),
    "over": ("more",),
    "under": ("less",),
}


@pytest.fixture(scope="session", params=list(SUBJECTS))
def report(request: pytest.FixtureRequest, write_once: Callable[[str], Path]) -> Path:
    """Write the report on each kind of thing from the shipped dataset."""
    return write_once(request.param)


def _read(section: str) -> tuple[list[dict[str, str]], int, str]:
    """Take a section apart: its rows by the heads of columns, rows left out and the command."""
    heads = _read_cells(section, "th")
    cells = [_read_cells(row, "td") for row in section.split("<tr>")[2:]]
    more = re.search(r"([\d,]+) more rows", section)
    command = html.unescape(re.findall(r"<code>(.*?)</code>", section)[0])
    rows = [dict(zip(heads, row, strict=True)) for row in cells]
    return rows, int(more[1].replace(",", "")) if more else 0, command


def _read_cells(row: str, element: str) -> list[str]:
    found = re.findall(rf"<{element}[ >].*?</{element}>", row, re.DOTALL)
    return [html.unescape(_TAG.sub("", cell)) for cell in found]


def _pick(rows: list[dict[str, str]], subject: str) -> list[dict[str, str]]:
    """Pick of what a command gives the rows on the subject, in the order of the report."""
    if "a" in rows[0]:  # ties: of all pairs, those of the subject, the least chance first
        ends = {subject, subject.rpartition("/")[2]}
        picked = [row for row in rows if ends & {row["a"], row["b"]}]
        return sorted(picked, key=lambda row: (float(row["p"]), row["a"], row["b"]))
    if "degree_rank" in rows[0]:  # measures: those of the subject, one below the other
        own = next(row for row in rows if row["id"] == subject)
        names = [name.removesuffix("_rank") for name in own if name.endswith("_rank")]
        listed = [{"m": n.replace("_", " "), "v": own[n], "r": own[f"{n}_rank"]} for n in names]
        order = ["degree", "strength", "betweenness", "closeness", "effective size", "constraint"]
        return [next(row for row in listed if row["m"] == name) for name in order]
    return rows


def _show(value: str) -> set[str]:
    """Give the ways in which a report writes a value."""
    ways = {value, value.rpartition("/")[2], *_WORDS.get(value, ())}
    if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", value):
        ways |= {f"{float(value):.3g}", f"{float(value):.0f}"}
    return ways


@pytest.mark.usefixtures("open_once")
def test_every_part_has_the_rows_of_its_command(
    report: Path, build_folder: Path, capsysbinary: Any
) -> None:
    """The command below a part runs as it is and gives the rows shown, in order, and those left."""
    sections = _SECTION.findall(report.read_text("utf-8"))
    assert len(sections) >= 4
    for section in sections:
        shown, more, command = _read(section)
        program, *words = shlex.split(command)
        assert program == "hanse"
        form = [] if "--format" in words else ["--format", "csv"]
        assert main([*words, *form, "--dataset", str(build_folder)]) == 0
        given = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
        rows = _pick(given, SUBJECTS[report.stem])
        assert len(shown) + more == len(rows), command
        assert shown, command
        for cells, row in zip(shown, rows, strict=False):
            values = set[str]().union(*map(_show, row.values()))
            assert {cell for cell in cells.values() if cell} <= values, command


def test_sentences_tell_what_the_dataset_has(
    graph: Graph, write_once: Callable[[str], Path]
) -> None:
    """Counts in sentences are those of the queries, one by one."""
    text = " ".join(html.unescape(write_once("city").read_text("utf-8")).split())
    networks = {row[0] for row in graph.query("networks-of", city="riga").values()}
    partners = graph.query("partners-of-city", city="riga").values()
    assert f"Riga takes part in {len(networks)} networks and projects and leads 1 of them." in text
    countries = len({row[2] for row in partners})
    assert f"It met {len(partners)} other cities of {countries} countries in them." in text
    first = ", ".join(f"{row[1]} ({row[3]})" for row in partners[:2])
    assert f"The most often: {first} and {partners[2][1]} ({partners[2][3]})." in text
    assert "None of them can be told from what chance gives cities in as many networks" in text
    assert re.search(r"Riga learned from \d+ others? and passed good practices on to \d+ oth", text)
    (cities,) = re.findall(r"Of (\d+) cities it is number \d+ by how many others it met", text)
    assert int(cities) == len(read_affiliations(graph).members)
    assert "cases of past calls" in text
    assert "Made by: hanse viz map --city riga." in text
    assert "Made by: hanse viz timeline --city riga." in text


def test_what_a_network_passed_on(graph: Graph, write_once: Callable[[str], Path]) -> None:
    """A practice has one row, whoever took it up, and the sentence names them."""
    text = html.unescape(write_once("network").read_text("utf-8"))
    part = next(one for one in _SECTION.findall(text) if ">Passed on<" in one)
    ((row,), more, command) = _read(part)
    takers = {
        row[1]
        for row in graph.query("takers-of-practice", practice=row["Good practice"]).values()
        if str(row[4]) == "Re-growCity"
    }
    assert "city cooperation: 1 network or project with 8 members on record." in text
    assert (row["From"], row["Learners"], more) == ("Altena", str(len(takers)), 0)
    assert f"from Altena: {', '.join(sorted(takers))}." in part
    assert "--of practices" in command


def test_the_same_dataset_gives_the_same_bytes(
    graph: Graph, write_once: Callable[[str], Path]
) -> None:
    """Nothing of the day or the machine is on the page."""
    written = write_once("network").read_bytes()
    assert write(graph, "network", SUBJECTS["network"]) == written


def test_axe_finds_nothing(report: Path, visit: Callable[..., Any], axe: str) -> None:
    """Light, dark and on a phone there is no violation, and nothing is wider than the window."""
    for screen in SCREENS.values():
        page = visit(report, **screen.options).page
        assert look_over(page, axe, screen) == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_hostile_names_stay_text(facts: Facts, visit: Callable[..., Any], tmp_path: Path) -> None:
    """Names of cities, networks and countries run nothing and make nothing."""
    land = facts.thing("country", "LV", BAD)
    facts.say(land, "http://www.w3.org/2004/02/skos/core#notation", ox.Literal("LV"))
    for slug in ("alfa", "beta"):
        facts.thing("city", slug, f"{slug} {BAD}", country=land, population=1000)
    one = facts.thing("network", "one", f"one {BAD}", startYear=2018)
    two = facts.thing("network", "two", f"two {BAD}", startYear=2020)
    source = facts.source("s", BAD, "javascript:alert(1)")
    for network in (one, two):
        for slug in ("alfa", "beta"):
            facts.tie(network, f"{ID}city/{slug}", "Partner", source)
    graph = facts.open()
    for kind, iri in (("city", f"{ID}city/alfa"), ("network", one)):
        file = tmp_path / f"{kind}.html"
        file.write_bytes(write(graph, kind, iri))
        page = visit(file).page
        foreign = "document.querySelectorAll('script,img,iframe,object,base,link').length"
        assert page.evaluate(foreign) == 0
        assert page.inner_text("h1").endswith(BAD)


@pytest.mark.wheel
def test_the_command_writes_the_page(
    build_folder: Path,
    tmp_path: Path,
    write_once: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By any name of the city; what was written is told, and has the bytes of the composed page."""
    file = tmp_path / "riga.html"
    words = ["analyse", "report", "--dataset", str(build_folder), "--city", "Rīga"]
    assert main([*words, "-o", str(file)]) == 0
    assert "open it in a browser" in capsys.readouterr().err
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert file.read_bytes() == write_once("city").read_bytes()


@pytest.mark.usefixtures("open_once")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--city", "riga", "--country", "LV"], "give one of --city, --country and --network once"),
        (["--theme", "economy"], "leave --theme out"),
        (["--city", "zenica"], "zenica: is in no network and no project"),
        (["--city", "Atlantis"], "--city Atlantis: no city has this"),
        (["--city", "riga", "--theme", "economy"], "leave --theme out"),
        (["--city", "riga", "--from", "2018"], "leave --from out"),
        (["--city", "riga", "--as-of", "2018"], "leave --as-of out"),
        (["--city", "riga", "--min-degree", "2"], "leave --min-degree out"),
        (["--city", "riga", "--format", "json"], "leave --format out"),
        (["--city", "riga", "-o", "riga.docx"], "riga.docx: a report is a page or a PDF"),
        (["--city", "riga", "-o", "riga"], "end the name in .html or .pdf"),
    ],
)
def test_bad_calls_are_told(
    build_folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    """What a report is on, what it does not heed and how it is written."""
    assert main(["analyse", "report", "--dataset", str(build_folder), *words]) == 2
    assert told in capsys.readouterr().err
