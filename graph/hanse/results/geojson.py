"""Answers with coordinates as GeoJSON (RFC 7946): a point a row, other columns its properties."""

from __future__ import annotations

import json
import re
from math import isfinite

import pyoxigraph as ox

from hanse.errors import UsageError
from hanse.namespaces import GEO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from hanse.results.answer import Result, Row

_LATITUDES = ("lat", "latitude")
_LONGITUDES = ("long", "lon", "longitude")
_NUMBER = r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
_POINT = re.compile(rf"\s*POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)\s*", re.IGNORECASE)


def make_collection(result: Result) -> dict[str, Any]:
    """Make a FeatureCollection in WGS84; a row without coordinates has a null geometry.

    Coordinates are the columns lat and long (or latitude and longitude), or a WKT point. Raises
    UsageError where the answer has none.
    """
    features = [
        {"type": "Feature", "geometry": point, "properties": _keep_finite(properties)}
        for row, values in zip(result.rows, result.values(), strict=True)
        for point, properties in [_take_point(result.columns, row, values)]
    ]
    if features and all(feature["geometry"] is None for feature in features):
        raise UsageError(
            "geojson needs coordinates: columns lat and long, or one of geo:wktLiteral points"
        )
    return {"type": "FeatureCollection", "features": features}


def write_geojson(result: Result) -> bytes:
    """Write the FeatureCollection of an answer: see `make_collection`."""
    return (json.dumps(make_collection(result), ensure_ascii=False, indent=1) + "\n").encode()


def _take_point(
    columns: tuple[str, ...], row: Row, values: tuple[Any, ...]
) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    properties = dict(zip(columns, values, strict=True))
    for name, term in zip(columns, row, strict=True):
        if isinstance(term, ox.Literal) and term.datatype.value == f"{GEO}wktLiteral":
            found = _POINT.fullmatch(term.value)
            if found:
                del properties[name]
                return _point(float(found[1]), float(found[2])), properties
    latitude = next((name for name in _LATITUDES if name in properties), None)
    longitude = next((name for name in _LONGITUDES if name in properties), None)
    if latitude and longitude:
        north, east = properties.pop(latitude), properties.pop(longitude)
        if isinstance(north, int | float) and isinstance(east, int | float):
            return _point(east, north), properties
    return None, properties


def _point(east: float, north: float) -> dict[str, Any] | None:
    if not (isfinite(east) and isfinite(north)):
        return None
    return {"type": "Point", "coordinates": [east, north]}


def _keep_finite(properties: dict[str, Any]) -> dict[str, Any]:
    """JSON has no NaN and no infinity: they become texts."""
    return {
        name: str(value) if isinstance(value, float) and not isfinite(value) else value
        for name, value in properties.items()
    }
