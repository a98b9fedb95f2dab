"""Country names and codes against Unicode CLDR."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_cldr_version, get_global

from hanse.resources import locate
from hanse.tables.codes import ISO_639, ISO_3166
from hanse.tables.country_names import LOCALES, write_country_names

if TYPE_CHECKING:
    from pathlib import Path


def read(table: str) -> list[dict[str, str]]:
    """Read a table."""
    with (locate("data") / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_command_makes_the_shipped_table(tmp_path: Path) -> None:
    """The development command makes country_names.csv byte for byte."""
    shutil.copy(locate("data") / "countries.csv", tmp_path)
    written = write_country_names(tmp_path)
    assert written.read_bytes() == (locate("data") / "country_names.csv").read_bytes()


def test_names_are_those_of_cldr() -> None:
    """Each of 38 countries has its name in each of 24 languages as CLDR gives it."""
    found = {(row["country"], row["lang"]): row["name"] for row in read("country_names")}
    expected = {
        (row["code"], language): Locale.parse(locale).territories[row["code"]]
        for row in read("countries")
        for language, locale in LOCALES.items()
    }
    assert found == expected
    assert len(expected) == 38 * 24


def test_names_are_those_that_people_use() -> None:
    """Latvia is Lettland in German, and Portuguese is that of Portugal."""
    found = {(row["country"], row["lang"]): row["name"] for row in read("country_names")}
    assert (found["LV", "de"], found["LV", "pt"], found["LV", "lv"]) == (
        "Lettland",
        "Letónia",
        "Latvija",
    )


def test_source_names_the_version_of_cldr() -> None:
    """The source `cldr` says which CLDR the names are from."""
    (source,) = [row for row in read("sources") if row["id"] == "cldr"]
    assert source["title"].startswith(f"Unicode CLDR {get_cldr_version()} ")


def test_alpha3_codes_are_those_of_cldr() -> None:
    """Each alpha-3 code leads back to its alpha-2 code in CLDR, in our list and in the table."""
    aliases = get_global("territory_aliases")
    assert {alpha3: [alpha2] for alpha2, alpha3 in ISO_3166.items()} == {
        alpha3: aliases[alpha3] for alpha3 in ISO_3166.values()
    }
    assert len(ISO_3166) == 249
    assert {row["code"]: row["alpha3"] for row in read("countries")}.items() <= ISO_3166.items()


def test_languages_are_known() -> None:
    """The language list has the 183 codes of ISO 639-1, those of every table among them."""
    assert len(ISO_639) == 183
    assert set(LOCALES) <= ISO_639
