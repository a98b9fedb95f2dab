"""The page of measures and communities says what the shipped data give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.analysis import (
    Grouping,
    Ways,
    compare_communities,
    group_nodes,
    measure_assortativity,
    measure_nodes,
    summarise,
)
from hanse.analysis.communities import Runs
from hanse.analysis.measures import EXACT_WORK, Precision

if TYPE_CHECKING:
    from hanse.analysis import Affiliations

_PAGE = Path(__file__).resolve().parents[3] / "docs" / "analysis-measures.md"
_RUNS = 100


def _write_figures(shipped: Affiliations) -> str:
    """Write the figures of the page from the data."""
    rows = measure_nodes(shipped, Ways(measures=("betweenness",)), bootstrap=_RUNS)
    first, tenth = rows[0], rows[9]
    one, ten = first.scores["betweenness"], tenth.scores["betweenness"]
    like = {row.attribute: row for row in measure_assortativity(shipped, bootstrap=_RUNS)}
    leiden, bipartite = (summarise(shipped, Grouping(method)) for method in ("leiden", "bipartite"))
    other, country = leiden.agreement["other_method"], leiden.agreement["country"]
    assert other is not None
    assert country is not None
    lines = [
        (
            f"- {first.name} has the highest betweenness, {one.value:.3f}; over {_RUNS} resamples "
            f"it ranks from {one.rank_low} to {one.rank_high}.\n  {tenth.name} ranks {ten.rank}, "
            f"from {ten.rank_low} to {ten.rank_high}."
        ),
        "- Assortativity, with intervals of 95 %: "
        + ";\n  ".join(
            f"{name} {row.coefficient:.3f} ({row.low:.3f} to {row.high:.3f})"
            for name, row in like.items()
        )
        + ".",
        (
            f"- Leiden: {leiden.communities} communities of {leiden.nodes} cities, modularity "
            f"{leiden.modularity:.3f}; over {leiden.runs} seeds a mean NMI of "
            f"{leiden.stability.mean_nmi:.2f}."
        ),
        (
            f"- Bipartite: {bipartite.communities} communities of {bipartite.nodes} cities and "
            f"networks, modularity {bipartite.modularity:.3f}; mean NMI "
            f"{bipartite.stability.mean_nmi:.2f}."
        ),
        f"- NMI of both methods is {other.nmi:.2f}, of Leiden and countries {country.nmi:.2f}.",
        "- Communities of two programmes, NMI beside the same by lot: "
        + ";\n  ".join(
            f"{row.a} and {row.b} {row.nmi:.2f}, {row.expected:.2f} (q = {row.q:.3f})"
            for row in compare_communities(shipped)
        )
        + ".",
    ]
    return "\n".join(lines) + "\n"


def test_the_page_has_the_figures(shipped: Affiliations) -> None:
    """Put what stands here between the marks of the page when the data have changed."""
    text = _PAGE.read_text("utf-8")
    shown = text.partition("<!-- figures -->\n")[2].partition("<!-- end -->")[0]
    assert shown == _write_figures(shipped)


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
    lasting = [row for row in compare_communities(shipped) if (row.q or 1) < 0.05]
    assert [(row.a, row.b) for row in lasting] == [
        ("URBACT II", "URBACT III"),
        ("URBACT III", "URBACT IV"),
    ]
    assert all((row.nmi or 1) - (row.expected or 0) < 0.1 for row in lasting)


def test_no_other_number_stands_in_the_page() -> None:
    """Outside the figures only what the software sets; sources aside."""
    text = re.sub(r"<!-- figures -->.*?<!-- end -->", "", _PAGE.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"\[[^\]]*\]\(https://doi\.org/\S+\)", "", text)
    precision = Precision()
    confidence = f"{100 * (1 - precision.doubt):.0f}"
    known = {f"{EXACT_WORK:,}", f"{precision.error:g}", confidence, "0", "1"}
    assert set(re.findall(r"\d[\d,.]*\d|\d", text)) <= known
