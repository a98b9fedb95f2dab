"""`hanse analyse`: who works with whom, who bridges, and how much of it is more than chance."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.cli import selecting
from hanse.errors import UsageError
from hanse.kinds import COOPERATIONS, MEMBERS
from hanse.record.counting import RULES, USUAL

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection
    from typing import Any, Protocol

    import networkx as nx

    from hanse.analysis.affiliations import Affiliations
    from hanse.results import Result

    class Subject(Protocol):
        """What the module of a subject offers; it is imported when it is asked for."""

        def configure(self, parser: argparse.ArgumentParser) -> None:
            """Add the subject's own options, its description and examples."""
            ...

        def analyse(self, affiliations: Affiliations, args: argparse.Namespace) -> Result:
            """Analyse what passes the filters; a subject without it writes for itself."""
            ...

        def relate(self, affiliations: Affiliations, args: argparse.Namespace) -> nx.Graph[str]:
            """Give the same as a graph, for a subject that can."""
            ...

        def run(self, args: argparse.Namespace) -> int:
            """Do all of it, for a subject that writes no table."""
            ...


SUBJECTS = {
    "dimensions": "how many members, cooperations and ties, how dense, how connected",
    "ties": "which ties are more than chance, between members or between countries",
    "measures": "who is central, who bridges, who works with their like",
    "communities": "which parts hang together, how stable they are, and whether they are countries",
    "time": "who is new, who returns, how long ties last, how ranks change",
    "learning": "who teaches good practices, who learns them, and how far they go",
    "partners": "who could be a partner of a city, with reasons and how far to trust them",
    "report": "a page or a PDF on a city, a country or a network, each number with its command",
}
_FORMS = ("table", "csv", "json", "markdown", "html", "arrow", "parquet")
_GRAPHS = ("graphml", "gexf")  # of subjects that can give their rows as a graph


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subjects, each with the filters and its own options."""
    parser.description = (
        "Analyse who works with whom: affiliations of cities and networks, or data of your own."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse dimensions --by programme\n"
        "  hanse analyse dimensions --min-degree 2 --edges mine.csv --format json\n"
        "  hanse analyse ties --format csv -o ties.csv\n"
        "  hanse analyse measures --measure betweenness --bootstrap 200\n"
        "  hanse analyse communities --summary\n"
        "  hanse analyse dimensions --min-degree 2 --edges mine.csv --format json"
    )
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    for name, about in SUBJECTS.items():
        made = subjects.add_parser(name, help=about, formatter_class=parser.formatter_class)
        subject = _load(name)
        subject.configure(made)
        selecting.add_selection(made, getattr(subject, "TAKEN", ()))
        _add_counting(made)
        _add_files(made, (*_FORMS, *_GRAPHS) if hasattr(subject, "relate") else _FORMS)


def run(args: argparse.Namespace) -> int:
    """Analyse and print or write the table, or the graph."""
    from hanse.cli.analyse import writing  # noqa: PLC0415 - after the call was read
    from hanse.cli.query import find_width  # noqa: PLC0415 - as above

    subject = _load(args.subject)
    if not hasattr(subject, "analyse"):  # it writes a page and no table
        return subject.run(args)
    affiliations = _read(args)
    if args.format in _GRAPHS:
        data = writing.write_graph(subject.relate(affiliations, args), args.format)
    else:
        result = subject.analyse(affiliations, args)
        data = writing.write_result(result, args.format, find_width(args))
    writing.put(data, args.output)
    return 0


def _load(name: str) -> Subject:
    module: Any = importlib.import_module(f"hanse.cli.analyse.{name}")
    subject: Subject = module
    return subject


def _read(args: argparse.Namespace) -> Affiliations:
    """Read the affiliations that the call means: of a dataset, or of a file of one's own.

    Afterwards `args.graph` is the dataset and `args.record` its record, the first None where there
    is a file instead, and `args.own` what the options stand for that the subject takes for itself
    (OWN) and that choose nothing. Without a kind of members cities are analysed, without one of
    cooperations networks.
    """
    from pathlib import Path  # noqa: PLC0415 - for the work only

    from hanse.access import open_dataset  # noqa: PLC0415 - as above
    from hanse.analysis import read_affiliations, read_edges  # noqa: PLC0415 - as above
    from hanse.record.facets import find_values  # noqa: PLC0415 - as above
    from hanse.record.reading import read_activities  # noqa: PLC0415 - as above
    from hanse.record.selection import select  # noqa: PLC0415 - as above

    # Parts that are compared are each reduced by themselves.
    lowest = 1 if getattr(args, "by", None) else args.min_degree
    args.graph = None
    if args.edges is not None:
        _check_edges(args)
        return _leave(read_edges(Path(args.edges)), lowest)
    args.graph = open_dataset(args.dataset)
    args.record = read_activities(args.graph)
    subject = _load(args.subject)
    own: tuple[str, ...] = getattr(subject, "OWN", ())
    taken: tuple[str, ...] = getattr(subject, "TAKEN", ())
    args.own = {name: find_values(args.record, name, getattr(args, name)) for name in own}
    kinds = _choose_kinds(args.kind)
    wanted = replace(selecting.read_selection(args, without=(*own, *taken)), kind=kinds)
    return _leave(read_affiliations(select(args.record, wanted), kinds, args.count), lowest)


def _choose_kinds(given: Collection[str]) -> tuple[str, ...]:
    """Complete the kinds that were given, so that there are members and cooperations."""
    sides = ((MEMBERS, "city"), (COOPERATIONS, "network"))
    return tuple(
        kind for known, usual in sides for kind in ([k for k in known if k in given] or [usual])
    )


def _leave(affiliations: Affiliations, lowest: int) -> Affiliations:
    kept = affiliations.drop_members_below(lowest)
    if not kept.ties:
        raise UsageError("nothing to analyse: no tie is left; leave an option out")
    return kept


def _check_edges(args: argparse.Namespace) -> None:
    """Refuse with --edges what a file of members and cooperations does not tell."""
    given = [f"--{name}" for name in ("dataset", "by") if getattr(args, name, None)]
    given += selecting.list_given(args)
    if given:
        told = "a file of members and cooperations tells nothing of it; leave one of them out"
        raise UsageError(f"{given[0]} and --edges exclude each other: {told}")


def _add_counting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--count",
        choices=RULES,
        default=USUAL,
        help="who counts as a member: the city itself (authority), also one that a body acts for"
        f" (acting), also one where a body has its seat (seat); default: {USUAL}",
    )
    parser.add_argument(
        "--min-degree",
        type=_read_degree,
        default=1,
        metavar="N",
        help="leave out members with fewer cooperations",
    )


def _read_degree(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is no number of cooperations, such as 2")


def _add_files(parser: argparse.ArgumentParser, forms: tuple[str, ...]) -> None:
    from hanse.cli.query import add_dataset  # noqa: PLC0415 - imports what a query needs

    add_dataset(parser)
    parser.add_argument(
        "--edges",
        metavar="FILE.csv",
        help="analyse data of your own instead: a CSV file with columns member and cooperation",
    )
    parser.add_argument("--format", choices=forms, default="table", help="default: table")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write here, not to the terminal")
