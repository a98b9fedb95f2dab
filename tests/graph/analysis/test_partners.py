"""The partner finder: what it knows before a year, how it orders, and what it says of itself."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hanse.analysis import Affiliations, Cooperation, Member, Tie
from hanse.analysis.affiliations import gather
from hanse.analysis.finding import Wanted, judge, rank_partners
from hanse.analysis.likeness import FEATURES, Past
from hanse.analysis.partners import HeldOut, fit_model, list_cases, score_held_out
from hanse.cli import main
from hanse.namespaces import ID

if TYPE_CHECKING:
    from pathlib import Path

SMALL = gather(
    [
        Member("a", "A", "city", "X", "North", 10_000),
        Member("b", "B", "city", "X", "North", 20_000),
        Member("c", "C", "city", "Y", "South", 1_000_000),
        Member("d", "D", "city", "Y", "South", None),
    ],
    [
        Cooperation("one", "One", themes=("t", "top"), since=2000),
        Cooperation("two", "Two", themes=("u", "top"), since=2005),
        Cooperation("three", "Three", themes=("t",), since=2010),
    ],
    [
        *(Tie("a", "one"), Tie("b", "one", lead=True)),
        *(Tie("b", "two"), Tie("c", "two", lead=True)),
        *(Tie("a", "three"), Tie("c", "three"), Tie("d", "three")),
    ],
)


def test_the_past_ends_before_the_year() -> None:
    """Nothing of the year itself or later is known: not who met, not how often, not on what."""
    past = Past(SMALL, 2010)
    assert past.degrees.tolist() == [1, 2, 1, 0]
    assert past.known.tolist() == [True, True, True, False]
    assert past.met[0].tolist() == [0, 1, 0, 0]
    assert past.shared[0].tolist() == [1, 0, 1, 0]  # A and C both met B
    joined, led = past.count_on(("top",))
    assert joined.tolist() == [1, 2, 1, 0]
    assert led.tolist() == [0, 1, 1, 0]
    assert past.last.tolist() == [2000, 2005, 2005, 0]
    assert Past(SMALL).degrees.tolist() == [2, 2, 2, 1]


def test_members_are_described_by_what_is_known() -> None:
    """Each feature, by hand: B beside A for a network on t in 2010."""
    row = dict(zip(FEATURES, Past(SMALL, 2010).describe(0, ("t",))[1].tolist(), strict=True))
    assert row["networks on the theme"] == pytest.approx(math.log(2))
    assert row["networks led on the theme"] == pytest.approx(math.log(2))
    assert row["networks"] == pytest.approx(math.log(3))
    assert row["shared partners"] == 0
    assert row["networks together"] == pytest.approx(math.log(2))
    assert row["likeness in size"] == pytest.approx(-math.log(2))
    assert row["same country"] == 1
    assert row["years since the last network"] == pytest.approx(math.log(6))


def test_cases_are_known_members_beside_everyone_known() -> None:
    """Who was in nothing before neither asks nor is a candidate."""
    cases = list(list_cases(SMALL, 2010))
    assert [case.member for case in cases] == [0, 2]
    assert [case.others.tolist() for case in cases] == [
        [False, True, True, False],
        [True, True, False, False],
    ]
    assert [case.came.tolist() for case in cases] == [[False, True], [True, False]]


def test_without_a_case_candidates_come_by_their_networks() -> None:
    """Where everyone known came along there is nothing to learn, and popularity decides."""
    ties = [Tie(member, one) for one in ("x", "y") for member in "ab"]
    few = gather(
        [Member(name, name) for name in "abc"],
        [Cooperation(name, name, since=2000 + n) for n, name in enumerate("xyz")],
        [*ties, Tie("b", "z"), Tie("c", "z")],
    )
    assert list(list_cases(few, 2001)) == []
    assert [row.id for row in rank_partners(few, "a", ())] == ["b", "c"]
    assert score_held_out(few) == []


def test_the_model_is_at_the_least_of_its_loss(shipped: Affiliations) -> None:
    """At the weights found the slope of the penalised loss is nothing, in any direction."""
    cases = list(list_cases(shipped, 2008))
    model = fit_model(cases)
    features = np.vstack([case.features for case in cases])
    came = np.concatenate([case.came for case in cases])
    weighed: list[Any] = [
        np.where(c.came, 0.5 / c.came.sum(), 0.5 / (~c.came).sum()) for c in cases
    ]
    rows = np.column_stack([np.ones(len(features)), (features - model.mean) / model.spread])
    chance = 1 / (1 + np.exp(-rows @ model.weights))
    slope: Any = rows.T @ (np.concatenate(weighed) * (chance - came))
    slope[1:] += model.weights[1:]
    assert np.abs(slope).max() < 1e-3
    assert model.score(features) == pytest.approx(rows @ model.weights)


def test_a_planted_rule_is_learned() -> None:
    """Where partners are always of the own country, the order finds them and beats both rivals."""
    random = np.random.default_rng(7)
    members = [Member(f"m{n:02}", f"M{n}", "city", "XY"[n % 2], "", 50_000) for n in range(60)]
    cooperations: list[Cooperation] = []
    ties: list[Tie] = []
    for year in range(2000, 2010):
        for number in range(6):
            name = f"{year}-{number}"
            cooperations.append(Cooperation(name, name, since=year))
            some = random.choice(30, 5, replace=False) * 2 + number % 2
            ties += [Tie(f"m{n:02}", name) for n in some]
    rows = score_held_out(gather(members, cooperations, ties), fewest=6)
    whole = {row.method: row for row in rows if row.year == "all"}
    assert whole["partner finder"].auc > 0.7
    assert whole["partner finder"].auc > whole["popularity"].auc + 0.1
    assert "does not beat" not in judge(rows)


def test_no_order_is_found_in_chance() -> None:
    """Where networks are drawn by lot nothing predicts them: no year leaks into its test."""
    random = np.random.default_rng(11)
    members = [Member(f"m{n:02}", f"M{n}", "city", "XY"[n % 2], "", 50_000) for n in range(60)]
    names = [(year, f"{year}-{number}") for year in range(2000, 2012) for number in range(6)]
    cooperations = [Cooperation(name, name, since=year) for year, name in names]
    ties = [
        Tie(f"m{n:02}", one.id) for one in cooperations for n in random.choice(60, 6, replace=False)
    ]
    rows = score_held_out(gather(members, cooperations, ties), fewest=6)
    ours = next(row for row in rows if row.year == "all")
    assert ours.cases > 200
    assert ours.auc == pytest.approx(0.5, abs=0.04)


def test_held_out_calls_are_predicted_better_than_by_rivals(shipped: Affiliations) -> None:
    """On the shipped data the finder stands above both, over all cases; single years may differ."""
    rows = score_held_out(shipped)
    whole = {row.method: row for row in rows if row.year == "all"}
    assert list(whole) == ["partner finder", "popularity", "common neighbours"]
    ours = whole.pop("partner finder")
    assert ours.cases > 700
    assert ours.auc == pytest.approx(0.733, abs=0.005)
    assert all(ours.auc > row.auc and ours.hits > row.hits for row in whole.values())
    assert len({row.year for row in rows}) == 8


def test_the_verdict_is_honest() -> None:
    """Where a rival is as good the sentence says so; without a test it says that."""
    rows = [
        HeldOut("all", "partner finder", 9, 0.6, 0.3),
        HeldOut("all", "popularity", 9, 0.5, 0.3),
    ]
    assert "it does not beat popularity" in judge(rows)
    assert "60% of the time" in judge(rows)
    assert judge([]) == "There are too few years to tell how well this order predicts."


def test_candidates_come_with_reasons(shipped: Affiliations) -> None:
    """Ranks go down with the score, the reasons tell the counts, and who asks is no candidate."""
    riga = f"{ID}city/riga"
    rows = rank_partners(shipped, riga, (f"{ID}theme/economy",))
    assert [row.rank for row in rows] == list(range(1, len(shipped.members)))
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    assert riga not in {row.id for row in rows}
    met = next(row for row in rows if row.together == 1)
    assert "met Riga in 1 network;" in f"{met.reasons};"
    led = next(row for row in rows if row.led_on_theme > 1)
    assert f"led {led.led_on_theme} networks on it" in led.reasons


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Wanted(), {"b", "c", "d"}),
        (Wanted(regions=("South",)), {"c", "d"}),
        (Wanted(smallest=15_000), {"b", "c"}),
        (Wanted(largest=20_000), {"b"}),
        (Wanted(never_met=True), set[str]()),
    ],
)
def test_wishes_narrow_the_candidates(wanted: Wanted, kept: set[str]) -> None:
    """By region, by size, where one is recorded, and those never met."""
    assert {row.id for row in rank_partners(SMALL, "a", ("t",), wanted)} == kept


def test_the_command(build_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Candidates as a table, the verdict beside it; an order of past calls on demand."""
    words = ["analyse", "partners", "--dataset", str(build_folder), "--format", "json"]
    assert main([*words, "--city", "Alūksne", "--theme", "economy", "--not-yet-together"]) == 0
    captured = capsys.readouterr()
    rows: list[dict[str, Any]] = json.loads(captured.out)
    assert len(rows) == 20
    assert all(row["together"] == 0 and "never met Alūksne" in row["reasons"] for row in rows)
    assert "cases of past calls" in captured.err
    assert "popularity" in captured.err
    assert main([*words, "--held-out"]) == 0
    assert {row["method"] for row in json.loads(capsys.readouterr().out)} == {
        *("partner finder", "popularity", "common neighbours")
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "give it with --city"),
        (["--city", "riga", "--city", "tallinn"], "found for one city"),
        (["--city", "lonely-nowhere"], "no city has this"),
        (["--city", "riga", "--region", "Southern"], "did you mean Southern Europe?"),
        (["--city", "riga", "--size", "big"], "--size big: expected people"),
        (["--city", "riga", "--size", "-"], "--size -: expected people"),
    ],
)
def test_bad_calls_are_told(
    build_folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    """What is missing or unknown is said before anything is computed."""
    assert main(["analyse", "partners", "--dataset", str(build_folder), *words]) == 2
    assert told in capsys.readouterr().err
