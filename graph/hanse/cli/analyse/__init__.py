"""`hanse analyse`: who works with whom, who bridges, and how much of it is more than chance."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import TYPE_CHECKING

from hanse.errors import UsageError

if TYPE_CHECKING:
    import argparse
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
        _add_filters(made)
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
    (OWN) and that filter nothing.
    """
    from pathlib import Path  # noqa: PLC0415 - for the work only

    from hanse.access import open_dataset  # noqa: PLC0415 - as above
    from hanse.analysis import Selection, read_affiliations, read_edges, select  # noqa: PLC0415
    from hanse.analysis.affiliations import USUAL  # noqa: PLC0415 - as above
    from hanse.analysis.selection import NAMED, resolve_selection  # noqa: PLC0415 - as above
    from hanse.record.reading import read_activities  # noqa: PLC0415 - as above

    own: tuple[str, ...] = getattr(_load(args.subject), "OWN", ())
    selection = Selection(
        **{kind: () if kind in own else tuple(getattr(args, kind)) for kind in NAMED},
        role=args.role,
        start=args.from_year if args.as_of is None else args.as_of,
        end=args.to_year if args.as_of is None else args.as_of,
        # Parts that are compared are each reduced by themselves.
        lowest=1 if getattr(args, "by", None) else args.min_degree,
    )
    args.graph = None
    if args.edges is not None:
        _check_edges(args)
        return select(read_edges(Path(args.edges)), selection)
    args.graph = open_dataset(args.dataset)
    args.record = read_activities(args.graph)
    affiliations = read_affiliations(args.record, frozenset(args.kind) or USUAL)
    named: dict[str, Any] = {kind: tuple(getattr(args, kind)) for kind in own}
    asked = replace(Selection(), **named)
    resolved = resolve_selection(args.graph, asked)
    args.own = {kind: getattr(resolved, kind) for kind in own}
    return select(affiliations, resolve_selection(args.graph, selection))


_OF_THE_DATASET = (
    *("dataset", "city", "country", "network", "theme", "programme", "kind", "role"),
    "by",  # which some subjects have
)


def _check_edges(args: argparse.Namespace) -> None:
    """Refuse with --edges what a file of members and cooperations does not tell."""
    given = [f"--{name}" for name in _OF_THE_DATASET if getattr(args, name, None)]
    years = {"--from": args.from_year, "--to": args.to_year, "--as-of": args.as_of}
    given += [option for option, year in years.items() if year is not None]
    if given:
        told = "a file of members and cooperations tells nothing of it; leave one of them out"
        raise UsageError(f"{given[0]} and --edges exclude each other: {told}")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("filters")
    kept = "keep the networks {}; an IRI, an id or a name, and the option again for more"
    for option, what in {
        "city": "in which it takes part, with all their members",
        "country": "in which members from there take part, with all their members",
        "network": "of this name, projects too",
        "theme": "on this theme or one below it",
        "programme": "of this programme",
    }.items():
        group.add_argument(
            *(f"--{option}",),
            action="append",
            default=[],
            metavar=option.upper(),
            help=kept.format(what),
        )
    overlap = "keep memberships in this year or {}; without an end, start + 3 counts"
    for option, what in {"from": "later", "to": "earlier"}.items():
        group.add_argument(
            f"--{option}",
            dest=f"{option}_year",
            type=int,
            metavar="YEAR",
            help=overlap.format(what),
        )
    group.add_argument("--as-of", type=int, metavar="YEAR", help="the same as --from and --to it")
    group.add_argument("--role", choices=("lead", "partner"), default="", help="keep one role")
    group.add_argument(
        "--kind",
        action="append",
        default=[],
        choices=("city", "organisation", "network", "project"),
        help="what to analyse, again for more (default: city and network)",
    )
    group.add_argument(
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
