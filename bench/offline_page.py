"""The query page that needs no server, opened as a file in Chromium.

    python -m bench.offline_page [ROUNDS] [PATH]

Writes the page of the dataset at PATH (by default what `hanse.open` opens), opens it ROUNDS times,
each in a fresh profile, until the first example is answered, and asks every query of the catalogue
once. Prints bytes, seconds until the answer, seconds of unpacking and loading, and seconds of the
queries as the page tells them, as JSON.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

import hanse
from hanse.queries.catalogue import list_queries
from hanse_viz.offline_query_page import render_offline_query_page
from hanse_viz.pages.links import ServerLinks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
ANSWERED = "html[data-ready=true]"
_SECONDS = re.compile(r" in ([0-9.]+) s")
_WAITS, _WAIT = 6000, 5  # 30 s, looked at each 5 ms


def _read_seconds(page: Page, line: str) -> float:
    found = _SECONDS.search(page.inner_text(line))
    assert found is not None, page.inner_text("#fault-text")
    return float(found[1])


def open_page(browser: Browser, address: str) -> tuple[float, float, Page]:
    """Open the page in a fresh profile: seconds until the first answer, and of loading."""
    page = browser.new_context().new_page()
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(ANSWERED)
    return time.perf_counter() - start, _read_seconds(page, "#state"), page


def ask(page: Page, query: str) -> float:
    """Go to a query of the catalogue and give the seconds that the page tells."""
    page.evaluate("document.getElementById('said').textContent = ''")
    page.evaluate("address => { location.hash = address }", f"query={query}")
    for _ in range(_WAITS):
        if _SECONDS.search(page.inner_text("#said")):
            break
        page.wait_for_timeout(_WAIT)
    return _read_seconds(page, "#said")


def measure(rounds: int, file: Path) -> dict[str, Any]:
    """Open the file again and again, then ask it the catalogue."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        opened = [open_page(browser, file.as_uri()) for _ in range(rounds)]
        page = browser.new_context().new_page()
        page.goto(f"{file.as_uri()}#text=ASK%20%7B%7D")
        page.wait_for_selector(ANSWERED)
        # The first is asked twice, so that no time holds the reading of all names.
        names = [query.name for query in list_queries()]
        asked = {name: ask(page, name) for name in ("partners-of", *names)}
        browser.close()
    return {
        "bytes": file.stat().st_size,
        "ready": [round(seconds, 3) for seconds, _, _ in opened],
        "loaded": [seconds for _, seconds, _ in opened],
        "median query": statistics.median(asked.values()),
        "slowest query": max((seconds, name) for name, seconds in asked.items()),
    }


def main() -> None:
    """Write the page into a folder that is thrown away and print what was measured."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    graph = hanse.open(sys.argv[2] if len(sys.argv) > 2 else None)  # noqa: PLR2004 - the second argument
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "query.html"
        file.write_bytes(render_offline_query_page(graph, ServerLinks()))
        print(json.dumps(measure(rounds, file)))


if __name__ == "__main__":
    main()
