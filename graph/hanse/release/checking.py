"""The last step before files: the shapes' findings, told by the rows of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.checks import load_shapes, run_checks
from hanse.dataset import build_dataset
from hanse.dataset.rows import locate_rows
from hanse.errors import MAX_FAULTS, CheckError

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.checks import Finding
    from hanse.dataset import Dataset


class Remark(NamedTuple):
    """A finding that does not block: `Warning` or `Info`, and the line that tells it."""

    severity: str
    text: str


def check_tables(data: Path, ontology: Path) -> tuple[Dataset, list[Remark]]:
    """Build the dataset of the tables and check it; gives it with what is remarkable.

    Raises TableError for faults of the tables, CheckError with every finding that blocks.
    """
    dataset = build_dataset(data, ontology)
    findings = run_checks(dataset.store, load_shapes(ontology / "shapes"))
    if not findings:
        return dataset, []
    rows = locate_rows(dataset.tables)
    told = [_tell(finding, rows, data) for finding in findings]
    blocking = [line for line, finding in zip(told, findings, strict=True) if finding.blocks]
    if blocking:
        more = len(blocking) - MAX_FAULTS
        rest = [f"… and {more} more"] if more > 0 else []
        raise CheckError("\n".join(blocking[:MAX_FAULTS] + rest))
    severities = [finding.severity for finding in findings]
    return dataset, list(map(Remark, severities, told))


def _tell(finding: Finding, rows: dict[str, tuple[str, int]], data: Path) -> str:
    row = rows.get(finding.focus)
    return f"{data / row[0]}:{row[1]}: {finding}" if row else str(finding)
