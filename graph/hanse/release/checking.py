"""The last step before files: the shapes' findings, told by the rows of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.checks import load_shapes, run_checks
from hanse.dataset import build_dataset
from hanse.dataset.build import UNVERSIONED, VERSION
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


def check_tables(
    data: Path, ontology: Path, *, pyshacl: bool = False
) -> tuple[Dataset, list[Remark]]:
    """Build the dataset of the tables and check it; gives it with what is remarkable.

    With `pyshacl` another validator checks the same shapes too, and where the two differ the
    findings say so; that takes seconds. Raises TableError for faults of the tables, CheckError
    with every finding that blocks, MissingExtraError where pySHACL is asked for and not there.
    """
    dataset = build_dataset(data, ontology)
    findings = run_checks(dataset.store, load_shapes(ontology / "shapes"))
    if pyshacl:
        from hanse.checks.peer import recheck  # noqa: PLC0415 - only where it is asked for

        findings = recheck(findings, dataset.lines, ontology / "shapes")
    unversioned = [_warn_of_version(data)] if dataset.data_version == UNVERSIONED else []
    if not findings:
        return dataset, unversioned
    rows = locate_rows(dataset.tables)
    told = [_tell(finding, rows, data) for finding in findings]
    blocking = [line for line, finding in zip(told, findings, strict=True) if finding.blocks]
    if blocking:
        more = len(blocking) - MAX_FAULTS
        rest = [f"… and {more} more"] if more > 0 else []
        raise CheckError("\n".join(blocking[:MAX_FAULTS] + rest))
    severities = [finding.severity for finding in findings]
    return dataset, unversioned + list(map(Remark, severities, told))


def _warn_of_version(data: Path) -> Remark:
    rule = "the dataset would be cited without a version; write one in this file, such as 2026.11"
    return Remark("Warning", f"{data / VERSION}:1: Warning: there is no such file: {rule}")


def _tell(finding: Finding, rows: dict[str, tuple[str, int]], data: Path) -> str:
    row = rows.get(finding.focus)
    return f"{data / row[0]}:{row[1]}: {finding}" if row else str(finding)
