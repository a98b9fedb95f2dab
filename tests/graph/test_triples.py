"""Tables become triples as the ontology contract says: nothing lost, nothing invented."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.dataset import build_dataset
from hanse.iris import mint_iri
from hanse.namespaces import DATASET, DCT, HANSE, ID, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, WGS84, XSD
from hanse.resources import locate
from hanse.triples.terms import date, decimal, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from hanse.dataset import Dataset

Row = dict[str, str]
Terms = list[ox.NamedNode | ox.Literal]

# What the small tables of the fixture say, written from the contract.
SMALL = """
@base <https://w3id.org/hanse/id/> .
@prefix hanse: <https://w3id.org/hanse/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix sf: <http://www.opengis.net/ont/sf#> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<city/alfa> a hanse:City ;
  rdfs:label "Alfa", "Alfen"@de, "Alfa"@lv ; skos:altLabel "Alpha"@de ;
  hanse:country <country/LV> ; hanse:nuts3 <http://data.europa.eu/nuts/code/LV008> ;
  wgs84:lat 57.1 ; wgs84:long 24.5 ; geo:hasGeometry <geometry/alfa> ; hanse:population 1200 ;
  schema:sameAs <https://sws.geonames.org/1001/>, <http://www.wikidata.org/entity/Q1001> .
<geometry/alfa> a sf:Point, geo:Geometry ; rdfs:label "Location of Alfa" ;
  geo:asWKT "POINT(24.50000 57.10000)"^^geo:wktLiteral .
<city/beta> a hanse:City ; rdfs:label "Beta" ; hanse:country <country/LV> .
<city/gamma> a hanse:City ; rdfs:label "Gamma" ; hanse:country <country/LV> .
<organisation/delta> a hanse:Organisation ; rdfs:label "Delta Agency" ;
  org:classification <organisation-kind/agency> ;
  hanse:city <city/alfa> ; hanse:country <country/LV> .
<programme/plan> a hanse:Programme ; rdfs:label "Plan" ;
  schema:startDate "2014"^^xsd:gYear ; schema:endDate "2020"^^xsd:gYear .
<call/plan-transfer-2018> a hanse:Call ; rdfs:label "Plan, transfer networks of 2018" ;
  hanse:programme <programme/plan> ; schema:startDate "2018"^^xsd:gYear .
<network/ring> a hanse:TransferNetwork ; rdfs:label "Ring" ; hanse:programme <programme/plan> ;
  hanse:call <call/plan-transfer-2018> ; hanse:mainTheme <theme/work> ;
  hanse:theme <theme/work>, <theme/youth-work> ;
  schema:startDate "2018"^^xsd:gYear ; schema:endDate "2020"^^xsd:gYear ;
  schema:url <https://example.org/ring> ; hanse:transfers <practice/bread> ;
  prov:hadPrimarySource <source/notes> .
<phase/ring/phase-1> a hanse:Phase ; rdfs:label "Ring, phase 1" ; hanse:phaseOf <network/ring> ;
  schema:startDate "2018-04-04"^^xsd:date ; hanse:months 6 ;
  prov:hadPrimarySource <source/notes> .
<membership/ring/alfa> a hanse:Membership ; rdfs:label "Alfa in Ring" ;
  org:member <city/alfa> ; org:organization <network/ring> ; org:role hanse:LeadPartner ;
  prov:hadPrimarySource <source/notes> .
<membership/ring/beta> a hanse:Membership ; rdfs:label "Beta in Ring" ;
  org:member <city/beta> ; org:organization <network/ring> ; org:role hanse:Partner ;
  schema:startDate "2018-12"^^xsd:gYearMonth ; schema:endDate "2020-06-30"^^xsd:date ;
  prov:hadPrimarySource <source/notes> .
<membership/ring/delta> a hanse:Membership ; rdfs:label "Delta Agency in Ring" ;
  org:member <organisation/delta> ; hanse:onBehalfOf <city/gamma> ;
  org:organization <network/ring> ; org:role hanse:Partner ;
  schema:startDate "2019"^^xsd:gYear ; prov:hadPrimarySource <source/notes> .
<practice/bread> a hanse:GoodPractice ; rdfs:label "Bread for all" ;
  hanse:practisedIn <city/alfa> ; hanse:country <country/LV> ; dct:issued "2017"^^xsd:gYear ;
  schema:startDate "2012"^^xsd:gYear ; hanse:budget 1234567.5 ;
  prov:hadPrimarySource <source/notes> .
<transfer/ring/beta> a hanse:Transfer ;
  rdfs:label "Bread for all, from Alfa to Beta in Ring" ; hanse:practice <practice/bread> ;
  hanse:from <city/alfa> ; hanse:to <city/beta> ; hanse:within <network/ring> ;
  prov:hadPrimarySource <source/notes> .
<transfer/ring/delta> a hanse:Transfer ;
  rdfs:label "Bread for all, from Alfa to Gamma in Ring" ; hanse:practice <practice/bread> ;
  hanse:from <city/alfa> ; hanse:to <city/gamma> ; hanse:within <network/ring> ;
  prov:hadPrimarySource <source/notes> .
<event/visit> a hanse:ExchangeVisit ; rdfs:label "The visit" ;
  schema:startDate "--05-13"^^xsd:gMonthDay ; schema:endDate "--05-14"^^xsd:gMonthDay ;
  schema:location <city/beta> ; hanse:country <country/LV> ; hanse:partOf <network/ring> ;
  prov:hadPrimarySource <source/notes> .
<participation/visit/host/beta> a hanse:Participation ; rdfs:label "Beta, host in The visit" ;
  hanse:in <event/visit> ; org:member <city/beta> ; hanse:role hanse:Host ;
  prov:hadPrimarySource <source/notes> .
<participation/visit/visitor/delta> a hanse:Participation ;
  rdfs:label "Delta Agency, visitor in The visit" ; hanse:in <event/visit> ;
  org:member <organisation/delta> ; hanse:city <city/gamma> ; hanse:role hanse:Visitor ;
  prov:hadPrimarySource <source/notes> .
<theme/work> a hanse:Theme ; rdfs:label "Work" ; skos:inScheme <scheme/theme> .
<theme/youth-work> a hanse:Theme ; rdfs:label "Youth work" ; skos:inScheme <scheme/theme> ;
  skos:broader <theme/work> .
<source/notes> a hanse:Source ; rdfs:label "Notes" ; dct:publisher "The Editors" ;
  schema:url <https://example.org/notes> ; dct:date "2020-05"^^xsd:gYearMonth ;
  dct:language "en" ; hanse:kind <source-kind/press> .
"""


def _write(triples: Iterable[ox.Quad]) -> set[str]:
    return {f"{t.subject} {t.predicate} {t.object} .\n" for t in triples}


def test_small_tables_give_exactly_the_triples_of_the_contract(small_data: Path) -> None:
    """Every kind of thing has the address, the properties and the label that the contract says."""
    dataset = build_dataset(small_data, locate("ontology"))
    expected = _write(ox.parse(SMALL, format=ox.RdfFormat.TURTLE))
    apart = (f"<{DATASET}", f"<{ID}country/LV> ")
    assert {line for line in dataset.asserted if not line.startswith(apart)} == expected


def test_a_country_has_its_codes_its_years_and_its_names(small_data: Path) -> None:
    """A country is matched to the authority list and labelled in the 24 languages of the EU."""
    dataset = build_dataset(small_data, locate("ontology"))
    subject = f"<{mint_iri('country', 'LV')}> "
    said = {line.removeprefix(subject) for line in dataset.asserted if line.startswith(subject)}
    labels = {line for line in said if line.startswith(f"<{RDFS}label> ")}
    authority = "http://publications.europa.eu/resource/authority/country/LVA"
    assert f'<{RDFS}label> "Lettland"@de .\n' in labels
    assert len(labels) == 1 + 24
    assert said - labels == {
        f"<{RDF}type> <{HANSE}Country> .\n",
        f'<{SKOS}notation> "LV" .\n',
        f'<{HANSE}alpha3> "LVA" .\n',
        f"<{SCHEMA}sameAs> <{authority}> .\n",
        f"<{HANSE}region> <{ID}region/northern-europe> .\n",
        f'<{HANSE}euMemberSince> "2004"^^<{XSD}gYear> .\n',
    }


def _add(folder: Path, table: str, *rows: str) -> None:
    with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def _replace(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), encoding="utf-8")


def _labels(dataset: Dataset, kind: str, *slugs: str) -> set[str]:
    start = f"<{mint_iri(kind, *slugs)}> <{RDFS}label> "
    return {line.removeprefix(start)[:-3] for line in dataset.asserted if line.startswith(start)}


@pytest.mark.parametrize(
    ("expected", "row"),
    [
        ("Good practice of Beta labelled in 2017 (title unknown)", "stone,,beta,LV,2017,,,notes,"),
        (
            "Good practice of Delta Agency labelled in 2017 (title unknown)",
            "stone,,,LV,2017,,,notes,delta",
        ),
    ],
)
def test_a_practice_without_title_says_so(small_data: Path, expected: str, row: str) -> None:
    """The label of such a practice names whose it is, its year, and that the title is unknown."""
    _add(small_data, "good_practices", row)
    dataset = build_dataset(small_data, locate("ontology"))
    assert _labels(dataset, "practice", "stone") == {f'"{expected}"'}


def test_the_practice_of_an_organisation_is_transferred_to_every_other_member(
    small_data: Path,
) -> None:
    """Whose practice it is takes up nothing; every other membership is a transfer."""
    _replace(
        small_data,
        "good_practices",
        "bread,Bread for all,alfa,LV,2017,2012,1234567.50,notes,",
        "bread,Bread for all,,LV,2017,2012,1234567.50,notes,delta",
    )
    dataset = build_dataset(small_data, locate("ontology"))
    start = f"<{ID}transfer/"
    found = {
        line[len(start) :].split(">")[0] for line in dataset.asserted if line.startswith(start)
    }
    assert found == {"ring/alfa", "ring/beta"}


def test_a_whole_phase_dates_the_network_itself(small_data: Path) -> None:
    """A phase `whole` is no Phase: its dates and its source are the network's."""
    _add(small_data, "sources", "other,Other,The Editors,https://example.org/o,,en,press")
    _add(small_data, "phases", "ring,whole,2018-04-04,2020-12,,other")
    dataset = build_dataset(small_data, locate("ontology"))
    ring = f"<{mint_iri('network', 'ring')}>"
    assert not [line for line in dataset.asserted if "/whole>" in line]
    assert f'{ring} <{SCHEMA}startDate> "2018-04-04"^^<{XSD}date> .\n' in dataset.asserted
    assert f'{ring} <{SCHEMA}endDate> "2020-12"^^<{XSD}gYearMonth> .\n' in dataset.asserted
    source = f"{ring} <{PROV}hadPrimarySource> "
    assert len([line for line in dataset.asserted if line.startswith(source)]) == 2


def test_stages_are_part_of_their_phase(small_data: Path) -> None:
    """phase-2-learning and phase-2-sharing are dct:isPartOf phase-2."""
    _add(
        small_data,
        "phases",
        "ring,phase-2,2019,2020,,notes",
        "ring,phase-2-learning,2019,2019,,notes",
        "ring,phase-2-sharing,2020,2020,,notes",
    )
    dataset = build_dataset(small_data, locate("ontology"))
    whole = mint_iri("phase", "ring", "phase-2")
    for stage in ("phase-2-learning", "phase-2-sharing"):
        part = mint_iri("phase", "ring", stage)
        assert f"<{part}> <{DCT}isPartOf> <{whole}> .\n" in dataset.asserted


def test_other_names_are_alternative_labels(small_data: Path) -> None:
    """A row of names.csv is a skos:altLabel in its language, the tag in lower case."""
    _add(small_data, "names", "network,ring,lv,Gredzens")
    dataset = build_dataset(small_data, locate("ontology"))
    ring = f"<{mint_iri('network', 'ring')}>"
    assert f'{ring} <{SKOS}altLabel> "Gredzens"@lv .\n' in dataset.asserted


HOSTILE = [
    '" . <urn:s> <urn:p> <urn:o> .',
    "\\",
    '\\" . <urn:s> <urn:p> <urn:o> . #',
    "'''",
    '"""',
    "</script><img src=x onerror=alert(1)>",
    "\\u0041\\n",
    "@lv",
    '"^^<urn:x>',
    "Ķēniņš 漢字 🏙",
    "{{7*7}} ${x} %s",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_one_literal(small_data: Path, name: str) -> None:
    """Whatever a name holds, it is the one value of one triple and adds no other."""
    plain = build_dataset(small_data, locate("ontology"))
    quoted = name.replace('"', '""')
    _replace(small_data, "themes", "work,Work,\n", f'work,"{quoted}",\n')
    dataset = build_dataset(small_data, locate("ontology"))
    parsed = ox.parse("".join(dataset.asserted).encode(), format=ox.RdfFormat.N_TRIPLES)
    theme = ox.NamedNode(mint_iri("theme", "work"))
    labels = [
        t.object for t in parsed if t.subject == theme and t.predicate.value == f"{RDFS}label"
    ]
    assert labels == [ox.Literal(name)]
    assert len(dataset.asserted) == len(plain.asserted)
    assert len(dataset.lines) == len(plain.lines)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("57.1", "57.10000"),
        ("-8.396", "-8.39600"),
        ("100", "100"),
        ("100", "100.00"),
        ("0", "-0.0"),
        ("0.5", ".50"),
        ("1000", "1E+3"),
        ("0.0000001", "1E-7"),
    ],
)
def test_decimals_are_canonical(expected: str, value: str) -> None:
    """A decimal has no exponent, no idle zeros and no point alone."""
    assert decimal(Decimal(value)) == f'"{expected}"^^<{XSD}decimal>'


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1e9, max_value=1e9))
def test_the_engine_writes_decimals_the_same(value: Decimal) -> None:
    """A store gives back the very term that the file holds."""
    line = f"<urn:s> <urn:p> {decimal(value)} ."
    store = ox.Store()
    store.load(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert [str(quad.object) for quad in store] == [decimal(value)]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_texts_are_escaped(value: str) -> None:
    """Any text without control characters is read back as it was."""
    line = f"<urn:s> <urn:p> {text(value)} ."
    (triple,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert triple.object == ox.Literal(value)


@pytest.mark.parametrize(
    ("datatype", "value"),
    [
        ("gYear", "2018"),
        ("gYearMonth", "2018-12"),
        ("date", "2018-12-04"),
        ("gMonthDay", "--05-13"),
    ],
)
def test_dates_are_as_exact_as_their_source(datatype: str, value: str) -> None:
    """The datatype says how much of a date is known."""
    assert date(value) == f'"{value}"^^<{XSD}{datatype}>'


def _read(table: str) -> list[Row]:
    with (locate("data") / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_transfers_are_counted_as_the_contract_counts_them(built: Dataset) -> None:
    """One transfer per membership of a network in transfers.csv, but for whose practice it is."""
    practices = {row["id"]: row for row in _read("good_practices")}
    transfers = {row["network"]: practices[row["good_practice"]] for row in _read("transfers")}
    expected = {
        f"{row['network']}/{_name_body(row)}"
        for row in _read("memberships")
        if (practice := transfers.get(row["network"]))
        and not (row["city"] and row["city"] == practice["city"])
        and not (row["organisation"] and row["organisation"] == practice["organisation"])
    }
    start = f"<{ID}transfer/"
    found = {line[len(start) :].split(">")[0] for line in built.asserted if line.startswith(start)}
    assert found == expected
    assert len(expected) >= 251
    assert built.counts["Transfer"] == len(expected)


def test_calls_are_programme_type_and_year(built: Dataset) -> None:
    """Each network with programme and start year is in the call named by the three."""
    expected = {
        (row["id"], f"{row['programme']}-{row['type']}-{row['start_year']}")
        for row in _read("networks")
        if row["programme"] and row["start_year"]
    }
    pattern = re.compile(rf"<{ID}network/([^>]+)> <{HANSE}call> <{ID}call/([^>]+)> \.\n")
    found = {match.groups() for line in built.asserted if (match := pattern.fullmatch(line))}
    assert found == expected
    assert built.counts["Call"] == len({call for _, call in expected})


BODY = {"organisation": "org:member", "city": "org:member hanse:onBehalfOf hanse:city"}
SOURCE = {"source": "prov:hadPrimarySource"}
NAME = {"name": "rdfs:label"}
NAMES = {"name": "rdfs:label skos:altLabel"}
DATES = {"start": "schema:startDate", "end": "schema:endDate"}
YEARS = {
    "start_year": "schema:startDate hanse:startYear",
    "end_year": "schema:endDate hanse:endYear",
}
# The thing of a row, and the properties of a column's cells. Columns that are not here are in the
# address, or are checked where they are used.
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "cities": ("city/{id}", NAME | {
        "country": "hanse:country", "geonames_id": "schema:sameAs", "latitude": "wgs84:lat",
        "longitude": "wgs84:long", "population": "hanse:population", "nuts3": "hanse:nuts3",
        "wikidata": "schema:sameAs",
    }),
    "city_names": ("city/{city}", NAMES),
    "countries": ("country/{code}", NAME | {
        "code": "skos:notation", "eu_member_since": "hanse:euMemberSince",
        "eu_member_until": "hanse:euMemberUntil", "region": "hanse:region",
        "alpha3": "hanse:alpha3",
    }),
    "country_names": ("country/{country}", NAMES),
    "networks": ("network/{id}", NAME | YEARS | SOURCE | {
        "programme": "hanse:programme", "type": "rdf:type", "theme": "hanse:mainTheme",
        "url": "schema:url",
    }),
    "phases": ("phase/{network}/{phase}", DATES | SOURCE | {"duration_months": "hanse:months"}),
    "memberships": ("membership/{network}/{body}", BODY | DATES | SOURCE | {
        "network": "org:organization", "role": "org:role",
    }),
    "projects": ("project/{id}", NAME | DATES | SOURCE | {
        "programme": "hanse:programme", "number": "dct:identifier",
        "duration_months": "hanse:months", "participant_organisations": "hanse:participantCount",
    }),
    "project_members": ("participation/{project}/{role}/{body}", BODY | SOURCE | {
        "project": "org:organization hanse:in", "role": "org:role hanse:role",
    }),
    "programmes": ("programme/{id}", NAME | YEARS | {"fund": "hanse:fund"}),
    "programme_funders": ("programme/{programme}", {"organisation": "hanse:fundedBy"}),
    "organisations": ("organisation/{id}", NAME | {
        "city": "hanse:city", "country": "hanse:country", "kind": "org:classification",
    }),
    "good_practices": ("practice/{id}", YEARS | SOURCE | {
        "title": "rdfs:label", "city": "hanse:practisedIn", "organisation": "hanse:practisedIn",
        "country": "hanse:country", "label_year": "dct:issued", "budget_eur": "hanse:budget",
    }),
    "events": ("event/{id}", NAME | DATES | SOURCE | {
        "type": "rdf:type", "city": "schema:location", "country": "hanse:country",
    }),
    "event_cooperations": ("event/{event}", {"cooperation": "hanse:partOf"}),
    "event_participants": ("participation/{event}/{role}/{body}", BODY | SOURCE | {
        "event": "hanse:in", "role": "hanse:role",
    }),
    "themes": ("theme/{id}", {"label": "rdfs:label", "broader": "skos:broader"}),
    "network_themes": ("network/{network}", {"theme": "hanse:theme"}),
    "good_practice_themes": ("practice/{good_practice}", {"theme": "hanse:theme"}),
    "names": ("{kind}/{id}", NAMES),
    "sources": ("source/{id}", {
        "title": "rdfs:label", "publisher": "dct:publisher", "url": "schema:url",
        "date": "dct:date", "language": "dct:language", "kind": "hanse:kind",
    }),
    "transfers": ("network/{network}", {"good_practice": "hanse:transfers"}),
}  # fmt: skip
SPACES = {
    "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "dct": DCT, "prov": PROV, "org": ORG,
    "schema": SCHEMA, "wgs84": WGS84, "hanse": HANSE,
}  # fmt: skip
# Columns that make the address of a row and stand in it; a language is checked with its name.
IN_ADDRESS = {
    "id", "city", "country", "network", "event", "programme", "good_practice", "kind", "lang",
    "phase",
}  # fmt: skip
# The boxes serve the checks alone; of column_sources only the source is a fact of the dataset.
APART = {"country_boxes", "column_sources"}


@pytest.fixture(scope="session")
def values(built: Dataset) -> dict[tuple[str, str], Terms]:
    """Read the values of each subject and predicate, by an independent parser."""
    found: dict[tuple[str, str], Terms] = {}
    for triple in ox.parse("".join(built.lines).encode(), format=ox.RdfFormat.N_TRIPLES):
        if isinstance(triple.subject, ox.NamedNode):
            assert isinstance(triple.object, ox.NamedNode | ox.Literal)
            key = triple.subject.value, triple.predicate.value
            found.setdefault(key, []).append(triple.object)
    return found


def _is_shown(cell: str, language: str, term: ox.NamedNode | ox.Literal) -> bool:
    if isinstance(term, ox.Literal):
        if language and term.language != language.lower():
            return False
        numbers = all(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", shown) for shown in (cell, term.value))
        return term.value == cell or (numbers and Decimal(term.value) == Decimal(cell))
    if cell in {term.value, "unknown"}:
        return True
    name = re.split(r"[/#]", term.value.rstrip("/"))[-1]
    return name == cell or _fold(name).startswith(_fold(cell))


def _fold(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _list_cells(table: str) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """Yield the subject, the predicates, the cell and its language for every filled cell."""
    template, columns = TABLES[table]
    for row in _read(table):
        subject = ID + _choose(row, template).format(**row, body=_name_body(row))
        for column, cell in row.items():
            known = column in columns or column in IN_ADDRESS
            assert known or (table, column) == ("transfers", "source")
            if cell and column in columns:
                yield subject, _expand(columns[column]), cell, row.get("lang", "")


def _choose(row: Row, template: str) -> str:
    """Take a phase `whole` as its network, and who carries out a project as a member of it."""
    if row.get("phase") == "whole":
        return "network/{network}"
    if row.get("role") == "implementer":
        return "membership/{project}/{body}"
    return template


def _name_body(row: Row) -> str:
    return row.get("organisation") or row.get("city") or ""


def _expand(names: str) -> tuple[str, ...]:
    return tuple(SPACES[name.split(":")[0]] + name.split(":")[1] for name in names.split())


@pytest.mark.parametrize("table", sorted(TABLES))
def test_no_cell_is_lost(values: dict[tuple[str, str], Terms], table: str) -> None:
    """Each filled cell of each table is the value of its property at the thing of its row."""
    cells = list(_list_cells(table))
    assert cells
    lost = [
        (subject, predicates, cell)
        for subject, predicates, cell, language in cells
        if not any(
            _is_shown(cell, language, term)
            for predicate in predicates
            for term in values.get((subject, predicate), [])
        )
    ]
    assert lost == []


def test_every_table_is_looked_at() -> None:
    """The tables of the test are those that ship."""
    assert {path.stem for path in locate("data").glob("*.csv")} == set(TABLES) | APART


def test_the_sources_of_transfers_and_of_columns_are_kept(
    values: dict[tuple[str, str], Terms],
) -> None:
    """A transfer's source is on each transfer of its network, a column's on the dataset."""
    of_dataset = {term.value for term in values[DATASET, f"{HANSE}source"]}
    assert of_dataset == {ID + f"source/{row['source']}" for row in _read("column_sources")}
    stated = {row["network"]: ID + f"source/{row['source']}" for row in _read("transfers")}
    found = {
        (subject.split("/")[-2], term.value)
        for (subject, predicate), terms in values.items()
        if subject.startswith(f"{ID}transfer/") and predicate == f"{PROV}hadPrimarySource"
        for term in terms
    }
    assert found <= set(stated.items())
    assert len(found) > 40


def test_every_thing_has_one_display_name(values: dict[tuple[str, str], Terms]) -> None:
    """A thing has exactly one untagged label and at most one per language."""
    subjects = {subject for subject, _ in values if subject.startswith("https://w3id.org/hanse/")}
    things = {s for s in subjects if (s, f"{RDF}type") in values}
    assert len(things) > 4000
    for subject in things:
        labels = values.get((subject, f"{RDFS}label"), [])
        tags = Counter(label.language or "" for label in labels if isinstance(label, ox.Literal))
        assert tags[""] == 1, subject
        assert set(tags.values()) == {1}, subject


def test_the_first_name_of_a_language_is_the_label(values: dict[tuple[str, str], Terms]) -> None:
    """Of several names of a city in one language one is the label and the others are besides."""
    names = Counter((row["city"], row["lang"]) for row in _read("city_names"))
    several = [key for key, count in names.items() if count > 1]
    assert several
    for city, language in several:
        for predicate, expected in (("label", 1), ("altLabel", names[city, language] - 1)):
            space = RDFS if predicate == "label" else SKOS
            terms = values[f"{ID}city/{city}", space + predicate]
            found = [t for t in terms if isinstance(t, ox.Literal) and t.language == language]
            assert len(found) == expected


def test_there_are_no_blank_nodes_and_no_strange_addresses(built: Dataset) -> None:
    """Every subject is an IRI of ours or a term the ontology says something of."""
    for line in built.lines:
        subject, _, value = line.split(" ", 2)
        assert not subject.startswith("_:")
        assert not value.startswith("_:")
        assert not value.startswith(("<javascript:", "<data:", "<file:"))
    foreign = {
        line.split(" ")[0]
        for line in built.lines
        if not line.startswith("<https://w3id.org/hanse/")
    }
    assert foreign == {f"<{SCHEMA}organizer>"}


def test_files_and_stores_agree_term_by_term(built: Dataset) -> None:
    """A store that loaded the lines gives back the same terms, written the same way."""
    store = ox.Store()
    store.bulk_load("".join(built.lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    assert _write(store) == set(built.lines)


def test_language_tags_are_in_lower_case(built: Dataset) -> None:
    """No tag has a capital, and none is malformed."""
    tagged = [m[1] for line in built.lines if (m := re.search(r'"@([^ "]+) \.\n$', line))]
    assert len(tagged) > 1000
    assert {tag for tag in tagged if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", tag)} == set()
