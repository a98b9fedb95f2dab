"""What the page is told: nodes and ties as one compact JSON text that is safe inside HTML."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NODE_KEYS = (
    "kind",
    "label",
    "names",
    "country",
    "population",
    "note",
    "links",
    "type",
    "programme",
    "group",
    "themes",
    "start",
    "end",
    "sources",
)
_GZIP = 31  # zlib's name for its own format inside gzip's head and tail
_SYSTEM = 9  # where gzip's head says which system wrote it
_UNKNOWN = b"\xff"
# Inside a script block only these could end it, open a comment or break a line of JavaScript.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def pack_page(
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
    caption: Mapping[str, Any],
) -> str:
    """Write nodes and edges, as pyvis holds them, and the caption as JSON for the page.

    Nodes keep what the page shows and lose what is empty; a tie is an array [from, to, role,
    through, sources] whose ends are positions in the list of nodes and whose sources are positions
    in the caption's list. Nodes and edges that were added by hand are taken along.
    """
    listed = list(nodes)
    place = {node["id"]: index for index, node in enumerate(listed)}
    sources = {source["id"]: index for index, source in enumerate(caption.get("sources", ()))}
    page = {
        **caption,
        "nodes": [_pack_node(node, sources) for node in listed],
        "ties": [_pack_tie(edge, place, sources) for edge in edges],
    }
    return write_block(page)


def write_block(value: Mapping[str, Any]) -> str:
    """Write JSON that is safe inside a script block of HTML."""
    return escape_json(_write_json(value))


def write_packed(value: Mapping[str, Any]) -> str:
    """Write JSON as gzip in base64, a sixth as long, for a page that unpacks it."""
    return squeeze(_write_json(value).encode("utf-8"))


def _write_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def escape_json(text: str) -> str:
    """Write JSON so that it can end no script block and break no line of a script."""
    return text.translate(_ESCAPES)


def squeeze(data: bytes) -> str:
    """Pack as gzip in base64; the head of the gzip names neither a time nor a system."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    packed = squeezer.compress(data) + squeezer.flush()
    return base64.b64encode(packed[:_SYSTEM] + _UNKNOWN + packed[_SYSTEM + 1 :]).decode("ascii")


def _pack_node(node: Mapping[str, Any], sources: Mapping[str, int]) -> dict[str, Any]:
    packed: dict[str, Any] = {
        "id": str(node["id"]),
        "at": [round(node.get("x", 0)), round(node.get("y", 0))],
    }
    packed.update({key: node[key] for key in _NODE_KEYS if node.get(key) not in (None, "", [])})
    if "sources" in packed:
        packed["sources"] = [sources[iri] for iri in packed["sources"] if iri in sources]
    return packed


def _pack_tie(
    edge: Mapping[str, Any], place: Mapping[Any, int], sources: Mapping[str, int]
) -> list[Any]:
    return [
        place[edge["from"]],
        place[edge["to"]],
        edge.get("role", "partner"),
        edge.get("through", ""),
        [sources[iri] for iri in edge.get("sources", ()) if iri in sources],
    ]
