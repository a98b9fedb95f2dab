"""The whole record of the shipped dataset, and what filters keep of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from hanse.iris import mint_iri
from hanse.record.selection import select
from hanse_viz import Filters

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph
    from hanse.record.model import CityNetwork

ALUKSNE = mint_iri("city", "aluksne")


def test_record_holds_all_that_the_dataset_counts(record: CityNetwork, graph: Graph) -> None:
    """Every practice, transfer, event and phase is there, with a source."""
    counted = graph.query("counts").to_pandas().set_index("className")["things"].to_dict()
    assert len(record.practices) == counted["Good practice"] > 100
    assert len(record.transfers) == counted["Transfer"] > 200
    assert len(record.events) == counted["Event"] > 10
    assert len(record.phases) == counted["Phase"] > 90
    lists = (record.practices, record.transfers, record.events, record.participations)
    assert all(one.sources for things in lists for one in things)


def test_every_end_is_a_member(record: CityNetwork) -> None:
    """Who gives, learns, hosts or takes part can be looked up, tied to a network or not."""
    members = {member.iri for member in record.members}
    assert {iri for one in record.transfers for iri in (one.giver, one.learner)} <= members
    assert {iri for one in record.practices for iri in one.homes} <= members
    assert {one.member for one in record.participations} <= members


def test_most_specific_type_of_an_event_is_named(record: CityNetwork) -> None:
    """A study trip, which is an exchange visit too, is called a study trip."""
    types = {event.slug: event.type_label for event in record.events}
    assert types["pieriga-trip-novadi"] == "Study trip"
    assert types["exchange-aluksne-2020-03-05"] == "Exchange visit"


def test_digest_is_that_of_the_built_file(record: CityNetwork, build_folder: Path) -> None:
    """A reader can compare what a page cites with the file hanse.nt."""
    data = (build_folder / "hanse.nt").read_bytes()
    assert record.digest == hashlib.sha256(data).hexdigest()


def test_cities_have_their_places(record: CityNetwork) -> None:
    """Positions are degrees; a city that has none says so with None."""
    riga = next(member for member in record.members if member.slug == "riga")
    assert riga.latitude == pytest.approx(56.95, abs=0.1)
    assert riga.longitude == pytest.approx(24.1, abs=0.1)
    assert any(member.latitude is None for member in record.members)


def test_city_filter_keeps_what_the_city_learnt(record: CityNetwork) -> None:
    """Alūksne's part holds the practice that it took up, and the events of its network."""
    part = select(record, Filters(city=("Alūksne",)))
    learnt = [one for one in part.transfers if one.learner == ALUKSNE]
    assert mint_iri("city", "altena") in [one.giver for one in learnt]
    assert {one.iri for one in part.practices} == {one.practice for one in part.transfers}
    assert mint_iri("event", "exchange-aluksne-2020-03-05") in {one.iri for one in part.events}
    assert {one.cooperation for one in part.phases} == {one.iri for one in part.cooperations}


def test_theme_filter_keeps_practices_on_the_theme(record: CityNetwork) -> None:
    """A practice that nobody learnt stays where it is on the theme; a programme knows none such."""
    housing = select(record, Filters(theme=("housing",)))
    learnt = {one.practice for one in housing.transfers}
    others = [one for one in housing.practices if one.iri not in learnt]
    assert others
    assert all(mint_iri("theme", "housing") in one.themes for one in others)
    part = select(record, Filters(theme=("housing",), programme=("urbact-iii",)))
    assert {one.iri for one in part.practices} == {one.practice for one in part.transfers}
