"""The figures of docs/analysis.md are those of the shipped tables, each computed here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hanse.analysis import (
    LAYERS,
    PROJECTIONS,
    compare_dimensions,
    find_meetings,
    find_ties,
    fit_bicm,
    measure_dimensions,
)
from hanse.analysis.learning import list_chains, read_transfers
from hanse.analysis.likeness import FEATURES
from hanse.analysis.mixing import CLASSES, Meeting
from hanse.analysis.newcomers import count_newcomers, read_networks_of, read_partners
from hanse.analysis.partners import fit_model, list_cases, score_held_out
from hanse.analysis.survival import measure_survival
from hanse.analysis.ties import ProjectedTie
from hanse.graphs.files import write_graphml
from hanse.namespaces import ID

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.analysis import Affiliations

PAGE = Path(__file__).resolve().parents[3] / "docs" / "analysis.md"
TEXT = PAGE.read_text("utf-8")


def _read_table(head: str) -> dict[str, list[str]]:
    """Read the table under a head: its rows by their first cell."""
    lines = TEXT[TEXT.index(head) :].split("\n\n", 1)[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first: rest for first, *rest in rows}


def test_figures_of_dimensions(shipped: Affiliations) -> None:
    """The whole and each programme, as `hanse analyse dimensions` measures them."""
    parts = compare_dimensions(shipped, LAYERS["programme"])
    measured = {"all": measure_dimensions(shipped)} | {one.part: one.dimensions for one in parts}
    expected = {
        part: [
            *(f"{one.members:,}", f"{one.cooperations:,}", f"{one.ties:,}", f"{one.density:.4f}"),
            *(str(one.components), str(one.diameter)),
            f"{one.share_in_one_only:.1%}".replace("%", " %"),
        ]
        for part, one in measured.items()
    }
    assert _read_table("| part | cities |") == expected


def test_weights_are_explained() -> None:
    """Each weight of a projection has its row."""
    assert {name.strip("`") for name in _read_table("| `--weight` |")} == set(PROJECTIONS)


def test_figures_of_ties(shipped: Affiliations) -> None:
    """Counts, shares and the lowest p, of cities and of networks."""
    ties, others = (list(find_ties(shipped, onto=onto)) for onto in ("members", "cooperations"))
    cities, once = len(shipped.members), [tie for tie in ties if tie.observed == 1]
    expected = {
        "cities": f"{cities}",
        "networks": f"{len(shipped.cooperations)}",
        "pairs of cities": f"{cities * (cities - 1) // 2:,}",
        "ties between cities": f"{len(ties):,}",
        "ties that rest on one shared network": f"{len(once):,}",
        "their share": f"{len(once) / len(ties):.1%}".replace("%", " %"),
        "ties with p below 0.05": f"{sum(tie.p < 0.05 for tie in ties):,}",
        "ties in the backbone": f"{sum(tie.backbone for tie in ties)}",
        "lowest p of a tie": f"{min(tie.p for tie in ties):.2g}",
        "lowest p of a tie that rests on one network": f"{min(tie.p for tie in once):.2g}",
        "ties between networks": f"{len(others):,}",
        "ties between networks in the backbone": f"{sum(tie.backbone for tie in others)}",
    }
    assert {name: value for name, (value,) in _read_table("| figure |").items()} == expected
    backbone = {(tie.a_label, tie.b_label) for tie in others if tie.backbone}
    assert ("EVUE", "EVUE II") in backbone


def test_bicm_expects_more_in_all(shipped: Affiliations) -> None:
    """How much more than there can be, in percent, is what the page says."""
    _, sizes = shipped.count_degrees()
    p = fit_bicm(*shipped.count_degrees()).expand()
    expected = float((p.sum(axis=0) ** 2 - (p**2).sum(axis=0)).sum())
    more = expected / float((sizes * (sizes - 1)).sum()) - 1
    said = re.search(r"\((\d+) % more in the shipped tables\)", TEXT)
    assert said
    assert int(said[1]) == round(100 * more)


def _say(meeting: Meeting) -> str:
    return f"{meeting.observed}, {meeting.expected:.1f} expected"


@pytest.mark.parametrize("by", CLASSES)
def test_figures_between_classes(shipped: Affiliations, by: str) -> None:
    """Pairs of classes, those over and those under, and the pairs that the text names."""
    meetings = find_meetings(shipped, by)
    directions = [meeting.represented for meeting in meetings]
    expected = [len(meetings), directions.count("over"), directions.count("under")]
    assert [int(cell) for cell in _read_table("| classes |")[by]] == expected
    found = {(meeting.a, meeting.b): meeting for meeting in meetings}
    said = " ".join(TEXT.split())
    if by == "size":
        within = found["below 20,000", "below 20,000"]
        assert f"({within.observed} shared networks, {within.expected:.1f} expected)" in said
        assert within.observed > 2 * within.expected
        assert f"({_say(found['below 20,000', '500,000 to 1 million'])})" in said
    if by == "country":
        assert f"({_say(found['PT', 'PT'])})" in said
        assert found["PT", "PT"].represented == "under"


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


def _share(part: float) -> str:
    return f"{part:.1%}".replace("%", " %")


def test_figures_of_newcomers(shipped_graph: Graph) -> None:
    """Each row of the table, under each definition."""
    partners = read_partners(shipped_graph)
    networks = read_networks_of(shipped_graph, f"{ID}event/monitoring-committee-2018-12-04")
    told = list(_read_table("| earlier networks |").values())
    expected: list[list[str]] = []
    for since in (None, 2004, 2007):
        known = [one for one in partners if since is None or one.year >= since]
        (row,) = count_newcomers(known, networks)
        shares = (row.share_by_city, row.share_by_institution, row.share_without_leads)
        expected.append([_share(share) for share in shares])
    assert told == expected


def test_figure_of_survival(shipped: Affiliations) -> None:
    """How many ties meet again is what the text says."""
    said = re.search(r"Of all ties between cities (\S+ %) ever meet again", " ".join(TEXT.split()))
    assert said
    assert said[1] == _share(measure_survival(shipped)[0].survival)


def test_figures_of_learning(shipped_graph: Graph, shipped: Affiliations) -> None:
    """Transfers, practices, teachers, learners and chains."""
    transfers = read_transfers(shipped_graph, {one.id for one in shipped.cooperations})
    teachers, learners = ({one[side] for one in transfers} for side in (2, 4))
    expected = {
        "transfers": len(transfers),
        "good practices passed on": len({one.practice for one in transfers}),
        "who taught": len(teachers),
        "who learned": len(learners),
        "who did both": len(teachers & learners),
        "chains of two transfers or more": len(list_chains(transfers)),
    }
    section = TEXT[TEXT.index("## Who learns from whom") :]
    lines = section[section.index("| figure |") :].split("\n\n", 1)[0].splitlines()[2:]
    found = dict(line.strip("| ").split(" | ") for line in lines)
    assert found == {name: str(value) for name, value in expected.items()}


def test_figures_of_the_partner_finder(shipped: Affiliations) -> None:
    """The table of held-out calls, and the years in which popularity did as well."""
    rows = score_held_out(shipped)
    whole = {row.method: row for row in rows if row.year == "all"}
    told = _read_table("| method |")
    assert told == {
        name: [f"{row.cases}", _share(row.auc), _share(row.hits)] for name, row in whole.items()
    }
    hits = {(row.year, row.method): row.hits for row in rows if row.year != "all"}
    years = {year for year, _ in hits}
    lost = {y for y in years if hits[y, "popularity"] >= hits[y, "partner finder"]}
    assert lost == {"2008", "2013", "2019"}
    assert "in 2008, 2013 and 2019 plain popularity" in " ".join(TEXT.split())
    model = fit_model([case for year in range(2000, 2030) for case in list_cases(shipped, year)])
    weights = dict(zip(FEATURES, model.weights[1:], strict=True))
    heaviest = sorted(weights, key=lambda name: -abs(weights[name]))[:3]
    assert heaviest == ["years since the last network", "networks", "likeness in size"]
    assert weights["years since the last network"] < 0 < weights["networks"]
    assert weights["same country"] < 0
