"""The files of figures: SVG that is XML, PNG with ink, PDF with text, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from hanse.errors import UsageError
from hanse_viz import Filters, figures
from hanse_viz.figures.marks import WIDTH

if TYPE_CHECKING:
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Figure

SVG = "{http://www.w3.org/2000/svg}"
LATVIA = Filters(country=("Latvia",))


@pytest.fixture(scope="module", params=list(figures.DRAWN))
def figure(request: pytest.FixtureRequest, record: CityNetwork) -> Figure:
    """Draw each figure of the networks with members in Latvia."""
    return figures.DRAWN[request.param](record, LATVIA)


def read_pixels(png: bytes) -> tuple[int, int, float, float]:
    """Read an RGBA image: width, height, dots an inch, share of the pixels that are not white."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">L", png, at)
        name = png[at + 4 : at + 8]
        chunks[name] = chunks.get(name, b"") + png[at + 8 : at + 8 + length]
        at += 12 + length
    wide, high, depth, colours = struct.unpack_from(">LLBB", chunks[b"IHDR"])
    assert (depth, colours) == (8, 6)
    (metre,) = struct.unpack_from(">L", chunks[b"pHYs"])
    return wide, high, metre * 0.0254, _count_ink(zlib.decompress(chunks[b"IDAT"]), wide, high)


def _count_ink(data: bytes, wide: int, high: int) -> float:
    """Undo the filters of the rows (PNG 1.2, section 6) and count."""
    size = 4 * wide
    before = bytearray(size)
    ink = 0
    for row in range(high):
        start = row * (size + 1)
        line = bytearray(data[start + 1 : start + 1 + size])
        _undo(data[start], line, before)
        ink += sum(bytes(line[at : at + 3]) != b"\xff\xff\xff" for at in range(0, size, 4))
        before = line
    return ink / (wide * high)


def _undo(kind: int, line: bytearray, before: bytearray) -> None:
    for at in range(len(line)):
        left, corner = (line[at - 4], before[at - 4]) if at >= 4 else (0, 0)
        up = before[at]
        near = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        line[at] = (line[at] + (0, left, up, (left + up) // 2, near)[kind]) & 255


@pytest.mark.wheel
def test_svg_is_paths_and_texts(figure: Figure) -> None:
    """The SVG is well formed, titled and described, and holds nothing that runs or is fetched."""
    root = ET.fromstring(figure.svg)  # noqa: S314 - written by us
    assert root.get("viewBox") == f"0 0 {WIDTH:.0f} {figure.height:.0f}"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "title", "desc", "g", "rect", "path", "text"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not {one for one in names if one.startswith("on") or "href" in one or one == "style"}
    assert figure.svg.replace(SVG[1:-1], "").count("http") == figure.about.count("http") == 0
    assert root.findtext(f"{SVG}title") == figure.title
    assert "GeoNames" in str(root.findtext(f"{SVG}desc"))
    written = {str(element.text) for element in root.iter(f"{SVG}text")}
    assert figure.title in written


def test_png_has_a_size_and_ink(figure: Figure) -> None:
    """At scale 0.5 a pixel is 1/48 inch, and something is drawn on the white."""
    wide, high, dots, ink = read_pixels(figure.to_png(0.5))
    assert (wide, high) == (WIDTH / 2, figure.height // 2)
    assert dots == pytest.approx(48, abs=0.1)
    assert 0.04 < ink < 0.95


def test_png_grows_with_its_scale(figure: Figure) -> None:
    """At scale 2 it has twice the pixels each way on the same paper."""
    data = figure.to_png(2)
    wide, high = struct.unpack_from(">LL", data, 16)
    assert (wide, high) == (2 * WIDTH, 2 * figure.height)
    assert struct.unpack_from(">L", data, data.index(b"pHYs") + 4)[0] == round(192 / 0.0254)


def test_pdf_has_text_and_its_size(figure: Figure) -> None:
    """The page is 180 mm wide, its words can be searched, its fonts are ours and embedded."""
    page: Any = pypdf.PdfReader(io.BytesIO(figure.to_pdf())).pages[0]
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(180, abs=0.2)
    text = page.extract_text()
    assert figure.title in text
    assert "GeoNames" in text
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert {font.partition("+")[2] for font in fonts} == {
        "HanseFigures-Bold",
        "HanseFigures-Regular",
    }


def test_chart_keeps_altairs_schema(figure: Figure) -> None:
    """What is drawn unchecked for speed passes Altair's own check."""
    assert len(figure.chart().to_dict(validate=True)["layer"]) > 3


_HASH = """
import hashlib, pickle, sys
from hanse_viz import figures
from hanse_viz import Filters
record = pickle.loads(sys.stdin.buffer.read())
for kind, draw in figures.DRAWN.items():
    figure = draw(record, Filters(network=("re-growcity",)))
    for ending in figures.FORMATS:
        print(kind, ending, hashlib.sha256(figures.write_figure(figure, ending, 1)).hexdigest())
"""


def test_same_record_gives_the_same_bytes(record: CityNetwork) -> None:
    """Neither the order of hashes nor the language or the hour of the machine shows in a file."""
    import pickle  # noqa: PLC0415 - our own record, to another process of ours

    told: list[str] = []
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo")):
        done = subprocess.run(
            [sys.executable, "-c", _HASH],
            input=pickle.dumps(record),
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            check=True,
            capture_output=True,
        )
        told.append(done.stdout.decode())
    assert told[0].count("\n") == len(figures.DRAWN) * len(figures.FORMATS)
    assert told[0] == told[1]


@pytest.mark.wheel
def test_typeface_is_ours_under_a_name_of_its_own() -> None:
    """Another edition of the typeface on a machine cannot stand in for ours."""
    from hanse_viz.figures.lettering import FAMILIES, FOLDER  # noqa: PLC0415 - beside its promise

    assert FAMILIES.startswith("Hanse Figures, ")
    sums = {
        line.split()[1]: line.split()[0]
        for line in (FOLDER / "README.md").read_text("utf-8").splitlines()
        if line.endswith(".ttf")
    }
    assert len(sums) == 2
    for name, expected in sums.items():
        data = (FOLDER / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == expected
        assert "Hanse Figures".encode("utf-16-be") in data
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text("utf-8").upper()


@pytest.mark.parametrize("name", ["map.gif", "map", "map.", "svg", "a.svg.gz"])
def test_another_ending_is_refused(name: str) -> None:
    """The message says which endings are known."""
    with pytest.raises(UsageError, match=r"\.svg, \.png, \.pdf, \.html"):
        figures.read_format(name)


def test_ending_is_read_in_any_case() -> None:
    """As file systems do that know no case."""
    assert figures.read_format("A.B/Map.PDF") == "pdf"
