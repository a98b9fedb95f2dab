"""What a record holds: members, their cooperations, the ties, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from hanse.record.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

MemberKind = Literal["city", "organisation"]
CooperationKind = Literal["network", "project"]
Role = Literal["lead", "partner", "implementer"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything with an address, a display name and other names (any language, former names)."""

    iri: str
    label: str
    names: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The last step of the address: the id of the table row."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Country(Thing):
    """A country with its ISO 3166-1 alpha-2 code and the region it lies in."""

    code: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Theme(Thing):
    """A theme and the themes above it (skos:broader)."""

    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member(Thing):
    """A city or an organisation; `type` is the class of an organisation, `seat` its city."""

    kind: MemberKind = "city"
    country: str = ""
    population: int | None = None
    note: str = ""
    links: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    type: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Cooperation(Thing):
    """A network or a project; years are whole numbers, None where no source states them.

    `type` is its most special class, `call` the name of its call; `began` and `ended` are dates as
    exact as their source; `since` is its first year or, without one, the first of its programme.
    """

    kind: CooperationKind = "network"
    type_label: str = ""
    programme: str = ""
    main_theme: str = ""
    themes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    url: str = ""
    sources: tuple[str, ...] = ()
    type: str = ""
    call: str = ""
    began: str = ""
    ended: str = ""
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One membership: who takes part in what, in which role, through which body, says who.

    `body` acts for the member, "" where it takes part itself, and `through` is its name. Years and
    dates are those of the membership alone; `stated_role` is the role as the dataset names it.
    """

    iri: str
    member: str
    cooperation: str
    role: Role
    through: str = ""
    sources: tuple[str, ...] = ()
    body: str = ""
    start: int | None = None
    end: int | None = None
    began: str = ""
    ended: str = ""
    stated_role: str = ""


@dataclass(frozen=True, slots=True)
class Source(Thing):
    """The document or page that states a fact."""

    url: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Practice(Thing):
    """A good practice: where it is practised (cities, else bodies), when it began, its label."""

    homes: tuple[str, ...] = ()
    country: str = ""
    label_year: int | None = None
    start: int | None = None
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """One member that takes up a good practice of another within one cooperation, says who."""

    iri: str
    practice: str
    giver: str
    learner: str
    cooperation: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event(Thing):
    """An event; dates are as exact as their source: 2019-01-31, 2019-11, 2019, --05-13 or ""."""

    type_label: str = ""
    start: str = ""
    end: str = ""
    city: str = ""
    country: str = ""
    cooperations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """Who takes part in an event, in which role, says who."""

    iri: str
    event: str
    member: str
    role: str
    city: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase(Thing):
    """A phase of a network; `start` as exact as its source, `whole` the phase it is a part of."""

    cooperation: str = ""
    start: str = ""
    months: int | None = None
    whole: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CityNetwork:
    """Members, cooperations and ties in the order of their addresses, with what they refer to.

    `programmes`, `countries`, `regions`, `themes` and `sources` are keyed by IRI and hold those of
    the whole dataset, as `others` holds the cities and organisations that nothing here names as a
    member, bodies that only act for a city among them; `version` is the dataset's own, `digest` the
    SHA-256 of its sorted N-Triples. What follows `sources` up to `phases` is there where the whole
    record was read. The rest is of a selection: `query` and `scope` tell it, `left_out`, `hidden`
    and `assumed` what it keeps out, does not show, and keeps without knowing.
    """

    members: tuple[Member, ...]
    cooperations: tuple[Cooperation, ...]
    ties: tuple[Tie, ...]
    countries: dict[str, Country] = field(default_factory=dict[str, Country])
    programmes: dict[str, Thing] = field(default_factory=dict[str, Thing])
    themes: dict[str, Theme] = field(default_factory=dict[str, Theme])
    sources: dict[str, Source] = field(default_factory=dict[str, Source])
    practices: tuple[Practice, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    events: tuple[Event, ...] = ()
    participations: tuple[Participation, ...] = ()
    phases: tuple[Phase, ...] = ()
    groups: tuple[str, ...] = ()
    version: str = ""
    digest: str = ""
    query: str = ""
    scope: Scope = field(default_factory=Scope)
    left_out: int = 0
    regions: dict[str, Thing] = field(default_factory=dict[str, Thing])
    others: tuple[Member, ...] = ()
    hidden: tuple[Tie, ...] = ()
    assumed: int = 0

    def list_places(self) -> dict[str, tuple[float, float]]:
        """List latitude and longitude, in degrees, of the members that have them, by their IRIs."""
        return {
            one.iri: (one.latitude, one.longitude)
            for one in self.members
            if one.latitude is not None and one.longitude is not None
        }

    def name_members(self) -> Iterator[str]:
        """Name whoever takes part, gives, learns, hosts or comes, by IRI."""
        yield from (tie.member for tie in self.ties)
        yield from (home for practice in self.practices for home in practice.homes)
        yield from (end for one in self.transfers for end in (one.giver, one.learner))
        yield from (event.city for event in self.events)
        yield from (iri for one in self.participations for iri in (one.member, one.city))

    def count_degrees(self) -> dict[str, int]:
        """Count the other ends of each node: distinct cooperations of a member and the reverse."""
        pairs = {(tie.member, tie.cooperation) for tie in self.ties}
        degrees = {node.iri: 0 for node in (*self.members, *self.cooperations)}
        for member, cooperation in pairs:
            degrees[member] += 1
            degrees[cooperation] += 1
        return degrees
