"""What the explorer is told: the whole record as one compact JSON text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hanse.namespaces import ID
from hanse.record.sizes import list_sizes, name_size
from hanse.record.themes import climb, find_group
from hanse_viz.chance import compare_countries
from hanse_viz.layout import place
from hanse_viz.styling import describe_network, style_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hanse.analysis.mixing import Meeting
    from hanse.record.model import CityNetwork, Event, Member, Practice, Tie

# What pyvis is told of a node and the page works out by itself.
_LOOKS = ("shape", "color", "size", "title")


def pack_record(record: CityNetwork) -> dict[str, Any]:
    """Describe a record for the explorer, every IRI but the nodes' own replaced by a number.

    `nodes` are members, cooperations, practices and events; `at` is a node's place in the network,
    `degrees` [longitude, latitude]. The other lists name nodes and sources by their positions:
    `ties` [member, cooperation, role, through, sources] and, where it has any, its own first and
    last year and the body that acts, `transfers` [practice, giver, learner, cooperation, sources],
    `homes` [practice or event, member], `occasions` [event, cooperation],
    `attendance` [event, member, role, city or -1, sources], `phases` [cooperation, label, start,
    months, sources]. `meetings` [code, code, shared cooperations, the same by chance, q,
    "over", "under" or ""].
    """
    caption = describe_network(record)
    nodes = [*_list_drawn(record), *_list_others(record)]
    numbers = {str(node["id"]): number for number, node in enumerate(nodes)}
    sources = _list_sources(record)
    cited = {str(source["id"]): number for number, source in enumerate(sources)}
    codes = {country: _find_code(record, country) for country in record.countries}
    return {
        **caption,
        "digest": record.digest,
        "themes": _list_themes(record),
        "ids": _list_ids(record),
        "sources": [{key: value for key, value in one.items() if value} for one in sources],
        "nodes": [_drop_empty(node, cited) for node in nodes],
        "meetings": [_shorten_meeting(one) for one in compare_countries(record, codes)],
        **_number(record, numbers, cited),
    }


def _list_drawn(record: CityNetwork) -> list[dict[str, Any]]:
    """Describe members and cooperations, with their places where anything ties them."""
    styled = style_nodes(record)
    degrees = record.count_degrees()
    tied = [node for node in styled if degrees[node["id"]]]
    index = {node["id"]: number for number, node in enumerate(tied)}
    ties = [(index[tie.member], index[tie.cooperation]) for tie in record.ties]
    places = place(len(tied), ties, [node["size"] for node in tied]) if tied else []
    for node, at in zip(tied, places, strict=True):
        node["at"] = at
    members = {member.iri: member for member in record.members}
    themes = {one.iri: (one.main_theme, *one.themes) for one in record.cooperations}
    for node in styled:
        for look in _LOOKS:
            del node[look]
        if node["id"] in members:
            member = members[node["id"]]
            node["degrees"] = _find_degrees(member)
            node["region"] = _name_region(record, member)
            node["size"] = name_size(member.population)
        else:
            node["themes"] = _shorten(themes[node["id"]])
    return styled


def _name_region(record: CityNetwork, member: Member) -> str:
    country = record.countries.get(member.country)
    region = record.regions.get(country.region) if country else None
    return region.label if region else ""


def _list_ids(record: CityNetwork) -> dict[str, dict[str, str]]:
    """Give the ids of values that the page has by their names, which an address may name."""
    typed = {one.type_label: one.type for one in record.cooperations if one.type}
    return {
        "programme": {one.label: one.slug for one in record.programmes.values()},
        "type": {label: re.split("[/#]", iri)[-1] for label, iri in typed.items()},
        "region": {one.label: one.slug for one in record.regions.values()},
        "size": {name: id_ for id_, name in list_sizes().items()},
    }


def _find_degrees(member: Member) -> list[float]:
    if member.latitude is None or member.longitude is None:
        return []
    return [round(member.longitude, 3), round(member.latitude, 3)]


def _list_others(record: CityNetwork) -> Iterator[dict[str, Any]]:
    yield from (_describe_practice(record, practice) for practice in record.practices)
    yield from (_describe_event(record, event) for event in record.events)


def _describe_practice(record: CityNetwork, practice: Practice) -> dict[str, Any]:
    groups = (find_group(theme, record.themes, record.groups) for theme in practice.themes)
    known = [group for group in groups if group in record.groups]
    return {
        "id": practice.iri,
        "kind": "practice",
        "label": practice.label,
        "names": list(practice.names),
        "country": _find_code(record, practice.country),
        "group": _tail(known[0]) if known else "",
        "themes": _shorten(practice.themes),
        "start": practice.start,
        "issued": practice.label_year,
        "sources": list(practice.sources),
    }


def _describe_event(record: CityNetwork, event: Event) -> dict[str, Any]:
    return {
        "id": event.iri,
        "kind": "event",
        "label": event.label,
        "names": list(event.names),
        "type": event.type_label,
        "country": _find_code(record, event.country),
        "from": event.start,
        "until": event.end,
        "sources": list(event.sources),
    }


def _shorten_meeting(one: Meeting) -> list[object]:
    q = float(f"{one.q:.2g}")
    return [one.a, one.b, one.observed, round(one.expected, 2), q, one.represented]


def _find_code(record: CityNetwork, country: str) -> str:
    found = record.countries.get(country)
    return (found.code or found.slug) if found else ""


def _tail(iri: str) -> str:
    return iri.rpartition("/")[2]


def _shorten(themes: Iterable[str]) -> list[str]:
    return [_tail(theme) for theme in dict.fromkeys(themes) if theme]


def _list_themes(record: CityNetwork) -> list[dict[str, Any]]:
    """Describe the themes that anything has, and those above them."""
    own = [theme for one in record.cooperations for theme in (one.main_theme, *one.themes) if theme]
    own.extend(theme for practice in record.practices for theme in practice.themes)
    used = {iri for theme in own for iri in climb(theme, record.themes)}
    return [
        {"id": theme.slug, "label": theme.label, "broader": _shorten(theme.broader)}
        for iri, theme in sorted(record.themes.items())
        if iri in used
    ]


def _list_sources(record: CityNetwork) -> list[dict[str, Any]]:
    facts = (
        record.ties,
        record.cooperations,
        record.practices,
        record.transfers,
        record.events,
        record.participations,
        record.phases,
    )
    used = {iri for things in facts for one in things for iri in one.sources}
    described = describe_network(record, used)["sources"]
    publishers = {iri: source.publisher for iri, source in record.sources.items()}
    return [{**one, "publisher": publishers[one["id"]]} for one in described]


def _drop_empty(node: Mapping[str, Any], cited: Mapping[str, int]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if value not in (None, "", [])}
    if "sources" in kept:
        kept["sources"] = _cite(kept["sources"], cited)
    return kept


def _cite(sources: Iterable[str], cited: Mapping[str, int]) -> list[int]:
    return [cited[iri] for iri in sources if iri in cited]


def _list_own(tie: Tie) -> list[Any]:
    """List what few memberships have: years of their own, and the body that acts."""
    own = [tie.start, tie.end, tie.body.removeprefix(ID)]
    return own if any(own) else []


def _list_homes(record: CityNetwork) -> list[tuple[str, str]]:
    """List practices and events with each city that they are of."""
    things = (
        *((practice.iri, practice.homes) for practice in record.practices),
        *((event.iri, (event.city,)) for event in record.events),
    )
    return [(thing, home) for thing, homes in things for home in homes]


def _number(
    record: CityNetwork, numbers: Mapping[str, int], cited: Mapping[str, int]
) -> dict[str, list[list[Any]]]:
    """Write what joins nodes as rows of numbers; an end that is not among the nodes is no row."""
    rows: dict[str, list[tuple[tuple[str, ...], list[Any]]]] = {
        "ties": [
            (
                (tie.member, tie.cooperation),
                [tie.role, tie.through, _cite(tie.sources, cited), *_list_own(tie)],
            )
            for tie in record.ties
        ],
        "transfers": [
            ((one.practice, one.giver, one.learner, one.cooperation), [_cite(one.sources, cited)])
            for one in record.transfers
        ],
        "homes": [(ends, []) for ends in _list_homes(record)],
        "occasions": [
            ((event.iri, cooperation), [])
            for event in record.events
            for cooperation in event.cooperations
        ],
        "attendance": [
            (
                (one.event, one.member),
                [one.role, numbers.get(one.city, -1), _cite(one.sources, cited)],
            )
            for one in record.participations
        ],
        "phases": [
            (
                (phase.cooperation,),
                [phase.label, phase.start, phase.months, _cite(phase.sources, cited)],
            )
            for phase in record.phases
        ],
    }
    return {
        name: [
            [*(numbers[end] for end in ends), *facts]
            for ends, facts in listed
            if all(end in numbers for end in ends)
        ]
        for name, listed in rows.items()
    }
