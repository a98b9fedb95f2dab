"""`hanse analyse dimensions`: the table with which papers on affiliation networks begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.cli.analyse.options import LAYERS
from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from hanse.analysis.affiliations import Affiliations
    from hanse.results import Result


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse dimensions`."""
    parser.description = (
        "Tell how many members, cooperations and ties there are, how dense they are and how they\n"
        "hang together. Density is of all pairs of member and cooperation; the diameter is that\n"
        "of the largest component of the bipartite graph. What has no tie is left out."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse dimensions --format json\n"
        "  hanse analyse dimensions --by programme --min-degree 2\n"
        "  hanse analyse dimensions --by programme --overlap\n"
        "  hanse analyse dimensions --edges mine.csv"
    )
    parser.add_argument("--by", choices=LAYERS, help="a row for each, members counted within it")
    parser.add_argument(
        "--overlap",
        action="store_true",
        help="with --by: how many members and ties each two of them have in common",
    )


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Measure the whole, or each part, or what the parts have in common."""
    from hanse.analysis import layers  # noqa: PLC0415 - 0.5 s of libraries
    from hanse.analysis.dimensions import (  # noqa: PLC0415 - as above
        Dimensions,
        compare_dimensions,
        measure_dimensions,
    )
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above

    if args.overlap:
        if not args.by:
            raise UsageError("--overlap compares the parts of --by; give it too")
        if args.min_degree > 1:
            raise UsageError("--overlap counts all members of both parts; leave --min-degree out")
        return list_rows(layers.compare_layers(affiliations, args.by), layers.LayerOverlap._fields)
    if not args.by:
        return list_rows([measure_dimensions(affiliations)], Dimensions._fields)
    parts = compare_dimensions(affiliations, layers.LAYERS[args.by], args.min_degree)
    return list_rows(parts, ("part", *Dimensions._fields))
