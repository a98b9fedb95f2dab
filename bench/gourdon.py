"""P. Gourdon's table of URBACT memberships as anyone may download it, and what he published of it.

KEEP/AD/URBACT/UrbactDB_Vfinal/URBACT_Membership_GNidCorr_complete_V2.csv of
https://github.com/pgourdongeo/Chap3_LocationalAnalysis; the thesis is HAL tel-03684225. The
repository states no licence, so nothing of the table is here but the names of its columns.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from hanse.analysis.edges import read_text
from hanse.errors import DatasetError, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = (
    *("Code_Network", "NameCity", "Country", "City.Statut", "Network", "Start"),
    "geonameId",
)
ROLES = {"Lead Partner": True, "Partner": False}
WHOLE, TWICE = "all", "cities in two networks or more"
_DEGREES = (
    *("mean_degree_members", "mean_degree_cooperations"),
    *("median_degree_members", "median_degree_cooperations"),
)
_PART = ("members", "cooperations", "ties", "diameter")
# As the thesis prints them (HAL tel-03684225); what it does not print is not here.
PUBLISHED: dict[str, dict[str, float]] = {
    WHOLE: dict(
        zip(
            ("members", "cooperations", "ties", "density", "components", "diameter", *_DEGREES),
            (591, 172, 1509, 0.015, 1, 10, 2.553, 8.773, 1, 9),
            strict=True,
        )
    ),
    TWICE: dict(
        zip(
            ("members", "ties", "density", "diameter", *_DEGREES),
            (278, 1196, 0.025, 8, 4.302, 6.953, 3, 7),
            strict=True,
        )
    ),
    "URBACT I": dict(zip(_PART, (182, 36, 363, 10), strict=True)),
    "URBACT II": dict(zip(_PART, (310, 61, 508, 13), strict=True)),
    "URBACT III": dict(zip(_PART, (370, 75, 638, 10), strict=True)),
}
_ABSENT = frozenset({"", "NA"})
_COUNTRIES = {"UK": "GB", "EL": "GR"}  # codes of the European Union, and ISO 3166-1's


class Row(NamedTuple):
    """A city in a network, as the table states it; `id` is a GeoNames id or empty."""

    code: str
    network: str
    start: int | None
    city: str
    country: str
    id: str
    lead: bool

    @property
    def place(self) -> str:
        """What tells the city apart within the table."""
        return self.id or f"{self.city}, {self.country}"


def read_rows(file: Path) -> list[Row]:
    """Read the table, UTF-8 with a header, semicolons, commas or tabs between its cells.

    Raises DatasetError where it cannot be read, lacks a column, or a cell says nothing known.
    """
    text = read_text(file)
    mark = max(";,\t", key=text.partition("\n")[0].count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    try:
        head = [name.strip() for name in next(reader, list[str]())]
        _check_head(file, head)
        places = [head.index(name) for name in COLUMNS]
        rows = [_read_row(file, reader.line_num, cells, places) for cells in reader if cells]
    except csv.Error as error:
        raise DatasetError(f"{file}:{reader.line_num}: not CSV: {error}") from error
    if not rows:
        raise DatasetError(f"{file}: no row; expected a city in a network in each")
    return rows


def _check_head(file: Path, head: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        found = ", ".join(map(shorten, head)) or "none"
        raise DatasetError(
            f"{file}:1: no column {', '.join(missing)}; expected {', '.join(COLUMNS)},"
            f" found {found}"
        )


def _read_row(file: Path, line: int, cells: Sequence[str], places: Sequence[int]) -> Row:
    if max(places) >= len(cells):
        told = f"{len(cells)} cells, expected at least {max(places) + 1}; is a separator missing?"
        raise DatasetError(f"{file}:{line}: {told}")
    code, city, country, role, network, start, geonames = (cells[place].strip() for place in places)
    if role not in ROLES:
        told = f"City.Statut is {shorten(role) or 'empty'}; expected {' or '.join(ROLES)}"
        raise DatasetError(f"{file}:{line}: {told}")
    for name, cell in (("Code_Network", code), ("NameCity", city), ("Network", network)):
        if cell in _ABSENT:
            raise DatasetError(f"{file}:{line}: {name} is empty; fill it, or leave the row out")
    year = int(start) if re.fullmatch("[0-9]{4}", start) else None
    known = geonames if re.fullmatch("[1-9][0-9]*", geonames) else ""
    return Row(code, network, year, city, _COUNTRIES.get(country, country), known, ROLES[role])
