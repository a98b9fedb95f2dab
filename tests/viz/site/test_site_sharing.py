"""A site is made by several processes whatever this one did before."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import hanse

if TYPE_CHECKING:
    from pathlib import Path

_DRAW_FIRST = """
import sys
import hanse
from hanse_viz.figures import draw_figure
from hanse_viz.site import build_site
graph = hanse.open(sys.argv[1])
assert draw_figure(graph).svg.startswith("<svg")
print(build_site(graph, sys.argv[2], processes=2).pages)
"""


def test_a_site_is_made_after_a_figure_was_drawn(small_data: Path, tmp_path: Path) -> None:
    """The threads that draw do not outlive a fork: what draws on the site stays in its process."""
    hanse.build(small_data, str(tmp_path / "build"))
    words = ["-c", _DRAW_FIRST, str(tmp_path / "build"), str(tmp_path / "site")]
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, check=False, timeout=240, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50
    assert b"<svg" in (tmp_path / "site/analysis.html").read_bytes()
