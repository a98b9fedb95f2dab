"""Who teaches and who learns, against hand-counted transfers and the catalogue's own answers."""

from __future__ import annotations

import json
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

import pytest

from hanse.analysis.learning import (
    Transfer,
    count_learning,
    count_themes,
    list_chains,
    measure_practices,
    read_transfers,
)
from hanse.cli import main
from hanse.namespaces import ID

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph
    from hanse.analysis import Affiliations


def _pass(
    practice: str, giver: str, learner: str, start: int | None, network: str = ""
) -> Transfer:
    names = (practice, practice.upper(), giver, giver.upper(), learner, learner.upper())
    return Transfer(*names, network or f"{practice}-{start}", start)


# a taught b and c in 2018; b taught c and d in 2021; d taught e in 2021 too, so no chain goes on;
# c taught f in a network without a year.
SMALL = [
    _pass("p", "a", "b", 2018),
    _pass("p", "a", "c", 2018),
    _pass("p", "a", "d", 2021),
    _pass("q", "b", "c", 2021),
    _pass("q", "b", "d", 2021),
    _pass("r", "d", "e", 2021),
    _pass("s", "c", "f", None),
]


@pytest.fixture(scope="module")
def transfers(shipped_graph: Graph, shipped: Affiliations) -> list[Transfer]:
    """Read all transfers of the shipped dataset."""
    return read_transfers(shipped_graph, {one.id for one in shipped.cooperations})


def test_learning_is_counted_by_hand() -> None:
    """Learners and teachers count once; chains reach only what began later."""
    rows = {row.id: row for row in count_learning(SMALL)}
    a, b, c, d = (rows[name] for name in "abcd")
    assert (a.taught, a.learned_from, a.practices_taught, a.reach, a.depth) == (3, 0, 1, 3, 2)
    assert (b.taught, b.learned_from, b.reach, b.depth) == (2, 1, 2, 1)
    assert (c.taught, c.learned_from, c.practices_learned) == (1, 2, 2)
    assert (d.taught, d.learned_from, d.reach) == (1, 2, 1)
    assert next(row.id for row in count_learning(SMALL)) == "a"


def test_practices_reach_learners_and_whom_they_taught_later() -> None:
    """A learner of several networks counts once, and what was taught on is beside it."""
    rows = {row.practice: row for row in measure_practices(SMALL)}
    assert (rows["p"].networks, rows["p"].learners, rows["p"].taught_on) == (2, 3, 0)
    assert (rows["p"].first_year, rows["p"].last_year) == (2018, 2021)
    assert (rows["s"].learners, rows["s"].first_year) == (1, None)
    more = [*SMALL, _pass("t", "b", "g", 2025)]
    assert {row.practice: row for row in measure_practices(more)}["p"].taught_on == 1


def test_chains_are_those_that_brute_force_finds() -> None:
    """Every order of transfers in which each began after the one before and none can be added."""

    def is_chain(some: tuple[Transfer, ...]) -> bool:
        return all(
            one.learner == two.giver and one.start and two.start and one.start < two.start
            for one, two in pairwise(some)
        )

    everything = [*SMALL, _pass("t", "c", "a", 2023), _pass("u", "a", "h", 2025)]
    found = {some for n in (2, 3, 4) for some in permutations(everything, n) if is_chain(some)}
    longest = {
        one
        for one in found
        if not any(
            len(other) > len(one) and set(one) < set(other) and _holds(other, one)
            for other in found
        )
    }
    told = [(row.members, row.practices) for row in list_chains(everything)]
    expected = {
        (
            " ".join([one[0].giver, *(step.learner for step in one)]),
            " → ".join(step.practice_name for step in one),
        )
        for one in longest
    }
    assert len(told) == len(set(told)) == len(expected) == 3
    assert set(told) == expected
    assert list_chains(everything)[0].length == 4


def _holds(longer: tuple[Transfer, ...], one: tuple[Transfer, ...]) -> bool:
    """Tell whether a chain is a stretch of a longer one."""
    return any(longer[at : at + len(one)] == one for at in range(len(longer)))


def test_a_circle_ends() -> None:
    """Cities that teach each other in turn make no endless chain, and reach not themselves."""
    circle = [_pass("p", "a", "b", 2018), _pass("q", "b", "a", 2021), _pass("r", "a", "b", 2025)]
    assert [chain.members for chain in list_chains(circle)] == ["a b a b"]
    assert {row.id: row.reach for row in count_learning(circle)} == {"a": 1, "b": 1}


def test_the_shipped_transfers_are_those_of_the_catalogue(
    transfers: list[Transfer], shipped_graph: Graph
) -> None:
    """Who learned from whom is the same as hanse:learnsFrom says, city by city."""
    text = """PREFIX hanse: <https://w3id.org/hanse/ontology#>
      SELECT ?a (COUNT(DISTINCT ?b) AS ?n) { ?a hanse:learnsFrom ?b } GROUP BY ?a"""
    expected = dict(shipped_graph.query(text).values())
    found = {row.id: row.learned_from for row in count_learning(transfers) if row.learned_from}
    cities = {who: many for who, many in found.items() if who in expected}
    assert len(cities) == len(expected) > 200
    theirs = {one.learner for one in transfers if "/organisation/" in one.giver}
    assert {who: many for who, many in cities.items() if who not in theirs} == {
        who: many for who, many in expected.items() if who not in theirs
    }
    teachers = {one.giver for one in transfers if one.learner == f"{ID}city/aluksne"}
    assert f"{ID}city/altena" in teachers


def test_themes_count_what_is_taught_on_them(
    transfers: list[Transfer], shipped_graph: Graph
) -> None:
    """No theme has more learners than transfers, and all practices with a theme are counted."""
    rows = count_themes(shipped_graph, transfers)
    assert len(rows) > 20
    assert all(row.practices <= row.transfers and row.learners <= row.transfers for row in rows)
    assert sum(row.transfers for row in rows) > len(transfers)


def test_the_command_shows_each_kind_of_row(build_folder: Path, capsysbinary: Any) -> None:
    """Members, practices, chains and themes, within what the filters keep."""
    where = ["--dataset", str(build_folder), "--format", "json"]
    for of, column in {"members": "taught", "practices": "learners", "chains": "length"}.items():
        assert main(["analyse", "learning", "--of", of, *where]) == 0
        rows = json.loads(capsysbinary.readouterr().out)
        assert [row[column] for row in rows] == sorted((r[column] for r in rows), reverse=True)
    assert (
        main(["analyse", "learning", "--network", "re-growcity", "--of", "practices", *where]) == 0
    )
    row = json.loads(capsysbinary.readouterr().out)
    assert (row["giver_name"], row["networks"], row["learners"]) == ("Altena", 1, 7)


def test_a_file_of_ties_tells_of_no_practice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--edges is refused with the reason."""
    file = tmp_path / "mine.csv"
    file.write_text("member,cooperation\na,x\n")
    assert main(["analyse", "learning", "--edges", str(file)]) == 2
    assert "tells of no practice" in capsys.readouterr().err
