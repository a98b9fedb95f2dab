"""What may stand in the cells of each kind (catalogue rows C12, C13, I3, I4)."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.resources import locate
from hanse.tables import kinds
from hanse.tables.cells import read_cell
from hanse.tables.schema import TABLES, Column
from hanse.tables.urls import find_url_fault

if TYPE_CHECKING:
    from hanse.tables.kinds import Kind

NUMBERS = (kinds.YEAR, kinds.COUNT, kinds.MONTHS, kinds.MONEY, kinds.LATITUDE, kinds.LONGITUDE)

GOOD: list[tuple[Kind, str, object]] = [
    (kinds.SLUG, "riga", "riga"),
    (kinds.SLUG, "2nd-chance", "2nd-chance"),
    (kinds.YEAR, "2018", 2018),
    (kinds.COUNT, "0", 0),
    (kinds.COUNT, "605802", 605802),
    (kinds.MONTHS, "18", 18),
    (kinds.MONEY, "34000.50", Decimal("34000.50")),
    (kinds.LATITUDE, "-8.39600", Decimal("-8.39600")),
    (kinds.LATITUDE, "-90", Decimal(-90)),
    (kinds.LONGITUDE, "180", Decimal(180)),
    (kinds.LONGITUDE, "0.05", Decimal("0.05")),
    (kinds.DATE, "2018", "2018"),
    (kinds.DATE, "2018-12", "2018-12"),
    (kinds.DATE, "2018-12-04", "2018-12-04"),
    (kinds.DATE, "2024-02-29", "2024-02-29"),
    (kinds.DATE, "--05-13", "--05-13"),
    (kinds.DATE, "--02-29", "--02-29"),
    (kinds.LANGUAGE, "lv", "lv"),
    (kinds.LANGUAGE, "ast", "ast"),
    (kinds.LANGUAGE, "sr-Latn", "sr-Latn"),
    (kinds.LANGUAGE, "pt-BR", "pt-BR"),
    (kinds.COUNTRY, "LV", "LV"),
    (kinds.ALPHA3, "LVA", "LVA"),
    (kinds.GEONAMES, "456172", "456172"),
    (kinds.WIKIDATA, "Q1773", "Q1773"),
    (kinds.NUTS3, "LV006", "LV006"),
    (kinds.NUTS3, "UKI32", "UKI32"),
    (kinds.URL, "https://urbact.eu/networks/puma", "https://urbact.eu/networks/puma"),
    (kinds.URL, "http://h.example:8080/a(b)/%C3%A9?q=1&r=é#f", "http://h.example:8080/a(b)/%C3%A9?q=1&r=é#f"),
]  # fmt: skip

BAD: list[tuple[Kind, str, str]] = [
    (kinds.SLUG, "Riga", "perhaps riga"),
    (kinds.SLUG, "Alba Iulia", "perhaps alba-iulia"),
    (kinds.SLUG, "rīga", "lower-case letters a to z"),
    (kinds.SLUG, "a--b", "single hyphens"),
    (kinds.SLUG, "-a", "single hyphens"),
    (kinds.SLUG, "..", "expected an id"),
    (kinds.SLUG, "a/b", "expected an id"),
    (kinds.SLUG, "%2F", "expected an id"),
    (kinds.SLUG, "x> <p> <o", "expected an id"),
    (kinds.SLUG, "r\u202eiga", "expected an id"),
    (kinds.SLUG, "🏙", "expected an id"),
    (kinds.SLUG, "a" * 101, "expected an id"),
    (kinds.SLUG, "riga\n", "expected an id"),
    (kinds.YEAR, "20245", "a year of four digits"),
    (kinds.YEAR, "0999", "a year of four digits"),
    (kinds.YEAR, "2100", "a year of four digits"),
    (kinds.YEAR, "18", "a year of four digits"),
    (kinds.YEAR, "２０１８", "write the digits 0 to 9"),
    (kinds.COUNT, "1_000", "without a sign or separators"),
    (kinds.COUNT, "1,000", "write the decimal point as a full stop"),
    (kinds.COUNT, "１２", "write the digits 0 to 9"),
    (kinds.COUNT, "٣", "write the digits 0 to 9"),
    (kinds.COUNT, "-1", "without a sign"),
    (kinds.COUNT, "+1", "without a sign"),
    (kinds.COUNT, "007", "expected a whole number"),
    (kinds.COUNT, "1e3", "expected a whole number"),
    (kinds.COUNT, "1.0", "expected a whole number"),
    (kinds.COUNT, "9" * 11, "expected a whole number"),
    (kinds.MONTHS, "0", "1 to 999"),
    (kinds.MONEY, "1.234", "an amount in euro"),
    (kinds.MONEY, "€5", "write the digits"),
    (kinds.MONEY, "1e9", "an amount in euro"),
    (kinds.LATITUDE, "91", "expected -90 to 90 degrees"),
    (kinds.LATITUDE, "-90.00001", "expected -90 to 90 degrees"),
    (kinds.LATITUDE, "nan", "decimal degrees"),
    (kinds.LATITUDE, "inf", "decimal degrees"),
    (kinds.LATITUDE, "-Infinity", "decimal degrees"),
    (kinds.LATITUDE, "56,9", "write the decimal point as a full stop"),
    (kinds.LATITUDE, "1_0.5", "decimal degrees"),
    (kinds.LATITUDE, ".5", "decimal degrees"),
    (kinds.LATITUDE, "5.", "decimal degrees"),
    (kinds.LATITUDE, "056.9", "decimal degrees"),
    (kinds.LATITUDE, "56°57′", "write the digits"),
    (kinds.LATITUDE, "56.9N", "decimal degrees"),
    (kinds.LONGITUDE, "180.1", "expected -180 to 180 degrees"),
    (kinds.DATE, "2024-02-30", "no such day in the calendar"),
    (kinds.DATE, "2023-02-29", "no such day in the calendar"),
    (kinds.DATE, "--02-30", "no such day in the calendar"),
    (kinds.DATE, "2024-04-31", "no such day in the calendar"),
    (kinds.DATE, "2024-01-00", "no such day in the calendar"),
    (kinds.DATE, "2024-13", "expected YYYY, YYYY-MM"),
    (kinds.DATE, "4.12.2018", "expected YYYY, YYYY-MM"),
    (kinds.DATE, "20245", "expected YYYY, YYYY-MM"),
    (kinds.DATE, "2018-1-2", "expected YYYY, YYYY-MM"),
    (kinds.DATE, "2018-12-04T00:00", "expected YYYY, YYYY-MM"),
    (kinds.LANGUAGE, "en_US", "write en-US"),
    (kinds.LANGUAGE, "EN", "write en"),
    (kinds.LANGUAGE, "sr-latn", "write sr-Latn"),
    (kinds.LANGUAGE, "pt-br", "write pt-BR"),
    (kinds.LANGUAGE, "english", "expected a language tag"),
    (kinds.LANGUAGE, "xx", "no language code of ISO 639-1"),
    (kinds.COUNTRY, "lv", "expected a country code"),
    (kinds.COUNTRY, "UK", "no country code of ISO 3166-1"),
    (kinds.COUNTRY, "EL", "no country code of ISO 3166-1"),
    (kinds.COUNTRY, "ZZ", "no country code of ISO 3166-1"),
    (kinds.COUNTRY, "Latvia", "expected a country code"),
    (kinds.ALPHA3, "lva", "alpha-3"),
    (kinds.GEONAMES, "0456172", "digits alone"),
    (kinds.GEONAMES, "https://www.geonames.org/456172", "digits alone"),
    (kinds.GEONAMES, "٤٥", "digits alone"),
    (kinds.WIKIDATA, "q1773", "Q and digits"),
    (kinds.WIKIDATA, "Q0", "Q and digits"),
    (kinds.WIKIDATA, "1773", "Q and digits"),
    (kinds.WIKIDATA, "Q1773> <x", "Q and digits"),
    (kinds.NUTS3, "LV", "NUTS 3 code"),
    (kinds.NUTS3, "lv006", "NUTS 3 code"),
    (kinds.NUTS3, "LV0066", "NUTS 3 code"),
    (kinds.URL, "javascript:alert(1)", "starts with http:// or https://"),
    (kinds.URL, "data:text/html,x", "starts with http:// or https://"),
    (kinds.URL, "file:///etc/hostname", "starts with http:// or https://"),
    (kinds.URL, "ftp://urbact.eu/", "starts with http:// or https://"),
    (kinds.URL, "//urbact.eu/", "starts with http:// or https://"),
    (kinds.URL, "urbact.eu", "starts with http:// or https://"),
    (kinds.URL, "HTTPS://urbact.eu", "starts with http:// or https://"),
    (kinds.URL, "https://", "names a host"),
    (kinds.URL, "https:///x", "names a host"),
    (kinds.URL, "https://user:word@urbact.eu/", "names a host"),
    (kinds.URL, "https://urbact.eu:http/", "names a host"),
    *((kinds.URL, f"https://h.example/{c}", "must be percent-encoded") for c in '<>"{}|\\^` '),
    (kinds.URL, "https://urbact.eu/%zz", "must be percent-encoded"),
    (kinds.URL, "https://urbact.eu/[1]", "must be percent-encoded"),
    (kinds.URL, "https://urbact.eu/#a#b", "must be percent-encoded"),
    (kinds.URL, "https://urbact.eu/\x7f", "must be percent-encoded"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "value"), GOOD)
def test_value_is_read(kind: Kind, cell: str, value: object) -> None:
    """A right cell gives its typed value."""
    assert read_cell(Column("c", kind), cell) == (value, "")


@pytest.mark.parametrize(("kind", "cell", "rule"), BAD)
def test_value_is_refused_with_its_rule(kind: Kind, cell: str, rule: str) -> None:
    """A wrong cell gives no value but a sentence that says what is expected."""
    value, found = read_cell(Column("c", kind), cell)
    assert value is None
    assert rule in found


@pytest.mark.parametrize("kind", NUMBERS)
@given(cell=st.text())
def test_number_is_what_is_written(kind: Kind, cell: str) -> None:
    """Whatever text is taken for a number prints as the same ASCII digits again."""
    value, rule = read_cell(Column("c", kind), cell)
    if cell and not rule:
        assert f"{value:f}" == cell if isinstance(value, Decimal) else f"{value}" == cell


@given(st.from_regex(r"https?://[^\s]*", fullmatch=True) | st.text())
def test_accepted_address_is_an_iri(cell: str) -> None:
    """Whatever passes as an address is an IRI for a strict RDF parser too."""
    clean = all(character.isprintable() for character in cell)
    private = any("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in cell)
    if clean and not private and find_url_fault(cell) is None:
        assert pyoxigraph.NamedNode(cell).value == cell


def test_blank_cell_is_none_or_refused() -> None:
    """A blank cell is no value where it may be blank, else a fault."""
    assert read_cell(Column("c", kinds.TEXT, required=False), "") == (None, "")
    assert read_cell(Column("c", kinds.TEXT), "")[1].startswith("must not be blank; expected")


def test_every_shipped_address_is_an_iri() -> None:
    """The 300 and more addresses of the shipped tables are taken by a strict RDF parser."""
    addresses = [
        row[column.name]
        for name, table in TABLES.items()
        for row in csv.DictReader(io.StringIO((locate("data") / f"{name}.csv").read_text("utf-8")))
        for column in table.columns
        if column.kind is kinds.URL and row[column.name]
    ]
    assert len(addresses) > 300
    assert [pyoxigraph.NamedNode(one).value for one in addresses] == addresses
