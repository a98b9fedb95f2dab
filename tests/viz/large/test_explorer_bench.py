"""The bench of the explorer writes pages that open and can be dragged."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.usefixtures("scripts")
def test_each_page_is_opened_and_dragged(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Ours and its peers have bytes, seconds and redraws; what was never ready has none."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))
    bench: Any = importlib.import_module("bench.explorer")
    monkeypatch.setattr(bench, "DRAG", bench.DRAG.replace("> 3000", "> 200"))
    record = importlib.import_module("bench.keep").make_record(200, 150, 600)
    pages = bench.list_pages(record, record, tmp_path)
    for name in ("shipped", "shipped, pyvis, placed"):
        found = bench.measure(browser, pages[name](), 1)
        assert found["bytes"] > 100_000
        assert found["ready"][0] > 0
        assert found["redraws"][0] > 0
    monkeypatch.setattr(bench, "MOST_SECONDS", 0.5)
    never = pages["large, sigma"]()._replace(ready="html[data-never]")
    assert "Sigma:" in never.file.read_text("utf-8")
    assert bench.measure(browser, never, 1)["ready"] == []
