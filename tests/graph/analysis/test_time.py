"""Newcomers, survival and ranks, against hand-counted data and the catalogue's own answers."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest

from hanse.analysis import Affiliations, Cooperation, Member, Tie
from hanse.analysis.affiliations import gather
from hanse.analysis.newcomers import (
    count_newcomers,
    count_turnover,
    read_networks_of,
    read_partners,
)
from hanse.analysis.survival import measure_survival, rank_over_time
from hanse.cli import main
from hanse.namespaces import ID

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph

COMMITTEE = f"{ID}event/monitoring-committee-2018-12-04"


def _gather(**networks: tuple[int | None, str]) -> Affiliations:
    """Make affiliations of networks with their years and members, a letter each."""
    return gather(
        [Member(name, name.upper()) for name in "abcdef"],
        [
            Cooperation(name, name, "network", call=f"call {year}" if year else "", since=year)
            for name, (year, _) in networks.items()
        ],
        [Tie(member, name) for name, (_, members) in networks.items() for member in members],
    )


SMALL = _gather(
    first=(2000, "abc"),
    second=(2005, "abd"),
    third=(2010, "ace"),
    last=(2015, "abf"),
    no=(None, "ef"),
)


def test_turnover_is_counted_by_hand() -> None:
    """New, stayed, returned and left, from call to call; what has no year counts in none."""
    rows = {row.year: row for row in count_turnover(SMALL)}
    assert list(rows) == [2000, 2005, 2010, 2015]
    assert (rows[2000].members, rows[2000].newcomers, rows[2000].left) == (3, 3, 0)
    second = rows[2005]
    assert (second.newcomers, second.stayed, second.returners, second.left) == (1, 2, 0, 1)
    third = rows[2010]
    assert (third.newcomers, third.stayed, third.returners, third.left) == (1, 1, 1, 2)
    assert third.jaccard == pytest.approx(1 / 5)
    assert rows[2015].share_new == pytest.approx(1 / 3)


def test_survival_is_that_of_kaplan_and_meier() -> None:
    """Each step multiplies by the ties that live on among those at risk, computed by hand.

    ab meets in rounds 0, 1 and 3: censored after 3. ac in 0 and 2: ends after 2. bc in 0, ad, bd
    in 1, ae, ce in 2: end after 0. af, bf in the last: censored at once.
    """
    rows = {row.rounds: row for row in measure_survival(SMALL)}
    start = rows[0]
    assert (start.at_risk, start.ended, start.censored) == (9, 5, 2)
    assert start.survival == pytest.approx(4 / 9)
    assert (rows[2].at_risk, rows[2].ended) == (2, 1)
    assert rows[2].survival == pytest.approx(4 / 9 * 1 / 2)
    assert (rows[3].at_risk, rows[3].censored) == (1, 1)
    assert rows[3].survival == rows[2].survival
    variance = 5 / (9 * 4)  # Greenwood's sum at the first step
    half = 1.959964 * math.sqrt(variance) / abs(math.log(4 / 9))
    assert start.low == pytest.approx((4 / 9) ** math.exp(half), rel=1e-5)
    assert start.high == pytest.approx((4 / 9) ** math.exp(-half), rel=1e-5)


def test_nobody_who_meets_has_no_survival() -> None:
    """Without a pair there is no row, and where none ended all survive."""
    assert measure_survival(_gather(one=(2000, "a"))) == []
    (row,) = measure_survival(_gather(one=(2000, "ab")))
    assert (row.survival, row.censored, row.ended) == (1.0, 1, 0)


def test_ranks_follow_the_years() -> None:
    """Equal members share the lowest rank; who was never among the first is not shown."""
    rows = rank_over_time(SMALL, top=1)
    assert {row.id for row in rows} == {"a", "b", "c"}
    assert [(row.id, row.rank) for row in rows if row.year == 2000] == [
        ("a", 1),
        ("b", 1),
        ("c", 1),
    ]
    assert [(row.id, row.degree, row.rank) for row in rows if row.year == 2015] == [
        ("a", 4, 1),
        ("b", 3, 2),
        ("c", 2, 3),
    ]


def test_new_cities_are_those_of_the_catalogue(shipped_graph: Graph, shipped: Affiliations) -> None:
    """Every call has the cities and the newcomers that the query tells."""
    told = [(r[1], r[2], r[3], r[4]) for r in shipped_graph.query("newcomers-by-call").values()]
    ours = {(row.call, row.year, row.members, row.newcomers) for row in count_turnover(shipped)}
    assert len(told) >= 22
    assert ours == set(told)


def test_newcomers_of_2018_under_each_definition(shipped_graph: Graph) -> None:
    """About a third of the 161 partners is new, and more the less one remembers.

    A body may be new where its city is not, and leads are seldom new. The figures themselves stand
    in docs/analysis.md and data/README.md, which `make renew` fills.
    """
    networks = read_networks_of(shipped_graph, COMMITTEE)
    assert len(networks) == 23
    everyone = read_partners(shipped_graph)
    found: list[tuple[float, float, float]] = []
    for since in (0, 2004, 2007):
        (row,) = count_newcomers([one for one in everyone if one.year >= since], networks)
        assert row.partners == 161
        found.append((row.share_by_city, row.share_by_institution, row.share_without_leads))
        assert row.share_by_city < min(row.share_by_institution, row.share_without_leads)
        assert all(0.25 < share < 0.45 for share in found[-1])
    assert found == sorted(found)


def test_the_command_shows_each_kind_of_row(build_folder: Path, capsysbinary: Any) -> None:
    """Calls, newcomers, survival and ranks, each with its columns."""
    where = ["--dataset", str(build_folder), "--format", "json"]
    for of, column in {
        "calls": "newcomers",
        "newcomers": "new_by_city",
        "survival": "at_risk",
        "ranks": "rank",
    }.items():
        assert main(["analyse", "time", "--of", of, *where]) == 0
        rows = json.loads(capsysbinary.readouterr().out)
        assert len(rows) > 5
        assert all(row[column] >= 0 for row in rows)
    words = ["--of", "newcomers", "--event", "monitoring-committee-2018-12-04", "--since", "2007"]
    assert main(["analyse", "time", *words, *where]) == 0
    row = json.loads(capsysbinary.readouterr().out)
    assert 0 < row["new_by_city"] < row["new_by_institution"] < row["partners"]


def test_bad_calls_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown event is asked back, and a file without years is refused."""
    file = tmp_path / "mine.csv"
    file.write_text("member,cooperation\na,x\n")
    assert main(["analyse", "time", "--edges", str(file)]) == 2
    assert "tells of no year" in capsys.readouterr().err
    assert main(["analyse", "time", "--of", "newcomers", "--event", "Woodstock"]) == 2
    assert "--event Woodstock: no event has this" in capsys.readouterr().err


def test_an_interval_without_meaning_is_the_share_itself() -> None:
    """Before anybody left, and after all have, there is no interval, and still a number."""
    women = [Member(name, name) for name in "abcd"]
    years = [Cooperation(str(year), str(year), since=year) for year in (2000, 2001, 2002)]
    ties = [Tie(a, year) for a in "ab" for year in ("2000", "2001")]
    ties += [Tie(a, "2002") for a in "cd"]  # followed for no round, and not ended
    rows = measure_survival(gather(women, years, ties))
    assert rows
    assert all(0 <= row.low <= row.survival <= row.high <= 1 for row in rows)
