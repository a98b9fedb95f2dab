"""`hanse analyse learning`: good practices on their way from city to city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from hanse.analysis.affiliations import Affiliations
    from hanse.results import Result

_OF = ("members", "practices", "chains", "themes")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse learning`."""
    parser.description = (
        "Tell who teaches good practices and who learns them, how far a practice goes, and the\n"
        "chains: a city learned, and in a network that began later it taught what it knew. The\n"
        "filters keep the transfers of the networks that pass them."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse learning\n"
        "  hanse analyse learning --of practices --programme urbact-iii\n"
        "  hanse analyse learning --of chains --format json"
    )
    parser.add_argument("--of", choices=_OF, default=_OF[0], help=f"rows (default: {_OF[0]})")


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Count what the networks that are left passed on."""
    from hanse.analysis import learning  # noqa: PLC0415 - 0.5 s of libraries
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above

    if args.graph is None:
        told = "a file of members and cooperations tells of no practice; give --dataset"
        raise UsageError(f"learning and --edges exclude each other: {told}")
    kept = {one.id for one in affiliations.cooperations}
    transfers = learning.read_transfers(args.record, kept)
    if args.of == "practices":
        return list_rows(learning.measure_practices(transfers), learning.PracticeReach._fields)
    if args.of == "chains":
        return list_rows(learning.list_chains(transfers), learning.Chain._fields)
    if args.of == "themes":
        themes = learning.count_themes(args.record, transfers)
        return list_rows(themes, learning.ThemeLearning._fields)
    return list_rows(learning.count_learning(transfers), learning.Learner._fields)
