"""The whole site: every link leads somewhere, every page is small, every fact has its files."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from hanse.queries.catalogue import list_queries
from hanse_viz.site import build_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any, TypeAlias

    from hanse.dataset import Dataset

    Parse: TypeAlias = Callable[[Path], Any]
    Find: TypeAlias = Callable[[Path], list[str]]

_MOST_BYTES = 100_000


def test_every_link_and_anchor_leads_somewhere(whole_site: Path, find_broken: Find) -> None:
    """No link, form, script, style or anchor of any page is dead, and all are relative."""
    assert find_broken(whole_site) == []


def test_a_dead_link_would_be_found(tmp_path: Path, find_broken: Find) -> None:
    """The walk above finds a missing file, a missing anchor and an address from the root."""
    page = '<a href="b.html"></a><a href="#x"></a><a href="/c"></a><a id="y" href="#y"></a>'
    (tmp_path / "a.html").write_text(page)
    assert [line.rpartition(": ")[2] for line in find_broken(tmp_path)] == [
        "no such file",
        "no such anchor",
        "not relative",
    ]


def test_pages_are_many_and_small(whole_site: Path) -> None:
    """The site has a page for each of 1,700 things, none above 100 kB."""
    pages = list(whole_site.rglob("*.html"))
    assert len(pages) > 1_700
    parts = {"explorer.html", "sparql.html", "analysis.html"}  # which hold all data
    small = [page for page in pages if page.name not in parts]
    large = [page.name for page in small if page.stat().st_size > _MOST_BYTES]
    assert large == []


def test_pages_have_one_heading_and_no_handlers(whole_site: Path, parse: Parse) -> None:
    """Each page states its policy, has one title, unique anchors and no code in attributes."""
    for file in whole_site.rglob("*.html"):
        if file.name == "explorer.html":  # which has tests of its own
            continue
        page = parse(file)
        assert page.heading == 1, file
        assert page.handlers == [], file
        assert len(page.anchors) == len(set(page.anchors)), file
        assert "Content-Security-Policy" in file.read_text("utf-8"), file


def test_every_thing_has_its_triples_beside_it(whole_site: Path, built: Dataset) -> None:
    """The Turtle and the JSON-LD of a thing are the same triples, and all are the dataset's."""
    dataset = {line.rstrip("\n") for line in built.lines}
    files = [whole_site / f"{name}.ttl" for name in ("city/aluksne", "network/re-growcity")]
    files += sorted((whole_site / "practice").glob("*.ttl"))[::20]
    for file in files:
        turtle = _read(file, ox.RdfFormat.TURTLE)
        assert turtle == _read(file.with_suffix(".jsonld"), ox.RdfFormat.JSON_LD)
        assert turtle <= dataset
        assert file.with_suffix(".html").is_file()
    told = _read(files[0], ox.RdfFormat.TURTLE)
    source = "<http://www.w3.org/ns/prov#hadPrimarySource>"
    assert any("/membership/" in line and source in line for line in told)


def _read(file: Path, form: ox.RdfFormat) -> set[str]:
    quads = ox.parse(path=str(file), format=form)
    return {f"{q.subject} {q.predicate} {q.object} ." for q in quads}


def test_downloads_are_the_dataset(whole_site: Path, build_folder: Path) -> None:
    """The files are those of a build, and the page tells their sizes and hashes."""
    page = (whole_site / "downloads/index.html").read_text("utf-8")
    for name in ("hanse.ttl", "hanse.nt"):
        data = (whole_site / "downloads" / name).read_bytes()
        assert data == (build_folder / name).read_bytes()
        assert f"{len(data):,}" in page
        assert hashlib.sha256(data).hexdigest() in page
    for name in ("hanse.jsonld", "hanse.rdf", "hanse.graphml", "hanse.gexf"):
        assert (whole_site / "downloads" / name).stat().st_size > 1_000_000
    assert (whole_site / "downloads/tables/csv-metadata.json").is_file()
    digest = hashlib.sha256((build_folder / "hanse.nt").read_bytes()).hexdigest()
    assert f"SHA-256 {digest[:16]}" in page
    assert json.loads((whole_site / "site.json").read_bytes())["sha256"] == digest


def test_every_query_has_its_answer(whole_site: Path) -> None:
    """Each page of the catalogue shows the answer to the query's example, all of it beside."""
    queries = list_queries()
    assert len(queries) > 50
    for query in queries:
        page = (whole_site / f"queries/{query.name}.html").read_text("utf-8")
        assert "Asked when this site was made" in page
        assert "has no answer" not in page
        files = [whole_site / f"queries/{query.name}{end}" for end in (".csv", ".ttl")]
        assert sum(file.is_file() for file in files) == 1
        assert (whole_site / f"queries/{query.name}.rq").read_text("utf-8") == query.text


@pytest.mark.parametrize("name", ["bridge-cities", "partners-of"])
def test_an_answer_says_where_it_is_cut(whole_site: Path, name: str) -> None:
    """The page counts all rows; where it does not show them all it says so."""
    page = (whole_site / f"queries/{name}.html").read_text("utf-8")
    with (whole_site / f"queries/{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = len(list(csv.reader(file))) - 1
    assert f"{rows} rows" in page
    assert ("The first 100 of" in page) == (rows > 100) == (name == "bridge-cities")


def test_a_visitor_finds_whom_aluksne_learned_from(whole_site: Path) -> None:
    """The front page tells it, with the source; the page of the city does as well."""
    front = (whole_site / "index.html").read_text("utf-8")
    city = (whole_site / "city/aluksne.html").read_text("utf-8")
    for page in (front, city):
        assert "Altena" in page
        assert "/source/" in page or 'href="source/' in page
    (cities,) = re.findall(r"<strong>([\d,]+)</strong> cities", front)
    pages = list((whole_site / "city").glob("*.html"))
    assert int(cities) == len([page for page in pages if page.stem != "index"]) > 700
    assert 'href="city/aluksne.html"' in front


def test_a_role_leads_to_the_row_that_tells_it(whole_site: Path, parse: Parse) -> None:
    """A membership has no page: its link leads to its row in the table of the network."""
    anchor = "membership:re-growcity:aluksne"
    page = parse(whole_site / "city/aluksne.html")
    assert f"../network/re-growcity.html#{anchor}" in page.links
    assert anchor in parse(whole_site / "network/re-growcity.html").anchors


def test_foot_names_sources_and_version(whole_site: Path) -> None:
    """Each page names GeoNames with its licence, the version and the hash of the data."""
    for name in ("index.html", "city/riga.html", "queries/index.html", "404.html"):
        page = (whole_site / name).read_text("utf-8")
        assert "GeoNames (https://www.geonames.org/), CC BY 4.0" in page
        assert "version 2026." in page
        assert "SHA-256" in page


def test_the_explorer_and_the_query_page_are_in_it(whole_site: Path, parse: Parse) -> None:
    """The menu leads to both, a thing to the explorer with it chosen, a query to itself."""
    links = parse(whole_site / "city/riga.html").links
    assert {"../explorer.html", "../sparql.html", "../explorer.html#at=city/riga"} <= set(links)
    assert any(link.startswith("../sparql.html#text=") for link in links)
    query = parse(whole_site / "queries/partners-of.html").links
    assert "../sparql.html#query=partners-of" in query


def test_a_part_that_does_not_fit_is_not_led_to(facts: Any, tmp_path: Path) -> None:
    """A dataset without a network has no explorer, and no page leads to one."""
    facts.thing("city", "one", "One")
    build_site(facts.open(), tmp_path / "site")
    assert not (tmp_path / "site/explorer.html").exists()
    for file in (tmp_path / "site").rglob("*.html"):
        assert 'explorer.html"' not in file.read_text("utf-8")
