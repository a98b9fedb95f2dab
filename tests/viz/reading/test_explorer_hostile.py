"""Whatever stands in the explorer's data stays text, in both languages and in all that it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hanse_viz.explorer import render_explorer
from hanse_viz.packing import write_block

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

ID = "https://w3id.org/hanse/id/"
PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "{name}$&{{7*7}}",
    "__proto__",
    "\u2028alert(1)\u2029\u202e",
)
BAD_LINK = "javascript:alert(1)"
COUNT_FOREIGN = "() => document.querySelectorAll('img,iframe,object,embed,svg,base,link').length"


def _make_data(bad: str) -> dict[str, Any]:
    """Put a payload into every text that the page reads, and a script into every link."""
    source = {"id": f"{ID}source/s", "label": bad, "url": BAD_LINK, "publisher": bad}
    common = {"label": bad, "names": [bad, f"other {bad}"], "sources": [0], "group": bad}
    city = {
        **common,
        "kind": "city",
        "country": bad,
        "note": bad,
        "links": [BAD_LINK],
        "at": [0, 0],
    }
    network = {
        **common,
        "kind": "network",
        "type": bad,
        "programme": bad,
        "themes": ["t"],
        "links": [BAD_LINK],
        "start": 2018,
        "at": [50, 50],
    }
    practice = {**common, "kind": "practice", "country": bad, "themes": ["t"], "issued": 2017}
    event = {**common, "kind": "event", "type": bad, "country": bad, "from": bad, "until": "x"}
    return {
        "title": bad,
        "query": bad,
        "version": bad,
        "digest": bad,
        "pages": bad,
        "leftOut": 0,
        "command": "explorer",
        "language": "en",
        "groups": [{"id": bad, "label": bad, "colour": bad}],
        "countries": {bad: bad},
        "themes": [{"id": "t", "label": bad, "broader": ["t"]}],
        "sources": [source],
        "nodes": [
            {**city, "id": f"{ID}city/a"},
            {**city, "id": f"{ID}city/b", "at": [90, 0]},
            {**network, "id": f"{ID}network/n"},
            {**practice, "id": f"{ID}practice/p"},
            {**event, "id": f"{ID}event/e"},
        ],
        "ties": [[0, 2, "lead", bad, [0]], [1, 2, bad, bad, [0]]],
        "transfers": [[3, 0, 1, 2, [0]]],
        "homes": [[3, 0], [4, 1]],
        "occasions": [[4, 2]],
        "attendance": [[4, 0, bad, 1, [0]]],
        "phases": [[2, bad, bad, 3, [0]]],
    }


PLACES = (
    "at=city/a",
    "at=city/b&do=ego",
    "at=network/n",
    "at=practice/p",
    "at=event/e",
    "at=city/a&do=compare",
    "at=city/a&do=compare&with=city/b",
    "at=city/a&do=chain&with=city/b",
    "theme=t&role=lead",
    "view=table",
)


@pytest.mark.parametrize("place", range(len(PAYLOADS)))
def test_nothing_hostile_runs_in_the_explorer(
    visit: Callable[..., Any], small: Graph, tmp_path: Path, place: int
) -> None:
    """Opened, compared, searched, filtered and cited, no payload runs, adds or links anything."""
    bad = PAYLOADS[place]
    head, mark, rest = render_explorer(small).decode("utf-8").partition('id="data">')
    file = tmp_path / "hostile.html"
    block = write_block(_make_data(bad))
    file.write_text(head + mark + block + rest[rest.index("</script>") :], "utf-8")
    page = visit(file, reduced_motion="reduce").page
    scripts = page.locator("script").count()
    for language in ("en", "lv"):
        for address in PLACES:
            page.evaluate("hash => { location.hash = hash }", f"{address}&lang={language}")
            page.wait_for_function("hash => location.hash.endsWith(hash)", arg=f"lang={language}")
            assert page.locator("a[href*='script']").count() == 0
            if address.startswith("at="):
                page.wait_for_function(
                    "bad => document.querySelector('#details h2').textContent.includes(bad)",
                    arg=bad,
                )
        for box in ("#query", "#theme"):
            if page.locator(box).is_visible():
                page.fill(box, bad)
                page.fill(box, "")
        page.click("#cite")
        page.click("#copy")
        page.keyboard.press("Escape")
    assert page.evaluate(COUNT_FOREIGN) == 0
    assert page.locator("script").count() == scripts
