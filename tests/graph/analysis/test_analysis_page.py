"""What docs/analysis.md says in words holds; its figures are made by `make renew`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hanse.analysis import (
    PROJECTIONS,
    find_meetings,
    find_ties,
)
from hanse.analysis.likeness import FEATURES
from hanse.analysis.mixing import Meeting
from hanse.analysis.partners import fit_model, list_cases
from hanse.analysis.ties import ProjectedTie
from hanse.graphs.files import write_graphml

if TYPE_CHECKING:
    from hanse.analysis import Affiliations

PAGE = Path(__file__).resolve().parents[3] / "docs" / "analysis.md"
TEXT = PAGE.read_text("utf-8")


def _read_table(head: str) -> dict[str, list[str]]:
    """Read the table under a head: its rows by their first cell."""
    lines = TEXT[TEXT.index(head) :].split("\n\n", 1)[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first: rest for first, *rest in rows}


def test_weights_are_explained() -> None:
    """Each weight of a projection has its row."""
    assert {name.strip("`") for name in _read_table("| `--weight` |")} == set(PROJECTIONS)


def test_no_tie_between_cities_can_be_told_from_chance(shipped: Affiliations) -> None:
    """Those in the backbone are networks, among them one and its successor."""
    ties, others = (list(find_ties(shipped, onto=onto)) for onto in ("members", "cooperations"))
    assert [tie for tie in ties if tie.backbone] == []
    backbone = {(tie.a_label, tie.b_label) for tie in others if tie.backbone}
    assert ("EVUE", "EVUE II") in backbone
    assert len(backbone) < len(others) / 100


def test_cities_meet_their_like_in_size_and_not_in_country(shipped: Affiliations) -> None:
    """The smallest meet each other often, large ones rarely, and Portuguese cities each other."""
    sizes, countries = (
        {(one.a, one.b): one for one in find_meetings(shipped, by)} for by in ("size", "country")
    )
    within = sizes["below 20,000", "below 20,000"]
    apart = sizes["below 20,000", "500,000 to 1 million"]
    assert within.observed > 2 * within.expected
    assert 0.15 < apart.observed / apart.expected < 0.35  # about a quarter
    assert countries["PT", "PT"].represented == "under"


def test_columns_are_explained() -> None:
    """Every column of either table has a row, in its order."""
    ties, meetings = TEXT.split("### Between countries")
    for text, fields in ((ties, ProjectedTie._fields), (meetings, Meeting._fields)):
        table = text[text.index("| column |") :].split("\n\n", 1)[0]
        cells = [line.split("|")[1] for line in table.splitlines()[2:]]
        assert re.findall("`(.+?)`", " ".join(cells)) == list(fields)


def test_the_example_runs() -> None:
    """The lines of Python are complete and end in GraphML."""
    names: dict[str, object] = {}
    block = re.search(r"```python\n(.+?)```", TEXT, re.DOTALL)
    assert block
    exec(block[1], names)  # noqa: S102 - our own page
    assert isinstance(names["data"], bytes)
    assert names["write_graphml"] is write_graphml
    assert b'attr.name="backbone" attr.type="boolean"' in names["data"]


def test_what_the_partner_finder_weighs(shipped: Affiliations) -> None:
    """How lately and how often comes first, then likeness in size; one country speaks against."""
    model = fit_model([case for year in range(2000, 2030) for case in list_cases(shipped, year)])
    weights = dict(zip(FEATURES, model.weights[1:], strict=True))
    heaviest = sorted(weights, key=lambda name: -abs(weights[name]))[:3]
    assert heaviest == ["years since the last network", "networks", "likeness in size"]
    assert weights["years since the last network"] < 0 < weights["networks"]
    assert weights["same country"] < 0
