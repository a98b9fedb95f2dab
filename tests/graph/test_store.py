"""Stores: every syntax is read, every fault has its place, and nothing is fetched."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from hanse.errors import DatasetError, OutputError, QueryError
from hanse.namespaces import PREFIXES
from hanse.store.embedded import load_file, load_lines
from hanse.store.folder import MANIFEST, open_store, read_store_manifest, write_store
from hanse.store.vocabulary import read_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINES = [
    '<urn:a> <urn:p> "Rīga"@lv .\n',
    "<urn:a> <urn:p> <urn:b> .\n",
    '<urn:b> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
]
SUFFIXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}
DATA = "".join(LINES).replace("<urn:p>", "<urn:x#p>").encode()


def _write(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_is_read(tmp_path: Path, suffix: str) -> None:
    """The same triples come from every syntax, and the suffix may be in capitals."""
    parsed = ox.parse(DATA, format=ox.RdfFormat.N_TRIPLES)
    content = ox.serialize(parsed, format=SUFFIXES[suffix])
    assert content is not None
    path = _write(tmp_path, f"data{suffix.upper()}", content)
    found = {f"{q.subject} {q.predicate} {q.object} .\n" for q in load_file(path).engine}
    assert found == set(DATA.decode().splitlines(keepends=True))


@pytest.mark.parametrize("name", ["g.trig", "g.nq", "g.jsonld"])
def test_named_graphs_are_seen_without_a_clause(tmp_path: Path, name: str) -> None:
    """A query without GRAPH finds what stands in named graphs of a file."""
    quad = ox.Quad(
        ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x"), ox.NamedNode("urn:g")
    )
    content = ox.serialize([quad], format=SUFFIXES[name[1:]])
    assert content is not None
    answer = load_file(_write(tmp_path, name, content)).query("ASK { <urn:a> <urn:p> 'x' }")
    assert bool(answer)


@pytest.mark.parametrize(
    ("expected", "name", "content"),
    [
        (r"data\.csv: unknown suffix; known are \.ttl \.turtle \.nt ", "data.csv", "a,b"),
        (r"data: unknown suffix", "data", "x"),
        (r"data\.ttl:2:\d+: ", "data.ttl", "<urn:a> <urn:b> 1 .\n<urn:a> ; x ."),
        (r"data\.ttl:1:\d+: ", "data.ttl", '<urn:a> <urn:b> "é" .'.encode("latin-1")),
        (r"data\.nt:3:\d+: ", "data.nt", "".join(LINES[:2]) + "<urn:a> <urn:b> .\n"),
        (r"data\.nt:1:\d+: ", "data.nt", '<urn:a> <urn:b> "x"@en_US .\n'),
        (r"data\.jsonld:1:\d+: ", "data.jsonld", '{"urn:p": }'),
        (r"data\.jsonld:1:\d+: ", "data.jsonld", ""),
        (r"data\.rdf: ", "data.rdf", "<rdf:RDF"),
        (r"data\.rdf: ", "data.rdf", "<a/>"),
    ],
)
def test_a_malformed_file_is_named_with_the_place(
    tmp_path: Path, expected: str, name: str, content: str | bytes
) -> None:
    """The message has file, line and column, and no Python of ours."""
    with pytest.raises(DatasetError, match=expected) as error:
        load_file(_write(tmp_path, name, content))
    assert "None" not in str(error.value)
    assert "Traceback" not in str(error.value)


def test_one_malformed_line_of_many_loads_nothing(tmp_path: Path) -> None:
    """The last of many lines is named by its number."""
    content = "".join(f"<urn:s{i}> <urn:p> <urn:o> .\n" for i in range(50_000)) + "x\n"
    with pytest.raises(DatasetError, match=r"data\.nt:50001:1"):
        load_file(_write(tmp_path, "data.nt", content))


@pytest.mark.parametrize(
    "name", ["gone.ttl", "gone", "folder.ttl", "pipe.ttl", "loop.ttl", "n\0.ttl"]
)
def test_only_regular_files_are_read(tmp_path: Path, name: str) -> None:
    """A missing file, a folder, a pipe and a circle of links are refused at once."""
    if name == "folder.ttl":
        (tmp_path / name).mkdir()
    if name == "pipe.ttl":
        os.mkfifo(tmp_path / name)
    if name == "loop.ttl":
        (tmp_path / name).symlink_to(tmp_path / name)
    with pytest.raises(DatasetError, match=r"there is no such file|is not a regular file"):
        load_file(tmp_path / name)


XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e#">{}</rdf:RDF>'
)
VALUE = '<rdf:Description rdf:about="urn:a"><e:p>&x;</e:p></rdf:Description>'


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rdf:RDF [<!ENTITY x "y">]>',
        '<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!doctype rdf:RDF [<!ENTITY x "y">]>',
        '<!DOCTYPE r [<!ENTITY a "yyyyyyyy"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;">]>',
    ],
)
def test_entities_are_refused_before_they_grow(tmp_path: Path, head: str) -> None:
    """RDF/XML with a document type or an entity is refused, line named."""
    content = f'<?xml version="1.0"?>\n{head}\n{XML.format(VALUE)}'
    with pytest.raises(DatasetError, match=r"data\.rdf:2: (DOCTYPE|ENTITY) is refused"):
        load_file(_write(tmp_path, "data.rdf", content))


WITHOUT_NETWORK = """
import sys
from pathlib import Path

def watch(event, args):
    if event.startswith("socket.") or (event == "open" and "hostname" in str(args[0])):
        print("reached out:", event, args)

sys.addaudithook(watch)
from hanse.errors import DatasetError
from hanse.store.embedded import load_file
try:
    load_file(Path(sys.argv[1]))
except DatasetError as error:
    print("refused:", error)
"""


@pytest.mark.parametrize(
    "context",
    [
        '"http://127.0.0.1:9/context"',
        '"file:///etc/hostname"',
        '["http://127.0.0.1:9/context"]',
        '{"@version": 1.1, "@import": "http://127.0.0.1:9/context"}',
    ],
)
def test_a_remote_context_contacts_nobody(tmp_path: Path, context: str) -> None:
    """JSON-LD whose context is elsewhere is refused without a connection or a file read."""
    content = f'{{"@context": {context}, "@id": "urn:a", "p": 1}}'
    path = _write(tmp_path, "data.jsonld", content)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, path], capture_output=True, check=True, text=True
    )
    assert done.stdout.startswith("refused: ")
    assert "fetches nothing" in done.stdout
    assert "reached out" not in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.jsonld", '{"urn:p":' * 5000 + "1" + "}" * 5000),
        ("d.jsonld", "[" * 50_000 + "]" * 50_000),
        ("d.jsonld", '{"urn:\\"{p":\n' * 101 + "1" + "}" * 101),
        ("d.ttl", "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 20_000 + '"x"' + ")>>" * 20_000),
        ("d.nt", "<urn:a> <urn:p> " + "<<( <urn:a> <urn:p> " * 101 + '"x"' + ")>>" * 101),
    ],
)
def test_nesting_that_would_crash_is_refused(tmp_path: Path, name: str, content: str) -> None:
    """More than a hundred levels are an error, not the end of the process."""
    with pytest.raises(DatasetError, match=r":\d+: nested deeper than 100 levels"):
        load_file(_write(tmp_path, name, content))


def test_what_only_looks_nested_is_read(tmp_path: Path) -> None:
    """Brackets in strings, long lists and many triple terms side by side are no nesting."""
    text = json.dumps("{[" * 500 + '\\"')
    items = ",".join(f'{{"@id": "urn:{i}", "urn:p": {text}}}' for i in range(300))
    assert len(load_file(_write(tmp_path, "a.jsonld", f"[{items}]"))) == 300
    lines = (
        f"<urn:{i}> <urn:p> <<( <urn:a> <urn:b> '<< {i}' )>> . # don't <<\n" for i in range(300)
    )
    assert len(load_file(_write(tmp_path, "a.ttl", "".join(lines)))) == 300


def test_queries_that_cannot_be_answered_say_so() -> None:
    """A malformed query is a QueryError with line and column."""
    store = load_lines(LINES)
    with pytest.raises(QueryError, match="cannot be parsed: error at 2:"):
        store.query("SELECT *\nWHERE }")
    with pytest.raises(DatasetError, match="line 1"):
        load_lines(["x\n"])
    assert len(store) == 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a store folder of three triples."""
    place = tmp_path / "store"
    assert write_store(place, "".join(LINES).encode(), {"title": "Test"}) == len(LINES)
    return place


def test_a_store_folder_gives_back_what_went_in(folder: Path) -> None:
    """Reading changes no file of the folder, and several readers may have it open."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    stores = [open_store(folder), open_store(folder)]
    for store in stores:
        found = {f"{q.subject} {q.predicate} {q.object} .\n" for q in store.engine}
        assert found == set(LINES)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert read_store_manifest(folder)["about"] == {"title": "Test"}
    assert not list(folder.glob("LOG*"))


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _rewrite(folder: Path, **change: object) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | change), encoding="utf-8")


def _forget(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    os.mkfifo(folder / MANIFEST)


SPOILT: dict[str, tuple[str, Callable[[Path], object]]] = {
    "emptied": ("is missing", _empty),
    "gone": ("is missing", shutil.rmtree),
    "foreign": ("is missing", lambda folder: (folder / MANIFEST).unlink()),
    "pipe": ("is missing", _forget),
    "older": ("written in form 0", lambda folder: _rewrite(folder, format=0)),
    "counts": ("was changed", lambda folder: _rewrite(folder, triples=4)),
    "no files": ("was changed", lambda folder: _rewrite(folder, files={})),
    "a list": ("cannot be read", lambda folder: (folder / MANIFEST).write_text("[]")),
    "no text": ("cannot be read", lambda folder: (folder / MANIFEST).write_bytes(b"\xff")),
    "deep": ("cannot be read", lambda folder: (folder / MANIFEST).write_text("[" * 100_000)),
    "cut": ("instead of", lambda folder: (folder / "CURRENT").write_bytes(b"")),
    "lost": ("CURRENT: ", lambda folder: (folder / "CURRENT").unlink()),
}


@pytest.mark.parametrize("way", SPOILT)
def test_what_is_no_store_of_ours_is_refused(folder: Path, way: str) -> None:
    """An emptied, foreign, older or changed folder is an error that says how to mend it."""
    expected, spoil = SPOILT[way]
    spoil(folder)
    with pytest.raises(DatasetError, match=expected) as error:
        open_store(folder)
    assert "rebuild it with: hanse build" in str(error.value)


def test_a_flipped_bit_in_any_file_is_found(folder: Path) -> None:
    """One changed bit in any file of the folder, its manifest included, is an error."""
    names = sorted(path.name for path in folder.iterdir() if path.stat().st_size)
    assert MANIFEST in names
    assert len(names) >= 5
    dice = random.Random(7)  # noqa: S311 - any bit will do
    for name in names:
        path = folder / name
        whole = path.read_bytes()
        for _ in range(4):
            bits = bytearray(whole)
            at = dice.randrange(len(bits))
            while bits[at : at + 1].isspace():  # a blank of the manifest means nothing
                at = dice.randrange(len(bits))
            bits[at] ^= 1 << dice.randrange(8)
            path.write_bytes(bits)
            with pytest.raises(DatasetError, match=r"not a store of ours any more|form"):
                open_store(folder)
        path.write_bytes(whole)
    assert len(open_store(folder)) == len(LINES)


def test_a_store_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    """A file in the way of the folder is named."""
    with pytest.raises(OutputError, match="the store was not written"):
        write_store(_write(tmp_path, "file", "x") / "store", b"", {})


def test_rdflib_gets_the_triples_and_our_prefixes_only() -> None:
    """The rdflib graph knows the prefixes of Hanse and none that rdflib binds by itself."""
    graph = read_rdflib(LINES)
    assert len(graph) == len(LINES)
    assert {prefix: str(uri) for prefix, uri in graph.namespaces()} == PREFIXES
