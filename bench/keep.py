"""A record as large as keep.eu's, made up: 8,937 cities, 15,400 projects, 69,000 memberships.

    python -m bench.keep FILE      writes its explorer

keep.eu, the database of Interreg's projects, counts so many; nothing else of it is here. Names are
made of syllables, places lie around the middle of each country. Programmes join neighbours across a
border, countries around a sea or all of Europe; projects have from 2 to 40 members, and few cities
take part in many, most in few, as in reality. The same number gives the same record.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hanse.iris import mint_iri
from hanse.record.model import CityNetwork, Cooperation, Country, Member, Source, Theme, Thing, Tie
from hanse.record.themes import rank_groups
from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CITIES, PROJECTS, MEMBERSHIPS = 8937, 15_400, 69_000
SEED = 20_261_127
LEAST, MOST = 2, 40  # members of a project
# Code, name, degrees north and east of the middle, half its width in degrees, share of the cities.
LANDS = (
    ("AT", "Austria", 47.5, 14.0, 1.8, 4),
    ("BE", "Belgium", 50.7, 4.5, 0.9, 3),
    ("BG", "Bulgaria", 42.7, 25.3, 1.6, 3),
    ("CH", "Switzerland", 46.8, 8.2, 1.0, 3),
    ("CY", "Cyprus", 35.0, 33.1, 0.4, 1),
    ("CZ", "Czechia", 49.8, 15.4, 1.6, 5),
    ("DE", "Germany", 51.0, 10.3, 2.8, 11),
    ("DK", "Denmark", 55.8, 9.8, 1.2, 3),
    ("EE", "Estonia", 58.7, 25.7, 1.1, 2),
    ("ES", "Spain", 40.2, -3.6, 3.4, 8),
    ("FI", "Finland", 62.5, 25.8, 2.6, 3),
    ("FR", "France", 46.6, 2.5, 3.2, 9),
    ("GB", "United Kingdom", 52.9, -1.7, 2.4, 4),
    ("GR", "Greece", 39.2, 22.4, 1.8, 5),
    ("HR", "Croatia", 45.3, 16.2, 1.1, 4),
    ("HU", "Hungary", 47.1, 19.4, 1.5, 6),
    ("IE", "Ireland", 53.2, -7.9, 1.2, 2),
    ("IT", "Italy", 43.4, 12.1, 2.6, 11),
    ("LT", "Lithuania", 55.3, 23.8, 1.1, 2),
    ("LU", "Luxembourg", 49.7, 6.1, 0.2, 1),
    ("LV", "Latvia", 56.9, 24.9, 1.2, 2),
    ("MT", "Malta", 35.9, 14.4, 0.1, 1),
    ("NL", "Netherlands", 52.2, 5.6, 1.0, 4),
    ("NO", "Norway", 61.2, 9.1, 2.2, 2),
    ("PL", "Poland", 52.0, 19.3, 2.4, 8),
    ("PT", "Portugal", 39.8, -8.1, 1.3, 3),
    ("RO", "Romania", 45.8, 24.9, 2.0, 4),
    ("RS", "Serbia", 44.2, 20.8, 1.1, 2),
    ("SE", "Sweden", 59.6, 15.1, 2.6, 4),
    ("SI", "Slovenia", 46.1, 14.8, 0.7, 3),
    ("SK", "Slovakia", 48.7, 19.5, 1.1, 4),
    ("UA", "Ukraine", 48.9, 25.6, 1.8, 2),
)
THEMES = {
    "Economy": ("Innovation", "Small enterprises", "Tourism"),
    "Environment": ("Biodiversity", "Water", "Waste"),
    "Climate": ("Energy", "Adaptation", "Risk"),
    "Transport": ("Mobility", "Ports", "Rail"),
    "Society": ("Health", "Inclusion", "Education"),
    "Culture": ("Heritage", "Creative industries", "Languages"),
    "Governance": ("Cooperation of administrations", "Planning", "Digital services"),
}
PERIODS = ((2000, 2006), (2007, 2013), (2014, 2020), (2021, 2027))
# How far a neighbour across a border may be, in degrees.
NEAR = 9.0
_STARTS = "Al Bar Cor Dun El Fal Gar Hol Is Kal Lun Mar Nor Ost Pel Ros Sal Tor Ul Var Wil Zel"
_MIDDLES = "a e i o u an el in or us en ra lo mi te va"
_ENDS = "berg burg by dorf field gard hem ice ino land mar na nica ona pils stad ta tal vik vo"


class Area(NamedTuple):
    """A programme: the cities it joins, most wanted first in `weights`, and its years."""

    iri: str
    cities: list[int]
    weights: list[float]
    share: float
    period: tuple[int, int]


def make_record(
    cities: int = CITIES, projects: int = PROJECTS, memberships: int = MEMBERSHIPS, seed: int = SEED
) -> CityNetwork:
    """Make a record of so many cities, projects and memberships up; each city has one at least.

    The number of memberships is met as long as each project can have 2 to 40 members, all cities
    can be used, and a programme has as many.
    """
    lot = random.Random(seed)  # noqa: S311 - no secret, and the same each time
    members, pull = make_cities(lot, cities)
    programmes, areas = make_programmes(lot, members, pull)
    themes = make_themes()
    sizes = share_out(lot, projects, memberships)
    chosen = [lot.choices(areas, [area.share for area in areas])[0] for _ in sizes]
    rows = list(gather_members(lot, chosen, sizes, cities))
    cooperations = tuple(make_projects(lot, chosen, list(themes.values())))
    ties = tuple(make_ties(lot, members, cooperations, chosen, rows))
    return CityNetwork(
        members=members,
        cooperations=cooperations,
        ties=ties,
        countries=make_countries(),
        programmes=programmes,
        themes=themes,
        sources=make_sources(),
        groups=rank_groups((one.main_theme for one in cooperations), themes),
        version="0",
        digest=hashlib.sha256(f"{cities} {projects} {memberships} {seed}".encode()).hexdigest(),
    )


def make_countries() -> dict[str, Country]:
    """Make the countries, which are real."""
    found = [Country(mint_iri("country", code.lower()), name, (), code) for code, name, *_ in LANDS]
    return {country.iri: country for country in found}


def make_sources() -> dict[str, Source]:
    """Make a source up for each period."""
    found = [
        Source(mint_iri("source", f"keep-{first}"), f"Made up, {first} to {last}", (), "", "Hanse")
        for first, last in PERIODS
    ]
    return {source.iri: source for source in found}


def make_cities(lot: random.Random, count: int) -> tuple[tuple[Member, ...], list[float]]:
    """Make cities up, and how much each is wanted as a partner: few very much, as by Zipf's law."""
    lands = lot.choices(LANDS, [share for *_, share in LANDS], k=count)
    names = make_names(lot, count)
    ranks = lot.sample(range(count), count)
    members: list[Member] = []
    for number, (code, _, north, east, half, _) in enumerate(lands):
        size = round(min(4e6, 9e5 * (ranks[number] + 1) ** -0.7 * 40) / 10) * 10
        members.append(
            Member(
                mint_iri("city", f"keep-{number:05d}"),
                names[number],
                country=mint_iri("country", code.lower()),
                population=max(400, size),
                latitude=round(min(69.0, north + lot.gauss(0, half * 0.55)), 3),
                longitude=round(east + lot.gauss(0, half * 0.8), 3),
            )
        )
    return tuple(members), [(rank + 8) ** -0.75 for rank in ranks]


def make_names(lot: random.Random, count: int) -> list[str]:
    """Make so many names up, no two alike."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[make_name(lot)] = None
    return list(names)


def make_name(lot: random.Random) -> str:
    """Make a name up of a beginning, up to two middles and an end."""
    middle = "".join(lot.choices(_MIDDLES.split(), k=lot.choice((0, 1, 1, 2))))
    return lot.choice(_STARTS.split()) + middle + lot.choice(_ENDS.split())


def make_programmes(
    lot: random.Random, members: Sequence[Member], pull: Sequence[float]
) -> tuple[dict[str, Thing], list[Area]]:
    """Make programmes up: across a border, around a sea, all of Europe; one in each period."""
    places = {code: (north, east) for code, _, north, east, *_ in LANDS}
    names = {code: name for code, name, *_ in LANDS}
    groups: list[tuple[str, tuple[str, ...], float]] = [
        (f"{names[one]} – {names[two]}", (one, two), 1.0)
        for one, two in itertools.combinations(places, 2)
        if math.dist(places[one], places[two]) < NEAR
    ]
    groups += [
        (f"Around {names[middle]}", _find_nearest(places, middle, 8), 4.0)
        for middle in ("DK", "LV", "NL", "AT", "HU", "SI", "IT", "ES", "GR", "FI")
    ]
    groups.append(("Interreg Europe", tuple(places), 14.0))
    programmes: dict[str, Thing] = {}
    areas: list[Area] = []
    for number, (name, codes, weight) in enumerate(groups):
        countries = {mint_iri("country", code.lower()) for code in codes}
        inside = [place for place, member in enumerate(members) if member.country in countries]
        wanted = [pull[place] * _nearness(members[place], codes, places) for place in inside]
        # In a small record a programme may have too few for its largest project.
        if len(inside) < MOST:
            continue
        share = weight * lot.lognormvariate(0, 0.6)
        for period in PERIODS:
            iri = mint_iri("programme", f"keep-{number}-{period[0]}")
            programmes[iri] = Thing(iri, f"{name} {period[0]}–{period[1]}")
            areas.append(Area(iri, inside, wanted, share, period))
    return programmes, areas


def _find_nearest(
    places: dict[str, tuple[float, float]], middle: str, count: int
) -> tuple[str, ...]:
    return tuple(sorted(places, key=lambda code: math.dist(places[code], places[middle]))[:count])


def _nearness(
    member: Member, codes: tuple[str, ...], places: dict[str, tuple[float, float]]
) -> float:
    """Across a border a city counts the more, the nearer it lies to the other country."""
    if len(codes) != 2:  # noqa: PLR2004 - the two sides of a border
        return 1.0
    at = (member.latitude or 0.0, member.longitude or 0.0)
    far = max(math.dist(at, places[code]) for code in codes)
    return float(math.exp(-far / 1.5))


def make_themes() -> dict[str, Theme]:
    """Make a tree of themes of two levels."""
    themes: dict[str, Theme] = {}
    for broad, narrow in THEMES.items():
        above = mint_iri("theme", f"keep-{broad.lower()}")
        themes[above] = Theme(above, broad)
        for name in narrow:
            iri = mint_iri("theme", f"keep-{name.lower().replace(' ', '-')}")
            themes[iri] = Theme(iri, name, (), (above,))
    return themes


def share_out(lot: random.Random, projects: int, memberships: int) -> list[int]:
    """Give each project its number of members, 2 to 40, a few of them many."""
    sizes = [min(MOST, LEAST + int(lot.lognormvariate(0.6, 0.8))) for _ in range(projects)]
    missing = memberships - sum(sizes)
    while missing:
        place = lot.randrange(projects)
        step = 1 if missing > 0 else -1
        if LEAST <= sizes[place] + step <= MOST:
            sizes[place] += step
            missing -= step
    return sizes


def gather_members(
    lot: random.Random, areas: Sequence[Area], sizes: Sequence[int], cities: int
) -> Iterable[list[int]]:
    """Choose the members of each project, former partners of its first more often than others.

    Who has not been chosen when the projects come to an end takes the place of one who was often.
    """
    partners: dict[int, list[int]] = {}
    counts = [0] * cities
    rows: list[list[int]] = []
    for area, size in zip(areas, sizes, strict=True):
        inside = set(area.cities)
        row = dict.fromkeys(lot.choices(area.cities, area.weights))
        first = next(iter(row))
        for _ in range(60 * size):
            if len(row) == size:
                break
            known = partners.get(first, ())
            again = known and lot.random() < 0.45  # noqa: PLR2004 - so many come back
            other = lot.choice(known) if again else lot.choices(area.cities, area.weights)[0]
            if other in inside:
                row[other] = None
        while len(row) < size:
            row[lot.choice(area.cities)] = None
        rows.append(list(row))
        for member in rows[-1]:
            counts[member] += 1
        if len(rows[-1]) > 1:
            partners.setdefault(first, []).extend(rows[-1][1:])
    _place_left(lot, rows, areas, counts)
    return rows


def _place_left(
    lot: random.Random, rows: list[list[int]], areas: Sequence[Area], counts: list[int]
) -> None:
    at_home: dict[int, list[int]] = {}
    for number, area in enumerate(areas):
        at_home.setdefault(id(area.cities), []).append(number)
    of_city: dict[int, list[int]] = {}
    for area in {id(area.cities): area for area in areas}.values():
        for city in area.cities:
            of_city.setdefault(city, []).append(id(area.cities))
    for city in [number for number, count in enumerate(counts) if not count]:
        while not counts[city]:
            row = rows[lot.choice(at_home[lot.choice(of_city[city])])]
            place = lot.randrange(len(row))
            if counts[row[place]] > 3 and city not in row:  # noqa: PLR2004 - who can spare one
                counts[row[place]] -= 1
                counts[city] += 1
                row[place] = city


def make_projects(
    lot: random.Random, areas: Sequence[Area], themes: Sequence[Theme]
) -> Iterable[Cooperation]:
    """Make projects up, each with a theme, a programme and two to four years in its period."""
    weights = [1 / (3 + place % 7) for place in range(len(themes))]
    for number, area in enumerate(areas):
        first, last = area.period
        start = lot.randint(first + 1, last)
        theme = lot.choices(themes, weights)[0]
        iri = mint_iri("project", f"keep-{number:05d}")
        yield Cooperation(
            iri,
            f"{make_name(lot).upper()} {number + 1}",
            kind="project",
            type_label="Project",
            programme=area.iri,
            main_theme=theme.iri,
            themes=(theme.iri,),
            start=start,
            end=start + lot.randint(1, 3),
            sources=(mint_iri("source", f"keep-{first}"),),
        )


def make_ties(
    lot: random.Random,
    members: Sequence[Member],
    projects: Sequence[Cooperation],
    areas: Sequence[Area],
    rows: Sequence[Sequence[int]],
) -> Iterable[Tie]:
    """Tie members to projects, the first as lead, a third of them through a body."""
    bodies = ("Municipality of {}", "University of {}", "Chamber of {}", "{} Development Agency")
    for project, area, row in zip(projects, areas, rows, strict=True):
        source = (mint_iri("source", f"keep-{area.period[0]}"),)
        for place, number in enumerate(row):
            member = members[number]
            slug = f"{project.slug}-{member.slug}"
            body = lot.choice(bodies).format(member.label) if lot.random() < 1 / 3 else ""
            iri = mint_iri("membership", slug)
            yield Tie(iri, member.iri, project.iri, "partner" if place else "lead", body, source)


def main() -> None:
    """Write the explorer of the record and tell how long it took."""
    start = time.perf_counter()
    record = make_record()
    made = time.perf_counter()
    page = render_explorer(record)
    written = time.perf_counter()
    Path(sys.argv[1]).write_bytes(page)
    print(f"record {made - start:.1f} s, page {written - made:.1f} s, {len(page) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
