"""Selections: what is chosen and who is shown, in shared cases and in a record made by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.graph.record.selection_cases import CASES, make_cases

from hanse.access import Graph
from hanse.errors import UsageError
from hanse.namespaces import ID
from hanse.record.model import CityNetwork, Cooperation, Country, Member, Theme, Thing, Tie
from hanse.record.reading import read_network
from hanse.record.selection import Selection, select
from hanse.record.sizes import list_sizes, name_size

if TYPE_CHECKING:
    from hanse.dataset import Dataset

TEXT = CASES.read_text("utf-8")
SHARED: list[dict[str, Any]] = json.loads(TEXT)["cases"]


@pytest.fixture(scope="module")
def graph(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "the shipped tables")


@pytest.fixture(scope="module")
def record(graph: Graph) -> CityNetwork:
    """Read the shipped record once."""
    return read_network(graph)


def test_the_cases_are_those_of_the_data(graph: Graph) -> None:
    """The file is what its maker gives today."""
    assert make_cases(graph) == TEXT, "run make renew, and look at the diff before you commit it"
    assert len(SHARED) >= 25


@pytest.mark.parametrize("case", SHARED, ids=[str(case["name"]) for case in SHARED])
def test_a_selection_keeps_what_sparql_finds(case: dict[str, Any], record: CityNetwork) -> None:
    """Cooperations, members, memberships and the hidden are those of the plain queries."""
    wanted = _read(case["selection"])
    if not case["cooperations"]:
        with pytest.raises(UsageError, match="nothing is left: no cooperation passes --"):
            select(record, wanted)
        return
    part = select(record, wanted)
    members = {tie.member for tie in part.ties}
    assert [one.iri.removeprefix(ID) for one in part.cooperations] == case["cooperations"]
    assert {one.iri for one in part.members} == members
    assert len(members) == case["members"]
    assert len({tie.iri for tie in part.ties}) == case["memberships"]
    assert len({tie.member for tie in part.hidden} - members) == case["hidden"]


def _read(selection: dict[str, Any]) -> Selection:
    words = {"from": "start", "to": "end"}
    among = selection.get("among", {})
    values: dict[str, Any] = {
        words.get(name, name): value for name, value in selection.items() if name != "among"
    }
    lists: dict[str, Any] = {
        name: value if isinstance(value, (int, str)) else tuple(value)
        for name, value in values.items()
    }
    return Selection(**lists, among=tuple((name, one) for name in among for one in among[name]))


# Two ran from 2010 and has no end, three has no year; c joined two in 2012 and left in 2015.
SMALL = CityNetwork(
    members=tuple(
        Member(name, name.upper(), country=country, population=people)
        for name, country, people in (("a", "x", 30_000), ("b", "x", None), ("c", "y", 2_000_000))
    ),
    cooperations=(
        Cooperation("one", "One", programme="p", themes=("low",), start=2000, end=2003),
        Cooperation("three", "Three", kind="project"),
        Cooperation("two", "Two", start=2010),
    ),
    ties=(
        Tie("m1", "a", "one", "lead"),
        Tie("m2", "b", "one", "partner"),
        Tie("m3", "b", "two", "partner", through="O", body="o"),
        Tie("m4", "c", "two", "lead", start=2012, end=2015),
        Tie("m5", "c", "three", "implementer"),
    ),
    countries={code: Country(code, code.upper(), (), code.upper(), "east") for code in "xy"},
    programmes={"p": Thing("p", "P")},
    themes={"top": Theme("top", "Top"), "low": Theme("low", "Low", (), ("top",))},
    regions={"east": Thing("east", "East")},
    others=(Member("o", "O", kind="organisation", country="y"), Member("z", "Z")),
)


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), "m1 m2 m3 m4 m5"),
        (Selection(city=("A",)), "m1 m2"),
        (Selection(organisation=("o",)), "m3 m4"),
        (Selection(country=("Y",)), "m3 m4 m5"),
        (Selection(country=("x", "y")), "m1 m2 m3 m4 m5"),
        (Selection(country=("x", "y"), match="all"), "m3 m4"),
        (Selection(country=("y",), role=("lead",)), "m3 m4"),
        (Selection(city=("b",), role=("lead",)), ""),
        (Selection(role=("implementer",)), "m5"),
        (Selection(role=("lead", "partner"), match="all"), "m1 m2 m3 m4"),
        (Selection(region=("east",)), "m1 m2 m3 m4 m5"),
        (Selection(size=("20000-50000",)), "m1 m2"),
        (Selection(network=("two", "three")), "m3 m4 m5"),
        (Selection(kind=("project",)), "m5"),
        (Selection(programme=("P",)), "m1 m2"),
        (Selection(theme=("top",)), "m1 m2"),
        (Selection(end=2009), "m1 m2"),
        (Selection(start=2013), "m3 m4"),
        (Selection(start=2014), "m4"),
        (Selection(end=2011), "m1 m2 m3"),
        (Selection(country=("y",), end=2011), ""),
        (Selection(among=(("country", "x"),)), "m1 m2 m3"),
        (Selection(among=(("role", "lead"), ("country", "y"))), "m4"),
        (Selection(city=("b",), among=(("city", "b"),)), "m2 m3"),
    ],
)
def test_a_selection_chooses_cooperations_and_shows_members(
    selection: Selection, kept: str
) -> None:
    """Every facet, any value of it or all; whole cooperations; then those who are shown."""
    if not kept:
        with pytest.raises(UsageError, match="nothing is left: no cooperation passes --"):
            select(SMALL, selection)
        return
    part = select(SMALL, selection)
    assert [tie.iri for tie in part.ties] == kept.split()
    assert {one.iri for one in part.members} == {tie.member for tie in part.ties}


def test_what_a_selection_hides_leaves_out_or_assumes_is_counted() -> None:
    """Hidden ties stay at hand, undated cooperations and assumed ends are counted."""
    part = select(SMALL, Selection(start=2011, among=(("city", "c"),)))
    assert [tie.iri for tie in part.ties] == ["m4"]
    assert [tie.iri for tie in part.hidden] == ["m3"]
    assert (part.left_out, part.assumed) == (1, 1)
    whole = select(SMALL, Selection())
    assert (whole.left_out, whole.assumed, whole.hidden) == (0, 0, ())


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(start=2020, end=2010), "--from 2020 is after --to 2010; exchange them"),
        (Selection(city=("Aa",)), "--city Aa: no city has this IRI, id or name"),
        (Selection(city=("O",)), "--city O: no city has this IRI, id or name; it is an organ"),
        (Selection(role=("leed",)), "--role leed: .*did you mean lead"),
        (Selection(size=("5",)), "--size 5: no size has"),
        (Selection(among=(("theme", "low"),)), "--among theme=low: members are shown by city"),
        (Selection(among=(("city", "z"),)), "nothing is left: no member passes --among city=z"),
    ],
)
def test_a_selection_that_means_nothing_is_told(selection: Selection, words: str) -> None:
    """The sentence names the option, the value and what would do."""
    with pytest.raises(UsageError, match=words):
        select(SMALL, selection)


def test_a_selection_is_written_as_options() -> None:
    """What a picture says of its selection makes it again."""
    selection = Selection(
        city=("Rīga",), role=("lead",), match="all", among=(("region", "east"),), start=2000
    )
    expected = "--city Rīga --role lead --match all --among region=east --from 2000"
    assert selection.describe() == expected


def test_sizes_have_ids_that_tell_their_bounds() -> None:
    """An id is its bounds, the first from 0 on, the last without an end; each has a name."""
    sizes = list_sizes()
    assert next(iter(sizes)) == "0-20000"
    assert sizes["5000000-"] == name_size(5_000_000)
    assert sizes["0-20000"] == name_size(19_999)
    assert name_size(None) == ""
