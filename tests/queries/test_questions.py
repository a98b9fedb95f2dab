"""The competency questions: what the dataset must be able to answer, exactly."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hanse.guard import check_query
from hanse.results import read_result

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.results import Result

FOLDER = Path(__file__).with_name("questions")
with FOLDER.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
    QUESTIONS = list(csv.DictReader(file))


def write_answer(result: Result) -> str:
    """Write an answer as the table has it: yes or no, or the values in the order of the rows."""
    if result.kind == "boolean":
        return "yes" if result else "no"
    return "; ".join(str(getattr(term, "value", term)) for row in result.rows for term in row)


def test_every_question_has_a_query() -> None:
    """Thirty-three questions stand in the table, and each has its query, which no other has."""
    assert len(QUESTIONS) == 33
    assert [row["id"] for row in QUESTIONS] == sorted(path.stem for path in FOLDER.glob("*.rq"))


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["id"])
def test_a_question_is_answered(row: dict[str, str], graph: Graph) -> None:
    """The query of a question, which repeats it in its first line, gives the exact answer."""
    text = (FOLDER / f"{row['id']}.rq").read_text(encoding="utf-8")
    check_query(text, row["id"])
    assert text.splitlines()[0] == f"# {row['question']}"
    assert row["answer"] == write_answer(read_result(graph.store.query(text)))
