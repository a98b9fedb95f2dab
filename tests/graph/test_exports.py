"""Exports: every format gives the same triples back, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from hanse.access import Graph
from hanse.cli import main
from hanse.errors import DatasetError, MissingExtraError, OutputError, UsageError
from hanse.namespaces import HANSE, OWL, PREFIXES
from hanse.release.context import make_context, write_context
from hanse.release.exports import FORMS, export_dataset, write_export
from hanse.store.embedded import load_lines

if TYPE_CHECKING:
    from hanse.dataset import Dataset

RDF_FORMS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
FILE_FORMS = (*RDF_FORMS, "graphml", "gexf")
XSD = PREFIXES["xsd"]
HOSTILE = (
    '" . <http://s> <http://p> <http://o> .',
    "back\\slash \\u0041 \\n",
    "line\nbreak\r\nand a lone\rreturn\tand tab",
    "'''quotes''' \"\"\" 'end\\",
    "]]> <![CDATA[ & &amp; < > <!-- -->",
    "</script><img src=x onerror=alert(1)>",
    "\u2028\u2029\u0085\ufeff",
    "\U0001f600 e\u0301 \u0600",
    "\u202eright to left\u2066",
    "  blanks around  ",
    " ",
    "",
    "@id",
    "_:b0",
    "hanse:City",
    "=1+1",
)


def _graph(lines: list[str]) -> Graph:
    return Graph(load_lines(lines), "test")


class Lines:
    """A dataset whose terms no store has put into canonical form."""

    def __init__(self, lines: list[str]) -> None:
        self.store = load_lines([])
        self._lines = lines

    def lines(self) -> list[str]:
        """Give the lines as they are."""
        return self._lines


def _literal(text: str, mark: str = "") -> str:
    return f"{ox.Literal(text)}{mark}"


def _say(value: str, predicate: str = f"{PREFIXES['rdfs']}label", subject: str = "city/x") -> str:
    return f"<{PREFIXES['id']}{subject}> <{predicate}> {value} .\n"


def _parse(data: bytes, form: str) -> list[str]:
    found = ox.parse(data, format=RDF_FORMS[form])
    return sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in found)


@pytest.fixture(scope="module")
def shipped(built: Dataset) -> Graph:
    """Open the shipped dataset."""
    return Graph(built.store, "built")


@pytest.mark.wheel
def test_nine_formats_are_offered() -> None:
    """The formats are those that the command line promises."""
    assert {*RDF_FORMS, "csvw", "graphml", "gexf"} == set(FORMS)


@pytest.mark.parametrize("form", RDF_FORMS)
def test_shipped_dataset_comes_back(shipped: Graph, built: Dataset, form: str) -> None:
    """A strict parser reads every RDF export of the shipped dataset to exactly its triples."""
    assert built.lines == _parse(write_export(shipped, form), form)


@pytest.mark.parametrize("form", RDF_FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_label_stays_one_literal(form: str, text: str) -> None:
    """Whatever a label holds, plain or with a language, it comes back as the same literal."""
    lines = sorted([_say(_literal(text)), _say(_literal(text, "@lv"))])
    assert lines == _parse(write_export(_graph(lines), form), form)


ODD = sorted(
    [
        _say(f'"007"^^<{XSD}integer>', f"{HANSE}population"),
        _say(f'"12345678901234567890"^^<{XSD}integer>', f"{HANSE}population"),
        _say(f'"5"^^<{XSD}decimal>', f"{HANSE}population"),
        _say('"many"', f"{HANSE}population"),
        _say("<http://example.org/y>", f"{HANSE}population"),
        _say('"LV"', f"{HANSE}country"),
        _say('"LV"@en', f"{HANSE}country"),
        _say(f'"5"^^<{XSD}integer>', f"{HANSE}country"),
        _say(f'"57"^^<{XSD}integer>', f"{PREFIXES['wgs84']}lat"),
        _say("<geo:56.9,24.1>"),
        _say(f'"true"^^<{XSD}boolean>'),
        _say(f'"1.0"^^<{XSD}double>'),
        _say(f'"56.946"^^<{XSD}decimal>', f"{PREFIXES['wgs84']}lat"),
        _say(f'"--05-13"^^<{XSD}gMonthDay>', f"{PREFIXES['schema']}startDate"),
        _say('"a>b"^^<http://example.org/t&%22\'>'),
        _say('"no type"', f"{PREFIXES['rdf']}type"),
        _say("<http://example.org/%22>", f"{PREFIXES['rdf']}type"),
        _say(f"<{PREFIXES['id']}//x>", f"{HANSE}in"),
        _say(f"<{PREFIXES['id']}>", f"{HANSE}in", "a/../b"),
        _say("<mailto:a@example.org>", "http://example.org/p?q=1&r=<>".replace("<>", "s")),
        _say(f"<{HANSE}LeadPartner>", f"{PREFIXES['org']}role"),
        _say("<http://example.org/role>", f"{HANSE}role"),
    ]
)


@pytest.mark.parametrize("form", RDF_FORMS)
def test_odd_terms_come_back(form: str) -> None:
    """Terms of another type than the ontology expects are neither lost nor changed."""
    assert _parse(write_export(Lines(ODD), form), form) == ODD


# rdflib's own JSON-LD parser uses a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("form", "name"), [("jsonld", "json-ld"), ("rdfxml", "xml")])
def test_second_parser_reads_the_same(form: str, name: str) -> None:
    """Rdflib reads JSON-LD and RDF/XML to the graph that it reads from N-Triples."""
    lines = sorted([*ODD, *(_say(_literal(text)) for text in HOSTILE)])
    data = write_export(Lines(lines), form)
    read = rdflib.Graph().parse(data=data, format=name)
    assert isomorphic(rdflib.Graph().parse(data="".join(lines), format="nt"), read)


@pytest.mark.parametrize("form", RDF_FORMS)
def test_blank_nodes_have_stable_names(form: str) -> None:
    """The names that a file gives its blank nodes do not show in the export."""
    written = set[bytes]()
    for one, other in (("x", "y"), ("y", "x"), ("q7", "a")):
        lines = [f"_:{one} <{HANSE}in> _:{other} .\n", f'_:{other} <{HANSE}in> "end" .\n']
        written.add(write_export(_graph(lines), form))
    assert len(written) == 1


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x7f\x1f", "\ufffe"])
def test_rdfxml_refuses_what_xml_cannot_hold(tmp_path: Path, character: str) -> None:
    """A character that XML has no form for is refused in words, and the old file still stands."""
    place = tmp_path / "out.rdf"
    place.write_text("old")
    with pytest.raises(DatasetError, match=r"XML cannot hold U\+.* try turtle"):
        export_dataset(_graph([_say(_literal(f"a{character}b"))]), "rdfxml", place)
    assert place.read_text() == "old"


@pytest.mark.parametrize("property_", ["http://example.org/1", f"{PREFIXES['rdf']}li"])
def test_rdfxml_refuses_properties_without_name(property_: str) -> None:
    """A property that RDF/XML cannot name is refused, not written as another."""
    with pytest.raises(DatasetError, match="cannot name this property"):
        write_export(_graph([_say('"x"', property_)]), "rdfxml")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_file_of_hostile_labels_is_xml(form: str) -> None:
    """No label, control characters included, breaks a network file or adds to it."""
    import xml.etree.ElementTree as ET  # noqa: PLC0415 - the usual name, for this test

    type_ = f"{PREFIXES['rdf']}type"
    lines = [
        line
        for i, text in enumerate((*HOSTILE, "\x00\x08\ud7ff\ufffe"))
        for line in (
            _say(_literal(text), subject=f"city/{i}"),
            _say(f"<{HANSE}City>", type_, f"city/{i}"),
        )
    ]
    root = ET.fromstring(write_export(_graph(lines), form))  # noqa: S314 - our own file
    nodes = [node for node in root.iter() if node.tag.endswith("}node")]
    shown = [n.get("label") or "".join(t for t in n.itertext() if t.strip(" \n")) for n in nodes]
    assert len(nodes) == len(HOSTILE) + 1
    assert any("<img src=x onerror=alert(1)>" in label for label in shown)


_SCRIPT = """
import sys
from pathlib import Path
from hanse.access import open_dataset
from hanse.release.exports import FORMS, export_dataset
graph = open_dataset(sys.argv[1])
for form in FORMS:
    export_dataset(graph, form, Path(sys.argv[2]) / form)
"""


def test_bytes_depend_on_the_data_alone(built: Dataset, tmp_path: Path) -> None:
    """Hash seed, time zone, locale, folder and order of lines leave no trace in any format."""
    part = built.lines[::20]
    today = dt.datetime.now(tz=dt.UTC).date()
    found: list[dict[str, bytes]] = []
    for seed, zone, lines in (("0", "UTC", part), ("1", "Asia/Tokyo", part[::-1]), ("2", "", part)):
        folder = tmp_path / f"folder-{seed}"
        folder.mkdir()
        (folder / "in.nt").write_text("".join(lines), encoding="utf-8")
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", _SCRIPT, str(folder / "in.nt"), str(folder)]
        subprocess.run(command, check=True, env=environment, cwd=folder, timeout=120)
        (folder / "in.nt").unlink()
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        found.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert len(found[0]) > len(FORMS) + 15
    assert found[0] == found[1] == found[2]
    for name, data in found[0].items():
        for trace in (str(tmp_path), today.isoformat(), "networkx", "lastmodified"):
            assert trace.encode() not in data, (name, trace)


def test_unknown_format_is_a_wrong_call(shipped: Graph) -> None:
    """A format that is not known is answered with those that are."""
    with pytest.raises(UsageError, match="turtle, ntriples"):
        write_export(shipped, "excel")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_missing_networkx_is_one_sentence(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without networkx the export says how to install it."""
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingExtraError, match=r"hanse\[viz\]"):
        write_export(_graph([]), form)


@pytest.mark.wheel
def test_published_context_is_that_of_the_ontology() -> None:
    """docs/context.jsonld is made from the ontology."""
    place = Path(__file__).parents[2] / "docs" / "context.jsonld"
    assert place.read_text(encoding="utf-8") == write_context(), "run make renew"


def test_context_names_every_term(built: Dataset) -> None:
    """Every class, property and role of the ontology, and every property in use, has a name."""
    context = make_context()
    known = {*context.properties, *context.values}
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    declared = {
        line[1 : line.index(">")]
        for line in built.lines
        if line.startswith(f"<{HANSE}") and any(f"<{OWL}{kind}> ." in line for kind in kinds)
    }
    used = {line.split(" ", 2)[1][1:-1] for line in built.lines}
    unnamed = {iri for iri in used - known if not iri.startswith("http://purl.org/vocab/vann/")}
    assert len(declared) > 60
    assert declared <= known
    assert unnamed == {f"{PREFIXES['rdf']}type"}


def test_context_terms_are_unique() -> None:
    """No two properties share a name, and no name is a prefix."""
    context = make_context()
    names = [term.name for term in context.properties.values()]
    names += [term.by_language for term in context.properties.values() if term.by_language]
    names += context.values.values()
    assert len(names) == len(set(names))
    assert set(names).isdisjoint(PREFIXES)


def test_jsonld_reads_well(shipped: Graph) -> None:
    """A city reads as people would write it, and the file is flat."""
    document = json.loads(write_export(shipped, "jsonld"))
    things = {thing["@id"]: thing for thing in document["@graph"]}
    riga = things["id:city/riga"]
    assert riga["label"] == "Riga"
    assert riga["labelIn"]["lv"] == "Rīga"
    assert riga["country"] == "id:country/LV"
    assert riga["@type"][0] == "City"
    assert isinstance(riga["population"], int)
    assert things["id:membership/2nite/riga"]["memberRole"] == "Partner"
    assert _depth(document) == 5


def test_jsonld_writes_numbers_that_every_parser_keeps() -> None:
    """A whole number too large for a double stands as text, a small one as a number."""
    lines = [_say(f'"{n}"^^<{XSD}integer>', f"{HANSE}population") for n in (7, 2**53 + 1, 10**20)]
    document = json.loads(write_export(Lines(sorted(lines)), "jsonld"))
    found = document["@graph"][0]["population"]
    assert sorted(map(repr, found)) == sorted(["7", repr(str(2**53 + 1)), repr(str(10**20))])


def _depth(value: object) -> int:
    """Count the levels of a JSON value by its brackets outside of texts."""
    deepest = depth = 0
    for character in re.sub(r'"(?:[^"\\]|\\.)*"', "", json.dumps(value)):
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.wheel
def test_command_writes_a_file(tmp_path: Path, built: Dataset) -> None:
    """`hanse export -o FILE` writes the dataset that it was given."""
    source, target = tmp_path / "in.nt", tmp_path / "out.ttl"
    source.write_text("".join(built.lines[:500]), encoding="utf-8")
    code = main(["export", "--format", "turtle", "--dataset", str(source), "-o", str(target)])
    assert (code, _parse(target.read_bytes(), "turtle")) == (0, built.lines[:500])


def test_command_writes_to_standard_output(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`-o -` writes the bytes to standard output and nothing else."""
    source = tmp_path / "in.nt"
    source.write_text(_say('"Rīga"'), encoding="utf-8")
    code = main(["export", "--format", "ntriples", "--dataset", str(source), "-o", "-"])
    out, err = capfdbinary.readouterr()
    assert (code, out, err) == (0, _say('"Rīga"').encode(), b"")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "csvw", "-o", "-"], "folder"),
        (["--format", "turtle", "--spreadsheet", "-o", "x"], "--spreadsheet is for"),
    ],
)
def test_command_refuses_what_has_no_meaning(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A combination without meaning is a wrong call: exit code 2 and a sentence."""
    assert main(["export", *words]) == 2
    assert said in capsys.readouterr().err


def test_command_needs_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o the call is wrong."""
    with pytest.raises(SystemExit) as stop:
        main(["export", "--format", "turtle"])
    assert stop.value.code == 2
    assert "-o" in capsys.readouterr().err


def test_missing_folder_is_named(shipped: Graph, tmp_path: Path) -> None:
    """A place in a folder that is not there is refused, naming the folder."""
    with pytest.raises(OutputError, match="nowhere"):
        export_dataset(shipped, "ntriples", tmp_path / "nowhere" / "out.nt")
