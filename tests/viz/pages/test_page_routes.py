"""The server finds the pages by their entry point, and is told what is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

import hanse
import hanse_viz

if TYPE_CHECKING:
    from collections.abc import Callable


def test_entry_point_gives_the_routes() -> None:
    """What pyproject.toml names gives the routes, each a function that a worker can find."""
    point = EntryPoint("html", "hanse_viz.pages:routes", "hanse.pages")
    offered: Callable[[], dict[str, object]] = point.load()
    found = offered()
    assert sorted(found) == [
        "/",
        "/assets/{name}",
        "/bind",
        "/complete",
        "/dataset",
        "/describe",
        "/id/{path:path}",
        "/ontology",
        "/queries",
        "/queries/{name}",
        "/search",
        "/search.json",
    ]
    for render in found.values():
        module = sys.modules[getattr(render, "__module__", "")]
        assert getattr(module, getattr(render, "__name__", "")) is render


def test_a_missing_extra_is_named() -> None:
    """Without the extra viz, the error is the command that installs it."""
    script = (
        "import sys; sys.modules['markupsafe'] = None\n"
        "from hanse.errors import MissingExtraError\n"
        "from hanse_viz.pages import routes\n"
        "try:\n    routes()\nexcept MissingExtraError as error:\n    print(error)"
    )
    paths = [str(Path(package.__file__ or "").parents[1]) for package in (hanse, hanse_viz)]
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )
    expected = "this needs markupsafe; install it with: pip install 'hanse[viz]'\n"
    assert (done.stdout, done.stderr) == (expected, "")
