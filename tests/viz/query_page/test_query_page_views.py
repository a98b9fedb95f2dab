"""Looking at answers: table, network, map and chart, what each needs, and what can be kept."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph

DRAWN = """() => {
  const { width, height } = document.querySelector('#stage canvas');
  const data = document.querySelector('#stage canvas').getContext('2d')
    .getImageData(0, 0, width, height).data;
  const colours = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const key = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    colours.set(key, (colours.get(key) ?? 0) + 1);
  }
  return [1 - Math.max(...colours.values()) / (width * height), colours.size];
}"""
# Looks for a place in the picture where a thing is, as the page itself would at a pointer there.
FIND = """() => {
  const canvas = document.querySelector('#stage canvas');
  const { left, top, width, height } = canvas.getBoundingClientRect();
  for (let x = 0; x < width; x += 6) {
    for (let y = 20; y < height - 80; y += 6) {
      const at = { clientX: left + x, clientY: top + y, pointerType: 'mouse' };
      canvas.dispatchEvent(new PointerEvent('pointermove', at));
      if (canvas.classList.contains('hit')) return [left + x, top + y];
    }
  }
  throw new Error('no thing is in the picture');
}"""
NUMBERS = """SELECT ?n ?square WHERE {
  VALUES ?a { 0 1 2 3 4 5 6 7 8 9 } VALUES ?b { 0 1 2 3 4 5 6 7 8 9 }
  VALUES ?c { 0 1 2 3 4 5 6 7 8 9 } VALUES ?d { 0 1 2 3 4 5 6 7 8 9 }
  VALUES ?e { 0 1 2 3 4 5 6 7 8 9 }
  BIND (?a + 10 * ?b + 100 * ?c + 1000 * ?d + 10000 * ?e AS ?n) BIND (?n * ?n AS ?square) }"""


def test_a_hundred_thousand_rows_can_be_read(read: Callable[..., Any]) -> None:
    """All rows are sorted and filtered, a page of them is shown, and the table says which."""
    reader = read("#text=ASK{}")
    reader.write(NUMBERS)
    reader.run()
    page = reader.page
    assert page.inner_text("#said").startswith("100,000 rows in ")
    assert page.inner_text(".tablebar [role=status]") == "Rows 1 to 200 of 100,000"
    assert len(reader.read_table()) == 200
    page.click("thead th:nth-child(1) button")
    assert reader.read_table()[0] == ["99,999", "9,999,800,001"]
    assert page.get_attribute("thead th:nth-child(1)", "aria-sort") == "descending"
    page.click("[aria-label='Next page']")
    assert reader.read_table()[0][0] == "99,799"
    page.click("thead th:nth-child(1) button")
    assert reader.read_table()[0] == ["0", "0"]
    page.fill(".tablebar input", "99980001")
    reader.until("document.querySelectorAll('#stage tbody tr').length < 3")
    assert reader.read_table() == [["9,999", "99,980,001"], ["99,990", "9,998,000,100"]]
    assert page.inner_text(".tablebar [role=status]") == "Rows: 2, filtered from 100,000"


def test_a_table_is_filtered_without_accents(read: Callable[..., Any]) -> None:
    """What is typed finds names however their accents are typed."""
    reader = read("#query=cities-of-country")
    reader.page.fill(".tablebar input", "aluksne")
    reader.until("document.querySelectorAll('#stage tbody tr').length === 1")
    assert reader.read_table()[0][0] == "Alūksne"


def test_answers_that_are_no_rows_are_shown(read: Callable[..., Any]) -> None:
    """ASK says yes or no, nothing found is told, triples stand in a table."""
    reader = read("#text=ASK{}")
    assert reader.page.inner_text("#stage") == "Yes"
    reader.write("ASK { <a:a> <a:b> <a:c> }")
    reader.run()
    assert reader.page.inner_text("#stage") == "No"
    reader.write("SELECT * { <a:a> <a:b> ?c }")
    reader.run()
    assert "nothing in the data fits" in reader.page.inner_text("#stage")
    reader.write('CONSTRUCT { <https://w3id.org/hanse/id/city/riga> <a:b> "ā\\n\\"x"@lv } WHERE {}')
    reader.run()
    assert reader.read_table() == [["city/riga", "a:b", 'ā\n"x']]
    assert reader.page.inner_text("#said").startswith("1 triple in ")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_a_network_is_drawn(
    read: Callable[..., Any], graph: Graph, options: dict[str, Any]
) -> None:
    """Things and lines are those of the answer; a click tells of a thing and its neighbours."""
    reader = read("#query=cities-that-meet-most&p.at_least=4&view=network", **options)
    page = reader.page
    page.wait_for_selector("#stage[data-done=network]")
    rows = graph.query("cities-that-meet-most", at_least=4).values()
    cities = {row[0] for row in rows} | {row[2] for row in rows}
    assert page.get_attribute("#stage", "data-drawn") == str(len(cities))
    key = page.inner_text("#stage .key")
    assert f"{len(cities)} cities" in key
    assert f"{len(cities)} things, {len(rows)} lines." in key
    share, colours = page.evaluate(DRAWN)
    assert share > 0.01
    assert colours > 100
    x, y = page.evaluate(FIND)
    page.mouse.move(x, y)
    assert page.locator("#stage canvas.hit").count() == 1, "a thing is under the pointer"
    page.mouse.click(x, y)
    name = page.inner_text("#stage .card h3")
    link = page.get_attribute("#stage .card h3 a", "href")
    assert name in {row[1] for row in rows} | {row[3] for row in rows}
    assert link is not None
    assert link.startswith("./id/city/")


def test_a_map_is_drawn(read: Callable[..., Any], graph: Graph) -> None:
    """Every city with coordinates is a mark, the others are named; the keyboard moves the map."""
    reader = read("#query=cities-of-country&p.country=LV&view=map")
    page = reader.page
    page.wait_for_selector("#stage[data-done=map]")
    rows = graph.query("cities-of-country", country="LV").values()
    placed = [row for row in rows if row[3] is not None]
    assert page.get_attribute("#stage", "data-drawn") == str(len(placed))
    note = page.inner_text("#stage .key p")
    assert f"{len(placed)} places. Their area stands for population." in note
    assert len(placed) < len(rows)
    assert all(row[1] in note for row in rows if row[3] is None)
    share, colours = page.evaluate(DRAWN)
    assert share > 0.2
    assert colours > 100
    before = page.evaluate("document.querySelector('#stage canvas').toDataURL()")
    page.focus("#stage canvas")
    page.keyboard.press("+")
    reader.opened.rest()
    assert before != page.evaluate("document.querySelector('#stage canvas').toDataURL()")
    page.keyboard.press("0")
    reader.opened.rest()
    assert before == page.evaluate("document.querySelector('#stage canvas').toDataURL()")


def test_a_chart_is_drawn(read: Callable[..., Any], graph: Graph) -> None:
    """Bars have the names and the amounts of the rows; other columns can be chosen."""
    reader = read("#query=busiest-cities&view=chart")
    page = reader.page
    page.wait_for_selector("#stage[data-done=chart]")
    rows = graph.query("busiest-cities").values()
    titles = page.locator("#stage svg g title").all_text_contents()
    assert [f"{row[1]}: {row[3]}" for row in rows] == titles
    assert page.locator("#stage svg[role=img]").get_attribute("aria-label") is not None
    page.select_option("#stage .tablebar label:nth-child(2) select", label="leads")
    titles = page.locator("#stage svg g title").all_text_contents()
    assert [f"{row[1]}: {row[4]}" for row in rows] == titles
    page.click("[data-query=themes-over-time]")
    reader.until("document.querySelectorAll('#stage svg path').length === 8")
    assert "The 8 largest of " in page.inner_text("#stage .note")


def test_a_view_says_what_it_needs(read: Callable[..., Any]) -> None:
    """A view that does not fit the answer names the columns that it needs."""
    reader = read("#text=SELECT+%28%22x%22+AS+%3Fx%29+%7B%7D")
    for view, need in (
        ("network", "two columns of IRIs"),
        ("map", "?lat and ?long"),
        ("chart", "one of numbers"),
    ):
        reader.look(view)
        assert need in reader.page.inner_text("#stage")
    reader.look("table")
    assert reader.read_table() == [["x"]]


def test_a_network_too_large_to_be_read_is_refused(read: Callable[..., Any]) -> None:
    """More than can be shown clearly is not half shown: the page says so and what helps."""
    reader = read("#text=SELECT+%3Fs+%3Fp+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+40000")
    reader.look("network")
    assert "more than this picture can show" in reader.page.inner_text("#stage")
    assert reader.page.locator("#stage canvas").count() == 0


def _keep(page: Any, form: str) -> bytes:
    page.click("#files summary")
    with page.expect_download() as waiting:
        page.click(f"[data-form={form}]")
    assert waiting.value.suggested_filename.endswith(f".{form}")
    data: bytes = waiting.value.path().read_bytes()
    return data


def test_rows_can_be_kept(read: Callable[..., Any], graph: Graph) -> None:
    """CSV, TSV, JSON and XML hold every row of the query that was answered, not of the editor."""
    reader = read("#query=busiest-cities")
    reader.write("SELECT (1 AS ?not_asked) {}")
    rows = graph.query("busiest-cities").values()
    table = list(csv.reader(io.StringIO(_keep(reader.page, "csv").decode(), newline="")))
    assert [[str(value) for value in row] for row in rows] == table[1:]
    assert len(_keep(reader.page, "tsv").splitlines()) == len(rows) + 1
    assert len(json.loads(_keep(reader.page, "json"))["results"]["bindings"]) == len(rows)
    document = ET.fromstring(_keep(reader.page, "xml"))  # noqa: S314 - from our own server
    assert len(document.findall(".//{*}result")) == len(rows)


def test_triples_can_be_kept(read: Callable[..., Any]) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the same triples."""
    reader = read("#query=city-graph")
    forms = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    found = {
        form: {str(quad) for quad in ox.parse(_keep(reader.page, form), format=syntax)}
        for form, syntax in forms.items()
    }
    assert len(found["nt"]) > 100
    assert all(triples == found["nt"] for triples in found.values())


def test_pictures_can_be_kept(read: Callable[..., Any]) -> None:
    """SVG and PNG of network, map and chart stand by themselves."""
    reader = read("#query=cities-of-country&p.country=LV&view=map")
    reader.page.wait_for_selector("#stage[data-done=map]")
    names = {"map": ("Liepāja", "path"), "chart": ("Liepāja", "rect")}
    for view, (name, element) in names.items():
        reader.look(view)
        drawing = ET.fromstring(_keep(reader.page, "svg"))  # noqa: S314 - of our own page
        assert name in "".join(drawing.itertext())
        assert drawing.findall(f".//{{*}}{element}")
        assert _keep(reader.page, "png").startswith(b"\x89PNG\r\n\x1a\n")


def test_a_failed_download_is_told(read: Callable[..., Any]) -> None:
    """A file that would be cut is not kept; the page says why and still shows its answer."""
    reader = read("#query=busiest-cities")
    reader.server.mood = "length cut"
    reader.page.click("#files summary")
    reader.page.click("[data-form=csv]")
    reader.page.wait_for_selector("#fault:visible")
    assert "broke off" in reader.page.inner_text("#fault-text")
    assert reader.page.locator("#stage tbody tr").count() > 10
    reader.forgive("ERR_CONTENT_LENGTH_MISMATCH")
