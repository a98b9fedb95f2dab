"""The options that choose a part of a dataset: the same for every command that can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse.kinds import KINDS
from hanse.record.facets import ABOUT, ROLES
from hanse.record.selection import FACETS, SHOWN, Selection

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection
    from typing import Any, Protocol

    from hanse.access import Graph

    class _Group(Protocol):
        """Options that belong together; argparse hides its own class."""

        def add_argument(self, *names: str, **settings: Any) -> argparse.Action:  # noqa: ANN401 - argparse's
            """Add an option."""
            ...


_YEARS = range(1000, 3000)
_TOLD = "keep the networks and projects {}; an IRI, an id or a name, and the option again for more"
_OVERLAP = "keep memberships in this year or {}; without an end, start + 3 counts"
# Options with one value, as a call has them that does not give them.
_SINGLE = {"match": "any", "from_year": None, "to_year": None, "as_of": None}


def add_selection(parser: argparse.ArgumentParser, without: Collection[str] = ()) -> None:
    """Add the options that choose cooperations, but for those that a command has of its own."""
    group = parser.add_argument_group("selection")
    for name, about in ABOUT.items():
        if name not in without:
            group.add_argument(
                f"--{name}",
                action="append",
                default=[],
                metavar=name.upper(),
                help=_TOLD.format(about),
            )
    _add_words(group)
    _add_years(group)


def _add_words(group: _Group) -> None:
    group.add_argument(
        "--role",
        action="append",
        default=[],
        choices=ROLES,
        help="keep those in which the members that are asked for have this role; again for more",
    )
    group.add_argument(
        "--kind",
        action="append",
        default=[],
        choices=KINDS,
        help="keep cooperations, show members, of this kind only; again for more",
    )
    group.add_argument(
        "--match",
        choices=("any", "all"),
        default="any",
        help="of several values of an option one is enough, or all must be there (default: any)",
    )
    group.add_argument(
        "--among",
        action="append",
        default=[],
        type=_read_pair,
        metavar="FACET=VALUE",
        help=f"show of the members only these, by {', '.join(SHOWN)}; the others are counted",
    )


def _add_years(group: _Group) -> None:
    for option, what in {"from": "later", "to": "earlier"}.items():
        group.add_argument(
            f"--{option}",
            dest=f"{option}_year",
            type=_read_year,
            metavar="YEAR",
            help=_OVERLAP.format(what),
        )
    group.add_argument(
        "--as-of", type=_read_year, metavar="YEAR", help="the same as --from and --to it"
    )


def read_selection(args: argparse.Namespace, without: Collection[str] = ()) -> Selection:
    """Read the selection of a call; facets in `without` are options of the command's own."""
    if args.as_of is not None and (args.from_year, args.to_year) != (None, None):
        raise UsageError("--as-of is the same as --from and --to; give it alone, or them")
    return Selection(
        **{name: () if name in without else tuple(getattr(args, name)) for name in FACETS},
        start=args.from_year if args.as_of is None else args.as_of,
        end=args.to_year if args.as_of is None else args.as_of,
        match=args.match,
        among=tuple(args.among),
    )


def open_part(args: argparse.Namespace) -> Graph:
    """Open the dataset of a call, or what its selection keeps of it as a dataset in memory."""
    from hanse.access import Graph, open_dataset  # noqa: PLC0415 - for the work

    graph, selection = open_dataset(args.dataset), read_selection(args)
    asked = selection.describe()
    if not asked:
        return graph
    from hanse.release.slicing import slice_dataset  # noqa: PLC0415 - as above

    return Graph(slice_dataset(graph.store, selection), f"{graph.place} {asked}")


def list_given(args: argparse.Namespace) -> list[str]:
    """List the options of selection that a call gives."""
    many = [f"--{name}" for name in (*FACETS, "among") if getattr(args, name, None)]
    single = [name for name, usual in _SINGLE.items() if getattr(args, name) != usual]
    return many + [f"--{name.removesuffix('_year').replace('_', '-')}" for name in single]


def resolve_option(graph: Graph, kind: str, value: str) -> str:
    """Find the IRI of what an option names; a network may be a project. Raises UsageError."""
    from hanse.queries.names import NameNotFoundError, resolve_name  # noqa: PLC0415 - for the work

    try:
        return resolve_name(graph.store, "cooperation" if kind == "network" else kind, value)
    except NameNotFoundError as error:
        raise UsageError(f"--{kind} {value}: {error}") from error


def _read_pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if equals and value and name in SHOWN:
        return name, value
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    known = ", ".join(SHOWN)
    raise ArgumentTypeError(f"{text!r} shows nobody; expected one of {known}, then =, then a value")


def _read_year(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) in _YEARS:
        return int(text)
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is no year, such as 2018")
