"""Fixtures for the pages: datasets small and whole, a real browser and a server that counts."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox
import pytest
from tests.viz.browsing import FLAGS, Tabs

import hanse
from hanse.access import Graph
from hanse.iris import mint_iri
from hanse.namespaces import DATASET, HANSE, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from hanse.record.reading import read_network, read_record
from hanse_viz.drawing import render_network
from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from tests.artefacts import MakeOnce
    from tests.viz.browsing import Visit

    from hanse.dataset import Dataset
    from hanse.record.model import CityNetwork


@pytest.fixture(scope="session")
def graph(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "the shipped tables")


@pytest.fixture(scope="session")
def network(graph: Graph) -> CityNetwork:
    """Read the whole city network of the shipped dataset."""
    return read_network(graph)


@pytest.fixture(scope="session")
def record(graph: Graph) -> CityNetwork:
    """Read the whole record of the shipped dataset: practices, events and phases as well."""
    return read_record(graph)


class Facts:
    """A dataset in the making: names and years in, an opened dataset out."""

    def __init__(self, file: Path) -> None:
        """Keep the place of the file and start with the roles and one class of network."""
        self.file = file
        self.triples: set[tuple[str, str, ox.NamedNode | ox.Literal]] = set()
        self.say(DATASET, f"{OWL}versionInfo", ox.Literal("7"))
        self.say(f"{HANSE}ThematicNetwork", f"{RDFS}subClassOf", f"{HANSE}Network")
        self.name(f"{HANSE}ThematicNetwork", "Thematic network", "en")

    def say(self, subject: str, predicate: str, value: str | ox.Literal) -> None:
        """State a triple; text stands for an IRI."""
        term = value if isinstance(value, ox.Literal) else ox.NamedNode(value)
        self.triples.add((subject, predicate, term))

    def name(self, subject: str, label: str, *languages: str) -> None:
        """State a display name, or names in languages."""
        for language in languages or [None]:
            self.say(subject, f"{RDFS}label", ox.Literal(label, language=language))

    def thing(self, kind: str, slug: str, label: str, **links: str | int) -> str:
        """State a thing with its class, name and properties of the ontology; gives its IRI."""
        subject = mint_iri(kind, slug)
        self.say(subject, f"{RDF}type", HANSE + kind.title())
        if kind in {"network", "project"}:
            self.say(subject, f"{RDF}type", f"{HANSE}Cooperation")
        self.name(subject, label)
        for name, value in links.items():
            number = ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}integer"))
            self.say(subject, HANSE + name, number if isinstance(value, int) else value)
        return subject

    def alias(self, subject: str, name: str, language: str = "lv") -> None:
        """State another name."""
        self.say(subject, f"{SKOS}altLabel", ox.Literal(name, language=language))

    def source(self, slug: str, label: str, url: str) -> str:
        """State a source with its page."""
        subject = self.thing("source", slug, label)
        self.say(subject, f"{SCHEMA}url", url)
        return subject

    def tie(self, network: str, member: str, role: str, source: str = "", city: str = "") -> None:
        """State a membership; `city` is for whom the member takes part."""
        ends = [iri.rpartition("/")[2] for iri in (network, member)]
        subject = mint_iri("membership", *ends)
        self.say(subject, f"{RDF}type", f"{HANSE}Membership")
        self.say(subject, f"{ORG}member", member)
        self.say(subject, f"{ORG}organization", network)
        self.say(subject, f"{ORG}role", HANSE + role)
        if source:
            self.say(subject, f"{PROV}hadPrimarySource", source)
        if city:
            self.say(subject, f"{HANSE}onBehalfOf", city)

    def open(self) -> Graph:
        """Write what was stated and open it."""
        lines = sorted(f"{ox.NamedNode(s)} {ox.NamedNode(p)} {o} .\n" for s, p, o in self.triples)
        self.file.write_text("".join(lines), "utf-8")
        return hanse.open(self.file)


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory, make_once: MakeOnce) -> Path:
    """Copy the sources of the page's script and install what they need, as the lock says."""
    sources = Path(__file__).parents[2] / "viz"
    if not (sources / "package-lock.json").is_file():
        pytest.skip("the sources of the page's script (viz/package.json) are not here")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("node or npm is missing: apt-get install nodejs npm")
    folder = tmp_path_factory.mktemp("scripts")
    for name in ("package.json", "package-lock.json", ".npmrc", "jsconfig.json"):
        shutil.copy(sources / name, folder / name)
    for path in sources.glob("*.js"):
        shutil.copy(path, folder / path.name)
    for name in ("src", "unit"):
        shutil.copytree(sources / name, folder / name)
    lock = hashlib.sha256((sources / "package-lock.json").read_bytes()).hexdigest()[:12]

    def install(place: Path) -> None:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(sources / name, place / name)
        _install_packages(npm, place)

    installed = make_once(f"packages-{lock}", install)
    shutil.copytree(
        installed / "node_modules",
        folder / "node_modules",
        symlinks=True,
        copy_function=_link_or_copy,  # the build asks for a folder that is no link itself
    )
    return folder


def _link_or_copy(source: str, target: str) -> None:
    """Give a file a second name, or a copy where that lies on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture(scope="session")
def axe(scripts: Path) -> str:
    """Read axe-core, of the version that the lock names."""
    return (scripts / "node_modules/axe-core/axe.min.js").read_text("utf-8")


# The codes with which npm says that it reached no registry.
_UNREACHED = re.compile(
    r"\b(E(?:AI_AGAIN|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|(?:SOCKET)?TIME(?:D)?OUT))\b"
)
_NPM_CI = ("ci", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")


def _install_packages(npm: str, folder: Path) -> None:
    """Install what the lock names; skip where no registry is reached, fail on anything else."""
    done = subprocess.run([npm, *_NPM_CI], cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode and (code := _UNREACHED.search(done.stderr)):
        pytest.skip(f"npm ci reached no registry ({code[1]}): connect this machine, then try again")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Start an empty dataset."""
    return Facts(tmp_path / "facts.nt")


@pytest.fixture
def small(facts: Facts) -> Graph:
    """Give a dataset small enough to count: three cities and two bodies in four cooperations."""
    latvia = facts.thing("country", "LV", "Latvia")
    facts.say(latvia, f"{SKOS}notation", ox.Literal("LV"))
    facts.name(latvia, "Lettland", "de")
    germany = facts.thing("country", "DE", "Germany")
    riga = facts.thing("city", "riga", "Riga", country=latvia, population=600_000)
    aluksne = facts.thing("city", "aluksne", "Alūksne", country=latvia)
    chemnitz = facts.thing("city", "chemnitz", "Chemnitz", country=germany)
    facts.alias(chemnitz, "Kemnica")
    twin = facts.thing("city", "riga-2", "Rīga Twin", country=germany)
    facts.alias(twin, "Twin")
    facts.thing("city", "lonely", "Lonely", country=germany)
    agency = facts.thing("organisation", "agency", "Agency of Riga", country=latvia)
    club = facts.thing("organisation", "club", "Club")
    economy = facts.thing("theme", "economy", "Economy")
    craft = facts.thing("theme", "craft", "Craft")
    facts.say(craft, f"{SKOS}broader", economy)
    first = facts.thing("programme", "first", "First programme")
    one = facts.source("one", "First source", "https://example.org/one")
    two = facts.source("two", "Second source", "https://example.org/two")
    old = facts.thing(
        "network", "old", "Old", mainTheme=craft, theme=craft, programme=first, startYear=2003
    )
    facts.say(old, f"{RDF}type", f"{HANSE}ThematicNetwork")
    facts.say(old, f"{PROV}hadPrimarySource", two)
    new = facts.thing("network", "new", "New", theme=economy, startYear=2018, endYear=2021)
    undated = facts.thing("network", "undated", "Undated")
    plan = facts.thing("project", "plan", "Plan", startYear=2010, endYear=2011)
    facts.tie(old, riga, "LeadPartner", one)
    facts.tie(old, chemnitz, "Partner", two)
    facts.tie(new, agency, "Partner", one, city=riga)
    facts.tie(new, riga, "Partner", two)
    facts.tie(new, aluksne, "LeadPartner", one)
    facts.tie(new, twin, "Partner")
    facts.tie(undated, aluksne, "Partner", one)
    facts.tie(plan, club, "Implementer", two)
    return facts.open()


@pytest.fixture(scope="session")
def whole_page(make_once: MakeOnce, request: pytest.FixtureRequest) -> Path:
    """Write the page of the whole shipped dataset."""

    def make(folder: Path) -> None:
        (folder / "network.html").write_bytes(render_network(request.getfixturevalue("network")))

    return make_once("network-page", make) / "network.html"


@pytest.fixture(scope="session")
def explorer_page(make_once: MakeOnce, request: pytest.FixtureRequest) -> Path:
    """Write the explorer of the whole shipped dataset."""

    def make(folder: Path) -> None:
        (folder / "explorer.html").write_bytes(render_explorer(request.getfixturevalue("graph")))

    return make_once("explorer", make) / "explorer.html"


@pytest.fixture(scope="module")
def flags() -> list[str]:
    """Give the flags with which Chromium starts; a file of tests may have others."""
    return FLAGS


@pytest.fixture(scope="module")
def browser(flags: list[str]) -> Iterator[Browser]:
    """Start the system's Chromium for the tests of one file.

    While its driver lives, no other event loop can run in this thread, which tests of the server
    in other files need.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="install the development tools: make venv"
    )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium is missing: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[Tabs]:
    """Keep the tabs of one file of tests."""
    opened = Tabs(browser)
    yield opened
    opened.close()


@pytest.fixture
def visit(tabs: Tabs, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open pages, each loaded anew; at the end every one must have been silent.

    `visit(place, address="", fresh=False, **options)`; tests.viz.browsing says what `fresh` is for.
    """
    failed = request.session.testsfailed
    yield tabs.open
    tabs.leave(keep=request.session.testsfailed == failed)


class _Server(ThreadingHTTPServer):
    """Serves files and writes down every path that was asked for."""

    def __init__(self, folder: Path) -> None:
        """Listen on a free port of loopback."""
        self.folder = folder
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), SimpleHTTPRequestHandler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Answer with a handler that tells this server what was asked, and the terminal nothing."""
        asked = self.asked

        class Handler(SimpleHTTPRequestHandler):
            def send_head(self) -> io.BytesIO | BinaryIO | None:
                asked.append(self.path)
                return super().send_head()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class
                pass

        partial(Handler, directory=str(self.folder))(request, client_address, self)


@pytest.fixture
def counting_server(tmp_path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """Serve a folder on loopback: the folder, its address and the paths that were asked for."""
    folder = tmp_path / "served"
    folder.mkdir()
    with _Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}", server.asked
        server.shutdown()
        thread.join()
