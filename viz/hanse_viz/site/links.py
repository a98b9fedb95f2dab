"""The addresses of the static site: relative, with the names of files, so that a folder will do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from hanse.namespaces import HANSE, ONTOLOGY
from hanse_viz.pages.links import MenuEntry

if TYPE_CHECKING:
    from hanse_viz.site.addresses import Addresses
    from hanse_viz.site.parts import Part

# `self` is what a host serves; opened from a disk, not every browser counts the folder to it.
POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self' file:" for kind in ("script", "style")),
        "img-src 'self' file: data:",
        "form-action 'self' file:",
        "base-uri 'none'",
    ]
)
# The pages that are always there, by the names that templates use.
_PAGES = {
    "home": "index.html",
    "search": "search.html",
    "ontology": "ontology.html",
    "queries": "queries/index.html",
    "downloads": "downloads/index.html",
    "dataset": "dataset.html",
}
# What a query may hold as it is after # in an address, by RFC 3986 and for who takes it apart.
_PLAIN = "/?:@!$'()*,;"
_FORMS = (".ttl", ".jsonld")


@dataclass(frozen=True)
class SiteLinks:
    """The links of one page; `at` is its path from the root of the site.

    `lists` has the path of the list of each kind, by class; `absolute` is the address of the site
    where a page may be read under any other, as the page for what is missing.
    """

    addresses: Addresses
    parts: tuple[Part, ...] = ()
    lists: dict[str, str] = field(default_factory=dict[str, str])
    menu_lists: tuple[tuple[str, str], ...] = ()
    has_dataset: bool = True
    colophon: tuple[str, ...] = ()
    at: str = "index.html"
    base_url: str = ""
    absolute: bool = False

    policy = POLICY

    def on(self, path: str, *, absolute: bool = False) -> SiteLinks:
        """Give the links of another page of the same site."""
        return replace(self, at=path, absolute=absolute and bool(self.base_url))

    @property
    def canonical(self) -> str:
        """Give the address of this page where the site's own is known."""
        return self.base_url + self.at.removesuffix("index.html") if self.base_url else ""

    def to(self, path: str) -> str:
        """Lead from this page to a path from the root of the site; "" stays."""
        if not path:
            return ""
        if self.absolute:
            return self.base_url + path
        return "../" * self.at.count("/") + path

    def menu(self) -> tuple[MenuEntry, ...]:
        """List the parts, the main lists and the pages about the data."""
        listed = [
            *((part.name, part.label, part.page) for part in self.parts),
            *((path.partition("/")[0], label, path) for label, path in self.menu_lists),
            ("queries", "Questions", _PAGES["queries"]),
            ("ontology", "Ontology", _PAGES["ontology"]),
            ("downloads", "Downloads", _PAGES["downloads"]),
        ]
        return tuple(MenuEntry(name, label, self.to(path)) for name, label, path in listed)

    def link(self, iri: str) -> str:
        """Lead to the page of a thing, to the row of a record or to a term."""
        if iri in {ONTOLOGY, HANSE}:
            return self.to(_PAGES["ontology"])
        return self.to(self.addresses.find(iri))

    def page(self, name: str) -> str:
        """Lead to a page by its name; "" where the site has none of this name."""
        path = _PAGES.get(name) or next((p.page for p in self.parts if p.name == name), "")
        return "" if name == "dataset" and not self.has_dataset else self.to(path)

    def asset(self, name: str) -> str:
        """Lead to a style or a script."""
        return self.to(f"assets/{name}")

    def form(self, iri: str, suffix: str) -> str:
        """Lead to the file with what is said of a thing, Turtle and JSON-LD only."""
        path = self.addresses.things.get(iri)
        return self.to(path + suffix) if path and suffix in _FORMS else ""

    def ask(self, query: str) -> str:
        """Lead to the query page with a text in it, where the site has one."""
        if not self.page("query"):  # to encode a thousand texts costs time
            return ""
        return self._open("query", urlencode({"text": query}, safe=_PLAIN))

    def run_query(self, name: str) -> str:
        """Lead to the query page with a query of the catalogue in it."""
        return self._open("query", urlencode({"query": name}))

    def explore(self, iri: str) -> str:
        """Lead to the explorer with a thing chosen, where the site has one."""
        part = next((part for part in self.parts if part.name == "explorer"), None)
        return self._open("explorer", part.address(iri)) if part and part.address(iri) else ""

    def _open(self, name: str, fragment: str) -> str:
        page = self.page(name)
        return f"{page}#{fragment}" if page else ""

    def named_query(self, name: str) -> str:
        """Lead to the page of a query of the catalogue."""
        return self.to(f"queries/{name}.html")

    def find(self, text: str, kind: str = "", page: int = 1) -> str:
        """Lead to the list of a kind, or to a search for a text."""
        if not text:
            return self.to(self.lists.get(kind, ""))
        return f"{self.to(_PAGES['search'])}?{urlencode({'q': text})}" if page == 1 else ""
