"""The SVG as it leaves: titled, described, small, and nothing in it but paths and texts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from hanse_viz.figures.lettering import FAMILIES, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({"svg", "g", "rect", "path", "text", "tspan"})
_ATTRIBUTES = frozenset(
    {
        *("width", "height", "viewBox", "transform", "d", "x", "y", "text-anchor"),
        *("font-size", "font-weight", "fill", "fill-opacity", "stroke", "stroke-width"),
        *("stroke-dasharray", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
    }
)
_PLACES = frozenset({"transform", "d"})
# What a path or a text has anyway.
_DEFAULTS = {
    ("fill-opacity", "1"),
    ("stroke-opacity", "1"),
    ("stroke-width", "0"),
    ("font-weight", "400"),
    ("text-anchor", "start"),
    ("transform", "translate(0,0)"),
}
_SIZE = re.compile(r'(<svg [^>]*?)width="([\d.]+)" height="([\d.]+)"')


def tidy_svg(svg: str, title: str, about: str, name: str = "figure") -> str:
    """Keep the paths and texts of an SVG, say once what many share, and name the whole.

    Its title and description have ids that begin with `name`. Neither links nor scripts nor styles
    pass, whoever wrote them.
    """
    root = _copy(ET.fromstring(svg))  # noqa: S314 - written by the converter, and it has no DOCTYPE
    root.attrib |= {"xmlns": _SVG, "font-family": FAMILIES, "role": "img"}
    root.attrib["aria-labelledby"] = f"{name}-title {name}-about"
    for place, (tag, text) in enumerate({"title": title, "desc": about}.items()):
        said = ET.Element(tag, {"id": f"{name}-{tag.replace('desc', 'about')}"})
        said.text = clean(text)
        root.insert(place, said)
    return ET.tostring(root, "unicode") + "\n"


def resize_svg(svg: str, factor: float) -> str:
    """Give the same drawing another size."""

    def scale(found: re.Match[str]) -> str:
        width, height = (f"{float(found[group]) * factor:.2f}" for group in (2, 3))
        return f'{found[1]}width="{width}" height="{height}"'

    return _SIZE.sub(scale, svg, count=1)


def _copy(element: ET.Element) -> ET.Element:
    found = {
        name: value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and (name, value) not in _DEFAULTS
    }
    copy = ET.Element(element.tag.removeprefix(f"{{{_SVG}}}"), found)
    copy.text = element.text if copy.tag in {"text", "tspan"} else None
    for child in element:
        copy.extend(_keep(child))
    _share(copy)
    return copy


def _keep(child: ET.Element) -> Iterable[ET.Element]:
    """Give what a child becomes: nothing, itself, or the children of a group that says nothing."""
    if child.tag.removeprefix(f"{{{_SVG}}}") not in _ELEMENTS or child.get("display") == "none":
        return ()
    copy = _copy(child)
    if copy.tag == "g" and not (copy.attrib and len(copy)):
        return list(copy)
    return (copy,) if copy.tag != "path" or {"fill", "stroke"} & set(copy.attrib) else ()


def _share(group: ET.Element) -> None:
    """Move to a group what all its children have in common, but their places."""
    children = list(group)
    if group.tag != "g" or not children:
        return
    for name, value in list(children[0].attrib.items()):
        if name not in _PLACES and all(child.get(name) == value for child in children):
            group.set(name, value)
            for child in children:
                del child.attrib[name]
