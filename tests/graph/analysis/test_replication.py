"""Every kind of difference to a table of P. Gourdon's form is found, and docs/replication.md holds.

The tables compared are made of our facts: his own states no licence and is not here.
"""

from __future__ import annotations

import csv
import importlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hanse.errors import DatasetError
from hanse.resources import locate
from hanse.tables import read_tables

if TYPE_CHECKING:
    from typing import Any

    from hanse.analysis import Affiliations
    from hanse.model import Tables

    Rows = list[dict[str, str]]

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "replication.md").read_text("utf-8")
COLUMNS = (
    *("Code_Network", "NameCity", "CodeCity", "Country", "Continent", "Region", "City.Statut"),
    *("Sources", "Years", "Network", "Description", "LeadPartnerCountry", "Url", "Start", "End"),
    *("geonameId", "asciiName", "lng_GN", "lat_GN"),
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    """Read the shipped tables."""
    return read_tables(locate("data"))


def _load(name: str) -> Any:
    """Import a module of the bench, as its scripts do."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"bench.{name}")


@pytest.fixture
def ours(tables: Tables) -> Rows:
    """Write our cities of URBACT I to III as rows of his form."""
    cities = {city.id: city for city in tables.cities}
    networks = {one.id: one for one in tables.networks if one.programme != "urbact-iv"}
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for one in tables.memberships:
        if one.network in networks and one.city:
            city, network = cities[one.city], networks[one.network]
            lead = rows.get((network.id, city.id), {}).get("City.Statut") == "Lead Partner"
            rows[network.id, city.id] = dict.fromkeys(COLUMNS, "") | {
                "Code_Network": network.id,
                "NameCity": city.name,
                "Country": {"GB": "UK"}.get(city.country, city.country),
                "City.Statut": "Lead Partner" if lead or one.role == "lead" else "Partner",
                "Network": network.name,
                "Start": str(network.start_year or "NA"),
                "geonameId": city.geonames_id or "NA",
            }
    return list(rows.values())


def _write(rows: Rows, file: Path) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return file


def _compare(rows: Rows, tables: Tables, folder: Path) -> Any:
    differences, gourdon = _load("differences"), _load("gourdon")
    read = gourdon.read_rows(_write(rows, folder / "raw.csv"))
    return differences.Comparison(read, differences.Ours(tables))


def _find(rows: Rows, tables: Tables, folder: Path) -> list[Any]:
    found: list[Any] = _load("differences").find_differences(_compare(rows, tables, folder))
    return found


def _pick(rows: Rows, network: str, city: str = "") -> Rows:
    """Give the rows of a network, or of a city in any network or in that one."""
    return [
        row
        for row in rows
        if network in {"", row["Code_Network"]} and city in {"", row["NameCity"]}
    ]


def test_our_own_table_has_no_difference(
    ours: Rows, tables: Tables, shipped: Affiliations, tmp_path: Path
) -> None:
    """What is written from our facts is ours, and has our dimensions."""
    comparison = _compare(ours, tables, tmp_path)
    assert _load("differences").find_differences(comparison) == []
    measured = _load("replicate").compare_dimensions(comparison, shipped)
    assert list(measured) == list(_load("gourdon").PUBLISHED)
    for theirs, both, here in measured.values():
        assert theirs == both == here
        assert here.ties > 300


def test_ids_are_compared(ours: Rows, tables: Tables, tmp_path: Path) -> None:
    """One id of two cities, two ids of one, another id and a missing one are told apart."""
    ids = {row["NameCity"]: row["geonameId"] for row in ours}
    for row in _pick(ours, "", "Salford"):
        row["geonameId"] = ids["Manchester"]
    _pick(ours, "", "Riga")[0]["geonameId"] = "987654321"
    for row in _pick(ours, "", "Venice"):
        row["geonameId"] = "987654322"
    for row in _pick(ours, "", "Ghent"):
        row["geonameId"] = "GN00"
    _pick(ours, "", "Turin")[0]["geonameId"] = "NA"  # what other rows tell is no difference
    found = _find(ours, tables, tmp_path)
    assert [(one.kind, one.theirs, one.ours, one.source) for one in found] == [
        ("id split", ids["Manchester"], "Manchester, Salford", "geonames"),
        ("ids merged", f"{ids['Riga']}, 987654321", f"Riga ({ids['Riga']})", "geonames"),
        ("id replaced", "987654322", f"Venice ({ids['Venice']})", "geonames"),
        ("id replaced", "none", f"Ghent ({ids['Ghent']})", "geonames"),
    ]


def test_members_and_leads_are_compared(ours: Rows, tables: Tables, tmp_path: Path) -> None:
    """A member more or less, a body instead of a city, another lead; each with our source."""
    (aachen,) = _pick(ours, "fin-urb-act", "Aachen")
    aachen["City.Statut"] = "Partner"
    (berlin,) = [dict(aachen, NameCity="Berlin", geonameId="2950159")]
    berlin["City.Statut"] = "Lead Partner"
    (nodus, *_) = _pick(ours, "nodus")
    barcelona = dict(nodus, NameCity="Barcelona", geonameId="3128760")
    gone = _pick(ours, "evue", "Zografou")
    rows = [row for row in ours if row not in gone] + [berlin, barcelona]
    sources = {
        (one.network, one.city or one.organisation): one.source for one in tables.memberships
    }
    body = "Generalitat de Catalunya"
    assert _find(rows, tables, tmp_path) == [
        ("lead corrected", "FIN-URB-ACT", "Berlin", "Aachen", sources["fin-urb-act", "aachen"]),
        (
            *("body for city", "Nodus", "Barcelona", body),
            sources["nodus", "generalitat-de-catalunya"],
        ),
        ("member added", "EVUE", "", "Zografou", sources["evue", "zografou"]),
        ("member removed", "FIN-URB-ACT", "Berlin", "", ""),
    ]


def test_body_as_lead_is_a_correction(ours: Rows, tables: Tables, tmp_path: Path) -> None:
    """Where a city leads there and a body of it here, the lead is corrected too."""
    (nodus, *_) = _pick(ours, "nodus")
    lead = {"NameCity": "Barcelona", "geonameId": "3128760", "City.Statut": "Lead Partner"}
    found = _find([*ours, nodus | lead], tables, tmp_path)
    assert [one.kind for one in found] == ["lead corrected", "body for city"]
    assert {one.ours for one in found} == {"Generalitat de Catalunya"}


def test_member_who_gave_way_has_the_source_of_who_came(
    ours: Rows, tables: Tables, tmp_path: Path
) -> None:
    """A city that another one stands for: the source of the other speaks against it."""
    (aachen,) = _pick(ours, "fin-urb-act", "Aachen")
    aachen |= {"NameCity": "Berlin", "geonameId": "2950159"}
    (source,) = [
        one.source
        for one in tables.memberships
        if (one.network, one.city) == ("fin-urb-act", "aachen")
    ]
    assert _find(ours, tables, tmp_path) == [
        ("lead corrected", "FIN-URB-ACT", "Berlin", "Aachen", source),
        ("member added", "FIN-URB-ACT", "", "Aachen", source),
        ("member removed", "FIN-URB-ACT", "Berlin", "", source),
    ]


def test_city_leads_where_one_of_its_bodies_does(tables: Tables) -> None:
    """A city for which two bodies act leads if one of them does, whichever row is first."""
    one, other = [row for row in tables.memberships if row.network == "nodus" and row.city][:2]
    for roles in (("lead", "partner"), ("partner", "lead")):
        rows = [replace(one, role=roles[0]), replace(one, role=roles[1]), other]
        ours = _load("differences").Ours(replace(tables, memberships=tuple(rows)))
        leads = {city: stand.lead for city, stand in ours.cities["nodus"].items()}
        assert leads == {one.city: True, other.city: False}


def test_networks_are_compared(ours: Rows, tables: Tables, tmp_path: Path) -> None:
    """A renamed network is known by its members; one that only one side has is told."""
    for row in _pick(ours, "digiplace"):
        row["Network"] = "Digital Places 4 All"
    rows = [row for row in ours if row["Code_Network"] != "mile"]
    extra = _pick(ours, "digiplace")[0] | {"Code_Network": "999", "Network": "Elsewhere"}
    found = _find([*rows, extra], tables, tmp_path)
    source = next(one.source for one in tables.networks if one.id == "digiplace")
    assert [one[:4] for one in found] == [
        ("network renamed", "DigiPlace", "Digital Places 4 All", "DigiPlace"),
        ("network added", "MILE", "", "MILE"),
        ("network removed", "Elsewhere", "Elsewhere", ""),
    ]
    assert found[0].source == source


def test_names_are_enough_to_find_cities(ours: Rows, tables: Tables, tmp_path: Path) -> None:
    """Without any id, in capitals and with other apostrophes, every city is found by its name."""
    for row in ours:
        row["NameCity"] = row["NameCity"].upper().replace("'", "’")
        row["geonameId"] = "NA"
    found = _find(ours, tables, tmp_path)
    assert {one.kind for one in found} == {"id replaced"}


def test_programmes_of_strangers_go_by_their_years(
    ours: Rows, tables: Tables, tmp_path: Path
) -> None:
    """A network that is not ours is of the programme in whose years it began."""
    strange = [
        _pick(ours, "mile")[0] | {"Code_Network": f"x{year}", "Network": f"x{year}", "Start": year}
        for year in ("2000", "2013", "2015", "NA")
    ]
    comparison = _compare(strange, tables, tmp_path)
    programmes = [comparison.find_programme(row) for row in comparison.rows]
    assert programmes == ["URBACT I", "URBACT II", "URBACT III", "URBACT III"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("geonameId", "gid", r":1: no column geonameId; expected Code_Network, .*found .*gid"),
        ("Lead Partner", "Chief", r":2: City.Statut is Chief; expected Lead Partner or Partner"),
        (";Brussels;", ";;", r":2: NameCity is empty; fill it, or leave the row out"),
        (";2015;;2800866;;;", ";2015", r":2: 14 cells, expected at least 16"),
        ("Brussels", '"Brussels" x', r":2: not CSV"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    """A wrong column, role, name or row: file, line and what was expected."""
    row = "1;Brussels;;BE;;;Lead Partner;;;Net;;;;2015;;2800866;;;"
    file = tmp_path / "raw.csv"
    file.write_text(f"{';'.join(COLUMNS)}\n{row}\n".replace(old, new), encoding="utf-8")
    with pytest.raises(DatasetError, match=f"^{re.escape(str(file))}{told}"):
        _load("gourdon").read_rows(file)


def test_files_that_are_no_table_are_told(tmp_path: Path) -> None:
    """A missing file, another encoding, and a header alone."""
    read, file = _load("gourdon").read_rows, tmp_path / "raw.csv"
    with pytest.raises(DatasetError, match="file is missing"):
        read(file)
    file.write_bytes(";".join(COLUMNS).encode() + b"\n1;M\xe1laga\n")
    with pytest.raises(DatasetError, match=r":2: not UTF-8; save the file as UTF-8"):
        read(file)
    file.write_text(",".join(COLUMNS), encoding="utf-8")
    with pytest.raises(DatasetError, match="no row"):
        read(file)


def test_command_tells_dimensions_kinds_and_details(
    ours: Rows, tables: Tables, tmp_path: Path
) -> None:
    """Started as a script it prints three tables, as CSV the differences, and no traceback."""
    gone = _pick(ours, "evue", "Zografou")
    file = _write([row for row in ours if row not in gone], tmp_path / "raw.csv")

    def run(*words: str | Path) -> tuple[int, str, str]:
        command = [sys.executable, str(ROOT / "bench" / "replicate.py"), *map(str, words)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=ROOT)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    code, text, said = run(file, "--details")
    assert (code, said) == (0, "")
    counted = re.search(r"^all +cities +591 +(\d+) +(\d+) +(\d+)", text, re.MULTILINE)
    assert counted
    theirs, both, here = map(int, counted.groups())
    assert theirs + 1 == both == here
    assert re.search(r"^member added +1 +a city that takes part here only", text, re.MULTILINE)
    (source,) = [one for one in tables.sources if one.id == "u-urbact-eu-74aeb8"]
    assert re.search(
        rf"^member added +EVUE +Zografou +{source.id} +{source.title}", text, re.MULTILINE
    )
    listed = "kind,network,theirs,ours,source,title\r\nmember added,EVUE,,Zografou,"
    code, text, said = run(file, "--format", "csv")
    assert (code, said) == (0, "")
    assert text.replace("\r\n", "\n").startswith(listed.replace("\r\n", "\n"))
    code, text, said = run(tmp_path / "none.csv")
    assert (code, text) == (1, "")
    assert "none.csv: file is missing" in said
    assert "Traceback" not in said


def _read_table(head: str) -> list[list[str]]:
    lines = TEXT[TEXT.index(head) :].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_page_counts_what_makes_the_difference() -> None:
    """The kinds are those of the script, and the ties of his file become ours by their counts."""
    kinds = {row[0]: int(row[1]) for row in _read_table("| kind | count |")}
    assert list(kinds) == list(_load("differences").KINDS)
    told = re.search(
        r"The ([\d,]+) ties of his file, (\d+) added, (\d+) removed and (\d+) that are a body's, "
        r"are our ([\d,]+) to 2019",
        " ".join(TEXT.split()),
    )
    assert told
    his, added, removed, bodies, ours = (int(one.replace(",", "")) for one in told.groups())
    assert (added, removed, bodies) == tuple(
        kinds[kind] for kind in ("member added", "member removed", "body for city")
    )
    assert his + added - removed - bodies == ours


def test_page_says_which_tables_were_compared() -> None:
    """His table is not here: what was counted in it is of the version of ours that is named."""
    (version,) = re.findall(r"our tables of version `([\d.]+)`", TEXT)
    assert version <= (locate("data") / "VERSION").read_text("utf-8").strip()


def test_page_names_things_that_are_in_the_tables(tables: Tables) -> None:
    """Networks, cities, bodies and sources of the page have their rows."""
    things = {one.name for one in tables.cities} | {one.name for one in tables.organisations}
    networks = {one.name for one in tables.networks}
    sources = {one.id for one in tables.sources}
    rows = _read_table("| network | here |")
    assert len(rows) > 10
    for network, here, _, source in rows:
        assert network in networks
        assert set(here.split("; ")) <= things
        assert source.strip("`") in sources


def test_page_names_cities_that_have_ids_of_their_own(tables: Tables) -> None:
    """The cities named as one id there are several here."""
    ids = {city.name: city.geonames_id for city in tables.cities}
    for (cell,) in _read_table("| cities with ids of their own |"):
        several = [ids[name] for name in cell.split("; ")]
        assert len(set(several)) == len(several) > 1
