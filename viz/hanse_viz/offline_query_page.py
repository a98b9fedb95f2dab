"""The query page that needs no server: Oxigraph and the whole dataset inside one HTML file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hanse.kinds import CLASSES
from hanse.namespaces import BASE
from hanse.queries.catalogue import list_queries
from hanse.queries.names import LANGUAGES
from hanse.release.exports import write_lines
from hanse.tokens import read_tokens
from hanse_viz.packing import squeeze, write_block
from hanse_viz.pages.about import read_note
from hanse_viz.pages.rendering import render
from hanse_viz.query_page import TEMPLATE, gather_data, say_size
from hanse_viz.sealing import find_assets, hash_text, read_licences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph
    from hanse.queries.header import Query
    from hanse_viz.pages.links import Links

_LICENCES = ("THIRD-PARTY-sparql.txt", "THIRD-PARTY-oxigraph.txt")


def render_offline_query_page(graph: Graph, links: Links) -> bytes:
    """Write the query page with a store inside, as UTF-8: about 3 MB for the shipped dataset.

    It answers as `hanse serve` does and asks for nothing, from a web host or as a file. `links`
    says where the page stands: which IRIs have a page and how it is reached from here; those that
    have none lead to what is said of them in this page. Raises MissingExtraError without the
    extra `viz`.
    """
    lines = graph.lines()
    text = render(
        TEMPLATE,
        links,
        read_note(graph),
        here="query",
        finds=False,
        data=write_block(_gather_data(graph, lines, links)),
        inside=_gather_parts(lines),
        lede=say_size(graph),
    )
    return text.encode()


def _gather_data(graph: Graph, lines: Iterable[str], links: Links) -> dict[str, Any]:
    """Add to what every query page knows what a server would be asked for."""
    data = gather_data(graph)
    for shown, query in zip(data["queries"], list_queries(), strict=True):
        shown["pieces"] = _cut_text(query)
    return data | {
        "kinds": CLASSES,
        "languages": LANGUAGES.split(),
        "links": _list_links(lines, links),
    }


def _cut_text(query: Query) -> list[str]:
    """Cut a query's text, without its header, at its parameters.

    At every second place stands the name of a parameter instead of text.
    """
    lines = query.text.split("\n")
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    pieces = [""]
    for token in read_tokens("\n".join(lines[first:])):
        name = token.text[1:] if token.kind == "variable" else ""
        if name in query.parameters:
            pieces += [name, ""]
        else:
            pieces[-1] += token.text
    return pieces


def _list_links(lines: Iterable[str], links: Links) -> list[tuple[str, str, str, list[str]]]:
    """List our IRIs that have a page, those together whose addresses differ by their end only."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for iri in sorted({line[1 : line.index(">")] for line in lines if line.startswith(f"<{BASE}")}):
        href = links.link(iri)
        if not href or urlsplit(href).scheme not in {"", "http", "https"}:
            continue
        end = iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
        before, found, after = href.rpartition(end)
        key = (iri.removesuffix(end), before, after) if found and end else (iri, href, "")
        groups.setdefault(key, []).append(end if found and end else "")
    return [(*key, ends) for key, ends in groups.items()]


def _gather_parts(lines: list[str]) -> dict[str, str]:
    """Read what runs in the page, pack the dataset, and write the policy that admits no more."""
    folder = find_assets()
    script = _calm((folder / "sparql.js").read_text("utf-8"))
    style = (folder / "sparql.css").read_text("utf-8")
    return {
        "script": script,
        "style": style,
        "policy": _write_policy(script, style),
        "worker": _calm((folder / "oxigraph.js").read_text("utf-8")),
        "engine": _pack_engine(),
        "dataset": squeeze(write_lines(lines, "turtle")),
        "outline": (folder / "europe.json").read_text("ascii"),
        "licences": read_licences(*_LICENCES),
    }


def _write_policy(script: str, style: str) -> str:
    """Admit one script, one style, WebAssembly, and a worker and pictures of the page's own making.

    A worker made of a blob inherits the policy, so it can reach nothing either. Source: Content
    Security Policy Level 3, sections 2.3.1 and 7.8.
    """
    rules = (
        "default-src 'none'",
        f"script-src '{hash_text(script)}' 'wasm-unsafe-eval'",
        f"style-src '{hash_text(style)}'",
        "worker-src blob:",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _calm(script: str) -> str:
    """Escape what opens a comment in HTML; in a script it can only stand in a string."""
    return script.replace("<!--", r"\x3C!--")


@cache
def _pack_engine() -> str:
    return squeeze((find_assets() / "oxigraph.wasm").read_bytes())
