"""The numbers of README.md, and what its commands print."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docs.snapshots.documents import StaleTemplateError, fill_sentence, spell

from hanse.queries.catalogue import list_queries

if TYPE_CHECKING:
    from docs.snapshots.study import Study

ROOT = Path(__file__).resolve().parents[2]
_COUNTS = """
PREFIX hanse: <https://w3id.org/hanse/ontology#>
SELECT (STRAFTER(STR(?class), "#") AS ?name) (COUNT(?thing) AS ?number)
WHERE { ?thing a ?class . FILTER (STRSTARTS(STR(?class), STR(hanse:))) }
GROUP BY ?class
ORDER BY ?name
"""


def render(study: Study) -> dict[Path, str]:
    """Count what there is, and run the commands whose answer is shown."""
    file = ROOT / "README.md"
    counts = dict(study.graph.query(_COUNTS).values())
    ties = study.find_ties("cooperations")
    values = {
        "cities": f"{counts['City']:,}",
        "networks": f"{counts['Network']:,}",
        "memberships": f"{counts['Membership']:,}",
        "practices": f"{counts['GoodPractice']:,}",
        "questions": f"{len(list_queries())}",
        "ties": f"{len(ties):,}",
        "backbone": spell(sum(tie.backbone for tie in ties)),
    }
    text = file.read_text("utf-8")
    for sentence in (
        "learns what from whom: {cities} cities, {networks} networks, {memberships} memberships"
        " and {practices} good practices",
        "`hanse queries` lists {questions} questions",
        "Of {ties} ties between networks {backbone} are solid lines",
    ):
        text = fill_sentence(text, sentence, values)
    return {file: _fill_answers(text, study.build)}


def _fill_answers(text: str, build: Path) -> str:
    """Put what a command prints below it, where something is shown."""
    shown = re.compile(r"^\$ (hanse query [^\n<]+)\n((?:(?!\$ |```).+\n)+)", re.MULTILINE)
    if not shown.search(text):
        raise StaleTemplateError("it shows no answer of `hanse query` any more")
    return shown.sub(lambda found: f"$ {found[1]}\n{_ask(found[1], build)}", text)


def _ask(command: str, build: Path) -> str:
    words = [sys.executable, "-m", *command.split(), "--dataset", str(build)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout
