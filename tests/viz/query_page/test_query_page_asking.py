"""Asking in a real browser: examples, forms, completion, errors, broken transfers, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph

BASE = "https://w3id.org/hanse/"
# What is typed, what is offered first, and what then stands in the query.
COMPLETIONS = (
    ("PREFIX wg", "wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>", "PREFIX wgs84: <http"),
    ("SELECT * { ?x a hanse:Ci", "hanse:City", "?x a hanse:City"),
    ("SELECT * { ?x a Pils", "hanse:City", "?x a hanse:City"),
    ("SELECT * { ?x hanse:onBe", "hanse:onBehalfOf", "?x hanse:onBehalfOf"),
    ("SELECT * { ?x org:organi", "org:organization", "?x org:organization"),
    ("SELECT ?longName { ?x ?y ?lo", "?longName", "?x ?y ?longName"),
    ("SELECT * { ?x ?y Kemnic", "Chemnitz (Kemnica)", f"?y <{BASE}id/city/chemnitz>"),
    ("SELECT * { ?x ?y id:aluks", "Alūksne", f"?y <{BASE}id/city/aluksne>"),
    ("SELECT * { ?x ?y <aluks", "Alūksne", f"?y <{BASE}id/city/aluksne>"),
)
# What is wrong, what is said of it, and where it stands.
FAULTS = (
    ("SELECT * {\n  ?s nope:p ?o }", "prefix nope: is not declared", (2, 6)),
    ("SELECT * {\n  ?s ?p }", "cannot be parsed", (2, 10)),
    ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SERVICE is disabled", (1, 12)),
)


def test_page_opens_with_an_answer(read: Callable[..., Any], graph: Graph) -> None:
    """The first example is answered: names link to our own pages, numbers stand right."""
    reader = read()
    rows = graph.query("busiest-cities").values()
    expected = [
        [name, country, str(networks), str(leads)] for _, name, country, networks, leads in rows
    ]
    assert expected == reader.read_table()
    link = reader.page.locator("#stage tbody a").first
    assert link.get_attribute("href") == "./" + rows[0][0].removeprefix(BASE)
    assert reader.page.locator("#stage tbody tr:first-child td.number").count() == 2
    assert reader.page.inner_text("#said").startswith(f"{len(expected)} rows in ")
    reader.page.check("#plain")
    assert reader.read_table()[0][0] == rows[0][0].removeprefix(BASE + "id/")
    assert reader.page.locator("#stage thead th").count() == 5


def test_an_example_is_found_filled_in_and_run(read: Callable[..., Any], graph: Graph) -> None:
    """/ searches; the form completes a name in any language and binds it; Enter runs."""
    reader = read()
    page = reader.page
    page.keyboard.press("/")
    page.keyboard.type("projects of a city")
    assert page.inner_text("#queries button >> nth=0") == "Networks and projects of a city city"
    page.keyboard.press("Enter")
    reader.until("document.getElementById('title').textContent.startsWith('Networks and')")
    page.fill("#p-city", "kemni")
    page.wait_for_selector("#p-city-list li")
    assert page.inner_text("#p-city-list li >> nth=0").split("\n") == [
        "Chemnitz Kemnica",
        "Germany",
    ]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#p-city") == "chemnitz"
    page.keyboard.press("Enter")
    reader.until("location.hash === '#query=networks-of&p.city=chemnitz'")
    page.wait_for_selector("#stage[data-done=table]")
    names = [row[1] for row in graph.query("networks-of", city="chemnitz").values()]
    assert names == [row[0] for row in reader.read_table()]
    assert f"<{BASE}id/city/chemnitz>" in reader.server.asked[-1]
    assert reader.server.asked[-1] == reader.read_text()


def test_a_wrong_value_is_told_beside_it_and_not_sent(read: Callable[..., Any]) -> None:
    """What is no city stands in red beneath its input, and nothing is asked."""
    reader = read("#query=networks-of")
    asked = len(reader.server.asked)
    reader.page.fill("#p-city", "Nowhere-on-Sea")
    reader.page.wait_for_selector("#p-city-note.wrong")
    assert "no city has this IRI, id or name" in reader.page.inner_text("#p-city-note")
    reader.page.click("#run")
    reader.until("document.activeElement.id === 'p-city'")
    assert len(reader.server.asked) == asked
    reader.write("ASK {}")
    reader.run()
    assert reader.page.inner_text("#stage") == "Yes", "a text of one's own needs no form"


def test_changing_the_text_makes_it_ones_own(read: Callable[..., Any]) -> None:
    """An edited example is linked by its text, and one click leads back to it."""
    reader = read("#query=calls")
    reader.write("SELECT (1 AS ?one) {}")
    assert reader.page.is_visible("#again")
    reader.page.keyboard.press("Control+Enter")
    reader.until("location.hash.startsWith('#text=')")
    reader.page.wait_for_selector("#stage[data-done=table]")
    assert reader.read_table() == [["1"]]
    reader.page.click("#again")
    reader.until("location.hash === '#query=calls'")
    assert not reader.page.is_visible("#again")


def test_editor_completes_from_our_own_words(read: Callable[..., Any]) -> None:
    """Prefixes, classes, properties, variables and things are offered, and prefixes declared."""
    reader = read("#text=ASK{}")
    for typed, offered, taken in COMPLETIONS:
        reader.write(typed[:-1])
        reader.page.keyboard.type(typed[-1])
        reader.page.wait_for_selector(".CodeMirror-hints li")
        assert (typed, offered) == (
            typed,
            reader.page.inner_text(".CodeMirror-hints li b >> nth=0"),
        )
        _take_first(reader, taken)
        text = reader.read_text()
        prefix = offered.partition(":")[0]
        assert text.startswith(f"PREFIX {prefix}: <http") == (":" in offered)


def _take_first(reader: Any, taken: str) -> None:
    """Take what is marked in the list; a list that is just being drawn anew hears no key."""

    def is_taken() -> bool:
        if taken not in reader.read_text() and reader.page.is_visible(".CodeMirror-hints"):
            reader.page.keyboard.press("Enter")
        return taken in reader.read_text()

    wait_until(is_taken, f"that {taken} is taken")


def test_completion_tells_what_a_term_means(read: Callable[..., Any]) -> None:
    """A term is offered with its label and its definition; a keyword opens no list."""
    reader = read("#text=ASK{}")
    reader.write("SELEC")
    reader.page.keyboard.type("T")
    reader.write("SELECT * { ?x a hanse:Transf")
    reader.page.keyboard.press("Control+Space")
    reader.page.wait_for_selector(".CodeMirror-hints li")
    said = reader.page.inner_text(".CodeMirror-hints li >> nth=0")
    assert said.startswith("hanse:Transfer")
    assert "Transfer: " in said
    assert reader.page.locator(".CodeMirror-hints").count() == 1


def test_keyboard_can_leave_the_editor(read: Callable[..., Any]) -> None:
    """Tab goes on to the next control: the editor is no trap (WCAG 2.1.2)."""
    page = read("#text=ASK{}").page
    page.focus("#editor textarea")
    for _ in range(2):  # past the text, which scrolls
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


def test_an_error_is_told_and_its_place_marked(read: Callable[..., Any]) -> None:
    """The server's sentence is shown, the place is marked, and no older answer stays beside it."""
    reader = read()
    page = reader.page
    for text, said, (line, column) in FAULTS:
        reader.write(text)
        reader.run()
        assert said in page.inner_text("#fault-text")
        assert page.inner_text("#fault-spot") == f"Go to line {line}, column {column}"
        assert page.locator(".CodeMirror .wrong").count() >= 1
        assert page.locator("#stage *").count() == 0
        assert not page.is_visible("#files")
        page.click("#fault-spot button")
        assert page.evaluate("document.querySelector('.CodeMirror-focused') !== null")
        cursor = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor()")
        assert cursor["line"] == line - 1
    reader.write("ASK {}")
    reader.run()
    assert not page.is_visible("#fault")
    assert page.locator(".CodeMirror .wrong").count() == 0
    assert page.inner_text("#stage") == "Yes"
    reader.forgive("status of 400")


def test_syntax_is_marked_as_it_is_typed(read: Callable[..., Any]) -> None:
    """The first line that the grammar does not allow has a mark that says what it expects."""
    reader = read("#text=ASK{}")
    reader.write("SELECT *\nWHERE { ?s ?p ?o }\nLIMIT ten")
    mark = reader.page.locator(".CodeMirror .fault")
    assert "Expected: INTEGER" in mark.get_attribute("title")
    reader.write("SELECT *\nWHERE { ?s ?p ?o }\nLIMIT 10")
    assert mark.count() == 0


def test_a_broken_transfer_is_no_answer(read: Callable[..., Any]) -> None:
    """A cut answer, however it is cut, is an error: no row of it is shown, none can be kept."""
    reader = read()
    for mood in ("length cut", "chunks cut", "text cut", "html"):
        for query in ("busiest-cities", "city-graph"):
            reader.server.mood = "honest"
            reader.write("ASK {}")
            reader.run()
            assert reader.page.inner_text("#stage") == "Yes"
            reader.server.mood = mood
            reader.page.click(f"[data-query={query}]")
            reader.page.wait_for_selector("#fault:visible")
            said = reader.page.inner_text("#fault-text")
            assert ("none of it is kept" in said) == (mood != "html")
            assert ("status 503" in said) == (mood == "html")
            assert "onclick" not in said
            assert reader.page.locator("#stage *").count() == 0
            assert not reader.page.is_visible("#files")
    reader.forgive("Failed to load resource")


def test_a_query_can_be_cancelled(read: Callable[..., Any]) -> None:
    """While an answer is awaited the time runs and Cancel ends it; the page then works on."""
    reader = read()
    reader.server.mood = "slow"
    reader.page.click("#run")
    reader.until("/^Asking… /.test(document.getElementById('said').textContent)")
    reader.page.click("#cancel")
    reader.page.wait_for_selector("#fault:visible")
    assert reader.page.inner_text("#fault-text") == "Cancelled."
    assert not reader.page.is_visible("#cancel")
    reader.server.mood = "honest"
    reader.run()
    assert reader.page.locator("#stage tbody tr").count() > 10


def test_an_unreachable_server_is_told(read: Callable[..., Any]) -> None:
    """When nobody answers any more the page says so."""
    reader = read(fresh=True)
    reader.write("ASK {}")
    reader.page.context.set_offline(True)
    reader.run()
    assert "cannot be reached" in reader.page.inner_text("#fault-text")
    reader.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_link_reproduces_what_is_seen(read: Callable[..., Any]) -> None:
    """Query, values and view come back from the address alone, copied or typed."""
    address = "#query=cities-of-country&p.country=Igaunija&view=map"
    reader = read(address, fresh=True)
    page = reader.page
    assert page.input_value("#p-country") == "Igaunija"
    assert page.inner_text("#p-country-note") == "Estonia"
    page.wait_for_selector("#stage[data-done=map]")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#link")
    reader.until("document.getElementById('link').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == reader.server.url + address
    own = read("#text=SELECT+%3Fx+%7B+VALUES+%3Fx+%7B+%22%C4%81+%26+%23%22+%7D+%7D")
    assert own.read_table() == [["ā & #"]]
    assert own.page.inner_text("#title") == "Your own query"


def test_the_back_button_leads_back(read: Callable[..., Any], graph: Graph) -> None:
    """Every query asked and every view chosen is a step; a view alone asks nothing anew."""
    reader = read("#query=calls")
    page = reader.page
    page.click("[data-query=city-graph]")
    reader.until("location.hash === '#query=city-graph'")
    page.wait_for_selector("#stage[data-done=table]")
    reader.look("network")
    asked = len(reader.server.asked)
    page.go_back()
    page.wait_for_selector("#stage[data-done=table]")
    assert page.evaluate("location.hash") == "#query=city-graph"
    assert len(reader.server.asked) == asked
    page.go_back()
    reader.until("document.getElementById('title').textContent === 'Calls and what came of them'")
    calls = len(graph.query("calls"))
    reader.until(f"document.querySelectorAll('#stage tbody tr').length === {calls}")


def test_a_link_to_no_query_is_told(read: Callable[..., Any]) -> None:
    """An address that names a query which is not there gives a sentence, not an empty page."""
    reader = read("#query=no-such-query")
    assert "no-such-query" in reader.page.inner_text("#fault-text")
    assert reader.server.asked == []
