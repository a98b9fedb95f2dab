"""How things look: shape by kind, size by the number of ties, colour by theme, text as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hanse.record.themes import OTHER, UNKNOWN, find_group
from hanse_viz.colours import colour_group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.record.model import CityNetwork, Cooperation, Member, Tie

MEMBER_COLOUR = "#33475B"
_SHAPES = {"city": "dot", "organisation": "diamond", "network": "square", "project": "triangle"}
_WIDTHS = {"lead": 2.0, "partner": 1.0, "implementer": 2.0}


def style_nodes(network: CityNetwork) -> list[dict[str, Any]]:
    """Describe every node for pyvis: what it looks like, and the facts the page shows."""
    degrees = network.count_degrees()
    members = [_style_member(network, member, degrees[member.iri]) for member in network.members]
    cooperations = [
        _style_cooperation(network, cooperation, degrees[cooperation.iri])
        for cooperation in network.cooperations
    ]
    return members + cooperations


def style_tie(network: CityNetwork, tie: Tie) -> dict[str, Any]:
    """Describe a membership for pyvis: a lead is drawn thicker, no end has an arrow."""
    named = [network.sources[iri].label for iri in tie.sources if iri in network.sources]
    through = f", through {tie.through}" if tie.through else ""
    return {
        "width": _WIDTHS[tie.role],
        "arrows": "",
        "title": f"{tie.role}{through}; source: {', '.join(named) or 'not recorded'}",
        "role": tie.role,
        "through": tie.through,
        "sources": list(tie.sources),
    }


def describe_network(network: CityNetwork, more: Iterable[str] = ()) -> dict[str, Any]:
    """Collect what the page says about the whole: title, legend, sources and how to cite.

    `more` are sources to list beside those of ties and cooperations.
    """
    groups = [*network.groups, OTHER, UNKNOWN]
    names = {OTHER: "Other themes", UNKNOWN: "Theme not recorded"}
    used = {find_group(c.main_theme, network.themes, network.groups) for c in network.cooperations}
    cited = {iri for tie in network.ties for iri in tie.sources}
    cited.update(iri for cooperation in network.cooperations for iri in cooperation.sources)
    cited.update(more)
    return {
        "title": network.scope.title,
        "scope": network.scope.pack(),
        "query": network.query,
        "version": network.version,
        "leftOut": network.left_out,
        "groups": [
            {
                "id": _tail(group),
                "label": names.get(group) or network.themes[group].label,
                "colour": colour_group(group, network.groups),
            }
            for group in groups
            if group in used
        ],
        "countries": _list_countries(network),
        "sources": [
            {"id": iri, "label": source.label, "url": keep_link(source.url)}
            for iri, source in sorted(network.sources.items())
            if iri in cited
        ],
    }


def keep_link(url: str) -> str:
    """Keep an address that a browser may open, http or https; anything else becomes ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _keep_links(urls: Iterable[str]) -> list[str]:
    return [url for url in map(keep_link, urls) if url]


def _list_countries(network: CityNetwork) -> dict[str, str]:
    used = {member.country for member in network.members}
    known = [country for iri, country in network.countries.items() if iri in used]
    return {country.code or country.slug: country.label for country in known}


def _tail(iri: str) -> str:
    return iri.rpartition("/")[2]


def _style_member(network: CityNetwork, member: Member, degree: int) -> dict[str, Any]:
    country = network.countries.get(member.country)
    where = f" in {country.label}" if country else ""
    return {
        "id": member.iri,
        "label": member.label,
        "shape": _SHAPES[member.kind],
        "color": MEMBER_COLOUR,
        "size": round(1.3 + 1.95 * math.sqrt(degree), 1),
        "title": f"{member.label}\n{member.kind.title()}{where}\nNetworks: {degree}",
        "kind": member.kind,
        "names": list(member.names),
        "country": (country.code or country.slug) if country else "",
        "population": member.population,
        "note": member.note,
        "links": _keep_links(member.links),
    }


def _style_cooperation(
    network: CityNetwork, cooperation: Cooperation, degree: int
) -> dict[str, Any]:
    group = find_group(cooperation.main_theme, network.themes, network.groups)
    programme = network.programmes.get(cooperation.programme)
    themes = dict.fromkeys((cooperation.main_theme, *cooperation.themes))
    return {
        "id": cooperation.iri,
        "label": cooperation.label,
        "shape": _SHAPES[cooperation.kind],
        "color": colour_group(group, network.groups),
        "size": round(3.6 + 0.95 * math.sqrt(degree), 1),
        "title": f"{cooperation.label}\n{cooperation.type_label}\nMembers: {degree}",
        "kind": cooperation.kind,
        "names": list(cooperation.names),
        "type": cooperation.type_label,
        "programme": programme.label if programme else "",
        "group": _tail(group),
        "themes": [network.themes[iri].label for iri in themes if iri in network.themes],
        "start": cooperation.start,
        "end": cooperation.end,
        "links": _keep_links([cooperation.url]),
        "sources": list(cooperation.sources),
    }
