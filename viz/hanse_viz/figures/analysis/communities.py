"""Where communities lie: a small map of each, its firm members filled."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.colours import COLOURS
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_number
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.ground import choose_frame, draw_ground, is_outlined
from hanse_viz.figures.lettering import shorten
from hanse_viz.figures.marks import (
    INK,
    PAPER,
    QUIET,
    SMALL,
    WIDTH,
    Path,
    Style,
    Text,
    Type,
    move,
    number,
)
from hanse_viz.figures.projecting import project
from hanse_viz.figures.symbols import draw_circle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hanse.analysis.grouping import NodeCommunity, Summary
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.ground import Frame
    from hanse_viz.figures.marks import Mark

MOST_MAPS = 12
_ACROSS, _GAP, _HEAD = 3, 10.0, 34.0
_WIDE = (WIDTH - (_ACROSS - 1) * _GAP) / _ACROSS
_RADIUS = 2.3
_NAMED = 3
# How far points of the outline lie apart on maps so small, in pixels.
_FINE = 2.2
# Below this share of runs with the others of its community a city is drawn hollow.
_HALF = 0.5
_COLUMNS = ("Community", "Name", "Country", "Stability")

Parts = dict[int, list["NodeCommunity"]]


class _Ground(NamedTuple):
    """What all maps have: the window, its outline, and where the places are in it."""

    frame: Frame
    outline: list[Path]
    points: dict[str, tuple[float, float]]


def draw_communities(
    rows: Sequence[NodeCommunity],
    places: Mapping[str, tuple[float, float]],
    origin: Origin,
    *,
    summary: Summary | None = None,
    nouns: Nouns | None = None,
) -> Figure:
    """Draw a map of Europe for each community, the largest first: twelve at most.

    `rows` are those of `hanse.analysis.list_nodes`, `summary` of `summarise`; `places` has latitude
    and longitude by id. Who has no place is counted in the caption. Raises UsageError where nobody
    has one or everybody is alone.
    """
    nouns = nouns or choose_nouns()
    parts = _split(rows)
    projected = {one.id: project(*places[one.id]) for one in rows if one.id in places}
    found = {one: point for one, point in projected.items() if is_outlined(point)}
    if not found:
        raise UsageError(f"nothing to draw: no {nouns.one} here has coordinates in Europe")
    frame = choose_frame(found.values(), _WIDE)
    points = {one: frame.place(point) for one, point in found.items()}
    ground = _Ground(frame, draw_ground(frame, _FINE), points)
    shown = [part for part in parts if len(parts[part]) > 1][:MOST_MAPS]
    if not shown:
        raise UsageError(f"nothing to draw: no two {nouns.many} are in a community")
    drawing = _draw_maps(parts, shown, ground)
    said = _say((rows, parts, shown), len(found), summary, nouns, origin)
    return compose("communities", said, _list_keys(), drawing, [_tabulate(rows)])


def _split(rows: Iterable[NodeCommunity]) -> Parts:
    parts: defaultdict[int, list[NodeCommunity]] = defaultdict(list)
    for row in rows:
        parts[row.community].append(row)
    return dict(sorted(parts.items()))


def _draw_maps(parts: Parts, shown: Sequence[int], ground: _Ground) -> Drawing:
    high = ground.frame.down * ground.frame.scale + _HEAD + _GAP
    marks: list[Mark] = []
    for at, part in enumerate(shown):
        row, column = divmod(at, _ACROSS)
        colour = COLOURS[0]
        map_ = _draw_map(part, parts[part], ground, colour)
        marks += move(map_, round(column * (_WIDE + _GAP), 2), round(row * high, 2))
    return Drawing(tuple(marks), high * -(-len(shown) // _ACROSS))


def _draw_map(
    part: int, members: Sequence[NodeCommunity], ground: _Ground, colour: str
) -> Iterator[Mark]:
    """Draw a heading with size, stability and names, then the ground, then dots."""
    mean = sum(one.stability for one in members) / len(members)
    heading = f"Community {part}: {len(members):,}, stability {100 * mean:.0f} %"
    yield Text(2, 8, heading, Type(SMALL, INK, bold=True))
    firm = sorted(members, key=lambda one: (-one.stability, one.name, one.id))[:_NAMED]
    yield Text(
        2, 21, shorten(_list_names(firm, len(members)), SMALL, _WIDE - 4), Type(SMALL, QUIET)
    )
    marks = [*ground.outline, *_draw_dots(members, ground.points, colour)]
    yield from move(marks, 0, _HEAD - 4)


def _list_names(firm: Sequence[NodeCommunity], many: int) -> str:
    return ", ".join(one.name for one in firm) + (", …" if many > len(firm) else "")


def _draw_dots(
    members: Sequence[NodeCommunity], points: Mapping[str, tuple[float, float]], colour: str
) -> Iterator[Path]:
    """Draw the members: filled where they are with the others in half of the runs or more."""
    placed = [one for one in members if one.id in points]
    hollow = [points[one.id] for one in placed if one.stability < _HALF]
    filled = [points[one.id] for one in placed if one.stability >= _HALF]
    if hollow:
        yield Path(0, 0, _dot(hollow, _RADIUS - 0.3), Style(fill=PAPER, stroke=colour, width=1.0))
    if filled:
        yield Path(0, 0, _dot(filled, _RADIUS), Style(fill=colour, stroke=PAPER, width=0.5))


def _dot(points: Iterable[tuple[float, float]], radius: float) -> str:
    """Draw a circle about each point, as one path."""
    r, wide = number(radius), number(2 * radius)
    back = number(-2 * radius)
    return "".join(
        f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 1 {wide} 0a{r} {r} 0 1 1 {back} 0z"
        for x, y in sorted(points)
    )


def _list_keys() -> Iterator[Key]:
    circle = draw_circle(_RADIUS + 0.6)
    filled = Style(fill=COLOURS[0], stroke=PAPER, width=0.5)
    hollow = Style(fill=PAPER, stroke=COLOURS[0], width=1.0)
    yield Key(
        f"with the others of its community in {100 * _HALF:.0f} % of the runs or more",
        (Path(5, 0, circle, filled),),
    )
    yield Key("in fewer", (Path(5, 0, circle, hollow),))


def _say(
    drawn: tuple[Sequence[NodeCommunity], Parts, Sequence[int]],
    placed: int,
    summary: Summary | None,
    nouns: Nouns,
    origin: Origin,
) -> tuple[str, str, list[str]]:
    rows, parts, shown = drawn
    sizes = [len(parts[part]) for part in shown]
    how = (
        f"{origin.scope}{captions.count(len(parts), 'community', 'communities')} of"
        f" {captions.count(len(rows), nouns.one, nouns.many)} that are tied more among each other"
        f" than to the rest; mapped are {len(shown)}, of {min(sizes):,} to {max(sizes):,} members."
    )
    note = (
        "A heading has the number of a community, its members, its stability, which is the share"
        " of runs from other seeds in which they are together, and the most stable three."
    )
    note += _say_worth(summary)
    lost = len(rows) - placed
    if lost:
        note += f" Without a place on the map: {captions.count(lost, nouns.one, nouns.many)}."
    return f"Where the communities of {nouns.many} lie", how, [note, *origin.cite(), _PLACES]


_PLACES = f"Places: GeoNames (CC BY 4.0). {captions.EARTH}".strip()


def _say_worth(summary: Summary | None) -> str:
    """Say how far to trust the communities, and whether they follow countries."""
    if summary is None:
        return ""
    country = summary.agreement.get("country")
    told = (
        f" Modularity is {summary.modularity:.3f}; two of {summary.runs:,} runs agree on average by"
        f" an NMI of {summary.stability.mean_nmi:.2f}, where 1 is the same"
    )
    return f"{told}, and communities and countries by {country.nmi:.2f}." if country else f"{told}."


def _tabulate(rows: Sequence[NodeCommunity]) -> Table:
    found = tuple(
        (str(row.community), row.name, row.country or "", say_number(row.stability)) for row in rows
    )
    return Table("Communities", _COLUMNS, found)
