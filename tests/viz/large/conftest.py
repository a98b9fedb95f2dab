"""A record with many nodes, and its page."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from types import ModuleType

    from hanse.record.model import CityNetwork


@pytest.fixture(scope="session")
def keep() -> ModuleType:
    """Import the script of the bench that makes a large record up."""
    file = Path(__file__).parents[3] / "bench" / "keep.py"
    spec = importlib.util.spec_from_file_location("keep", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def large_record(keep: ModuleType) -> CityNetwork:
    """Make a record of 10,050 nodes up, with just more ties than are drawn whatever the rule."""
    record: CityNetwork = keep.make_record(cities=4050, projects=6000, memberships=14_000)
    return record


@pytest.fixture(scope="session")
def large_page(large_record: CityNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write its explorer."""
    file = tmp_path_factory.mktemp("large") / "explorer.html"
    file.write_bytes(render_explorer(large_record))
    return file
