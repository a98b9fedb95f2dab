"""Tables become triples as the ontology contract says: nothing lost, nothing invented."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.dataset import build_dataset
from hanse.iris import mint_iri
from hanse.namespaces import DATASET, DCT, HANSE, ID, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from hanse.resources import locate
from hanse.triples.terms import date, decimal, text

if TYPE_CHECKING:
    from collections.abc import Iterable
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
