"""`hanse serve`: a SPARQL endpoint and pages over a dataset, for this machine unless told."""

from __future__ import annotations

import sys
from ipaddress import ip_address
from math import inf
from typing import TYPE_CHECKING

from hanse.errors import MissingExtraError, UsageError, shorten
from hanse.messages import tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from typing import Any

    from hanse.server.running import Settings

_LOOPBACK = "127.0.0.1"
_MIB, _KIB = 1 << 20, 1 << 10
_MOST_PORT = 65_535


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse serve`."""
    parser.description = (
        "Serve a SPARQL 1.1 endpoint at /sparql and pages over the built-in dataset, any RDF file\n"
        "or folder, or a store folder. It reads only, and contacts nobody."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse serve\n"
        "  hanse serve my.ttl --port 8080\n"
        "  hanse serve --get '/sparql?query=ASK%20%7B%7D'\n"
        "  hanse serve --federate https://query.wikidata.org/"
    )
    parser.add_argument(
        "place",
        metavar="PATH",
        nargs="?",
        help="an RDF file or folder, a build folder or a store folder (default: build/ here, else"
        " the shipped tables)",
    )
    parser.add_argument("--port", type=int, default=8000, help="default: 8000; 0 for any free one")
    parser.add_argument("--host", default=_LOOPBACK, help=f"default: {_LOOPBACK}, only here")
    parser.add_argument("--get", metavar="URLPATH", help="print the answer to one GET, and end")
    parser.add_argument("--cors", action="store_true", help="let pages of other sites ask")
    parser.add_argument(
        "--allow-host", metavar="NAME", action="append", default=[], help="a name of this machine"
    )
    parser.add_argument(
        "--federate",
        metavar="IRI-PREFIX",
        action="append",
        default=[],
        help="let SERVICE contact endpoints whose IRI begins so",
    )
    _add_limits(parser)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("limits, shown at /limits")
    for option, metavar, kind, default, about in (
        ("timeout", "S", float, 5.0, "wall time of a query in seconds"),
        ("memory", "MIB", int, 1024, "memory of a query beside the dataset"),
        ("result-size", "MIB", int, 20, "size of an answer"),
        ("result-rows", "N", int, 100_000, "rows or triples of an answer"),
        ("query-size", "KIB", int, 1024, "size of a query"),
        ("nesting", "N", int, 100, "brackets within brackets in a query"),
        ("workers", "N", int, 0, "queries at a time (0: four a core, at least 8)"),
    ):
        shown = f"{about} (default: {default:g})"
        group.add_argument(f"--{option}", metavar=metavar, type=kind, default=default, help=shown)
    group.add_argument(
        "--limit",
        metavar="NAME=N",
        action="append",
        default=[],
        help="any limit by its name at /limits, in bytes or seconds",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C, or answer the one request of --get."""
    _check(args)
    try:
        from hanse.server import asking, listening, running  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("server", "Starlette and uvicorn") from error
    settings = _read_settings(args)
    if args.get is not None:
        app, _ = running.open_app(settings)
        return asking.get_once(app, args.get, sys.stdout.buffer)
    with listening.bind(args.host, args.port) as listener:
        app, graph = running.open_app(settings)
        _announce(args, listener.getsockname()[1], len(graph), graph.place)
        listening.serve_app(app, listener, settings.limits)
    return 0


def _announce(args: argparse.Namespace, port: int, triples: int, place: str) -> None:
    host = f"[{args.host}]" if ":" in args.host else args.host
    tell(f"hanse: {place}, {triples} triples, at http://{host}:{port}/ (Ctrl-C ends it)")
    if not _is_local(args.host):
        tell("hanse: other machines can reach it; --host 127.0.0.1 keeps them out")


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _check(args: argparse.Namespace) -> None:
    for name in ("timeout", "memory", "result_size", "result_rows", "query_size", "nesting"):
        if not getattr(args, name) > 0:
            option = name.replace("_", "-")
            raise UsageError(f"--{option} {getattr(args, name):g}: expected more than 0")
    if not 0 <= args.port <= _MOST_PORT:
        raise UsageError(f"--port {args.port}: expected a number from 0 to {_MOST_PORT}")
    if args.workers < 0:
        raise UsageError(f"--workers {args.workers}: expected 0 or more")
    if args.get is not None and not args.get.startswith("/"):
        raise UsageError(f"--get {args.get}: expected a path such as /limits")
    for prefix in args.federate:
        _check_prefix(prefix)


def _read_settings(args: argparse.Namespace) -> Settings:
    from hanse.server.gate import Door  # noqa: PLC0415 - after the checks
    from hanse.server.limits import Limits  # noqa: PLC0415 - as above
    from hanse.server.running import Settings  # noqa: PLC0415 - as above

    limits = Limits(
        seconds=args.timeout,
        memory=args.memory * _MIB,
        result_bytes=args.result_size * _MIB,
        result_rows=args.result_rows,
        query_bytes=args.query_size * _KIB,
        nesting=args.nesting,
    )
    named: dict[str, Any] = dict(_read_limit(said, limits._asdict()) for said in args.limit)
    hosts = tuple(name.lower() for name in args.allow_host)
    door = Door(hosts, args.cors, not _is_local(args.host))
    return Settings(args.place, limits._replace(**named), door, tuple(args.federate), args.workers)


def _read_limit(said: str, known: Mapping[str, float]) -> tuple[str, float]:
    name, _, value = said.partition("=")
    if name not in known:
        raise UsageError(f"--limit {shorten(said)}: the limits are {' '.join(known)}")
    try:
        number = type(known[name])(value)
    except ValueError:
        number = 0
    if not 0 < number < inf:
        raise UsageError(f"--limit {shorten(said)}: expected a number greater than 0")
    return name, number


def _check_prefix(prefix: str) -> None:
    """Refuse a prefix that ends inside a host's name: it would let other hosts in."""
    scheme, _, rest = prefix.partition("://")
    host, slash, _ = rest.partition("/")
    if scheme not in {"http", "https"} or not host or not slash or "@" in host:
        rule = "expected the beginning of an IRI up to a slash, such as https://query.wikidata.org/"
        raise UsageError(f"--federate {prefix}: {rule}")
