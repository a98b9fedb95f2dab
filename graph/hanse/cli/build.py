"""`hanse build`: tables and ontology become a checked dataset in a folder."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.messages import tell
from hanse.release import make_release
from hanse.resources import locate

if TYPE_CHECKING:
    import argparse

    from hanse.release.checking import Remark


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse build`."""
    parser.description = (
        "Build the dataset: hanse.ttl, hanse.nt, hanse-asserted.nt, manifest.json and store/.\n"
        "Every fault of every table is reported in one run; then nothing is written and what\n"
        "stood in the folder before still stands."
    )
    parser.epilog = "example:\n  hanse build -o build"
    add_data(parser)
    parser.add_argument("-o", dest="output", metavar="DIR", default="build", help="default: build")


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the folder of the tables."""
    parser.add_argument(
        "--data", metavar="DIR", help="the folder of the tables (default: those of Hanse itself)"
    )


def find_data(args: argparse.Namespace) -> Path:
    """Give the folder of tables that the call means, as short as a person would write it."""
    if args.data:
        return Path(args.data)
    shipped = locate("data")
    here = Path.cwd()
    return shipped.relative_to(here) if shipped.is_relative_to(here) else shipped


def run(args: argparse.Namespace) -> int:
    """Build, check, write; say on standard error what was made."""
    started = time.monotonic()
    manifest, remarks = make_release(find_data(args), locate("ontology"), Path(args.output))
    if remarks:
        tell(f"{count_remarks(remarks)}; `hanse check` lists them")
    counts: Counter[str] = Counter(manifest["counts"])
    seconds = time.monotonic() - started
    tell(
        f"{args.output}: {counts['City']} cities, {counts['Network']} networks,"
        f" {counts['Membership']} memberships, {counts['GoodPractice']} good practices,"
        f" {manifest['triples']} triples, checked ({seconds:.1f} s)"
    )
    return 0


def count_remarks(remarks: list[Remark]) -> str:
    """Say how many warnings and notes there are."""
    warnings = sum(remark.severity == "Warning" for remark in remarks)
    return f"{warnings} warnings, {len(remarks) - warnings} notes"
