"""The list of each kind of thing: all cities by country, all networks by programme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hanse.queries.names import fold_name
from hanse_viz.pages.about import read_note
from hanse_viz.pages.asking import ask
from hanse_viz.pages.model import Ref
from hanse_viz.pages.names import read_names
from hanse_viz.pages.periods import count_things
from hanse_viz.pages.remembering import once_per_graph
from hanse_viz.pages.rendering import render
from hanse_viz.pages.shapes import choose_shape
from hanse_viz.pages.vocabulary import name_term
from hanse_viz.site.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph
    from hanse_viz.site.kinds import Kind
    from hanse_viz.site.links import SiteLinks

MOST_LISTED = 3_000
_YEAR = "OPTIONAL { ?thing hanse:startYear ?year }"
_LIST = """
SELECT ?thing ?group (COUNT(DISTINCT ?counted) AS ?number) (MIN(?year) AS ?first) WHERE {{
  ?thing a <{class_}>
  {group} {year}
  OPTIONAL {{ {counted} }}
}} GROUP BY ?thing ?group"""
_REST = "more"


@dataclass(frozen=True, slots=True)
class Group:
    """Things under one heading, which may itself be a thing with a page."""

    anchor: str
    head: Ref
    things: tuple[Ref, ...]


@once_per_graph
def name_things(graph: Graph) -> dict[str, str]:
    """Give the display name of every thing that has a name."""
    names = read_names(graph)
    return dict(zip(names.things, names.labels, strict=True))


def name_thing(graph: Graph, iri: str) -> str:
    """Name a thing, by its IRI where it has no name."""
    return name_things(graph).get(iri, iri)


def render_list(graph: Graph, kind: Kind, links: SiteLinks) -> str:
    """Write the list of a kind."""
    rows = ask(graph, _write_query(kind))
    shown = [row for row in rows if links.addresses.classes.get(row[0]) == kind.iri]
    total = len({row[0] for row in shown})
    return _render(
        graph,
        links,
        title=kind.title,
        here=kind.folder,
        shape=choose_shape(kind.iri),
        about=f"{_count(graph, kind, total)}. The number beside a name is that of its {kind.word}.",
        groups=_group(graph, _refer(graph, shown), links, kind.rest),
    )


def _count(graph: Graph, kind: Kind, total: int) -> str:
    if total == 1:
        return f"1 {name_term(graph, kind.iri).lower()}"
    return f"{total:,} {kind.title.lower()}"


def _write_query(kind: Kind) -> str:
    group = f"OPTIONAL {{ {kind.group} }}" if kind.group else ""
    year = _YEAR if kind.dated else ""
    return _LIST.format(class_=kind.iri, group=group, year=year, counted=kind.counted)


def _refer(graph: Graph, rows: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, Ref]]:
    for iri, group, number, year in rows:
        note = " · ".join(filter(None, [year, number]))
        yield group, Ref(name_thing(graph, iri), iri, note=note)


def _group(
    graph: Graph, things: Iterable[tuple[str, Ref]], links: SiteLinks, head: str
) -> tuple[Group, ...]:
    """Put things under their groups, by name; those of no group come last, under a head."""
    found: dict[str, list[Ref]] = {}
    for group, ref in things:
        found.setdefault(group, []).append(ref)
    heads = {iri: Ref(name_thing(graph, iri), iri) for iri in found if iri}
    order = sorted(heads, key=lambda iri: _order(heads[iri]))
    groups = [
        Group(_anchor(iri, number, links), heads[iri], tuple(sorted(found[iri], key=_order)))
        for number, iri in enumerate(order)
    ]
    rest = tuple(sorted(found.get("", ()), key=_order))
    if not rest:
        return tuple(groups)
    return (*groups, Group("in-none", Ref(head if groups else ""), rest))


def _order(ref: Ref) -> tuple[str, str, str]:
    return fold_name(ref.label), ref.label, ref.iri


def _anchor(iri: str, number: int, links: SiteLinks) -> str:
    path = links.addresses.things.get(iri, iri if re.fullmatch(r"[0-9]+", iri) else str(number))
    return f"in-{path.rpartition('/')[2]}"


def render_rest(graph: Graph, links: SiteLinks) -> str:
    """Write the list of all things of other kinds, by class; "" where there are none."""
    listed = {kind.iri for kind in KINDS}
    rest = {iri: class_ for iri, class_ in links.addresses.classes.items() if class_ not in listed}
    if not rest:
        return ""
    things = ((class_, Ref(name_thing(graph, iri), iri)) for iri, class_ in rest.items())
    groups = _group(graph, things, links, "Other things")
    named = tuple(
        Group(group.anchor, Ref(name_term(graph, group.head.iri)), group.things) for group in groups
    )
    about = f"{count_things(len(rest), 'thing')} of other kinds: lists of concepts and their like."
    return _render(
        graph, links, title="More", here=_REST, shape="record", about=about, groups=named
    )


def _render(graph: Graph, links: SiteLinks, groups: tuple[Group, ...], **shown: Any) -> str:  # noqa: ANN401 - whatever the template shows
    """Write a list, of at most MOST_LISTED things, which says so where it is cut."""
    total = sum(len(group.things) for group in groups)
    left, kept = MOST_LISTED, list[Group]()
    for group in groups:
        if left:
            kept.append(Group(group.anchor, group.head, group.things[:left]))
            left -= len(kept[-1].things)
    shown.update(groups=kept, total=total, listed=min(total, MOST_LISTED))
    return render("site/list.html", links, read_note(graph), **shown)
