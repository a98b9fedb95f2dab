"""Communities of two parts are compared on who is in both: found where kept, not where drawn."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

import pytest

from hanse.analysis import Affiliations, Cooperation, Member, Tie, compare_communities
from hanse.analysis.affiliations import gather
from hanse.analysis.continuity import Continuity
from hanse.cli import main

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

FOUR = [[f"m{block}{one}" for one in range(8)] for block in range(4)]


def _gather(programmes: dict[str, list[list[str]]]) -> Affiliations:
    """Make a network of every three of a block, in each programme, one after the other."""
    networks: list[Cooperation] = []
    ties: list[Tie] = []
    for programme, blocks in programmes.items():
        for number, block in enumerate(blocks):
            for start in range(len(block)):
                network = f"{programme}-{number}-{start}"
                networks.append(Cooperation(network, network, programme=programme))
                ends = (block[(start + step) % len(block)] for step in range(min(3, len(block))))
                ties += [Tie(one, network) for one in ends]
    members = sorted({tie.member for tie in ties})
    return gather([Member(one, one) for one in members], networks, ties)


def _deal(seed: int) -> list[list[str]]:
    """Deal the same members into four other blocks."""
    cards = [one for block in FOUR for one in block]
    random.Random(seed).shuffle(cards)  # noqa: S311 - any deal will do
    return [cards[start : start + 8] for start in range(0, len(cards), 8)]


def test_communities_that_stay_are_found() -> None:
    """Where the second programme has the blocks of the first, they are wholly alike."""
    [row] = compare_communities(_gather({"one": FOUR, "two": FOUR}))
    assert row[:5] == ("one", "two", 32, 4, 4)
    assert row.nmi == pytest.approx(1)
    assert row.vi == pytest.approx(0, abs=1e-12)
    assert row.p == pytest.approx(1 / 1000)
    assert row.expected is not None
    assert 0.05 < row.expected < 0.35


def test_communities_by_lot_are_no_more_than_chance() -> None:
    """Where blocks are dealt anew, p is low no more often than it says."""
    rows = [
        compare_communities(_gather({"one": FOUR, "two": _deal(seed)}), shuffles=199, seed=seed)[0]
        for seed in range(40)
    ]
    ps = [row.p for row in rows if row.p is not None]
    assert len(ps) == 40
    assert sum(p <= 0.05 for p in ps) <= 6
    assert max(ps) > 0.5


def test_parts_without_common_members_are_told_so() -> None:
    """Of fewer than two members in both nothing is said; no part, no row."""
    other = [["x", "y", "z"], ["m00", "u", "v"]]
    [row] = compare_communities(_gather({"one": FOUR, "two": other}))
    assert row == Continuity("one", "two", 1, 1, 1, None, None, None, None)
    assert compare_communities(_gather({"one": FOUR})) == []


def test_members_below_a_degree_are_left_out_in_each_part() -> None:
    """A member of one network in a part does not count there."""
    whole = _gather({"one": FOUR, "two": FOUR})
    more = gather(
        [*whole.members, Member("late", "late")],
        whole.cooperations,
        [*whole.ties, Tie("late", "one-0-0"), Tie("late", "two-0-0")],
    )
    assert compare_communities(more)[0].members_both == 33
    assert compare_communities(more, lowest=2)[0].members_both == 32


def test_the_same_seed_gives_the_same(shipped: Affiliations) -> None:
    """Four programmes are six pairs, and each has its figures."""
    rows = compare_communities(shipped, shuffles=19)
    assert rows == compare_communities(shipped, shuffles=19)
    assert len(rows) == 6
    assert all(row.p is not None and 0.05 <= row.p <= 1 for row in rows)


def test_continuity_as_a_command(capsysbinary: Any, build_folder: Path) -> None:
    """`--by` gives a row for each two programmes, with the columns of the docs."""
    words = ("communities", "--by", "programme", "--dataset", str(build_folder), "--format", "csv")
    assert main(["analyse", *words]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    assert list(rows[0]) == list(Continuity._fields)
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["communities", "--by", "programme", "--of", "cooperations"], "leave one of them out"),
        (["communities", "--by", "programme", "--edges", "{edges}"], "--by and --edges exclude"),
        (["dimensions", "--by", "programme", "--edges", "{edges}"], "--by and --edges exclude"),
        (["dimensions", "--by", "call", "--overlap", "--min-degree", "2"], "leave --min-degree"),
    ],
)
def test_bad_calls_are_told(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options that say nothing beside each other are refused."""
    edges = tmp_path / "mine.csv"
    edges.write_text("member,cooperation\na,x\nb,x\n", "utf-8")
    assert main(["analyse", *(word.format(edges=edges) for word in words)]) == 2
    assert told in capsys.readouterr().err
