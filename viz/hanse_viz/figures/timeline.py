"""The timeline: a bar for each network and project, packed in lanes, with phases and events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from hanse.errors import UsageError
from hanse_viz.figures import captions
from hanse_viz.figures.calendar import Years, mark_years, read_moment
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.legends import count_groups, key_symbols, say_key
from hanse_viz.figures.lettering import measure, shorten
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
    choose_ink,
    draw_box,
    draw_line,
)
from hanse_viz.figures.symbols import THEME_SYMBOLS, draw_symbol
from hanse_viz.figures.timeline_words import Run, list_runs, read_end, say_timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hanse.record.model import CityNetwork, Cooperation
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

MOST_BARS = 400
_PITCH = 12.0
_BAR = 10.4
_TOP = 20.0
_SIDE = 12.0
# No more than this for a year, so that a few networks do not fill the page.
_WIDEST_YEAR = 110.0
_LONGEST = 170.0
# Between two bars of a lane, from a bar to its name, and from its start to a name in it.
_APART = 5.0
_BESIDE = 3.0
_WITHIN = 13.0
_PALE = 0.4
_PHASE = Style(stroke=PAPER, width=1.3)
EVENT = Style(fill=PAPER, stroke=INK, width=0.9)


@dataclass(frozen=True, slots=True)
class Bar:
    """A cooperation in its lane: from x to x, its group, and its name in, after or before it."""

    cooperation: Cooperation
    group: str
    left: float
    right: float
    name: str
    side: Literal["in", "after", "before"] = "in"
    lane: int = 0

    @property
    def middle(self) -> float:
        """The height at which the bar stands."""
        return round(_TOP + _PITCH * (self.lane + 0.5), 2)

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where bar and name take their lane."""
        wide = measure(self.name, SMALL) + _BESIDE + 4
        before, after = (wide if self.side == side else 0.0 for side in ("before", "after"))
        return self.left - before, self.right + after + _APART


def draw_timeline(part: CityNetwork) -> Figure:
    """Draw when the cooperations of a part of the record ran, with phases and events.

    A bar goes from the first day of the first year to the last of the last one. One without a
    recorded end is pale and runs as filters take it, to its start + 3; one without a start is
    named in the caption. Raises UsageError where none has a start.
    """
    sizes = part.count_degrees()
    dated = [one for one in part.cooperations if one.start is not None]
    if not dated:
        raise UsageError("nothing to draw: no network or project here has a recorded start")
    kept = sorted(dated, key=lambda one: (-sizes[one.iri], one.iri))[:MOST_BARS]
    years = _choose_years(kept)
    bars = _pack(part, kept, years)
    runs = [Run(bar.cooperation, bar.group) for bar in bars]
    height = _TOP + _PITCH * (1 + max(bar.lane for bar in bars)) + 4
    marks = (*mark_years(years, _TOP, height), *_draw(part, bars, years))
    keys = (
        say_key("Theme (networks and projects):"),
        *key_symbols(part, count_groups(part, kept)),
        *_key_marks(part, bars),
    )
    said = say_timeline(part, runs, len(dated))
    tables = tuple(list_runs(part, runs, sizes))
    return compose("timeline", said, keys, Drawing(marks, height), tables)


def _choose_years(kept: Sequence[Cooperation]) -> Years:
    first = min(one.start or 0 for one in kept)
    last = max(map(read_end, kept)) + 1
    return Years(first, last, _SIDE, min(_WIDEST_YEAR, (WIDTH - 2 * _SIDE) / (last - first)))


def _pack(part: CityNetwork, kept: Iterable[Cooperation], years: Years) -> list[Bar]:
    """Put bars by start and theme into the first lane where bar and name have room."""
    marked = {iri for event in part.events for iri in event.cooperations if event.start}
    order = captions.list_groups(part)
    bars = [_make_bar(part, one, years, marked=one.iri in marked) for one in kept]

    def rank(bar: Bar) -> tuple[int, int, str, str]:
        one = bar.cooperation
        return one.start or 0, order.index(bar.group), one.label, one.iri

    ends: list[float] = []
    packed: list[Bar] = []
    for bar in sorted(bars, key=rank):
        left, right = bar.reach
        lane = next((lane for lane, end in enumerate(ends) if end <= left), len(ends))
        ends[lane : lane + 1] = [right]
        packed.append(replace(bar, lane=lane))
    return packed


def _make_bar(part: CityNetwork, one: Cooperation, years: Years, *, marked: bool) -> Bar:
    """Make a bar; the name stands in it where it has room and no event stands there."""
    left, right = years.place(one.start or 0), years.place(read_end(one) + 1)
    group = captions.choose_group(part, one)
    inside = right - left - _WITHIN - 2
    name = shorten(one.label, SMALL, _LONGEST)
    wide = measure(name, SMALL)
    if wide <= inside and not marked:
        return Bar(one, group, left, right, name)
    if right + wide + _BESIDE <= WIDTH:
        return Bar(one, group, left, right, name, "after")
    if left - wide - _BESIDE >= 0:
        return Bar(one, group, left, right, name, "before")
    return Bar(one, group, left, right, shorten(name, SMALL, inside))


def _draw(part: CityNetwork, bars: Sequence[Bar], years: Years) -> Iterator[Mark]:
    """Draw bars and what stands on them, each kind beneath the next."""
    alike = sorted(bars, key=lambda bar: (bar.group, bar.cooperation.end is None))
    yield from (_draw_bar(part, bar) for bar in alike)
    tick = draw_line([(0, -_BAR / 2), (0, _BAR / 2)])
    yield from (Path(x, y, tick, _PHASE) for x, y in _place_phases(part, bars, years))
    yield from sorted((_draw_symbol(part, bar) for bar in alike), key=lambda one: one.style.fill)
    shape = draw_symbol("diamond", 3)
    yield from (Path(x, y, shape, EVENT) for x, y in _place_events(part, bars, years))
    yield from sorted((_write_name(part, bar) for bar in bars), key=lambda one: repr(one.type))


def _draw_bar(part: CityNetwork, bar: Bar) -> Path:
    opacity = _PALE if bar.cooperation.end is None else 1.0
    style = Style(fill=captions.tint(part, bar.group), opacity=opacity)
    box = draw_box(round(bar.right - bar.left - 1, 2), _BAR)
    return Path(bar.left, round(bar.middle - _BAR / 2, 2), box, style)


def _draw_symbol(part: CityNetwork, bar: Bar) -> Path:
    pale = bar.cooperation.end is None
    ink = INK if pale else choose_ink(captions.tint(part, bar.group))
    shape = draw_symbol(THEME_SYMBOLS[captions.place_group(part, bar.group)], 2.3)
    return Path(bar.left + 6, bar.middle, shape, Style(fill=ink))


def _write_name(part: CityNetwork, bar: Bar) -> Text:
    if bar.side == "after":
        return Text(round(bar.right + _BESIDE, 2), bar.middle, bar.name, Type(SMALL, halo=1.5))
    if bar.side == "before":
        type_ = Type(SMALL, align="right", halo=1.5)
        return Text(round(bar.left - _BESIDE, 2), bar.middle, bar.name, type_)
    pale = bar.cooperation.end is None
    ink = INK if pale else choose_ink(captions.tint(part, bar.group))
    return Text(round(bar.left + _WITHIN, 2), bar.middle, bar.name, Type(SMALL, ink))


def _place_phases(
    part: CityNetwork, bars: Iterable[Bar], years: Years
) -> Iterator[tuple[float, float]]:
    """Give where phases begin; parts of a phase are not marked."""
    shown = {bar.cooperation.iri: bar for bar in bars}
    for phase in part.phases:
        bar, moment = shown.get(phase.cooperation), read_moment(phase.start)
        if bar and moment is not None and not phase.whole:
            yield years.place(moment), bar.middle


def _place_events(
    part: CityNetwork, bars: Iterable[Bar], years: Years
) -> Iterator[tuple[float, float]]:
    """Give where events stand: on the bar of each cooperation that holds them."""
    shown = {bar.cooperation.iri: bar for bar in bars}
    for event in part.events:
        moment = read_moment(event.start)
        held = (shown[iri] for iri in event.cooperations if iri in shown)
        if moment is not None:
            yield from ((years.place(moment), bar.middle) for bar in held)


def _key_marks(part: CityNetwork, bars: Sequence[Bar]) -> Iterator[Key]:
    """Explain the pale bars, ticks and diamonds that there are."""
    years = Years(0, 1, 0, 1)
    box = (0, -_BAR / 2, draw_box(18, _BAR))
    if any(bar.cooperation.end is None for bar in bars):
        yield Key("no recorded end", (Path(*box, Style(fill=QUIET, opacity=_PALE)),), 18)
    if any(_place_phases(part, bars, years)):
        tick = Path(9, 0, draw_line([(0, -_BAR / 2), (0, _BAR / 2)]), _PHASE)
        yield Key("a phase begins", (Path(*box, Style(fill=QUIET)), tick), 18)
    if any(_place_events(part, bars, years)):
        yield Key("event", (Path(5, 0, draw_symbol("diamond", 3), EVENT),), 10)
