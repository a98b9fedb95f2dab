"""The query page: an editor, the catalogue as examples, and the vocabulary that completes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hanse.errors import ParameterError, UsageError
from hanse.namespaces import BASE, HANSE, OWL, PREFIXES, RDF, RDFS, SKOS
from hanse.queries.catalogue import find_query, list_queries
from hanse.queries.header import LITERAL_TYPES
from hanse.queries.parameters import bind_parameters, parse_value
from hanse_viz.completing import read_label
from hanse_viz.packing import write_block
from hanse_viz.pages.about import read_note
from hanse_viz.pages.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hanse.access import Graph
    from hanse.queries.header import Query
    from hanse_viz.pages.links import Links

# What the page asks for under assets/, with the media type of each.
QUERY_ASSETS = {
    "sparql.js": "text/javascript; charset=utf-8",
    "sparql.css": "text/css; charset=utf-8",
    "europe.json": "application/json",
    "THIRD-PARTY-sparql.txt": "text/plain; charset=utf-8",
}
TEMPLATE = "sparql.html"
_KINDS = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "property",
    f"{OWL}DatatypeProperty": "property",
    f"{OWL}AnnotationProperty": "property",
}
_TERMS = f"""
SELECT ?term ?kind ?name (LANG(?name) AS ?tag) ?about WHERE {{
  VALUES ?kind {{ {" ".join(f"<{kind}>" for kind in _KINDS)} }}
  ?term a ?kind .
  OPTIONAL {{ ?term <{RDFS}label> ?name }}
  OPTIONAL {{ ?term <{SKOS}definition> ?about FILTER (LANG(?about) = "en") }}
}} ORDER BY ?term ?tag ?name"""
_CLASSES_USED = "SELECT DISTINCT ?term WHERE { ?thing a ?term } ORDER BY ?term"
_PROPERTIES_USED = "SELECT DISTINCT ?term WHERE { ?thing ?term ?other } ORDER BY ?term"
_FIGURES = (("City", "cities"), ("Network", "networks"), ("Source", "sources"))


def render_query_page(graph: Graph, links: Links) -> bytes:
    """Write the query page of a dataset as UTF-8; the same dataset gives the same bytes.

    The page asks for its assets and for `sparql`, `bind` and `complete` beside it, and for nothing
    else. Raises MissingExtraError without the extra `viz`.
    """
    data = write_block(gather_data(graph))
    text = render(
        TEMPLATE,
        links,
        read_note(graph),
        here="query",
        inside=None,
        data=data,
        lede=say_size(graph),
    )
    return text.encode()


def gather_data(graph: Graph) -> dict[str, Any]:
    """Collect what the page knows before it asks: prefixes, terms and the catalogue."""
    return {
        "base": BASE,
        "prefixes": PREFIXES,
        "terms": _list_terms(graph),
        "queries": [_describe(query) for query in list_queries()],
    }


def bind_query(graph: Graph, given: Mapping[str, str]) -> bytes:
    """Put values into a query of the catalogue and give its text as JSON.

    `given` holds the query's name as `query` and its parameters as `p.<name>`; those left out or
    blank take their defaults. The answer is {text, meant}, where `meant` says what thing each
    name means, or {error, parameter}.
    """
    values = {
        name.removeprefix("p."): value
        for name, value in given.items()
        if name.startswith("p.") and value.strip()
    }
    try:
        query = find_query(given.get("query", ""))
        text = bind_parameters(query, values, graph.store)
    except ParameterError as error:
        parameter = error.parameter.partition("=")[0]
        return _write_json({"error": _shorten_error(error), "parameter": parameter})
    except UsageError as error:
        return _write_json({"error": str(error), "parameter": ""})
    meant = _explain(graph, query, values)
    return _write_json({"text": _head(query, values, text), "meant": meant})


def _shorten_error(error: ParameterError) -> str:
    """Leave away the name of the query, which the reader has before their eyes."""
    return str(error).removeprefix(f"{error.query}: ")


def _head(query: Query, values: Mapping[str, str], text: str) -> str:
    """Put the title and the values that stand in a text above it, in place of its header.

    A text that still declared parameters would ask for them again, and no longer use them.
    """
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    given = [
        f"# with {name} = {values.get(name, p.default)}" for name, p in query.parameters.items()
    ]
    return "\n".join([f"# {query.title or query.name}", *given, *lines[first:]])


def _explain(graph: Graph, query: Query, values: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Name the thing that each parameter means."""
    meant: dict[str, dict[str, str]] = {}
    for parameter in query.parameters.values():
        if parameter.type in LITERAL_TYPES:
            continue
        value = values.get(parameter.name, parameter.default or "")
        iri = parse_value(query, parameter, value, graph.store).value
        meant[parameter.name] = {"iri": iri, "label": read_label(graph, iri)}
    return meant


def _describe(query: Query) -> dict[str, Any]:
    """Say what the page shows of a query before it is chosen."""
    parameters = [
        {"name": name, "type": type_, "default": default, "about": about}
        for name, type_, default, about in query.parameters.values()
    ]
    return {
        "name": query.name,
        "title": query.title or query.name,
        "about": query.about,
        "parameters": parameters,
    }


def _list_terms(graph: Graph) -> list[dict[str, Any]]:
    """Collect the classes and properties that the ontology defines or the data use."""
    terms: dict[str, dict[str, Any]] = {}
    for iri, kind, name, tag, about in _read(graph, _TERMS):
        term = terms.setdefault(iri, {"iri": iri, "kind": _KINDS[kind], "label": "", "names": []})
        if name and not tag:
            term["label"] = name
        elif name and name not in term["names"]:
            term["names"].append(name)
        term["about"] = about
    for text, kind in ((_CLASSES_USED, "class"), (_PROPERTIES_USED, "property")):
        for (iri,) in _read(graph, text):
            terms.setdefault(iri, {"iri": iri, "kind": kind, "label": "", "names": []})
    return sorted(terms.values(), key=lambda term: (not term["iri"].startswith(HANSE), term["iri"]))


def say_size(graph: Graph) -> str:
    """Say in one sentence how much there is to ask."""
    text = " ".join(
        f"{{ SELECT (COUNT(DISTINCT ?t) AS ?{plural}) WHERE {{ ?t <{RDF}type> <{HANSE}{name}> }} }}"
        for name, plural in _FIGURES
    )
    names = [plural for _, plural in _FIGURES]
    (counts,) = _read(graph, f"SELECT ?{' ?'.join(names)} WHERE {{ {text} }}")
    things = [f"{int(count):,} {name}" for count, name in zip(counts, names, strict=True)]
    return f"{len(graph):,} statements on {', '.join(things[:-1])} and {things[-1]}."


def _read(graph: Graph, text: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(term, "value", "") for term in row) for row in graph.query(text).rows]


def _write_json(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
