"""The classes as tables, as people know them: which property stands in which column."""

from __future__ import annotations

from typing import NamedTuple

from hanse.namespaces import (
    DCT,
    EU_COUNTRY,
    GEONAMES,
    HANSE,
    ID,
    NUTS,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    WGS84,
    WIKIDATA,
)

TYPE = f"{RDF}type"
LABEL = f"{RDFS}label"
ALIAS = f"{SKOS}altLabel"
SOURCE = f"{PROV}hadPrimarySource"
ANY = "{}"  # the template of a column that holds whole IRIs


class Column(NamedTuple):
    """One property in one column.

    `template` is the IRI of the values with {} for what stands in the cell, blank for literals;
    `table` is the table whose ids these are; `datatype` is that of an empty column.
    """

    name: str
    title: str
    property: str
    template: str = ""
    table: str = ""
    datatype: str = "string"


class Sheet(NamedTuple):
    """One class as a table; `made` says that the labels of its things are composed."""

    name: str
    title: str
    class_: str
    kind: str
    columns: tuple[Column, ...]
    made: bool = False

    @property
    def template(self) -> str:
        """The IRI of a thing, with {} for its id."""
        return f"{ID}{self.kind}/{{}}"


class Link(NamedTuple):
    """One property with several values as a table: the thing in a column, the value in another."""

    name: str
    title: str
    property: str
    classes: tuple[str, ...]
    thing: Column
    values: tuple[Column, ...]


def _thing(name: str, title: str, property_: str, kind: str, table: str) -> Column:
    return Column(name, title, property_, f"{ID}{kind}/{{}}", table)


def _city(property_: str, name: str = "city", title: str = "city") -> Column:
    return _thing(name, title, property_, "city", "cities")


def _body(property_: str, name: str = "organisation", title: str = "organisation") -> Column:
    return _thing(name, title, property_, "organisation", "organisations")


def _practice(property_: str, name: str = "practice", title: str = "practice") -> Column:
    return _thing(name, title, property_, "practice", "good_practices")


_NAME = Column("name", "name", LABEL)
_KIND = Column("type", "type", TYPE, f"{HANSE}{{}}")
_COUNTRY = _thing("country", "country", f"{HANSE}country", "country", "countries")
_PROGRAMME = _thing("programme", "programme", f"{HANSE}programme", "programme", "programmes")
_PERIOD = (
    Column("start", "start", f"{SCHEMA}startDate"),
    Column("end", "end", f"{SCHEMA}endDate"),
    Column("start_year", "start year", f"{HANSE}startYear", datatype="integer"),
    Column("end_year", "end year", f"{HANSE}endYear", datatype="integer"),
)
_MONTHS = Column("months", "length in months", f"{HANSE}months", datatype="integer")
_URL = Column("url", "web page", f"{SCHEMA}url", ANY)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        *("countries", "Countries", f"{HANSE}Country", "country"),
        (
            _NAME,
            Column("code", "ISO 3166-1 alpha-2 code", f"{SKOS}notation"),
            Column("alpha3", "ISO 3166-1 alpha-3 code", f"{HANSE}alpha3"),
            Column("eu_authority", "EU authority code", f"{SCHEMA}sameAs", f"{EU_COUNTRY}{{}}"),
            Column("region", "part of Europe", f"{HANSE}region", f"{ID}region/{{}}"),
            Column("eu_since", "EU member since", f"{HANSE}euMemberSince", datatype="gYear"),
            Column("eu_until", "EU member until", f"{HANSE}euMemberUntil", datatype="gYear"),
        ),
    ),
    Sheet(
        *("cities", "Cities", f"{HANSE}City", "city"),
        (
            _NAME,
            _COUNTRY,
            Column("latitude", "latitude in degrees", f"{WGS84}lat", datatype="decimal"),
            Column("longitude", "longitude in degrees", f"{WGS84}long", datatype="decimal"),
            Column("population", "population", f"{HANSE}population", datatype="integer"),
            Column("nuts3", "NUTS 3 region", f"{HANSE}nuts3", f"{NUTS}{{}}"),
            Column("geonames", "GeoNames id", f"{SCHEMA}sameAs", f"{GEONAMES}{{}}/"),
            Column("wikidata", "Wikidata id", f"{SCHEMA}sameAs", f"{WIKIDATA}{{}}"),
        ),
    ),
    Sheet(
        *("organisations", "Organisations", f"{HANSE}Organisation", "organisation"),
        (
            _NAME,
            Column("kind", "kind", f"{ORG}classification", f"{ID}organisation-kind/{{}}"),
            _city(f"{HANSE}city", title="seat"),
            _COUNTRY,
        ),
    ),
    Sheet(
        *("programmes", "Programmes", f"{HANSE}Programme", "programme"),
        (_NAME, *_PERIOD, _body(f"{HANSE}fund", "fund", "fund that pays the money out")),
    ),
    Sheet(
        *("calls", "Calls", f"{HANSE}Call", "call"),
        (_NAME, _PROGRAMME, *_PERIOD),
        made=True,
    ),
    Sheet(
        *("networks", "Networks", f"{HANSE}Network", "network"),
        (
            _NAME,
            _KIND,
            _PROGRAMME,
            _thing("call", "call", f"{HANSE}call", "call", "calls"),
            _thing("main_theme", "main theme", f"{HANSE}mainTheme", "theme", "themes"),
            *_PERIOD,
            _practice(f"{HANSE}transfers", "transfers", "practice that it transfers"),
            _URL,
        ),
    ),
    Sheet(
        *("projects", "Projects", f"{HANSE}Project", "project"),
        (
            _NAME,
            _PROGRAMME,
            *_PERIOD,
            _MONTHS,
            Column("number", "number", f"{DCT}identifier"),
            Column(
                "participants",
                "number of participants",
                f"{HANSE}participantCount",
                datatype="integer",
            ),
            _URL,
        ),
    ),
    Sheet(
        *("phases", "Phases", f"{HANSE}Phase", "phase"),
        (
            _NAME,
            _thing("network", "network", f"{HANSE}phaseOf", "network", "networks"),
            _thing("part_of", "part of phase", f"{DCT}isPartOf", "phase", "phases"),
            *_PERIOD,
            _MONTHS,
        ),
        made=True,
    ),
    Sheet(
        *("memberships", "Memberships", f"{HANSE}Membership", "membership"),
        (
            _NAME,
            _thing("network", "network", f"{ORG}organization", "network", "networks"),
            _thing("project", "project", f"{ORG}organization", "project", "projects"),
            _city(f"{ORG}member"),
            _body(f"{ORG}member"),
            _city(f"{HANSE}onBehalfOf", "acts_for", "city that the organisation acts for"),
            Column("role", "role", f"{ORG}role", f"{HANSE}{{}}"),
            *_PERIOD,
        ),
        made=True,
    ),
    Sheet(
        *("good_practices", "Good practices", f"{HANSE}GoodPractice", "practice"),
        (
            _NAME,
            _city(f"{HANSE}practisedIn"),
            _body(f"{HANSE}practisedIn"),
            _COUNTRY,
            _thing("main_theme", "main theme", f"{HANSE}mainTheme", "theme", "themes"),
            Column("label_year", "year of its label", f"{DCT}issued", datatype="gYear"),
            *_PERIOD,
            Column("budget", "budget in euro", f"{HANSE}budget", datatype="decimal"),
        ),
    ),
    Sheet(
        *("transfers", "Transfers of good practices", f"{HANSE}Transfer", "transfer"),
        (
            _NAME,
            _practice(f"{HANSE}practice"),
            _city(f"{HANSE}from", "from_city", "from city"),
            _body(f"{HANSE}from", "from_organisation", "from organisation"),
            _city(f"{HANSE}to", "to_city", "to city"),
            _body(f"{HANSE}to", "to_organisation", "to organisation"),
            _thing("network", "network", f"{HANSE}within", "network", "networks"),
        ),
        made=True,
    ),
    Sheet(
        *("events", "Events", f"{HANSE}Event", "event"),
        (_NAME, _KIND, *_PERIOD, _city(f"{SCHEMA}location"), _COUNTRY, _URL),
    ),
    Sheet(
        *("participations", "Participations in events and projects"),
        *(f"{HANSE}Participation", "participation"),
        (
            _NAME,
            _thing("event", "event", f"{HANSE}in", "event", "events"),
            _thing("project", "project", f"{HANSE}in", "project", "projects"),
            _city(f"{ORG}member"),
            _body(f"{ORG}member"),
            _city(f"{HANSE}city", "beside", "city named beside the organisation"),
            Column("role", "role", f"{HANSE}role", f"{HANSE}{{}}"),
        ),
        made=True,
    ),
    Sheet(
        *("themes", "Themes", f"{HANSE}Theme", "theme"),
        (_NAME, _thing("broader", "broader theme", f"{SKOS}broader", "theme", "themes")),
    ),
    Sheet(
        *("sources", "Sources", f"{HANSE}Source", "source"),
        (
            Column("title", "title", LABEL),
            Column("publisher", "publisher", f"{DCT}publisher"),
            _URL,
            Column("date", "date", f"{DCT}date"),
            Column("language", "language", f"{DCT}language"),
            Column("kind", "kind", f"{HANSE}kind", f"{ID}source-kind/{{}}"),
        ),
    ),
)

_ANYTHING = Column("thing", "thing", "", f"{ID}{{}}")
LINKS: tuple[Link, ...] = (
    Link(
        *("themes_of", "Themes of networks, projects and good practices", f"{HANSE}theme"),
        ("networks", "projects", "good_practices"),
        _ANYTHING,
        (_thing("theme", "theme", f"{HANSE}theme", "theme", "themes"),),
    ),
    Link(
        *("funders_of_programmes", "Who pays for a programme", f"{HANSE}fundedBy"),
        ("programmes",),
        _thing("programme", "programme", "", "programme", "programmes"),
        (_body(f"{HANSE}fundedBy", "funder", "funder"),),
    ),
    Link(
        *("events_in", "Networks and projects of which events are a part", f"{HANSE}partOf"),
        ("events",),
        _thing("event", "event", "", "event", "events"),
        # One column for both kinds: with a blank cell in each row the table would have no key.
        (Column("cooperation", "network or project", f"{HANSE}partOf", f"{ID}{{}}"),),
    ),
    Link(
        *("sources_of", "The source of each fact", SOURCE),
        tuple(sheet.name for sheet in SHEETS),
        _ANYTHING,
        (_thing("source", "source", SOURCE, "source", "sources"),),
    ),
)
