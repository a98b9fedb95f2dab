"""`hanse analyse report`: figures, tables and sentences on a city, a country or a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from hanse.access import Graph

    Write = Callable[[Graph, str, str], bytes]

KINDS = ("city", "country", "network")
_GROUP = "hanse.reports"
# Filters and forms of the other subjects, with what they are where nobody gave them.
_UNHEEDED: dict[str, object] = {
    "theme": [],
    "programme": [],
    "kind": [],
    "role": "",
    "edges": None,
    "from_year": None,
    "to_year": None,
    "as_of": None,
    "min_degree": 1,
    "format": "table",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse report`."""
    parser.description = (
        "Write a page on one city, country or network: figures, tables and sentences, and below\n"
        "each part the command that gives its numbers. It works offline and runs nothing."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse report --city riga -o riga.html\n"
        "  hanse analyse report --country LV -o latvia.html\n"
        "  hanse analyse report --network re-growcity -o re-growcity.html"
    )


def run(args: argparse.Namespace) -> int:
    """Write the page that the call means."""
    from pathlib import Path  # noqa: PLC0415 - for the work only

    from hanse.access import open_dataset  # noqa: PLC0415 - as above
    from hanse.analysis.selection import resolve_option  # noqa: PLC0415 - as above
    from hanse.files import write_file  # noqa: PLC0415 - as above
    from hanse.messages import tell  # noqa: PLC0415 - as above

    kind, name = _read_subject(args)
    write = _find_writer()
    graph = open_dataset(args.dataset)
    page = write(graph, kind, resolve_option(graph, kind, name))
    output = Path(args.output or "report.html")
    write_file(output, page)
    tell(f"{output}: {len(page) // 1000} kB, open it in a browser")
    return 0


def _read_subject(args: argparse.Namespace) -> tuple[str, str]:
    """Read what the report is on; refuse what it does not heed."""
    given = [(kind, name) for kind in KINDS for name in getattr(args, kind)]
    if len(given) != 1:
        raise UsageError("a report is on one thing: give --city, --country or --network, once")
    for option, usual in _UNHEEDED.items():
        if getattr(args, option) != usual:
            shown = option.removesuffix("_year").replace("_", "-")
            raise UsageError(f"a report is on all that is known; leave --{shown} out")
    if not str(args.output or "report.html").lower().endswith((".html", ".htm")):
        raise UsageError(f"-o {args.output}: a report is a page; end the name in .html")
    return given[0]


def _find_writer() -> Write:
    from importlib.metadata import entry_points  # noqa: PLC0415 - as above

    for entry in entry_points(group=_GROUP, name="html"):
        writer: Write = entry.load()
        return writer
    raise MissingExtraError("viz", "hanse_viz")
