"""The matrix: how many pairs of cities share a network, for each pair of countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse_viz.chance import ALIKE, SIDES, compare_countries
from hanse_viz.figures import captions
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.legends import say_key
from hanse_viz.figures.lettering import measure, shorten
from hanse_viz.figures.marks import (
    FRAMES,
    LINE,
    QUIET,
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
    from collections.abc import Iterator, Sequence

    from hanse.analysis.mixing import Meeting
    from hanse.record.model import CityNetwork
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

    Pairs = Counter[tuple[str, str]]

MOST_COUNTRIES = 44
# Seven blues whose lightness falls evenly; the deepest is Okabe and Ito's blue, darkened.
_BLUES = ("#E3EEF6", "#C3DCEC", "#9CC6E0", "#6DACD1", "#3D8FBF", "#14709F", "#084B73")
_LARGEST, _SMALLEST = 34.0, 6.5
_LONGEST = 120.0
_TOP = 16.0
_BETWEEN = 1.2
_INSET = 0.7
_UNKNOWN = "Country not recorded"


def draw_matrix(part: CityNetwork) -> Figure:
    """Draw the pairs of cities that share at least one network or project, by their countries.

    A pair counts once, however much it shares; two cities of one country stand on the diagonal.
    Bodies that take part for no city do not count. Framed is what is more, or less, than chance
    gives. Raises UsageError where no two cities meet.
    """
    pairs = count_pairs(part)
    if not pairs:
        raise UsageError("nothing to draw: no two cities here share a network or a project")
    totals: Counter[str] = Counter()
    for (one, two), many in pairs.items():
        totals.update({one: many})
        totals.update({two: many} if one != two else {})
    ranked = sorted(totals, key=lambda iri: (-totals[iri], _name(part, iri), iri))
    shown = ranked[:MOST_COUNTRIES]
    steps = choose_steps(max(pairs.values()))
    names = [shorten(_name(part, iri), SMALL, _LONGEST) for iri in shown]
    side = max(measure(name, SMALL) for name in names) + 8
    cell = min((WIDTH - side - 26) / len(shown), _LARGEST)
    beside = compare_countries(part, {iri: iri for iri in part.countries})
    marks = (
        *_draw_cells(pairs, shown, steps, (side, cell)),
        *_draw_frames(beside, shown, (side, cell)),
        *_draw_names(part, shown, names, (side, cell)),
    )
    drawing = Drawing(marks, _TOP + cell * len(shown) + 4)
    said = _say(part, pairs, beside, (len(shown), len(ranked)))
    keys = [*_key_steps(steps), *_key_frames(beside)]
    return compose("matrix", said, keys, drawing, [_tabulate(part, pairs, beside)])


def count_pairs(part: CityNetwork) -> Pairs:
    """Count the pairs of cities that share a cooperation, by their two countries, in order."""
    countries = {one.iri: one.country for one in part.members if one.kind == "city"}
    members: defaultdict[str, set[str]] = defaultdict(set)
    for tie in part.ties:
        if tie.member in countries:
            members[tie.cooperation].add(tie.member)
    met = {pair for cities in members.values() for pair in combinations(sorted(cities), 2)}
    ends = (sorted((countries[one], countries[two])) for one, two in met)
    return Counter((one, two) for one, two in ends)


def choose_steps(most: int) -> list[int]:
    """Choose from which count on a deeper blue is used: the square root grows evenly."""
    found = {max(1, round(most * (step / len(_BLUES)) ** 2)) for step in range(1, len(_BLUES))}
    return sorted(found | {1})


def _draw_cells(
    pairs: Pairs, shown: Sequence[str], steps: Sequence[int], size: tuple[float, float]
) -> Iterator[Mark]:
    """Draw the lower half, each cell with its count: the upper half would say it again."""
    side, cell = size
    boxes: list[Path] = []
    texts: list[Text] = []
    box = draw_box(round(cell - _BETWEEN, 2), round(cell - _BETWEEN, 2))
    for row, one in enumerate(shown):
        for column, two in enumerate(shown[: row + 1]):
            many = pairs[one, two] if one <= two else pairs[two, one]
            x, y = round(side + cell * column, 2), round(_TOP + cell * row, 2)
            colour = _choose_blue(many, steps)
            style = Style(fill=colour) if colour else Style(stroke=LINE, width=0.6)
            boxes.append(Path(x, y, box, style))
            letters = min(SMALL, (cell - 2) / max(measure(f"{many:,}", 1), 0.1))
            if many and letters >= _SMALLEST:
                type_ = Type(round(letters, 1), choose_ink(colour), align="center")
                middle = (cell - _BETWEEN) / 2
                texts.append(Text(round(x + middle, 2), round(y + middle, 2), f"{many:,}", type_))
    yield from sorted(boxes, key=lambda one: repr(one.style))
    yield from sorted(texts, key=lambda one: repr(one.type))


def _draw_frames(
    beside: Sequence[Meeting], shown: Sequence[str], size: tuple[float, float]
) -> Iterator[Mark]:
    """Frame the cells of countries whose cities share more, or less, than chance gives them."""
    side, cell = size
    place = {iri: at for at, iri in enumerate(shown)}
    inner = round(cell - _BETWEEN - _INSET * 2, 2)
    for one in beside:
        if one.represented and one.a in place and one.b in place:
            column, row = sorted((place[one.a], place[one.b]))
            x, y = side + cell * column + _INSET, _TOP + cell * row + _INSET
            frame = FRAMES[one.represented]
            yield Path(round(x, 2), round(y, 2), draw_box(inner, inner), frame)


def _draw_names(
    part: CityNetwork, shown: Sequence[str], names: Sequence[str], size: tuple[float, float]
) -> Iterator[Mark]:
    side, cell = size
    for row, name in enumerate(names):
        y = round(_TOP + cell * (row + 0.5), 2)
        yield Text(side - 5, y, name, Type(SMALL, align="right"))
    for column, iri in enumerate(shown):
        x = round(side + cell * (column + 0.5) - _BETWEEN / 2, 2)
        y = round(_TOP + cell * column - 7, 2)
        code = shorten(part.countries[iri].code if iri in part.countries else "?", SMALL, 30)
        yield Text(x, y, code, Type(SMALL, QUIET, align="center"))


def _choose_blue(many: int, steps: Sequence[int]) -> str:
    """Give the colour of a count, "" for none."""
    passed = sum(many >= step for step in steps)
    return _BLUES[passed - 1 + len(_BLUES) - len(steps)] if passed else ""


def _key_steps(steps: Sequence[int]) -> Iterator[Key]:
    yield say_key("Pairs of cities:")
    box = draw_box(14, 11)
    yield Key("none", (Path(0, -5.5, box, Style(stroke=LINE, width=0.6)),), 14)
    for step, end in zip(steps, [*(one - 1 for one in steps[1:]), None], strict=True):
        label = f"{step} or more" if end is None else str(step) if end == step else f"{step}–{end}"
        yield Key(label, (Path(0, -5.5, box, Style(fill=_choose_blue(step, steps))),), 14)


def _key_frames(beside: Sequence[Meeting]) -> Iterator[Key]:
    """Explain the frames that there are."""
    for way, frame in FRAMES.items():
        if any(one.represented == way for one in beside):
            yield Key(f"{SIDES[way]} than chance", (Path(0, -5.5, draw_box(14, 11), frame),), 14)


def _say(
    part: CityNetwork, pairs: Pairs, beside: Sequence[Meeting], countries: tuple[int, int]
) -> tuple[str, str, list[str]]:
    shown, known = countries
    cities = {one.iri for one in part.members if one.kind == "city"} & {t.member for t in part.ties}
    told = (
        f"{captions.scope(part)}{captions.count(len(cities), 'city', 'cities')},"
        f" {captions.count_cooperations(part)}: {sum(pairs.values()):,} pairs of cities share"
        f" at least one, in {captions.count(known, 'country', 'countries')}."
    )
    notes = (
        "A pair counts once, however many networks it shares; two cities of one country stand on"
        " the diagonal. Countries by their number of pairs."
    )
    if beside:
        notes += _say_beside(beside)
    if shown < known:
        notes += f" Drawn are the {shown} of {known} countries with most pairs."
    return "Which countries' cities meet", told, [notes, *captions.cite(part, "matrix")]


def _say_beside(beside: Sequence[Meeting]) -> str:
    over, under = (sum(one.represented == way for one in beside) for way in ("over", "under"))
    marked = (
        f"{over} are framed, where this is more than chance gives, and {under} dashed, where it is"
        " less"
        if over + under
        else "none can be told from chance"
    )
    return (
        f" Of {len(beside):,} pairs of countries {marked} (networks and projects shared, q < 0.05,"
        f" {ALIKE})."
    )


def _tabulate(part: CityNetwork, pairs: Pairs, beside: Sequence[Meeting]) -> Table:
    found = {frozenset((one.a, one.b)): one for one in beside}
    rows = [
        (_name(part, one), _name(part, two), str(many), *_tell(found.get(frozenset((one, two)))))
        for (one, two), many in pairs.items()
    ]
    ranked = tuple(sorted(rows, key=lambda row: (-int(row[2]), row)))
    heads = ("Country", "Other country", "Pairs", "Shared", "Expected", "More or less than chance")
    return Table("Pairs of cities by country", heads, ranked)


def _tell(meeting: Meeting | None) -> tuple[str, str, str]:
    if meeting is None:
        return "", "", ""
    return str(meeting.observed), f"{meeting.expected:.1f}", SIDES[meeting.represented]


def _name(part: CityNetwork, iri: str) -> str:
    return part.countries[iri].label if iri in part.countries else _UNKNOWN
