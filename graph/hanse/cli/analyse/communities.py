"""`hanse analyse communities`: parts with more ties inside than chance would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.cli.analyse.options import LAYERS, add_projection, add_seed, read_amount, read_positive
from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from hanse.analysis.affiliations import Affiliations
    from hanse.analysis.grouping import Grouping, Summary
    from hanse.results import Result


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse communities`."""
    parser.description = (
        "Find communities by Leiden's algorithm: of the projection by modularity, or of members\n"
        "and cooperations together by bipartite modularity (Barber). The best of several seeds is\n"
        "told, one row a node: its community (1 is the largest) and its stability, the share of\n"
        "the seeds in which it is with those of its community."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse communities --programme urbact-iii\n"
        "  hanse analyse communities --method bipartite --resolution 1.5 --groups\n"
        "  hanse analyse communities --summary --seeds 50 --format json\n"
        "  hanse analyse communities --by programme"
    )
    add_projection(parser)
    parser.add_argument(
        "--method", choices=("leiden", "bipartite"), default="leiden", help="default: leiden"
    )
    parser.add_argument(
        "--resolution",
        type=read_amount,
        default=1.0,
        metavar="R",
        help="above 1 more and smaller communities, below it fewer (default: 1)",
    )
    parser.add_argument(
        "--seeds", type=read_positive, default=10, metavar="N", help="so many runs (default: 10)"
    )
    add_seed(parser)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--summary",
        action="store_true",
        help="one row instead: modularity, stability over seeds, agreement with the other method "
        "and with countries and regions (NMI from 0 to 1, VI in nats)",
    )
    forms.add_argument("--groups", action="store_true", help="one row a community instead")
    forms.add_argument(
        "--by",
        choices=LAYERS,
        help="compare instead the communities that each programme, call, type or kind has by"
        " itself, on the members that two have in common, beside members drawn by lot",
    )


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Find the communities, and tell of nodes, of communities or of the whole."""
    from hanse.analysis.communities import Runs  # noqa: PLC0415 - 0.5 s of libraries
    from hanse.analysis.grouping import (  # noqa: PLC0415 - as above
        Community,
        Grouping,
        NodeCommunity,
        list_communities,
        list_nodes,
    )
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above

    runs = Runs(args.resolution, args.seeds, args.seed)
    grouping = Grouping(args.method, args.of, args.weight, runs)
    if args.summary:
        return _tell(affiliations, grouping)
    if args.by:
        return _compare(affiliations, grouping, args)
    if args.groups:
        return list_rows(list_communities(affiliations, grouping), Community._fields)
    rows = (row._replace(country=row.country or None) for row in list_nodes(affiliations, grouping))
    return list_rows(rows, NodeCommunity._fields)


def _compare(affiliations: Affiliations, grouping: Grouping, args: argparse.Namespace) -> Result:
    """Compare the communities of parts, each pair of them."""
    from hanse.analysis.continuity import Continuity, compare_communities  # noqa: PLC0415
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above

    if args.of == "cooperations":
        raise UsageError(
            "--by and --of cooperations exclude each other: a network is of one programme and so in"
            " no two parts; leave one of them out"
        )
    rows = compare_communities(
        affiliations, args.by, grouping, lowest=args.min_degree, seed=args.seed
    )
    return list_rows(rows, Continuity._fields)


def _tell(affiliations: Affiliations, grouping: Grouping) -> Result:
    from hanse.analysis.grouping import summarise  # noqa: PLC0415 - as above
    from hanse.analysis.tables import make_table  # noqa: PLC0415 - as above

    cells = dict(_spread(summarise(affiliations, grouping)))
    return make_table(tuple(cells), [tuple(cells.values())])


def _spread(summary: Summary) -> list[tuple[str, object]]:
    cells: list[tuple[str, object]] = list(summary._asdict().items())[:-2]
    cells += summary.stability._asdict().items()
    for name, agreement in summary.agreement.items():
        cells.append((f"nmi_{name}", agreement and agreement.nmi))
        cells.append((f"vi_{name}", agreement and agreement.vi))
    return cells
