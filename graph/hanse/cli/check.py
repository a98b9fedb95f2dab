"""`hanse check`: every check of the build, nothing written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hanse.cli.build import add_data, count_remarks, find_data
from hanse.errors import CheckError, TableError
from hanse.messages import tell
from hanse.release import check_tables
from hanse.resources import locate

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hanse check`."""
    parser.description = (
        "Check the tables and the graph they give, and write nothing.\n"
        "Each fault is a line `file:line:column: value: what is wrong and what is expected`."
    )
    parser.epilog = "example:\n  hanse check --data data"
    add_data(parser)
    parser.add_argument(
        "--pyshacl",
        action="store_true",
        help="let pySHACL check the same shapes too (the extra shacl) and tell where it differs",
    )


def run(args: argparse.Namespace) -> int:
    """Check; faults, warnings and notes are the result, a line each on standard output."""
    try:
        data, ontology = find_data(args), locate("ontology")
        dataset, remarks = check_tables(data, ontology, pyshacl=args.pyshacl)
    except (TableError, CheckError) as error:
        sys.stdout.write(f"{error}\n")
        return error.exit_code
    sys.stdout.writelines(f"{remark.text}\n" for remark in remarks)
    told = f", {count_remarks(remarks)}" if remarks else ""
    checked = "checked, by pySHACL too" if args.pyshacl else "checked"
    tell(f"{checked}: {len(dataset.lines)} triples, no faults{told}")
    return 0
