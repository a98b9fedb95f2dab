"""What must hold between rows and tables (catalogue rows C6, C7, C12, C13).

Each case edits one place of the shipped tables and names every fault that must follow.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from hanse.resources import locate
from hanse.tables import find_faults

if TYPE_CHECKING:
    from pathlib import Path

Case = tuple[str, str, str, list[tuple[str, str, str, str]]]

KEYS: dict[str, Case] = {
    "same id twice": (
        "themes", "youth,Youth,\n", "youth,Youth,\nyouth,Another,\n",
        [("themes", "id", "youth", "the same id as line 126; each row needs its own")],
    ),
    "id that differs in case alone": (
        "themes", "youth,Youth,\n", "youth,Youth,\nYouth,Another,\n", [
            ("themes", "id", "Youth", "expected an id of lower-case letters a to z, digits"),
            ("themes", "id", "Youth", "but for case the same id as line 126; each row needs "),
        ],
    ),
    "membership twice": (
        "memberships", "2nd-chance,caen,,partner,,,gourdon-2020\n",
        "2nd-chance,caen,,partner,,,gourdon-2020\n2nd-chance,caen,,lead,,,gourdon-2020\n", [
            ("memberships", "network,organisation|city", "2nd-chance,caen",
             "the same network, organisation or city as line 3; each row needs its own"),
            ("memberships", "role", "lead", "2nd-chance has its lead in line 4 already; expected "),
        ],
    ),
    "one organisation for two cities of a network": (
        "memberships", "digiplace,trikala,e-trikala,partner,2019,,partner-site\n",
        "digiplace,trikala,e-trikala,partner,,,cldr\ndigiplace,volos,e-trikala,partner,,,cldr\n", [
            ("memberships", "network,organisation|city", "digiplace,e-trikala",
             "the same network, organisation or"),
        ],
    ),
    "name twice but for case": (
        "city_names", "riga,en,Riga\n", "riga,en,Riga\nriga,en,RIGA\n",
        [("city_names", "city,lang,name", "riga,en,RIGA",
          "but for case the same city, lang, name as line ")],
    ),
    "id of a city and of an organisation": (
        "organisations", "\nsamoa,", "\nriga,", [
            ("organisations", "id", "riga", "the id stands in line "),
            ("memberships", "organisation", "samoa", "no such id in organisations.csv; "),
        ],
    ),
    "id of a network and of a project": (
        "projects", "kopienas-darzs-liepaja,", "alt-bau,", [
            ("projects", "id", "alt-bau", "the id stands in line "),
            *[("project_members", "project", "kopienas-darzs-liepaja", "no such id in ")] * 3,
        ],
    ),
    "GeoNames id twice": (
        "cities", ",3119841,", ",3247449,",
        [("cities", "geonames_id", "3247449", "the same geonames_id as line 2; each row ")],
    ),
    "Wikidata id twice": (
        "cities", ",Q25410\n", ",Q8757\n",
        [("cities", "wikidata", "Q8757", "the same wikidata as line 2; each row needs its own")],
    ),
    "alpha-3 code twice": (
        "countries", ",LTU\n", ",LVA\n", [
            ("countries", "alpha3", "LVA", "LT is LTU in ISO 3166-1 alpha-3"),
            ("countries", "alpha3", "LVA", "the same alpha3 as line 22; each row needs its own"),
        ],
    ),
}  # fmt: skip

REFERENCES: dict[str, Case] = {
    "city with a slip of the pen": (
        "memberships", "2nd-chance,caen,", "2nd-chance,caan,",
        [("memberships", "city", "caan", "no such id in cities.csv; perhaps caen or catania")],
    ),
    "nothing near": (
        "memberships", "2nd-chance,caen,", "2nd-chance,qqqqqqqqq,",
        [("memberships", "city", "qqqqqqqqq", "no such id in cities.csv; add it there first")],
    ),
    "country of ISO that the table lacks": (
        "events", "2017-07-28,2017-07-28,,LV,", "2017-07-28,2017-07-28,,FO,",
        [("events", "country", "FO", "no such id in countries.csv; ")],
    ),
    "country of no list": (
        "cities", "aachen,Aachen,DE,", "aachen,Aachen,XX,",
        [("cities", "country", "XX", "no country code of ISO 3166-1 alpha-2")],
    ),
    "source": (
        "transfers", "alt-bau,the-housing-agency-for-shrinking-cities,urbact-archive",
        "alt-bau,the-housing-agency-for-shrinking-cities,urbact-archives",
        [("transfers", "source", "urbact-archives", "no such id in sources.csv; perhaps urbact-")],
    ),
    "cooperation in neither table": (
        "event_cooperations", "daugavkrasts-seminar-05-13,daugavkrasts-kapacitate",
        "daugavkrasts-seminar-05-13,daugavkrasts-kapacitates",
        [("event_cooperations", "cooperation", "daugavkrasts-kapacitates",
          "no such id in networks.csv or projects.csv; perhaps daugavkrasts-kapacitate")],
    ),
    "name of an unknown thing": (
        "names", "programme,aif,lv,", "programme,aiff,lv,",
        [("names", "id", "aiff", "no such id in programmes.csv; perhaps aif")],
    ),
    "name of an unknown kind": (
        "names", "programme,aif,lv,", "fund,aif,lv,",
        [("names", "kind", "fund", "unknown word; expected one of: event, network, ")],
    ),
    "unknown table": (
        "column_sources", "cities,nuts3,", "towns,nuts3,",
        [("column_sources", "table", "towns", "no such table; expected one of cities, ")],
    ),
    "unknown column": (
        "column_sources", "cities,nuts3,", "cities,nuts,",
        [("column_sources", "column", "nuts", "no such column; expected one of id, name, ")],
    ),
    "neither city nor organisation": (
        "memberships", "2nd-chance,caen,,", "2nd-chance,,,",
        [("memberships", "city", "", "city and organisation are both blank; ")],
    ),
    "practice of nobody": (
        "good_practices", "a-home-for-everyone,A home for everyone,dupnitsa,",
        "a-home-for-everyone,A home for everyone,,",
        [("good_practices", "city", "", "city and organisation are both blank; ")],
    ),
    "participant without body": (
        "event_participants", "pieriga-trip-novadi,,babite,", "pieriga-trip-novadi,,,",
        [("event_participants", "city", "", "city and organisation are both blank; ")],
    ),
}  # fmt: skip

PLACES: dict[str, Case] = {
    "swapped": (
        "cities", "50.77664,6.08342", "6.08342,50.77664",
        [("cities", "latitude", "6.08342 50.77664",
          "outside DE; latitude and longitude are swapped")],
    ),
    "null island": (
        "cities", "50.77664,6.08342", "0,0",
        [("cities", "latitude", "0 0", "0, 0 lies in the Gulf of Guinea; leave both blank ")],
    ),
    "another country": (
        "cities", "50.77664,6.08342", "50.77664,26.08342",
        [("cities", "latitude", "50.77664 26.08342",
          "outside every box of DE in country_boxes.csv; mend the place or the country")],
    ),
    "mainland latitude, island longitude": (
        "cities", ",28.46824,-16.25462,", ",40.46824,-16.25462,",
        [("cities", "latitude", "40.46824 -16.25462", "outside every box of ES in ")],
    ),
    "latitude alone": (
        "cities", "50.77664,6.08342", "50.77664,",
        [("cities", "longitude", "", "latitude and longitude go together; give both")],
    ),
    "longitude alone": (
        "cities", "50.77664,6.08342", ",6.08342",
        [("cities", "latitude", "", "latitude and longitude go together; give both")],
    ),
    "country without box": (
        "country_boxes", "LU,mainland,49.3,5.6,50.3,6.6\n", "",
        [("cities", "latitude", "49.60982 6.13268", "LU has no box in country_boxes.csv; add one")],
    ),
    "box upside down": (
        "country_boxes", "LU,mainland,49.3,5.6,50.3,6.6\n", "LU,mainland,50.3,6.6,49.3,5.6\n", [
            ("cities", "latitude", "49.60982 6.13268", "outside every box of LU in "),
            ("country_boxes", "north", "49.3", "expected a latitude above 50.3"),
            ("country_boxes", "east", "5.6", "expected a longitude east of 6.6"),
        ],
    ),
    "region of another country": (
        "cities", ",265208,DEA2D,", ",265208,BEA2D,",
        [("cities", "nuts3", "BEA2D", "a region of another country; NUTS codes of DE begin ")],
    ),
    "Greece is EL in NUTS": (
        "cities", ",EL303,", ",GR303,",
        [("cities", "nuts3", "GR303", "a region of another country; NUTS codes of GR ")],
    ),
    "wrong alpha-3 code": (
        "countries", ",LVA\n", ",LAT\n", [("countries", "alpha3", "LAT", "LV is LVA in ISO 3166-1")]
    ),
    "seat in another country": (
        "organisations", "bragahabit,BragaHabit,braga,PT,", "bragahabit,BragaHabit,braga,ES,", [
            ("memberships", "organisation", "bragahabit",
             "braga is in PT, bragahabit in ES; expected one country"),
            ("organisations", "country", "ES", "braga is in PT; expected the same country"),
        ],
    ),
    "practice in another country": (
        "good_practices", ",dupnitsa,BG,", ",dupnitsa,GR,",
        [("good_practices", "country", "GR", "dupnitsa is in BG; expected the same country")],
    ),
    "practice of an organisation in another country": (
        "good_practices", ",,PT,2024,,,u-jornaldocentro-pt-bf8ab1,",
        ",,ES,2024,,,u-jornaldocentro-pt-bf8ab1,",
        [("good_practices", "country", "ES", "cim-viseu-dao-lafoes is in PT; expected the same ")],
    ),
    "event in another country": (
        "events", ",paris,FR,", ",paris,BE,",
        [("events", "country", "BE", "paris is in FR; expected the same country")],
    ),
    "guest from another country": (
        "event_participants", "aluksnes-nvo-atbalsta-centrs,aluksne,host",
        "aluksnes-nvo-atbalsta-centrs,tartu,host",
        [("event_participants", "organisation", "aluksnes-nvo-atbalsta-centrs",
          "tartu is in EE, aluksnes-nvo-atbalsta-centrs in LV; expected one country")],
    ),
}  # fmt: skip

TIMES: dict[str, Case] = {
    "network ends before it starts": (
        "networks", "uia-transfer,2021,2022,", "uia-transfer,2021,2020,",
        [("networks", "end_year", "2020", "before start_year 2021; expected it after")],
    ),
    "event ends before it starts": (
        "events", "2019-01-31,2019-02-01", "2019-01-31,2019-01-30",
        [("events", "end", "2019-01-30", "before start 2019-01-31; expected it after")],
    ),
    "event without year ends before it starts": (
        "events", "--05-27,--05-28", "--05-27,--05-26",
        [("events", "end", "--05-26", "before start --05-27; expected it after")],
    ),
    "event over New Year": ("events", "--05-27,--05-28", "--12-30,--01-02", []),
    "compared as far as both go": ("events", "2019-01-31,2019-02-01", "2019-01-31,2019-01", []),
    "not to be compared": ("events", "2019-01-31,2019-02-01", "2019-01-31,--01-01", []),
    "member of the Union until before it joined": (
        "countries", "GB,United Kingdom,1973,2020", "GB,United Kingdom,1973,1972",
        [("countries", "eu_member_until", "1972", "before eu_member_since 1973; ")],
    ),
    "label before the practice": (
        "good_practices", ",dupnitsa,BG,2017,2012,", ",dupnitsa,BG,2017,2018,",
        [("good_practices", "label_year", "2017", "before start_year 2018; expected it after")],
    ),
    "network before its programme": (
        "networks", "2nd-chance,2nd Chance,urbact-iii,action-planning,2015,",
        "2nd-chance,2nd Chance,urbact-iii,action-planning,2013,",
        [("networks", "start_year", "2013", "before its programme urbact-iii starts in 2014")],
    ),
    "membership before its network": (
        "memberships", "digiplace,limerick,,partner,,2019,", "digiplace,limerick,,partner,,2017,",
        [("memberships", "end", "2017", "before digiplace starts (2019); mend one of the two")],
    ),
    "membership ends before it starts": (
        "memberships", "digiplace,limerick,,partner,,2019,",
        "digiplace,limerick,,partner,2020,2019,",
        [("memberships", "end", "2019", "before start 2020; expected it after")],
    ),
    "phase after its network": (
        "phases", "2nite,whole,2024-09-01,2026-08-31", "2nite,whole,2024-09-01,2027-08-31",
        [("phases", "end", "2027-08-31", "after 2nite ends (2026); mend one of the two")],
    ),
    "phase before its network": (
        "phases", "active-ngos,phase-1,2018-04-04", "active-ngos,phase-1,2017-04-04",
        [("phases", "start", "2017-04-04", "before active-ngos starts (2018); ")],
    ),
    "phase 2 before phase 1": (
        "phases", "active-ngos,phase-1,2018-04-04", "active-ngos,phase-1,2019-04-04",
        [("phases", "start", "2018-12-04", "before phase-1 is over (2019-04-04); ")],
    ),
    "phase 2 before the end of phase 1": (
        "phases", "active-ngos,phase-1,2018-04-04,", "active-ngos,phase-1,2018-04-04,2019-04-04",
        [("phases", "start", "2018-12-04", "before phase-1 is over (2019-04-04); ")],
    ),
    "part before its whole": (
        "phases", "active-ngos,phase-2-learning,2018-12-04",
        "active-ngos,phase-2-learning,2018-12-03",
        [("phases", "start", "2018-12-03", "before phase-2 starts (2018-12-04); mend one of the ")],
    ),
    "parts longer than their whole": (
        "phases", "active-ngos,phase-2,2018-12-04,,24,", "active-ngos,phase-2,2018-12-04,,23,",
        [("phases", "duration_months", "23", "its parts last 24 months together; expected at ")],
    ),
}  # fmt: skip

OTHERS: dict[str, Case] = {
    "two leads": (
        "memberships", "2nd-chance,caen,,partner,", "2nd-chance,caen,,lead,",
        [("memberships", "role", "lead", "2nd-chance has its lead in line 3 ")],
    ),
    "unknown role": (
        "memberships", "2nd-chance,caen,,partner,", "2nd-chance,caen,,Partner,",
        [("memberships", "role", "Partner", "unknown word; expected one of: lead, partner")],
    ),
    "theme above itself": (
        "themes", "abandoned-spaces,Abandoned Spaces,",
        "abandoned-spaces,Abandoned Spaces,abandoned-spaces",
        [("themes", "broader", "abandoned-spaces", "the broader themes of abandoned-spaces lead ")],
    ),
    "themes in a circle": (
        "themes", "\ninclusion,Inclusion,", "\ninclusion,Inclusion,accessibility", [
            ("themes", "broader", "inclusion", "the broader themes of accessibility "),
            ("themes", "broader", "accessibility", "the broader themes of inclusion "),
        ],
    ),
    "transfer by a network of another type": (
        "networks", "active-ngos,ACTive NGOs,urbact-iii,transfer,",
        "active-ngos,ACTive NGOs,urbact-iii,thematic,",
        [("transfers", "network", "active-ngos", "a network of type thematic; expected one of a ")],
    ),
}  # fmt: skip

CASES = {**KEYS, **REFERENCES, **PLACES, **TIMES, **OTHERS}


def test_there_are_cases_for_every_rule() -> None:
    """No case hides another of the same name."""
    groups = (KEYS, REFERENCES, PLACES, TIMES, OTHERS)
    assert len(CASES) == sum(map(len, groups)) == 61


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the shipped tables."""
    return shutil.copytree(locate("data"), tmp_path / "data")


def edit(folder: Path, table: str, old: str, new: str) -> None:
    """Change one place of a table; the place must be there, and only once or as the first."""
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{table}.csv does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


@pytest.mark.parametrize("name", CASES)
def test_rule_is_broken_with_these_faults_and_no_other(folder: Path, name: str) -> None:
    """One wrong cell gives exactly the faults that follow, each with file, column and value."""
    table, old, new, expected = CASES[name]
    edit(folder, table, old, new)
    found = find_faults(folder)
    assert sorted((f.file, f.column, f.value) for f in found) == sorted(
        (f"{folder / place}.csv", column, value) for place, column, value, _ in expected
    )
    unsaid = [r for _, _, _, r in expected if not any(f.rule.startswith(r) for f in found)]
    assert unsaid == []


def test_swarm_of_dangling_references_is_listed_soon(folder: Path) -> None:
    """Two thousand references to nowhere are all listed, with near ids for the first few."""
    path = folder / "memberships.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    rows = [row.replace(",", ",x", 1) if ",," not in row[:60] else row for row in rows]
    rows = [f"{n}x{row}" for n, row in enumerate(rows)]
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    found = [f for f in find_faults(folder) if f.column == "network"]
    assert len(found) == len(rows) > 2000
    assert 0 < sum("perhaps" in f.rule for f in found) <= 25


def test_references_into_a_table_that_cannot_be_read_are_not_blamed(folder: Path) -> None:
    """A missing or headless table is one fault; the thousands of rows that need it are none."""
    (folder / "cities.csv").unlink()
    (folder / "sources.csv").write_text("id;title\n", encoding="utf-8")
    assert [f.file for f in find_faults(folder)] == [
        f"{folder}/cities.csv",
        f"{folder}/sources.csv",
    ]


def test_references_to_a_broken_row_are_not_blamed(folder: Path) -> None:
    """A row that cannot be parsed is one fault; the rows that name its id are none."""
    edit(folder, "cities", "aachen,Aachen,", 'aachen,"Aachen,')
    (fault,) = find_faults(folder)
    assert (fault.line, fault.rule[:24]) == (3, "a quotation mark opens h")
