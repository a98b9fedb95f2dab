"""The tables as rdflib triples, as a user of rdflib alone would write it: Graph.add per row.

Its triples are those of `hanse build` before rules, without what the dataset says of itself;
tests/graph/test_bench.py holds the two together.
"""

from __future__ import annotations

from typing import TypeAlias

from bench.terms import date, decimal, kind_of, link, number, text, thing
from rdflib import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

HANSE = Namespace("https://w3id.org/hanse/ontology#")
SCHEMA = Namespace("https://schema.org/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
SF = Namespace("http://www.opengis.net/ont/sf#")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
WIKIDATA = "http://www.wikidata.org/entity/"
EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"

Row: TypeAlias = dict[str, str]
Tables: TypeAlias = dict[str, list[Row]]
NETWORKS = {"unknown": "Network", "uia-transfer": "UIATransferNetwork"}
NETWORKS["working-group"] = "WorkingGroup"
ROLES = {"lead": "LeadPartner", "partner": "Partner", "implementer": "Implementer"}
BODIES = ("city", "organisation")


class Converter:
    """Adds the triples of the tables to a graph, row by row."""

    def __init__(self, tables: Tables, graph: Graph) -> None:
        """Read off the names that labels are made of."""
        self.tables = tables
        self.graph = graph
        named = ("cities", "organisations", "programmes", "networks", "projects", "events")
        self.names = {name: {row["id"]: row["name"] for row in tables[name]} for name in named}
        self.cooperations = self.names["networks"] | self.names["projects"]
        self.practices = {row["id"]: row for row in tables["good_practices"]}

    def say(self, subject: URIRef, *pairs: tuple[URIRef, URIRef | Literal | None]) -> None:
        """Add a triple for each predicate that has a value."""
        for predicate, value in pairs:
            if value is not None:
                self.graph.add((subject, predicate, value))

    def convert(self) -> None:
        """Add everything."""
        for step in (self.places, self.programmes, self.networks, self.projects, self.phases):
            step()
        for step in (self.memberships, self.themes, self.good_practices, self.transfers):
            step()
        for step in (self.events, self.participations, self.sources, self.other_names):
            step()

    def places(self) -> None:
        """Add countries, cities, their points and organisations."""
        say = self.say
        for row in self.tables["countries"]:
            region = row["region"].lower().replace(" ", "-")
            say(
                thing("country", row["code"]),
                *kind_of(HANSE.Country, row["name"]),
                (SKOS.notation, text(row["code"])),
                (HANSE.alpha3, text(row["alpha3"])),
                (SCHEMA.sameAs, URIRef(EU_COUNTRY + row["alpha3"])),
                (HANSE.region, link("region", region)),
                (HANSE.euMemberSince, date(row["eu_member_since"])),
                (HANSE.euMemberUntil, date(row["eu_member_until"])),
            )
        self.name("country", "country_names")
        for row in self.tables["cities"]:
            self.city(row)
        self.name("city", "city_names")
        for row in self.tables["organisations"]:
            say(
                thing("organisation", row["id"]),
                *kind_of(HANSE.Organisation, row["name"]),
                (ORG.classification, link("organisation-kind", row["kind"])),
                (HANSE.city, link("city", row["city"])),
                (HANSE.country, link("country", row["country"])),
            )

    def name(self, kind: str, table: str) -> None:
        """Add names: the first of a language is the label, the others are alternatives."""
        labelled: set[tuple[str, str]] = set()
        for row in self.tables[table]:
            key = (row[kind], row["lang"])
            predicate = SKOS.altLabel if key in labelled else RDFS.label
            self.say(thing(kind, row[kind]), (predicate, text(row["name"], row["lang"])))
            labelled.add(key)

    def city(self, row: Row) -> None:
        """Add a city, and its point where it has coordinates."""
        city, geonames, wikidata = thing("city", row["id"]), row["geonames_id"], row["wikidata"]
        nuts = f"http://data.europa.eu/nuts/code/{row['nuts3']}"
        self.say(
            city,
            *kind_of(HANSE.City, row["name"]),
            (HANSE.country, link("country", row["country"])),
            (HANSE.nuts3, URIRef(nuts) if row["nuts3"] else None),
            (WGS84.lat, decimal(row["latitude"])),
            (WGS84.long, decimal(row["longitude"])),
            (HANSE.population, number(row["population"])),
            (SCHEMA.sameAs, URIRef(f"https://sws.geonames.org/{geonames}/") if geonames else None),
            (SCHEMA.sameAs, URIRef(f"{WIKIDATA}{wikidata}") if wikidata else None),
        )
        if row["latitude"]:
            point, wkt = thing("geometry", row["id"]), f"{row['longitude']} {row['latitude']}"
            self.say(city, (GEO.hasGeometry, point))
            self.say(
                point,
                (RDF.type, SF.Point),
                (RDF.type, GEO.Geometry),
                (RDFS.label, text(f"Location of {row['name']}")),
                (GEO.asWKT, Literal(f"POINT({wkt})", datatype=GEO.wktLiteral)),
            )

    def programmes(self) -> None:
        """Add programmes with their funds and funders."""
        for row in self.tables["programmes"]:
            self.say(
                thing("programme", row["id"]),
                *kind_of(HANSE.Programme, row["name"]),
                (SCHEMA.startDate, date(row["start_year"])),
                (SCHEMA.endDate, date(row["end_year"])),
                (HANSE.fund, link("organisation", row["fund"])),
            )
        for row in self.tables["programme_funders"]:
            funder = thing("organisation", row["organisation"])
            self.say(thing("programme", row["programme"]), (HANSE.fundedBy, funder))

    def networks(self) -> None:
        """Add networks with their calls and themes."""
        whole = {row["network"]: row for row in self.tables["phases"] if row["phase"] == "whole"}
        nothing = {"start": "", "end": "", "source": ""}
        for row in self.tables["networks"]:
            dates, type_ = whole.get(row["id"], nothing), row["type"]
            network = thing("network", row["id"])
            class_ = NETWORKS.get(type_, type_.title().replace("-", "") + "Network")
            self.say(
                network,
                *kind_of(HANSE[class_], row["name"]),
                (HANSE.programme, link("programme", row["programme"])),
                (HANSE.mainTheme, link("theme", row["theme"])),
                (SCHEMA.startDate, date(dates["start"] or row["start_year"])),
                (SCHEMA.endDate, date(dates["end"] or row["end_year"])),
                (SCHEMA.url, URIRef(row["url"]) if row["url"] else None),
                (PROV.hadPrimarySource, link("source", row["source"])),
                (PROV.hadPrimarySource, link("source", dates["source"])),
            )
            if row["programme"] and row["start_year"]:
                self.say(network, (HANSE.call, self.call(row)))
        for row in self.tables["network_themes"]:
            self.say(thing("network", row["network"]), (HANSE.theme, thing("theme", row["theme"])))

    def call(self, row: Row) -> URIRef:
        """Add the call of a network."""
        programme, type_, year = row["programme"], row["type"], row["start_year"]
        call = thing("call", f"{programme}-{type_}-{year}")
        spelled = {"unknown": "other", "uia-transfer": "UIA transfer"}
        kind = spelled.get(type_, type_.replace("-", " "))
        name = f"{self.names['programmes'][programme]}, {kind} networks of {year}"
        self.say(
            call,
            *kind_of(HANSE.Call, name),
            (HANSE.programme, thing("programme", programme)),
            (SCHEMA.startDate, date(year)),
        )
        return call

    def projects(self) -> None:
        """Add projects."""
        for row in self.tables["projects"]:
            self.say(
                thing("project", row["id"]),
                *kind_of(HANSE.Project, row["name"]),
                (HANSE.programme, link("programme", row["programme"])),
                (SCHEMA.startDate, date(row["start"])),
                (SCHEMA.endDate, date(row["end"])),
                (DCTERMS.identifier, text(row["number"])),
                (HANSE.months, number(row["duration_months"])),
                (HANSE.participantCount, number(row["participant_organisations"])),
                (PROV.hadPrimarySource, link("source", row["source"])),
            )

    def phases(self) -> None:
        """Add the phases of networks."""
        for row in self.tables["phases"]:
            network, phase = row["network"], row["phase"]
            if phase == "whole":
                continue
            whole = phase.rpartition("-")[0] if phase.count("-") > 1 else ""
            self.say(
                thing("phase", network, phase),
                *kind_of(HANSE.Phase, f"{self.cooperations[network]}, {phase.replace('-', ' ')}"),
                (HANSE.phaseOf, thing("network", network)),
                (DCTERMS.isPartOf, thing("phase", network, whole) if whole else None),
                (SCHEMA.startDate, date(row["start"])),
                (SCHEMA.endDate, date(row["end"])),
                (HANSE.months, number(row["duration_months"])),
                (PROV.hadPrimarySource, link("source", row["source"])),
            )

    def body(self, row: Row) -> tuple[str, str, str]:
        """Tell who takes part: kind, id and name."""
        if row["organisation"]:
            id_ = row["organisation"]
            return "organisation", id_, self.names["organisations"][id_]
        return "city", row["city"], self.names["cities"][row["city"]]

    def place(self, row: Row) -> tuple[str, str, str]:
        """Tell who learns or teaches: kind, id and name."""
        if row["city"]:
            return "city", row["city"], self.names["cities"][row["city"]]
        return self.body(row)

    def memberships(self) -> None:
        """Add memberships of networks and projects."""
        for row in self.tables["memberships"]:
            self.membership("network", row["network"], row)
        for row in self.tables["project_members"]:
            if row["role"] == "implementer":
                self.membership("project", row["project"], row)

    def membership(self, kind: str, cooperation: str, row: Row) -> None:
        """Add one membership."""
        member, id_, name = self.body(row)
        city = row["city"] if member == "organisation" else ""
        self.say(
            thing("membership", cooperation, id_),
            *kind_of(HANSE.Membership, f"{name} in {self.cooperations[cooperation]}"),
            (ORG.member, thing(member, id_)),
            (HANSE.onBehalfOf, link("city", city)),
            (ORG.organization, thing(kind, cooperation)),
            (ORG.role, HANSE[ROLES[row["role"]]]),
            (SCHEMA.startDate, date(row.get("start", ""))),
            (SCHEMA.endDate, date(row.get("end", ""))),
            (PROV.hadPrimarySource, link("source", row["source"])),
        )

    def themes(self) -> None:
        """Add themes."""
        for row in self.tables["themes"]:
            self.say(
                thing("theme", row["id"]),
                *kind_of(HANSE.Theme, row["label"]),
                (SKOS.inScheme, thing("scheme", "theme")),
                (SKOS.broader, link("theme", row["broader"])),
            )

    def good_practices(self) -> None:
        """Add good practices with their themes."""
        for row in self.tables["good_practices"]:
            self.say(
                thing("practice", row["id"]),
                *kind_of(HANSE.GoodPractice, self.title(row)),
                (HANSE.practisedIn, link("city", row["city"])),
                (HANSE.practisedIn, link("organisation", row["organisation"])),
                (HANSE.country, link("country", row["country"])),
                (DCTERMS.issued, date(row["label_year"])),
                (SCHEMA.startDate, date(row["start_year"])),
                (HANSE.budget, decimal(row["budget_eur"])),
                (PROV.hadPrimarySource, link("source", row["source"])),
            )
        for row in self.tables["good_practice_themes"]:
            theme = thing("theme", row["theme"])
            self.say(thing("practice", row["good_practice"]), (HANSE.theme, theme))

    def title(self, row: Row) -> str:
        """Name a practice by its title, or say that it has none."""
        year = f" labelled in {row['label_year']}" if row["label_year"] else ""
        return row["title"] or f"Good practice of {self.place(row)[2]}{year} (title unknown)"

    def transfers(self) -> None:
        """Add a transfer for each member of a transfer network but the one that teaches."""
        taught = {row["network"]: row for row in self.tables["transfers"]}
        for row in taught.values():
            practice = thing("practice", row["good_practice"])
            self.say(thing("network", row["network"]), (HANSE.transfers, practice))
        for row in self.tables["memberships"]:
            if row["network"] in taught:
                transfer = taught[row["network"]]
                practice_row = self.practices[transfer["good_practice"]]
                same = [row[key] and row[key] == practice_row[key] for key in BODIES]
                if not any(same):
                    self.transfer(row, transfer, practice_row)

    def transfer(self, member: Row, transfer: Row, practice: Row) -> None:
        """Add one transfer."""
        teacher, learner = self.place(practice), self.place(member)
        network = self.names["networks"][member["network"]]
        name = f"{self.title(practice)}, from {teacher[2]} to {learner[2]} in {network}"
        self.say(
            thing("transfer", member["network"], self.body(member)[1]),
            *kind_of(HANSE.Transfer, name),
            (HANSE.practice, thing("practice", practice["id"])),
            (HANSE["from"], thing(*teacher[:2])),
            (HANSE.to, thing(*learner[:2])),
            (HANSE.within, thing("network", member["network"])),
            (PROV.hadPrimarySource, link("source", transfer["source"])),
        )

    def events(self) -> None:
        """Add events and what they are part of."""
        for row in self.tables["events"]:
            self.say(
                thing("event", row["id"]),
                *kind_of(HANSE[row["type"].title().replace("-", "")], row["name"]),
                (SCHEMA.startDate, date(row["start"])),
                (SCHEMA.endDate, date(row["end"])),
                (SCHEMA.location, link("city", row["city"])),
                (HANSE.country, link("country", row["country"])),
                (PROV.hadPrimarySource, link("source", row["source"])),
            )
        for row in self.tables["event_cooperations"]:
            kind = "network" if row["cooperation"] in self.names["networks"] else "project"
            self.say(thing("event", row["event"]), (HANSE.partOf, thing(kind, row["cooperation"])))

    def participations(self) -> None:
        """Add who took part in events and projects in which role."""
        for row in self.tables["event_participants"]:
            self.participation("event", row["event"], self.names["events"][row["event"]], row)
        for row in self.tables["project_members"]:
            if row["role"] != "implementer":
                project = row["project"]
                self.participation("project", project, self.names["projects"][project], row)

    def participation(self, kind: str, of: str, name: str, row: Row) -> None:
        """Add one participation."""
        member, id_, member_name = self.body(row)
        role = row["role"]
        city = row["city"] if member == "organisation" else ""
        self.say(
            thing("participation", of, role, id_),
            *kind_of(HANSE.Participation, f"{member_name}, {role} in {name}"),
            (HANSE["in"], thing(kind, of)),
            (ORG.member, thing(member, id_)),
            (HANSE.city, link("city", city)),
            (HANSE.role, HANSE[role.capitalize()]),
            (PROV.hadPrimarySource, link("source", row["source"])),
        )

    def sources(self) -> None:
        """Add sources."""
        for row in self.tables["sources"]:
            self.say(
                thing("source", row["id"]),
                *kind_of(HANSE.Source, row["title"]),
                (DCTERMS.publisher, text(row["publisher"])),
                (SCHEMA.url, URIRef(row["url"]) if row["url"] else None),
                (DCTERMS.date, date(row["date"])),
                (DCTERMS.language, text(row["language"])),
                (HANSE.kind, link("source-kind", row["kind"])),
            )

    def other_names(self) -> None:
        """Add further names of things that have no table of names of their own."""
        for row in self.tables["names"]:
            self.say(thing(row["kind"], row["id"]), (SKOS.altLabel, text(row["name"], row["lang"])))
