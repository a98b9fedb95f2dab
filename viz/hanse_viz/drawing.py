"""The room of pyvis: a city network as a pyvis Network that renders our own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.errors import MissingExtraError
from hanse.record.model import CityNetwork
from hanse.record.reading import read_network
from hanse.record.selection import Selection, refuse_hidden, select
from hanse_viz.layout import place
from hanse_viz.packing import pack_page
from hanse_viz.sealing import find_assets, seal_assets
from hanse_viz.styling import describe_network, style_nodes, style_tie

if TYPE_CHECKING:
    from pyvis.network import Network

    from hanse.record.asking import Dataset

_TEMPLATE = "network.html"


def to_pyvis(source: Dataset | CityNetwork, filters: Selection | None = None) -> Network:
    """Draw the cities, organisations and networks of a dataset as a pyvis Network.

    Nodes are keyed by IRI, have a place (physics is off), a shape, a size and a colour, and carry
    the facts as attributes; an edge is one membership with `role`, `through` and `sources`. The
    Network renders Hanse's own page: `generate_html()` gives one file that asks for nothing.
    Raises MissingExtraError without the extra `viz` and UsageError for filters that fit nothing.
    """
    network = source if isinstance(source, CityNetwork) else read_network(source)
    part = select(network, filters or Selection())
    refuse_hidden(part)
    drawing = _open_drawing()
    nodes = style_nodes(part)
    index = {node["id"]: position for position, node in enumerate(nodes)}
    ties = [(index[tie.member], index[tie.cooperation]) for tie in part.ties]
    places = place(len(nodes), ties, [node["size"] for node in nodes])
    for node, (x, y) in zip(nodes, places, strict=True):
        drawing.add_node(node.pop("id"), **node, x=x, y=y, physics=False)
    for tie in part.ties:
        drawing.add_edge(tie.member, tie.cooperation, **style_tie(part, tie))
    _furnish(drawing, describe_network(part))
    return drawing


def render_network(source: Dataset | CityNetwork, filters: Selection | None = None) -> bytes:
    """Write the page of a network as UTF-8; the same input gives the same bytes."""
    page: str = to_pyvis(source, filters).generate_html()
    return page.encode("utf-8")


def _open_drawing() -> Network:
    try:
        from pyvis.network import Network  # noqa: PLC0415 - costs 400 ms and the extra viz
    except ImportError as error:
        raise MissingExtraError("viz", str(error.name)) from error
    # Undirected, pyvis drops the second of two memberships with the same ends.
    drawing: Any = Network(directed=True, cdn_resources="in_line", height="100%")
    drawing.toggle_physics(status=False)
    return drawing


def _furnish(drawing: Any, caption: dict[str, Any]) -> None:  # noqa: ANN401 - pyvis has no types
    """Give the drawing our template and what it needs besides nodes and edges."""
    drawing.set_template_dir(str(find_assets()), _TEMPLATE)
    environment = drawing.templateEnv
    environment.autoescape = True
    environment.globals.update(caption=caption, assets=seal_assets())
    environment.filters["pack"] = pack_page
    drawing.prep_notebook()
