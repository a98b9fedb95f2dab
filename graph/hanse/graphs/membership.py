"""Members and cooperations of a dataset as one graph with two kinds of node, a tie a membership."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hanse.graphs.loading import load_networkx
from hanse.record.asking import StoreDataset
from hanse.record.reading import read_network

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from hanse.graphs.loading import AnyMultiGraph
    from hanse.record.model import CityNetwork, Cooperation, Member, Tie
    from hanse.store.base import Store

_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")


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
    record = read_network(StoreDataset(store))
    nodes = {one.iri: _describe_member(one, record) for one in (*record.members, *record.others)}
    nodes |= {one.iri: _describe_cooperation(one, record) for one in record.cooperations}
    for iri, attributes in sorted(nodes.items()):
        graph.add_node(iri, **_keep_known(attributes))
    cooperations = {one.iri: one for one in record.cooperations}
    for tie in record.ties:
        said = _describe_tie(tie, cooperations[tie.cooperation], record)
        for end, acting in _list_ends(tie):
            if end in graph:
                graph.add_edge(end, tie.cooperation, key=tie.iri, acting=acting, **said)
    return graph


def _keep_known(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value not in (None, "")}


def _describe_member(member: Member, record: CityNetwork) -> dict[str, Any]:
    country = record.countries.get(member.country)
    return {
        "kind": member.kind,
        "label": member.label,
        "country": country.code if country else "",
        "type": _shorten(member.type),
        "lat": member.latitude,
        "long": member.longitude,
        "population": member.population,
    }


def _describe_cooperation(one: Cooperation, record: CityNetwork) -> dict[str, Any]:
    programme, theme = record.programmes.get(one.programme), record.themes.get(one.main_theme)
    return {
        "kind": one.kind,
        "label": one.label,
        "type": _shorten(one.type),
        "programme": programme.label if programme else "",
        "theme": theme.label if theme else "",
        "start_year": one.start,
        "end_year": one.end,
    }


def _describe_tie(tie: Tie, cooperation: Cooperation, record: CityNetwork) -> dict[str, Any]:
    own = any((tie.began, tie.ended, tie.start, tie.end))
    dated: Tie | Cooperation = tie if own else cooperation
    urls = [record.sources[one].url for one in tie.sources if one in record.sources]
    return _keep_known(
        {
            "membership": tie.iri,
            "role": _CAPITAL.sub(" ", _shorten(tie.stated_role)).lower(),
            "start": dated.began,
            "end": dated.ended,
            "start_year": dated.start,
            "end_year": dated.end,
            "source": " ".join(map(_shorten, tie.sources)),
            "source_url": " ".join(filter(None, urls)),
        }
    )


def _list_ends(tie: Tie) -> Iterator[tuple[str, str]]:
    """List who is tied: the body that is the member, and the city that it acts for."""
    yield tie.body or tie.member, "member"
    if tie.body:
        yield tie.member, "acted for"


def _shorten(iri: str) -> str:
    """Give the last part of an IRI: TransferNetwork, agency."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
