"""Counts belong to definitions: the module and the queries of docs/glossary.md agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hanse.access import Graph
from hanse.record.counting import count, make_rule
from hanse.record.reading import read_activities

if TYPE_CHECKING:
    from hanse.dataset import Dataset

GLOSSARY = (Path(__file__).parents[3] / "docs" / "glossary.md").read_text("utf-8")
_ENTRY = re.compile(r"Name: `([a-z-]+)`\.\n\n```sparql\n(.*?)```", re.DOTALL)
QUERIES = dict(_ENTRY.findall(GLOSSARY))
PREFIXES = "\n".join(re.findall("^PREFIX .*$", GLOSSARY, re.MULTILINE))


@pytest.fixture(scope="module")
def graph(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "the shipped tables")


@pytest.fixture(scope="module")
def counts(graph: Graph) -> dict[str, int]:
    """Count the shipped record once."""
    return count(read_activities(graph))


def test_every_count_has_a_definition_and_each_definition_a_count(counts: dict[str, int]) -> None:
    """The glossary and the module have the same names, and no fewer than there were."""
    assert sorted(counts) == sorted(QUERIES)
    assert len(QUERIES) >= 14


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_count_is_what_its_query_gives(name: str, graph: Graph, counts: dict[str, int]) -> None:
    """The record and a query of the dataset give the same number, and there is something."""
    ((expected,),) = graph.query(f"{PREFIXES}\n{QUERIES[name]}")
    assert expected == counts[name] > 0


def test_rules_widen_who_counts(counts: dict[str, int], graph: Graph) -> None:
    """By each rule as many cities count as by the one before, or more; each tie counts once."""
    assert (
        counts["cities-that-take-part-themselves"]
        <= counts["cities-that-take-part"]
        <= counts["cities-with-a-body-that-takes-part"]
        <= counts["known-cities"]
    )
    record = read_activities(graph)
    acting = [tie for tie in record.ties if tie.body]
    assert acting
    assert all(make_rule(record, "authority")(tie) == tie.body for tie in acting)
    assert all(make_rule(record, "acting")(tie) == tie.member for tie in acting)
