"""Every cell of the shipped tables stands in the graph, and the graph keeps its promises."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from hanse.namespaces import DATASET, DCT, HANSE, ID, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, WGS84
from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.dataset import Dataset

Row = dict[str, str]
Terms = list[ox.NamedNode | ox.Literal]


def _write(triples: Iterable[ox.Quad]) -> set[str]:
    return {f"{t.subject} {t.predicate} {t.object} .\n" for t in triples}


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
