"""Members and cooperations of a dataset as one graph with two kinds of node, a tie a membership."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from hanse.graphs.loading import load_networkx
from hanse.namespaces import HANSE, ORG, PREFIXES, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from hanse.graphs.loading import AnyMultiGraph
    from hanse.store.base import Store

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
# The kinds of node, the more special class first where a thing is of two.
_KINDS = {
    "network": "Network",
    "project": "Project",
    "city": "City",
    "organisation": "Organisation",
}
# Each: the attribute, how its text is read, and the pattern that binds ?thing and ?value.
_NODE_ATTRIBUTES: tuple[tuple[str, type, str], ...] = (
    ("country", str, "?thing hanse:country/skos:notation ?value"),
    (
        "type",
        str,
        "?thing a hanse:Cooperation, ?value . FILTER (STRSTARTS(STR(?value), STR(hanse:)))",
    ),
    ("type", str, "?thing org:classification ?value"),
    ("programme", str, "?thing hanse:programme/rdfs:label ?value . FILTER (LANG(?value) = '')"),
    ("theme", str, "?thing hanse:mainTheme/rdfs:label ?value . FILTER (LANG(?value) = '')"),
    ("start_year", int, "?thing hanse:startYear ?value"),
    ("end_year", int, "?thing hanse:endYear ?value"),
    ("lat", float, "?thing wgs84:lat ?value"),
    ("long", float, "?thing wgs84:long ?value"),
    ("population", int, "?thing hanse:population ?value"),
)
_TIE_ATTRIBUTES: tuple[tuple[str, type, str], ...] = (
    ("role", str, "?thing a hanse:Membership ; org:role ?value"),
    ("start", str, "?thing schema:startDate ?value"),
    ("end", str, "?thing schema:endDate ?value"),
    ("start_year", int, "?thing hanse:startYear ?value"),
    ("end_year", int, "?thing hanse:endYear ?value"),
)
_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")
_PERIOD = ("start", "end", "start_year", "end_year")
_SOURCES = "?thing a hanse:Membership ; prov:hadPrimarySource ?value"


class _Tie(NamedTuple):
    membership: str
    body: str
    cooperation: str
    acting: str


def read_graph(store: Store) -> AnyMultiGraph:
    """Read every city, organisation, network and project, tied by the memberships.

    Nodes are IRIs (str) with `label`, `kind` (city, organisation, network, project) and, where
    the dataset has them, `country` (ISO 3166-1 alpha-2), `type`, `programme`, `theme`,
    `start_year`, `end_year`, `lat`, `long` (degrees) and `population`. An edge is a membership,
    its IRI the key and the attribute `membership`, with `role` (lead partner, partner,
    implementer), `start`, `end` (as exact as the source) and `start_year`, `end_year`, taken from
    the cooperation where the membership has none, `source` (id) and `source_url`. Where an
    organisation acts for a city, the city has an edge too, told apart by `acting`: `member` or
    `acted for`; count memberships by the first. Raises MissingExtraError without networkx.
    """
    graph: AnyMultiGraph = load_networkx().MultiGraph()
    for kind, class_ in reversed(_KINDS.items()):
        for thing, _ in _ask(store, f"?thing a hanse:{class_} . BIND (1 AS ?value)"):
            graph.add_node(thing, kind=kind)
    _sort_nodes(graph)
    _add_labels(store, graph)
    for name, read, pattern in _NODE_ATTRIBUTES:
        for thing, value in _ask(store, pattern):
            if thing in graph:
                _set_first(graph.nodes[thing], name, _read(read, name, value))
    _add_ties(store, graph)
    return graph


def _sort_nodes(graph: AnyMultiGraph) -> None:
    """Give the nodes the order of their IRIs."""
    kinds = sorted(graph.nodes(data=True))
    graph.clear()
    graph.add_nodes_from(kinds)


def _ask(store: Store, pattern: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of thing and value of a pattern, sorted: the first is always the same."""
    text = f"{_PREFIXES}SELECT DISTINCT ?thing ?value WHERE {{ {pattern} }}"
    answer: Any = store.query(text)
    return iter(sorted((_text(row["thing"]), _text(row["value"])) for row in answer))


def _text(term: Any) -> str:  # noqa: ANN401 - an IRI, a literal or a blank node
    return str(getattr(term, "value", term))


def _read(read: type, name: str, value: str) -> Any:  # noqa: ANN401 - of the type that is asked for
    if name == "type":
        return _shorten(value)
    if name == "role":
        return _CAPITAL.sub(" ", _shorten(value)).lower()
    try:
        return read(value)
    except ValueError:
        return None


def _shorten(iri: str) -> str:
    """Give the last part of an IRI: TransferNetwork, agency."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


# What a cooperation is besides its special class: only a network without one is of type Network.
_GENERAL = ("Project", "Network", "Cooperation")


def _set_first(attributes: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 - any value
    """Keep the first value; of several classes the special one."""
    if value is None:
        return
    if name not in attributes or _rank(attributes[name]) > _rank(value):
        attributes[name] = value


def _rank(value: Any) -> int:  # noqa: ANN401 - any value
    return _GENERAL.index(value) if value in _GENERAL else -1


def _add_labels(store: Store, graph: AnyMultiGraph) -> None:
    pattern = f"?thing <{RDFS}label> ?value . FILTER (LANG(?value) = '')"
    labels = dict(reversed(list(_ask(store, pattern))))
    for thing in graph:
        graph.nodes[thing]["label"] = labels.get(thing, _shorten(thing))


def _add_ties(store: Store, graph: AnyMultiGraph) -> None:
    said: dict[str, dict[str, Any]] = {}
    for name, read, pattern in _TIE_ATTRIBUTES:
        for thing, value in _ask(store, pattern):
            _set_first(said.setdefault(thing, {}), name, _read(read, name, value))
    sources = _read_sources(store)
    for tie in _read_ties(store):
        if tie.body not in graph or tie.cooperation not in graph:
            continue
        own = said.get(tie.membership, {})
        period = own if any(name in own for name in _PERIOD) else said.get(tie.cooperation, {})
        attributes = {"membership": tie.membership, "acting": tie.acting, "role": own.get("role")}
        attributes |= {name: period.get(name) for name in _PERIOD}
        attributes |= sources.get(tie.membership, {})
        kept = {name: value for name, value in attributes.items() if value is not None}
        graph.add_edge(tie.body, tie.cooperation, key=tie.membership, **kept)


def _read_ties(store: Store) -> list[_Tie]:
    ties: list[_Tie] = []
    cooperations = list(_ask(store, f"?thing a <{HANSE}Membership> ; <{ORG}organization> ?value"))
    for acting, predicate in (("member", f"{ORG}member"), ("acted for", f"{HANSE}onBehalfOf")):
        bodies: dict[str, list[str]] = {}
        for membership, body in _ask(store, f"?thing a hanse:Membership ; <{predicate}> ?value"):
            bodies.setdefault(membership, []).append(body)
        for membership, cooperation in cooperations:
            ties += [_Tie(membership, b, cooperation, acting) for b in bodies.get(membership, ())]
    return sorted(ties)


def _read_sources(store: Store) -> dict[str, dict[str, str]]:
    """Give each membership the id of its source and where the source stands on the web."""
    urls = dict(_ask(store, "?thing a hanse:Source ; schema:url ?value"))
    found: dict[str, dict[str, str]] = {}
    for membership, source in _ask(store, _SOURCES):
        entry = found.setdefault(membership, {})
        _append(entry, "source", _shorten(source))
        if source in urls:
            _append(entry, "source_url", urls[source])
    return found


def _append(entry: dict[str, str], name: str, value: str) -> None:
    entry[name] = f"{entry[name]} {value}" if name in entry else value
