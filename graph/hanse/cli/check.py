"""`hanse check`: every check of the build, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.cli.build import add_data, count_remarks, find_data
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


def run(args: argparse.Namespace) -> int:
    """Check; say on standard error what there is to say."""
    dataset, remarks = check_tables(find_data(args), locate("ontology"))
    for remark in remarks:
        tell(remark.text)
    told = f", {count_remarks(remarks)}" if remarks else ""
    tell(f"checked: {len(dataset.lines)} triples, no faults{told}")
    return 0
