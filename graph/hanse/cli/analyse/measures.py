"""`hanse analyse measures`: who is central, who bridges, who works with their like."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hanse.cli.analyse.options import add_projection, add_seed, read_count, read_share
from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from hanse.analysis.affiliations import Affiliations
    from hanse.analysis.nodes import NodeMeasures, Score
    from hanse.results import Result

# As hanse.analysis.nodes has them; a test holds both together.
MEASURES = (
    *("affiliations", "degree", "strength", "betweenness", "closeness", "eigenvector", "pagerank"),
    *("core", "clustering", "constraint", "effective_size"),
    *("coordinator", "gatekeeper", "consultant", "liaison"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse measures`."""
    parser.description = (
        "Measure each member, or each cooperation, on the projection: who is tied to many, who\n"
        "stands between others, who is near to all. One row a node, the most between first. Ranks\n"
        "begin at the most central (of constraint: the least), those alike share the lowest.\n"
        "Definitions are those of networkx; paths count steps. Brokers are between countries:\n"
        "the pairs not tied that a node links, both of its own country (coordinator), one of them\n"
        "(gatekeeper), both of one other (consultant), each of another (liaison)."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse measures --measure betweenness --measure constraint\n"
        "  hanse analyse measures --of cooperations --weight newman --format csv\n"
        "  hanse analyse measures --measure degree --bootstrap 1000 --seed 1\n"
        "  hanse analyse measures --assortativity"
    )
    add_projection(parser)
    parser.add_argument(
        "--measure", action="append", default=[], choices=MEASURES, help="only this; again for more"
    )
    parser.add_argument(
        "--assortativity",
        action="store_true",
        help="tell instead how alike tied nodes are, by country, region, size and degree",
    )
    parser.add_argument(
        "--bootstrap",
        type=read_count,
        default=0,
        metavar="N",
        help="resample the cooperations (of cooperations: the members) so often, and tell where "
        "95 %% of values and ranks lie (default: 0, not at all)",
    )
    parser.add_argument(
        "--error",
        type=read_share,
        default=0.01,
        metavar="E",
        help="how far betweenness of a large network, which is sampled, may be off, with 95 %% "
        "confidence for all at once; 0: exact at any size (default: 0.01)",
    )
    add_seed(parser)


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Measure the nodes, or how alike tied ones are."""
    from hanse.analysis.assortativity import (  # noqa: PLC0415 - 0.5 s of libraries
        Assortativity,
        measure_assortativity,
    )
    from hanse.analysis.tables import list_rows, make_table  # noqa: PLC0415 - as above

    chance = {"bootstrap": args.bootstrap, "seed": args.seed}
    if args.assortativity:
        if args.measure:
            raise UsageError("--assortativity and --measure exclude each other; leave one out")
        return list_rows(
            measure_assortativity(affiliations, args.of, **chance), Assortativity._fields
        )
    rows = list(_measure(affiliations, args))
    columns = ("id", "name", "kind", "country", *_list_columns(rows[0], args.bootstrap))
    return make_table(columns, [_spread(row, args.bootstrap) for row in rows])


def _measure(affiliations: Affiliations, args: argparse.Namespace) -> list[NodeMeasures]:
    from hanse.analysis.measures import Precision  # noqa: PLC0415 - as above
    from hanse.analysis.nodes import NAMES, Ways, is_exact, measure_nodes  # noqa: PLC0415

    foreign = [name for name in args.measure if name not in NAMES[args.of]]
    if foreign:
        raise UsageError(f"--measure {foreign[0]} is of members alone: {args.of} have no country")
    precision = Precision(error=args.error, seed=args.seed)
    ways = Ways(args.of, args.weight, tuple(dict.fromkeys(args.measure)), precision)
    if not is_exact(affiliations, ways):
        told = f"betweenness is sampled: off by at most {args.error:g} at all nodes, with 95 %"
        print(f"{told} confidence; --error 0 for exact figures", file=sys.stderr)  # noqa: T201
    return measure_nodes(affiliations, ways, bootstrap=args.bootstrap, seed=args.seed)


_PARTS = ("", "_rank", "_low", "_high", "_rank_low", "_rank_high")
_WITHOUT_INTERVALS = 2


def _cut(score: Score, bootstrap: int) -> Score | tuple[object, ...]:
    return score if bootstrap else score[:_WITHOUT_INTERVALS]


def _list_columns(row: NodeMeasures, bootstrap: int) -> Iterator[str]:
    for name, score in row.scores.items():
        yield from (f"{name}{part}" for part in _PARTS[: len(_cut(score, bootstrap))])


def _spread(row: NodeMeasures, bootstrap: int) -> list[object]:
    cells = [cell for score in row.scores.values() for cell in _cut(score, bootstrap)]
    return [*(value or None for value in row[:4]), *cells]
