"""`hanse analyse report`: a page or a PDF on a city, a country, a network or a whole dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.cli.selecting import list_given, resolve_option
from hanse.errors import MissingExtraError, UsageError, shorten
from hanse.namespaces import DATASET

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from hanse.access import Graph

    Write = Callable[[Graph, str, str, str], bytes]

KINDS = ("city", "country", "network")
_GROUP = "hanse.reports"
_FORMS = {".html": "html", ".htm": "html", ".pdf": "pdf"}
_READ_IN = {"html": "a browser", "pdf": "a reader of PDF"}
# Options of the other subjects, with what they are where nobody gave them.
_UNHEEDED: dict[str, object] = {
    "edges": None,
    "min_degree": 1,
    "count": "acting",
    "format": "table",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `hanse analyse report`."""
    parser.description = (
        "Write a page on one city, country or network, or without any on the whole dataset, what\n"
        "each analysis finds in it: figures, tables and sentences, and below each part the\n"
        "command that gives its numbers. It works offline and runs nothing. The\n"
        "ending of -o says what it is: .html is a page for a browser, .pdf is set on A4 pages and\n"
        "needs the extra `pdf`. Without -o it is report.html."
    )
    parser.epilog = (
        "examples:\n"
        "  hanse analyse report --city riga -o riga.html\n"
        "  hanse analyse report --country LV -o latvia.pdf\n"
        "  hanse analyse report -o everything.html\n"
        "  hanse analyse report --network re-growcity -o re-growcity.html"
    )


def run(args: argparse.Namespace) -> int:
    """Write the page or the PDF that the call means."""
    from pathlib import Path  # noqa: PLC0415 - for the work only

    from hanse.access import open_dataset  # noqa: PLC0415 - as above
    from hanse.files import write_file  # noqa: PLC0415 - as above
    from hanse.messages import tell  # noqa: PLC0415 - as above

    kind, name = _read_subject(args)
    output = Path(args.output or "report.html")
    form = _read_form(output)
    write = _find_writer()
    graph = open_dataset(args.dataset)
    iri = resolve_option(graph, kind, name) if name else DATASET
    page = write(graph, kind, iri, form)
    write_file(output, page)
    tell(f"{output}: {len(page) // 1000} kB, open it in {_READ_IN[form]}")
    return 0


def _read_subject(args: argparse.Namespace) -> tuple[str, str]:
    """Read what the report is on; refuse what it does not heed."""
    given = [(kind, name) for kind in KINDS for name in getattr(args, kind)]
    if len(given) > 1:
        told = "give one of --city, --country and --network once, or none for the whole dataset"
        raise UsageError(f"a report is on one thing: {told}")
    unheeded = [one for one in list_given(args) if one.removeprefix("--") not in KINDS]
    for option, usual in _UNHEEDED.items():
        if getattr(args, option) != usual:
            unheeded.append(f"--{option.replace('_', '-')}")
    if unheeded:
        raise UsageError(f"a report is on all that is known; leave {unheeded[0]} out")
    return given[0] if given else ("dataset", "")


def _read_form(output: Path) -> str:
    """Read what the report is to be from the ending of the file's name."""
    form = _FORMS.get(output.suffix.lower())
    if form is None:
        told = "a report is a page or a PDF; end the name in .html or .pdf"
        raise UsageError(f"-o {shorten(str(output))}: {told}")
    return form


def _find_writer() -> Write:
    from importlib.metadata import entry_points  # noqa: PLC0415 - as above

    for entry in entry_points(group=_GROUP, name="html"):
        writer: Write = entry.load()
        return writer
    raise MissingExtraError("viz", "hanse_viz")
