"""The map: cities in Europe, and an arc from the lead partner of a network to each partner."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hanse.errors import UsageError
from hanse.record.themes import UNKNOWN
from hanse_viz.figures import captions
from hanse_viz.figures.composing import Drawing, Key, compose
from hanse_viz.figures.ground import choose_frame, draw_ground, is_outlined
from hanse_viz.figures.labelling import Named, place_names
from hanse_viz.figures.legends import count_groups, key_lines, say_key
from hanse_viz.figures.map_words import Seen, Way, list_cities, list_ways, say_map
from hanse_viz.figures.marks import MEMBER, PAPER, SMALL, WIDTH, Path, Style, draw_arc
from hanse_viz.figures.projecting import project
from hanse_viz.figures.symbols import THEME_DASHES, draw_circle, draw_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hanse.record.model import CityNetwork
    from hanse_viz.figures.figure import Figure
    from hanse_viz.figures.ground import Frame
    from hanse_viz.figures.marks import Mark

MOST_ARCS = 4000
_FEW, _SOME = 90, 500
_NAMES = 70
_BOLD = 14
_DIRECTED = 260


class Arc(NamedTuple):
    """From one city to another on one theme, and how often."""

    tail: str
    head: str
    group: str
    times: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a map shows: who stands where, how large, joined by what."""

    frame: Frame
    places: dict[str, tuple[float, float]]
    radii: dict[str, float]
    arcs: list[Arc]


def draw_map(part: CityNetwork, *, practices: bool = False) -> Figure:
    """Draw the cities of a part of the record in Europe (EPSG:3035), sized by their networks.

    An arc joins the lead partner of a network to each of its partners or, with `practices`, the
    giver of a good practice to who takes it up. A city without coordinates is named in the
    caption, and so is one outside the outline. Raises UsageError where no city can be shown.
    """
    found = {iri: point for iri, point in _find_places(part) if is_outlined(point)}
    ways = sorted(_give_practices(part) if practices else _lead(part))
    arcs = _count_arcs(part, ways)
    weights = _weigh(part, arcs, practices=practices)
    shown = {iri: point for iri, point in found.items() if weights[iri]}
    if not shown:
        raise UsageError("nothing to draw: no city that takes part has coordinates in Europe")
    frame = choose_frame(shown.values(), WIDTH)
    drawable = [arc for arc in arcs if arc.tail in shown and arc.head in shown]
    kept = sorted(drawable, key=lambda arc: (-arc.times, arc))[:MOST_ARCS]
    plan = _Plan(
        frame,
        {iri: frame.place(point) for iri, point in shown.items()},
        {iri: _size(weights[iri]) for iri in shown},
        _order(kept),
    )
    drawing = Drawing(tuple(_draw(part, plan, weights)), frame.down * frame.scale)
    keys = [*_key_sizes(weights, practices=practices), *_key_arcs(part, plan, practices=practices)]
    said = say_map(part, Seen(set(shown), set(found), len(drawable), len(kept)), practices)
    tables = (list_ways(part, ways, practices), list_cities(part, weights, practices))
    return compose("map", said, keys, drawing, tables)


def _find_places(part: CityNetwork) -> Iterator[tuple[str, tuple[float, float]]]:
    for member in part.members:
        if member.latitude is not None and member.longitude is not None:
            yield member.iri, project(member.latitude, member.longitude)


def _lead(part: CityNetwork) -> Iterator[Way]:
    """Give each pair of a lead partner and a partner, with their cooperation."""
    leads: defaultdict[str, set[str]] = defaultdict(set)
    for tie in part.ties:
        if tie.role == "lead":
            leads[tie.cooperation].add(tie.member)
    pairs = {
        (lead, tie.member, tie.cooperation)
        for tie in part.ties
        for lead in leads[tie.cooperation]
        if tie.member not in leads[tie.cooperation]
    }
    return (Way(*pair) for pair in pairs)


def _give_practices(part: CityNetwork) -> Iterator[Way]:
    return (
        Way(one.giver, one.learner, one.cooperation, one.practice)
        for one in part.transfers
        if one.giver != one.learner
    )


def _count_arcs(part: CityNetwork, ways: list[Way]) -> list[Arc]:
    known = {one.iri: one for one in part.cooperations}
    groups = {iri: captions.choose_group(part, one) for iri, one in known.items()}
    counts = Counter((way.tail, way.head, groups.get(way.cooperation, UNKNOWN)) for way in ways)
    return [Arc(*ends, times) for ends, times in sorted(counts.items())]


def _order(arcs: list[Arc]) -> list[Arc]:
    """Put the themes with most arcs at the bottom and arcs that look alike together."""
    counts = Counter(arc.group for arc in arcs)
    return sorted(arcs, key=lambda arc: (-counts[arc.group], arc.group, arc.times, arc))


def _weigh(part: CityNetwork, arcs: list[Arc], *, practices: bool) -> Counter[str]:
    """Count for each member its networks or, of practices, how often it gives or learns."""
    if not practices:
        return Counter(part.count_degrees())
    weights: Counter[str] = Counter()
    for arc in arcs:
        weights.update({arc.tail: arc.times})
        weights.update({arc.head: arc.times})
    return weights


def _size(weight: int) -> float:
    """Give the radius whose circle's area grows with the weight."""
    return round(1.0 + 1.12 * math.sqrt(weight), 2)


def _draw(part: CityNetwork, plan: _Plan, weights: Counter[str]) -> Iterator[Mark]:
    yield from draw_ground(plan.frame)
    yield from _draw_arcs(part, plan)
    known = {member.iri: member for member in part.members}
    ranked = sorted(plan.places, key=lambda iri: (-weights[iri], known[iri].label, iri))
    dot = Style(fill=MEMBER, stroke=PAPER, width=0.6)
    for iri in ranked:
        yield Path(*_round(plan.places[iri]), draw_circle(plan.radii[iri]), dot)
    named = [Named(*plan.places[iri], plan.radii[iri], known[iri].label) for iri in ranked]
    extent = (WIDTH, plan.frame.down * plan.frame.scale)
    yield from place_names(named[:_NAMES], named[_NAMES:], extent, SMALL, _BOLD)


def _draw_arcs(part: CityNetwork, plan: _Plan) -> Iterator[Path]:
    many = len(plan.arcs)
    width, opacity = (1.1, 0.85) if many <= _FEW else (0.8, 0.5) if many <= _SOME else (0.6, 0.3)
    heads: list[Path] = []
    for arc in plan.arcs:
        (x, y), (to_x, to_y) = plan.places[arc.tail], plan.places[arc.head]
        style = Style(
            stroke=captions.tint(part, arc.group),
            width=round(width * math.sqrt(arc.times), 2),
            opacity=opacity,
            dash=THEME_DASHES[captions.place_group(part, arc.group)],
        )
        yield Path(*_round((x, y)), draw_arc(to_x - x, to_y - y), style)
        if many <= _DIRECTED:
            heads.append(_draw_end(plan, arc, Style(fill=style.stroke)))
    yield from heads


def _draw_end(plan: _Plan, arc: Arc, style: Style) -> Path:
    """Draw the head of an arrow where an arc reaches the circle of its city."""
    (x, y), (to_x, to_y) = plan.places[arc.tail], plan.places[arc.head]
    right, down = (to_x - x) / 2 - (to_y - y) * 0.16, (to_y - y) / 2 + (to_x - x) * 0.16
    length = math.hypot(right, down) or 1.0
    back = (plan.radii[arc.head] + 3) / length
    return Path(
        *_round((to_x - right * back, to_y - down * back)), draw_head(right, down, 3), style
    )


def _round(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 2), round(point[1], 2)


def _key_sizes(weights: Counter[str], *, practices: bool) -> Iterator[Key]:
    """Show circles of the smallest, a middle and the greatest weight."""
    most = max(weights.values())
    what = "practice given or learnt" if practices else "network"
    many = "practices given or learnt" if practices else ""
    for weight in sorted({1, math.isqrt(most), most}):
        radius = _size(weight)
        circle = Path(radius, 0, draw_circle(radius), Style(fill=MEMBER, stroke=PAPER, width=0.6))
        yield Key(captions.count(weight, what, many), (circle,), 2 * radius)


def _key_arcs(part: CityNetwork, plan: _Plan, *, practices: bool) -> Iterable[Key]:
    drawn = {arc.group for arc in plan.arcs}
    counts = count_groups(part, part.cooperations)
    if practices:
        counts = Counter[str]()
        for arc in plan.arcs:
            counts.update({arc.group: arc.times})
    shown = Counter({group: counts[group] for group in drawn})
    heading = "Theme (transfers drawn):" if practices else "Theme (networks and projects):"
    return (say_key(heading), *key_lines(part, shown))
