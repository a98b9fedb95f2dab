"""The small network of a page: the thing in the middle, what it is tied to around it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hanse.kinds import KINDS
from hanse.namespaces import ID
from hanse_viz.pages.model import Knot, Web

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hanse_viz.pages.model import Ref, Section

SIZE = 400
_MIDDLE = SIZE / 2
_INNER, _OUTER = 88, 168
# More than that could not be told apart; the caption says how many are left out.
_MOST_INNER, _MOST_OUTER, _MOST_NAMED = 28, 60, 8
_SHAPES = frozenset({*KINDS, "practice", "country", "theme", "event"})


def choose_knot(iri: str) -> str:
    """Name the shape of a thing by the kind that its IRI tells."""
    kind = iri.removeprefix(ID).partition("/")[0]
    return kind if iri.startswith(ID) and kind in _SHAPES else "record"


def draw_star(title: str, iri: str, sections: Iterable[Section]) -> Web | None:
    """Draw the things that the first table of things names; a lead is tied more strongly."""
    tables = (_list_named(section, iri) for section in sections)
    found = next(filter(None, tables), dict[str, "tuple[Ref, bool]"]())
    leads = [one for one, (_, is_lead) in found.items() if is_lead]
    return _draw(title, iri, [ref for ref, _ in found.values()], {}, leads)


def _list_named(section: Section, iri: str) -> dict[str, tuple[Ref, bool]]:
    """List what stands in the first column of a table, and whether its row tells of a lead."""
    found: dict[str, tuple[Ref, bool]] = {}
    for row in section.rows:
        ref = next(iter(row[0]), None)
        if ref and ref.iri.startswith(ID) and ref.iri != iri:
            found.setdefault(ref.iri, (ref, any(one.badge for cell in row for one in cell)))
    return found


def draw_circles(
    title: str, iri: str, inner: Sequence[Ref], ties: Iterable[tuple[str, Ref]]
) -> Web | None:
    """Draw what a thing takes part in around it, and who else does so in a wider circle.

    `ties` are pairs of the IRI of one of `inner` and of somebody else in it.
    """
    outer: dict[str, tuple[Ref, list[str]]] = {}
    shown = {ref.iri for ref in inner[:_MOST_INNER]}
    for joined, ref in ties:
        if joined in shown:
            outer.setdefault(ref.iri, (ref, []))[1].append(joined)
    return _draw(title, iri, inner, outer, ())


def _draw(
    title: str,
    iri: str,
    inner: Sequence[Ref],
    outer: dict[str, tuple[Ref, list[str]]],
    leads: Sequence[str],
) -> Web | None:
    if not inner:
        return None
    near = inner[:_MOST_INNER]
    places = _place_inner(near, wide=not outer)
    # Those with most ties are kept, each then stands where its ties lead.
    ranked = sorted(outer.values(), key=lambda one: (-len(one[1]), one[0].label, one[0].iri))
    kept = ranked[:_MOST_OUTER]
    kept.sort(key=lambda one: (_turn(places, one[1]), one[0].iri))
    ring = {ref.iri: _on_circle(_OUTER, number, len(kept)) for number, (ref, _) in enumerate(kept)}
    named = len(near) <= _MOST_NAMED
    knots = [
        *(Knot(*ring[ref.iri], ref.label, choose_knot(ref.iri), ref.iri) for ref, _ in kept),
        *(
            Knot(*places[ref.iri], ref.label, choose_knot(ref.iri), ref.iri, is_named=named)
            for ref in near
        ),
        Knot(round(_MIDDLE), round(_MIDDLE), title, choose_knot(iri), is_main=True),
    ]
    return Web(
        caption=_describe(title, len(inner), len(near), len(ranked), len(kept)),
        knots=tuple(knots),
        ties=_join(places.values())
        + "".join(_line(places[one], ring[ref.iri]) for ref, joined in kept for one in joined),
        strong=_join(places[one] for one in leads if one in places),
    )


def _place_inner(near: Sequence[Ref], *, wide: bool) -> dict[str, tuple[int, int]]:
    """Place things on one circle; many of them, with nobody outside, on two by turns."""
    rings = (
        (_OUTER, _OUTER - 46)
        if wide and len(near) > _MOST_INNER * 2 // 3
        else ((_OUTER - 30, _OUTER - 30) if wide else (_INNER, _INNER))
    )
    return {
        ref.iri: _on_circle(rings[number % 2], number, len(near)) for number, ref in enumerate(near)
    }


def _on_circle(radius: float, number: int, total: int) -> tuple[int, int]:
    angle = 2 * math.pi * number / max(total, 1) - math.pi / 2
    return round(_MIDDLE + radius * math.cos(angle)), round(_MIDDLE + radius * math.sin(angle))


def _turn(places: dict[str, tuple[int, int]], joined: Iterable[str]) -> float:
    """Give the direction, from the top and by the clock, in which ties lead on the whole."""
    x = sum(places[one][0] - _MIDDLE for one in joined)
    y = sum(places[one][1] - _MIDDLE for one in joined)
    return round((math.atan2(y, x) + math.pi / 2) % (2 * math.pi), 6)


def _join(places: Iterable[tuple[int, int]]) -> str:
    middle = (round(_MIDDLE), round(_MIDDLE))
    return "".join(_line(middle, place) for place in places)


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"M{start[0]} {start[1]}L{end[0]} {end[1]}"


def _describe(title: str, inner: int, near: int, outer: int, kept: int) -> str:
    first = f"{near:,} of {inner:,}" if near < inner else f"{inner:,}"
    second = f"{kept:,} of {outer:,}" if kept < outer else f"{outer:,}"
    others = f" and, through them, {second} others" if outer else ""
    return f"{title}, tied to {first}{others}; the tables tell each."
