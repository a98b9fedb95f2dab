"""The explorer of the whole shipped dataset, for tests of what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph


@pytest.fixture(scope="session")
def explorer(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the explorer of the shipped dataset."""
    file = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_bytes(render_explorer(graph))
    return file
