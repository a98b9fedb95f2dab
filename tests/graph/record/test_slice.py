"""A slice: what a selection chooses as a dataset of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import hanse
from hanse.access import Graph
from hanse.checks.run import load_shapes, run_checks
from hanse.cli import main
from hanse.namespaces import DATASET
from hanse.record.reading import read_activities, read_network
from hanse.record.selection import Selection, select
from hanse.release.slicing import slice_dataset
from hanse.resources import locate

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset
    from hanse.record.model import CityNetwork

LATVIA = Selection(country=("LV",), start=2014)


@pytest.fixture(scope="module")
def whole(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "the shipped tables")


@pytest.fixture(scope="module")
def part(whole: Graph) -> Graph:
    """Slice what Latvian members took part in since 2014."""
    return Graph(slice_dataset(whole.store, LATVIA), "a slice")


def test_a_slice_says_nothing_that_the_dataset_does_not(whole: Graph, part: Graph) -> None:
    """Every triple of a slice is one of the dataset, but for its own counts."""
    added = [line for line in set(part.lines()) - set(whole.lines()) if f"<{DATASET}" not in line]
    assert added == []
    assert 10_000 < len(part) < len(whole) / 3


def test_a_slice_holds_what_was_chosen(whole: Graph, part: Graph) -> None:
    """Cooperations, memberships, practices, transfers, events and phases are the selection's."""
    assert _list(read_activities(part)) == _list(select(read_activities(whole), LATVIA))


def _list(record: CityNetwork) -> dict[str, list[Any]]:
    names = ("cooperations", "ties", "practices", "transfers", "events", "phases")
    return {name: [one.iri for one in getattr(record, name)] for name in names}


@pytest.mark.parametrize(
    "selection",
    [LATVIA, Selection(network=("re-growcity",)), Selection(theme=("housing",))],
    ids=Selection.describe,
)
def test_a_slice_passes_the_checks(whole: Graph, selection: Selection) -> None:
    """The shapes of the ontology find no violation in a slice, whatever was derived included."""
    found = run_checks(
        slice_dataset(whole.store, selection), load_shapes(locate("ontology") / "shapes")
    )
    assert [finding for finding in found if finding.severity == "Violation"] == []


@pytest.mark.parametrize("query", ["partners-of", "events-of", "phases-of"])
def test_a_slice_answers_the_catalogue(whole: Graph, part: Graph, query: str) -> None:
    """Asked about a chosen network it answers as the whole does."""
    name = "cooperation" if query == "events-of" else "network"
    asked: dict[str, str] = {name: "re-growcity"}
    assert part.query(query, **asked).values() == whole.query(query, **asked).values()
    assert part.query("counts").values() != whole.query("counts").values()


def test_a_slice_keeps_who_pays_and_organises(whole: Graph) -> None:
    """The funders of a chosen project's programme come with it."""
    projects = Graph(slice_dataset(whole.store, Selection(kind=("project",))), "projects")
    expected = whole.query("projects-by-funder").values()
    assert projects.query("projects-by-funder").values() == expected
    assert expected


def test_the_command_writes_a_slice(build_folder: Path, tmp_path: Path, part: Graph) -> None:
    """`hanse export` with a selection writes the slice, the same bytes each time."""
    words = ["export", "--dataset", str(build_folder), "--country", "Latvia", "--from", "2014"]
    for name in ("one.ttl", "two.ttl"):
        assert main([*words, "--format", "turtle", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.ttl").read_bytes() == (tmp_path / "two.ttl").read_bytes()
    opened = hanse.open(tmp_path / "one.ttl")
    assert read_network(opened).ties == read_network(part).ties


def test_the_command_refuses_what_keeps_nothing(
    build_folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A selection that keeps nothing is told, and nothing is written."""
    words = ["export", "--dataset", str(build_folder), "--programme", "urbact-i", "--from", "2024"]
    assert main([*words, "--format", "turtle", "-o", str(tmp_path / "none.ttl")]) == 2
    assert "nothing is left: no cooperation passes --programme urbact-i" in capsys.readouterr().err
    assert not (tmp_path / "none.ttl").exists()
