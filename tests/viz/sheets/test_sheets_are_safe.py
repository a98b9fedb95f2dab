"""Everybody can use the sheets, and whatever stands in the data stays text in them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from tests.viz.accessibility import SCREENS, look_over

from hanse_viz import Filters
from hanse_viz.explorer import render_explorer
from hanse_viz.packing import write_block

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.artefacts import MakeOnce

    from hanse.access import Graph

SHEETS = (
    "#view=timeline",
    "#view=timeline&by=theme&country=LV",
    "#view=countries",
    "#view=countries&from=2018&pair=LV-ES",
    "#view=practices&open=giver.LV,learner.LV",
    "#view=practices&country=LV&flow=country/DE~country/LV",
    "#view=practices&country=",
    "#view=countries&country=",
    "#view=timeline&country=",
    "#view=table&country=LV",
    "#view=table&list=events",
    "#view=table&list=transfers&country=LV&sort=to",
)
PAYLOADS = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    "--><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "{{7*7}}${alert(1)}`",
    "<a href=javascript:alert(1)>href</a>",
    '=HYPERLINK("http://127.0.0.1:9")',
    '\\"});alert(1);//',
)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_any_sheet(
    visit: Callable[..., Any], explorer_page: Path, axe: str, screen: str
) -> None:
    """In no sheet is there a violation of WCAG A and AA or of best practice."""
    options = SCREENS[screen].options
    opened = visit(explorer_page, SHEETS[0], reduced_motion="reduce", **options)
    for place, address in enumerate(SHEETS):
        opened.go(address)
        opened.page.wait_for_selector(".leaf h2")
        assert (address, []) == (address, look_over(opened.page, axe, SCREENS[screen], place))


Json: TypeAlias = dict[str, Any] | list[Any] | str | float | None


def _spoil(value: Json, key: str = "", at: int = 0) -> Any:
    """Put a payload into every text that people read, and bad links into every link."""
    if isinstance(value, dict):
        return {
            name: _spoil(one, name, at + place) for place, (name, one) in enumerate(value.items())
        }
    if isinstance(value, list):
        return [_spoil(one, key, at + place) for place, one in enumerate(value)]
    if not isinstance(value, str) or key in {"id", "kind", "from", "until", "colour", "group"}:
        return value
    if key == "url":
        return "javascript:alert(1)"
    texts = {"label", "names", "type", "programme", "title", "note", "publisher", "through"}
    return f"{PAYLOADS[at % len(PAYLOADS)]} {value}" if key in texts else value


@pytest.fixture(scope="module")
def hostile(make_once: MakeOnce, graph: Graph) -> Path:
    """Write an explorer in which every text is hostile, codes of countries and phases too."""

    def make(folder: Path) -> None:
        (folder / "hostile.html").write_text(_write_hostile(graph), "utf-8")

    return make_once("hostile-sheets", make) / "hostile.html"


def _write_hostile(graph: Graph) -> str:
    text = render_explorer(graph, Filters(country=("LV",))).decode("utf-8")
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert block
    page = _spoil(json.loads(block[1]))
    for phase in page["phases"]:
        phase[1] = f"{PAYLOADS[0]} {phase[1]}"
    for tie in page["ties"]:
        tie[3] = PAYLOADS[1]
    page["countries"] = {
        PAYLOADS[2] if code == "LV" else code: f"{PAYLOADS[3]} {name}"
        for code, name in page["countries"].items()
    }
    for node in page["nodes"]:
        if node.get("country") == "LV":
            node["country"] = PAYLOADS[2]
    return text.replace(block[1], write_block(page))


COUNT_FOREIGN = (
    "document.querySelectorAll('img,iframe,object,embed,base,link,[onload],[onerror],"
    "[onmouseover],a[href^=javascript],svg script').length"
)


@pytest.mark.parametrize(
    "address",
    [
        *(f"#view=timeline&by={order}" for order in ("start", "theme", "programme")),
        "#view=countries",
        "#view=practices&by=city",
        "#view=practices&by=country",
        *(f"#view=table&list={name}" for name in ("members", "cooperations", "practices")),
        *(f"#view=table&list={name}" for name in ("events", "transfers", "memberships")),
    ],
)
def test_hostile_labels_stay_text(visit: Callable[..., Any], hostile: Path, address: str) -> None:
    """Shown, hovered, opened and kept as SVG, no payload runs or adds an element."""
    page = visit(hostile, address, reduced_motion="reduce").page
    scripts = page.locator("script").count()
    assert any(payload in page.inner_text("#tables") for payload in PAYLOADS)
    for selector in (".twin summary", ".heat td:not(.s0)", "[data-end]", ".ribbon"):
        if page.locator(selector).count():
            page.locator(selector).first.dispatch_event("click")
            page.keyboard.press("Escape")
    page.click("#export summary")
    for kind in ("sheet-svg", "sheet-png", "sheet-csv"):
        if page.locator(f"[data-export={kind}]").is_visible():
            with page.expect_download() as waiting:
                page.click(f"[data-export={kind}]")
            _check_inert(page, waiting.value.path().read_bytes(), kind)
            page.click("#export summary")
    assert page.evaluate(COUNT_FOREIGN) == 0
    assert page.locator("script").count() == scripts


def _check_inert(page: Any, data: bytes, kind: str) -> None:
    if kind != "sheet-svg":
        return
    count = page.evaluate(
        """text => new DOMParser().parseFromString(text, 'image/svg+xml')
        .querySelectorAll('script,foreignObject,image,a,parsererror,[onload]').length""",
        data.decode("utf-8"),
    )
    assert count == 0
