"""What is drawn of a large record: the pairs that are kept, the ties they carry, the places."""

from __future__ import annotations

import base64
import gzip
import json
import math
import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from hanse.record.model import CityNetwork, Cooperation, Member, Tie
from hanse_viz.explorer import render_explorer
from hanse_viz.explorer.shrinking import choose_ties, is_large
from hanse_viz.layout import MANY, place
from hanse_viz.pruning import Rule, keep_pairs, measure_alphas, project

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

BASE = "https://w3id.org/hanse/id/city/"
# a meets b three times, c, d and e once each; f and g have nobody but each other.
WEIGHTS = {
    (f"{BASE}{one}", f"{BASE}{other}"): weight
    for one, other, weight in (
        ("a", "b", 3),
        ("a", "c", 1),
        ("a", "d", 1),
        ("a", "e", 1),
        ("f", "g", 9),
    )
}
PAIR = (f"{BASE}a", f"{BASE}b")


def _network(joined: dict[str, str]) -> CityNetwork:
    """Make a network of cooperations, each with its members as letters."""
    names = sorted({member for row in joined.values() for member in row})
    return CityNetwork(
        members=tuple(Member(BASE + name, f"City {name}") for name in names),
        cooperations=tuple(Cooperation(name, name) for name in sorted(joined)),
        ties=tuple(
            Tie(f"{name}-{member}", BASE + member, name, "partner")
            for name in sorted(joined)
            for member in joined[name]
        ),
    )


def test_members_are_projected_onto_members() -> None:
    """A pair weighs as many cooperations as both take part in, twice in one being once."""
    network = _network({"1": "abc", "2": "ab", "3": "abb", "4": "d"})
    weights = {"".join(end[-1] for end in pair): n for pair, n in project(network.ties).items()}
    assert weights == {"ab": 3, "ac": 1, "bc": 1}


def test_alpha_is_that_of_the_disparity_filter() -> None:
    """By hand: a has strength 6 and 4 partners, so that (1 - 3/6)^3 = 1/8 and (1 - 1/6)^3."""
    alphas = measure_alphas(WEIGHTS)
    assert alphas[PAIR] == pytest.approx(0.125)
    assert alphas[(f"{BASE}a", f"{BASE}c")] == pytest.approx(125 / 216)


def test_one_partner_alone_never_stands_out() -> None:
    """The weight of an only partner is all there is, however large: its alpha is 1."""
    assert measure_alphas(WEIGHTS)[(f"{BASE}f", f"{BASE}g")] == 1


def test_backbone_keeps_what_stands_out_for_either_end() -> None:
    """Below the level, not at it; to b, whose only partner is a, the pair says nothing."""
    assert keep_pairs(WEIGHTS, Rule("backbone", 0.126)) == {PAIR}
    assert keep_pairs(WEIGHTS, Rule("backbone", 0.125)) == set()


def test_weight_keeps_pairs_that_meet_as_often() -> None:
    """The level itself is enough."""
    assert keep_pairs(WEIGHTS, Rule("weight", 3)) == {PAIR, (f"{BASE}f", f"{BASE}g")}
    assert len(keep_pairs(WEIGHTS, Rule("weight", 1))) == len(WEIGHTS)


def test_ties_are_drawn_where_a_kept_pair_meets() -> None:
    """Of three cooperations a and b are drawn where both are; c, who meets them once, is not."""
    network = _network({"1": "abc", "2": "ab", "3": "ad"})
    chosen = choose_ties(network, Rule("weight", 2))
    assert chosen == {"rule": "weight", "level": 2, "pairs": 1, "of": 4, "drawn": "1101100"}


def test_no_tie_of_a_large_record_is_dropped(large_page: Path, large_record: CityNetwork) -> None:
    """The page holds every tie in the record's order, and says of each whether it is drawn."""
    data = _read(large_page.read_text("utf-8"))
    assert len(data["ties"]) == len(large_record.ties)
    for row, tie in zip(data["ties"], large_record.ties, strict=True):
        ends = tuple(data["nodes"][end]["id"] for end in row[:2])
        assert ends == (tie.member, tie.cooperation)
    drawn = data["pruned"]["drawn"]
    assert len(drawn) == len(large_record.ties)
    assert 0 < drawn.count("1") < len(drawn) / 2


def _read(html: str) -> dict[str, Any]:
    block = re.search(r'<script type="text/plain" id="data">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(block[1])))
    return data


def test_rule_is_the_callers(large_record: CityNetwork) -> None:
    """Another rule is told in the page; with none every tie is drawn."""
    heavy = _read(render_explorer(large_record, rule=Rule("weight", 2)).decode("utf-8"))
    assert (heavy["pruned"]["rule"], heavy["pruned"]["level"]) == ("weight", 2)
    assert "pruned" not in _read(render_explorer(large_record, rule=None).decode("utf-8"))


def test_same_record_gives_the_same_bytes(large_page: Path, large_record: CityNetwork) -> None:
    """Whatever lots others draw, the page is the same; and theirs are left as they were."""
    random.seed(7)
    lots = random.getstate()
    again = render_explorer(large_record)
    assert random.getstate() == lots
    assert again == large_page.read_bytes()


def test_what_has_no_tie_is_not_drawn(keep: ModuleType) -> None:
    """More than 10,000 tied nodes are a large record; cities without a tie do not count."""
    record = keep.make_record(cities=4000, projects=6001, memberships=14_000)
    assert is_large(record)
    first = record.cooperations[0].iri
    fewer = CityNetwork(
        members=record.members,
        cooperations=record.cooperations,
        ties=tuple(tie for tie in record.ties if tie.cooperation != first),
    )
    assert len(record.members) + len(record.cooperations) == MANY + 1
    assert not is_large(fewer)


def test_made_up_record_is_as_asked(large_record: CityNetwork) -> None:
    """Each city has a tie, no two ties have the same ends, and few cities have very many."""
    assert len(large_record.members) + len(large_record.cooperations) == 10_050
    ends = {(tie.member, tie.cooperation) for tie in large_record.ties}
    assert len(ends) == len(large_record.ties) == 14_000
    counts = Counter(member for member, _ in ends)
    assert len(counts) == 4050
    assert counts.most_common(1)[0][1] > 60


def test_many_nodes_have_places_of_their_own() -> None:
    """Tied nodes are near each other, groups apart, and thousands of pairs stand around them."""
    ring = [(node, (node + step) % 60) for node in range(60) for step in range(1, 12)]
    ties = [*ring, *((a + 60, b + 60) for a, b in ring), (0, 60)]
    ties += [(node, node + 1) for node in range(120, 10_120, 2)]
    places = place(10_120, ties, [3.0] * 10_120)
    assert len(set(places)) > 10_000

    def middle(nodes: range) -> tuple[float, float]:
        x, y = (sum(places[node][axis] for node in nodes) / len(nodes) for axis in (0, 1))
        return x, y

    def far(a: tuple[float, float], b: tuple[float, float]) -> float:
        return math.dist(a, b)

    one, two = middle(range(60)), middle(range(60, 120))
    assert all(far(places[node], one) < far(places[node], two) for node in range(60))
    edge = max(far(places[node], (0, 0)) for node in range(120))
    assert min(far(places[node], (0, 0)) for node in range(120, 10_120)) > edge / 2
    assert all(far(places[node], places[node + 1]) < 60 for node in range(120, 10_120, 2))


def test_one_star_of_many_nodes_is_laid_out() -> None:
    """Where all are one community there is nothing to lay out first."""
    places = place(10_001, [(0, node) for node in range(1, 10_001)], [40.0, *[3.0] * 10_000])
    assert len(places) == 10_001
