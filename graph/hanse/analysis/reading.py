"""Affiliations as a dataset states them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hanse.analysis.affiliations import Affiliations, Cooperation, Member, Tie, gather
from hanse.namespaces import HANSE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from hanse.access import Graph

# Kinds of members and of cooperations, by the class of the ontology that each is of.
MEMBERS = {"city": "City", "organisation": "Organisation"}
COOPERATIONS = {"network": "Network", "project": "Project"}
KINDS = (*MEMBERS, *COOPERATIONS)
USUAL = frozenset({"city", "network"})

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_MEMBERS = """?id ?label ?country ?region ?population WHERE {
  ?id a hanse:%s ; rdfs:label ?label FILTER (LANG(?label) = '')
  OPTIONAL { ?id hanse:country ?land . ?land skos:notation ?country
    OPTIONAL { ?land hanse:region ?part . ?part rdfs:label ?region FILTER (LANG(?region) = '') } }
  OPTIONAL { ?id hanse:population ?population } }"""
_COOPERATIONS = """?id ?label ?programme ?call ?callname ?start ?end ?opened WHERE {
  ?id a hanse:%s ; rdfs:label ?label FILTER (LANG(?label) = '')
  OPTIONAL { ?id hanse:programme ?of . ?of rdfs:label ?programme FILTER (LANG(?programme) = '')
    OPTIONAL { ?of hanse:startYear ?opened } }
  OPTIONAL { ?id hanse:call ?call . ?call rdfs:label ?callname FILTER (LANG(?callname) = '') }
  OPTIONAL { ?id hanse:startYear ?start }
  OPTIONAL { ?id hanse:endYear ?end } }"""
_TYPES = """?id ?type WHERE {
  ?id a hanse:Cooperation ; a ?class . ?class rdfs:subClassOf+ hanse:Cooperation ; rdfs:label ?type
  FILTER (LANG(?type) = '' && ?class NOT IN (hanse:Network, hanse:Project)) }"""
_THEMES = """?id ?theme WHERE {
  ?id hanse:theme|hanse:mainTheme ?named . ?named skos:broader* ?theme }"""
# A city takes part itself or through who acts for it; an organisation only itself.
_WAYS = {"city": "org:member|hanse:onBehalfOf", "organisation": "org:member"}
_TIES = """?member ?cooperation ?role ?start ?end WHERE {
  ?tie a hanse:Membership ; %s ?member ; org:role ?role ; org:organization ?cooperation .
  ?member a hanse:%s
  OPTIONAL { ?tie hanse:startYear ?start }
  OPTIONAL { ?tie hanse:endYear ?end } }"""


def read_affiliations(graph: Graph, kinds: Collection[str] = USUAL) -> Affiliations:
    """Read who is a member of what; `kinds` are some of city, organisation, network, project.

    A city that an organisation acts for counts as a member; the place where an organisation has
    its seat does not. With organisations both count. Two memberships of the same member in the
    same cooperation are one tie. Themes are IRIs, those above a named one included.
    """
    members = [one for kind in MEMBERS if kind in kinds for one in _read_members(graph, kind)]
    details = _read_types(graph), _read_themes(graph)
    cooperations = [
        one
        for kind in COOPERATIONS
        if kind in kinds
        for one in _read_cooperations(graph, kind, *details)
    ]
    known = {one.id for one in cooperations}
    ties = [tie for kind in MEMBERS if kind in kinds for tie in _read_ties(graph, kind)]
    return gather(members, cooperations, [tie for tie in ties if tie.cooperation in known])


def _read_ties(graph: Graph, kind: str) -> Iterator[Tie]:
    for row in ask_sorted(graph, _TIES % (_WAYS[kind], MEMBERS[kind])):
        lead = row["role"] == f"{HANSE}LeadPartner"
        yield Tie(row["member"], row["cooperation"], lead, row["start"], row["end"])


def ask_sorted(graph: Graph, text: str) -> Iterator[dict[str, Any]]:
    """Yield the distinct rows of a SELECT without its keyword, sorted, by names of variables."""
    result = graph.query(f"{_PREFIXES}SELECT DISTINCT {text}")
    return (dict(zip(result.columns, row, strict=True)) for row in sorted(result.values(), key=str))


def _once(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the first row of each thing: data of others may name two countries of one city."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["id"], row)
    return list(found.values())


def _read_members(graph: Graph, kind: str) -> list[Member]:
    return [
        Member(
            row["id"],
            row["label"],
            kind,
            row["country"] or "",
            row["region"] or "",
            row["population"],
        )
        for row in _once(ask_sorted(graph, _MEMBERS % MEMBERS[kind]))
    ]


def _read_cooperations(
    graph: Graph, kind: str, types: dict[str, str], themes: dict[str, tuple[str, ...]]
) -> list[Cooperation]:
    return [
        Cooperation(
            row["id"],
            row["label"],
            kind,
            row["programme"] or "",
            row["callname"] or row["call"] or "",
            types.get(row["id"], ""),
            themes.get(row["id"], ()),
            row["start"],
            row["end"],
            row["opened"] if row["start"] is None else row["start"],
        )
        for row in _once(ask_sorted(graph, _COOPERATIONS % COOPERATIONS[kind]))
    ]


def _read_types(graph: Graph) -> dict[str, str]:
    return {row["id"]: row["type"] for row in ask_sorted(graph, _TYPES)}


def _read_themes(graph: Graph) -> dict[str, tuple[str, ...]]:
    themes: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask_sorted(graph, _THEMES):
        themes[row["id"]].add(row["theme"])
    return {one: tuple(sorted(named)) for one, named in themes.items()}
