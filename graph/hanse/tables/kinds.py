"""The kinds of value a cell may hold: one pattern, one parser and one rule in words each.

A cell is matched against the pattern before int() or Decimal() see it: they would take 1_000,
Arabic-Indic digits, nan and inf.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hanse.tables.codes import ISO_639, ISO_3166
from hanse.tables.urls import find_url_fault

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Kind:
    """How a cell is read: `pattern` (ASCII, whole cell), `parse`, and `find_fault` for the rest.

    `find_fault` is called where the pattern matches (or there is none) and says what is wrong.
    """

    name: str
    rule: str
    pattern: re.Pattern[str] | None = None
    parse: Callable[[str], object] = str
    find_fault: Callable[[str], str | None] | None = None
    hint: Callable[[str], str | None] | None = None

    def explain(self, value: str) -> str | None:
        """Say what is wrong with a cell that is not blank, or nothing where it is right."""
        if self.pattern and not self.pattern.fullmatch(value):
            hint = self.hint(value) if self.hint else None
            return f"{self.rule}; {hint}" if hint else self.rule
        return self.find_fault(value) if self.find_fault else None


def make_choice(*choices: str) -> Kind:
    """Make the kind of a cell that holds one of a few words."""
    listed = ", ".join(choices)
    pattern = re.compile("|".join(map(re.escape, choices)))
    return Kind("choice", f"unknown word; expected one of: {listed}", pattern)


def _hint_slug(value: str) -> str | None:
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    return f"perhaps {slug}" if slug and value.isascii() else None


def _hint_number(value: str) -> str | None:
    if not value.isascii():
        return "write the digits 0 to 9"
    return "write the decimal point as a full stop" if "," in value else None


def _hint_language(value: str) -> str | None:
    parts = value.replace("_", "-").split("-")
    rest = [p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p for p in parts[1:]]  # noqa: PLR2004 - BCP 47: two letters are a region, four a script
    tag = "-".join([parts[0].lower(), *rest])
    return f"write {tag}" if tag != value and LANGUAGE.explain(tag) is None else None


def _find_language_fault(value: str) -> str | None:
    language = value.split("-", 1)[0]
    if len(language) == 2 and language not in ISO_639:  # noqa: PLR2004 - ISO 639-1 has two letters
        return f"{language} is no language code of ISO 639-1"
    return None


def _find_date_fault(value: str) -> str | None:
    if value.startswith("--"):
        value = "2000" + value[1:]
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return "no such day in the calendar"
    return None


def _find_country_fault(value: str) -> str | None:
    return None if value in ISO_3166 else "no country code of ISO 3166-1 alpha-2"


def _limit(low: int, high: int) -> Callable[[str], str | None]:
    def find_fault(value: str) -> str | None:
        return None if low <= Decimal(value) <= high else f"expected {low} to {high} degrees"

    return find_fault


_DEGREES = re.compile(r"0|-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{1,9})?|0\.[0-9]{1,9})", re.ASCII)
_DEGREE_RULE = "expected decimal degrees such as 56.94600, with a full stop and no other sign"

SLUG = Kind(
    "id",
    "expected an id of lower-case letters a to z, digits and single hyphens, such as riga",
    re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII),
    hint=_hint_slug,
)
TEXT = Kind("text", "expected a name or a title")
LANGUAGE = Kind(
    "language tag",
    "expected a language tag of BCP 47 such as lv, sr-Latn or pt-BR",
    re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?", re.ASCII),
    find_fault=_find_language_fault,
    hint=_hint_language,
)
COUNTRY = Kind(
    "country code",
    "expected a country code of ISO 3166-1 alpha-2 such as LV",
    re.compile(r"[A-Z]{2}", re.ASCII),
    find_fault=_find_country_fault,
)
ALPHA3 = Kind(
    "country code",
    "expected a country code of ISO 3166-1 alpha-3 such as LVA",
    re.compile(r"[A-Z]{3}", re.ASCII),
)
YEAR = Kind(
    "year", "expected a year of four digits, 1000 to 2099",
    re.compile(r"1[0-9]{3}|20[0-9]{2}", re.ASCII), int, hint=_hint_number,
)  # fmt: skip
COUNT = Kind(
    "whole number", "expected a whole number such as 605802, without a sign or separators",
    re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII), int, hint=_hint_number,
)  # fmt: skip
MONTHS = Kind(
    "whole number", "expected a number of months, 1 to 999",
    re.compile(r"[1-9][0-9]{0,2}", re.ASCII), int, hint=_hint_number,
)  # fmt: skip
MONEY = Kind(
    "decimal", "expected an amount in euro such as 34000 or 34000.50",
    re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,2})?", re.ASCII), Decimal, hint=_hint_number,
)  # fmt: skip
LATITUDE = Kind("decimal", _DEGREE_RULE, _DEGREES, Decimal, _limit(-90, 90), _hint_number)
LONGITUDE = Kind("decimal", _DEGREE_RULE, _DEGREES, Decimal, _limit(-180, 180), _hint_number)
DATE = Kind(
    "date",
    "expected YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD where the year is unknown",
    re.compile(
        r"(?:1[0-9]{3}|20[0-9]{2})(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?"
        r"|--(?:0[1-9]|1[0-2])-[0-3][0-9]",
        re.ASCII,
    ),
    find_fault=_find_date_fault,
)
GEONAMES = Kind(
    "GeoNames id", "expected a GeoNames id: digits alone, such as 456172",
    re.compile(r"[1-9][0-9]{0,9}", re.ASCII),
)  # fmt: skip
WIKIDATA = Kind(
    "Wikidata id", "expected a Wikidata id: Q and digits, such as Q1773",
    re.compile(r"Q[1-9][0-9]{0,11}", re.ASCII),
)  # fmt: skip
NUTS3 = Kind(
    "NUTS 3 code", "expected a NUTS 3 code of two letters and three letters or digits, as LV006",
    re.compile(r"[A-Z]{2}[A-Z0-9]{3}", re.ASCII),
)  # fmt: skip
URL = Kind(
    "URL", "expected an address that starts with http:// or https://", find_fault=find_url_fault
)
