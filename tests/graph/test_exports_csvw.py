"""The CSVW export, read back by our own reading of the standard."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from hanse.access import Graph
from hanse.errors import OutputError
from hanse.namespaces import HANSE, ID, PREFIXES
from hanse.release.exports import export_dataset
from hanse.release.sheets import ALIAS, LABEL, LINKS, SHEETS, SOURCE
from hanse.release.statements import TYPE, index_lines
from hanse.release.vocabulary import list_stated
from hanse.spreadsheet import guard_cell, write_rows
from hanse.store.embedded import load_lines

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from hanse.dataset import Dataset

XSD = PREFIXES["xsd"]
RDFS, SCHEMA = PREFIXES["rdfs"], PREFIXES["schema"]


class Group:
    """A CSVW folder, read as the Metadata Vocabulary and csv2rdf (minimal mode) say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata: dict[str, Any] = json.loads((folder / "csv-metadata.json").read_bytes())
        self.tables: dict[str, dict[str, Any]] = {t["url"]: t for t in self.metadata["tables"]}

    def read(self, url: str) -> list[dict[str, str]]:
        """Read the rows of a table as cells by column name."""
        with (self.folder / url).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def triples(self) -> set[str]:
        """Turn every cell that gives a triple into it."""
        return {
            triple
            for url, table in self.tables.items()
            for row in self.read(url)
            for triple in _convert(row, table["tableSchema"])
        }


def _expand(template: str, row: dict[str, str]) -> str:
    """Expand {+name} (RFC 6570, section 3.2.3) for values without characters to encode."""
    return re.sub(r"\{\+(\w+)\}", lambda found: row[found[1]], template)


def _convert(row: dict[str, str], schema: dict[str, Any]) -> list[str]:
    subject = f"<{_expand(schema['aboutUrl'], row)}>" if "aboutUrl" in schema else ""
    found: list[str] = []
    for column in schema["columns"]:
        if column.get("suppressOutput") or not (column.get("virtual") or row[column["name"]]):
            continue
        if "valueUrl" in column:
            value = f"<{_expand(column['valueUrl'], row)}>"
        else:
            datatype = ox.NamedNode(XSD + column["datatype"])
            value = str(ox.Literal(row[column["name"]], datatype=datatype))
        found.append(f"{subject} <{column['propertyUrl']}> {value} .\n")
    return found


@pytest.fixture(scope="module")
def group(built: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Group:
    """Export the shipped dataset once."""
    folder = tmp_path_factory.mktemp("csvw") / "tables"
    export_dataset(Graph(built.store, "built"), "csvw", folder)
    return Group(folder)


def test_one_table_for_each_class_and_link(group: Group) -> None:
    """The folder holds a table a class and a link, the names, the metadata and nothing else."""
    names = ["names", *(sheet.name for sheet in SHEETS), *(link.name for link in LINKS)]
    expected = {f"{name}.csv" for name in names}
    assert expected == set(group.tables)
    assert {*expected, "csv-metadata.json"} == {path.name for path in group.folder.iterdir()}


def test_rows_are_as_many_as_things(group: Group, built: Dataset) -> None:
    """Every class has as many rows as the dataset has things of it."""
    expected = {sheet.name: built.counts[sheet.class_.removeprefix(HANSE)] for sheet in SHEETS}
    assert expected == {sheet.name: len(group.read(f"{sheet.name}.csv")) for sheet in SHEETS}


def test_every_triple_of_the_metadata_is_true(group: Group, built: Dataset) -> None:
    """Converted to RDF, the tables give triples of the dataset and no others."""
    triples = group.triples()
    assert len(triples) > 15_000
    assert triples <= set(built.lines)


def test_what_is_stated_of_things_is_in_some_table(group: Group, built: Dataset) -> None:
    """Nothing stated is lost: what gives no triple stands as a name or as a date cell."""
    told = index_lines(group.triples())
    names = {(row["thing"], row["language"], row["name"]) for row in group.read("names.csv")}
    dates = {f"{SCHEMA}startDate", f"{SCHEMA}endDate", f"{PREFIXES['dct']}date"}
    stated = list_stated(index_lines(built.lines))
    missed: list[str] = []
    for thing in told:
        for property_, values in stated[thing].items():
            for value in set(values) - set(told[thing].get(property_, ())):
                literal = next(iter(ox.parse(f"<a:a> <a:b> {value} .", ox.RdfFormat.N_TRIPLES)))
                text = getattr(literal.object, "value", "")
                language = getattr(literal.object, "language", None) or ""
                named = (thing[len(ID) + 1 : -1], language, text) in names
                if not (named and property_ in {LABEL, ALIAS}) and property_ not in dates:
                    missed.append(f"{thing} {property_} {value}")
    assert missed == []


def test_dates_stand_in_cells_unchanged(group: Group, built: Dataset) -> None:
    """A date that CSVW has no datatype for stands in its cell as exact as in the dataset."""
    expected = {
        (subject[len(ID) + len("membership/") + 1 : -1], values[0].split('"')[1])
        for subject, said in index_lines(built.lines).items()
        if f"<{HANSE}Membership>" in said.get(TYPE, ())
        for values in [said.get(f"{SCHEMA}startDate", [])]
        if values
    }
    cells = {(row["id"], row["start"]) for row in group.read("memberships.csv") if row["start"]}
    assert expected == cells


def test_metadata_fit_the_tables(group: Group) -> None:
    """Columns stand in the header's order under names that CSVW takes, with known datatypes."""
    known = {"string", "integer", "decimal", "gYear", "gYearMonth", "date", "anyURI"}
    seen = 0
    for url, table in group.tables.items():
        columns = [c for c in table["tableSchema"]["columns"] if not c.get("virtual")]
        with (group.folder / url).open(encoding="utf-8") as file:
            header = file.readline().rstrip("\n").split(",")
        assert header == [column["name"] for column in columns]
        for column in columns:
            titles = column["titles"]
            assert column["name"] in ([titles] if isinstance(titles, str) else titles)
            assert re.fullmatch("[a-z][a-z0-9_]*", column["name"])
            assert column["datatype"] in known
            seen += 1
    assert group.metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    assert seen > 120


def test_keys_hold(group: Group) -> None:
    """A primary key names each row once, a foreign key always finds its row."""
    seen = 0
    for url, table in group.tables.items():
        rows = group.read(url)
        primary = table["tableSchema"].get("primaryKey", [])
        names = [primary] if isinstance(primary, str) else primary
        if names:
            assert len({tuple(row[name] for name in names) for row in rows}) == len(rows)
        for key in table["tableSchema"].get("foreignKeys", []):
            target = {row["id"] for row in group.read(key["reference"]["resource"])}
            assert {row[key["columnReference"]] for row in rows} <= target
            seen += 1
    assert seen == 10


def test_every_table_has_a_key(group: Group) -> None:
    """Each row can be told from every other by its key."""
    assert [url for url, t in group.tables.items() if "primaryKey" not in t["tableSchema"]] == []
    assert group.tables["events_in.csv"]["tableSchema"]["primaryKey"] == ["event", "cooperation"]
    kinds = {row["cooperation"].partition("/")[0] for row in group.read("events_in.csv")}
    assert kinds == {"network", "project"}


def test_licence_and_credits_stand_in_the_metadata(group: Group) -> None:
    """Who takes the folder alone knows its licence and whom to credit."""
    assert "creativecommons.org/licenses/by/4.0" in group.metadata["dc:license"]["@id"]
    assert any("GeoNames" in credit for credit in group.metadata["dc:rights"])


def test_asserted_triples_alone_give_the_same_tables(
    group: Group, built: Dataset, tmp_path: Path
) -> None:
    """A dataset without derived triples gives the same tables, but for the derived years."""
    export_dataset(Graph(load_lines(built.asserted), "asserted"), "csvw", tmp_path / "out")
    other = Group(tmp_path / "out")
    years = ("start_year", "end_year")
    for url in group.tables:
        rows, same = group.read(url), other.read(url)
        for row in (*rows, *same):
            for name in years:
                row.pop(name, None)
        if url == "themes_of.csv":  # the main theme is a theme by a rule
            rows = [row for row in rows if row in same]
        assert rows == same, url


FOREIGN = [
    f"<http://example.org/c> <{PREFIXES['rdf']}type> <{HANSE}City> .\n",
    f'<http://example.org/c> <{LABEL}> "One" .\n',
    f'<http://example.org/c> <{LABEL}> "Two" .\n',
    f'<http://example.org/c> <{HANSE}population> "5"^^<{XSD}int> .\n',
    '<http://example.org/c> <http://example.org/mayor> "none" .\n',
    f"<http://example.org/c> <{HANSE}country> <http://example.org/land> .\n",
    f"<http://example.org/c> <{SOURCE}> <{ID}source/s> .\n",
    f'<http://example.org/c> <{ALIAS}> "1"^^<{XSD}integer> .\n',
    f"_:b <{PREFIXES['rdf']}type> <{HANSE}City> .\n",
]


def test_foreign_things_are_told_in_full(tmp_path: Path) -> None:
    """Other IRIs, second values and unknown properties have their place, and nothing is lost."""
    export_dataset(Graph(load_lines(FOREIGN), "foreign"), "csvw", tmp_path / "out")
    group = Group(tmp_path / "out")
    cities = {row["id"]: row for row in group.read("cities.csv")}
    assert set(cities) == {"http://example.org/c", "_:c14n0"}
    assert cities["http://example.org/c"]["name"] == "One"
    assert group.tables["cities.csv"]["tableSchema"]["aboutUrl"] == "{+id}"
    assert {row["name"] for row in group.read("names.csv")} == {"Two"}
    assert group.read("sources_of.csv") == [{"thing": "http://example.org/c", "source": "s"}]
    rest = {(row["property"], row["value"]) for row in group.read("more_values.csv")}
    assert rest == {
        ("http://example.org/mayor", "none"),
        (f"{HANSE}country", "http://example.org/land"),
        (ALIAS, "1"),
    }


UNHELD = [
    f"<http://example.org/c> <{PREFIXES['rdf']}type> <http://example.org/Capital> .\n",
    f"<http://example.org/p> <{PREFIXES['rdf']}type> <http://xmlns.com/foaf/0.1/Person> .\n",
    f'<http://example.org/p> <{LABEL}> "A person" .\n',
]


def test_what_no_table_holds_is_counted(built: Dataset, tmp_path: Path) -> None:
    """What is said of other classes is counted; of our own datasets nothing is left out."""
    for lines, left_out in [
        (built.lines, 0),
        (built.asserted, 0),
        (FOREIGN, 0),
        ([*FOREIGN, *UNHELD], 3),
        ([*built.lines, *UNHELD[1:]], 2),
    ]:
        graph = Graph(load_lines(lines), "test")
        assert export_dataset(graph, "csvw", tmp_path / "out") == left_out
    assert export_dataset(graph, "ntriples", tmp_path / "out.nt") == 0


def test_what_is_left_out_is_told(
    tmp_path: Path, run_hanse: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """The command says how many triples the tables have no place for, and nothing where none."""
    for lines, told in [(FOREIGN, ""), (FOREIGN + UNHELD, "tables: 3 triples tell of what the ")]:
        (tmp_path / "foreign.nt").write_text("".join(lines), "utf-8")
        words = ("export", "--format", "csvw", "--dataset", "foreign.nt", "-o", "tables")
        done = run_hanse(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, b"")
        assert done.stderr.decode()[: len(told) or None] == told


GUARDED = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"),
    *("'=1", '"=1', "''+1", "\"'@x", "＝1", "＋1", "－1", "＠x"),
)
UNTOUCHED = ("", "Riga", "1=1", "a-b", "'tis", '"quoted"', "'", " =1", "3.5", "Rīga + Liepāja")


@pytest.mark.parametrize("cell", GUARDED)
def test_formulas_are_guarded(cell: str) -> None:
    """A cell that a spreadsheet would run gets one ' and comes back by taking it away."""
    assert guard_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", UNTOUCHED)
def test_other_cells_stay(cell: str) -> None:
    """A cell that no spreadsheet would run is not touched."""
    assert guard_cell(cell) == cell


def test_cells_come_back_from_csv() -> None:
    """Machine CSV gives every cell back unchanged, line ends and quotation marks included."""
    rows = [[cell, "x"] for cell in (*GUARDED, *UNTOUCHED, 'a"b', "a,b", "a\r\nb", "a\rb", "\r")]
    lines = write_rows(rows).splitlines(keepends=True)
    assert rows == list(csv.reader(lines, strict=True))


def test_spreadsheet_guards_files_and_machine_does_not(tmp_path: Path) -> None:
    """The name of a city reaches programs unchanged and spreadsheets guarded."""
    name = '=HYPERLINK("http://example.org")'
    subject = f"<{ID}city/x>"
    lines = [f"{subject} <{TYPE}> <{HANSE}City> .\n", f"{subject} <{LABEL}> {ox.Literal(name)} .\n"]
    graph = Graph(load_lines(lines), "test")
    export_dataset(graph, "csvw", tmp_path / "out")
    assert Group(tmp_path / "out").read("cities.csv")[0]["name"] == name
    export_dataset(graph, "csvw", tmp_path / "out", spreadsheet=True)
    data = (tmp_path / "out" / "cities.csv").read_text(encoding="utf-8")
    row = list(csv.reader(data.splitlines()))[1]
    assert (data[0], row[1]) == ("\ufeff", f"'{name}")


def test_earlier_export_is_replaced_and_foreign_folder_is_not(
    built: Dataset, tmp_path: Path
) -> None:
    """Only a folder of an earlier export is replaced: a folder of tables of others is safe."""
    folder = tmp_path / "tables"
    export_dataset(Graph(load_lines(FOREIGN), "foreign"), "csvw", folder)
    assert (folder / "more_values.csv").is_file()
    export_dataset(Graph(load_lines(built.lines[:50]), "part"), "csvw", folder)
    assert not (folder / "more_values.csv").exists()
    tables = [{"url": path.name} for path in folder.glob("*.csv")]
    metadata = {"dc:isFormatOf": {"@id": "http://example.org/"}, "tables": tables}
    (folder / "csv-metadata.json").write_text(json.dumps(metadata))
    with pytest.raises(OutputError, match="did not write"):
        export_dataset(Graph(load_lines(FOREIGN), "foreign"), "csvw", folder)
    (folder / "csv-metadata.json").unlink()
    before = (folder / "cities.csv").read_bytes()
    with pytest.raises(OutputError, match="did not write"):
        export_dataset(Graph(load_lines(FOREIGN), "foreign"), "csvw", folder)
    assert before == (folder / "cities.csv").read_bytes()
