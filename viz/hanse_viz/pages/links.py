"""Where things lead to: one object knows it, so that a server and a folder of files can differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import quote, urlencode

from hanse.iris import encode_slug
from hanse.namespaces import DATASET, HANSE, ID, ONTOLOGY, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAIL = re.compile(r"(?:[A-Za-z0-9_~-]|%[0-9A-F]{2})+(?:/(?:[A-Za-z0-9_~-]|%[0-9A-F]{2})+)*")
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
FORMS = (
    ("Turtle", ".ttl"),
    ("JSON-LD", ".jsonld"),
    ("N-Triples", ".nt"),
    ("RDF/XML", ".rdf"),
)

_MENU = (
    ("query", "Query"),
    ("search", "Search"),
    ("ontology", "Ontology"),
    ("queries", "Catalogue"),
    ("limits", "Limits"),
)


class MenuEntry(NamedTuple):
    """A page in the head of every page; `name` is what the page calls itself."""

    name: str
    label: str
    href: str


class Links(Protocol):
    """What a page asks of the place where it stands; "" where it has nothing of the kind.

    `policy` is the Content Security Policy that the page itself must state, `colophon` are lines
    for its foot.
    """

    @property
    def policy(self) -> str:
        """Give the policy that the page states; "" where a server sends it."""
        ...

    @property
    def colophon(self) -> tuple[str, ...]:
        """Give what stands at the foot beside what the dataset says of itself."""
        ...

    @property
    def canonical(self) -> str:
        """Give the one address of the page, "" where it is not known."""
        ...

    def menu(self) -> tuple[MenuEntry, ...]:
        """List the pages that the head of every page leads to."""
        ...

    def link(self, iri: str) -> str:
        """Give the address of the page of an IRI."""
        ...

    def page(self, name: str) -> str:
        """Give the address of `home`, `query`, `search`, `ontology`, `queries` or `limits`."""
        ...

    def asset(self, name: str) -> str:
        """Give the address of a style, script or picture."""
        ...

    def form(self, iri: str, suffix: str) -> str:
        """Give the address of what is said of an IRI as RDF, by the suffix of a syntax."""
        ...

    def ask(self, query: str) -> str:
        """Give the address of the query page with a text in it."""
        ...

    def named_query(self, name: str) -> str:
        """Give the address of the page of a query of the catalogue."""
        ...

    def run_query(self, name: str) -> str:
        """Give the address of the query page with a query of the catalogue in it."""
        ...

    def explore(self, iri: str) -> str:
        """Give the address of the explorer with a thing chosen."""
        ...

    def find(self, text: str, kind: str = "", page: int = 1) -> str:
        """Give the address of what a search finds, "" where there is none to give."""
        ...


class ServerLinks:
    """The addresses of `hanse serve`."""

    policy = ""  # the server sends it with every page
    colophon: tuple[str, ...] = ()
    canonical = ""

    def menu(self) -> tuple[MenuEntry, ...]:
        """List the pages of the server."""
        listed = ((name, label, self.page(name)) for name, label in _MENU)
        return tuple(MenuEntry(*entry) for entry in listed if entry[2])

    def link(self, iri: str) -> str:
        """Give the path of our own things, /ontology#… for terms, /describe for all others."""
        if iri.startswith(ID) and _TAIL.fullmatch(iri, len(ID)):
            # Servers decode a path once: what is encoded in the IRI must be so once more.
            return "/id/" + iri[len(ID) :].replace("%", "%25")
        if iri in {ONTOLOGY, HANSE}:
            return "/ontology"
        if iri == DATASET:
            return "/dataset"
        anchor = find_anchor(iri)
        return f"/ontology#{anchor}" if anchor else self._describe(iri)

    def _describe(self, iri: str) -> str:
        return "/describe?" + urlencode({"iri": iri})

    def page(self, name: str) -> str:
        """Give the path of a page of the server."""
        return "/" if name in {"home", "query"} else f"/{name}"

    def asset(self, name: str) -> str:
        """Give the path of an asset."""
        return f"/assets/{name}"

    def form(self, iri: str, suffix: str) -> str:
        """Give the path of an RDF form of one of our things; of others the endpoint gives one."""
        path = self.link(iri)
        if path.startswith("/id/"):
            return path + suffix
        query = urlencode({"query": f"DESCRIBE <{iri}>"}, quote_via=quote)
        return f"/sparql?{query}" if suffix == FORMS[0][1] else ""

    def ask(self, query: str) -> str:
        """Give the path of the query page with a text in it."""
        return "/#" + urlencode({"text": query}, quote_via=quote)

    def named_query(self, name: str) -> str:
        """Give the path of a query of the catalogue."""
        return f"/queries/{quote(name, safe='')}"

    def run_query(self, name: str) -> str:
        """Give the path of the query page with a query of the catalogue in it."""
        return "/#" + urlencode({"query": name})

    def explore(self, iri: str) -> str:  # noqa: ARG002 - as the protocol has it
        """Give no address: the server has no explorer."""
        return ""

    def find(self, text: str, kind: str = "", page: int = 1) -> str:
        """Give the path of a search."""
        asked = {"q": text, "kind": kind.removeprefix(HANSE), "page": str(page) if page > 1 else ""}
        return "/search?" + urlencode({name: value for name, value in asked.items() if value})


def find_anchor(iri: str) -> str:
    """Give the anchor of a term or a rule of our ontology on its page, "" for anything else."""
    if iri.startswith(HANSE) and _LOCAL.fullmatch(iri, len(HANSE)):
        return iri[len(HANSE) :]
    if iri.startswith(RULES):
        return "rule-" + iri[len(RULES) :].removesuffix(".rq")
    return ""


def anchor_record(iri: str) -> str:
    """Give the anchor of a row that tells of one of our records, "" for any other IRI.

    No two records have the same: slugs hold no colon.
    """
    if iri.startswith(ID) and _TAIL.fullmatch(iri, len(ID)):
        # A browser decodes what follows # before it looks for the anchor.
        return iri[len(ID) :].replace("/", ":").replace("%", ".")
    return ""


def read_path(path: str) -> Iterator[str]:
    """List the IRIs that a decoded path under /id/ can mean, the likeliest first."""
    yield ID + path
    if all(path.split("/")):
        yield ID + "/".join(map(encode_slug, path.split("/")))
