"""By what cooperations and members are chosen: one table of facets for every command and page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError, shorten
from hanse.kinds import KINDS
from hanse.queries.names import NameNotFoundError, find_thing
from hanse.record.model import Thing
from hanse.record.sizes import list_sizes, name_size
from hanse.record.themes import climb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hanse.record.model import CityNetwork, Cooperation, Member

ROLES = ("lead", "partner", "implementer")


class OfMembers(NamedTuple):
    """A facet of members: the things that are its values, which of them a member has, its help."""

    things: Callable[[CityNetwork], Iterable[Thing]]
    values: Callable[[CityNetwork, Member], set[str]]
    about: str


class OfCooperations(NamedTuple):
    """A facet of cooperations: as one of members."""

    things: Callable[[CityNetwork], Iterable[Thing]]
    values: Callable[[CityNetwork, Cooperation], set[str]]
    about: str


def _list_cities(record: CityNetwork) -> Iterable[Thing]:
    return (one for one in (*record.members, *record.others) if one.kind == "city")


def _list_organisations(record: CityNetwork) -> Iterable[Thing]:
    return (one for one in (*record.members, *record.others) if one.kind == "organisation")


def _list_countries(record: CityNetwork) -> Iterable[Thing]:
    """Let a country be found by its code in any case as well."""
    return (replace(one, names=(*one.names, one.code)) for one in record.countries.values())


def _list_regions(record: CityNetwork) -> Iterable[Thing]:
    return record.regions.values()


def _list_sizes(_record: CityNetwork) -> Iterable[Thing]:
    return (Thing(id_, name) for id_, name in list_sizes().items())


def _list_cooperations(record: CityNetwork) -> Iterable[Thing]:
    return record.cooperations


def _list_all_themes(record: CityNetwork) -> Iterable[Thing]:
    return record.themes.values()


def _list_programmes(record: CityNetwork) -> Iterable[Thing]:
    return record.programmes.values()


def _list_types(record: CityNetwork) -> Iterable[Thing]:
    """List the types by their names and, as programs write them, by the end of their addresses."""
    types = {one.type: one.type_label for one in record.cooperations}
    return (Thing(iri, name, (iri.rpartition("#")[2],)) for iri, name in types.items())


def _list_words(words: Iterable[str]) -> list[Thing]:
    return [Thing(word, word) for word in words]


def _read_itself(_record: CityNetwork, one: Member | Cooperation) -> set[str]:
    return {one.iri}


def _read_country(_record: CityNetwork, member: Member) -> set[str]:
    return {member.country}


def _read_region(record: CityNetwork, member: Member) -> set[str]:
    country = record.countries.get(member.country)
    return {country.region} if country else set()


def _read_size(_record: CityNetwork, member: Member) -> set[str]:
    return {_SIZE_IDS.get(name_size(member.population), "")}


def _read_type(_record: CityNetwork, one: Cooperation) -> set[str]:
    return {one.type}


def _read_programme(_record: CityNetwork, one: Cooperation) -> set[str]:
    return {one.programme}


def _read_themes(record: CityNetwork, one: Cooperation) -> set[str]:
    return list_themes(record, (one.main_theme, *one.themes))


_SIZE_IDS = {name: id_ for id_, name in list_sizes().items()}
_IN = "in which {} takes part, with all their members"
# A cooperation is kept in which such a member takes part, or that is such a one.
OF_MEMBERS: dict[str, OfMembers] = {
    "city": OfMembers(_list_cities, _read_itself, _IN.format("it")),
    "organisation": OfMembers(
        _list_organisations, _read_itself, f"{_IN.format('it')}, for itself or for a city"
    ),
    "country": OfMembers(_list_countries, _read_country, _IN.format("a member from there")),
    "region": OfMembers(_list_regions, _read_region, _IN.format("a member from there")),
    "size": OfMembers(
        _list_sizes, _read_size, f"{_IN.format('a city of so many people')}; such as 50000-100000"
    ),
}
OF_COOPERATIONS: dict[str, OfCooperations] = {
    "network": OfCooperations(_list_cooperations, _read_itself, "of this name, projects too"),
    "theme": OfCooperations(_list_all_themes, _read_themes, "on this theme or one below it"),
    "programme": OfCooperations(_list_programmes, _read_programme, "of this programme"),
    "type": OfCooperations(_list_types, _read_type, "of this type"),
}
_FACETS: dict[str, OfMembers | OfCooperations] = {**OF_MEMBERS, **OF_COOPERATIONS}
ABOUT = {name: facet.about for name, facet in _FACETS.items()}


def list_themes(record: CityNetwork, own: Iterable[str]) -> set[str]:
    """List themes and every theme above them."""
    return {iri for theme in own if theme for iri in climb(theme, record.themes)}


def find_values(record: CityNetwork, name: str, values: Iterable[str]) -> tuple[str, ...]:
    """Find the values of a facet by IRI, id or any name; raises UsageError, naming the option."""
    things = tuple(_list_values(record, name))
    return tuple(_find(record, name, value, things) for value in values)


def _list_values(record: CityNetwork, name: str) -> Iterable[Thing]:
    if name == "role":
        return _list_words(ROLES)
    if name == "kind":
        return _list_words(KINDS)
    return _FACETS[name].things(record)


def _find(record: CityNetwork, name: str, value: str, things: tuple[Thing, ...]) -> str:
    try:
        return find_thing("cooperation" if name == "network" else name, value, things)
    except NameNotFoundError as error:
        told = f"--{name} {shorten(value)}: {error}{_say_other(record, name, value)}"
        raise UsageError(told) from error


def _say_other(record: CityNetwork, name: str, value: str) -> str:
    """Say that what is no city is an organisation, or the other way round."""
    other = {"city": "organisation", "organisation": "city"}.get(name)
    if not other:
        return ""
    try:
        find_thing(other, value, _list_values(record, other))
    except NameNotFoundError:
        return ""
    article = "an" if other.startswith("o") else "a"
    return f"; it is {article} {other}: give it with --{other}"
