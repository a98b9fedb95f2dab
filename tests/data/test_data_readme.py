"""data/README.md says exactly what the tables are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from hanse.resources import locate
from hanse.tables import kinds, read_tables
from hanse.tables.schema import TABLES, Column

if TYPE_CHECKING:
    from hanse.model import Tables

SECTION = re.compile(r"^### (\w+)\n\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^\| (\*\*)?(\w+)(?:\*\*)? \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE)


@cache
def read_readme() -> str:
    """Read the text."""
    return (locate("data") / "README.md").read_text(encoding="utf-8")


@cache
def read_data() -> Tables:
    """Read the shipped tables once."""
    return read_tables(locate("data"))


def read_section(name: str) -> str:
    """Find what is said about one table."""
    sections: dict[str, str] = dict(SECTION.findall(read_readme()))
    return sections[name]


def describe(column: Column) -> str:
    """Write the kind of a column as README.md does."""
    refers = f" → {' or '.join(column.refers)}" if column.refers else ""
    return f"{column.kind.name}{refers}"


def test_readme_has_every_table_and_no_other() -> None:
    """Each table has one section, and each section is a table."""
    assert sorted(name for name, _ in SECTION.findall(read_readme())) == list(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_readme_names_the_columns_in_order(name: str) -> None:
    """Columns, which of them must be filled, kinds and references are those of the code."""
    found = [
        (column, bool(bold), kind.strip())
        for bold, column, kind, _ in LINE.findall(read_section(name))
        if kind.strip() != "kind"
    ]
    assert found == [(c.name, c.required, describe(c)) for c in TABLES[name].columns]


@pytest.mark.parametrize("name", TABLES)
def test_readme_gives_rows_and_key(name: str) -> None:
    """The number of rows and the key are those of the table."""
    keys = ", ".join(f"`{column}`" for column in TABLES[name].key)
    rows = len(getattr(read_data(), name))
    assert read_section(name).startswith(f"{rows:,} rows, key {keys}"), "run make renew"


@pytest.mark.parametrize("name", TABLES)
def test_readme_lists_the_words_of_choices(name: str) -> None:
    """The words that may stand in a column of choices are listed, all of them."""
    meanings = {column: text.strip() for _, column, _, text in LINE.findall(read_section(name))}
    for column in TABLES[name].columns:
        if column.kind.name == "choice":
            listed = column.kind.rule.removeprefix("unknown word; expected one of: ")
            assert meanings[column.name] == listed


def test_readme_explains_every_kind() -> None:
    """Each kind of cell that a table has is explained once."""
    used = {column.kind.name for table in TABLES.values() for column in table.columns}
    head = read_readme().split("## Places")[0].split("## Kinds of cells")[1]
    explained = ", ".join(line.split("|")[1].strip() for line in head.splitlines() if "|" in line)
    assert used - set(explained.split(", ")) == set()
    assert kinds.TEXT.name in used


def test_readme_names_the_sources_of_columns() -> None:
    """Each source that stands in column_sources.csv stands in README.md."""
    sources = {row.source for row in read_data().column_sources}
    assert sources >= {"cldr", "geonames", "natural-earth", "nuts-2021", "wikidata-ids"}
    assert [source for source in sorted(sources) if f"`{source}`" not in read_readme()] == []


@pytest.mark.parametrize(
    "words",
    [
        "GeoNames, https://www.geonames.org/, CC BY 4.0",
        "© EuroGeographics for the administrative boundaries",
        "https://whosonfirst.org/docs/licenses/",
        "public domain, https://www.naturalearthdata.com/",
        "Unicode License v3",
        "HAL tel-03684225",
        "hanse tidy",
        "hanse check",
        "make check",
        "python -m hanse.tables.country_names",
    ],
)
def test_readme_gives_credit_and_commands(words: str) -> None:
    """Licences that ask for credit get it, and the commands are the real ones."""
    assert words in read_readme()


LIMITS = (
    "ESIMeC, EVUE, LUMASEC",
    "have every partner; partial are",
    "BiodiverCity (9 of 10)",
    "Brindisi and Milano",
    "PUMA's partners differ",
    "CTUR, Active Travel Network, SUDEST and REPAIR",
    "Partnerships are as approved",
    "Years of URBACT I are stated for",
    "GeoNames' of today",
    "about 37 % are newcomers",
    "28 cities lie within 1.5 km",
    "UKI32",
    "138 rest on one source",
)


@pytest.mark.parametrize("limit", LIMITS)
def test_readme_hides_no_limit(limit: str) -> None:
    """What is known to be missing or doubtful is said."""
    assert limit in " ".join(read_readme().split("## Known limits")[1].split())
