"""`hanse analyse ties`: which ties are more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    import networkx as nx

    from hanse.analysis.affiliations import Affiliations
    from hanse.analysis.mixing import Meeting
    from hanse.analysis.ties import ProjectedTie
    from hanse.results import Result


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse ties`."""
    parser.description = (
        "Tell of every two members that share a cooperation whether they share more than chance\n"
        "gives them, with everyone in as much and every cooperation as large as they are.\n"
        "p is the probability to share as much or more; q is p adjusted for false discoveries\n"
        "(Benjamini and Hochberg) among all pairs, also those that share nothing; the backbone\n"
        "are the ties with q below alpha. By --between whole classes of members are compared:\n"
        "the cooperations that their pairs share, beside the mean of random samples. Sizes are\n"
        "classes of inhabitants today."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse ties --format csv -o ties.csv\n"
        "  hanse analyse ties --onto cooperations --programme urbact-iii\n"
        "  hanse analyse ties --between country\n"
        "  hanse analyse ties --onto cooperations --format gexf -o networks.gexf\n"
        "  hanse analyse ties --edges mine.csv --model fdsm --samples 20000 --seed 7"
    )
    parser.add_argument(
        "--onto",
        choices=("members", "cooperations"),
        help="what is tied (default: members; cooperations are tied by the members they share)",
    )
    parser.add_argument(
        "--model",
        choices=("bicm", "fdsm"),
        help="chance keeps degrees on average, exact (bicm, SDSM's model), or always, by sampling"
        " (fdsm; default with --between, else bicm)",
    )
    parser.add_argument(
        "--between",
        choices=("country", "region", "size"),
        help="compare classes of members instead of members",
    )
    parser.add_argument(
        "--alpha", type=_read_share, default=0.05, metavar="A", help="level for q (default: 0.05)"
    )
    parser.add_argument(
        "--samples",
        type=_read_number,
        metavar="N",
        help="random samples of fdsm (default: 1000); no p is below 1 / (N + 1) without --between",
    )
    parser.add_argument(
        "--seed", type=_read_number, metavar="N", help="repeats the same samples (default: 1)"
    )


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Test the ties of members or cooperations, or of classes of members."""
    from hanse.analysis.mixing import Meeting  # noqa: PLC0415 - 0.5 s of libraries
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above
    from hanse.analysis.ties import ProjectedTie  # noqa: PLC0415 - as above

    _check(args)
    if args.between:
        return list_rows(_compare(affiliations, args), Meeting._fields)
    return list_rows(_test(affiliations, args), ProjectedTie._fields)


def relate(affiliations: Affiliations, args: argparse.Namespace) -> nx.Graph[str]:
    """Give the same as a graph whose edges carry what was found."""
    from hanse.analysis.mixing import build_meeting_graph  # noqa: PLC0415 - as above
    from hanse.analysis.ties import build_tie_graph  # noqa: PLC0415 - as above

    _check(args)
    if args.between:
        return build_meeting_graph(_compare(affiliations, args))
    return build_tie_graph(_test(affiliations, args))


def _compare(affiliations: Affiliations, args: argparse.Namespace) -> list[Meeting]:
    from hanse.analysis.curveball import SAMPLES  # noqa: PLC0415 - as above
    from hanse.analysis.mixing import find_meetings  # noqa: PLC0415 - as above

    samples, seed = args.samples or SAMPLES, args.seed or 1
    return find_meetings(affiliations, args.between, alpha=args.alpha, samples=samples, seed=seed)


def _test(affiliations: Affiliations, args: argparse.Namespace) -> Iterator[ProjectedTie]:
    from hanse.analysis.curveball import SAMPLES  # noqa: PLC0415 - as above
    from hanse.analysis.ties import find_ties  # noqa: PLC0415 - as above

    return find_ties(
        affiliations,
        onto=args.onto or "members",
        model=args.model or "bicm",
        alpha=args.alpha,
        samples=args.samples or SAMPLES,
        seed=args.seed or 1,
    )


def _check(args: argparse.Namespace) -> None:
    """Refuse options that would say nothing beside each other."""
    if args.between and args.edges is not None:
        told = "a file of members and cooperations tells no country, region or size"
        raise UsageError(f"--between and --edges exclude each other: {told}; leave one of them out")
    if args.between and args.onto:
        raise UsageError(
            "--between and --onto exclude each other: countries, regions and sizes are"
            " those of members; leave one of them out"
        )
    if args.between and args.model == "bicm":
        raise UsageError(
            "--between needs --model fdsm: bicm lets the sizes of cooperations vary, expects more"
            " meetings than there can be, and would find avoidance in chance; leave --model out"
        )
    sampled = args.between or args.model == "fdsm"
    for option in ("samples", "seed"):
        if getattr(args, option) is not None and not sampled:
            raise UsageError(
                f"--{option} is of --model fdsm and of --between; bicm is exact: leave it out"
            )


def _read_share(text: str) -> float:
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if 0.0 < share < 1.0:
        return share
    raise ArgumentTypeError(f"{text!r} is no level between 0 and 1, such as 0.05")


def _read_number(text: str) -> int:
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no whole number from 1 on, such as 1000")
