"""`hanse diff`: two releases compared in words."""

from __future__ import annotations

import sys

from hanse.access import open_dataset
from hanse.release.diff import compare_datasets
from hanse.release.wording import write_json, write_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse diff`."""
    parser.description = (
        "Tell which cities, organisations, networks, projects, memberships, practices,\n"
        "transfers, events … were added (+), removed (-) or changed (~) between two datasets.\n"
        "What rules derive is no change of its own; a thing with a new id is removed and added."
    )
    parser.epilog = (
        "The exit code is 0 with and without differences.\n\n"
        "example:\n  hanse diff build-2026.10 build --format text"
    )
    about = "an RDF file, a build folder or a store folder"
    parser.add_argument("old", metavar="OLD", help=about)
    parser.add_argument("new", metavar="NEW", help=about)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(args: argparse.Namespace) -> int:
    """Print what differs."""
    old, new = open_dataset(args.old).lines(), open_dataset(args.new).lines()
    difference = compare_datasets(old, new)
    written = write_json(difference) if args.format == "json" else write_text(difference)
    sys.stdout.buffer.write(written.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    return 0
