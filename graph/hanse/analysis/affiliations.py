"""Affiliation data as every analysis reads them: members, cooperations, and who is in what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy import sparse

from hanse.record.counting import USUAL as USUAL_RULE
from hanse.record.counting import make_rule
from hanse.record.model import CityNetwork
from hanse.record.reading import read_network
from hanse.record.themes import climb

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any, TypeAlias

    from hanse.record import model
    from hanse.record.asking import Dataset
    from hanse.record.counting import Rule

    Matrix: TypeAlias = Any  # a scipy.sparse.csr_array
    Vector: TypeAlias = Any  # a numpy array of one dimension

USUAL = frozenset({"city", "network"})


@dataclass(frozen=True, slots=True)
class Member:
    """A city or an organisation; what is not recorded is empty. `population` is that of today."""

    id: str
    label: str
    kind: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    region: str = ""
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A network or a project, with the years in which it ran and the themes it names or implies.

    `since` is its first year or, where that is not recorded, the first of its programme.
    """

    id: str
    label: str
    kind: str = ""
    programme: str = ""
    call: str = ""
    type: str = ""
    themes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A member in a cooperation, once however many memberships say so; `lead` if one of them is.

    The years are those of the memberships, None where they are those of the cooperation.
    """

    member: str
    cooperation: str
    lead: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Affiliations:
    """Members, cooperations and ties, each in the order of their ids and each pair tied once.

    Everything has a tie: what has none is no part of an affiliation network.
    """

    members: tuple[Member, ...]
    cooperations: tuple[Cooperation, ...]
    ties: tuple[Tie, ...]

    @property
    def matrix(self) -> Matrix:
        """The incidence matrix, members by cooperations, 1 for a tie, as 64-bit integers."""
        rows = {member.id: place for place, member in enumerate(self.members)}
        columns = {one.id: place for place, one in enumerate(self.cooperations)}
        where = (
            np.fromiter((rows[tie.member] for tie in self.ties), np.int64, len(self.ties)),
            np.fromiter((columns[tie.cooperation] for tie in self.ties), np.int64, len(self.ties)),
        )
        ones = np.ones(len(self.ties), np.int64)
        shape = (len(self.members), len(self.cooperations))
        return sparse.csr_array((ones, where), shape=shape)

    def count_degrees(self) -> tuple[Vector, Vector]:
        """Count the cooperations of each member and the members of each cooperation."""
        matrix = self.matrix
        return np.asarray(matrix.sum(axis=1)), np.asarray(matrix.sum(axis=0))

    def to_networkx(self) -> nx.Graph[str]:
        """Give the bipartite graph: nodes are ids, `bipartite` 0 for members, 1 for the others."""
        graph: nx.Graph[str] = nx.Graph()
        for member in self.members:
            graph.add_node(member.id, bipartite=0, **_describe(member))
        for one in self.cooperations:
            graph.add_node(one.id, bipartite=1, **_describe(one))
        graph.add_edges_from((tie.member, tie.cooperation, {"lead": tie.lead}) for tie in self.ties)
        return graph

    def keep(self, test: Callable[[Tie], bool]) -> Affiliations:
        """Keep the ties that pass a test, and the members and cooperations that these tie."""
        ties = tuple(tie for tie in self.ties if test(tie))
        return gather(self.members, self.cooperations, ties)

    def split(self, name: Callable[[Cooperation], str]) -> dict[str, Affiliations]:
        """Split by a name of cooperations, sorted; those without a name are in no part."""
        names = {one.id: name(one) for one in self.cooperations}
        return {
            part: self.keep(lambda tie, part=part: names[tie.cooperation] == part)  # type: ignore[misc]
            for part in sorted(set(names.values()) - {""})
        }

    def drop_members_below(self, degree: int) -> Affiliations:
        """Leave out members with fewer cooperations, then cooperations without a member."""
        degrees, _ = self.count_degrees()
        kept = {m.id for m, many in zip(self.members, degrees, strict=True) if many >= degree}
        return self.keep(lambda tie: tie.member in kept)


def read_affiliations(
    source: Dataset | CityNetwork, kinds: Collection[str] = USUAL, rule: Rule = USUAL_RULE
) -> Affiliations:
    """Project a record, or a dataset, onto who is a member of what, of some kinds of thing.

    `rule` says who counts (hanse.record.counting): by the usual one a city that an organisation
    acts for counts, and the organisation does not count beside it; the place where an organisation
    has its seat does not. Two memberships of the same member in the same cooperation are one tie.
    Themes are IRIs, those above a named one included.
    """
    record = source if isinstance(source, CityNetwork) else read_network(source)
    members = [
        _take_member(one, record) for one in (*record.members, *record.others) if one.kind in kinds
    ]
    cooperations = [
        _take_cooperation(one, record) for one in record.cooperations if one.kind in kinds
    ]
    ends = {one.id for one in members} | {one.id for one in cooperations}
    name = make_rule(record, rule)
    ties = [
        Tie(name(tie), tie.cooperation, tie.role == "lead", tie.start, tie.end)
        for tie in record.ties
        if name(tie) in ends and tie.cooperation in ends
    ]
    return gather(members, cooperations, ties)


def _take_member(member: model.Member, record: CityNetwork) -> Member:
    country = record.countries.get(member.country)
    region = record.regions.get(country.region) if country else None
    code, part = country.code if country else "", region.label if region else ""
    return Member(member.iri, member.label, member.kind, code, part, member.population)


def _take_cooperation(one: model.Cooperation, record: CityNetwork) -> Cooperation:
    programme = record.programmes.get(one.programme)
    named = filter(None, (one.main_theme, *one.themes))
    special = one.type_label.lower() != one.kind  # a network without a class of its own
    return Cooperation(
        one.iri,
        one.label,
        one.kind,
        programme.label if programme else "",
        one.call,
        one.type_label if special else "",
        tuple(sorted({above for theme in named for above in climb(theme, record.themes)})),
        one.start,
        one.end,
        one.since,
    )


def gather(
    members: Collection[Member], cooperations: Collection[Cooperation], ties: Collection[Tie]
) -> Affiliations:
    """Put affiliations together: sorted, each pair tied once, nothing without a tie."""
    pairs: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        pair = (tie.member, tie.cooperation)
        pairs[pair] = _merge(pairs[pair], tie) if pair in pairs else tie
    tied = {end for pair in pairs for end in pair}
    return Affiliations(
        tuple(sorted((m for m in members if m.id in tied), key=lambda member: member.id)),
        tuple(sorted((c for c in cooperations if c.id in tied), key=lambda one: one.id)),
        tuple(pairs[pair] for pair in sorted(pairs)),
    )


def _merge(one: Tie, other: Tie) -> Tie:
    """Make one tie of two memberships: from the first start to the last end, if both are known."""
    starts, ends = (one.start, other.start), (one.end, other.end)
    return replace(
        one,
        lead=one.lead or other.lead,
        start=None if None in starts else min(filter(None, starts)),
        end=None if None in ends else max(filter(None, ends)),
    )


def _describe(thing: Member | Cooperation) -> dict[str, Any]:
    """Give what is recorded of a node as attributes that graph files can hold."""
    names = [name for name in thing.__dataclass_fields__ if name != "id"]
    values = {name: getattr(thing, name) for name in names}
    values = {k: "; ".join(v) if isinstance(v, tuple) else v for k, v in values.items()}
    return {name: value for name, value in values.items() if value not in ("", None)}
