"""Differences between P. Gourdon's table and ours, by kind and with the source of ours."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hanse.analysis import Cooperation, Member, Tie
from hanse.analysis.affiliations import gather
from hanse.queries.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bench.gourdon import Row

    from hanse.analysis import Affiliations
    from hanse.model import Network, Tables

PROGRAMMES = {"urbact-i": "URBACT I", "urbact-ii": "URBACT II", "urbact-iii": "URBACT III"}
LAST_STARTS = {2006: "urbact-i", 2013: "urbact-ii"}  # later ones are of URBACT III
KINDS = {
    "id split": "one GeoNames id there, several cities here",
    "ids merged": "several GeoNames ids there, one city here",
    "id replaced": "another GeoNames id of the same city",
    "lead corrected": "another lead, or a body of the place as lead",
    "body for city": "a body of the place takes part here, not the city",
    "member added": "a city that takes part here only",
    "member removed": "a city that takes part there only",
    "network renamed": "another name of the same network",
    "network added": "a network that is here only",
    "network removed": "a network that is there only",
}
_LEAST_ALIKE = 0.5  # the share of members in common by which a renamed network is known


class Stand(NamedTuple):
    """How a city, or a body, takes part here; `seat` is the city of a body that acts for none."""

    lead: bool
    source: str
    seat: str = ""


class Difference(NamedTuple):
    """One difference: what stands there, what stands here, and the source of what stands here."""

    kind: str
    network: str
    theirs: str
    ours: str
    source: str


class Ours:
    """The cities and networks of URBACT I to III in our tables, to be found by id and by name."""

    def __init__(self, tables: Tables) -> None:
        """Index the tables."""
        self.networks = {one.id: one for one in tables.networks if one.programme in PROGRAMMES}
        self.names = {city.id: city.name for city in tables.cities}
        self.names |= {body.id: body.name for body in tables.organisations}
        self.ids = {city.id: city.geonames_id or "" for city in tables.cities}
        self.by_id = {city.geonames_id: city.id for city in tables.cities if city.geonames_id}
        self.by_name = _index_cities(tables)
        self.titles = {source.id: source.title for source in tables.sources}
        self.cities: defaultdict[str, dict[str, Stand]] = defaultdict(dict)
        self.bodies: defaultdict[str, dict[str, Stand]] = defaultdict(dict)
        self._gather_members(tables)
        wanted = ("cities", "geonames_id")
        found = [one.source for one in tables.column_sources if (one.table, one.column) == wanted]
        self.source_of_ids = " ".join(found)

    def _gather_members(self, tables: Tables) -> None:
        seats = {body.id: body.city or "" for body in tables.organisations}
        for one in tables.memberships:
            if one.network not in self.networks:
                continue
            lead = one.role == "lead"
            if one.city:
                before = self.cities[one.network].get(one.city)
                stand = Stand(lead or (before is not None and before.lead), one.source)
                self.cities[one.network][one.city] = stand
            elif one.organisation:
                stand = Stand(lead, one.source, seats[one.organisation])
                self.bodies[one.network][one.organisation] = stand

    def find_city(self, row: Row) -> str:
        """Find the city that a row names, by name in its country or else by id; or nothing."""
        named = self.by_name.get((row.country, _fold(row.city)), set())
        by_id = self.by_id.get(row.id, "")
        return next(iter(named)) if len(named) == 1 else by_id

    def name(self, thing: str) -> str:
        """Give the name of a city or body; what is not ours is named as it stands."""
        return self.names.get(thing, thing)


def _index_cities(tables: Tables) -> Mapping[tuple[str, str], set[str]]:
    index: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    countries = {city.id: city.country for city in tables.cities}
    named = [(city.id, city.name) for city in tables.cities]
    for city, name in [*named, *((one.city, one.name) for one in tables.city_names)]:
        index[countries[city], _fold(name)].add(city)
    return index


class Comparison:
    """Their rows beside our tables: which network and which city is which."""

    def __init__(self, rows: Sequence[Row], ours: Ours) -> None:
        """Match the networks and the cities."""
        self.rows, self.ours = rows, ours
        self.found = {row: ours.find_city(row) or f"{row.city}, {row.country}" for row in rows}
        self.leads: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        for row in rows:
            city = self.found[row]
            self.leads[row.code][city] = row.lead or self.leads[row.code].get(city, False)
        self.titles = {row.code: row.network for row in rows}
        self.networks = self._match_networks()

    def _match_networks(self) -> dict[str, str]:
        """Match by name where one network alone has it, the others by the members in common."""
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for network in self.ours.networks.values():
            by_name[_fold(network.name)].append(network.id)
        matched: dict[str, str] = {}
        for code, title in self.titles.items():
            named = by_name[_fold(title)]
            if len(named) == 1 and named[0] not in matched.values():
                matched[code] = named[0]
        left = set(self.ours.networks) - set(matched.values())
        pairs = [
            (self._liken(code, one), code, one)
            for code in self.titles
            if code not in matched
            for one in left
        ]
        for likeness, code, one in sorted(pairs, reverse=True):
            if likeness >= _LEAST_ALIKE and code not in matched and one in left:
                matched[code] = one
                left.discard(one)
        return matched

    def _liken(self, code: str, network: str) -> float:
        """Measure which share of the members of either are in both."""
        theirs, ours = set(self.leads[code]), set(self.ours.cities[network])
        return len(theirs & ours) / len(theirs | ours)

    def find_programme(self, row: Row) -> str:
        """Name the programme of a network: that of ours, or the one whose years it began in."""
        if row.code in self.networks:
            programme = self.ours.networks[self.networks[row.code]].programme or ""
        else:
            years = (year for year in LAST_STARTS if row.start is not None and row.start <= year)
            programme = LAST_STARTS.get(next(years, 0), "urbact-iii")
        return PROGRAMMES[programme]

    def make_affiliations(self) -> Affiliations:
        """Make affiliations of the rows as they stand: a city is what its GeoNames id says."""
        return gather(
            list({row.place: Member(row.place, row.city) for row in self.rows}.values()),
            list(
                {
                    row.code: Cooperation(row.code, row.network, programme=self.find_programme(row))
                    for row in self.rows
                }.values()
            ),
            [Tie(row.place, row.code, row.lead) for row in self.rows],
        )


def find_differences(comparison: Comparison) -> list[Difference]:
    """List every difference, by kind in the order of KINDS."""
    found = [
        *_compare_ids(comparison),
        *_compare_networks(comparison),
        *(
            one
            for code, network in comparison.networks.items()
            for one in _compare_members(comparison, code, network)
        ),
    ]
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), *one[1:]))


def _compare_ids(comparison: Comparison) -> Iterator[Difference]:
    ours = comparison.ours
    cities: defaultdict[str, set[str]] = defaultdict(set)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for row, city in comparison.found.items():
        if city in ours.ids:
            ids[city].add(row.id)
            if row.id:
                cities[row.id].add(city)
    shared = {id_ for id_, several in cities.items() if len(several) > 1}
    for id_ in shared:
        named = ", ".join(sorted(map(ours.name, cities[id_])))
        yield Difference("id split", "", id_, named, ours.source_of_ids)
    for city, given in ids.items():
        several = given - {""} or {""}
        told = ", ".join(sorted(several)) or "none"
        here = f"{ours.name(city)} ({ours.ids[city] or 'none'})"
        if len(several) > 1:
            yield Difference("ids merged", "", told, here, ours.source_of_ids)
        elif not several & shared and several != {ours.ids[city]}:
            yield Difference("id replaced", "", told, here, ours.source_of_ids)


def _compare_networks(comparison: Comparison) -> Iterator[Difference]:
    ours = comparison.ours
    for code, title in comparison.titles.items():
        network = ours.networks.get(comparison.networks.get(code, ""))
        if network is None:
            yield Difference("network removed", title, title, "", "")
        elif _fold(title) != _fold(network.name):
            yield _tell_of_network("network renamed", network, title)
    for one in set(ours.networks) - set(comparison.networks.values()):
        yield _tell_of_network("network added", ours.networks[one], "")


def _tell_of_network(kind: str, network: Network, title: str) -> Difference:
    return Difference(kind, network.name, title, network.name, network.source)


def _compare_members(comparison: Comparison, code: str, network: str) -> Iterator[Difference]:
    ours, theirs = comparison.ours, comparison.leads[code]
    cities, bodies = ours.cities[network], ours.bodies[network]
    title = ours.networks[network].name
    new = {city: stand for city, stand in cities.items() if city not in theirs}
    for city, stand in new.items():
        yield Difference("member added", title, "", ours.name(city), stand.source)
    for city in set(theirs) - set(cities):
        for_it = {body: stand for body, stand in bodies.items() if stand.seat == city}
        kind = "body for city" if for_it else "member removed"
        # What speaks against a member is the source of those who stand in its place.
        source = _join(stand.source for stand in (for_it or new).values())
        named = ", ".join(sorted(map(ours.name, for_it)))
        yield Difference(kind, title, ours.name(city), named, source)
    yield from _compare_leads(comparison, code, network)


def _compare_leads(comparison: Comparison, code: str, network: str) -> Iterator[Difference]:
    ours = comparison.ours
    stands = ours.cities[network] | ours.bodies[network]
    theirs = {city for city, lead in comparison.leads[code].items() if lead}
    leads = {one for one, stand in stands.items() if stand.lead}
    # A table of cities cannot tell of a body as lead.
    if theirs != leads and (theirs or leads & set(ours.cities[network])):
        there, here = (", ".join(sorted(map(ours.name, side))) for side in (theirs, leads))
        source = _join(stands[one].source for one in leads)
        yield Difference("lead corrected", ours.networks[network].name, there, here, source)


def _fold(name: str) -> str:
    """Reduce a name to its letters, digits and plus signs, as people write the others at will."""
    return re.sub(r"[^\w+]|_", "", fold_name(name))


def _join(sources: Iterable[str]) -> str:
    return " ".join(sorted(set(sources)))
