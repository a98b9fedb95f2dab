"""Classes of members are compared with chance: counted, calibrated, and found where planted."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING, cast

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from hanse.analysis import Affiliations, Cooperation, Member, Tie, find_meetings, sample_fdsm
from hanse.analysis.affiliations import gather
from hanse.analysis.mixing import classify, compare_with_samples
from hanse.cli import main
from hanse.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from hanse.analysis.mixing import Meeting


def _with_countries(matrix: Any, countries: list[str]) -> Affiliations:
    rows, columns = matrix.shape
    return gather(
        [Member(f"m{n:04}", f"M{n}", "city", countries[n]) for n in range(rows)],
        [Cooperation(f"c{n:04}", f"C{n}") for n in range(columns)],
        [Tie(f"m{a:04}", f"c{b:04}") for a, b in np.argwhere(matrix)],
    )


def _hold(values: Any) -> Any:
    return np.asarray(values)


def _find(meetings: list[Meeting], a: str, b: str) -> Meeting:
    (found,) = [one for one in meetings if (one.a, one.b) == (a, b)]
    return found


def test_meetings_are_counted_pair_by_pair(shipped: Affiliations) -> None:
    """Pairs and shared cooperations between and within classes, by plain loops."""
    meetings = find_meetings(shipped, "region", samples=3)
    joined: dict[str, set[str]] = {}
    for tie in shipped.ties:
        joined.setdefault(tie.member, set()).add(tie.cooperation)
    expected: dict[tuple[str, ...], list[int]] = {}
    for one, other in itertools.combinations(shipped.members, 2):
        if one.region and other.region:
            count = expected.setdefault(tuple(sorted((one.region, other.region))), [0, 0])
            count[0] += 1
            count[1] += len(joined[one.id] & joined[other.id])
    assert {(m.a, m.b): [m.pairs, m.observed] for m in meetings} == expected
    assert [(m.a, m.b) for m in meetings] == sorted(expected)


def test_expectation_is_the_mean_over_all_fillings() -> None:
    """On a tiny case expectation, z and p are those of every matrix of these degrees."""
    matrix = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]])
    fillings: list[int] = []
    rows = list(itertools.combinations(range(4), 2))
    for filling in itertools.product(rows, repeat=4):
        made = np.array([[column in row for column in range(4)] for row in filling], int)
        if made.sum(axis=0).tolist() == [2, 2, 2, 2]:
            fillings.append(int(made[0] @ made[1]))
    every = _hold(fillings)
    meeting = _find(
        find_meetings(_with_countries(matrix, list("XXYY")), "country", samples=3000), "X", "X"
    )
    assert len(every) == 90
    assert meeting.observed == 2
    assert meeting.expected == pytest.approx(every.mean(), abs=0.05)
    assert meeting.z == pytest.approx((2 - every.mean()) / every.std(), abs=0.15)
    assert meeting.p == pytest.approx(min(1, 2 * float((every >= 2).mean())), abs=0.05)


def test_homophily_and_avoidance_are_found() -> None:
    """Cooperations within X and none between X and Y are seen, in the right direction."""
    chance = np.random.default_rng(2)
    countries = ["X"] * 20 + ["Y"] * 20 + ["Z"] * 60
    matrix = np.zeros((100, 80), int)
    for column in range(40):
        matrix[chance.choice(20, 5, replace=False), column] = 1
        matrix[20 + chance.choice(80, 5, replace=False), 40 + column] = 1
    meetings = find_meetings(_with_countries(matrix, countries), "country", samples=400)
    assert _find(meetings, "X", "X").represented == "over"
    assert _find(meetings, "X", "Y").represented == "under"
    assert all((one.represented == "") == (one.q >= 0.05) for one in meetings)
    mixed = _with_countries(chance.permutation(matrix), countries)
    assert {one.represented for one in find_meetings(mixed, "country", samples=400)} == {""}
    assert _find(meetings, "X", "X").q < 1e-6  # far below what 400 samples can count


@pytest.mark.parametrize("by", ["country", "region", "size"])
def test_chance_is_rarely_taken_for_preference(shipped: Affiliations, by: str) -> None:
    """Of random data with the shipped degrees p is uniform or above, and z has no lean."""
    drawn, tested = (
        np.array([_count(shipped, one, by) for one in sample_fdsm(shipped.matrix, many, seed)])
        for many, seed in ((300, 1), (100, 2))
    )
    p = np.array([compare_with_samples(one, drawn) for one in tested])
    for level in (0.001, 0.01, 0.05, 0.1):
        assert (p <= level).mean() <= 1.4 * level + 0.002
    spread = drawn.std(axis=0)
    z = (tested - drawn.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    assert abs(z.mean()) < 0.2


def _count(affiliations: Affiliations, sample: Any, by: str) -> list[int]:
    """Count shared cooperations between and within classes from a table of all pairs."""
    classes = np.array([classify(member, by) for member in affiliations.members])
    names = sorted(set(classes) - {""})
    kinds = np.array([classes == name for name in names], float)
    # What each cooperation has of each class; nobody shares with oneself, and a pair counts once.
    sizes = kinds @ sample.toarray()
    counts = sizes @ sizes.T - np.diag(sizes.sum(axis=1))
    np.fill_diagonal(counts, counts.diagonal() / 2)
    counted: list[int] = counts[np.triu_indices(len(names))].astype(int).tolist()
    return counted


def test_far_out_p_is_read_from_a_curve() -> None:
    """Beyond all samples p is near the true tail, rather above than below it, and never 0."""
    chance = np.random.default_rng(6)
    observed = np.array([70, 60, 8, 12, 30])
    p = compare_with_samples(observed, chance.poisson(30, (2000, 5)))
    true = 2 * np.minimum(stats.poisson.sf(observed - 1, 30), stats.poisson.cdf(observed, 30))
    assert (p <= 1).all()
    orders = np.log10(p[:4] / true[:4])
    assert orders.min() > -0.3
    assert orders[:2].max() < 0.3
    assert orders.max() < 1.5
    assert p[4] > 0.8
    skewed = chance.geometric(0.1, (2000, 1))  # Pearson's curve ends near 0
    assert compare_with_samples(np.array([-3]), skewed).tolist() == [2 / 2001]
    assert compare_with_samples(np.array([5]), np.full((9, 1), 4)).tolist() == [
        0.2
    ]  # no spread, no curve
    assert compare_with_samples(np.array([4]), np.full((9, 1), 4)).tolist() == [1.0]


def test_sizes_are_classes_of_inhabitants() -> None:
    """Bounds belong to the class above; what is not recorded is in none."""
    said = {
        19_999: "below 20,000",
        20_000: "20,000 to 50,000",
        999_999: "500,000 to 1 million",
        5_000_000: "5 million and more",
    }
    for many, name in said.items():
        assert classify(Member("a", "A", population=many), "size") == name
    assert classify(Member("a", "A"), "size") == ""


def test_sizes_are_in_their_order(shipped: Affiliations) -> None:
    """Classes of size are sorted by size, not by name."""
    names = [m.a for m in find_meetings(shipped, "size", samples=2) if m.a == m.b]
    assert names[:3] == ["below 20,000", "20,000 to 50,000", "50,000 to 100,000"]


def test_classes_need_a_pair() -> None:
    """Where at most one member has a country there is nothing to compare."""
    with pytest.raises(UsageError, match="--between country: no two members"):
        find_meetings(_with_countries(np.ones((2, 2), int), ["X", ""]), "country")


def test_between_as_a_command(capsysbinary: Any, build_folder: Path) -> None:
    """The table has the columns that docs/analysis.md explains, and no value for no spread."""
    words = ["--between", "region", "--samples", "20", "--seed", "3", "--programme", "urbact-i"]
    assert main(["analyse", "ties", *words, "--dataset", str(build_folder), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    columns = "a b pairs observed expected z p q represented"
    assert list(rows[0]) == columns.split()
    assert {row["represented"] for row in rows} <= {"", "over", "under"}


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_ties_as_a_graph(capsysbinary: Any, build_folder: Path, tmp_path: Path, form: str) -> None:
    """A graph has every row of the table as an edge that carries what was found."""
    words = ("analyse", "ties", "--onto", "cooperations", "--dataset", str(build_folder))
    assert main([*words, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    file = tmp_path / f"ties.{form}"
    assert main([*words, "--format", form, "-o", str(file)]) == 0
    graph = cast("Any", {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form])(file)
    assert graph.number_of_edges() == len(rows) > 3000
    for row in rows:
        edge = graph.edges[row["a"], row["b"]]
        assert edge["observed"] == int(row["observed"])
        assert edge["q"] == float(row["q"])
        assert edge["backbone"] is (row["backbone"] == "true")
        assert graph.nodes[row["a"]]["label"] == row["a_label"]
    assert sum(edge["backbone"] for *_, edge in graph.edges(data=True)) == 9


def test_classes_as_a_graph(capsysbinary: Any, build_folder: Path, tmp_path: Path) -> None:
    """The graph between classes has each pair of them, loops for those that meet themselves."""
    words = ("analyse", "ties", "--between", "size", "--dataset", str(build_folder))
    assert main([*words, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    file = tmp_path / "sizes.graphml"
    assert main([*words, "--format", "graphml", "-o", str(file)]) == 0
    graph = cast("Any", nx.read_graphml)(file)
    assert graph.number_of_edges() == len(rows) == 35
    assert all(graph.edges[row["a"], row["b"]]["represented"] == row["represented"] for row in rows)
    assert graph.has_edge("below 20,000", "below 20,000")


def test_a_graph_is_for_ties_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A subject that gives no graph does not offer one."""
    with pytest.raises(SystemExit):
        main(["analyse", "dimensions", "--format", "gexf"])
    assert "invalid choice: 'gexf'" in capsys.readouterr().err


def test_ties_as_a_command(capsysbinary: Any, tmp_path: Path) -> None:
    """The columns of the contract come first; truth values are written as queries write them."""
    file = tmp_path / "mine.csv"
    file.write_text("member,cooperation\n" + "".join(f"{m},{c}\n" for m in "ab" for c in "xy"))
    words = ["analyse", "ties", "--edges", str(file), "--format", "csv"]
    assert main(words) == 0
    assert capsysbinary.readouterr().out.decode().splitlines() == [
        "a,b,observed,expected,p,q,backbone,a_label,b_label",
        "a,b,2,2.0,1.0,1.0,false,a,b",
    ]
    more = ["--onto", "cooperations", "--model", "fdsm", "--samples", "9", "--seed", "2"]
    assert main([*words, *more, "--alpha", "0.5"]) == 0
    assert b"x,y,2,2.0,1.0,1.0,false,x,y" in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--between", "region", "--model", "bicm"], "--between needs --model fdsm"),
        (["--between", "region", "--onto", "members"], "--between and --onto exclude each other"),
        (["--between", "size", "--edges", "mine.csv"], "--between and --edges exclude each other"),
        (["--samples", "5"], "--samples is of --model fdsm"),
        (["--seed", "5", "--model", "bicm"], "--seed is of --model fdsm"),
        (["--alpha", "1.5"], "'1.5' is no level between 0 and 1"),
        (["--alpha", "x"], "'x' is no level between 0 and 1"),
        (["--samples", "0", "--model", "fdsm"], "'0' is no whole number from 1 on"),
    ],
)
def test_bad_calls_of_ties_are_told(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    told: str,
) -> None:
    """What excludes what, and why, in a sentence."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("member,cooperation\na,x\nb,x\n")
    where = [] if "--edges" in words else ["--edges", "mine.csv"]
    if "--between" in words and "--edges" not in words:
        where = ["--programme", "urbact-i"]
    try:
        code = main(["analyse", "ties", *words, *where])
    except SystemExit as stop:
        code = int(str(stop.code))
    assert code == 2
    assert told in capsys.readouterr().err
