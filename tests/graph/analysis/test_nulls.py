"""Null models keep degrees, and are the models of the papers: known solutions and enumeration."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import optimize, sparse, stats

from hanse.analysis import fit_bicm, nulls, sample_fdsm
from hanse.analysis.tails import adjust, compute_tails
from hanse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hanse.analysis import Affiliations

TINY = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 1, 1]])
# The first two rows fill the first two columns; the last two rows are in no other column.
BLOCKS = np.array([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])


def _fit(matrix: Any) -> Any:
    return fit_bicm(matrix.sum(axis=1), matrix.sum(axis=0)).expand()


def _enumerate(matrix: Any) -> list[Any]:
    """List every matrix of zeros and ones with the same row and column sums."""
    cells = itertools.product((0, 1), repeat=matrix.size)
    made = (np.reshape(one, matrix.shape) for one in cells)
    sums = [matrix.sum(axis=axis).tolist() for axis in (0, 1)]
    return [one for one in made if [one.sum(axis=axis).tolist() for axis in (0, 1)] == sums]


@pytest.mark.parametrize("which", ["women", "shipped"])
def test_bicm_keeps_degrees_on_average(which: str, request: pytest.FixtureRequest) -> None:
    """Rows and columns of the probabilities sum to the degrees, to 1e-8."""
    affiliations: Affiliations = request.getfixturevalue(which)
    of_members, of_cooperations = affiliations.count_degrees()
    found = fit_bicm(of_members, of_cooperations).expand()
    assert found.shape == affiliations.matrix.shape
    assert np.abs(found.sum(axis=1) - of_members).max() <= 1e-8
    assert np.abs(found.sum(axis=0) - of_cooperations).max() <= 1e-8


def test_bicm_of_known_solution() -> None:
    """Where all columns are alike a row of degree d has d / m in each."""
    assert _fit(np.array([[1, 1, 0], [0, 0, 1]])) == pytest.approx(
        np.array([[2 / 3] * 3, [1 / 3] * 3])
    )


def _minimise(lose: Callable[[Any], float]) -> Any:
    solver: Any = optimize
    return solver.minimize(lose, np.zeros(7), tol=1e-12).x


def test_bicm_is_the_likeliest() -> None:
    """A general optimiser finds the same maximum of the likelihood of the degrees."""

    def lose(logs: Any) -> float:
        x, y = logs[:3], logs[3:]
        free = np.logaddexp(0, x[:, None] + y[None, :]).sum()
        return float(free - x @ TINY.sum(axis=1) - y @ TINY.sum(axis=0))

    best = _minimise(lose)
    expected = 1 / (1 + np.exp(-(best[:3, None] + best[None, 3:])))
    assert _fit(TINY) == pytest.approx(expected, abs=1e-5)


def test_bicm_draws_matrices_of_the_same_degrees_alike() -> None:
    """Entropy is greatest: among all matrices with the observed degrees none is preferred."""
    p = _fit(TINY)
    likely: Any = [np.where(one, p, 1 - p).prod() for one in _enumerate(TINY)]
    assert len(likely) == 15
    assert likely == pytest.approx([likely[0]] * 15)


def test_what_degrees_force_is_certain() -> None:
    """A member of everything, a cooperation of all, and blocks that allow one filling only."""
    full = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]])
    assert _fit(full) == pytest.approx(
        np.array([[1, 1, 1, 1], *([[1, 1 / 3, 1 / 3, 1 / 3]] * 3)]), abs=1e-9
    )
    mean = np.mean(_enumerate(BLOCKS), axis=0)
    assert set(mean.ravel()) == {0.0, 0.5, 1.0}
    assert _fit(BLOCKS) == pytest.approx(mean, abs=1e-9)
    assert _fit(np.ones((2, 3), int)).tolist() == [[1.0] * 3] * 2
    assert _fit(np.array([[1, 0], [0, 0]])).tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_any_degrees_are_fitted() -> None:
    """Small random matrices, of which many lie at the edge of what their degrees allow."""
    chance = np.random.default_rng(3)
    for _ in range(300):
        shape = chance.integers(1, 12, 2)
        matrix = (chance.random(shape) < chance.random()).astype(int)
        found = _fit(matrix)
        assert found == pytest.approx(np.clip(found, 0, 1))
        assert found.sum(axis=1) == pytest.approx(matrix.sum(axis=1), abs=1e-8)
        assert found.sum(axis=0) == pytest.approx(matrix.sum(axis=0), abs=1e-8)


def test_what_is_not_solved_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too few steps are an error, and so are degrees that no matrix has."""
    monkeypatch.setattr(nulls, "_STEPS", 2)
    with pytest.raises(InputError, match=r"did not converge: after 2 steps .* use --model fdsm"):
        _fit(TINY)
    with pytest.raises(ValueError, match="different sums"):
        fit_bicm(np.array([1, 1]), np.array([1]))
    with pytest.raises(ValueError, match="no matrix"):
        fit_bicm(np.array([3, 1]), np.array([2, 2]))


def test_tails_are_those_of_brute_force() -> None:
    """P(X >= t) over all outcomes of unlike trials, certain and impossible ones among them."""
    chances, counts = np.array([[0.3, 0.01, 1.0, 0.0], [1e-6, 0.999, 0.5, 0.2]]), [2, 3, 1, 2]
    trials = np.repeat(chances, counts, axis=1)
    expected = np.zeros((2, 11))
    for outcome in itertools.product((0, 1), repeat=trials.shape[1]):
        likely = np.where(outcome, trials, 1 - trials).prod(axis=1)
        expected[:, : sum(outcome) + 1] += likely[:, None]
    for most in range(11):
        found = compute_tails(chances, np.array(counts), most)
        assert found == pytest.approx(expected[:, : most + 1], rel=1e-12, abs=0)


def test_far_tails_keep_their_digits() -> None:
    """Of many equal trials the tail is the binomial one, however small, and never above 1."""
    found = compute_tails(np.array([[1e-3, 1e-3]]), np.array([4000, 1000]), 80)[0]
    expected = stats.binom.sf(np.arange(81) - 1, 5000, 1e-3)
    assert expected[80] < 1e-60
    assert found == pytest.approx(expected, rel=1e-10, abs=0)
    assert found.max() <= 1.0


@pytest.mark.parametrize("which", ["women", "shipped"])
def test_fdsm_keeps_degrees(which: str, request: pytest.FixtureRequest) -> None:
    """Every sample has zeros and ones with exactly the same sums, and samples differ."""
    matrix = request.getfixturevalue(which).matrix
    before = matrix.toarray()
    for sample in sample_fdsm(matrix, 5, seed=2):
        dense = sample.toarray()
        assert set(dense.ravel()) == {0, 1}
        assert np.array_equal(dense.sum(axis=0), before.sum(axis=0))
        assert np.array_equal(dense.sum(axis=1), before.sum(axis=1))
        assert not np.array_equal(dense, before)
        before = dense


@pytest.mark.parametrize("matrix", [TINY, TINY.T])
def test_fdsm_draws_every_matrix_alike(matrix: Any) -> None:
    """All matrices of these degrees come, as often as chance lets them."""
    drawn = Counter(
        tuple(one.toarray().ravel().tolist())
        for one in sample_fdsm(sparse.csr_array(matrix), 3000, seed=5)
    )
    listed = [tuple(one.ravel().tolist()) for one in _enumerate(matrix)]
    assert set(drawn) == set(listed)
    assert stats.chisquare([drawn[one] for one in listed]).pvalue > 0.01


def test_a_seed_repeats_its_samples(women: Affiliations) -> None:
    """The same seed draws the same, another seed does not."""
    first, again, other = (
        [one.toarray().tolist() for one in sample_fdsm(women.matrix, 3, seed)] for seed in (1, 1, 2)
    )
    assert first == again != other
    assert len(first) == 3


def test_adjusting_is_benjamini_hochberg() -> None:
    """As scipy does over the whole family, of which p = 1 is not given; equal p are equal q."""
    chance = np.random.default_rng(1)
    p = np.round(chance.random(40) ** 4, 3)
    whole = stats.false_discovery_control(np.concatenate([p, np.ones(60)]))
    assert adjust(p, 100) == pytest.approx(whole[:40])
    assert len(adjust(np.array([]), 10)) == 0
