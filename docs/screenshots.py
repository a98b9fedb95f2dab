"""Takes the pictures of README and docs anew, from the pages as the commands write them.

make screenshots
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

import hanse
from hanse_viz.drawing import render_network
from hanse_viz.site import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parent / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
READY = "html[data-ready=true]"


class Picture(NamedTuple):
    """A page, the part of its address after #, and what tells that it is drawn."""

    page: str
    address: str = ""
    ready: str = READY


PICTURES = {
    "network": Picture("network.html"),
    "explorer-map": Picture("site/explorer.html", "#view=map&at=city/aluksne"),
    "explorer-practices": Picture("site/explorer.html", "#view=practices"),
    "site": Picture("site/index.html", ready="main"),
    "sparql": Picture("site/sparql.html"),
}


def write_pages(folder: Path) -> None:
    """Write every page into a folder."""
    graph = hanse.open()
    (folder / "network.html").write_bytes(render_network(graph))
    build_site(graph, folder / "site")


def take(browser: Browser, folder: Path, name: str, picture: Picture) -> None:
    """Open a page as on a desktop, wait until it stands still and keep what is seen."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto((folder / picture.page).as_uri() + picture.address)
    page.wait_for_selector(picture.ready)
    page.wait_for_timeout(600)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.close()


def main() -> None:
    """Write the pages into a folder that is thrown away and take each picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = Path(scratch)
        write_pages(folder)
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, picture in PICTURES.items():
            take(browser, folder, name, picture)
        browser.close()


if __name__ == "__main__":
    main()
