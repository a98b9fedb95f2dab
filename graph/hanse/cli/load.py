"""`hanse load`: any RDF into a store folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.messages import tell
from hanse.progress import show_progress
from hanse.release.loading import load_files

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse load`."""
    parser.description = (
        "Load RDF files into a store folder, which opens at once however large it is.\n"
        "The suffix tells the syntax: ttl nt nq trig rdf owl xml jsonld n3; named graphs are\n"
        "kept, and queries see them without a GRAPH clause. The folder is made or replaced\n"
        "whole: a fault in a file is told with its line, and then nothing has changed."
    )
    parser.epilog = (
        "examples:\n  hanse load build/hanse.nt --store mine\n  hanse query counts --dataset mine"
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="RDF in any syntax")
    parser.add_argument(
        "--store", metavar="DIR", required=True, help="the store folder to make or to replace"
    )


def run(args: argparse.Namespace) -> int:
    """Load; say on standard error what is in the store."""
    started = time.monotonic()
    files = [Path(name) for name in args.files]
    with show_progress(sum(path.stat().st_size for path in files if path.is_file())) as report:
        counts = load_files(files, Path(args.store), report)
    graphs = f" in {counts.graphs} named graphs" if counts.graphs else ""
    read = "1 file" if len(files) == 1 else f"{len(files)} files"
    seconds = time.monotonic() - started
    tell(f"{args.store}: {counts.triples} triples{graphs} from {read} ({seconds:.1f} s)")
    return 0
