"""From latitude and longitude to kilometres of the European equal-area projection."""

from __future__ import annotations

import math

# The part of the projection that the outline of Europe covers, in kilometres (EPSG:3035 / 1000):
# viz/src/shared/window.js.
WEST, NORTH, ACROSS, DOWN = 2350, 5600, 5200, 4650

# GRS 80, as in viz/src/shared/laea.js.
_AXIS = 6378.137
_FLATTENING = 1 / 298.257222101
_SQUARE = _FLATTENING * (2 - _FLATTENING)
_ECCENTRICITY = math.sqrt(_SQUARE)
_LATITUDE, _LONGITUDE = math.radians(52), math.radians(10)
_EAST, _CENTRE = 4321.0, 3210.0


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Give kilometres east and south of the outline's corner; degrees in.

    Source: ETRS89-LAEA, EPSG:3035; Snyder, Map Projections, a Working Manual (USGS 1395),
    chapter 24, ellipsoid.
    """
    turn = math.radians(longitude) - _LONGITUDE
    beta = math.asin(max(-1.0, min(1.0, _authalic(math.radians(latitude)) / _POLE)))
    facing = math.cos(beta) * math.cos(turn)
    part = 1 + math.sin(_BETA) * math.sin(beta) + math.cos(_BETA) * facing
    stretch = _RADIUS * math.sqrt(2 / max(part, 1e-9))
    east = _EAST + stretch * _RATIO * math.cos(beta) * math.sin(turn)
    north = _CENTRE + stretch / _RATIO * (
        math.cos(_BETA) * math.sin(beta) - math.sin(_BETA) * facing
    )
    return east - WEST, NORTH - north


def _authalic(latitude: float) -> float:
    s = _ECCENTRICITY * math.sin(latitude)
    return (1 - _SQUARE) * (
        math.sin(latitude) / (1 - s * s) - math.log((1 - s) / (1 + s)) / (2 * _ECCENTRICITY)
    )


_POLE = _authalic(math.pi / 2)
_RADIUS = _AXIS * math.sqrt(_POLE / 2)
_BETA = math.asin(_authalic(_LATITUDE) / _POLE)
_RATIO = (
    _AXIS
    * math.cos(_LATITUDE)
    / (math.sqrt(1 - _SQUARE * math.sin(_LATITUDE) ** 2) * _RADIUS * math.cos(_BETA))
)
