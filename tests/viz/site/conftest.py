"""Fixtures for the static site: the whole one, built once, and what its pages lead to."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from tests.conftest import write_small_data

import hanse
from hanse.access import Graph
from hanse.dataset import build_dataset
from hanse.resources import locate
from hanse_viz.site import build_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext
    from tests.artefacts import MakeOnce


@pytest.fixture(scope="session")
def whole_site(make_once: MakeOnce, build_folder: Path) -> Path:
    """Make the site of the whole shipped dataset; tests read it and never write there."""

    def make(folder: Path) -> None:
        build_site(hanse.open(build_folder), folder / "site")

    return make_once("site", make) / "site"


_APPLICATIONS = {"explorer.html", "sparql.html"}


@dataclass
class Parsed:
    """What a page leads to and what others may lead to, in the order of the page."""

    links: list[str] = field(default_factory=list[str])
    loads: list[str] = field(default_factory=list[str])
    anchors: list[str] = field(default_factory=list[str])
    handlers: list[str] = field(default_factory=list[str])
    scripts: int = 0
    heading: int = 0


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Parsed()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.found.anchors.append(given["id"])
        if tag in {"a", "form", "area"}:
            self.found.links += [given[name] for name in ("href", "action") if name in given]
        elif tag in {"script", "img", "use"} or (tag == "link" and given["rel"] != "canonical"):
            self.found.loads += [given[name] for name in ("href", "src") if name in given]
        self.found.handlers += [name for name in given if name.startswith("on") or name == "style"]
        self.found.scripts += tag == "script"
        self.found.heading += tag == "h1"


@pytest.fixture
def parse() -> Callable[[Path], Parsed]:
    """Give the function that reads what a page leads to."""
    return parse_page


@pytest.fixture
def find_broken() -> Callable[[Path], list[str]]:
    """Give the function that follows every link of a folder of pages."""
    return _find_broken


def parse_page(file: Path) -> Parsed:
    """Read what a page leads to, each state of a file once."""
    return _parse(file, file.stat().st_mtime_ns)


@cache
def _parse(file: Path, _changed: int) -> Parsed:
    parser = _Parser()
    parser.feed(file.read_text("utf-8"))
    return parser.found


def _find_broken(root: Path) -> list[str]:
    """Follow every link and anchor of every page of a folder; gives those that lead nowhere."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    pages = {str(path): parse_page(path) for path in files if path.suffix == ".html"}
    anchors = {str(path): set[str]() for path in files}
    anchors |= {name: set(page.anchors) for name, page in pages.items()}
    return [
        f"{Path(name).relative_to(root)}: {href}: {reason}"
        for name, page in pages.items()
        for href in (*page.links, *page.loads)
        if (reason := _try_link(name, href, anchors))
    ]


def _try_link(name: str, href: str, anchors: dict[str, set[str]]) -> str:
    """Tell why a link of a page leads nowhere, where the anchors of every file are known."""
    parts = urlsplit(href)
    if parts.scheme in {"http", "https", "data"}:
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "not relative"
    # By name alone, as a web host would: a site has no links of the file system.
    folder = os.path.dirname(name)  # noqa: PTH120 - of 200,000 links, Path takes ten times as long
    target = os.path.normpath(f"{folder}/{unquote(parts.path)}") if parts.path else name
    if target not in anchors:
        return "no such file"
    if os.path.basename(target) in _APPLICATIONS and "=" in parts.fragment:  # noqa: PTH119 - as above
        return ""  # not an anchor but what they are to show
    if parts.fragment and unquote(parts.fragment) not in anchors[target]:
        return "no such anchor"
    return ""


@dataclass
class Look:
    """An open page and everything that it complained about or asked for beside the site."""

    page: Any
    base: str
    complaints: list[str] = field(default_factory=list[str])
    foreign: list[str] = field(default_factory=list[str])

    def go(self, path: str) -> None:
        """Open another page of the site."""
        self.page.goto(f"{self.base}/{path}")


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Look]]:
    """Open pages from a disk or a server; at the end every one must have been silent."""
    looks: list[Look] = []
    contexts: list[BrowserContext] = []

    def open_page(base: str, path: str, **options: Any) -> Look:
        settings: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        opened = Look(context.new_page(), base)
        looks.append(opened)
        listen(opened)
        opened.go(path)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    for opened in looks:
        assert opened.complaints == []
        assert opened.foreign == []


def listen(look: Look) -> None:
    """Write down what a page says, and what it asks for outside the site."""

    def note(request: Any) -> None:
        if not request.url.startswith((f"{look.base}/", "data:,", "blob:")):
            look.foreign.append(request.url)

    def refuse(dialog: Any) -> None:
        look.complaints.append(dialog.message)
        dialog.dismiss()

    def hear(message: Any) -> None:
        look.complaints.append(message.text)

    def fail(error: Any) -> None:
        look.complaints.append(str(error))

    look.page.on("request", note)
    look.page.on("dialog", refuse)
    look.page.on("console", hear)
    look.page.on("pageerror", fail)


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Build three cities, one network, one practice and one event."""
    folder = tmp_path_factory.mktemp("small")
    write_small_data(folder)
    return Graph(build_dataset(folder, locate("ontology")).store, "small tables")


@pytest.fixture(scope="session")
def small_site(make_once: MakeOnce, small_graph: Graph) -> Path:
    """Make the site of the small dataset; tests read it and never write there."""

    def make(folder: Path) -> None:
        build_site(small_graph, folder / "site", processes=3)

    return make_once("small-site", make) / "site"


@pytest.fixture
def own_site(small_site: Path, tmp_path: Path) -> Path:
    """Copy the site of the small dataset into a folder of the test's own, and nothing beside it."""
    return shutil.copytree(small_site, tmp_path / "own" / "site")
