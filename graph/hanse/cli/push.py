"""`hanse push`: the dataset into a remote store, verified."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hanse.access import open_dataset
from hanse.cli.query import add_dataset
from hanse.errors import RemoteError
from hanse.messages import tell
from hanse.store.remote.address import Endpoint, parse_endpoint
from hanse.store.remote.deadline import Deadline
from hanse.store.remote.store import check_iri, check_seconds
from hanse.upload import Target, push_lines

if TYPE_CHECKING:
    import argparse

    from hanse.upload import Pushed

_SECONDS = 600.0
_UNKNOWN = 401


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse push`."""
    parser.description = (
        "Upload the dataset to a store that speaks the SPARQL 1.1 Graph Store Protocol, in place\n"
        "of what the graph holds, and read it back: the count and the hash of the sorted\n"
        "N-Triples have to be the same.\n\n"
        "With --update the triples go into a graph beside, are verified there, and take the\n"
        "place of the old ones in one step; after any failure the old graph stands. Without,\n"
        "one PUT replaces the graph, which is as safe as the server makes it."
    )
    parser.epilog = (
        "User and password are asked for on a terminal, or stand in the environment as\n"
        "HANSE_ENDPOINT_USER and HANSE_ENDPOINT_PASSWORD; they are shown nowhere.\n\n"
        "examples:\n"
        "  hanse push --endpoint http://127.0.0.1:7878/store --update http://127.0.0.1:7878/update\n"
        "  hanse push --endpoint http://127.0.0.1:3030/hanse/data --graph urn:hanse"
    )
    parser.add_argument(
        "--endpoint", metavar="URL", required=True, help="the store's Graph Store Protocol address"
    )
    parser.add_argument(
        "--graph", metavar="IRI", help="the graph to replace (default: the default)"
    )
    parser.add_argument("--update", metavar="URL", help="the store's address for updates")
    parser.add_argument(
        "--query",
        metavar="URL",
        help="read back by queries sent here, for stores that cut off long answers",
    )
    add_dataset(parser)
    parser.add_argument(
        "--timeout",
        metavar="S",
        type=float,
        default=_SECONDS,
        help="give up after S seconds (default: 600)",
    )


def run(args: argparse.Namespace) -> int:
    """Upload, verify, and say what was verified."""
    check_seconds(args.timeout)
    if args.graph is not None:
        check_iri(args.graph)
    main = _complete_login(parse_endpoint(args.endpoint))
    others = [parse_endpoint(url) if url else None for url in (args.update, args.query)]
    lines = open_dataset(args.dataset).lines()
    try:
        pushed = _push(args, lines, main, others)
    except RemoteError as error:
        if error.status != _UNKNOWN or main.user or not sys.stdin.isatty():
            raise
        tell(f"{error.endpoint}: it wants to know who asks")
        pushed = _push(args, lines, _ask_login(main), others)
    where = "the default graph" if args.graph is None else f"graph {args.graph}"
    same = "the same count and hash"
    if pushed.rounded:
        same = f"the same but for {pushed.rounded} points, which the engine rounds"
    tell(f"{main.shown}: {pushed.triples} triples in {where}, read back: {same}")
    tell(f"sha256 of the sorted N-Triples: {pushed.sha256}")
    return 0


def _push(
    args: argparse.Namespace, lines: list[str], main: Endpoint, others: list[Endpoint | None]
) -> Pushed:
    update, query = (other and _share_login(main, other) for other in others)
    target = Target(main, args.graph, update, query)
    try:
        return push_lines(lines, target, Deadline(args.timeout), _report)
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")


def _report(sent: int, whole: int) -> None:
    """Show how much has been sent, on a terminal only."""
    if sys.stderr.isatty():
        done = 20 * sent // whole
        bar = "█" * done + "░" * (20 - done)
        sys.stderr.write(f"\r{bar} {sent / 1e6:.1f} of {whole / 1e6:.1f} MB")
        sys.stderr.flush()


def _share_login(main: Endpoint, other: Endpoint) -> Endpoint:
    """Give the login of the store to its other addresses on the same host."""
    is_same = main.url.split("/")[:3] == other.url.split("/")[:3]
    return other._replace(user=main.user, password=main.password) if is_same else other


def _complete_login(endpoint: Endpoint) -> Endpoint:
    """Ask for the password of a user who was given without one."""
    if endpoint.user and not endpoint.password and sys.stdin.isatty():
        return _ask_login(endpoint)
    return endpoint


def _ask_login(endpoint: Endpoint) -> Endpoint:
    from getpass import getpass  # noqa: PLC0415 - for terminals only

    sys.stderr.write("" if endpoint.user else "User: ")
    sys.stderr.flush()
    user = endpoint.user or sys.stdin.readline().strip()
    return endpoint._replace(user=user, password=getpass(f"Password of {user}: "))
