"""The answer to one query as a networkx graph: rows are edges, triples are edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.errors import QueryError
from hanse.graphs.loading import load_networkx
from hanse.namespaces import HANSE, RDF

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    from hanse.graphs.loading import AnyGraph

    class Answered(Protocol):
        """An answer that was read: hanse.results.Result and whatever is like it."""

        kind: str
        columns: tuple[str, ...]
        rows: list[tuple[Any, ...]]

        def values(self) -> list[tuple[Any, ...]]:
            """Give the rows as Python values."""
            ...


# Columns of these names are the ends of an edge; the second pair ties without a direction.
_DIRECTED, _MUTUAL = ("source", "target"), ("city", "other")
_LABEL_SUFFIXES = ("Label", "_label", "Name", "_name")
_TIE_ENDS = (f"{RDF}subject", f"{RDF}predicate", f"{RDF}object")
_MUTUAL_TIE = f"{HANSE}cooperatesWith"


def build_graph(result: Answered) -> AnyGraph:
    """Turn an answer into a networkx graph whose attributes are Python values, None left out.

    The rows of a SELECT are edges between the columns `source` and `target`, else `city` and
    `other`, else the first two columns of IRIs; further columns are attributes of the edge, and
    `cityLabel` or `city_name` is the label of the node. Edges between `city` and `other` have no
    direction and make a Graph, or a MultiGraph where two rows say different things of one pair;
    all others make a MultiDiGraph. One column of IRIs gives nodes alone. A CONSTRUCT gives a
    MultiDiGraph of its links, with literals as attributes of the nodes; each rdf:Statement is no
    node, its literals stand on the edge that it describes, rdf:value as `weight`. Where all these
    are ties of hanse:cooperatesWith, as in the query city-graph, it is a Graph.
    Raises QueryError where nothing can be a node, MissingExtraError without networkx.
    """
    if result.kind == "boolean":
        raise QueryError("an ASK gives yes or no, which makes no graph; write a SELECT")
    if result.kind == "triples":
        return _build_from_triples(result.rows)
    return _build_from_rows(result)


def _build_from_rows(result: Answered) -> AnyGraph:
    ends, directed = _find_ends(result)
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.values()]
    labels = {
        end: name for end in ends for s in _LABEL_SUFFIXES if (name := end + s) in result.columns
    }
    if len(ends) == 1:
        return _build_nodes(ends[0], labels, rows)
    edges = [row for row in rows if row[ends[0]] is not None and row[ends[1]] is not None]
    graph = _start_graph(edges, ends, directed=directed)
    for row in rows:
        for end in ends:
            _add_node(graph, row[end], {"label": row[labels[end]]} if end in labels else {})
    for row in edges:
        hidden = {*ends, *labels.values()}
        graph.add_edge(row[ends[0]], row[ends[1]], **_keep(row, hidden))
    return graph


def _find_ends(result: Answered) -> tuple[tuple[str, ...], bool]:
    """Find the columns that are the ends of an edge, and whether it has a direction."""
    for pair, directed in ((_DIRECTED, True), (_MUTUAL, False)):
        if set(pair) <= set(result.columns):
            return pair, directed
    linked = [
        name for i, name in enumerate(result.columns) if _is_linked([row[i] for row in result.rows])
    ]
    if not linked and result.rows:
        shown = ", ".join(result.columns)
        raise QueryError(
            f"no column of IRIs among {shown}, so that nothing can be a node; select the things,"
            " not only their names, or call two columns source and target"
        )
    return tuple((linked or result.columns)[:2]), True


def _is_linked(column: Sequence[Any]) -> bool:
    terms = [term for term in column if term is not None]
    return bool(terms) and all(isinstance(t, ox.NamedNode | ox.BlankNode) for t in terms)


def _start_graph(edges: list[dict[str, Any]], ends: tuple[str, ...], *, directed: bool) -> AnyGraph:
    library = load_networkx()
    if directed:
        graph: AnyGraph = library.MultiDiGraph()
        return graph
    said: dict[frozenset[Any], dict[str, Any]] = {}
    hidden = {*ends, *(end + s for end in ends for s in _LABEL_SUFFIXES)}
    for row in edges:
        attributes = _keep(row, hidden)
        if said.setdefault(frozenset({row[end] for end in ends}), attributes) != attributes:
            several: AnyGraph = library.MultiGraph()
            return several
    single: AnyGraph = library.Graph()
    return single


def _build_nodes(column: str, labels: dict[str, str], rows: list[dict[str, Any]]) -> AnyGraph:
    graph: AnyGraph = load_networkx().Graph()
    for row in rows:
        named = {"label": row[labels[column]]} if column in labels else {}
        _add_node(graph, row[column], named | _keep(row, {column, *labels.values()}))
    return graph


def _add_node(graph: AnyGraph, node: Any, attributes: dict[str, Any]) -> None:  # noqa: ANN401 - any value
    if node is not None:
        graph.add_node(node, **_keep(attributes, set()))


def _keep(row: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    return {k: value for k, value in row.items() if k not in hidden and value is not None}


def _build_from_triples(rows: list[tuple[Any, ...]]) -> AnyGraph:
    ties = _find_ties(rows)
    mutual = bool(ties) and {predicate for _, predicate, _ in ties.values()} == {_MUTUAL_TIE}
    library = load_networkx()
    graph: AnyGraph = library.Graph() if mutual else library.MultiDiGraph()
    said: dict[tuple[str, str, str], dict[str, Any]] = {ties[tie]: {} for tie in sorted(ties)}
    for subject, predicate, value in sorted(rows, key=lambda row: tuple(map(str, row))):
        name = _name_node(subject)
        if name in ties and isinstance(value, ox.Literal):
            said[ties[name]][_name_property(predicate)] = _read_literal(value)
        elif name not in ties:
            _add_triple(graph, name, predicate, value)
    for (start, predicate, end), attributes in said.items():
        graph.add_edge(start, end, **_find_key(graph, predicate), **attributes)
    return graph


def _add_triple(graph: AnyGraph, name: str, predicate: ox.NamedNode, value: Any) -> None:  # noqa: ANN401 - any term
    """Add a link as an edge, a literal as an attribute; the label is the one without a language."""
    if isinstance(value, ox.Literal):
        property_ = _name_property(predicate)
        plain = property_ != "label" or not value.language
        graph.add_node(name, **({property_: _read_literal(value)} if plain else {}))
    else:
        key = _find_key(graph, predicate.value)
        graph.add_edge(name, _name_node(value), predicate=predicate.value, **key)


def _find_key(graph: AnyGraph, predicate: str) -> dict[str, str]:
    """Key an edge by its property where several edges may tie one pair."""
    return {"key": predicate} if graph.is_multigraph() else {}


def _find_ties(rows: list[tuple[Any, ...]]) -> dict[str, tuple[str, str, str]]:
    """Find the statements about statements: what each says of which subject and object."""
    links: dict[str, dict[str, str]] = {}
    for subject, predicate, value in rows:
        if predicate.value in _TIE_ENDS and not isinstance(value, ox.Literal):
            links.setdefault(_name_node(subject), {})[predicate.value] = _name_node(value)
    start, property_, end = _TIE_ENDS
    return {
        tie: (said[start], said[property_], said[end])
        for tie, said in links.items()
        if len(said) == len(_TIE_ENDS)
    }


def _name_property(predicate: ox.NamedNode) -> str:
    """Name an attribute by the last part of its property; the value of a tie is its weight."""
    iri = predicate.value
    if iri == f"{RDF}value":
        return "weight"
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _name_node(term: Any) -> str:  # noqa: ANN401 - an IRI, a blank node or a quoted triple
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _read_literal(literal: ox.Literal) -> str | int | float:
    try:
        if literal.datatype.value.endswith("#integer"):
            return int(literal.value)
        if literal.datatype.value.endswith(("#decimal", "#double", "#float")):
            return float(literal.value)
    except ValueError:
        pass
    return literal.value
