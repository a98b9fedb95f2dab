"""The projected graph: ties that are more than chance in solid lines, all others dashed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hanse.errors import UsageError
from hanse_viz.figures import captions
from hanse_viz.figures.analysis.nouns import Nouns, choose_nouns
from hanse_viz.figures.analysis.numbers import say_number
from hanse_viz.figures.analysis.placing import fit_places
from hanse_viz.figures.analysis.thinning import count_degrees, thin
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.labelling import Named, place_names
from hanse_viz.figures.lettering import shorten
from hanse_viz.figures.marks import INK, PAPER, SMALL, WIDTH, Path, Style, draw_line, number
from hanse_viz.figures.symbols import draw_circle

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from hanse.analysis.ties import ProjectedTie
    from hanse_viz.figures.analysis.origin import Origin
    from hanse_viz.figures.analysis.placing import Spot
    from hanse_viz.figures.analysis.thinning import Drawn
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

MORE = Style(stroke=INK, width=2.2)
NO_MORE = Style(stroke="#8A8F94", width=0.5, dash=(2.0, 2.0))
# Ends of the backbone, and all other nodes: the circles of both are as clear as their lines.
_END = Style(fill=INK, stroke=PAPER, width=0.8)
_OTHER = Style(fill="#7A8793", stroke=PAPER, width=0.5)
_STROKE = 26.0
_STEP = 8.0
_RINGS = (1.0, 2.0, 3.0, 4.0)
_NAMES, _MORE_NAMES, _LONGEST = 80, 40, 170.0
_COLUMNS = ("One", "Other", "More than chance", "Shared", "Expected", "p", "q")


def draw_ties(
    ties: Sequence[ProjectedTie],
    origin: Origin,
    *,
    onto: str = "members",
    nouns: Nouns | None = None,
    alpha: float = 0.05,
) -> Figure:
    """Draw who is tied: the backbone whole in solid dark lines, other ties thin and dashed.

    `ties` are rows of `hanse.analysis.find_ties` at this `alpha`; `nouns` say what is tied and by
    what (default: cities and networks). Of more than 1,200 other ties each node keeps those that
    chance explains least, and the caption tells how many. Raises UsageError without a tie.
    """
    nouns = nouns or choose_nouns(onto)
    if not ties:
        raise UsageError(f"nothing to draw: no two {nouns.many} here share {nouns.one_shared}")
    drawn, degrees = thin(ties), count_degrees(ties)
    spots, height = _place(ties, drawn, degrees)
    marks = tuple(_draw(drawn, degrees, spots, height))
    said = _say(ties, drawn, nouns, origin, alpha)
    keys = _list_keys(drawn, nouns, alpha)
    return compose("ties", said, keys, Drawing(marks, height), [tabulate_ties(ties, nouns)])


def _place(
    ties: Sequence[ProjectedTie], drawn: Drawn, degrees: Counter[str]
) -> tuple[dict[str, Spot], float]:
    """Place the nodes by all ties among them, also those that are not drawn."""
    nodes = sorted(count_degrees((*drawn.backbone, *drawn.others)))
    kept = set(nodes)
    joined = [(tie.a, tie.b) for tie in ties if tie.a in kept and tie.b in kept]
    return fit_places(nodes, joined, [2.6 + 0.45 * degrees[node] ** 0.5 for node in nodes])


def _draw(
    drawn: Drawn, degrees: Counter[str], spots: dict[str, Spot], height: float
) -> Iterator[Mark]:
    """Draw dashed ties below, then solid ones, then nodes and their names."""
    for ties, style in ((drawn.others, NO_MORE), (drawn.backbone, MORE)):
        if ties:
            yield Path(0, 0, "".join(_join(spots[tie.a], spots[tie.b]) for tie in ties), style)
    ends = set(count_degrees(drawn.backbone))
    for node in sorted(spots, key=lambda node: (node in ends, node)):
        spot = spots[node]
        yield Path(spot.x, spot.y, draw_circle(spot.radius), _END if node in ends else _OTHER)
    yield from _write_names(drawn, degrees, spots, height)


def _join(one: Spot, two: Spot) -> str:
    return f"M{number(one.x)} {number(one.y)}L{number(two.x)} {number(two.y)}"


def _write_names(
    drawn: Drawn, degrees: Counter[str], spots: dict[str, Spot], height: float
) -> Iterable[Mark]:
    """Name the ends of the backbone first, then those with most ties."""
    ends = count_degrees(drawn.backbone)
    ties = (*drawn.backbone, *drawn.others)
    found = {tie.a: tie.a_label for tie in ties} | {tie.b: tie.b_label for tie in ties}
    labels = {node: shorten(label, SMALL, _LONGEST) for node, label in found.items()}
    ranked = sorted(spots, key=lambda one: (-ends[one], -degrees[one], labels[one], one))
    named = [Named(spots[o].x, spots[o].y, spots[o].radius, labels[o]) for o in ranked]
    wanted = min(max(_MORE_NAMES, len(ends)), _NAMES)
    # Rings around the ends count as more that a name would cover: each end shall have its own.
    rings = [
        Named(one.x, one.y, one.radius + by, "") for one in named[: len(ends)] for by in _RINGS
    ]
    others = [*named[wanted:], *rings, *_follow_lines(drawn.backbone, spots)]
    return place_names(named[:wanted], others, (WIDTH, height), SMALL, len(ends))


def _follow_lines(ties: Iterable[ProjectedTie], spots: dict[str, Spot]) -> Iterator[Named]:
    """Give points along lines, so that names keep off them."""
    for tie in ties:
        one, two = spots[tie.a], spots[tie.b]
        steps = int(math.hypot(two.x - one.x, two.y - one.y) / _STEP) + 1
        for share in (step / steps for step in range(1, steps)):
            yield Named(one.x + (two.x - one.x) * share, one.y + (two.y - one.y) * share, 1.5, "")


def _list_keys(drawn: Drawn, nouns: Nouns, alpha: float) -> Iterator[Key]:
    line = draw_line([(0, 0), (_STROKE, 0)])
    found = f"q < {alpha:g}" if drawn.backbone else f"q < {alpha:g}: none"
    yield Key(f"more than chance ({found})", (Path(0, 0, line, MORE),), _STROKE)
    yield Key("not to be told from chance", (Path(0, 0, line, NO_MORE),), _STROKE)
    circle = draw_circle(4)
    if drawn.backbone:
        yield Key(f"{nouns.one} with a tie that is more", (Path(5, 0, circle, _END),))
    yield Key(f"other {nouns.one}" if drawn.backbone else nouns.one, (Path(5, 0, circle, _OTHER),))


def _say(
    ties: Sequence[ProjectedTie], drawn: Drawn, nouns: Nouns, origin: Origin, alpha: float
) -> tuple[str, str, list[str]]:
    many, more = len(ties), len(drawn.backbone)
    nodes = captions.count(len(count_degrees(ties)), nouns.one, nouns.many)
    ends = "is more than chance" if more == 1 else "are more than chance"
    title = (
        f"{more:,} of {captions.count(many, 'tie')} between {nouns.many} {ends}"
        if more
        else f"No tie between {nouns.many} can be told from chance"
    )
    how = (
        f"{origin.scope}Two {nouns.many} are tied where they share {nouns.one_shared}: in a solid"
        " line where they share more than chance gives, else in a dashed one."
    )
    counts = (
        f"{more:,} of {captions.count(many, 'tie')} between {nodes}"
        if more
        else f"None of these {many:,} ties between {nodes}"
    )
    notes = (
        f"{counts} can be told from chance, that is, share more {nouns.shared_many} than if every"
        f" {nouns.one} and every {nouns.shared} kept its number of memberships and all else were"
        f" chance (q < {alpha:g}; q is p adjusted for false discoveries among all pairs). A dashed"
        " tie may be chance, which does not say that the two do not work together."
        f" {_say_thinned(ties, drawn, nouns)}{_LAYOUT}"
    )
    return title, how, [notes, *origin.cite()]


_LAYOUT = (
    "The larger a circle, the more ties. Places by the layout of Kamada and Kawai on all ties: what"
    " is tied stands near, directions mean nothing."
)


def _say_thinned(ties: Sequence[ProjectedTie], drawn: Drawn, nouns: Nouns) -> str:
    """Say which ties are drawn, "" where all are."""
    others = len(ties) - len(drawn.backbone)
    told = ""
    if drawn.each:
        whole = "all solid ties, and " if drawn.backbone else ""
        least = "one" if drawn.each == 1 else f"{drawn.each:,}"
        told = (
            f"Drawn are {whole}{len(drawn.others):,} of the {others:,} dashed ones: for each"
            f" {nouns.one} the {least} that chance explains least. "
        )
    if drawn.left_out:
        told += f"Left out are the {drawn.left_out:,} {nouns.many} with fewest ties. "
    return told


def tabulate_ties(ties: Sequence[ProjectedTie], nouns: Nouns) -> Table:
    """List every tie, the least likely by chance first."""
    ranked = sorted(ties, key=lambda one: (not one.backbone, one.p, -one.observed, one.a, one.b))
    rows = tuple(
        (
            *(tie.a_label, tie.b_label, "yes" if tie.backbone else "no", str(tie.observed)),
            *map(say_number, (tie.expected, tie.p, tie.q)),
        )
        for tie in ranked
    )
    return Table(f"Ties between {nouns.many}", _COLUMNS, rows)
