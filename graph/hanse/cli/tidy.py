"""`hanse tidy`: the curated tables sorted and normalised."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

DESCRIPTION = "Sort and normalise the tables: rows by key, Unicode NFC, no stray blanks, LF."
EXAMPLE = "example: hanse tidy --check"
_NONE = "no table changed: all are tidy\n"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.description = DESCRIPTION
    parser.epilog = EXAMPLE
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a table is not tidy"
    )
    parser.add_argument(
        "--data", metavar="DIR", help="folder of tables (default: those of Hanse itself)"
    )


def run(args: argparse.Namespace) -> int:
    """Tidy the tables and name those that changed; with --check only name them."""
    from pathlib import Path  # noqa: PLC0415 - other commands start without it

    from hanse.resources import locate  # noqa: PLC0415 - the same
    from hanse.tables.tidy import tidy_tables  # noqa: PLC0415 - the same

    folder = Path(args.data) if args.data else locate("data")
    changed = tidy_tables(folder, check=args.check)
    for path in changed:
        sys.stdout.write(f"{path}\n")
    if not args.check:
        sys.stderr.write(f"{_count(changed)} changed\n" if changed else _NONE)
        return 0
    if changed:
        option = f" --data {shlex.quote(args.data)}" if args.data else ""
        are, them = ("is", "it") if len(changed) == 1 else ("are", "them")
        mend = f"mend {them} with: hanse tidy{option}"
        sys.stderr.write(f"{_count(changed)} {are} not tidy; {mend}\n")
    return 1 if changed else 0


def _count(changed: list[str]) -> str:
    return "1 table" if len(changed) == 1 else f"{len(changed)} tables"
