"""The tables, declared once: columns, keys, references and rules.

Reading, checking, tidying and the tests of data/README.md all follow this declaration; a new
column is a new line here and a new field in `hanse.model`.
"""

from __future__ import annotations

from dataclasses import dataclass

from hanse import model
from hanse.tables import kinds
from hanse.tables.kinds import SLUG, TEXT, Kind, make_choice


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, whether a cell may be blank, and the tables whose ids it refers to."""

    name: str
    kind: Kind
    required: bool = True
    refers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its record, its columns in order, its key and the rules that need no other table.

    `one_of`: at least one of these cells is filled. `identity`: what makes the address of a row,
    where that is less than its key; the first filled cell counts of columns written `a|b`.
    """

    name: str
    record: type
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    one_of: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the file."""
        return tuple(column.name for column in self.columns)

    @property
    def file(self) -> str:
        """The name of the table's file."""
        return f"{self.name}.csv"

    def position(self, column: str) -> int:
        """Find the place of a column in a row."""
        return self.header.index(column)


ROLES = make_choice("lead", "partner")
PROJECT_ROLES = make_choice("implementer", "funder", "supporter", "area")
EVENT_ROLES = make_choice("organiser", "host", "visitor", "visited")
EVENT_TYPES = make_choice(
    "seminar", "study-trip", "exchange-visit", "meeting", "fair", "training", "opening", "decision"
)
NETWORK_TYPES = make_choice(
    "action-planning", "implementation", "transfer", "innovation-transfer", "uia-transfer",
    "pilot-transfer", "thematic", "working-group", "delivery", "municipal", "unknown",
)  # fmt: skip
ORGANISATION_KINDS = make_choice(
    "agency", "ngo", "region", "association", "company", "university", "fund", "public-body"
)
SOURCE_KINDS = make_choice("programme-site", "partner-site", "press", "seed", "dataset")
REGIONS = make_choice("Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe")

# The kinds of thing that names.csv may name, and the table that lists them.
NAMED = {
    "event": "events",
    "network": "networks",
    "organisation": "organisations",
    "practice": "good_practices",
    "programme": "programmes",
    "project": "projects",
    "source": "sources",
    "theme": "themes",
}

# Ids that make addresses side by side, so that no id may stand in both tables.
SHARED_IDS = (("cities", "organisations"), ("networks", "projects"))

# Ids that others gave: a second row with the same one means the same thing twice.
FOREIGN_IDS = (("cities", "geonames_id"), ("cities", "wikidata"), ("countries", "alpha3"))


def _optional(name: str, kind: Kind) -> Column:
    return Column(name, kind, required=False)


def _refer(name: str, *tables: str, required: bool = True) -> Column:
    kind = kinds.COUNTRY if tables == ("countries",) else SLUG
    return Column(name, kind, required, tables)


_ID = Column("id", SLUG)
_NAME = Column("name", TEXT)
_LANG = Column("lang", kinds.LANGUAGE)
_SOURCE = _refer("source", "sources")
_START = _optional("start", kinds.DATE)
_END = _optional("end", kinds.DATE)
_YEARS = (_optional("start_year", kinds.YEAR), _optional("end_year", kinds.YEAR))
_BODIES = (
    _refer("organisation", "organisations", required=False),
    _refer("city", "cities", required=False),
)
_CITY = _BODIES[1]
_COUNTRY = _refer("country", "countries", required=False)
_MONTHS = _optional("duration_months", kinds.MONTHS)
_DATES = (("start", "end"),)
_ANY_BODY = ("city", "organisation")

_PLACES = (
    Table("cities", model.City, ("id",), (
        _ID, _NAME, _refer("country", "countries"), _optional("geonames_id", kinds.GEONAMES),
        _optional("latitude", kinds.LATITUDE), _optional("longitude", kinds.LONGITUDE),
        _optional("population", kinds.COUNT), _optional("nuts3", kinds.NUTS3),
        _optional("wikidata", kinds.WIKIDATA),
    )),
    Table("city_names", model.CityName, ("city", "lang", "name"), (
        _refer("city", "cities"), _LANG, _NAME,
    )),
    Table("countries", model.Country, ("code",), (
        Column("code", kinds.COUNTRY), _NAME, _optional("eu_member_since", kinds.YEAR),
        _optional("eu_member_until", kinds.YEAR), _optional("region", REGIONS),
        Column("alpha3", kinds.ALPHA3),
    ), periods=(("eu_member_since", "eu_member_until"),)),
    Table("country_boxes", model.CountryBox, ("country", "part"), (
        _refer("country", "countries"), Column("part", SLUG), Column("south", kinds.LATITUDE),
        Column("west", kinds.LONGITUDE), Column("north", kinds.LATITUDE),
        Column("east", kinds.LONGITUDE),
    )),
    Table("country_names", model.CountryName, ("country", "lang"), (
        _refer("country", "countries"), _LANG, _NAME,
    )),
)  # fmt: skip

_COOPERATIONS = (
    Table("networks", model.Network, ("id",), (
        _ID, _NAME, _refer("programme", "programmes", required=False),
        Column("type", NETWORK_TYPES), *_YEARS, _refer("theme", "themes", required=False),
        _optional("url", kinds.URL), _SOURCE,
    ), periods=(("start_year", "end_year"),)),
    Table("phases", model.Phase, ("network", "phase"), (
        _refer("network", "networks"), Column("phase", SLUG), _START, _END, _MONTHS, _SOURCE,
    ), periods=_DATES),
    Table("memberships", model.Membership, ("network", "city", "organisation"), (
        _refer("network", "networks"), _CITY, _BODIES[0], Column("role", ROLES), _START, _END,
        _SOURCE,
    ), one_of=_ANY_BODY, identity=("network", "organisation|city"), periods=_DATES),
    Table("projects", model.Project, ("id",), (
        _ID, _NAME, _refer("programme", "programmes", required=False), _START, _END,
        _optional("number", TEXT), _MONTHS, _optional("participant_organisations", kinds.COUNT),
        _SOURCE,
    ), periods=_DATES),
    Table("project_members", model.ProjectMember, ("project", "role", "organisation", "city"), (
        _refer("project", "projects"), *_BODIES, Column("role", PROJECT_ROLES), _SOURCE,
    ), one_of=_ANY_BODY, identity=("project", "role", "organisation|city")),
    Table("programmes", model.Programme, ("id",), (
        _ID, _NAME, *_YEARS, _refer("fund", "organisations", required=False),
    ), periods=(("start_year", "end_year"),)),
    Table("programme_funders", model.ProgrammeFunder, ("programme", "organisation"), (
        _refer("programme", "programmes"), _refer("organisation", "organisations"),
    )),
    Table("organisations", model.Organisation, ("id",), (
        _ID, _NAME, _CITY, _COUNTRY, Column("kind", ORGANISATION_KINDS),
    )),
)  # fmt: skip

_FACTS = (
    Table("good_practices", model.GoodPractice, ("id",), (
        _ID, _optional("title", TEXT), _CITY, _COUNTRY, Column("label_year", kinds.YEAR),
        _optional("start_year", kinds.YEAR), _optional("budget_eur", kinds.MONEY), _SOURCE,
        _BODIES[0],
    ), one_of=_ANY_BODY, periods=(("start_year", "label_year"),)),
    Table("transfers", model.Transfer, ("network",), (
        _refer("network", "networks"), _refer("good_practice", "good_practices"), _SOURCE,
    )),
    Table("events", model.Event, ("id",), (
        _ID, _NAME, Column("type", EVENT_TYPES), _START, _END, _CITY, _COUNTRY, _SOURCE,
    ), periods=_DATES),
    Table("event_cooperations", model.EventCooperation, ("event", "cooperation"), (
        _refer("event", "events"), _refer("cooperation", "networks", "projects"),
    )),
    Table("event_participants", model.EventParticipant, ("event", "role", "organisation", "city"), (
        _refer("event", "events"), *_BODIES, Column("role", EVENT_ROLES), _SOURCE,
    ), one_of=_ANY_BODY, identity=("event", "role", "organisation|city")),
    Table("themes", model.Theme, ("id",), (
        _ID, Column("label", TEXT), _refer("broader", "themes", required=False),
    )),
    Table("network_themes", model.NetworkTheme, ("network", "theme"), (
        _refer("network", "networks"), _refer("theme", "themes"),
    )),
    Table("good_practice_themes", model.GoodPracticeTheme, ("good_practice", "theme"), (
        _refer("good_practice", "good_practices"), _refer("theme", "themes"),
    )),
    Table("names", model.Name, ("kind", "id", "lang", "name"), (
        Column("kind", make_choice(*NAMED)), _ID, _LANG, _NAME,
    )),
    Table("sources", model.Source, ("id",), (
        _ID, Column("title", TEXT), Column("publisher", TEXT), _optional("url", kinds.URL),
        _optional("date", kinds.DATE), _optional("language", kinds.LANGUAGE),
        Column("kind", SOURCE_KINDS),
    )),
    Table("column_sources", model.ColumnSource, ("table", "column", "source"), (
        Column("table", TEXT), Column("column", TEXT), _SOURCE,
    )),
)  # fmt: skip

TABLES = {t.name: t for t in sorted((*_PLACES, *_COOPERATIONS, *_FACTS), key=lambda t: t.name)}
