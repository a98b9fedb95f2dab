"""The explorer in Chromium: the shipped record, and one as large as keep.eu's, beside their peers.

    python -m bench.explorer [ROUNDS] [PATH]

Writes each page into a folder that is thrown away, opens it ROUNDS times, each in a fresh profile,
until it is drawn, and drags its picture. The dataset at PATH is by default what `hanse.open` opens;
the large record is that of bench/keep.py. The peers show the same nodes and ties and nothing else:
pyvis with its physics (of the shipped record) and with our positions instead, and sigma with its
own circles and lines and our positions. No graphics card is used: pages of the shipped record run
without one, and for those of the large one the processor draws WebGL. Prints for each page its
bytes, the seconds that writing took, until it is ready, and the redraws per second of a drag, as
JSON. Needs node and npm for the page of sigma alone.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.keep import make_record
from playwright.sync_api import Error, sync_playwright
from pyvis.network import Network

import hanse
from hanse.record.reading import read_record
from hanse_viz.explorer import render_explorer
from hanse_viz.layout import place
from hanse_viz.styling import style_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from hanse.record.model import CityNetwork

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ("--no-sandbox", "--no-first-run", "--disable-background-networking")
PLAIN = ("--disable-gpu",)
WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
WINDOW = {"width": 1440, "height": 900}
OURS, THEIRS = "html[data-ready=true]", "html[data-drawn=true]"
# A page that has not been drawn by then is not waited for.
MOST_SECONDS = 120
DRAG_SECONDS = 3
# Moves a pointer that is down once in each frame; gives how many frames there were in a second.
DRAG = f"""(selector) => new Promise((resolve) => {{
  const element = document.querySelector(selector);
  const box = element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  element.setPointerCapture = () => {{}};
  const send = (name, right, down) => {{
    const shared = {{ clientX: right, clientY: down, bubbles: true, buttons: 1, button: 0,
      cancelable: true, view: window }};
    const target = document.elementFromPoint(x, y) ?? element;
    target.dispatchEvent(new PointerEvent(`pointer${{name}}`, {{ ...shared, pointerId: 1,
      pointerType: "mouse", isPrimary: true }}));
    target.dispatchEvent(new MouseEvent(`mouse${{name}}`, shared));
  }};
  send("move", x, y);
  send("down", x, y);
  const start = performance.now();
  let frames = 0;
  const step = () => {{
    const passed = performance.now() - start;
    if (passed > {DRAG_SECONDS * 1000}) {{
      send("up", x, y);
      resolve(frames / passed * 1000);
      return;
    }}
    frames += 1;
    send("move", x + (frames % 40 - 20) * 4, y + frames % 11);
    requestAnimationFrame(step);
  }};
  requestAnimationFrame(step);
}})"""


class Subject(NamedTuple):
    """A page that is measured: its file, what says that it is drawn, and what is dragged."""

    file: Path
    seconds: float
    ready: str
    dragged: str


def write_ours(record: CityNetwork, file: Path) -> Subject:
    """Write the explorer."""
    start = time.perf_counter()
    file.write_bytes(render_explorer(record))
    return Subject(file, time.perf_counter() - start, OURS, "#canvas")


def place_nodes(record: CityNetwork) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
    """Style and place the tied nodes, as the explorer does, and number their ties."""
    degrees = record.count_degrees()
    nodes = [node for node in style_nodes(record) if degrees[node["id"]]]
    index = {node["id"]: number for number, node in enumerate(nodes)}
    ties = [(index[tie.member], index[tie.cooperation]) for tie in record.ties]
    places = place(len(nodes), ties, [node["size"] for node in nodes])
    for node, (x, y) in zip(nodes, places, strict=True):
        node.update(x=x, y=y)
    return nodes, ties


def write_pyvis(record: CityNetwork, file: Path, *, placed: bool) -> Subject:
    """Write pyvis's own page, all scripts in line; without our positions its physics finds some."""
    start = time.perf_counter()
    nodes, ties = place_nodes(record)
    # Undirected, pyvis compares each tie with all before it, which for 69,000 takes many minutes.
    drawing = Network(height="880px", cdn_resources="in_line", directed=True)
    for number, node in enumerate(nodes):
        at = {"x": node["x"], "y": node["y"]} if placed else {}
        drawing.add_node(number, label=node["label"], size=node["size"], color=node["color"], **at)
    for one, other in ties:
        drawing.add_edge(one, other, arrows="")
    if placed:
        drawing.toggle_physics(status=False)
    page = drawing.generate_html()
    event = "afterDrawing" if placed else "stabilizationIterationsDone"
    told = (
        f'network.once("{event}", () => {{ document.documentElement.dataset.drawn = "true"; }});'
        "return network;"
    )
    assert "return network;" in page
    file.write_text(page.replace("return network;", told, 1), "utf-8")
    return Subject(file, time.perf_counter() - start, THEIRS, "#mynetwork canvas")


def write_sigma(record: CityNetwork, file: Path) -> Subject:
    """Write a page with every node and tie in which sigma does everything itself."""
    start = time.perf_counter()
    nodes, ties = place_nodes(record)
    drawn = {
        "nodes": [[n["x"], -n["y"], n["size"] / 4, n["label"], n["color"]] for n in nodes],
        "ties": ties,
    }
    data = json.dumps(drawn, separators=(",", ":")).replace("<", "\\u003c")
    script = bundle_sigma(file.with_suffix(".js"))
    file.write_text(
        '<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}#all{height:100vh}</style>'
        f'<div id="all"></div><script type="application/json" id="data">{data}</script>'
        f"<script>{script}</script>",
        "utf-8",
    )
    return Subject(file, time.perf_counter() - start, THEIRS, "#all")


def bundle_sigma(file: Path) -> str:
    """Bundle the packages that the explorer bundles too with a script of a few lines."""
    entry = """
import { MultiUndirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
const { nodes, ties } = JSON.parse(document.getElementById("data").textContent);
const graph = new MultiUndirectedGraph();
nodes.forEach(([x, y, size, label, color], place) =>
  graph.addNode(place, { x, y, size, label, color }));
ties.forEach(([from, to]) => graph.addEdge(from, to, { color: "#ccc", type: "line" }));
new Sigma(graph, document.getElementById("all"), { edgeProgramClasses: { line: EdgeLineProgram } });
document.documentElement.dataset.drawn = "true";
"""
    if not (ROOT / "viz" / "node_modules").is_dir():
        subprocess.run(["npm", "ci"], cwd=ROOT / "viz", check=True, capture_output=True)
    subprocess.run(
        ["npx", "esbuild", "--bundle", "--minify", "--charset=ascii", f"--outfile={file}"],
        cwd=ROOT / "viz",
        input=entry.encode(),
        check=True,
        capture_output=True,
    )
    return file.read_text("ascii").replace("</script", "<\\/script")


def open_page(browser: Browser, subject: Subject) -> tuple[float, Page]:
    """Open a page in a fresh profile: the seconds until it says that it is drawn."""
    page = browser.new_context(viewport=WINDOW).new_page()  # type: ignore[arg-type]
    start = time.perf_counter()
    page.goto(subject.file.as_uri(), timeout=1000 * MOST_SECONDS)
    page.wait_for_selector(subject.ready, timeout=1000 * MOST_SECONDS)
    return time.perf_counter() - start, page


def measure(browser: Browser, subject: Subject, rounds: int) -> dict[str, Any]:
    """Open a page again and again, and drag its picture; one that is never ready has no figures."""
    ready: list[float] = []
    redraws: list[float] = []
    for _ in range(rounds):
        try:
            seconds, page = open_page(browser, subject)
        except Error as error:
            if "Timeout" not in str(error):
                raise
            break
        page.wait_for_timeout(500)
        ready.append(round(seconds, 2))
        redraws.append(round(page.evaluate(DRAG, subject.dragged), 1))
        page.context.close()
    return {
        "bytes": subject.file.stat().st_size,
        "writing": round(subject.seconds, 1),
        "ready": ready,
        "redraws": redraws,
    }


def list_pages(
    shipped: CityNetwork, large: CityNetwork, folder: Path
) -> dict[str, Callable[[], Subject]]:
    """Name the pages; each is written when it is its turn."""
    return {
        "shipped": lambda: write_ours(shipped, folder / "shipped.html"),
        "shipped, pyvis": lambda: write_pyvis(shipped, folder / "pyvis.html", placed=False),
        "shipped, pyvis, placed": lambda: write_pyvis(shipped, folder / "placed.html", placed=True),
        "large": lambda: write_ours(large, folder / "large.html"),
        "large, pyvis, placed": lambda: write_pyvis(large, folder / "large-p.html", placed=True),
        "large, sigma": lambda: write_sigma(large, folder / "large-s.html"),
    }


def main() -> None:
    """Write and measure all pages, and print what was found."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    shipped = read_record(hanse.open(sys.argv[2] if len(sys.argv) > 2 else None))  # noqa: PLR2004 - the second argument
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        for name, write in list_pages(shipped, make_record(), Path(folder)).items():
            subject = write()
            flags = (*FLAGS, *(WEBGL if name.startswith("large") else PLAIN))
            browser = driver.chromium.launch(executable_path=chromium, args=list(flags))
            found[name] = measure(browser, subject, rounds)
            browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
