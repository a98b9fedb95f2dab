"""`hanse queries`: the catalogue."""

from __future__ import annotations

import sys

from hanse.queries.catalogue import find_query, list_queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse queries`."""
    parser.description = "List the query catalogue, or show one query with its parameters."
    parser.epilog = "example:\n  hanse queries partners-of"
    parser.add_argument("name", nargs="?", help="show this query: title, parameters and text")


def run(args: argparse.Namespace) -> int:
    """Print the catalogue or one query."""
    if args.name is None:
        queries = list_queries()
        width = max((len(query.name) for query in queries), default=0)
        lines = [f"{query.name:{width}}  {query.title}" for query in queries]
        _print(lines)
        return 0
    query = find_query(args.name)
    lines = [query.title, "", query.about, ""]
    for parameter in query.parameters.values():
        given = "required" if parameter.default is None else f"default {parameter.default}"
        lines.append(f"  -p {parameter.name}=…  {parameter.type}, {given}: {parameter.about}")
    lines += ["", f"example: {query.example}", "", query.text.rstrip("\n")]
    _print(lines)
    return 0


def _print(lines: list[str]) -> None:
    """Write UTF-8 whatever the locale: titles hold letters of many languages."""
    sys.stdout.buffer.write(("\n".join(lines) + "\n").encode())
