"""A record with many nodes, and its page."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hanse import analysis
from hanse.analysis import find_meetings
from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from tests.artefacts import MakeOnce

    from hanse.record.model import CityNetwork

BENCH = Path(__file__).parents[3] / "bench" / "keep.py"


@pytest.fixture(scope="session")
def keep() -> ModuleType:
    """Import the script of the bench that makes a large record up."""
    spec = importlib.util.spec_from_file_location("keep", BENCH)
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


@pytest.fixture(scope="module", autouse=True)
def few_draws() -> Iterator[None]:
    """Test with few draws which countries meet by more than chance.

    With all of them a page takes 14 s instead of 2, and no test of a large page is of chance; the
    explorer of the shipped dataset has them all.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "find_meetings", partial(find_meetings, samples=30))
        yield


@pytest.fixture(scope="module")
def large_page(make_once: MakeOnce, large_record: CityNetwork, few_draws: None) -> Path:  # noqa: ARG001 - draws few
    """Write its explorer."""

    def make(folder: Path) -> None:
        (folder / "explorer.html").write_bytes(render_explorer(large_record))

    bench = hashlib.sha256(BENCH.read_bytes()).hexdigest()[:12]
    return make_once(f"large-{bench}", make) / "explorer.html"
