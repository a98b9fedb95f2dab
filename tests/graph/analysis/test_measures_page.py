"""What docs/analysis-measures.md says in words holds; its figures are made by `make renew`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.analysis import (
    Grouping,
    Ways,
    group_nodes,
    measure_assortativity,
    measure_nodes,
)
from hanse.analysis.communities import Runs
from hanse.analysis.measures import EXACT_WORK, Precision

if TYPE_CHECKING:
    from hanse.analysis import Affiliations

_PAGE = Path(__file__).resolve().parents[3] / "docs" / "analysis-measures.md"
_RUNS = 100


def test_the_page_draws_what_follows(shipped: Affiliations) -> None:
    """The sentences after the figures hold: who is first, of what size, how far it is stable."""
    rows = measure_nodes(shipped, Ways(measures=("betweenness",)), bootstrap=_RUNS)
    assert (rows[0].scores["betweenness"].rank_high or 99) <= 3
    assert (rows[9].scores["betweenness"].rank_high or 0) > 30
    like = {row.attribute: row for row in measure_assortativity(shipped)}
    assert (like["size"].coefficient or 0) > 0.2
    assert abs(like["country"].coefficient or 1) < 0.05
    assert abs(like["region"].coefficient or 1) < 0.05
    found = group_nodes(shipped, Grouping(runs=Runs(seeds=10)))
    assert found.stability.mean_nmi < 0.8


def test_no_other_number_stands_in_the_page() -> None:
    """Outside the figures only what the software sets; sources aside."""
    text = re.sub(r"<!-- figures -->.*?<!-- end -->", "", _PAGE.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"\[[^\]]*\]\(https://doi\.org/\S+\)", "", text)
    precision = Precision()
    confidence = f"{100 * (1 - precision.doubt):.0f}"
    known = {f"{EXACT_WORK:,}", f"{precision.error:g}", confidence, "0", "1"}
    assert set(re.findall(r"\d[\d,.]*\d|\d", text)) <= known
