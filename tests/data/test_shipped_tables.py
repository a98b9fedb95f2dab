"""The curated tables, row by row: what a curator must see before a change is published."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import fields
from functools import cache

import pytest

from hanse.model import Tables
from hanse.resources import locate
from hanse.tables import find_faults, read_tables
from hanse.tables.schema import TABLES
from hanse.tables.tidy import tidy_tables

Row = dict[str, str]

ROWS = {
    "cities": 796,
    "city_names": 839,
    "column_sources": 16,
    "countries": 38,
    "country_boxes": 52,
    "country_names": 912,
    "event_cooperations": 83,
    "event_participants": 24,
    "events": 16,
    "good_practice_themes": 429,
    "good_practices": 145,
    "memberships": 2015,
    "names": 6,
    "network_themes": 638,
    "networks": 246,
    "organisations": 132,
    "phases": 163,
    "programme_funders": 7,
    "programmes": 6,
    "project_members": 17,
    "projects": 6,
    "sources": 144,
    "themes": 128,
    "transfers": 45,
}

# How often each word stands in a column of choices: a lost or changed row shows here.
CHOICES: dict[tuple[str, str], dict[str, int]] = {
    ("networks", "programme"): {
        "urbact-i": 36, "urbact-ii": 61, "urbact-iii": 87, "urbact-iv": 62,
    },
    ("networks", "type"): {
        "action-planning": 74, "thematic": 67, "transfer": 54, "working-group": 15,
        "innovation-transfer": 9, "implementation": 7, "pilot-transfer": 6, "unknown": 6,
        "uia-transfer": 5, "delivery": 3,
    },
    ("memberships", "role"): {"partner": 1775, "lead": 240},
    ("phases", "phase"): {
        "whole": 70, "phase-1": 24, "phase-2": 23, "phase-2-learning": 23, "phase-2-sharing": 23,
    },
    ("organisations", "kind"): {
        "public-body": 40, "association": 25, "agency": 22, "region": 12, "ngo": 11, "company": 9,
        "fund": 7, "university": 6,
    },
    ("good_practices", "label_year"): {"2017": 97, "2024": 48},
    ("sources", "kind"): {
        "programme-site": 65, "partner-site": 35, "press": 33, "dataset": 6, "seed": 5,
    },
    ("events", "type"): {
        "fair": 5, "study-trip": 3, "meeting": 2, "seminar": 2, "decision": 1, "exchange-visit": 1,
        "opening": 1, "training": 1,
    },
    ("event_participants", "role"): {"organiser": 11, "visited": 9, "host": 2, "visitor": 2},
    ("project_members", "role"): {"implementer": 6, "area": 5, "funder": 4, "supporter": 2},
    ("countries", "region"): {
        "Southern Europe": 13, "Northern Europe": 9, "Eastern Europe": 8, "Western Europe": 7,
        "": 1,
    },
}  # fmt: skip

# How many cells of an optional column are filled.
FILLED = {
    ("cities", "geonames_id"): 783,
    ("cities", "latitude"): 792,
    ("cities", "population"): 778,
    ("cities", "nuts3"): 775,
    ("cities", "wikidata"): 689,
    ("memberships", "city"): 1953,
    ("memberships", "organisation"): 146,
    ("networks", "start_year"): 219,
    ("networks", "end_year"): 166,
    ("networks", "theme"): 240,
    ("good_practices", "title"): 141,
    ("good_practices", "budget_eur"): 67,
    ("themes", "broader"): 62,
}


@cache
def read(table: str) -> list[Row]:
    """Read a table with nothing of Hanse but its place."""
    path = locate("data") / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def read_data() -> Tables:
    """Read the tables once, as Hanse does."""
    return read_tables(locate("data"))


def place(table: str, number: int) -> str:
    """Name a row as the commands do."""
    return f"data/{table}.csv:{number + 2}"


def test_tables_are_these() -> None:
    """Every file is declared, every declared table has a file, and a record of the same columns."""
    files = sorted(path.stem for path in locate("data").glob("*.csv"))
    assert files == sorted(ROWS) == list(TABLES) == [field.name for field in fields(Tables)]
    for name, table in TABLES.items():
        columns = [field.name for field in fields(table.record) if field.name != "line"]
        assert list(read(name)[0]) == columns == list(table.header)


def test_no_rule_is_broken() -> None:
    """`hanse check` finds nothing to blame in any table."""
    assert [str(fault) for fault in find_faults(locate("data"))] == []


def test_tables_are_tidy() -> None:
    """The tables are sorted and normalised; `hanse tidy` makes them so."""
    assert tidy_tables(locate("data"), check=True) == []


def test_files_are_plain_utf8_with_lf() -> None:
    """No file has a byte order mark, a CR, an empty line, or lacks its last line end."""
    bad: list[str] = []
    for name in TABLES:
        data = (locate("data") / f"{name}.csv").read_bytes()
        if data[:3] == b"\xef\xbb\xbf" or b"\r" in data or b"\n\n" in data or data[-1:] != b"\n":
            bad.append(name)
    assert bad == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_lost(name: str) -> None:
    """The table has as many rows as were curated; a change of the number is meant."""
    assert len(read(name)) == ROWS[name]


@pytest.mark.parametrize("name", TABLES)
def test_records_hold_what_the_rows_hold(name: str) -> None:
    """Each record has its row's cells, typed, and the line where the row stands."""
    records = getattr(read_data(), name)
    written = [
        {key: "" if value is None else str(value) for key, value in list_fields(record)}
        for record in records
    ]
    assert written == read(name)
    assert [record.line for record in records] == list(range(2, ROWS[name] + 2))


def list_fields(record: object) -> list[tuple[str, object]]:
    """List the fields of a record but its line."""
    names = [field.name for field in fields(record)]  # type: ignore[arg-type] # any record
    return [(name, getattr(record, name)) for name in names if name != "line"]


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted_by_key_and_no_key_comes_twice(name: str) -> None:
    """Each row's key comes after the key of the row before (run `hanse tidy`)."""
    keys = [tuple(row[column] for column in TABLES[name].key) for row in read(name)]
    unsorted = [
        place(name, number) for number in range(1, len(keys)) if keys[number] <= keys[number - 1]
    ]
    assert unsorted == []


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_clean(name: str) -> None:
    """No cell has stray blanks, decomposed letters or characters that cannot be seen."""
    bad = [
        f"{place(name, number)}:{column}"
        for number, row in enumerate(read(name))
        for column, cell in row.items()
        if cell != " ".join(cell.split())
        or not cell.isprintable()
        or cell != unicodedata.normalize("NFC", cell)
    ]
    assert bad == []


@pytest.mark.parametrize("name", TABLES)
def test_required_cells_are_filled(name: str) -> None:
    """Every cell of a required column is filled."""
    required = [column.name for column in TABLES[name].columns if column.required]
    assert required
    bad = [
        f"{place(name, number)}:{column}"
        for number, row in enumerate(read(name))
        for column in required
        if not row[column]
    ]
    assert bad == []


def list_references() -> list[tuple[str, str, tuple[str, ...]]]:
    """List every column that refers to other tables."""
    return [(t.name, c.name, c.refers) for t in TABLES.values() for c in t.columns if c.refers]


def test_references_are_declared() -> None:
    """Every column with the name of a table's thing refers to that table."""
    names = {"city", "country", "organisation", "network", "programme", "theme", "source", "event"}
    declared = {(table, column) for table, column, _ in list_references()}
    present = {(t.name, c.name) for t in TABLES.values() for c in t.columns if c.name in names}
    assert present - declared == set()
    assert len(declared) == 46


@pytest.mark.parametrize(("name", "column", "tables"), list_references())
def test_references_resolve(name: str, column: str, tables: tuple[str, ...]) -> None:
    """Each id that a row refers to stands in the first column of a table referred to."""
    ids = {next(iter(row.values())) for table in tables for row in read(table)}
    dangling = [
        f"{place(name, number)}:{column}: {row[column]}"
        for number, row in enumerate(read(name))
        if row[column] and row[column] not in ids
    ]
    assert dangling == []


def test_every_row_with_a_source_column_names_it() -> None:
    """Ten tables name a source in each row, and every column source is one of a real column."""
    sourced = [name for name, table in TABLES.items() if "source" in table.header]
    assert len(sourced) == 10
    assert [name for name in sourced if not all(row["source"] for row in read(name))] == []
    unreal = [
        row for row in read("column_sources") if row["column"] not in TABLES[row["table"]].header
    ]
    assert unreal == []


@pytest.mark.parametrize(("name", "column"), CHOICES)
def test_choices_are_as_often_as_curated(name: str, column: str) -> None:
    """No row has changed its type, role or kind unnoticed."""
    assert Counter(row[column] for row in read(name)) == CHOICES[name, column]


@pytest.mark.parametrize(("name", "column"), FILLED)
def test_optional_cells_are_filled_as_curated(name: str, column: str) -> None:
    """No value of an optional column is lost."""
    assert sum(bool(row[column]) for row in read(name)) == FILLED[name, column]


def test_cities_lie_in_a_box_of_their_country() -> None:
    """Each of the 792 cities with coordinates lies in one of its country's boxes."""
    outside: list[str] = []
    counted = 0
    for number, city in enumerate(read("cities")):
        if not city["latitude"]:
            continue
        counted += 1
        latitude, longitude = float(city["latitude"]), float(city["longitude"])
        if not any(
            box["country"] == city["country"]
            and float(box["south"]) <= latitude <= float(box["north"])
            and float(box["west"]) <= longitude <= float(box["east"])
            for box in read("country_boxes")
        ):
            outside.append(f"{place('cities', number)}: {city['name']}")
    assert (counted, outside) == (792, [])


def test_overseas_parts_have_their_boxes() -> None:
    """Cities far from their mainland are found in a box of their own."""
    parts = {(box["country"], box["part"]) for box in read("country_boxes")}
    assert {("ES", "canary-islands"), ("PT", "azores"), ("PT", "madeira"), ("FR", "reunion"),
            ("FR", "french-guiana"), ("FR", "guadeloupe"), ("FR", "martinique"),
            ("FR", "mayotte"), ("NO", "svalbard"), ("FI", "aland")} <= parts  # fmt: skip
    assert {country for country, part in parts if part == "mainland"} == {
        row["code"] for row in read("countries")
    }


def test_networks_have_one_lead_or_are_known_to_lack_it() -> None:
    """Every network has one lead but the six that README.md names."""
    leads = Counter(row["network"] for row in read("memberships") if row["role"] == "lead")
    assert [network for network, count in leads.items() if count > 1] == []
    assert [row["id"] for row in read("networks") if row["id"] not in leads] == [
        "call", "citi4ud", "co-place", "network4work", "redan", "stcysl",
    ]  # fmt: skip


def test_every_network_has_members_and_every_country_a_city() -> None:
    """No network stands without members and no country without a city."""
    networks = {row["network"] for row in read("memberships")}
    assert [row["id"] for row in read("networks") if row["id"] not in networks] == []
    countries = {row["country"] for row in read("cities")}
    assert [row["code"] for row in read("countries") if row["code"] not in countries] == []


def test_funders_are_organisations() -> None:
    """Each programme has its funders as organisations, and a fund where another pays out."""
    funders = [(row["programme"], row["organisation"]) for row in read("programme_funders")]
    assert funders == [
        ("aif", "eea-and-norway-grants-donors"),
        ("sif-valsts-budzets", "latvian-state-budget"),
        ("urbact-i", "european-regional-development-fund"),
        ("urbact-ii", "european-regional-development-fund"),
        ("urbact-iii", "european-regional-development-fund"),
        ("urbact-iv", "european-regional-development-fund"),
        ("urbact-iv", "instrument-for-pre-accession-assistance"),
    ]
    assert {row["id"]: row["fund"] for row in read("programmes") if row["fund"]} == {
        "aif": "aktivo-iedzivotaju-fonds",
        "sif-valsts-budzets": "sabiedribas-integracijas-fonds",
    }


@pytest.mark.parametrize("name", TABLES)
def test_no_private_person_can_be_reached(name: str) -> None:
    """No cell holds an e-mail address or a telephone number."""
    mail = re.compile(r"[\w.+-]+@[\w-]+\.\w+|mailto:")
    telephone = re.compile(r"(?:\+|\b00|\btel)[\s.:]*[0-9][0-9 ()/.-]{6,}", re.IGNORECASE)
    bad = [
        f"{place(name, number)}:{column}: {cell}"
        for number, row in enumerate(read(name))
        for column, cell in row.items()
        if mail.search(cell) or (column != "url" and telephone.search(cell))
    ]
    assert bad == []
