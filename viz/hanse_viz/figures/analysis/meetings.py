"""The matrix of meetings: which classes of members meet more, or less, than chance has them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_number
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.legends import say_key
from hanse_viz.figures.lettering import measure, shorten
from hanse_viz.figures.marks import (
    FRAMES,
    QUIET,
    SIGNS,
    SMALL,
    WIDTH,
    Path,
    Style,
    Text,
    Type,
    choose_ink,
    draw_box,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hanse.analysis.mixing import Meeting
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

MOST_CLASSES = 44
# Blue and orange are told apart by all kinds of colour vision (Okabe and Ito); the deeper, the
# further from chance: by less than half as much again, less than three times, and above.
_STEPS = (1.5, 3.0)
_DEEP = {"under": ("#A9CCE3", "#5499C7", "#1F618D"), "over": ("#F8CE9B", "#EB984E", "#B9500F")}
_PALE = {"under": "#EFF5F9", "over": "#FCF3EA"}
_LARGEST, _LONGEST, _TOP, _BETWEEN = 66.0, 150.0, 18.0, 1.6
# From which side on a cell holds its ratio and its counts beside the sign.
_ROOMY = 40.0
_CODE = 3
_COLUMNS = ("One", "Other", "Pairs", "Shared", "Expected", "z", "p", "q", "More or less")


class _Grid(NamedTuple):
    """The classes in their order, their names, and where the cells stand."""

    classes: list[str]
    names: list[str]
    side: float
    cell: float

    def find_corner(self, row: int, column: int) -> tuple[float, float]:
        x, y = self.side + self.cell * column, _TOP + self.cell * row
        return round(x, 2), round(y, 2)


def draw_meetings(  # noqa: PLR0913 - what to draw, and four words for it
    meetings: Sequence[Meeting],
    origin: Origin,
    *,
    by: str = "country",
    nouns: Nouns | None = None,
    names: Mapping[str, str] | None = None,
    alpha: float = 0.05,
) -> Figure:
    """Draw what classes share beside what chance gives: more framed with +, less dashed with −.

    `meetings` are rows of `hanse.analysis.find_meetings` for `by` at this `alpha`; `names` are
    those of classes that the rows have as codes. Countries stand by what their members share, the
    44 first; other classes in the order of the rows. Raises UsageError without a row.
    """
    nouns = nouns or choose_nouns()
    if not meetings:
        raise UsageError(f"nothing to draw: no two {nouns.many} have a {by} recorded")
    names = names or {}
    known = _rank_classes(meetings, by)
    grid = _lay_out(known[:MOST_CLASSES], names)
    marks = (*_draw_cells(meetings, grid), *_write_names(grid))
    drawing = Drawing(marks, _TOP + grid.cell * len(grid.classes) + 4)
    said = _say(meetings, (grid.classes, known), nouns, origin, (by, alpha))
    tables = [tabulate_meetings(meetings, names)]
    return compose("meetings", said, _list_keys(alpha), drawing, tables)


def _rank_classes(meetings: Iterable[Meeting], by: str) -> list[str]:
    """Order classes as the rows have them; countries, which are many, by what they share."""
    totals: Counter[str] = Counter()
    for one in meetings:
        totals.update({one.a: one.observed})
        totals.update({one.b: one.observed if one.b != one.a else 0})
    if by != "country":
        return list(totals)
    return sorted(totals, key=lambda name: (-totals[name], name))


def _lay_out(classes: list[str], names: Mapping[str, str]) -> _Grid:
    shown = [shorten(names.get(one, one), SMALL, _LONGEST) for one in classes]
    side = max(measure(name, SMALL) for name in shown) + 8
    return _Grid(classes, shown, side, min((WIDTH - side - 26) / len(classes), _LARGEST))


def _draw_cells(meetings: Iterable[Meeting], grid: _Grid) -> Iterator[Mark]:
    """Draw the lower half: boxes, then frames, then what stands in them."""
    place = {name: at for at, name in enumerate(grid.classes)}
    ground: list[Path] = []
    frames: list[Path] = []
    texts: list[Text] = []
    for one in meetings:
        if one.a not in place or one.b not in place:
            continue
        column, row = sorted((place[one.a], place[one.b]))
        x, y = grid.find_corner(row, column)
        box = draw_box(round(grid.cell - _BETWEEN, 2), round(grid.cell - _BETWEEN, 2))
        ground.append(Path(x, y, box, Style(fill=choose_colour(one))))
        if one.represented:
            inner = round(grid.cell - _BETWEEN - 1.4, 2)
            style = FRAMES[one.represented]
            frames.append(Path(x + 0.7, y + 0.7, draw_box(inner, inner), style))
        texts += _write_cell(one, x, y, grid.cell)
    yield from sorted(ground, key=lambda one: repr(one.style))
    yield from sorted(frames, key=lambda one: repr(one.style))
    yield from sorted(texts, key=lambda one: repr(one.type))


def choose_colour(meeting: Meeting) -> str:
    """Choose the colour of a cell: deep where it can be told from chance, else pale."""
    more = meeting.observed >= meeting.expected
    if not meeting.represented:
        return _PALE["over" if more else "under"]
    ratio = measure_ratio(meeting)
    apart = ratio if more else 1 / ratio if ratio else float("inf")
    return _DEEP[meeting.represented][sum(apart >= step for step in _STEPS)]


def measure_ratio(meeting: Meeting) -> float:
    """Give observed over expected, infinite where nothing is expected and something is there."""
    if meeting.expected:
        return meeting.observed / meeting.expected
    return float("inf") if meeting.observed else 1.0


def _write_cell(meeting: Meeting, x: float, y: float, cell: float) -> Iterator[Text]:
    """Write the sign or, where there is room, sign, ratio and counts."""
    middle = round(x + (cell - _BETWEEN) / 2, 2)
    centre = round(y + (cell - _BETWEEN) / 2, 2)
    ink = choose_ink(choose_colour(meeting))
    sign = SIGNS.get(meeting.represented, "")
    if cell < _ROOMY:
        if sign:
            size = min(cell, SMALL)
            yield Text(middle, centre, sign, Type(size, ink, bold=True, align="center"))
        return
    heading = Type(11.5 if sign else SMALL, ink, bold=bool(sign), align="center")
    counts = f"{meeting.observed:,} / {meeting.expected:,.0f}"
    yield Text(middle, round(centre - 7, 2), f"{sign} {_say_ratio(meeting)}".strip(), heading)
    yield Text(middle, round(centre + 8, 2), counts, Type(SMALL, ink, align="center"))


def _say_ratio(meeting: Meeting) -> str:
    ratio = measure_ratio(meeting)
    return "none by chance" if ratio == float("inf") else f"{ratio:.1f} ×"


def _write_names(grid: _Grid) -> Iterator[Mark]:
    """Name the rows in full; above the diagonal codes, or names that run into the empty half."""
    codes = all(len(one) <= _CODE for one in grid.classes)
    for at, (one, name) in enumerate(zip(grid.classes, grid.names, strict=True)):
        x, y = grid.find_corner(at, at)
        middle = round(grid.cell / 2, 2)
        yield Text(grid.side - 5, y + middle, name, Type(SMALL, align="right"))
        if codes:
            above = Type(SMALL, QUIET, align="center")
            yield Text(round(x + middle - _BETWEEN / 2, 2), y - 7, one, above)
        elif at:
            yield Text(x + 2, y - 7, shorten(name, SMALL, WIDTH - x - 4), Type(SMALL, QUIET))


def _list_keys(alpha: float) -> Iterator[Key]:
    box, inner = draw_box(14, 11), draw_box(12.6, 9.6)
    for way, word in (("over", "more"), ("under", "less")):
        yield say_key(f"{SIGNS[way]} {word} than chance (q < {alpha:g}):")
        for colour, label in zip(_DEEP[way], _name_steps(way), strict=True):
            ground = Path(0, -5.5, box, Style(fill=colour))
            yield Key(label, (ground, Path(0.7, -4.8, inner, FRAMES[way])), 14)
    yield say_key("not to be told from chance:")
    for way, word in (("over", "more"), ("under", "less")):
        yield Key(word, (Path(0, -5.5, box, Style(fill=_PALE[way], stroke=QUIET, width=0.4)),), 14)


def _name_steps(way: str) -> tuple[str, str, str]:
    one, two = _STEPS
    if way == "over":
        return f"up to {one:g} ×", f"{one:g}–{two:g} ×", f"{two:g} × and above"
    return f"down to {1 / one:.2f} ×", f"{1 / one:.2f}–{1 / two:.2f} ×", f"below {1 / two:.2f} ×"


_OF = {"country": "countries", "region": "regions", "size": "classes of size"}


def _say(
    meetings: Sequence[Meeting],
    classes: tuple[list[str], list[str]],
    nouns: Nouns,
    origin: Origin,
    asked: tuple[str, float],
) -> tuple[str, str, list[str]]:
    (by, alpha), (shown, known) = asked, classes
    ways = Counter(one.represented for one in meetings)
    many = _OF.get(by, by)
    title = f"Which {many} meet more, or less, than by chance"
    how = (
        f"{origin.scope}What {nouns.many} of two {many} share, beside what chance would have them"
        " share. Solid frames are more, dashed ones less, pale cells neither."
    )
    one = "pair" if by == "country" else "pair of classes"
    counted = captions.count(len(meetings), one, one.replace("pair", "pairs", 1))
    notes = (
        f"Of {counted} {ways['over']:,} {_be(ways['over'])} more and {ways['under']:,}"
        f" {_be(ways['under'])} less than chance (q < {alpha:g}; q is p adjusted for false"
        f" discoveries among them all). A cell counts the {nouns.shared_many} that pairs of"
        f" {nouns.many} share over what they share on average in random data, in which every"
        f" {nouns.one} is in as many and every {nouns.shared} is as large; within one {by} it"
        " stands on the diagonal."
    )
    return title, how, [notes + _say_left_out(meetings, shown, known, many), *origin.cite()]


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _say_left_out(
    meetings: Iterable[Meeting], shown: Sequence[str], known: Sequence[str], many: str
) -> str:
    if len(shown) == len(known):
        return ""
    lost = sum(bool(one.represented) and not {one.a, one.b} <= set(shown) for one in meetings)
    return (
        f" Drawn are the {len(shown)} of {len(known)} {many} that share most; of the others"
        f" {captions.count(lost, 'pair')} can be told from chance, and the table has them."
    )


def tabulate_meetings(meetings: Iterable[Meeting], names: Mapping[str, str]) -> Table:
    """List every pair of classes, the least likely by chance first."""
    rows = tuple(
        (
            *(names.get(one.a, one.a), names.get(one.b, one.b), str(one.pairs), str(one.observed)),
            *map(say_number, (one.expected, one.z, one.p, one.q)),
            {"over": "more", "under": "less"}.get(one.represented, ""),
        )
        for one in sorted(meetings, key=lambda one: (one.p, one.a, one.b))
    )
    return Table("Meetings", _COLUMNS, rows)
