"""The curated tables as records: one frozen dataclass per table, its fields the table's columns.

Ids, names and codes are `str`, years, months and counts `int`, degrees and money `Decimal` (the
exact digits of the file). A blank cell is `None`, never an empty text. Dates are `str`, as exact
as their source: YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD where the year is unknown. `line` is where
the row starts in its file; it takes no part in comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class City:
    """A city, town or municipality; `country` is an ISO 3166-1 alpha-2 code, degrees are WGS84."""

    id: str
    name: str
    country: str
    geonames_id: str | None
    latitude: Decimal | None
    longitude: Decimal | None
    population: int | None
    nuts3: str | None
    wikidata: str | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CityName:
    """A name of a city in one language (BCP 47)."""

    city: str
    lang: str
    name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """The source of a column whose rows name none themselves."""

    table: str
    column: str
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 codes, with its years in the European Union."""

    code: str
    name: str
    eu_member_since: int | None
    eu_member_until: int | None
    region: str | None
    alpha3: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CountryBox:
    """One part of a country as a box of WGS84 degrees; overseas parts have boxes of their own."""

    country: str
    part: str
    south: Decimal
    west: Decimal
    north: Decimal
    east: Decimal
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CountryName:
    """The name of a country in one language (BCP 47)."""

    country: str
    lang: str
    name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class EventCooperation:
    """An event belongs to a network or a project."""

    event: str
    cooperation: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class EventParticipant:
    """An organisation, a city or an organisation in a city takes part in an event in a role."""

    event: str
    organisation: str | None
    city: str | None
    role: str
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """A seminar, visit, meeting or other event, in a city or a country where these are known."""

    id: str
    name: str
    type: str
    start: str | None
    end: str | None
    city: str | None
    country: str | None
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class GoodPracticeTheme:
    """A theme of a good practice."""

    good_practice: str
    theme: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """A labelled good practice of a city or an organisation; some have no title yet."""

    id: str
    title: str | None
    city: str | None
    country: str | None
    label_year: int
    start_year: int | None
    budget_eur: Decimal | None
    source: str
    organisation: str | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """One member of a network: a city, an organisation, or an organisation for a city."""

    network: str
    city: str | None
    organisation: str | None
    role: str
    start: str | None
    end: str | None
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of a thing that is neither a city nor a country; `kind` says what it is."""

    kind: str
    id: str
    lang: str
    name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NetworkTheme:
    """A theme of a network."""

    network: str
    theme: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Network:
    """A transnational city network; `theme` is its main theme."""

    id: str
    name: str
    programme: str | None
    type: str
    start_year: int | None
    end_year: int | None
    theme: str | None
    url: str | None
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that is no municipality; `city` is its seat."""

    id: str
    name: str
    city: str | None
    country: str | None
    kind: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a network; the phase `whole` gives the dates of the network itself."""

    network: str
    phase: str
    start: str | None
    end: str | None
    duration_months: int | None
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ProgrammeFunder:
    """An organisation whose money a programme spends."""

    programme: str
    organisation: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Programme:
    """A funding programme; `fund` is the organisation that pays its money out."""

    id: str
    name: str
    start_year: int | None
    end_year: int | None
    fund: str | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ProjectMember:
    """An organisation or a city takes part in a project in a role."""

    project: str
    organisation: str | None
    city: str | None
    role: str
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Project:
    """A funded project; `participant_organisations` counts the organisations it supports."""

    id: str
    name: str
    programme: str | None
    start: str | None
    end: str | None
    number: str | None
    duration_months: int | None
    participant_organisations: int | None
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, page or data set that states facts."""

    id: str
    title: str
    publisher: str
    url: str | None
    date: str | None
    language: str | None
    kind: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """A keyword, with the broader one above it."""

    id: str
    label: str
    broader: str | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A network passes on a good practice."""

    network: str
    good_practice: str
    source: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, each a tuple of records sorted by key, whatever the order in the files."""

    cities: tuple[City, ...] = ()
    city_names: tuple[CityName, ...] = ()
    column_sources: tuple[ColumnSource, ...] = ()
    countries: tuple[Country, ...] = ()
    country_boxes: tuple[CountryBox, ...] = ()
    country_names: tuple[CountryName, ...] = ()
    event_cooperations: tuple[EventCooperation, ...] = ()
    event_participants: tuple[EventParticipant, ...] = ()
    events: tuple[Event, ...] = ()
    good_practice_themes: tuple[GoodPracticeTheme, ...] = ()
    good_practices: tuple[GoodPractice, ...] = ()
    memberships: tuple[Membership, ...] = ()
    names: tuple[Name, ...] = ()
    network_themes: tuple[NetworkTheme, ...] = ()
    networks: tuple[Network, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    phases: tuple[Phase, ...] = ()
    programme_funders: tuple[ProgrammeFunder, ...] = ()
    programmes: tuple[Programme, ...] = ()
    project_members: tuple[ProjectMember, ...] = ()
    projects: tuple[Project, ...] = ()
    sources: tuple[Source, ...] = ()
    themes: tuple[Theme, ...] = ()
    transfers: tuple[Transfer, ...] = ()
