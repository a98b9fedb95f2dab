"""What a file of shapes may hold, what each construct means, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hanse.checks import Finding, ShapesError, load_shapes, run_checks
from hanse.checks.findings import sort_findings
from hanse.checks.peer import validate_with_pyshacl
from hanse.errors import QueryError
from hanse.store.embedded import load_file

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = """
@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
:C2 rdfs:subClassOf :C . :C3 rdfs:subClassOf :C2 .
:a a :C ; :p 1 ; :q 2 .
:b a :C ; :p 5 ; :q 2 .
:c a :C2 ; :p "x"@en, "y"@en, "z"@de .
:d a :C3 ; :p :a, :c ; :q :a .
:e a :C .
:f a :C ; :p "2024-02-30"^^xsd:date, "2024-02-29"^^xsd:date ; :q "2024-03-01"^^xsd:date .
:g a :C ; :p "one", "" ; :q "one" .
:h a :D ; :p 9 ; :q :c .
"""
# Property shapes of :p on the members of :C (a to g), and the nodes that must be found at fault.
OF_A_PATH = {
    "sh:minCount 1": "e",
    "sh:minCount 2": "abe",
    "sh:maxCount 1": "cdfg",
    "sh:maxCount 0": "abcdfg",
    "sh:minCount 1 ; sh:maxCount 1": "cdefg",
    "sh:datatype xsd:integer": "cdfg",
    "sh:datatype xsd:date": "abcdfg",
    "sh:datatype rdf:langString": "abdfg",
    "sh:class :C": "abcfg",
    "sh:class :C2": "abcdfg",
    "sh:nodeKind sh:IRI": "abcfg",
    "sh:nodeKind sh:Literal": "d",
    "sh:nodeKind sh:BlankNode": "abcdfg",
    "sh:nodeKind sh:BlankNodeOrIRI": "abcfg",
    "sh:nodeKind sh:BlankNodeOrLiteral": "d",
    "sh:nodeKind sh:IRIOrLiteral": "",
    "sh:minInclusive 2": "acdfg",
    "sh:minExclusive 5": "abcdfg",
    "sh:maxInclusive 1": "bcdfg",
    "sh:maxExclusive 5": "bcdfg",
    'sh:pattern "^(1|one)$"': "bcdfg",
    'sh:pattern "^(1|ONE)?$" ; sh:flags "i"': "bcdf",
    "sh:minLength 1": "g",
    "sh:maxLength 1": "dfg",
    'sh:languageIn ( "en" "fr" )': "abcdfg",
    'sh:languageIn ( "en" "de" )': "abdfg",
    'sh:in ( 1 5 "one" )': "cdfg",
    "sh:hasValue 1": "bcdefg",
    "sh:uniqueLang true": "c",
    "sh:uniqueLang false ; sh:maxCount 9": "",
    "sh:lessThan :q": "bdfg",
    "sh:lessThanOrEquals :r": "",
    "sh:lessThanOrEquals :q": "bdf",
    "sh:equals :q": "abcdfg",
    "sh:disjoint :q": "dg",
    "sh:node [ sh:nodeKind sh:IRI ]": "abcfg",
    "sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ]": "abcdfg",
    "sh:node [ sh:property [ sh:path :p ; sh:minCount 0 ; sh:maxCount 1 ] ]": "d",
    "sh:node [ sh:property [ sh:path :p ; sh:maxCount 0 ] ]": "d",
    "sh:node [ sh:property [ sh:path :q ; sh:hasValue 2 ] ]": "abcdfg",
    "sh:node [ sh:property [ sh:path :p ; sh:datatype xsd:integer ] ]": "d",
    "sh:node [ sh:property [ sh:path :q ; sh:in ( 3 ) ] ]": "d",
    "sh:node [ sh:property [ sh:path :q ; sh:class :C ] ]": "d",
    "sh:node [ sh:property [ sh:path :p ; sh:disjoint :q ] ]": "",
    "sh:node [ sh:hasValue :a ]": "abcdfg",
    "sh:not [ sh:datatype xsd:integer ]": "ab",
    "sh:not [ sh:class :C2 ]": "d",
    "sh:and ( [ sh:nodeKind sh:Literal ] [ sh:maxLength 1 ] )": "dfg",
    "sh:or ( [ sh:datatype xsd:integer ] [ sh:class :C2 ] )": "cdfg",
    "sh:or ( [ sh:class :C2 ] [ sh:class :D ] )": "abcdfg",
    "sh:or ( [ sh:class :C2 ; sh:nodeKind sh:IRI ] [ sh:maxLength 1 ] )": "dfg",
    "sh:xone ( [ sh:datatype xsd:integer ] [ sh:maxInclusive 1 ] )": "acdfg",
    "sh:qualifiedValueShape [ sh:datatype xsd:date ] ; sh:qualifiedMinCount 1": "abcdeg",
    "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMaxCount 0": "ab",
    "sh:deactivated true ; sh:minCount 1": "",
    "sh:severity sh:Warning ; sh:minCount 1": "e",
}
# Property shapes of other paths.
OF_PATHS = {
    "sh:path [ sh:inversePath :p ] ; sh:minCount 1": "bdefg",
    "sh:path ( :p :q ) ; sh:minCount 1": "abcefg",
    "sh:path ( :p [ sh:inversePath :p ] ) ; sh:maxCount 0": "abcdfg",
    "sh:path [ sh:alternativePath ( :p :q ) ] ; sh:maxCount 2": "cf",
    "sh:path [ sh:zeroOrMorePath :p ] ; sh:maxCount 2": "cdfg",
    "sh:path [ sh:oneOrMorePath :p ] ; sh:minCount 3": "abefg",
    "sh:path [ sh:zeroOrOnePath :p ] ; sh:maxCount 2": "cdfg",
    "sh:path [ sh:inversePath :p ] ; sh:equals :q": "abcdfg",
    "sh:path ( :p :q ) ; sh:datatype xsd:date": "d",
}
# Whole shapes, with the nodes or values that must be found.
OF_NODES = {
    "sh:targetClass :C ; sh:nodeKind sh:Literal": "abcdefg",
    "sh:targetClass :C ; sh:class :C2": "abefg",
    "sh:targetClass :C2 ; sh:in ( :a :c )": "d",
    "sh:targetClass :C ; sh:hasValue :a": "bcdefg",
    'sh:targetClass :C ; sh:pattern "[a-c]$"': "defg",
    "sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type :p )": "abdfg",
    "sh:targetClass :C ; sh:closed true ; sh:property [ sh:path :q ]": "abcdefg",
    "sh:targetClass :C ; sh:not [ sh:class :C2 ] ; sh:not [ sh:class :D ]": "cd",
    "sh:targetClass :C3 ; sh:property [ sh:path :p ; sh:maxCount 1 ]": "d",
    "sh:targetClass :C, :D ; sh:property [ sh:path :q ; sh:minCount 1 ]": "ce",
    "sh:targetNode :h, :z ; sh:property [ sh:path :p ; sh:minCount 1 ]": "z",
    "sh:targetSubjectsOf :q ; sh:property [ sh:path :p ; sh:maxCount 1 ]": "dfg",
    "sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:maxCount 1 ; sh:minCount 1 ]": "cdfg",
    "sh:targetSubjectsOf :p, :q ; sh:property [ sh:path :q ; sh:minCount 1 ]": "c",
    "sh:targetObjectsOf :q ; sh:nodeKind sh:Literal": "ac",
    "sh:targetClass :D ; sh:property :Named": "h",
}
# pySHACL compares what cannot be compared (a date with a number, a day that no calendar has),
# where the standard says that such a value breaks the constraint.
BEYOND_THE_PEER = ("sh:maxInclusive 1", "sh:maxExclusive 5", "sh:lessThan")
NAMED = ":Named a sh:PropertyShape ; sh:path :p ; sh:maxInclusive 5 ."
OF_PROPERTIES = {f"sh:path :p ; {text}": foci for text, foci in OF_A_PATH.items()} | OF_PATHS
CASES = {
    f"sh:targetClass :C ; sh:property [ {text} ]": foci for text, foci in OF_PROPERTIES.items()
} | OF_NODES


def write(folder: Path, shapes: str, data: str = DATA) -> tuple[Path, Path]:
    """Write shapes and data to files."""
    (folder / "shapes").mkdir()
    shapes_file, data_file = folder / "shapes" / "s.ttl", folder / "data.ttl"
    shapes_file.write_text(PREFIXES + shapes, encoding="utf-8")
    data_file.write_text(PREFIXES + data, encoding="utf-8")
    return shapes_file, data_file


def check(folder: Path, shapes: str, data: str = DATA) -> list[Finding]:
    """Check data against shapes."""
    shapes_file, data_file = write(folder, shapes, data)
    return run_checks(load_file(data_file), load_shapes(shapes_file))


@pytest.mark.parametrize("text", CASES)
def test_a_construct_finds_what_shacl_says(tmp_path: Path, text: str) -> None:
    """Each construct of the subset finds the faults that the standard and pySHACL find."""
    named = NAMED if ":Named" in text else ""
    shapes_file, data_file = write(tmp_path, f":S a sh:NodeShape ; {text} . {named}")
    store = load_file(data_file)
    found = run_checks(store, load_shapes(shapes_file))
    foci = {finding.focus.strip("<>").removeprefix("https://example.org/") for finding in found}
    assert "".join(sorted(foci)) == CASES[text]
    if any(construct in text for construct in BEYOND_THE_PEER):
        return
    lines = [f"{quad.triple} .\n" for quad in store.engine]
    ours = sort_findings(finding._replace(shape="", message="") for finding in found)
    assert ours == validate_with_pyshacl(lines, shapes_file)


def test_a_finding_tells_all_that_the_curator_needs(tmp_path: Path) -> None:
    """A finding names severity, node, property, value, message, shape and constraint."""
    shape = ':S sh:targetNode :a ; sh:property [ sh:path :p ; sh:in ( 2 ) ; sh:message "Mend p." ]'
    [finding] = check(tmp_path, f"{shape} .")
    one = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    place = ("<https://example.org/a>", "<https://example.org/p>", one)
    assert finding == Finding("Violation", *place, "Mend p.", "S", "in")
    assert str(finding) == (
        f"Violation: https://example.org/a: https://example.org/p: {one}: Mend p. (S in)"
    )
    assert finding.blocks


def test_findings_come_sorted_and_once(tmp_path: Path) -> None:
    """Grave findings stand first, then by node; what two paths lead to stands once."""
    shapes = """
    :A sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ; sh:severity sh:Info ] .
    :B sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 2 ; sh:severity sh:Warning ] .
    :Y sh:targetNode :h ; sh:class :C, :C2 .
    :Z sh:targetClass :C, :C2 ; sh:property [ sh:path :p ; sh:nodeKind sh:Literal ] .
    """
    found = check(tmp_path, shapes)
    assert [(f.severity, f.focus[-2], f.value[-2:-1]) for f in found] == [
        ("Violation", "d", "a"),
        ("Violation", "d", "c"),
        ("Violation", "h", "h"),
        ("Warning", "c", ""),
        ("Info", "e", ""),
    ]


def test_subclasses_count_with_and_without_closure(tmp_path: Path) -> None:
    """A member of a subclass is a target whether or not the data say so themselves, and once."""
    shape = ":S sh:targetClass :C ; sh:property [ sh:path :r ; sh:minCount 1 ; sh:maxCount 1 ] ."
    data = ":C2 rdfs:subClassOf :C . :x a :C2 . :y a :C, :C2 ; :r 1 . :z a :C, :C2 ."
    found = check(tmp_path, shape, data)
    assert [finding.focus for finding in found] == [
        "<https://example.org/x>",
        "<https://example.org/z>",
    ]


REFUSED = {
    ":S sh:targetClass :C ; sh:sparql [ sh:select 'SELECT $this {}' ] .": "sh:sparql",
    ":S sh:targetClass :C ; sh:js [ ] .": "sh:js",
    ":S sh:targetClass :C ; sh:rule [ ] .": "sh:rule",
    ":S sh:target [ ] .": "sh:target ",
    ":S sh:targetClass :C ; sh:minCuont 1 .": "sh:minCuont",
    ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount -1 ] .": "no whole number",
    ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1, 2 ] .": "more than once",
    ":S sh:targetClass :C ; sh:minCount 1 .": "sh:minCount needs a sh:path",
    ":S sh:targetClass :C ; sh:lessThan :q .": "sh:lessThan needs a sh:path",
    ":S sh:targetClass :C ; sh:property [ sh:minCount 1 ] .": "needs a sh:path",
    ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:closed true ] .": "sh:closed",
    ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:property [ sh:path :q ] ] .": "below",
    ":S sh:targetClass :C ; sh:property [ sh:path [ sh:minCount 1 ] ] .": "names no property",
    ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ ] ] .": "described nowhere",
    ":S sh:targetClass :C ; sh:node [ sh:name 'n' ] .": "asks for nothing",
    ":S sh:targetClass :C ; sh:node [ sh:uniqueLang true ] .": "sh:uniqueLang needs a sh:path",
    ":S sh:targetClass :C ; sh:node [ sh:property [ sh:path :p ; sh:minCount 2 ] ] .": "so deep",
    ":S sh:targetClass :C ; sh:node [ sh:property [ sh:path :p ; sh:uniqueLang true ] ] .": "deep",
    ":S sh:targetClass :C ; sh:node [ sh:property [ sh:path :p ; "
    "sh:property [ sh:path :q ; sh:minCount 1 ] ] ] .": "below a sh:path",
    ":S sh:targetClass :C ; sh:node :S .": "names itself",
    ":S sh:targetClass :C ; sh:node :T .": "described nowhere",
    ":S sh:targetClass :C ; sh:node 'T' .": "a text as its shape",
    ":S sh:targetClass :C ; sh:severity :Bad .": "sh:severity",
    ":S sh:targetClass :C ; sh:nodeKind sh:Thing .": "sh:nodeKind",
    ":S sh:targetClass :C ; sh:in :list . :list rdf:first 1 .": "a list is broken",
    ":S sh:targetClass :C ; sh:in :l . :l rdf:first 1 ; rdf:rest :l .": "a list is broken",
    ":S sh:targetClass :C ; sh:flags 'i' .": "sh:flags stands without sh:pattern",
    ":S sh:targetClass :C ; sh:ignoredProperties () .": "without sh:closed",
    ":S sh:targetClass :C ; sh:qualifiedMinCount 1 .": "without sh:qualifiedValueShape",
    ":S sh:targetClass :C ; sh:qualifiedValueShapesDisjoint true .": "ShapesDisjoint",
    ":S a rdfs:Class, sh:NodeShape ; sh:nodeKind sh:IRI .": "no kind of shape",
    ":S a sh:NodeShape ; sh:nodeKind sh:IRI .": "no target",
    ":S sh:targetClass :C . [] sh:minCount 1 .": "belongs to no shape",
    "<urn:s> a owl:Ontology ; owl:imports <urn:t> . :S sh:targetClass :C .": "owl:imports",
    "<urn:s> a owl:Ontology ; sh:shapesGraph <urn:t> .": "sh:shapesGraph",
    ":S sh:targetClass <<( :a :b :c )>> .": "a triple stands as a term",
    ":S sh:targetClass": "s.ttl:8:",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_checked_is_refused(tmp_path: Path, text: str) -> None:
    """A construct outside the subset is an error that names it, never passed over in silence."""
    shapes_file, _ = write(tmp_path, text)
    with pytest.raises(ShapesError) as error:
        load_shapes(shapes_file)
    assert REFUSED[text] in str(error.value)


def test_a_header_of_the_file_is_no_shape(tmp_path: Path) -> None:
    """A file may say what it is."""
    header = "<urn:s> a owl:Ontology ; rdfs:label 'Shapes' . "
    assert check(tmp_path, header + ":S sh:targetClass :C ; sh:nodeKind sh:IRI .") == []


QUERY = """# title: No node has a value of nine
# severity: Warning
# message: Nine is too much;
#   mend it.
SELECT ?focus ?value WHERE { ?focus <https://example.org/p> ?value FILTER (?value = 9) }
"""


def write_query(folder: Path, query: str) -> Path:
    """Write a query beside no shapes; gives the file of the data."""
    shapes_file, data_file = write(folder, "")
    (shapes_file.parent / "no-nine-violation.rq").write_text(query, encoding="utf-8")
    return data_file


def test_a_violation_query_gives_findings(tmp_path: Path) -> None:
    """Each row of a `*-violation.rq` is a finding under the name of the file."""
    data_file = write_query(tmp_path, QUERY)
    [finding] = run_checks(load_file(data_file), load_shapes(tmp_path / "shapes"))
    nine = '"9"^^<http://www.w3.org/2001/XMLSchema#integer>'
    told = "Nine is too much; mend it."
    assert finding == Finding(
        "Warning", "<https://example.org/h>", "", nine, told, "no-nine", "query"
    )
    assert not finding.blocks


def test_a_row_may_bring_its_own_message(tmp_path: Path) -> None:
    """A column ?message replaces the message of the header."""
    query = QUERY.replace("?focus ?value WHERE", "?focus ('Mine' AS ?message) WHERE")
    data_file = write_query(tmp_path, query)
    [finding] = run_checks(load_file(data_file), load_shapes(tmp_path / "shapes"))
    assert finding.message == "Mine"


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("# severity: Warning\n", "", ShapesError),
        ("Warning", "Grave", ShapesError),
        ("?focus <", "SERVICE <urn:x> { } ?focus <", QueryError),
        ("SELECT", "INSERT", QueryError),
    ],
)
def test_a_violation_query_that_cannot_be_trusted_is_refused(
    tmp_path: Path, old: str, new: str, error: type[Exception]
) -> None:
    """A header must be whole, and a query reads and contacts nobody."""
    write_query(tmp_path, QUERY.replace(old, new))
    with pytest.raises(error, match=r"no-nine-violation\.rq"):
        load_shapes(tmp_path / "shapes")


def test_a_violation_query_must_be_a_select(tmp_path: Path) -> None:
    """A query that gives no rows is an error when it runs."""
    query = QUERY.replace("SELECT ?focus ?value WHERE", "ASK")
    data_file = write_query(tmp_path, query)
    shapes = load_shapes(tmp_path / "shapes")
    store = load_file(data_file)
    with pytest.raises(ShapesError, match="must be a SELECT"):
        run_checks(store, shapes)


def test_a_folder_without_shapes_is_no_pass(tmp_path: Path) -> None:
    """An empty or missing place is an error, since nothing would be checked."""
    with pytest.raises(ShapesError, match="no shapes here"):
        load_shapes(tmp_path)
    with pytest.raises(ShapesError, match="cannot be read"):
        load_shapes(tmp_path / "none.ttl")
