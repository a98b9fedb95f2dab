"""`hanse analyse time`: who is new and who returns, how long ties last, how ranks change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.cli.selecting import resolve_option
from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from hanse.analysis.affiliations import Affiliations
    from hanse.results import Result

_OF = ("calls", "newcomers", "survival", "ranks")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse time`."""
    parser.description = (
        "Tell what changes as the years pass. calls: who is new in each call, stays, returns or\n"
        "leaves. newcomers: the partners of each call that are new by city, by institution and\n"
        "without leads. survival: how long a tie lives, which it does while the pair meets again\n"
        "(Kaplan and Meier). ranks: members by their cooperations, year by year. A network\n"
        "without a year counts as of the first year of its programme."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse time\n"
        "  hanse analyse time --of newcomers --event monitoring-committee-2018-12-04\n"
        "  hanse analyse time --of survival --format csv\n"
        "  hanse analyse time --of ranks --top 5"
    )
    parser.add_argument("--of", choices=_OF, default=_OF[0], help=f"rows (default: {_OF[0]})")
    parser.add_argument(
        "--event", metavar="EVENT", help="newcomers: only of the networks that it belongs to"
    )
    parser.add_argument(
        "--since",
        metavar="YEAR",
        type=int,
        help="newcomers: forget networks before it, so that who was only in these is new",
    )
    parser.add_argument(
        "--top", metavar="N", type=int, default=10, help="ranks: who ever was among N (default: 10)"
    )


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Compare the years of what passes the filters."""
    from hanse.analysis import newcomers, survival  # noqa: PLC0415 - 0.5 s of libraries
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above

    if args.graph is None:
        told = "a file of members and cooperations tells of no year; give --dataset"
        raise UsageError(f"time and --edges exclude each other: {told}")
    if args.of == "survival":
        return list_rows(survival.measure_survival(affiliations), survival.Survival._fields)
    if args.of == "ranks":
        ranks = survival.rank_over_time(affiliations, args.top)
        return list_rows(ranks, survival.RankInYear._fields)
    if args.of == "newcomers":
        networks = {one.id for one in affiliations.cooperations}
        if args.event:
            event = resolve_option(args.graph, "event", args.event)
            networks &= newcomers.read_networks_of(args.record, event)
        partners = newcomers.read_partners(args.record)
        known = [one for one in partners if args.since is None or one.year >= args.since]
        rows = newcomers.count_newcomers(known, networks)
        return list_rows(rows, newcomers.Newcomers._fields)
    return list_rows(newcomers.count_turnover(affiliations), newcomers.CallTurnover._fields)
