"""The drawn views of the explorer in a real browser: the network, the map, what they export."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox
import pytest

from hanse.resources import locate
from hanse_viz.explorer import render_explorer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
CALM = {"reduced_motion": "reduce"}
# Copies the canvas to one that may be read as often as one likes; gives its pixels.
READ = """(width, height) => {
  const canvas = document.querySelector("#canvas canvas");
  const size = [width ?? canvas.width, height ?? canvas.height];
  window.probe ??= new OffscreenCanvas(1, 1);
  Object.assign(window.probe, { width: size[0], height: size[1] });
  const pen = window.probe.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0, ...size);
  return new Uint32Array(pen.getImageData(0, 0, ...size).data.buffer);
}"""
# How many colours the canvas has, and the share of its pixels that are not the ground's.
MEASURE = f"""() => {{
  const pixels = ({READ})();
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return {{ colours: counts.size, drawn: 1 - Math.max(...counts.values()) / pixels.length }};
}}"""
# The share of pixels that have a colour.
SHARE = f"""([red, green, blue]) => {{
  const pixels = ({READ})();
  const wanted = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  return pixels.filter((pixel) => pixel === wanted).length / pixels.length;
}}"""
# In how many frames the canvas changed after a click, until it rests.
WATCH = f"""(selector) => new Promise((resolve) => {{
  const read = () => ({READ})(60, 40).join();
  let [seen, changes, still] = [read(), 0, 0];
  document.querySelector(selector).click();
  const look = () => {{
    const now = read();
    still = now === seen ? still + 1 : 0;
    changes += now !== seen;
    seen = now;
    if (still > 20) resolve(changes);
    else requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}})"""


class Spot(NamedTuple):
    """Where a node stands in the window, in pixels, and its radius."""

    x: float
    y: float
    radius: float


def _save(page: Page, kind: str) -> tuple[str, bytes]:
    page.click("#export summary")
    with page.expect_download() as waiting:
        page.click(f"[data-export={kind}]")
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def _draw(page: Page) -> ET.Element:
    return ET.fromstring(_save(page, "svg")[1])  # noqa: S314 - written by our own page


def _list_spots(drawing: ET.Element) -> Iterator[tuple[str, Spot]]:
    for circle in drawing.iter(f"{SVG}circle"):
        name = circle.findtext(f"{SVG}title") or ""
        yield name, Spot(*(float(circle.attrib[key]) for key in ("cx", "cy", "r")))


def _find(page: Page, name: str) -> Spot:
    return dict(_list_spots(_draw(page)))[name]


def _count_arcs(drawing: ET.Element) -> int:
    return sum(path.attrib["d"].count("Q") for path in drawing.iter(f"{SVG}path"))


def _note(page: Page) -> str:
    return page.inner_text("#note")


@pytest.mark.wheel
def test_network_and_map_are_drawn(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Both views draw on more than a twentieth of the canvas, in more than a hundred colours."""
    for address in ("", "#view=map"):
        measured = visit(explorer_page, address, **CALM).page.evaluate(MEASURE)
        assert measured["colours"] > 100
        assert measured["drawn"] > 0.05


def test_no_graph_library_is_in_the_page(explorer_page: Path) -> None:
    """The explorer draws by itself."""
    assert "vis-network" not in explorer_page.read_text("utf-8")


@pytest.mark.wheel
def test_map_shows_land_under_the_cities(visit: Callable[..., Any], explorer_page: Path) -> None:
    """The map has the colour of land, the network has not, in light and in dark."""
    for scheme, land in (("light", [236, 235, 228]), ("dark", [28, 38, 48])):
        page = visit(explorer_page, "#view=map", color_scheme=scheme, **CALM).page
        assert page.evaluate(SHARE, land) > 0.1
        page.click("[data-look=network]")
        page.wait_for_function(f"land => ({SHARE})(land) < 0.001", arg=land)


def test_cities_move_to_the_map(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Pictures lie between the network and the map; for a reader who wants calm there are none."""
    moving = visit(explorer_page).page.evaluate(WATCH, "[data-look=map]")
    assert moving > 5
    calm = visit(explorer_page, **CALM).page.evaluate(WATCH, "[data-look=map]")
    assert calm == 1


def test_click_on_the_map_picks_the_city_that_stands_there(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """Riga is chosen by a click at its place, and named when a pointer is over it."""
    opened = visit(explorer_page, "#view=map&country=LV", **CALM)
    page = opened.page
    spot = _find(page, "Riga")
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + spot.x, box["y"] + spot.y
    page.mouse.move(x, y)
    assert page.inner_text("#tip b") == "Riga"
    page.mouse.click(x, y)
    assert opened.heading() == "Riga"
    assert "at=city/riga" in opened.address()


def test_drag_wheel_and_keys_move_the_map(visit: Callable[..., Any], explorer_page: Path) -> None:
    """A drag moves by its way, a wheel zooms about the pointer, keys and Fit lead back."""
    opened = visit(explorer_page, "#view=map", **CALM)
    page = opened.page
    first = _find(page, "Riga")
    page.mouse.move(900, 500)
    page.mouse.down()
    page.mouse.move(960, 470, steps=4)
    page.mouse.up()
    moved = _find(page, "Riga")
    assert (moved.x - first.x, moved.y - first.y) == pytest.approx((60, -30), abs=0.2)
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + moved.x, box["y"] + moved.y)
    page.mouse.wheel(0, -400)
    opened.rest()
    near = dict(_list_spots(_draw(page)))
    assert (near["Riga"].x, near["Riga"].y) == pytest.approx((moved.x, moved.y), abs=1)
    assert near["Riga"].x - near["Tallinn"].x != pytest.approx(0, abs=5)
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    assert _find(page, "Riga").x == pytest.approx(near["Riga"].x - 80, abs=0.2)
    page.keyboard.press("0")
    back = _find(page, "Riga")
    assert (back.x, back.y) == pytest.approx((first.x, first.y), abs=0.2)


def test_filter_follows_until_the_reader_has_moved_the_picture(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """A filter brings what it keeps into the window, unless the reader chose where to look."""
    page = visit(explorer_page, "#view=map", **CALM).page
    whole = _find(page, "Riga")
    page.click("#role [data-role=lead]")
    page.click("#role [data-role=any]")
    assert _find(page, "Riga") == whole
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowDown")
    held = _find(page, "Riga")
    page.click("#role [data-role=lead]")
    assert _find(page, "Riga")[:2] == held[:2]


def test_switch_chooses_what_arcs_show(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Arcs join partners, or with arrowheads those who learn; the address holds the choice."""
    opened = visit(explorer_page, "#view=map", **CALM)
    page = opened.page
    partners = _count_arcs(_draw(page))
    assert partners > 1000
    assert "lead of a network" in _note(page)
    page.click("[data-arcs=practices]")
    assert opened.address() == "#view=map&arcs=practices"
    drawing = _draw(page)
    heads = sum(
        p.attrib["d"].count("z") for p in drawing.iter(f"{SVG}path") if "fill-opacity" in p.attrib
    )
    assert 100 < _count_arcs(drawing) == heads < partners
    assert "who learnt it" in _note(page)
    page.go_back()
    page.wait_for_function("document.querySelector('[data-arcs=partners]').ariaPressed === 'true'")
    page.click("[data-look=network]")
    assert page.locator("#arcs").is_hidden()


def test_chosen_practice_shows_who_learnt_it(
    visit: Callable[..., Any], explorer_page: Path, graph: Any
) -> None:
    """A practice has an arrow for each city that took it up."""
    rows = graph.query(
        "PREFIX hanse: <https://w3id.org/hanse/ontology#>"
        " SELECT ?practice (COUNT(DISTINCT ?to) AS ?n)"
        " WHERE { ?t a hanse:Transfer ; hanse:practice ?practice ; hanse:to ?to }"
        " GROUP BY ?practice ORDER BY DESC(?n) ?practice LIMIT 1"
    ).rows
    iri, count = (str(term.value) for term in rows[0])
    key = iri.removeprefix("https://w3id.org/hanse/id/")
    page = visit(explorer_page, f"#view=map&at={key}", **CALM).page
    heads = [p for p in _draw(page).iter(f"{SVG}path") if "fill-opacity" in p.attrib]
    assert sum(head.attrib["d"].count("z") for head in heads) == int(count)


def test_caption_names_what_is_not_on_the_map(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """Cities without coordinates are named; those overseas stand in boxes."""
    page = visit(explorer_page, "#view=map", **CALM).page
    assert re.search("without coordinates: Babīte, .*Püspökszilágy", _note(page))
    texts = {text.text for text in _draw(page).iter(f"{SVG}text")}
    assert {"Madeira", "Canary Islands", "French Guiana"} <= texts
    assert "Teguise" in dict(_list_spots(_draw(page)))


def test_ego_view_shows_one_network_of_networks(
    visit: Callable[..., Any], explorer_page: Path, network: Any
) -> None:
    """With do=ego the picture holds the cooperations of one city and their members, no others."""
    page = visit(explorer_page, "#at=city/aluksne&do=ego", **CALM).page
    own = {tie.cooperation for tie in network.ties if tie.member.endswith("/city/aluksne")}
    members = {tie.member for tie in network.ties if tie.cooperation in own}
    names = {member.label for member in network.members if member.iri in members}
    assert {name for name, _ in _list_spots(_draw(page))} <= names
    assert len(_draw(page).findall(f".//{SVG}title")) == len(members) + len(own) + 1
    assert "Only the cooperations of Alūksne" in _note(page)


def test_chain_is_lit_and_told(visit: Callable[..., Any], explorer_page: Path) -> None:
    """With do=chain the shortest chain is named in the caption, and bright in the picture."""
    address = "#at=city/aluksne&do=chain&with=city/barcelona"
    page = visit(explorer_page, address, **CALM).page
    assert re.search(r"The shortest chain is lit: Alūksne, .* and Barcelona\.", _note(page))
    bright = [c for c in _draw(page).iter(f"{SVG}circle") if float(c.attrib["opacity"]) == 1]
    names = {circle.findtext(f"{SVG}title") or "" for circle in bright}
    assert {"Alūksne", "Barcelona"} <= names
    assert 3 <= len(names) < 8


def test_names_do_not_overlap(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Before any click cities are named, on the map large ones; nearer there are more names."""
    boxes = """() => [...document.querySelectorAll("svg > svg > text[paint-order]")].map((text) => {
      const { x, y, width, height } = text.getBoundingClientRect();
      return [text.textContent, x, y + height * 0.2, x + width, y + height * 0.8];
    })"""
    for address, wanted in (("", {"Budapest"}), ("#view=map", {"London", "Berlin", "Budapest"})):
        page = visit(explorer_page, address, **CALM).page
        counts: list[int] = []
        for _ in range(2):
            named = _list_labels(page, boxes)
            for place, (name, *a) in enumerate(named):
                for other, *b in named[place + 1 :]:
                    apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                    assert apart, f"{name} and {other}"
            if not counts:
                assert wanted <= {name for name, *_ in named}
            counts.append(len(named))
            page.click("#zoom-in")
            page.click("#zoom-in")
        assert counts[1] > counts[0] > 15


def _list_labels(page: Page, boxes: str) -> list[Any]:
    """Open the exported drawing in the browser and measure its names."""
    page.click("#export summary")
    with page.expect_download() as waiting:
        page.click("[data-export=svg]")
    drawn = page.context.new_page()
    drawn.set_content(waiting.value.path().read_text("utf-8"))
    found: list[Any] = drawn.evaluate(boxes)
    drawn.close()
    return found


def test_exports_say_what_they_show(visit: Callable[..., Any], explorer_page: Path) -> None:
    """Files are named after the view; picture and drawing carry title, filter, caption, source."""
    page = visit(explorer_page, "#view=map&at=city/riga&from=2010", **CALM).page
    name, png = _save(page, "png")
    assert name == "hanse-map.png"
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    stage = page.locator("#canvas").bounding_box()
    assert stage is not None
    assert width == 2 * stage["width"]
    assert height > 2 * stage["height"] + 200
    name, svg = _save(page, "svg")
    assert name == "hanse-map.svg"
    drawing = ET.fromstring(svg)  # noqa: S314 - written by our own page
    said = " ".join(text.text or "" for text in drawing.iter(f"{SVG}text"))
    for part in (
        page.inner_text("h1"),
        "Riga; active between 2010",
        "Economy",
        "CC BY 4.0",
        (locate("data") / "VERSION").read_text("utf-8").strip(),
    ):
        assert part in said
    assert _note(page)[:40] in said


def test_tables_of_exports_hold_coordinates(visit: Callable[..., Any], explorer_page: Path) -> None:
    """CSV and GEXF tell where members lie on Earth."""
    page = visit(explorer_page, "#country=LV", **CALM).page
    name, csv = _save(page, "csv")
    assert name == "hanse-memberships.csv"
    head, *rows = (row.split(",") for row in csv.decode("utf-8").splitlines())
    place = head.index("longitude")
    riga = next(row for row in rows if row[0].endswith("city/riga"))
    assert [float(value) for value in riga[place : place + 2]] == pytest.approx(
        [24.1, 56.95], abs=0.1
    )
    gexf = _save(page, "gexf")[1].decode("utf-8")
    assert 'title="longitude" type="double"' in gexf


def test_hostile_names_stay_text_on_the_map(
    facts: Any, visit: Callable[..., Any], tmp_path: Path
) -> None:
    """Names that are markup are drawn and exported as text; no element comes of them."""
    names = [
        "</title><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "]]>&lt;b\u0000\u2028",
    ]
    network = facts.thing("network", "n", "--><svg onload=alert(1)>")
    for place, name in enumerate(names):
        city = facts.thing("city", f"c{place}", name)
        for key, value in (("lat", 50 + place), ("long", 10 + 4 * place)):
            facts.say(
                city,
                WGS84 + key,
                ox.Literal(
                    str(value), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
                ),
            )
        facts.tie(network, city, "LeadPartner" if place == 0 else "Partner")
    file = tmp_path / "hostile.html"
    file.write_bytes(render_explorer(facts.open()))
    for look in ("network", "map"):
        page = visit(file, f"#view={look}", **CALM).page
        assert page.evaluate("document.querySelectorAll('img,svg,iframe').length") == 0
        drawing = _draw(page)
        assert {tag.tag.removeprefix(SVG) for tag in drawing.iter()} <= {
            "svg",
            "title",
            "rect",
            "g",
            "path",
            "circle",
            "text",
            "linearGradient",
            "stop",
        }
        said = {name for name, _ in _list_spots(drawing)}
        assert said == {names[0], names[1], "]]>&lt;b\u2028"}
        assert all(not key.startswith("on") for tag in drawing.iter() for key in tag.attrib)
        ET.fromstring(_save(page, "gexf")[1])  # noqa: S314 - written by our own page


def test_paper_gets_the_whole_view_on_one_page(
    visit: Callable[..., Any], explorer_page: Path
) -> None:
    """Printed, the view stands on one page of A4 across, light, with caption and citation."""
    page = visit(explorer_page, "#view=map", fresh=True, color_scheme="dark", **CALM).page
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 841.9" in pdf
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#imprint").is_visible()
    assert "CC BY 4.0" in page.inner_text("#imprint")
    assert page.locator("#note").is_visible()
    size = page.evaluate("document.querySelector('#canvas canvas').width")
    assert size == 3120, "three dots for each pixel of the page"
    assert page.evaluate(SHARE, [255, 255, 255]) > 0.3
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelector('#canvas canvas').width") < 1440


def test_two_fingers_zoom(visit: Callable[..., Any], explorer_page: Path) -> None:
    """On a touch screen one finger moves the picture and two zoom it."""
    page = visit(explorer_page, "#view=map", fresh=True, has_touch=True, **CALM).page
    session = page.context.new_cdp_session(page)
    box = page.locator("#canvas").bounding_box()
    assert box is not None

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send(
            "Input.dispatchTouchEvent",
            {
                "type": kind,
                "touchPoints": [
                    {"x": box["x"] + x, "y": box["y"] + y, "id": at}
                    for at, (x, y) in enumerate(points)
                ],
            },
        )

    before = dict(_list_spots(_draw(page)))
    touch("touchStart", (500, 400), (600, 400))
    touch("touchMove", (450, 400), (650, 400))
    touch("touchEnd")
    after = dict(_list_spots(_draw(page)))
    way = [abs(spots["Riga"].x - spots["Lisbon"].x) for spots in (before, after)]
    assert way[1] == pytest.approx(2 * way[0], rel=0.05)


def test_resized_window_is_filled(visit: Callable[..., Any], explorer_page: Path) -> None:
    """The canvas follows the window, at the density of the screen."""
    page = visit(explorer_page, "#view=map", fresh=True, device_scale_factor=2, **CALM).page
    page.set_viewport_size({"width": 900, "height": 700})
    page.wait_for_function("""() => {
      const canvas = document.querySelector("#canvas canvas");
      return canvas.width === 2 * canvas.parentElement.clientWidth;
    }""")
