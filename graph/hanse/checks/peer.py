"""The same shapes through pySHACL: an independent engine to compare findings with."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from hanse.checks.findings import Finding, sort_findings
from hanse.checks.paths import read_path
from hanse.checks.run import QUERY, list_files, load_shapes
from hanse.checks.turtle import ShapesError, TurtleIndex
from hanse.errors import MissingExtraError
from hanse.namespaces import SH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from hanse.checks.turtle import Term

# SHACL names components in capitals, and those that no term names alone.
_SUFFIX = "ConstraintComponent"
_MISSED = "[pySHACL does not find this; please report it]"
_ALONE = "Only pySHACL finds this; please report it."


def validate_with_pyshacl(lines: Iterable[str], *places: Path) -> list[Finding]:
    """Check N-Triples lines with pySHACL against the shapes of folders or files.

    Gives the findings of the shapes (not of the `*-violation.rq` files), sorted, with the local
    names of SHACL's constraint components turned into their terms (`minCount`) and without
    messages. Nothing is fetched: no imports, no SHACL-JS, no SHACL-AF. Raises ShapesError for
    shapes outside the subset and MissingExtraError where pySHACL is not installed.
    """
    load_shapes(*places)  # refuses owl:imports, SPARQL and JS before another engine sees them
    try:
        import pyshacl  # noqa: PLC0415 - an extra, and slow to import
        import rdflib  # noqa: PLC0415 - 200 ms that only this call needs
    except ImportError as error:
        raise MissingExtraError("shacl", "pyshacl") from error
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(data="".join(lines), format="nt")
    for file in (file for place in places for file in list_files(place) if file.suffix == ".ttl"):
        shapes.parse(data=file.read_bytes(), format="turtle", publicID="urn:shapes")
    validate = cast("Callable[..., tuple[bool, object, str]]", pyshacl.validate)
    _, report, _ = validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        js=False,
        do_owl_imports=False,
        inplace=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise ShapesError(f"pySHACL gives no report: {report}")
    return sort_findings(_read_report(report.serialize(format="nt")))


def recheck(findings: Iterable[Finding], lines: Iterable[str], *places: Path) -> list[Finding]:
    """Let pySHACL check too: what both find in our words, and what only one finds marked as that.

    `findings` are those of `run_checks` for the same lines and places; those of queries, which
    are no SHACL, stay. Raises as `validate_with_pyshacl` does.
    """
    theirs = set(validate_with_pyshacl(lines, *places))
    told: list[Finding] = []
    for finding in findings:
        bare = finding._replace(message="", shape="")
        missed = finding.constraint != QUERY and bare not in theirs
        told.append(finding._replace(message=f"{finding.message} {_MISSED}") if missed else finding)
    ours = {finding._replace(message="", shape="") for finding in told}
    alone = [f._replace(message=_ALONE, shape="pySHACL") for f in theirs - ours]
    return sort_findings([*told, *alone])


def _read_report(report: str) -> Iterator[Finding]:
    index = TurtleIndex()
    index.add("report", ox.parse(report, ox.RdfFormat.N_TRIPLES))
    for said in index.about.values():
        # Results within results explain a failed sh:node; they are no findings of their own.
        for node in said.get(f"{SH}result", ()):
            yield _read_result(index, node)


def _read_result(index: TurtleIndex, node: Term) -> Finding:
    component = _text(index, node, "sourceConstraintComponent")
    path = index.values(node, f"{SH}resultPath")
    name = component.removeprefix(f"<{SH}").removesuffix(f"{_SUFFIX}>")
    return Finding(
        severity=_text(index, node, "resultSeverity").removeprefix(f"<{SH}").removesuffix(">"),
        focus=_text(index, node, "focusNode"),
        path=read_path(index, path[0]) if path else "",
        value=_text(index, node, "value"),
        message="",
        shape="",
        constraint=name[0].lower() + name[1:],
    )


def _text(index: TurtleIndex, node: Term, term: str) -> str:
    values = index.values(node, f"{SH}{term}")
    return str(values[0]) if values else ""
