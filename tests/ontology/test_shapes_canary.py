"""Validating fetches nothing and reads no file but the shapes, whatever shapes and data name."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from hanse.checks import ShapesError, load_shapes
from hanse.checks.peer import validate_with_pyshacl
from hanse.resources import locate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Runs a validation with an audit hook that prints each file opened and each connection made.
SCRIPT = """
import sys
from pathlib import Path
from hanse.checks import load_shapes, run_checks
from hanse.checks.peer import validate_with_pyshacl
from hanse.store.embedded import load_file
engine, data, places = sys.argv[1], Path(sys.argv[2]), [Path(place) for place in sys.argv[3:]]
store = load_file(data)
lines = [f"{quad.triple} .\\n" for quad in store.engine]
if engine == "pyshacl":
    validate_with_pyshacl(lines, *places)  # imports what it needs
kinds = ("socket.", "urllib.", "http.", "subprocess.", "os.exec")
def hook(event, arguments):
    if event == "open" or event.startswith(kinds):
        print(event, arguments[0] if event == "open" else "", file=sys.stderr)
sys.addaudithook(hook)
found = (
    validate_with_pyshacl(lines, *places) if engine == "pyshacl"
    else run_checks(store, load_shapes(*places))
)
print(len(found))
"""
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix canary: <URL> .
<URLshape> a sh:NodeShape ; rdfs:seeAlso <URLmore> ;
    sh:targetClass <URLclass> ; sh:nodeKind sh:Literal ; sh:message "Text <URLmessage>" .
"""
DATA = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<URLdata> a owl:Ontology ; owl:imports <URLimport>, <file:///etc/hostname> ;
    sh:shapesGraph <URLshapes> ; rdfs:isDefinedBy <URLdefinition> .
<URLthing> a <URLclass> .
"""


class Canary:
    """A server on this machine that notes who calls."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Start a server and stop it."""
    server = Canary()
    yield server
    server.socket.shutdown(socket.SHUT_RDWR)
    server.socket.close()


def validate(engine: str, data: Path, *places: Path) -> tuple[int, list[str]]:
    """Validate in a process of its own; gives the number of findings and what was touched."""
    command = [sys.executable, "-c", SCRIPT, engine, str(data), *map(str, places)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return int(done.stdout), done.stderr.splitlines()


@pytest.mark.parametrize("engine", ["hanse", "pyshacl"])
def test_validating_fetches_nothing(tmp_path: Path, canary: Canary, engine: str) -> None:
    """Addresses in shapes and data are names: no connection is made, no other file is read."""
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(SHAPES.replace("URL", canary.url), encoding="utf-8")
    data.write_text(DATA.replace("URL", canary.url), encoding="utf-8")
    found, touched = validate(engine, data, shapes)
    assert found == 1
    assert [line for line in touched if not line.startswith("open ")] == []
    assert canary.calls == 0
    opened = {line.removeprefix("open ") for line in touched}
    beyond = {path for path in opened if "/site-packages/" not in path and path != str(shapes)}
    assert beyond == set()
    assert str(shapes) in opened


def test_validating_opens_the_shipped_shapes_alone(tmp_path: Path) -> None:
    """The checks of a build read the files of ontology/shapes and nothing else."""
    data = tmp_path / "data.nt"
    data.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    folder = locate("ontology/shapes")
    found, touched = validate("hanse", data, folder)
    files = sorted(str(file) for file in folder.iterdir() if file.suffix in {".ttl", ".rq"})
    assert sorted(line.removeprefix("open ") for line in touched) == files
    assert found >= 0


def test_shapes_that_import_are_refused(tmp_path: Path, canary: Canary) -> None:
    """owl:imports in shapes is an error before any engine could follow it."""
    shapes = tmp_path / "shapes.ttl"
    text = "<urn:s> a <http://www.w3.org/2002/07/owl#Ontology> ; "
    text += f"<http://www.w3.org/2002/07/owl#imports> <{canary.url}> ."
    shapes.write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError, match="owl:imports"):
        load_shapes(shapes)
    with pytest.raises(ShapesError, match="owl:imports"):
        validate_with_pyshacl([], shapes)
    assert canary.calls == 0
