"""Templates to text: everything is escaped, and a name that a template misses is an error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from hanse.errors import MissingExtraError
from hanse_viz.pages.links import FORMS
from hanse_viz.pages.periods import count_things, show_number
from hanse_viz.pages.shapes import choose_shape
from hanse_viz.sealing import find_assets
from hanse_viz.styling import keep_link

if TYPE_CHECKING:
    from jinja2 import Environment

    from hanse_viz.pages.links import Links
    from hanse_viz.pages.model import DatasetNote, Ref


def render(template: str, links: Links, note: DatasetNote, **shown: Any) -> str:  # noqa: ANN401 - whatever the template shows
    """Write a page from a template; the same input gives the same text."""
    page = open_templates().get_template(template)
    return page.render(links=links, note=note, **shown)


def show_ref(ref: Ref, links: Links) -> Markup:
    """Write a reference: a link to a page here, else elsewhere, else text; all of it escaped.

    Written here and not in a template because a page has a thousand of them.
    """
    href = links.link(ref.iri) if ref.iri else ""
    away = "" if href else keep_link(ref.url)
    shown = str(escape(ref.badge or ref.label))
    if href:
        mark = ' class="badge"' if ref.badge else ""
        text = f'<a href="{escape(href)}"{mark}>{shown}</a>'
    elif away:
        text = f'<a href="{escape(away)}" class="away" rel="noreferrer external">{shown}</a>'
    elif ref.badge:
        text = f'<span class="badge">{shown}</span>'
    else:
        text = f'<span lang="{escape(ref.language)}">{shown}</span>' if ref.language else shown
    before = f'<span class="quiet">{escape(ref.before)}</span> ' if ref.before else ""
    note = f" <small>{escape(ref.note)}</small>" if ref.note else ""
    return Markup(before + text + note)  # noqa: S704 - every part is escaped above


def list_refs(refs: tuple[Ref, ...], links: Links) -> Markup:
    """Write references one after the other, with commas between."""
    return Markup(", ").join(show_ref(ref, links) for ref in refs)


# The outlines of the shapes, about their middle.
_KNOTS = {
    "city": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    "organisation": "M0-6L6 0L0 6L-6 0Z",
    "network": "M-5-5h10v10h-10Z",
    "project": "M0-6L6 5H-6Z",
    "practice": "M0-7L1.7-2.2H6.7L2.7.8L4.2 5.6L0 2.8L-4.2 5.6L-2.7.8L-6.7-2.2H-1.7Z",
    "country": "M-6-4h12v8h-12Z",
    "theme": "M-5 5v-5a5 5 0 1 1 5 5Z",
    "event": "M0-6L6 0L0 6L-6 0Z",
    "record": "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
}


@cache
def open_templates() -> Environment:
    """Open the folder of templates; raises MissingExtraError without the extra `viz`."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - an extra, and 40 ms to import
    except ImportError as error:
        raise MissingExtraError("viz", str(error.name)) from error
    templates = Environment(
        loader=FileSystemLoader(find_assets() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters.update(number=show_number, web=keep_link, shape=choose_shape)
    offered: Any = {"count": count_things, "forms": FORMS, "show": show_ref, "list": list_refs}
    templates.globals.update(offered | {"knots": _KNOTS})
    return templates
