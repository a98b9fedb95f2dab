"""Makes every snapshot anew from the shipped tables: `make renew`; `--check` tells what is stale.

    python -m docs.snapshots            write what has changed; look at `git diff` before you commit
    python -m docs.snapshots --check    write nothing; exit 1 and name the files that are stale

A snapshot is a file, or the numbers of a document, that follow from the tables and the code.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docs import pictures
from docs.snapshots import analysis, catalogue, readme, replication, tables
from docs.snapshots.documents import StaleTemplateError
from docs.snapshots.study import Study
from tests.graph.record.selection_cases import CASES, make_cases

from hanse.files import write_file
from hanse.release.context import write_context

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]


def draw_pictures(study: Study) -> dict[Path, str]:
    """Draw the pictures of the docs."""
    files = {
        pictures.IMAGES / f"{name}.svg": draw(study) for name, draw in pictures.PICTURES.items()
    }
    files[pictures.IMAGES / "map-riga.svg"] = pictures.draw_map_of_riga(study)
    return {file: figure.svg for file, figure in files.items()}


def write_published_context(_: Study) -> dict[Path, str]:
    """Write the JSON-LD context, which follows from the ontology alone."""
    return {ROOT / "docs" / "context.jsonld": write_context()}


def write_selection_cases(study: Study) -> dict[Path, str]:
    """Write what selections keep, as plain queries find it: cases of Python and JavaScript."""
    return {CASES: make_cases(study.graph)}


# Every snapshot there is, the quick ones first.
SNAPSHOTS: dict[str, Callable[[Study], dict[Path, str]]] = {
    "counts of the tables": tables.render_counts,
    "data/README.md": tables.render_readme,
    "docs/context.jsonld": write_published_context,
    "cases of selection": write_selection_cases,
    "answers of the catalogue": catalogue.render,
    "README.md": readme.render,
    "docs/analysis.md": analysis.render,
    "docs/analysis-measures.md": analysis.render_measures,
    "docs/replication.md": replication.render,
    "pictures of the docs": draw_pictures,
}


def find_stale(study: Study, names: list[str]) -> dict[Path, str]:
    """Make snapshots anew; give the files that are not as they should be, with their new text."""
    stale: dict[Path, str] = {}
    for name in names:
        try:
            made = SNAPSHOTS[name](study)
        except StaleTemplateError as error:
            raise SystemExit(f"{name}: {error}; mend the document or docs/snapshots") from error
        stale |= {file: text for file, text in made.items() if not _is_fresh(file, text)}
    return stale


def _is_fresh(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


def main() -> int:
    """Make all snapshots, or those named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(SNAPSHOTS)}")
    args = parser.parse_args()
    for name in args.names:
        if name not in SNAPSHOTS:
            parser.error(f"{name}: no such snapshot; there are {', '.join(SNAPSHOTS)}")
    stale = find_stale(Study(), args.names or list(SNAPSHOTS))
    for file, text in stale.items():
        if not args.check:
            write_file(file, text.encode())
        print(f"{'stale' if args.check else 'renewed'}: {file.relative_to(ROOT)}")
    if args.check and stale:
        print("run make renew, and look at the diff before you commit it", file=sys.stderr)
    return int(args.check and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main())
