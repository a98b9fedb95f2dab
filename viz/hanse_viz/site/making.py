"""Making the site: its files, written by several processes into a folder that is exchanged."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from hanse import __version__
from hanse.errors import UsageError, shorten
from hanse.progress import show_progress
from hanse.release.folder import write_folder
from hanse_viz.pages.about import read_note
from hanse_viz.site.downloads import render_downloads
from hanse_viz.site.manifest import list_own, write_manifest
from hanse_viz.site.planning import plan_jobs, plan_own, read_site
from hanse_viz.site.sharing import share_work

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.site.planning import Make, Site

_ADDRESS = re.compile(r"https?://[^\s?#\"'<>\\]+")
# A path in the folder: no step is hidden, leads up or is empty.
SAFE_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")


class Built(NamedTuple):
    """What was made: the number of pages, of files, and of bytes in all files."""

    pages: int
    files: int
    size: int


def build_site(
    graph: Graph, target: str | Path, base_url: str = "", *, processes: int | None = None
) -> Built:
    """Write the site of a dataset into a folder, whole or not at all; same data, same bytes.

    The folder must be absent, empty or a former site. `base_url` is the address that the site will
    have, if it is known: its pages then name it, and robots.txt and sitemap.xml list them.
    `processes` is how many share the work, by default one for each processor. Raises UsageError
    where `base_url` is none, DatasetError for an endpoint and for a dataset without triples,
    OutputError where the folder cannot be written, MissingExtraError without the extra `viz`.
    """
    site = read_site(graph, _check_address(base_url))
    jobs, own = list(plan_jobs(site)), list(plan_own(site))
    built: list[Built] = []

    def fill(folder: Path) -> None:
        shared, kept = (
            [partial(write_files, folder, make) for make in makes] for makes in (jobs, own)
        )
        with show_progress(len(jobs) + len(own), "pages") as tell:
            share_work(shared, tell, processes, kept)
        write_files(folder, partial(_make_last, site, folder))
        built.append(Built(*write_manifest(folder, _describe(site))))

    write_folder(Path(target), fill, list_own)
    return built[0]


def _check_address(base_url: str) -> str:
    if base_url and not _ADDRESS.fullmatch(base_url):
        shown = shorten(base_url)
        raise UsageError(
            f"--base-url {shown}: give where the site will be, as https://example.org/"
        )
    return base_url.rstrip("/") + "/" if base_url else ""


def write_files(folder: Path, make: Make) -> None:
    """Write the files that a job gives; none may stand there, or lie outside the folder."""
    for name, data in make().items():
        assert SAFE_PATH.fullmatch(name), name  # noqa: S101 - names from data are made by name_file
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)


def _make_last(site: Site, folder: Path) -> dict[str, bytes]:
    """Make what tells of the files that are there."""
    path = "downloads/index.html"
    page = render_downloads(site.graph, folder, site.links.on(path))
    return {path: page.encode(), **_make_maps(site, folder)}


def _make_maps(site: Site, folder: Path) -> dict[str, bytes]:
    """Write robots.txt and sitemap.xml where the address of the site is known."""
    base = site.links.base_url
    if not base:
        return {}
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    pages = sorted({*found, "downloads/index.html"} - {"404.html"})
    lines = "".join(_map_page(base + page.removesuffix("index.html")) for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    name = "http://www.sitemaps.org/schemas/sitemap/0.9"
    sitemap = f'{head}<urlset xmlns="{name}">\n{lines}</urlset>\n'
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    return {"robots.txt": robots.encode(), "sitemap.xml": sitemap.encode()}


def _map_page(address: str) -> str:
    return f"<url><loc>{escape(address)}</loc></url>\n"


def _describe(site: Site) -> dict[str, Any]:
    """Say which dataset the site shows, and what made it; no day and no path."""
    return {
        "software": __version__,
        "data": read_note(site.graph).version,
        "triples": site.triples,
        "sha256": site.digest,
        "address": site.links.base_url,
    }
