"""Countries, cities and organisations as triples."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hanse.namespaces import (
    EU_COUNTRY,
    GEO,
    GEONAMES,
    HANSE,
    NUTS,
    ORG,
    RDFS,
    SCHEMA,
    SF,
    SKOS,
    WGS84,
    WIKIDATA,
)
from hanse.triples.terms import Description, decimal, iri, slug_of, text, thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from hanse.model import City, Country, Organisation, Tables


def describe_places(tables: Tables) -> Iterator[Description]:
    """Describe every country, city, geometry and organisation of the tables."""
    country_names = _group_names((n.country, n.lang, n.name) for n in tables.country_names)
    for country in tables.countries:
        yield _describe_country(country, country_names[country.code])
    city_names = _group_names((n.city, n.lang, n.name) for n in tables.city_names)
    for city in tables.cities:
        yield _describe_city(city, city_names[city.id])
        if city.latitude is not None and city.longitude is not None:
            yield _describe_point(city, city.latitude, city.longitude)
    for organisation in tables.organisations:
        yield _describe_organisation(organisation)


def _group_names(names: Iterable[tuple[str, str, str]]) -> defaultdict[str, list[tuple[str, str]]]:
    grouped: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for owner, language, name in names:
        grouped[owner].append((language, name))
    return grouped


def _say_names(description: Description, names: Iterable[tuple[str, str]]) -> None:
    """Make the first name of a language its label, the others alternative labels."""
    labelled: set[str] = set()
    for language, name in names:
        predicate = f"{SKOS}altLabel" if language in labelled else f"{RDFS}label"
        description.say(predicate, text(name, language))
        labelled.add(language)


def _describe_country(country: Country, names: list[tuple[str, str]]) -> Description:
    description = Description(thing("country", country.code), f"{HANSE}Country")
    description.label(country.name).say_text(f"{SKOS}notation", country.code)
    description.say_text(f"{HANSE}alpha3", country.alpha3)
    description.say(f"{SCHEMA}sameAs", iri(EU_COUNTRY + country.alpha3))
    if country.region:
        description.say_thing(f"{HANSE}region", "region", slug_of(country.region))
    description.say_date(f"{HANSE}euMemberSince", country.eu_member_since)
    description.say_date(f"{HANSE}euMemberUntil", country.eu_member_until)
    _say_names(description, names)
    return description


def _describe_city(city: City, names: list[tuple[str, str]]) -> Description:
    description = Description(thing("city", city.id), f"{HANSE}City").label(city.name)
    description.say_thing(f"{HANSE}country", "country", city.country)
    if city.nuts3:
        description.say(f"{HANSE}nuts3", iri(NUTS + city.nuts3))
    if city.latitude is not None and city.longitude is not None:
        description.say(f"{WGS84}lat", decimal(city.latitude))
        description.say(f"{WGS84}long", decimal(city.longitude))
        description.say_thing(f"{GEO}hasGeometry", "geometry", city.id)
    description.say_integer(f"{HANSE}population", city.population)
    if city.geonames_id:
        description.say(f"{SCHEMA}sameAs", iri(f"{GEONAMES}{city.geonames_id}/"))
    if city.wikidata:
        description.say(f"{SCHEMA}sameAs", iri(WIKIDATA + city.wikidata))
    _say_names(description, names)
    return description


def _describe_point(city: City, latitude: Decimal, longitude: Decimal) -> Description:
    """Describe a city's point by an IRI of its own, longitude first as WKT has it."""
    point = f"POINT({longitude:f} {latitude:f})"
    description = Description(thing("geometry", city.id), f"{SF}Point", f"{GEO}Geometry")
    description.label(f"Location of {city.name}")
    return description.say(f"{GEO}asWKT", f'"{point}"^^<{GEO}wktLiteral>')


def _describe_organisation(organisation: Organisation) -> Description:
    description = Description(thing("organisation", organisation.id), f"{HANSE}Organisation")
    description.label(organisation.name)
    description.say_thing(f"{ORG}classification", "organisation-kind", organisation.kind)
    description.say_thing(f"{HANSE}city", "city", organisation.city)
    return description.say_thing(f"{HANSE}country", "country", organisation.country)
