"""What the explorer finds more than chance is what `hanse analyse ties` does, in every digit."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from tests.viz.scripting import ask_modules

from hanse.analysis import Affiliations, Cooperation, Member, Tie, find_ties, read_affiliations
from hanse.analysis.affiliations import gather

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph

_ASK = """
import { testView } from "./src/chance/chance.js";
const nodes = new Map();
const take = (id, kind) => nodes.get(id) ?? nodes.set(id, { id, kind }).get(id);
let text = "";
for await (const part of process.stdin) text += part;
const rows = JSON.parse(text);
const ties = new Set(rows.map(([member, cooperation]) =>
  ({ member: take(member, "city"), cooperation: take(cooperation, "network") })));
const tested = testView({ kept: ties });
const list = (side) => [...side].flatMap(([one, others]) => [...others].map(([other, found]) =>
  [one.id, other.id, found.observed, found.expected, found.p, found.q, found.more]));
const sides = tested && [tested.cities, tested.cooperations].map(list);
process.stdout.write(JSON.stringify(sides));
"""


def _ask(scripts: Path, ties: list[tuple[str, str]]) -> Any:
    return ask_modules(scripts, _ASK, ties)


def _list(affiliations: Affiliations) -> list[tuple[str, str]]:
    return [(tie.member, tie.cooperation) for tie in affiliations.ties]


def _name(ties: set[tuple[int, int]]) -> Affiliations:
    members = {f"m{one}" for one, _ in ties}
    cooperations = {f"c{other}" for _, other in ties}
    return gather(
        [Member(one, one) for one in sorted(members)],
        [Cooperation(one, one) for one in sorted(cooperations)],
        [Tie(f"m{one}", f"c{other}") for one, other in sorted(ties)],
    )


def _agree(scripts: Path, affiliations: Affiliations) -> int:
    """Compare both sides pair by pair; gives how many ties are more than chance."""
    more = 0
    asked = _ask(scripts, _list(affiliations))
    for onto, rows in zip(("members", "cooperations"), asked, strict=True):
        found = {(row[0], row[1]): row[2:] for row in rows}
        expected = list(find_ties(affiliations, onto=onto))
        assert len(found) == 2 * len(expected)
        for tie in expected:
            for ends in ((tie.a, tie.b), (tie.b, tie.a)):
                observed, *numbers, is_more = found[ends]
                assert (observed, is_more) == (tie.observed, tie.backbone)
                assert numbers == pytest.approx([tie.expected, tie.p, tie.q], rel=1e-6)
        more += sum(tie.backbone for tie in expected)
    return more


def test_the_shipped_ties_are_tested_alike(scripts: Path, graph: Graph) -> None:
    """Of 10,874 ties between cities and between networks each has the same p, q and answer."""
    kinds = {"city", "network", "project"}
    assert _agree(scripts, read_affiliations(graph, kinds)) == 9


@pytest.mark.parametrize(
    "ties",
    [
        pytest.param({(0, 0), (1, 0), (2, 0)}, id="one network of all"),
        pytest.param({(0, 0)}, id="one tie"),
        pytest.param({(0, k) for k in range(5)} | {(1, 0), (2, 1), (3, 1)}, id="in everything"),
        pytest.param({(i, k) for i in range(6) for k in range(6) if i + k < 6}, id="nested"),
    ],
)
def test_forced_ties_are_tested_alike(scripts: Path, ties: set[tuple[int, int]]) -> None:
    """Where degrees leave no choice both give p = 1 and find nothing."""
    assert _agree(scripts, _name(ties)) == 0


def test_planted_ties_are_found_alike(scripts: Path) -> None:
    """Two that share twenty networks of two among a random lot are more than chance to both."""
    dice = random.Random(5)  # noqa: S311 - any lot will do
    ties = {(dice.randrange(60), dice.randrange(40)) for _ in range(200)}
    ties |= {(one, 100 + k) for k in range(20) for one in (70, 71)}
    assert _agree(scripts, _name(ties)) > 0
