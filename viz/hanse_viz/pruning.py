"""Fewer pairs of members than meet: those that meet often, or more often than by chance."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hanse.record.model import Tie

Pair = tuple[str, str]


class Rule(NamedTuple):
    """Which pairs are kept: by `weight` at least the level, of the `backbone` an alpha below it."""

    kind: Literal["backbone", "weight"]
    level: float


def project(ties: Iterable[Tie]) -> Counter[Pair]:
    """Count in how many cooperations each two members meet; pairs are in the order of addresses."""
    joined: dict[str, set[str]] = {}
    for tie in ties:
        joined.setdefault(tie.cooperation, set()).add(tie.member)
    return Counter(pair for members in joined.values() for pair in combinations(sorted(members), 2))


def keep_pairs(weights: Mapping[Pair, int], rule: Rule) -> set[Pair]:
    """Keep the pairs that a rule asks for."""
    if rule.kind == "weight":
        return {pair for pair, weight in weights.items() if weight >= rule.level}
    return {pair for pair, alpha in measure_alphas(weights).items() if alpha < rule.level}


def measure_alphas(weights: Mapping[Pair, int]) -> dict[Pair, float]:
    """Give each pair the chance that a weight as large comes about by lot, 0 to 1.

    The disparity filter of Serrano, Boguñá and Vespignani (PNAS 106, 2009, equation 2,
    doi 10.1073/pnas.0808904106): the weights of a member with k partners are as if k - 1 points cut
    its strength s at random, so that alpha = (1 - w / s)^(k - 1). A pair has the less of the alphas
    of its two ends, for it is kept where it stands out for either; one partner alone never does.
    """
    strength: Counter[str] = Counter()
    partners: Counter[str] = Counter()
    for pair, weight in weights.items():
        for end in pair:
            strength[end] += weight
            partners[end] += 1
    return {
        pair: min((1 - weight / strength[end]) ** (partners[end] - 1) for end in pair)
        for pair, weight in weights.items()
    }
