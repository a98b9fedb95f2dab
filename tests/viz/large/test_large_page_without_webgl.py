"""The explorer of a large network in a browser without WebGL: slower, and it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--no-first-run"]

SHARE = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.filter((pixel) => pixel !== pixels[0]).length / pixels.length;
}"""


@pytest.fixture(scope="module")
def flags() -> list[str]:
    """Start Chromium without WebGL."""
    return FLAGS


def test_own_canvas_draws_where_webgl_is_missing(
    visit: Callable[..., Any], large_page: Path
) -> None:
    """The picture is drawn all the same, the caption names the rule and what is missing."""
    opened = visit(large_page, reduced_motion="reduce")
    page = opened.page
    assert page.locator(".sigma-nodes").count() == 0
    note = page.inner_text("#note")
    assert "disparity filter" in note
    assert note.endswith("This browser has no WebGL, so that the picture moves slowly.")
    assert page.evaluate(SHARE) > 0.1
    page.mouse.move(900, 500)
    page.mouse.down()
    page.mouse.move(950, 520, steps=3)
    page.mouse.up()
    opened.rest()
    assert page.evaluate(SHARE) > 0.1
    page.click("[data-look=map]")
    assert "WebGL" not in page.inner_text("#note")
