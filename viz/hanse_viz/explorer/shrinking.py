"""Which ties of a large record are drawn: thousands of lines on top of each other show nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse_viz.layout import MANY
from hanse_viz.pruning import Rule, keep_pairs, project

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork
    from hanse_viz.pruning import Pair

BACKBONE = Rule("backbone", 0.05)


def is_large(record: CityNetwork) -> bool:
    """Tell whether more members and cooperations are tied than our own canvas draws smoothly."""
    return sum(1 for degree in record.count_degrees().values() if degree) > MANY


def choose_ties(record: CityNetwork, rule: Rule) -> dict[str, Any]:
    """Say which ties are drawn before anything is chosen; the page keeps all of them.

    Members are projected onto members, the pairs pruned by the rule; a tie is drawn where its
    member meets in its cooperation one with whom it is such a pair. `drawn` has a digit for each
    tie of the record in its order, 1 for those that are drawn; `pairs` of `of` pairs were kept.
    """
    weights = project(record.ties)
    kept = keep_pairs(weights, rule)
    meets = _list_meetings(record, kept)
    return {
        "rule": rule.kind,
        "level": rule.level,
        "pairs": len(kept),
        "of": len(weights),
        "drawn": "".join(str(int((tie.member, tie.cooperation) in meets)) for tie in record.ties),
    }


def _list_meetings(record: CityNetwork, kept: set[Pair]) -> set[tuple[str, str]]:
    """List the members and cooperations of which a kept pair is part."""
    partners: dict[str, set[str]] = {}
    for one, other in kept:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    joined: dict[str, set[str]] = {}
    for tie in record.ties:
        joined.setdefault(tie.cooperation, set()).add(tie.member)
    return {
        (member, cooperation)
        for cooperation, members in joined.items()
        for member in members
        if not partners.get(member, set()).isdisjoint(members)
    }
