"""The flow of good practices: givers left, learners right, a band between them for transfers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.colours import COLOURS, OTHER_COLOUR
from hanse_viz.figures.bands import (
    Band,
    Node,
    choose_unit,
    draw_bands,
    measure_column,
    place_column,
    weigh,
)
from hanse_viz.figures.composing import Drawing, compose
from hanse_viz.figures.flow_words import list_transfers, name_country, name_member, say_flow
from hanse_viz.figures.lettering import measure, shorten, wrap
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
    draw_box,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hanse.record.model import CityNetwork
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Align, Mark

# So many transfers are still drawn from city to city, with each practice by name.
MOST_CITIES = 40
MOST_ROWS = 34
OTHERS = "others"
_TOP = 20.0
_NODE = 9.0
_NAMES = 150.0
_PRACTICE = 182.0
_OPACITY = 0.5
_LEADING = 11.5


class _Column(NamedTuple):
    """Nodes from `left` to `right`, with the name of each and where names stand."""

    nodes: dict[str, Node]
    left: float
    right: float
    names: dict[str, str]
    align: Align


def draw_practices(part: CityNetwork) -> Figure:
    """Draw who learns good practices from whom: a band is a transfer, or so many.

    Up to 40 transfers go from city to practice to city; more are counted by country. Raises
    UsageError where there is no transfer.
    """
    if not part.transfers:
        raise UsageError("nothing to draw: no good practice is handed on in these networks")
    cities = len(part.transfers) <= MOST_CITIES
    steps, names = _join_cities(part) if cities else join_countries(part)
    columns, unit, height = _arrange(steps, names)
    colours = _choose_colours(steps[0])
    marks = (*_draw_steps(steps, columns, colours, unit), *_draw_nodes(columns, colours))
    drawing = Drawing((*_draw_heads(cities=cities), *marks), _TOP + height)
    lumped = any(OTHERS in column.nodes for column in columns)
    said = say_flow(part, cities=cities, lumped=MOST_ROWS if lumped else 0)
    return compose("practices", said, (), drawing, [list_transfers(part)])


def _join_cities(part: CityNetwork) -> tuple[list[list[Band]], dict[str, str]]:
    """Join givers with practices and these with learners."""
    given = Counter((one.giver, one.practice) for one in part.transfers)
    learnt = Counter((one.practice, one.learner) for one in part.transfers)
    practices = {one.iri: one.label for one in part.practices}
    names = {one.iri: name_member(part, one) for one in part.members}
    steps = [[Band(*ends, many) for ends, many in sorted(one.items())] for one in (given, learnt)]
    # A city can give and learn: its ends are told apart by the column they stand in.
    return steps, {**names, **practices}


def join_countries(part: CityNetwork) -> tuple[list[list[Band]], dict[str, str]]:
    """Join countries by their transfers, those beyond the greatest as one; names of countries."""
    countries = {one.iri: one.country for one in part.members}
    pairs = Counter((countries[one.giver], countries[one.learner]) for one in part.transfers)
    bands = [Band(*ends, many) for ends, many in sorted(pairs.items())]
    kept = [set(_rank(weigh(bands, heads=heads))[:MOST_ROWS]) for heads in (False, True)]
    lumped: Counter[tuple[str, str]] = Counter()
    for tail, head, many in bands:
        ends = (tail if tail in kept[0] else OTHERS, head if head in kept[1] else OTHERS)
        lumped.update({ends: many})
    names = {iri: name_country(part, iri) for iri in {*countries.values(), ""}}
    joined = [Band(*ends, many) for ends, many in sorted(lumped.items())]
    return [joined], {**names, OTHERS: "Other countries"}


def _rank(weights: Counter[str]) -> list[str]:
    return sorted(weights, key=lambda key: (key == OTHERS, -weights[key], key))


def _arrange(
    steps: Sequence[Sequence[Band]], names: dict[str, str]
) -> tuple[list[_Column], float, float]:
    """Rank the nodes of each column, those after practices by the practice they come from."""
    weights = [weigh(steps[0], heads=False), *(weigh(step, heads=True) for step in steps)]
    orders = [_rank(weights[0])]
    for step, column in zip(steps, weights[1:], strict=True):
        orders.append(_follow(step, orders[-1]) if len(steps) > 1 else _rank(column))
    pairs = list(zip(orders, weights, strict=True))
    unit = choose_unit([[column[key] for key in order] for order, column in pairs])
    height = max(measure_column(order, column, unit) for order, column in pairs)
    places = _place_columns(len(pairs))
    columns = [
        _Column(place_column(order, column, unit, height), left, right, names, align)
        for (order, column), (left, right, align) in zip(pairs, places, strict=True)
    ]
    return columns, unit, height


def _follow(step: Sequence[Band], before: Sequence[str]) -> list[str]:
    """Order heads by the mean place of their tails, so that few bands cross."""
    place = {key: rank for rank, key in enumerate(before)}
    tails: dict[str, list[int]] = {}
    for band in step:
        tails.setdefault(band.head, []).append(place[band.tail])
    return sorted(tails, key=lambda key: (sum(tails[key]) / len(tails[key]), key))


def _place_columns(count: int) -> list[tuple[float, float, Align]]:
    """Give from where to where columns stand, and on which side their names are."""
    first: tuple[float, float, Align] = (_NAMES, _NAMES + _NODE, "right")
    last: tuple[float, float, Align] = (WIDTH - _NAMES - _NODE, WIDTH - _NAMES, "left")
    middle = (WIDTH - _PRACTICE) / 2
    return [first, *[(middle, middle + _PRACTICE, "center")] * (count - 2), last]  # type: ignore[list-item] # one Align


def _choose_colours(step: Sequence[Band]) -> dict[str, str]:
    """Give the greatest givers a colour each and the others grey."""
    ranked = _rank(weigh(step, heads=False))
    return {
        key: COLOURS[rank] if rank < len(COLOURS) and key != OTHERS else OTHER_COLOUR
        for rank, key in enumerate(ranked)
    }


def _draw_steps(
    steps: Sequence[Sequence[Band]],
    columns: Sequence[_Column],
    colours: dict[str, str],
    unit: float,
) -> Iterator[Mark]:
    """Draw the bands, each in the colour of the giver it comes from."""
    givers = {band.head: band.tail for band in reversed(steps[0])}
    for step, left, right in zip(steps, columns, columns[1:], strict=False):
        drawn = draw_bands(step, left.nodes, right.nodes, (left.right, right.left), unit)
        coloured = [(colours.get(band.tail) or colours[givers[band.tail]], d) for band, d in drawn]
        for colour, shape in sorted(coloured, key=lambda one: one[0]):
            yield Path(0, _TOP, shape, Style(fill=colour, opacity=_OPACITY))


def _draw_nodes(columns: Sequence[_Column], colours: dict[str, str]) -> Iterator[Mark]:
    for column in columns:
        first = column is columns[0]
        for node in column.nodes.values():
            colour = colours[node.key] if first else INK
            box = draw_box(column.right - column.left, max(node.height, 1))
            style = Style(fill=colour)
            if column.align == "center":
                style = Style(fill=PAPER, stroke=QUIET, width=0.7)
            yield Path(column.left, round(_TOP + node.top, 2), box, style)
    for column in columns:
        for node in column.nodes.values():
            if column.align == "center":
                yield from _write_practice(column, node)
            else:
                yield _write_name(column, node)


def _write_practice(column: _Column, node: Node) -> Iterator[Text]:
    """Write the name of a practice into its box, in as many lines as it holds."""
    room = max(1, int(node.height / _LEADING))
    lines = wrap(column.names.get(node.key, node.key), SMALL, _PRACTICE - 8)
    lines[room - 1 :] = [shorten(" ".join(lines[room - 1 :]), SMALL, _PRACTICE - 8)]
    middle, down = (column.left + column.right) / 2, _TOP + node.middle
    for row, line in enumerate(lines):
        y = round(down + (row - (len(lines) - 1) / 2) * _LEADING, 2)
        yield Text(middle, y, line, Type(SMALL, align="center", halo=2.5))


def _write_name(column: _Column, node: Node) -> Text:
    down = round(_TOP + node.middle, 2)
    name = column.names.get(node.key, node.key)
    many = f" {node.weight:,}"
    name = shorten(name, SMALL, _NAMES - 6 - measure(many, SMALL)) + many
    x = column.left - 5 if column.align == "right" else column.right + 5
    return Text(x, down, name, Type(SMALL, align=column.align))


def _draw_heads(*, cities: bool) -> Iterator[Mark]:
    heads: list[tuple[float, str, Align]] = [
        (_NAMES + _NODE, "Gives practices to others", "right"),
        (WIDTH - _NAMES - _NODE, "Learns from others", "left"),
    ]
    if cities:
        heads.insert(1, (WIDTH / 2, "Good practice", "center"))
    for x, text, align in heads:
        yield Text(x, 7, text, Type(SMALL, bold=True, align=align))
