"""The drawing of the network: members and what joins them, where `hanse viz network` has them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse_viz.figures import captions
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.figure import Table
from hanse_viz.figures.labelling import Named, place_names
from hanse_viz.figures.legends import count_groups, key_symbols, say_key
from hanse_viz.figures.marks import MEMBER, PAPER, SMALL, WIDTH, Path, Style, draw_line
from hanse_viz.figures.pruning import prune
from hanse_viz.figures.symbols import CIRCLE, THEME_SYMBOLS, draw_symbol
from hanse_viz.layout import place
from hanse_viz.styling import style_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hanse.record.model import CityNetwork, Cooperation, Member, Tie
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.marks import Mark

# Members and cooperations; more are not told apart on a page.
MOST_NODES = 3000
_TALLEST = 760.0
_LARGEST = 1.7
_MARGIN = 14.0
_NAMES = 90
_BOLD = 20
_FEW, _SOME = 150, 700
_STEP = 9.0
_THEMES = 0.35
_EDGE = Style(fill=PAPER, stroke=MEMBER, width=1.1)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands on the page, and how large it is."""

    x: float
    y: float
    radius: float


def draw_figure(part: CityNetwork) -> Figure:
    """Draw members (circles) and cooperations (a symbol for each theme), a line for a membership.

    Nodes stand where `hanse viz network` puts them. Above 3,000 nodes the cooperations with most
    members are kept, and the caption says so. Raises MissingExtraError without the extra `viz`.
    """
    kept = prune(part, MOST_NODES)
    spots, height = _place(kept)
    marks = tuple(_draw(kept, spots, (WIDTH, height)))
    keys = [
        *_key_members(kept.members),
        say_key("Theme (networks and projects):"),
        *key_symbols(kept, count_groups(kept, kept.cooperations)),
    ]
    return compose("figure", _say(part, kept), keys, Drawing(marks, height), [_tabulate(part)])


def _place(part: CityNetwork) -> tuple[dict[str, Spot], float]:
    """Lay the nodes out and fit them to the page, members that no tie holds left out."""
    nodes = style_nodes(part)
    index = {node["id"]: position for position, node in enumerate(nodes)}
    ties = [(index[tie.member], index[tie.cooperation]) for tie in part.ties]
    sizes = [float(node["size"]) for node in nodes]
    places = place(len(nodes), ties, sizes)
    xs, ys = zip(*places, strict=True)
    wide, high = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    scale = min((WIDTH - 2 * _MARGIN) / wide, (_TALLEST - 2 * _MARGIN) / high, _LARGEST)
    left, top = (WIDTH - wide * scale) / 2, _MARGIN
    spots = {
        node["id"]: Spot(
            round(left + (x - min(xs)) * scale, 2),
            round(top + (y - min(ys)) * scale, 2),
            round(max(size * scale, 1.1), 2),
        )
        for node, (x, y), size in zip(nodes, places, sizes, strict=True)
    }
    return spots, round(high * scale + 2 * _MARGIN)


def _draw(part: CityNetwork, spots: dict[str, Spot], extent: tuple[float, float]) -> Iterator[Mark]:
    groups = {one.iri: captions.choose_group(part, one) for one in part.cooperations}
    yield from _draw_ties(part, spots, groups)
    yield from _draw_members(part.members, spots)
    for one in sorted(part.cooperations, key=lambda one: (groups[one.iri], one.iri)):
        spot, group = spots[one.iri], groups[one.iri]
        shape = draw_symbol(THEME_SYMBOLS[captions.place_group(part, group)], spot.radius)
        style = Style(fill=captions.tint(part, group), stroke=PAPER, width=0.6)
        yield Path(spot.x, spot.y, shape, style)
    yield from _write_names(part, spots, extent)


def _draw_ties(part: CityNetwork, spots: dict[str, Spot], groups: dict[str, str]) -> Iterator[Path]:
    many = len(part.ties)
    width, opacity = (1.0, 0.7) if many <= _FEW else (0.7, 0.5) if many <= _SOME else (0.5, 0.34)

    def rank(tie: Tie) -> tuple[bool, str, str]:
        return tie.role == "lead", groups[tie.cooperation], tie.iri

    for tie in sorted(part.ties, key=rank):
        one, two = spots[tie.member], spots[tie.cooperation]
        lead = tie.role == "lead"
        colour = captions.tint(part, groups[tie.cooperation])
        style = Style(stroke=colour, width=width * (2.4 if lead else 1), opacity=opacity)
        line = draw_line([(0, 0), (two.x - one.x, two.y - one.y)])
        yield Path(one.x, one.y, line, style)


def _draw_members(members: Iterable[Member], spots: dict[str, Spot]) -> Iterator[Path]:
    for one in sorted(members, key=lambda one: (one.kind, one.iri)):
        spot, city = spots[one.iri], one.kind == "city"
        style = Style(fill=MEMBER, stroke=PAPER, width=0.6) if city else _EDGE
        yield Path(spot.x, spot.y, draw_symbol(CIRCLE, spot.radius), style)


def _write_names(
    part: CityNetwork, spots: dict[str, Spot], extent: tuple[float, float]
) -> Iterable[Mark]:
    """Name the largest members and cooperations; where there are few, all that have room."""
    degrees = part.count_degrees()
    nodes: Sequence[Member | Cooperation] = (*part.members, *part.cooperations)
    members = {one.iri for one in part.members}

    def rank(one: Member | Cooperation) -> tuple[float, str, str]:
        share = 1.0 if one.iri in members else _THEMES
        return -degrees[one.iri] * share, one.label, one.iri

    named = [
        Named(spots[one.iri].x, spots[one.iri].y, spots[one.iri].radius, one.label)
        for one in sorted(nodes, key=rank)
    ]
    others = [*named[_NAMES:], *_follow_lines(part, spots)]
    return place_names(named[:_NAMES], others, extent, SMALL, _BOLD)


def _follow_lines(part: CityNetwork, spots: dict[str, Spot]) -> Iterator[Named]:
    """Give points along the lines of a small network, so that names keep off them."""
    if len(part.ties) > _FEW:
        return
    for tie in part.ties:
        one, two = spots[tie.member], spots[tie.cooperation]
        steps = int(math.hypot(two.x - one.x, two.y - one.y) / _STEP) + 1
        for step in range(1, steps):
            share = step / steps
            x, y = one.x + (two.x - one.x) * share, one.y + (two.y - one.y) * share
            yield Named(x, y, 1, "")


def _key_members(members: Iterable[Member]) -> Iterator[Key]:
    kinds = {one.kind for one in members}
    circle = draw_symbol(CIRCLE, 4.2)
    if "city" in kinds:
        yield Key("city", (Path(5, 0, circle, Style(fill=MEMBER)),))
    if "organisation" in kinds:
        yield Key("organisation", (Path(5, 0, circle, _EDGE),))
    thick = draw_line([(0, 0), (18, 0)])
    yield Key("lead partner", (Path(0, 0, thick, Style(stroke=MEMBER, width=2.4)),), 18)
    yield Key("partner", (Path(0, 0, thick, Style(stroke=MEMBER, width=0.9)),), 18)


def _say(part: CityNetwork, kept: CityNetwork) -> tuple[str, str, list[str]]:
    cities = sum(one.kind == "city" for one in kept.members)
    bodies = len(kept.members) - cities
    parts = [captions.count(cities, "city", "cities")]
    parts += [captions.count(bodies, "organisation")] if bodies else []
    told = (
        f"{captions.scope(part)}{', '.join(parts)}, {captions.count_cooperations(kept)},"
        f" {captions.count(len(kept.ties), 'membership')}."
    )
    notes = (
        "The larger a circle or symbol, the more it is joined to. Places by the layout of Kamada"
        " and Kawai: what is joined stands near, directions mean nothing."
    )
    if len(kept.cooperations) < len(part.cooperations):
        notes += (
            f" Drawn are the {len(kept.cooperations):,} of {len(part.cooperations):,} networks and"
            " projects with most members."
        )
    title = "European cities and the networks that join them"
    return title, told, [notes, *captions.cite(part, "figure")]


def _tabulate(part: CityNetwork) -> Table:
    members = {one.iri: one for one in part.members}
    cooperations = {one.iri: one.label for one in part.cooperations}
    rows = sorted(
        (
            members[tie.member].label,
            captions.name_country(part, members[tie.member]),
            cooperations[tie.cooperation],
            tie.role,
            tie.through,
            captions.name_sources(part, tie.sources),
        )
        for tie in part.ties
    )
    columns = ("Member", "Country", "Network or project", "Role", "Through", "Sources")
    return Table("Memberships", columns, tuple(rows))
