"""How many rows the tables have, also in data/README.md: a lost row is seen in the diff."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from docs.snapshots.documents import StaleTemplateError, fill_sentence, join, percent, spell
from docs.snapshots.newcomers import count_shares

from hanse.resources import locate
from hanse.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docs.snapshots.study import Study

    from hanse.model import Network, Tables

COUNTS = Path(__file__).resolve().parents[2] / "tests" / "data" / "counts.json"


def render_counts(study: Study) -> dict[Path, str]:
    """Count the rows of each table, the filled cells of each column and the words of choices."""
    counted: dict[str, dict[str, object]] = {}
    for name, table in TABLES.items():
        rows = getattr(study.tables, name)
        columns: dict[str, object] = {"rows": len(rows)}
        for column in table.columns:
            cells = [getattr(row, column.name) for row in rows]
            if column.kind.name == "choice":
                columns[column.name] = _count_words(cells)
            elif not column.required:
                columns[column.name] = sum(cell not in (None, "") for cell in cells)
        counted[name] = columns
    return {COUNTS: json.dumps(counted, indent=2, ensure_ascii=False) + "\n"}


def _count_words(cells: Iterable[str | None]) -> dict[str, int]:
    words = Counter(cell or "" for cell in cells)
    return {word: words[word] for word in sorted(words)}


def render_readme(study: Study) -> dict[Path, str]:
    """Put the numbers of rows and of what is known to be missing into data/README.md."""
    file = locate("data") / "README.md"
    text = file.read_text("utf-8")
    for name in TABLES:
        rows = f"{len(getattr(study.tables, name)):,}"
        head = rf"(^### {name}\n\n)[\d,]+ rows, key "
        text, found = re.subn(head, rf"\g<1>{rows} rows, key ", text, flags=re.MULTILINE)
        if found != 1:
            raise StaleTemplateError(f"it has no sentence «N rows, key …» below ### {name}")
    values = _count_what_lacks(study.tables)
    for sentence in _SENTENCES:
        text = fill_sentence(text, sentence, values)
    return {file: _fill_newcomers(text, study)}


_FIRST, _LABELLED = 2017, 2024
_SENTENCES = (
    "GeoNames id | {blank} are blank |",
    "key `id`: {i}, {ii}, {iii} and {iv} networks of URBACT I to IV.",
    "An end year is missing for {ends} networks",
    "{first} labelled in 2017, {labelled} of the 116 labelled in 2024. {untitled} have no title",
    "{labelled} of the 116 labelled in 2024 are in",
    "Years of URBACT I are stated for {dated} networks only",
    "**Places.** {place_list} have no coordinates",
    "About 48 of {recent} have every partner",
    "Networks of URBACT III that start in 2021, {late} of them",
)


def _count_what_lacks(tables: Tables) -> dict[str, str]:
    networks = Counter(f"{network.programme}" for network in tables.networks)
    late = sum(one.programme == "urbact-iii" and one.start_year == _LATE for one in tables.networks)
    return {
        "blank": f"{sum(not city.geonames_id for city in tables.cities)}",
        "ends": f"{sum(network.end_year is None for network in tables.networks)}",
        "first": f"{sum(one.label_year == _FIRST for one in tables.good_practices)}",
        "untitled": spell(sum(not one.title for one in tables.good_practices)).capitalize(),
        "labelled": f"{sum(one.label_year == _LABELLED for one in tables.good_practices)}",
        "late": spell(late),
        "dated": f"{sum(_is_dated(one) for one in tables.networks)}",
        "recent": f"{sum((one.start_year or 0) >= _LATE for one in tables.networks)}",
        "place_list": join([city.name for city in tables.cities if city.latitude is None]),
        **{name: f"{networks[f'urbact-{name}']}" for name in ("i", "ii", "iii", "iv")},
    }


_LATE = 2021


def _is_dated(one: Network) -> bool:
    return one.programme == "urbact-i" and (one.start_year or one.end_year) is not None


_NEWCOMERS = (
    "by city it is {two_city} % of partner rows, by institution {some_body} %, without leads"
    " {two_rest} %. These forget",
    "With everything since URBACT II it is {two_city}, {two_body} and {two_rest} %, with everything"
    " ever {all_city}, {all_body} and {all_rest} %",
)


def _fill_newcomers(text: str, study: Study) -> str:
    names = ("all", "some", "two")
    values = {
        f"{name}_{part}": percent(value)
        for name, shares in zip(names, count_shares(study), strict=True)
        for part, value in zip(("city", "body", "rest"), shares, strict=True)
    }
    for sentence in _NEWCOMERS:
        text = fill_sentence(text, sentence, values)
    return text
