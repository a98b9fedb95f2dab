"""The first by a measure: their values and ranks, each with the interval of its resamples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.axes import Scale, choose_steps, draw_columns
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_number
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.lettering import measure as measure_text
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
    draw_line,
)
from hanse_viz.figures.symbols import draw_circle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hanse.analysis.nodes import NodeMeasures, Score
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

TOP = 15
# What a measure says, after "the first by"; other measures have their name alone.
MEANINGS = {
    "affiliations": "how much they are in",
    "degree": "to how many others they are tied",
    "strength": "the weights of their ties in all",
    "betweenness": "the share of shortest paths of all pairs of others that lead through them",
    "closeness": "how few steps all others are away",
    "eigenvector": "being tied to those who are well tied",
    "pagerank": "how often a walk along the ties comes by",
    "core": "how dense the part is in which they are",
    "clustering": "the share of pairs of their neighbours that are tied",
    "constraint": "how little their ties lead back to the same others",
    "effective_size": "how many of their neighbours are not redundant",
}
_DOT = Style(fill=INK, stroke=PAPER, width=0.8)
_BAR = Style(stroke="#0072B2", width=3.2)
_ROW, _TOP, _LONGEST, _GAP = 19.0, 20.0, 150.0, 34.0
_RANKS = 62.0
_DECADE = (1, 2, 5)
_COLUMNS = ("Rank", "Name", "Country", "Value", "Low", "High", "Rank from", "Rank to")


class _Line(NamedTuple):
    """A node that is drawn: its name and its score, whose value and rank are known."""

    name: str
    score: Score
    value: float
    rank: int


def draw_measures(  # noqa: PLR0913 - what to draw, and four words for it
    rows: Sequence[NodeMeasures],
    origin: Origin,
    *,
    measure: str = "betweenness",
    top: int = TOP,
    resamples: int = 0,
    nouns: Nouns | None = None,
) -> Figure:
    """Draw the first by a measure: a dot for the value, another for the rank, on a bar each.

    `rows` are those of `hanse.analysis.measure_nodes`; the bars are intervals of 95 % over its
    `resamples`, and without them dots of the value alone are drawn. Raises UsageError where the
    measure is not among the rows, or of nobody.
    """
    nouns = nouns or choose_nouns()
    if rows and measure not in rows[0].scores:
        known = ", ".join(rows[0].scores)
        raise UsageError(f"{measure}: not measured here; expected one of {known}")
    lines = _choose(rows, measure, top)
    if not lines:
        raise UsageError(f"nothing to draw: the {measure} of no {nouns.one} is known")
    unsure = all(line.score.rank_high is not None for line in lines)
    drawing = Drawing(tuple(_draw(lines, unsure)), _TOP + _ROW * len(lines) + 24)
    said = _say(lines, (measure, len(rows), resamples if unsure else 0), nouns, origin)
    table = tabulate_measures(rows, measure)
    return compose("measures", said, _list_keys(unsure), drawing, [table])


def _choose(rows: Iterable[NodeMeasures], measure: str, top: int) -> list[_Line]:
    lines = [
        _Line(row.name, score, score.value, score.rank)
        for row in rows
        for score in [row.scores[measure]]
        if score.value is not None and score.rank is not None
    ]
    return sorted(lines, key=lambda line: line.rank)[:top]


def _draw(lines: Sequence[_Line], unsure: bool) -> Iterator[Mark]:  # noqa: FBT001 - of the rows
    names = [shorten(line.name, SMALL, _LONGEST) for line in lines]
    left = max(measure_text(name, SMALL) for name in names) + 14
    middle = left + (WIDTH - _RANKS - left - _GAP) * 0.5 if unsure else WIDTH - 20
    for at, name in enumerate(names):
        yield Text(left - 12, _TOP + _ROW * (at + 0.5), name, Type(SMALL, INK, align="right"))
    yield from _draw_values(lines, (left, middle))
    if unsure:
        yield from _draw_ranks(lines, (middle + _GAP, WIDTH - _RANKS))


def _draw_values(lines: Sequence[_Line], between: tuple[float, float]) -> Iterator[Mark]:
    most = max(max(line.value, line.score.high or 0.0) for line in lines)
    steps = choose_steps(most, 5)
    scale = Scale(0, steps[-1] or 1.0, *between)
    foot = _TOP + _ROW * len(lines)
    yield Text(between[0], _TOP - 12, "Value", Type(SMALL, QUIET))
    yield from draw_columns(scale, steps, (_TOP - 2, foot), say_number)
    for at, line in enumerate(lines):
        ends = (line.score.low, line.score.high)
        yield from _draw_dot(scale, line.value, ends, at)


def _draw_ranks(lines: Sequence[_Line], between: tuple[float, float]) -> Iterator[Mark]:
    """Draw ranks on a scale of equal factors, and write them at the right."""
    last = max(line.score.rank_high or line.rank for line in lines)
    scale = Scale(1, max(last, 2), *between, logarithmic=True)
    decades = (10**power for power in range(len(str(last))))
    steps = [float(one * ten) for ten in decades for one in _DECADE if one * ten <= scale.high]
    foot = _TOP + _ROW * len(lines)
    yield Text(between[0], _TOP - 12, "Rank", Type(SMALL, QUIET))
    yield from draw_columns(scale, steps, (_TOP - 2, foot), lambda one: f"{one:.0f}")
    for at, line in enumerate(lines):
        score = line.score
        yield from _draw_dot(scale, line.rank, (score.rank_low, score.rank_high), at)
        text = f"{line.rank} ({score.rank_low}–{score.rank_high})"
        yield Text(WIDTH - 2, _TOP + _ROW * (at + 0.5), text, Type(SMALL, INK, align="right"))


def _draw_dot(
    scale: Scale, value: float, ends: tuple[float | None, float | None], at: int
) -> Iterator[Mark]:
    y = _TOP + _ROW * (at + 0.5)
    low, high = ends
    if low is not None and high is not None:
        start = scale.place(low)
        yield Path(start, y, draw_line([(0, 0), (scale.place(high) - start, 0)]), _BAR)
    yield Path(scale.place(value), y, draw_circle(4), _DOT)


def _list_keys(unsure: bool) -> Iterator[Key]:  # noqa: FBT001 - as above
    yield Key("as measured", (Path(5, 0, draw_circle(4), _DOT),))
    if unsure:
        line = draw_line([(0, 0), (24, 0)])
        yield Key("interval of 95 % over the resamples", (Path(0, 0, line, _BAR),), 24)


def _say(
    lines: Sequence[_Line], asked: tuple[str, int, int], nouns: Nouns, origin: Origin
) -> tuple[str, str, list[str]]:
    measure, many, resamples = asked
    name = measure.replace("_", " ")
    title = f"Which {nouns.many} are first by {name}"
    how = f"{origin.scope}The first {len(lines)} of {captions.count(many, nouns.one, nouns.many)}"
    how += f" by {MEANINGS[measure]}." if measure in MEANINGS else f" by {name}."
    if not resamples:
        note = "How sure these ranks are is not told: nothing was resampled."
        return title, how, [note, *origin.cite()]
    first, last = lines[0], lines[-1]
    note = (
        f"{_say_rank(first)}; {_say_rank(last)}. That is how sure ranks are over {resamples:,}"
        f" resamples, each of as many {nouns.shared_many} as there are, drawn with replacement. The"
        " scale of ranks is logarithmic."
    )
    return title, how, [note, *origin.cite()]


def _say_rank(line: _Line) -> str:
    return f"{line.name} ranks {line.rank}, from {line.score.rank_low} to {line.score.rank_high}"


def tabulate_measures(rows: Iterable[NodeMeasures], measure: str) -> Table:
    """List everyone by rank, those last of whom the measure is not defined."""
    scored = sorted(rows, key=lambda row: row.scores[measure].rank or 1 << 40)
    found = tuple(
        (
            *(_say_whole(score.rank), row.name, row.country),
            *map(say_number, (score.value, score.low, score.high)),
            *map(_say_whole, (score.rank_low, score.rank_high)),
        )
        for row in scored
        for score in [row.scores[measure]]
    )
    return Table(measure.replace("_", " ").capitalize(), _COLUMNS, found)


def _say_whole(value: int | None) -> str:
    return "" if value is None else str(value)
