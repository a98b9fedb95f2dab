"""Our columns of docs/replication.md; what was counted in the other's table stays as told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench.gourdon import PUBLISHED
from bench.replicate import FIGURES, keep_in, measure_parts
from docs.snapshots.documents import fill_cell, fill_table

from hanse.iris import mint_iri

if TYPE_CHECKING:
    from docs.snapshots.study import Study

PAGE = Path(__file__).resolve().parents[1] / "replication.md"
LAST = 2019  # the last year in which a network of the other's table begins
PROGRAMMES = ("urbact-i", "urbact-ii", "urbact-iii")


def render(study: Study) -> dict[Path, str]:
    """Measure our networks to 2019 and all of the three programmes; bring ids up to date."""
    text = PAGE.read_text("utf-8")
    text = fill_table(text, "| part | figure |", _list_dimensions(study))
    ids = {city.name: f"{city.geonames_id}" for city in study.tables.cities}
    head = "| city | GeoNames id here |"
    table = text[text.index(head) :].split("\n\n", 1)[0].splitlines()[2:]
    names = [line.split("|")[1].strip() for line in table]
    return {PAGE: fill_cell(text, head, {name: ids[name] for name in names})}


def _list_dimensions(study: Study) -> list[list[str]]:
    networks = [one for one in study.tables.networks if one.programme in PROGRAMMES]
    ours = {mint_iri("network", one.id) for one in networks}
    early = {mint_iri("network", one.id) for one in networks if (one.start_year or 0) <= LAST}
    sides = [study.affiliations.keep(keep_in(kept)) for kept in (early, ours)]
    measured = measure_parts(sides)
    rows: list[list[str]] = []
    for part, published in PUBLISHED.items():
        for name, figure in FIGURES.items():
            if name in published:
                told = say(name, published[name])  # his file gives what he published
                shown = [say(name, getattr(side, name)) for side in measured[part]]
                rows.append([part, figure, told, told, *shown])
    return rows


def say(name: str, value: float) -> str:
    """Write a figure as the page does."""
    if name == "density" or name.startswith("mean"):
        return f"{value:.3f}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
