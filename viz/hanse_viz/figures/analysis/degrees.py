"""In how many cooperations members are, and how many members cooperations have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.axes import Scale, choose_steps, draw_rows
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_share
from hanse_viz.figures.composing import Drawing, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.marks import INK, QUIET, SMALL, WIDTH, Path, Style, Text, Type, draw_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.analysis import Affiliations
    from hanse.analysis.affiliations import Vector
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

_BAR = Style(fill="#0072B2")
_HEAD, _TOP, _HIGH = 14.0, 26.0, 190.0
_LEFT, _BETWEEN, _EDGE, _GAP = 34.0, 30.0, 6.0, 0.18
_EVERY = 5  # degree that is written below its bar, and the first


class _Panel(NamedTuple):
    """One mode: how many nodes have each degree, and what is written above and below."""

    counts: Counter[int]
    title: str
    below: str


def draw_degrees(
    affiliations: Affiliations, origin: Origin, *, nouns: Nouns | None = None
) -> Figure:
    """Draw how many members are in one cooperation, two, …, and how large cooperations are.

    Raises UsageError without a tie.
    """
    nouns = nouns or choose_nouns()
    if not affiliations.ties:
        raise UsageError(f"nothing to draw: no {nouns.one} here is in {nouns.one_shared}")
    members, cooperations = map(_count, affiliations.count_degrees())
    panels = (
        _Panel(members, f"{nouns.many.capitalize()}", f"{nouns.shared_many} of a {nouns.one}"),
        _Panel(
            cooperations,
            f"{nouns.shared_many.capitalize()}",
            f"{nouns.many} of {nouns.one_shared}",
        ),
    )
    drawing = Drawing(tuple(_draw(panels)), _TOP + _HIGH + 40)
    said = _say(panels, nouns, origin)
    tables = [_tabulate(panel) for panel in panels]
    return compose("degrees", said, [], drawing, tables)


def _count(degrees: Vector) -> Counter[int]:
    listed: list[int] = degrees.tolist()
    return Counter(listed)


def _draw(panels: Iterable[_Panel]) -> Iterator[Mark]:
    wide = (WIDTH - 2 * _LEFT - _BETWEEN - _EDGE) / 2
    for at, panel in enumerate(panels):
        left = _LEFT + at * (wide + _LEFT + _BETWEEN)
        yield from _draw_panel(panel, left, left + wide)


def _draw_panel(panel: _Panel, left: float, right: float) -> Iterator[Mark]:
    """Draw a bar for each degree from one on, none where no node has it."""
    steps = choose_steps(max(panel.counts.values()))
    scale = Scale(0, steps[-1], _TOP + _HIGH, _TOP)
    yield Text(left, _HEAD, panel.title, Type(SMALL, INK, bold=True))
    yield from draw_rows(scale, steps, (left, right), lambda one: f"{one:.0f}")
    last = max(panel.counts)
    step = (right - left) / last
    for degree in range(1, last + 1):
        many = panel.counts[degree]
        x, top = left + step * (degree - 1), scale.place(many)
        if many:
            box = draw_box(round(step * (1 - _GAP), 2), round(_TOP + _HIGH - top, 2))
            yield Path(round(x + step * _GAP / 2, 2), top, box, _BAR)
        if degree == 1 or degree % _EVERY == 0:
            below = Type(SMALL, QUIET, align="center")
            yield Text(round(x + step / 2, 2), _TOP + _HIGH + 10, str(degree), below)
    middle = round((left + right) / 2, 2)
    yield Text(middle, _TOP + _HIGH + 26, panel.below, Type(SMALL, INK, align="center"))


def _say(panels: tuple[_Panel, _Panel], nouns: Nouns, origin: Origin) -> tuple[str, str, list[str]]:
    members, cooperations = (panel.counts for panel in panels)
    once = members[1] / members.total()
    how = (
        f"{origin.scope}{captions.count(members.total(), nouns.one, nouns.many)} and"
        f" {captions.count(cooperations.total(), nouns.shared, nouns.shared_many)}:"
        f" {say_share(once)} of the {nouns.many} are in one {nouns.shared} only."
    )
    note = (
        f"A bar is as high as the {nouns.many}, or {nouns.shared_many}, that have so many; numbers"
        f" below are those of what a {nouns.one} is in, and of the {nouns.many} in"
        f" {nouns.one_shared}."
    )
    title = f"How many {nouns.shared_many} {nouns.many} are in, and how large these are"
    return title, how, [note, *origin.cite()]


def _tabulate(panel: _Panel) -> Table:
    rows = tuple((str(degree), str(many)) for degree, many in sorted(panel.counts.items()))
    return Table(panel.title, (panel.below.capitalize(), panel.title), rows)
