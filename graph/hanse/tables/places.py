"""Where things are: coordinates inside their country, and what is in a city in its country."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hanse.tables.codes import ISO_3166

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from hanse.model import City, CountryBox, EventParticipant, Membership, ProjectMember, Tables
    from hanse.tables.sheets import Sheet

# NUTS writes two countries otherwise than ISO 3166-1 (Regulation (EC) No 1059/2003, annex I).
_NUTS_COUNTRIES = {"GR": "EL", "GB": "UK"}


class _Seats(NamedTuple):
    """The country of every city and organisation."""

    cities: dict[str, str]
    organisations: dict[str, str | None]


def blame_places(tables: Tables, sheets: dict[str, Sheet]) -> None:
    """Blame coordinates outside their country, and bodies in two countries at once."""
    _blame_codes(tables, sheets["countries"])
    boxes: dict[str, list[CountryBox]] = defaultdict(list)
    for box in tables.country_boxes:
        _blame_box(box, sheets["country_boxes"])
        boxes[box.country].append(box)
    for city in tables.cities:
        _blame_coordinates(city, boxes, sheets["cities"])
        _blame_region(city, sheets["cities"])
    _blame_countries(tables, sheets)


def _blame_codes(tables: Tables, sheet: Sheet) -> None:
    for country in tables.countries:
        expected = ISO_3166[country.code]
        if country.alpha3 != expected:
            rule = f"{country.code} is {expected} in ISO 3166-1 alpha-3"
            sheet.blame(country.line, "alpha3", country.alpha3, rule)


def _blame_box(box: CountryBox, sheet: Sheet) -> None:
    if box.south >= box.north:
        sheet.blame(box.line, "north", str(box.north), f"expected a latitude above {box.south}")
    if box.west >= box.east:
        sheet.blame(box.line, "east", str(box.east), f"expected a longitude east of {box.west}")


def _blame_coordinates(city: City, boxes: Mapping[str, list[CountryBox]], sheet: Sheet) -> None:
    latitude, longitude = city.latitude, city.longitude
    if latitude is None or longitude is None:
        if latitude is not longitude:
            column = "latitude" if latitude is None else "longitude"
            sheet.blame(city.line, column, "", "latitude and longitude go together; give both")
        return
    if any(_holds(box, latitude, longitude) for box in boxes[city.country]):
        return
    value = f"{latitude:f} {longitude:f}"
    sheet.blame(city.line, "latitude", value, _explain(city.country, latitude, longitude, boxes))


def _explain(
    country: str, latitude: Decimal, longitude: Decimal, boxes: Mapping[str, list[CountryBox]]
) -> str:
    if not boxes[country]:
        return f"{country} has no box in country_boxes.csv; add one"
    if not latitude and not longitude:
        return "0, 0 lies in the Gulf of Guinea; leave both blank where the place is unknown"
    if any(_holds(box, longitude, latitude) for box in boxes[country]):
        return f"outside {country}; latitude and longitude are swapped"
    return f"outside every box of {country} in country_boxes.csv; mend the place or the country"


def _holds(box: CountryBox, latitude: Decimal, longitude: Decimal) -> bool:
    return box.south <= latitude <= box.north and box.west <= longitude <= box.east


def _blame_region(city: City, sheet: Sheet) -> None:
    expected = _NUTS_COUNTRIES.get(city.country, city.country)
    if city.nuts3 and not city.nuts3.startswith(expected):
        rule = f"a region of another country; NUTS codes of {city.country} begin with {expected}"
        sheet.blame(city.line, "nuts3", city.nuts3, rule)


def _blame_countries(tables: Tables, sheets: dict[str, Sheet]) -> None:
    seats = _Seats(
        {city.id: city.country for city in tables.cities},
        {body.id: body.country for body in tables.organisations},
    )
    for body in tables.organisations:
        _compare(sheets["organisations"], body.line, body.country, body.city, seats.cities)
    for event in tables.events:
        _compare(sheets["events"], event.line, event.country, event.city, seats.cities)
    for practice in tables.good_practices:
        sheet = sheets["good_practices"]
        _compare(sheet, practice.line, practice.country, practice.city, seats.cities)
        _compare(sheet, practice.line, practice.country, practice.organisation, seats.organisations)
    for name in ("memberships", "project_members", "event_participants"):
        for member in getattr(tables, name):
            _blame_member(sheets[name], member, seats)


def _compare(
    sheet: Sheet,
    line: int,
    country: str | None,
    place: str | None,
    seats: Mapping[str, str] | Mapping[str, str | None],
) -> None:
    expected = seats.get(place) if place else None
    if country and expected and country != expected:
        sheet.blame(
            line, "country", country, f"{place} is in {expected}; expected the same country"
        )


def _blame_member(
    sheet: Sheet, member: Membership | ProjectMember | EventParticipant, seats: _Seats
) -> None:
    city = seats.cities.get(member.city) if member.city else None
    body = seats.organisations.get(member.organisation) if member.organisation else None
    if city and body and city != body:
        rule = f"{member.city} is in {city}, {member.organisation} in {body}; expected one country"
        sheet.blame(member.line, "organisation", member.organisation or "", rule)
