"""The room of Altair: the marks of a figure as one chart of layers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from hanse.errors import MissingExtraError
from hanse_viz.figures.lettering import FAMILIES, clean
from hanse_viz.figures.marks import PAPER, Path, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import altair as alt

    from hanse_viz.figures.marks import Mark, Style, Type


def draw_chart(
    marks: Iterable[Mark], width: float, height: float, title: str, about: str
) -> alt.LayerChart:
    """Draw marks, the first at the bottom, as a chart whose scales are the pixels themselves.

    Raises MissingExtraError without the extra `viz`.
    """
    try:
        import altair as alt  # noqa: PLC0415 - costs 700 ms and the extra viz
        from altair.utils.schemapi import debug_mode  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("viz", str(error.name)) from error
    rows: dict[str, list[dict[str, Any]]] = {}
    # Altair checks every layer against its schema as it is made, which takes seconds; the tests
    # check the whole chart once.
    with debug_mode(arg=False):
        layers = [
            layer
            for (kind, style), run in groupby(marks, key=_read_style)
            for layer in _draw_run(alt, kind, style, _name_rows(rows, kind, list(run)))
        ]
        return alt.LayerChart(
            layer=layers,
            datasets=rows,
            width=width,
            height=height,
            padding=0,
            autosize="none",
            background=PAPER,
            description=clean(f"{title}. {about}"),
            config={"font": FAMILIES, "view": {"stroke": None}},
        )


def _read_style(mark: Mark) -> tuple[type[Mark], Style | Type]:
    return (Path, mark.style) if isinstance(mark, Path) else (Text, mark.type)


def _name_rows(rows: dict[str, list[dict[str, Any]]], kind: type[Mark], run: Sequence[Any]) -> str:
    """Put what differs between marks of one style among the rows; gives the name it has there."""
    name = f"marks-{len(rows)}"
    rows[name] = [
        {"x": one.x, "y": one.y, "d": one.shape}
        if kind is Path
        else {"x": one.x, "y": one.y, "t": clean(one.text)}
        for one in run
    ]
    return name


def _draw_run(alt: Any, kind: type[Mark], style: Any, name: str) -> Iterable[Any]:  # noqa: ANN401 - Altair's classes
    """Draw marks of one style; a halo is a layer of its own beneath the letters."""
    data = alt.NamedData(name=name)
    if kind is Path:
        chart = alt.Chart(data).mark_point(**_paint(style))
        yield chart.encode(shape=alt.Shape("d:N", scale=None), **_place(alt))
        return
    for options in _letter(style):
        yield alt.Chart(data).mark_text(**options).encode(text="t:N", **_place(alt))


def _place(alt: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {axis: getattr(alt, axis.upper())(f"{axis}:Q", scale=None, axis=None) for axis in "xy"}


def _paint(style: Style) -> dict[str, Any]:
    # A shape of size 4 is drawn in the pixels of its path. Source: Vega, marks/symbol.
    options: dict[str, Any] = {
        "size": 4,
        "fill": style.fill or None,
        "stroke": style.stroke or None,
        "strokeWidth": style.width if style.stroke else 0,
        "fillOpacity": style.opacity if style.fill else 1,
        "strokeOpacity": style.opacity if style.stroke else 1,
        "opacity": 1,
        "aria": False,
    }
    if style.dash:
        options["strokeDash"] = list(style.dash)
    return options


def _letter(type_: Type) -> Iterable[dict[str, Any]]:
    options: dict[str, Any] = {
        "fontSize": type_.size,
        "fontWeight": 700 if type_.bold else 400,
        "align": type_.align,
        "baseline": "middle",
        "aria": False,
    }
    if type_.halo:
        stroke = {"stroke": PAPER, "strokeWidth": type_.halo, "strokeJoin": "round"}
        yield {**options, "color": PAPER, **stroke}
    yield {**options, "color": type_.colour}
