"""A map of dots and lines, to be laid over the outline of Europe (europe.svg) by the style."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hanse_viz.pages.asking import ask
from hanse_viz.pages.model import Dot, Map
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.remembering import once_per_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hanse.access import Graph

WIDTH, HEIGHT = 400, 362
_MOST = 20_000
# The window, in metres from the centre of the projection: Iceland, Lisbon, Crete and Cyprus in it,
# the Azores and the Canaries not. viz/atlas.js cuts the outline of Europe by the same.
_WEST, _NORTH = -1_850_000, 1_850_000
_SCALE = WIDTH / 4_200_000
_RADIUS = 6_371_007.2  # the sphere with the earth's area
_CENTRE = (math.radians(52), math.radians(10))

_PLACES = f"""
SELECT ?place ?lat ?long WHERE {{ ?place wgs84:lat ?lat ; wgs84:long ?long }}
ORDER BY ?place ?lat ?long LIMIT {_MOST}"""


def project(latitude: float, longitude: float) -> tuple[int, int] | None:
    """Place a point on the map, None where it lies outside; degrees in, units of the box out.

    Source: Lambert's azimuthal equal-area projection about 52° N 10° E, as EPSG:3035, on a sphere.
    """
    phi, turn = math.radians(latitude), math.radians(longitude) - _CENTRE[1]
    sine, cosine = math.sin(_CENTRE[0]), math.cos(_CENTRE[0])
    facing = 1 + sine * math.sin(phi) + cosine * math.cos(phi) * math.cos(turn)
    if not facing > 0:
        return None
    stretch = _RADIUS * math.sqrt(2 / facing)
    east = stretch * math.cos(phi) * math.sin(turn)
    north = stretch * (cosine * math.sin(phi) - sine * math.cos(phi) * math.cos(turn))
    x, y = round((east - _WEST) * _SCALE), round((_NORTH - north) * _SCALE)
    return (x, y) if 0 <= x <= WIDTH and 0 <= y <= HEIGHT else None


@once_per_graph
def read_places(graph: Graph) -> dict[str, tuple[int, int] | None]:
    """Read where every place is; None for those that the map does not show."""
    places: dict[str, tuple[int, int] | None] = {}
    for iri, latitude, longitude in ask(graph, _PLACES):
        try:
            places.setdefault(iri, project(float(latitude), float(longitude)))
        except ValueError:  # no number
            continue
    return places


def draw_map(
    graph: Graph,
    caption: str,
    main: Mapping[str, str],
    others: Iterable[str] = (),
    lines: Iterable[tuple[str, str]] = (),
) -> Map | None:
    """Draw a map with places that stand out: `main` with their names, `others`, lines between.

    The caption tells how many places it leaves out. Gives None where nothing could be shown.
    """
    places = read_places(graph)
    around = [iri for iri in dict.fromkeys(others) if iri not in main]
    dots = {iri: found for iri in [*main, *around] if (found := places.get(iri))}
    if not dots:
        return None
    missing = len(main) + len(around) - len(dots)
    left_out = f" {count_things(missing, 'place')} without a position or outside the map."
    return Map(
        caption=caption + (left_out if missing else ""),
        main=tuple(Dot(*dots[iri], main[iri]) for iri in main if iri in dots),
        others=tuple(Dot(*dots[iri]) for iri in around if iri in dots),
        lines="".join(
            "M{} {}L{} {}".format(*dots[a], *dots[b]) for a, b in lines if a in dots and b in dots
        ),
    )
