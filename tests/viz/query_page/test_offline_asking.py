"""Asking without a server: it starts from a file, can be stopped, and says what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from hanse.errors import QueryError
from hanse.guard import check_query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

# Every pair of triples, compared: minutes, and no memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER (STR(?c) > STR(?f)) }"
READY = "document.getElementById('state').dataset.phase === 'ready'"


@pytest.mark.wheel
def test_page_starts_by_itself(read_offline: Callable[..., Any], graph: Graph) -> None:
    """Opened as a file it says what it holds, loads it and answers the first example."""
    reader = read_offline()
    page = reader.page
    assert page.url.startswith("file://")
    assert f"{len(graph):,} statements" in page.inner_text(".lede")
    assert "nothing is sent anywhere" in page.inner_text(".lede")
    assert page.inner_text("#state").startswith("Oxigraph is ready: loaded in ")
    assert page.inner_text("#title") == "Cities in most networks"
    assert len(reader.read_table()) > 20


def test_page_works_on_a_web_host(
    visit: Callable[..., Any],
    offline_file: Path,
    counting_server: tuple[Path, str, list[str]],
) -> None:
    """Served, it asks for itself and for nothing more."""
    folder, address, asked = counting_server
    (folder / "query.html").write_bytes(offline_file.read_bytes())
    opened = visit(f"{address}/query.html", "#query=partners-of&view=network", fresh=True)
    assert opened.page.inner_text("#title") == "Partners of a network"
    opened.page.wait_for_selector("#stage[data-drawn]")
    assert asked == ["/query.html"]


def test_deep_links_lead_to_queries_texts_and_views(read_offline: Callable[..., Any]) -> None:
    """A link holds a query with its values, or a text of one's own, and the view; back works."""
    reader = read_offline("#query=networks-of&p.city=R%C4%ABga&view=chart")
    page = reader.page
    assert page.input_value("#p-city") == "Rīga"
    assert page.inner_text("#p-city-note") == "Riga"
    text = "SELECT (1 AS ?one) {}"
    page.evaluate("text => { location.hash = `#text=${encodeURIComponent(text)}` }", text)
    reader.until("document.querySelector('#stage td')?.textContent === '1'")
    assert reader.read_text() == text
    page.evaluate("history.back()")
    reader.until("document.getElementById('title').textContent.startsWith('Networks and')")
    page.wait_for_selector("#stage[data-done=chart]")


def test_links_lead_to_pages_or_to_what_is_said_here(read_offline: Callable[..., Any]) -> None:
    """A city leads to its file; what has none leads to its statements in this page."""
    reader = read_offline(
        "#text="
        + quote(
            "SELECT ?x { VALUES ?x { <https://w3id.org/hanse/id/city/riga>"
            " <https://w3id.org/hanse/id/theme/housing> <https://w3id.org/hanse/id/city/nowhere>"
            " <https://example.org/x> <javascript:alert(1)> } }"
        )
    )
    cells = reader.page.locator("#stage td")
    hrefs = [cell.locator("a").get_attribute("href") for cell in cells.all()[:4]]
    assert hrefs[0] == "things/city-riga.html"
    assert (
        hrefs[1] == "#text=DESCRIBE%20%3Chttps%3A%2F%2Fw3id.org%2Fhanse%2Fid%2Ftheme%2Fhousing%3E"
    )
    assert hrefs[2].startswith("#text=DESCRIBE")
    assert hrefs[3] == "https://example.org/x"
    assert cells.nth(4).locator("a").count() == 0
    cells.nth(1).locator("a").click()
    reader.until("/ triples in /.test(document.getElementById('said').textContent)")
    assert reader.read_text() == "DESCRIBE <https://w3id.org/hanse/id/theme/housing>"


def test_head_is_that_of_every_page(read_offline: Callable[..., Any]) -> None:
    """It leads to the pages that are there and to no other."""
    page = read_offline("#text=ASK+%7B%7D").page
    links = page.locator("header.top nav a").all()
    assert [link.inner_text() for link in links] == ["Query", "Search", "Ontology", "Catalogue"]
    assert links[0].get_attribute("aria-current") == "page"
    assert [link.get_attribute("href") for link in links[1:]] == [
        "search.html",
        "ontology.html",
        "queries.html",
    ]


def test_a_runaway_query_can_be_stopped(read_offline: Callable[..., Any], graph: Graph) -> None:
    """Stop ends it, the page says that the data are loaded again, and then answers as before."""
    reader = read_offline("#text=ASK+%7B%7D")
    page = reader.page
    reader.write(ENDLESS)
    assert not page.is_visible("#cancel")
    page.click("#run")
    reader.until("/^Asking… [1-9].* s of at most 30 s$/.test(said.textContent)")
    assert page.inner_text("#cancel") == "Stop"
    page.click("#cancel")
    reader.until("document.getElementById('fault').hidden === false")
    assert page.inner_text("#fault-text") == (
        "Stopped. Nothing of the answer is kept, and the dataset is being loaded again."
    )
    assert not page.is_visible("#cancel")
    assert page.inner_text("#stage") == ""
    reader.until(READY)
    assert page.inner_text("#state").startswith("Oxigraph is ready again: loaded in ")
    reader.write("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    reader.run()
    assert page.inner_text("#stage td") == f"{len(graph):,}"
    for _ in range(1500):
        if len(page.workers) == 1:
            break
        page.wait_for_timeout(20)
    assert len(page.workers) == 1


def test_a_runaway_query_ends_at_the_limit(read_offline: Callable[..., Any]) -> None:
    """The limit stands beside Run, can be changed, and is told with what it ended."""
    reader = read_offline("#text=ASK+%7B%7D")
    page = reader.page
    assert page.input_value("#limit") == "30"
    page.evaluate("document.querySelector('#limit option').value = '1'")
    page.select_option("#limit", "1")
    reader.write(ENDLESS)
    reader.run()
    assert page.inner_text("#fault-text").startswith("Stopped at the limit of 1 s. Nothing")
    page.evaluate("location.hash = '#query=partners-of'")
    reader.until("/^8 rows in/.test(said.textContent)")


def test_another_example_need_not_wait(read_offline: Callable[..., Any]) -> None:
    """Whoever chooses an example while a query runs gets its answer, names and all."""
    reader = read_offline("#text=ASK+%7B%7D")
    reader.write(ENDLESS)
    reader.page.click("#run")
    reader.until("document.body.classList.contains('asking')")
    reader.page.click("#queries [data-query=networks-of]")
    reader.until("/^[0-9]+ rows in/.test(said.textContent)")
    assert not reader.page.is_visible("#fault")


def test_whoever_arrives_at_a_runaway_query_can_leave_it(read_offline: Callable[..., Any]) -> None:
    """A link may hold one: even before any name was read, an example with names is answered."""
    reader = read_offline("#text=ASK+%7B%7D")
    page = reader.page
    page.evaluate(
        "text => history.replaceState(null, '', `#text=${encodeURIComponent(text)}`)", ENDLESS
    )
    page.reload()
    reader.until("/^Asking… [1-9]/.test(document.getElementById('said').textContent)")
    page.click("#queries [data-query=networks-of]")
    reader.until("/^[0-9]+ rows in/.test(said.textContent)")
    assert not page.is_visible("#fault")


def test_an_answer_is_whole_or_refused(read_offline: Callable[..., Any], graph: Graph) -> None:
    """An answer that is too large for the page is refused with its size, never cut."""
    reader = read_offline("#text=ASK+%7B%7D")
    reader.write("SELECT ?s ?p ?o { ?s ?p ?o }")
    reader.run()
    assert reader.page.inner_text("#said").startswith(f"{len(graph):,} rows in ")
    doubled = " ".join(f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(20))
    long = f"BIND ('0123456789' AS ?x0) {doubled}"
    reader.write(f"SELECT ?n ?x20 {{ {long} VALUES ?n {{ 1 2 3 4 5 6 7 8 }} }}")
    reader.run()
    assert "MB at most: narrow the query or give it a LIMIT" in reader.page.inner_text(
        "#fault-text"
    )
    assert reader.page.inner_text("#stage") == ""


def test_a_query_that_breaks_the_engine_breaks_no_more(
    read_offline: Callable[..., Any], graph: Graph
) -> None:
    """What needs more depth than there is ends its worker; the next one answers."""
    reader = read_offline("#text=ASK+%7B%7D")
    reader.write("SELECT * { ?s ?p ?o " + "MINUS { ?s ?p ?o } " * 990 + "}")
    reader.run()
    assert "The query broke the engine" in reader.page.inner_text("#fault-text")
    reader.write("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    reader.run()
    assert reader.page.inner_text("#stage td") == f"{len(graph):,}"


REFUSED = (
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * {\n\tSERVICE\r\n\t<http://127.0.0.1:9/>\n{ ?s ?p ?o } }",
    "SELECT * { FILTER(true)SERVICESILENT<http://127.0.0.1:9/>{?s ?p ?o} }",
    "PREFIX SERVICEx: <http://a/> SELECT * { SERVICEx:sparql { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:9/>",
    "# a comment\nINSERT DATA { <a:a> <a:b> 1 }",
    "PREFIX a: <a:> ASK { ?s a:b ?o . '🙂' rdfs:label ?o }",
    'ASK { ?s """LOAD\n" """ nope:x ?o }',
    "SELECT * " + "{" * 101,
    "ASK { FILTER (" + "-" * 250 + "1) }",
    "ASK { ?s <a:b> " + ", ".join("1" * 1200) + " }",
    "ASK { FILTER (" + " + ".join("1" * 2100) + ") }",
    "SELECT ?é { ?é ex:p%20q\\,r 1.5e3 }",
)


def test_refusals_are_those_of_the_server(read_offline: Callable[..., Any]) -> None:
    """What no query may contain is refused in the server's words, with line and column."""
    reader = read_offline("#text=ASK+%7B%7D")
    for text in REFUSED:
        with pytest.raises(QueryError) as refusal:
            check_query(text, "query")
        reader.write(text)
        reader.run()
        assert reader.page.inner_text("#fault-text") == str(refusal.value)
        assert reader.page.inner_text("#fault-spot").startswith("Go to line ")
        assert reader.page.locator(".CodeMirror .wrong").count() >= 1


def test_a_syntax_error_is_marked_where_it_is(read_offline: Callable[..., Any]) -> None:
    """The sentence names line and column and what could stand there, and leads to the place."""
    reader = read_offline("#text=ASK+%7B%7D")
    reader.write("SELECT * {\n  ?s ?p }")
    reader.run()
    said = reader.page.inner_text("#fault-text")
    assert said == "query: the query cannot be parsed: error at 2:10"
    reader.page.click("#fault-spot button")
    assert (
        reader.page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor().line")
        == 1
    )


def test_what_cannot_be_loaded_is_told(
    visit: Callable[..., Any], offline_file: Path, tmp_path: Path
) -> None:
    """A page that was damaged on its way says so instead of an answer."""
    text = offline_file.read_text("utf-8")
    start = text.index('id="dataset">') + 2000
    file = tmp_path / "damaged.html"
    file.write_text(text[:start] + "AAAA" + text[start + 4 :], "utf-8")
    page = visit(file).page
    assert page.inner_text("#state").startswith("The dataset could not be loaded: ")
    assert page.is_visible("#fault")
