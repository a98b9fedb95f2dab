"""Compares P. Gourdon's table of URBACT memberships, a copy of your own, with the tables here.

    python bench/replicate.py RAW.csv              dimensions, and differences by kind
    python bench/replicate.py RAW.csv --details    each difference too, with our source
    python bench/replicate.py RAW.csv --format csv the differences alone, for a spreadsheet

Where to find his table stands in docs/replication.md, with what was found.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for the modules beside this one, however it is started

from bench.differences import (  # noqa: E402 - as above
    KINDS,
    PROGRAMMES,
    Comparison,
    Difference,
    Ours,
    find_differences,
)
from bench.gourdon import PUBLISHED, TWICE, WHOLE, read_rows  # noqa: E402 - as above

import hanse  # noqa: E402 - the path comes first
from hanse.analysis import measure_dimensions, read_affiliations  # noqa: E402 - as above
from hanse.analysis.affiliations import gather  # noqa: E402 - as above
from hanse.analysis.tables import make_table  # noqa: E402 - as above
from hanse.cli.analyse.writing import put, write_result  # noqa: E402 - as above
from hanse.errors import HanseError  # noqa: E402 - as above
from hanse.iris import mint_iri  # noqa: E402 - as above
from hanse.resources import locate  # noqa: E402 - as above
from hanse.tables import read_tables  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from hanse.analysis import Affiliations, Dimensions, Tie
    from hanse.results import Result

FIGURES = {
    "members": "cities",
    "cooperations": "networks",
    "ties": "ties",
    "density": "density",
    "components": "components",
    "diameter": "diameter",
    "mean_degree_members": "networks of a city, mean",
    "mean_degree_cooperations": "cities of a network, mean",
    "median_degree_members": "networks of a city, median",
    "median_degree_cooperations": "cities of a network, median",
}


def compare_dimensions(
    comparison: Comparison, shipped: Affiliations
) -> dict[str, list[Dimensions]]:
    """Measure each part of theirs, of the networks that both have in ours, and of ours."""
    ours = shipped.keep(keep_in({mint_iri("network", one) for one in comparison.ours.networks}))
    both = {mint_iri("network", one) for one in comparison.networks.values()}
    return measure_parts([comparison.make_affiliations(), ours.keep(keep_in(both)), ours])


def measure_parts(sides: Sequence[Affiliations]) -> dict[str, list[Dimensions]]:
    """Measure the whole, those in two networks or more and each programme, side by side."""
    measured = {
        WHOLE: [measure_dimensions(side) for side in sides],
        TWICE: [measure_dimensions(side.drop_members_below(2)) for side in sides],
    }
    for programme in PROGRAMMES.values():
        parts = [side.split(lambda one: one.programme) for side in sides]
        empty = gather([], [], [])
        measured[programme] = [measure_dimensions(one.get(programme, empty)) for one in parts]
    return measured


def keep_in(networks: Collection[str]) -> Callable[[Tie], bool]:
    """Make the test whether a membership is of one of some networks."""
    return lambda tie: tie.cooperation in networks


def tell_dimensions(measured: Mapping[str, Sequence[Dimensions]]) -> Result:
    """Put the published figures beside those measured, a row for each."""
    rows = [
        (part, label, figures.get(name), *(getattr(side, name) for side in measured[part]))
        for part, figures in PUBLISHED.items()
        for name, label in FIGURES.items()
        if name in figures
    ]
    return make_table(
        ("part", "figure", "published", "yours", "ours, networks of both", "ours"), rows
    )


def tell_kinds(differences: Sequence[Difference], ours: Ours) -> Result:
    """Count the differences of each kind, with the ids of our sources."""
    rows: list[tuple[object, ...]] = []
    for kind, about in KINDS.items():
        some = [one for one in differences if one.kind == kind]
        sources = {id_ for one in some for id_ in one.source.split() if id_ in ours.titles}
        rows.append((kind, len(some), about, " ".join(sorted(sources))))
    return make_table(("kind", "count", "what", "our sources"), rows)


def tell_differences(differences: Sequence[Difference], ours: Ours) -> Result:
    """List the differences, each with our source and its title."""
    rows = [
        (*one, "; ".join(ours.titles.get(id_, "") for id_ in one.source.split()))
        for one in differences
    ]
    return make_table((*Difference._fields, "title"), rows)


def run(args: argparse.Namespace) -> None:
    """Compare, and write the tables."""
    tables = read_tables(locate("data"))
    comparison = Comparison(read_rows(args.raw), Ours(tables))
    differences = find_differences(comparison)
    listed = tell_differences(differences, comparison.ours)
    if args.format == "csv":
        put(write_result(listed, "csv", None), None)
        return
    dimensions = compare_dimensions(comparison, read_affiliations(hanse.open()))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    shown = [tell_dimensions(dimensions), tell_kinds(differences, comparison.ours)]
    for table in [*shown, *([listed] if args.details else [])]:
        put(write_result(table, "table", width), None)
        print(flush=True)


def main() -> int:
    """Read the call, and turn what is wrong into a sentence."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("raw", metavar="RAW.csv", type=Path, help="your own copy of the table")
    parser.add_argument("--details", action="store_true", help="list each difference")
    parser.add_argument(
        "--format", choices=("text", "csv"), default="text", help="csv: the list alone"
    )
    try:
        run(parser.parse_args())
    except HanseError as error:
        print(f"{error.speaker}{error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
