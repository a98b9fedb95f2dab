"""`hanse analyse partners`: who could be a partner of a city, and how far that can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from hanse.analysis.affiliations import Affiliations
    from hanse.analysis.finding import Wanted
    from hanse.results import Result

# Options that say who asks and on what, and keep no networks out.
OWN = ("city", "theme")
# Of the same name as facets, and of candidates alone.
TAKEN = ("region", "size")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse partners`."""
    parser.description = (
        "Rank who could be a partner of --city for a network on --theme, with the reasons. The\n"
        "order is learned from all networks so far: who came along, given what was known before.\n"
        "--held-out shows how well it predicted past calls, each from the years before it, beside\n"
        "popularity and common neighbours; a line says so where it does not beat them."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse partners --city Alūksne --theme economy --not-yet-together\n"
        '  hanse analyse partners --city riga --region "Southern Europe" --size 100000-1000000\n'
        "  hanse analyse partners --held-out"
    )
    parser.add_argument(
        "--region", action="append", default=[], help="only candidates from this part of Europe"
    )
    parser.add_argument(
        "--size",
        metavar="FROM-TO",
        help="only candidates of so many people, either left out at will",
    )
    parser.add_argument(
        "--not-yet-together", action="store_true", help="only candidates that never met the city"
    )
    parser.add_argument("--top", type=int, default=20, metavar="N", help="rows (default: 20)")
    parser.add_argument(
        "--held-out", action="store_true", help="show how well past calls were predicted instead"
    )


def analyse(affiliations: Affiliations, args: argparse.Namespace) -> Result:
    """Rank candidates, or test the order on past calls."""
    from hanse.analysis import finding, partners  # noqa: PLC0415 - 0.5 s of libraries
    from hanse.analysis.tables import list_rows  # noqa: PLC0415 - as above
    from hanse.messages import tell  # noqa: PLC0415 - as above

    if args.graph is None:
        told = "a file of members and cooperations tells of no year and no theme; give --dataset"
        raise UsageError(f"partners and --edges exclude each other: {told}")
    if not args.held_out:
        wanted = _read_wanted(affiliations, args)
        member, themes = _find_member(affiliations, args), args.own["theme"]
        ranked = finding.rank_partners(affiliations, member, themes, wanted)
        tell(finding.judge(partners.score_held_out(affiliations)))
        return list_rows(ranked[: args.top], finding.Candidate._fields)
    rows = partners.score_held_out(affiliations)
    tell(finding.judge(rows))
    return list_rows(rows, partners.HeldOut._fields)


def _find_member(affiliations: Affiliations, args: argparse.Namespace) -> str:
    cities: tuple[str, ...] = args.own["city"]
    if len(cities) != 1:
        raise UsageError("partners are found for one city; give it with --city")
    if cities[0] not in {member.id for member in affiliations.members}:
        raise UsageError(f"--city {args.city[0]}: was in no network yet, so nothing tells it apart")
    return cities[0]


def _read_wanted(affiliations: Affiliations, args: argparse.Namespace) -> Wanted:
    from hanse.analysis.finding import Wanted  # noqa: PLC0415 - as above
    from hanse.suggestions import ask_back, suggest  # noqa: PLC0415 - as above

    known = {member.region for member in affiliations.members if member.region}
    for region in args.region:
        if region not in known:
            hint = ask_back(suggest(region, known)) or f"known are {', '.join(sorted(known))}"
            raise UsageError(f"--region {region}: no member is from there; {hint.strip()}")
    smallest, largest = _read_size(args.size or "")
    return Wanted(tuple(args.region), smallest, largest, args.not_yet_together)


def _read_size(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    low, dash, high = text.partition("-")
    sound = dash and all(end == "" or (end.isascii() and end.isdigit()) for end in (low, high))
    if not sound or text == "-":
        raise UsageError(f"--size {text}: expected people, such as 20000-100000 or 50000-")
    return (int(low) if low else None), (int(high) if high else None)
