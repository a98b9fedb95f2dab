"""From a dataset to the network of a picture: what is read, what filters keep, how it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hanse.errors import DatasetError, UsageError
from hanse.iris import mint_iri
from hanse.namespaces import ID
from hanse.record.model import CityNetwork, Theme
from hanse.record.reading import read_network
from hanse.record.scope import TITLE
from hanse.record.selection import select
from hanse.record.themes import OTHER, UNKNOWN, climb, find_group, rank_groups
from hanse_viz import Filters

if TYPE_CHECKING:
    from hanse.access import Graph


@pytest.fixture
def whole(small: Graph) -> CityNetwork:
    """Read the small dataset."""
    return read_network(small)


def _slugs(things: tuple[Any, ...]) -> list[str]:
    return [thing.slug for thing in things]


def test_members_are_those_with_a_tie(whole: CityNetwork) -> None:
    """Cities without a network are left out, bodies that act for themselves are members."""
    assert _slugs(whole.members) == ["aluksne", "chemnitz", "riga", "riga-2", "club"]
    assert [member.kind for member in whole.members][-1] == "organisation"


def test_a_body_that_acts_for_a_city_is_named_on_its_tie(whole: CityNetwork) -> None:
    """The city is the member, and two memberships of one city in one network both stand."""
    ties = [tie for tie in whole.ties if tie.member.endswith("/riga")]
    through = sorted((tie.cooperation.rpartition("/")[2], tie.through) for tie in ties)
    assert through == [("new", ""), ("new", "Agency of Riga"), ("old", "")]
    assert whole.count_degrees()[mint_iri("city", "riga")] == 2


def test_facts_of_a_network_are_read(whole: CityNetwork) -> None:
    """Kind, programme, theme, years and sources come from the public terms."""
    old = next(thing for thing in whole.cooperations if thing.slug == "old")
    assert (old.type_label, old.start, old.end) == ("Thematic network", 2003, None)
    assert whole.programmes[old.programme].label == "First programme"
    assert whole.sources[old.sources[0]].url == "https://example.org/two"
    assert [tie.role for tie in whole.ties if tie.cooperation == old.iri] == ["partner", "lead"]
    assert whole.version == "7"


def test_names_in_every_language_are_kept(whole: CityNetwork) -> None:
    """The display name is the one without a language, all others are other names."""
    chemnitz = next(member for member in whole.members if member.slug == "chemnitz")
    assert (chemnitz.label, chemnitz.names) == ("Chemnitz", ("Kemnica",))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["new", "old", "undated", "plan"]),
        (Filters(city=("Kemnica",)), ["old"]),
        (Filters(city=("id:city/chemnitz",)), ["old"]),
        (Filters(city=(f"<{ID}city/chemnitz>",)), ["old"]),
        (Filters(city=("aluksne", "chemnitz")), ["new", "old", "undated"]),
        (Filters(country=("Lettland",)), ["new", "old", "undated"]),
        (Filters(country=("lv",), end=2010), ["old"]),
        (Filters(network=("NEW",)), ["new"]),
        (Filters(theme=("Economy",)), ["new", "old"]),
        (Filters(theme=("craft",)), ["old"]),
        (Filters(programme=("First programme",)), ["old"]),
        (Filters(start=2006), ["new", "old", "plan"]),
        (Filters(start=2007, end=2017), ["plan"]),
        (Filters(end=2003), ["old"]),
    ],
)
def test_filters_keep_what_passes_all(
    whole: CityNetwork, filters: Filters, expected: list[str]
) -> None:
    """Any value of a filter, every filter; a period keeps overlaps, a missing end is start + 3."""
    assert _slugs(select(whole, filters).cooperations) == expected


def test_chosen_networks_keep_all_their_members(whole: CityNetwork) -> None:
    """A city brings its networks and everyone in them, and nobody else."""
    part = select(whole, Filters(city=("Rīga",), network=("old",)))
    assert _slugs(part.members) == ["chemnitz", "riga"]
    assert len(part.ties) == 2


def test_a_period_counts_what_has_no_start(whole: CityNetwork) -> None:
    """What has no start is left out of a period and counted, and only then."""
    assert select(whole, Filters(start=2000)).left_out == 1
    assert select(whole, Filters(country=("LV",), start=2000)).left_out == 1
    assert select(whole, Filters(programme=("first",), start=2000)).left_out == 0
    assert select(whole, Filters()).left_out == 0


@pytest.mark.parametrize(
    ("filters", "title"),
    [
        (Filters(), TITLE),
        (Filters(city=("riga",)), "Riga and the networks that join it to others"),
        (
            Filters(city=("riga", "chemnitz", "aluksne")),
            "Riga, Chemnitz and Alūksne and the networks that join them to others",
        ),
        (Filters(country=("LV",)), "Cities of Latvia and the networks that join them to others"),
        (Filters(network=("old",)), "Old and its members"),
        (Filters(theme=("economy",), start=2003), f"{TITLE}: Economy, since 2003"),
        (Filters(start=2001, end=2009), f"{TITLE}: 2001 to 2009"),
    ],
)
def test_titles_say_what_is_shown(whole: CityNetwork, filters: Filters, title: str) -> None:
    """The title names city, country or network, then theme, programme and years."""
    assert select(whole, filters).scope.title == title


def test_filters_are_written_as_options() -> None:
    """A picture can be made again from what it says of its filters."""
    filters = Filters(city=("Rīga", "L'Aquila"), theme=("jobs-and-skills",), start=2000, end=2010)
    assert filters.describe() == (
        '--city Rīga --city "L\'Aquila" --theme jobs-and-skills --from 2000 --to 2010'
    )


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(city=("Rigga",)), ["--city Rigga", "no city has this IRI", "riga"]),
        (Filters(city=("",)), ["--city", "no city has this IRI"]),
        (Filters(theme=("zzzzzz",)), ["--theme zzzzzz", "no theme has this IRI"]),
        (Filters(start=2030), ["nothing", "--from 2030"]),
        (Filters(start=2012, end=2000), ["--from 2012 is after --to 2000"]),
    ],
)
def test_a_filter_that_fits_nothing_is_explained(
    whole: CityNetwork, filters: Filters, words: list[str]
) -> None:
    """The sentence names the option, the value and what is near."""
    with pytest.raises(UsageError) as caught:
        select(whole, filters)
    for word in words:
        assert word in str(caught.value)


def test_a_dataset_without_cooperations_is_no_picture(facts: Any) -> None:
    """Where there is no network and no project the sentence says so, and blames no filter."""
    facts.thing("city", "alone", "Alone")
    with pytest.raises(
        DatasetError, match=r"^nothing to choose: the dataset has no network and no"
    ):
        select(read_network(facts.open()), Filters())


def test_a_name_that_two_things_bear_is_refused(facts: Any) -> None:
    """The sentence lists the ids to choose from."""
    network = facts.thing("network", "n", "N")
    for slug in ("one", "two"):
        facts.tie(network, facts.thing("city", slug, "Same"), "Partner")
    with pytest.raises(UsageError, match=r"more than one city: city/one, city/two; give the id"):
        select(read_network(facts.open()), Filters(city=("same",)))


def test_themes_are_rolled_up_to_few_groups() -> None:
    """The broadest themes with most networks get a colour, the rest are other or unknown."""
    themes = {
        slug: Theme(slug, slug, (), broader)
        for slug, broader in {
            "a": (),
            "b": ("a",),
            "c": ("b",),
            "loop": ("pool",),
            "pool": ("loop",),
            **{f"t{number}": () for number in range(9)},
        }.items()
    }
    groups = rank_groups(["c", "b", "t1", "t1", "t1", "t2", *[f"t{n}" for n in range(9)]], themes)
    assert groups == ("t1", "a", "t2", "t0", "t3", "t4")
    assert find_group("c", themes, groups) == "a"
    assert find_group("t8", themes, groups) == OTHER
    assert find_group("", themes, groups) == UNKNOWN
    assert climb("loop", themes) == ("loop", "pool")


def test_the_shipped_data_become_a_picture(network: CityNetwork) -> None:
    """Every tie of the shipped data has both its ends, and a source where the table has one."""
    nodes = {thing.iri for thing in (*network.members, *network.cooperations)}
    assert len(network.members) > 800
    assert len(network.ties) > 2000
    assert {end for tie in network.ties for end in (tie.member, tie.cooperation)} == nodes
    assert all(tie.sources for tie in network.ties)
    assert {iri for tie in network.ties for iri in tie.sources} <= set(network.sources)
    assert len(network.groups) == 6
