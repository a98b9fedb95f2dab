"""The room of vl-convert: a chart as SVG, and that as PNG or PDF; no browser and no request."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from hanse.errors import MissingExtraError
from hanse_viz.figures.lettering import FOLDER
from hanse_viz.figures.tidying import resize_svg, tidy_svg

if TYPE_CHECKING:
    import altair as alt

# A pixel of SVG is 1/96 inch, a point of PDF 1/72.
_POINTS = 0.75
# How often a PDF is written anew until its fonts stand in order; two fonts take two on average.
_TRIES = 200
_BASE_FONT = re.compile(rb"/BaseFont /(\S+)")
# Entries of a dictionary that each name an object.
_ENTRIES = re.compile(rb"(?:^ +/[A-Za-z]+\d+ \d+ 0 R\n){2,}", re.MULTILINE)


def write_svg(chart: alt.LayerChart, title: str, about: str, name: str = "figure") -> str:
    """Write a chart as SVG with a title and a description, and without anything that runs."""
    # Altair's own check of the schema takes a second for a large figure; the tests make it.
    spec = chart.to_dict(validate=False)
    svg: str = _open_converter().vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
    return tidy_svg(svg, title, about, name)


def write_png(svg: str, scale: float) -> bytes:
    """Paint an SVG; at scale 1 a pixel is 1/96 inch, and the file says how large it is meant."""
    painted: bytes = _open_converter().svg_to_png(svg, scale=_POINTS, ppi=96 * scale)
    return painted


def write_pdf(svg: str) -> bytes:
    """Set an SVG as a page of PDF of its size, its texts as text; the same SVG, the same bytes.

    The converter writes what it keeps by name in an order that is drawn by lot: entries are put in
    order, which moves no object, and for the order of fonts it is asked again. A text that needs
    many fonts of the machine may be left without.
    """
    converter = _open_converter()
    sized = resize_svg(svg, _POINTS)
    page: bytes = b""
    for _ in range(_TRIES):
        page = converter.svg_to_pdf(sized)
        fonts = _BASE_FONT.findall(page)
        if fonts == sorted(fonts):
            break
    return _ENTRIES.sub(_sort_entries, page)


def _sort_entries(found: re.Match[bytes]) -> bytes:
    return b"".join(sorted(found[0].splitlines(keepends=True)))


@cache
def _open_converter() -> Any:  # noqa: ANN401 - a module
    """Load vl-convert with our typeface; raises MissingExtraError without the extra `viz`."""
    try:
        import vl_convert  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("viz", str(error.name)) from error
    vl_convert.register_font_directory(str(FOLDER))
    return vl_convert
