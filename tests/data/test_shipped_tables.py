"""The curated tables, row by row: what a curator must see before a change is published."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hanse.model import Tables
from hanse.resources import locate
from hanse.tables import find_faults, read_tables
from hanse.tables.schema import TABLES
from hanse.tables.tidy import tidy_tables

Row = dict[str, str]

# How many rows each table has, how many cells of an optional column are filled, how often each word
# stands in a column of choices. `make renew` writes it: a lost or changed row is seen in the diff.
COUNTS: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("counts.json").read_text("utf-8")
)
STALE = "run make renew, and look at the diff before you commit it"


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
    assert files == sorted(COUNTS) == list(TABLES) == [field.name for field in fields(Tables)]
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
    """Rows, filled cells and words of choices are as many as were last approved in a diff."""
    rows = read(name)
    counted: dict[str, Any] = {"rows": len(rows)}
    for column in TABLES[name].columns:
        cells = [row[column.name] for row in rows]
        if column.kind.name == "choice":
            counted[column.name] = dict(Counter(cells))
        elif not column.required:
            counted[column.name] = sum(bool(cell) for cell in cells)
    assert counted == COUNTS[name], STALE


@pytest.mark.parametrize("name", TABLES)
def test_records_hold_what_the_rows_hold(name: str) -> None:
    """Each record has its row's cells, typed, and the line where the row stands."""
    records = getattr(read_data(), name)
    written = [
        {key: "" if value is None else str(value) for key, value in list_fields(record)}
        for record in records
    ]
    assert written == read(name)
    assert [record.line for record in records] == list(range(2, len(read(name)) + 2))


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
    assert len(declared) >= 46


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


def test_cities_lie_in_a_box_of_their_country() -> None:
    """Each city with coordinates lies in one of its country's boxes."""
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
    assert (counted > 700, outside) == (True, [])


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
    """No network has two leads, and each without one is named in README.md, and no other."""
    leads = Counter(row["network"] for row in read("memberships") if row["role"] == "lead")
    assert [network for network, count in leads.items() if count > 1] == []
    lacking = sorted(row["name"] for row in read("networks") if row["id"] not in leads)
    named = sorted(find_limit(r"have no known lead: (.*?)\."))
    assert [one.startswith(name) for one, name in zip(lacking, named, strict=True)] == [
        True for _ in lacking
    ], f"data/README.md names {named}; without a lead are {lacking}"


def find_limit(pattern: str) -> list[str]:
    """Find the names in a sentence of README.md on what is not known, remarks in brackets aside."""
    limits = (locate("data") / "README.md").read_text("utf-8").partition("## Known limits")[2]
    found = re.search(pattern, re.sub(r"\s*\([^)]*\)", "", " ".join(limits.split())))
    assert found, f"data/README.md has no sentence like {pattern}"
    return re.split(r", | and ", found[1])


def test_cities_without_coordinates_are_named() -> None:
    """Each city that lies nowhere is named in README.md, and no other."""
    lacking = [row["name"] for row in read("cities") if not row["latitude"]]
    assert sorted(find_limit(r"\*\*Places\.\*\* (.*?) have no coordinates")) == sorted(lacking)


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
