"""Graphs as GraphML and GEXF: typed attributes, the same bytes for the same graph.

Written here and not by networkx, whose GEXF carries the day and its own version, and which
writes control characters that no XML parser reads back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from hanse.graphs.loading import AnyGraph

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd"
_GEXF = "http://www.gexf.net/1.2draft"
# Source: XML 1.0 (fifth edition), production 2 (Char): what is not of it.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_SPECIAL = re.compile('[&<>"\t\n\r]')


def write_graphml(graph: AnyGraph) -> bytes:
    """Write a networkx graph as GraphML, nodes and edges sorted, attributes typed.

    A value None is left out, a character that XML cannot hold becomes U+FFFD, and what is no
    number, boolean or text is written as text. Source: GraphML 1.0 with its attribute extension.
    """
    nodes, edges = _sort_nodes(graph), _sort_edges(graph)
    keys = _number_keys("node", (data for _, data in nodes))
    edge_keys = _number_keys("edge", (data for *_, data in edges), len(keys))
    direction = "directed" if graph.is_directed() else "undirected"
    lines = [_HEAD, f'<graphml xmlns="{_GRAPHML}"']
    lines.append('  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"')
    lines.append(f'  xsi:schemaLocation="{_SCHEMA}">')
    for scope, known in (("node", keys), ("edge", edge_keys)):
        for name, (key, type_) in known.items():
            lines.append(
                f'  <key id="{key}" for="{scope}" attr.name={_quote(name)} attr.type="{type_}"/>'
            )
    lines.append(f'  <graph edgedefault="{direction}">')
    for node, data in nodes:
        lines += [f"    <node id={_quote(node)}>", *_write_data(data, keys), "    </node>"]
    for i, (start, end, _, data) in enumerate(edges):
        lines.append(f'    <edge id="e{i}" source={_quote(start)} target={_quote(end)}>')
        lines += [*_write_data(data, edge_keys), "    </edge>"]
    lines += ["  </graph>", "</graphml>", ""]
    return "\n".join(lines).encode()


def write_gexf(graph: AnyGraph) -> bytes:
    """Write a networkx graph as GEXF 1.2, nodes and edges sorted, attributes typed, no date.

    The attributes `label` and `weight` become GEXF's own; for all others see `write_graphml`.
    Source: GEXF 1.2 draft primer.
    """
    nodes, edges = _sort_nodes(graph), _sort_edges(graph)
    keys = _number_keys("node", (_without(data, "label") for _, data in nodes))
    edge_keys = _number_keys("edge", (_without(data, *_edge_own(data)) for *_, data in edges))
    direction = "directed" if graph.is_directed() else "undirected"
    lines = [_HEAD, f'<gexf xmlns="{_GEXF}" version="1.2">']
    lines.append(f'  <graph mode="static" defaultedgetype="{direction}">')
    for scope, known in (("node", keys), ("edge", edge_keys)):
        lines += _declare_attributes(scope, known)
    lines.append("    <nodes>")
    for node, data in nodes:
        label = data.get("label")
        shown = _quote(str(node if label is None else label))
        lines.append(f"      <node id={_quote(node)} label={shown}>")
        lines += [*_write_values(_without(data, "label"), keys), "      </node>"]
    lines += ["    </nodes>", "    <edges>"]
    for i, (start, end, _, data) in enumerate(edges):
        own = _edge_own(data)
        weight = f' weight="{_write(data["weight"], "double")}"' if own else ""
        lines.append(f'      <edge id="{i}" source={_quote(start)} target={_quote(end)}{weight}>')
        lines += [*_write_values(_without(data, *own), edge_keys), "      </edge>"]
    lines += ["    </edges>", "  </graph>", "</gexf>", ""]
    return "\n".join(lines).encode()


def _sort_nodes(graph: AnyGraph) -> list[tuple[str, dict[str, Any]]]:
    nodes: list[tuple[Any, dict[str, Any]]] = list(graph.nodes(data=True))
    return sorted(((str(node), data) for node, data in nodes), key=lambda item: item[0])


def _sort_edges(graph: AnyGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """List the edges; those of an undirected graph begin at the end that sorts first."""
    several: Any = graph  # only a graph of parallel edges takes keys=True
    found: Iterable[tuple[Any, Any, Any, dict[str, Any]]] = (
        several.edges(keys=True, data=True)
        if graph.is_multigraph()
        else ((start, end, "", data) for start, end, data in graph.edges(data=True))
    )
    edges = [(str(start), str(end), str(key), data) for start, end, key, data in found]
    if not graph.is_directed():
        edges = [(min(s, e), max(s, e), key, data) for s, e, key, data in edges]
    return sorted(edges, key=lambda e: (e[0], e[1], _order(e[3]), e[2]))


def _order(data: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((str(name), str(value)) for name, value in data.items())


def _number_keys(
    scope: str, described: Iterable[dict[str, Any]], first: int = 0
) -> dict[str, tuple[str, str]]:
    """Give every attribute, sorted by name, a key and the one type that fits all its values."""
    types: dict[str, set[str]] = {}
    for data in described:
        for name, value in data.items():
            if value is not None:
                types.setdefault(str(name), set()).add(_type_of(value))
    prefix = {"node": "n", "edge": "d"}[scope]
    names = sorted(types)
    return {name: (f"{prefix}{first + i}", _unite(types[name])) for i, name in enumerate(names)}


def _type_of(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if -(1 << 63) <= value < (1 << 63) else "string"
    return "double" if isinstance(value, float) else "string"


def _unite(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return "double" if types == {"long", "double"} else "string"


def _write(value: object, type_: str) -> str:
    if type_ == "boolean":
        return "true" if value else "false"
    if type_ == "double":
        return _write_double(float(str(value)))
    return str(value)


def _write_double(value: float) -> str:
    """Write a number as XML Schema does: INF and NaN in its own spelling."""
    shown = repr(value)
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(shown, shown)


def _entries(data: dict[str, Any], keys: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield key and text of every attribute that has a value, sorted by name."""
    for name in sorted(data, key=str):
        if data[name] is not None:
            key, type_ = keys[str(name)]
            yield key, _write(data[name], type_)


def _write_data(data: dict[str, Any], keys: dict[str, tuple[str, str]]) -> Iterator[str]:
    for key, text in _entries(data, keys):
        yield f'      <data key="{key}">{_escape(text)}</data>'


def _declare_attributes(scope: str, keys: dict[str, tuple[str, str]]) -> Iterator[str]:
    if keys:
        yield f'    <attributes class="{scope}" mode="static">'
        for name, (key, type_) in keys.items():
            yield f'      <attribute id="{key}" title={_quote(name)} type="{type_}"/>'
        yield "    </attributes>"


def _write_values(data: dict[str, Any], keys: dict[str, tuple[str, str]]) -> Iterator[str]:
    written = list(_entries(data, keys))
    if written:
        yield "        <attvalues>"
        for key, text in written:
            yield f'          <attvalue for="{key}" value={_quote(text)}/>'
        yield "        </attvalues>"


def _edge_own(data: dict[str, Any]) -> tuple[str, ...]:
    weight = data.get("weight")
    return ("weight",) if isinstance(weight, int | float) else ()


def _without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found.group()], _FORBIDDEN.sub("�", text))


def _quote(text: str) -> str:
    return f'"{_escape(text)}"'
