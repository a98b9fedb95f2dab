"""The dataset says of itself what is true, and a broken input is named, not built."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from hanse.dataset import build_dataset
from hanse.dataset.build import read_version, read_vocabulary
from hanse.dataset.rows import locate_rows
from hanse.errors import DatasetError, TableError
from hanse.namespaces import DATASET, DCT, HANSE, ID, ONTOLOGY, OWL, RDF, VOID, XSD
from hanse.release import check_tables
from hanse.resources import locate

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset


def _select(dataset: Dataset, query: str) -> list[list[str]]:
    answer = dataset.store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return [[getattr(term, "value", "") for term in row] for row in answer]


def test_counts_are_what_a_query_counts(built: Dataset) -> None:
    """Each class partition states the number of things that COUNT gives for its class."""
    stated = _select(
        built,
        f"SELECT ?class ?number WHERE {{ <{DATASET}> <{VOID}classPartition> ?part ."
        f" ?part <{VOID}class> ?class ; <{VOID}entities> ?number }}",
    )
    counted = _select(
        built,
        f"SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {{ ?thing a ?class"
        f" FILTER (STRSTARTS(STR(?class), '{HANSE}')) }} GROUP BY ?class",
    )
    assert sorted(stated) == sorted(counted)
    assert len(stated) > 30
    assert built.counts == {class_.removeprefix(HANSE): int(n) for class_, n in stated}


def test_the_number_of_triples_is_that_of_the_lines(built: Dataset) -> None:
    """void:triples counts every line of the dataset, itself included."""
    ((triples,),) = _select(built, f"SELECT ?n WHERE {{ <{DATASET}> <{VOID}triples> ?n }}")
    assert int(triples) == len(built.lines) == len(set(built.lines)) == len(built.store)


def test_entities_count_each_thing_once(built: Dataset) -> None:
    """void:entities is the number of things of our classes that are no concepts of the ontology."""
    ((stated,),) = _select(built, f"SELECT ?n WHERE {{ <{DATASET}> <{VOID}entities> ?n }}")
    pattern = re.compile(rf"<{ID}[^>]+> <{RDF}type> <{HANSE}[^>]+> \.\n")
    things = {line.split(" ")[0] for line in built.lines if pattern.fullmatch(line)}
    assert int(stated) == len(things)


def test_lines_are_sorted_and_hold_what_is_asserted(built: Dataset) -> None:
    """Both lists are sorted, without repetition, and one holds the other and the ontology."""
    for lines in (built.asserted, built.lines):
        assert lines == sorted(set(lines))
        assert all(line.endswith(" .\n") for line in lines)
    assert set(built.asserted) < set(built.lines)
    assert set(read_vocabulary(locate("ontology"))) < set(built.lines)
    assert not set(read_vocabulary(locate("ontology"))) & set(built.asserted)


def test_rules_and_shapes_are_no_part_of_the_dataset(built: Dataset) -> None:
    """The dataset has the terms of the ontology and nothing of SHACL."""
    assert not [line for line in built.lines if "http://www.w3.org/ns/shacl#" in line]


def test_the_description_is_complete(built: Dataset) -> None:
    """Title, licence, attribution, version, how to cite and the ontology it follows are stated."""
    found = dict(_select(built, f"SELECT ?p ?o WHERE {{ <{DATASET}> ?p ?o }}"))
    assert found[f"{DCT}license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found[f"{DCT}conformsTo"] == f"{ONTOLOGY}/{built.ontology_version}"
    assert found[f"{OWL}versionInfo"] == built.data_version
    assert built.data_version in found[f"{DCT}bibliographicCitation"]
    rights = " ".join(
        value for (value,) in _select(built, f"SELECT ?o WHERE {{ <{DATASET}> <{DCT}rights> ?o }}")
    )
    for owner in ("GeoNames", "EuroGeographics", "Wikidata", "Natural Earth", "CLDR"):
        assert owner in rights


def test_every_row_with_a_source_names_it(built: Dataset) -> None:
    """Each membership, participation, practice, event, network, phase and transfer is sourced."""
    classes = "Membership Participation GoodPractice Event Cooperation Phase Transfer"
    for name in classes.split():
        unsourced = _select(
            built,
            f"SELECT ?x WHERE {{ ?x a <{HANSE}{name}>"
            " MINUS { ?x <http://www.w3.org/ns/prov#hadPrimarySource> ?source } }",
        )
        assert unsourced == [], name


def test_rows_are_found_for_things(built: Dataset) -> None:
    """The way back from a thing to the line of its table is that of the file."""
    rows = locate_rows(built.tables)
    both = next(row for row in built.tables.memberships if row.city and row.organisation)
    for kind, file, start in (
        (
            f"membership/{both.network}/{both.organisation}",
            "memberships.csv",
            f"{both.network},{both.city},{both.organisation},",
        ),
        ("city/riga", "cities.csv", "riga,"),
        ("country/LV", "countries.csv", "LV,"),
        ("membership/2nd-chance/caen", "memberships.csv", "2nd-chance,caen,"),
        ("phase/active-ngos/phase-2", "phases.csv", "active-ngos,phase-2,"),
        ("project/daugavkrasts-kapacitate", "projects.csv", "daugavkrasts-kapacitate,"),
        (
            "participation/daugavkrasts-kapacitate/area/kekava",
            "project_members.csv",
            "daugavkrasts-kapacitate,,kekava,area",
        ),
    ):
        found, line = rows[f"<{ID}{kind}>"]
        text = (locate("data") / file).read_text(encoding="utf-8").split("\n")[line - 1]
        assert (found, text.startswith(start)) == (file, True), kind


def test_a_byte_order_mark_changes_nothing(small_data: Path) -> None:
    """Tables saved with a UTF-8 byte order mark give the same dataset."""
    plain = build_dataset(small_data, locate("ontology")).lines
    for path in small_data.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert build_dataset(small_data, locate("ontology")).lines == plain


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"]
)
def test_an_address_of_another_scheme_is_a_fault(small_data: Path, address: str) -> None:
    """A url that is no web address never becomes an IRI of the graph."""
    path = small_data / "networks.csv"
    content = path.read_text(encoding="utf-8").replace("https://example.org/ring", f'"{address}"')
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=r"networks\.csv:2:url: "):
        build_dataset(small_data, locate("ontology"))


@pytest.mark.parametrize("version", ["", " ", "2020 01", 'x"y', "a\nb", "x" * 50, "<b>"])
def test_a_version_is_one_word(small_data: Path, version: str) -> None:
    """What stands in VERSION goes into titles and citations, so it must be a version."""
    (small_data / "VERSION").write_text(version, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"VERSION:1: .*expected one version"):
        build_dataset(small_data, locate("ontology"))


def test_a_missing_version_is_a_warning(small_data: Path) -> None:
    """A dataset that nobody can cite by version is built, and never without a word."""
    _, before = check_tables(small_data, locate("ontology"))
    (small_data / "VERSION").unlink()
    _, remarks = check_tables(small_data, locate("ontology"))
    warned = [remark for remark in remarks if remark not in before]
    assert [remark.severity for remark in warned] == ["Warning"]
    assert warned[0].text.startswith(f"{small_data / 'VERSION'}:1: Warning: there is no such file")
    (small_data / "VERSION").mkdir()
    with pytest.raises(DatasetError, match="VERSION: cannot be read: Is a directory"):
        check_tables(small_data, locate("ontology"))


def test_tables_without_a_version_are_unversioned(small_data: Path) -> None:
    """A folder without VERSION builds and says that it has none."""
    assert read_version(small_data) == "2020.01"
    (small_data / "VERSION").write_bytes(b"\xff\xfe")
    with pytest.raises(DatasetError, match="expected one version"):
        read_version(small_data)
    (small_data / "VERSION").unlink()
    assert build_dataset(small_data, locate("ontology")).data_version == "unversioned"


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """Copy the ontology to where a test may break it."""
    return shutil.copytree(locate("ontology"), tmp_path / "ontology")


def test_a_malformed_ontology_is_named_with_the_place(small_data: Path, ontology: Path) -> None:
    """A Turtle file that cannot be parsed is an error with file, line and column."""
    (ontology / "more.ttl").write_text("<urn:a> <urn:b>\n<urn:c> ; x .", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"more\.ttl:2:\d+: "):
        build_dataset(small_data, ontology)


def test_an_ontology_must_be_there_with_its_version(small_data: Path, tmp_path: Path) -> None:
    """A folder without Turtle, or without owl:versionInfo, is an error."""
    with pytest.raises(DatasetError, match="no ontology here"):
        build_dataset(small_data, tmp_path)
    (tmp_path / "x.ttl").write_text("<urn:a> a <urn:b> .", encoding="utf-8")
    with pytest.raises(DatasetError, match="states no owl:versionInfo"):
        build_dataset(small_data, tmp_path)


def test_an_ontology_without_rules_is_refused(small_data: Path, ontology: Path) -> None:
    """Nothing is derived silently from nothing."""
    shutil.rmtree(ontology / "rules")
    with pytest.raises(DatasetError, match=r"rules: no rules here"):
        build_dataset(small_data, ontology)


def test_numbers_in_the_description_are_integers(built: Dataset) -> None:
    """Counts are xsd:integer, so that engines compare them."""
    stated = [line for line in built.lines if f" <{VOID}entities> " in line]
    assert len(stated) == len(built.counts) + 1
    assert all(f'"^^<{XSD}integer> .' in line for line in stated)
    assert json.dumps(built.counts, sort_keys=True) == json.dumps(built.counts)
