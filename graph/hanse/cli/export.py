"""`hanse export`: the dataset in another format."""

from __future__ import annotations

import sys

from hanse.cli.query import add_dataset
from hanse.cli.selecting import add_selection, open_part
from hanse.errors import UsageError
from hanse.messages import tell
from hanse.release.exports import FORMS, export_dataset, write_export

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse export`."""
    parser.description = (
        "Write the dataset in another format: RDF (turtle, ntriples, nquads, trig, jsonld,\n"
        "rdfxml), a folder of CSV tables with CSV on the Web metadata (csvw), or the network\n"
        "of members and cooperations (graphml, gexf). The same data give the same bytes. With\n"
        "options of selection it is a part that stands by itself: the cooperations that are\n"
        "chosen, who takes part in them, what comes of them, and all that these refer to."
    )
    parser.epilog = (
        "Cells of csvw hold the values unchanged. With --spreadsheet a cell that begins with\n"
        "= + - @, a tab or a line end, also after a quotation mark, gets a leading ' so that no\n"
        "spreadsheet runs it as a formula; this holds for negative numbers too, and files begin\n"
        "with a byte order mark. Compute with the export without --spreadsheet.\n\n"
        "examples:\n"
        "  hanse export --format jsonld -o hanse.jsonld\n"
        "  hanse export --format csvw -o tables\n"
        "  hanse export --format gexf -o hanse.gexf\n"
        "  hanse export --country LV --from 2014 --format turtle -o latvia.ttl"
    )
    parser.add_argument("--format", choices=FORMS, required=True)
    add_dataset(parser)
    add_selection(parser)
    parser.add_argument(
        *("-o", "--output"),
        metavar="PATH",
        required=True,
        help="the file, for csvw the folder; - writes a file to standard output",
    )
    parser.add_argument(
        "--spreadsheet", action="store_true", help="csvw only: guard cells that look like formulas"
    )


def run(args: argparse.Namespace) -> int:
    """Write the export."""
    if args.spreadsheet and args.format != "csvw":
        raise UsageError("--spreadsheet is for --format csvw; the other formats have no cells")
    if args.output == "-" and args.format == "csvw":
        raise UsageError("csvw is a folder of tables; give its name with -o")
    graph = open_part(args)
    if args.output == "-":
        sys.stdout.buffer.write(write_export(graph, args.format))
        sys.stdout.buffer.flush()
        return 0
    from pathlib import Path  # noqa: PLC0415 - standard output needs none

    left_out = export_dataset(graph, args.format, Path(args.output), spreadsheet=args.spreadsheet)
    if left_out:
        told = f"{left_out} triples tell of what the tables have no place for and were left out"
        tell(f"{args.output}: {told}; the RDF formats hold all")
    return 0
