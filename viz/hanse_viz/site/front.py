"""The front page: how much there is of what, a story told with its sources, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanse.iris import mint_iri
from hanse.namespaces import HANSE
from hanse_viz.pages.about import read_note
from hanse_viz.pages.asking import ask, ask_named, ask_pairs
from hanse_viz.pages.atlas import read_places
from hanse_viz.pages.model import Dot, Map, Ref
from hanse_viz.pages.rendering import render
from hanse_viz.pages.things import learning
from hanse_viz.pages.things.parts import Row, gather, refer
from hanse_viz.pages.vocabulary import name_term
from hanse_viz.site.kinds import KINDS
from hanse_viz.site.lists import name_thing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hanse.access import Graph
    from hanse_viz.site.links import SiteLinks

_FIGURES = (
    "City",
    "Country",
    "Network",
    "Project",
    "Membership",
    "GoodPractice",
    "Transfer",
    "Source",
)
_PLURALS = {
    **{kind.name: kind.title.lower() for kind in KINDS},
    "Membership": "memberships",
    "Transfer": "transfers",
    "GoodPractice": "good practices",
}
_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE {{
  VALUES ?class {{ {classes} }} ?thing a ?class
}} GROUP BY ?class"""
# The city of the story, and who else learned most where it learned nothing.
_FAVOURITE = mint_iri("city", "aluksne")
_LEARNERS = """
SELECT ?city (COUNT(DISTINCT ?transfer) AS ?lessons) WHERE {
  ?transfer a hanse:Transfer ; hanse:to ?city ; hanse:from ?from ; hanse:practice ?practice ;
    hanse:within ?network
} GROUP BY ?city ORDER BY DESC(?lessons) ?city"""
_FLOWS = """
SELECT DISTINCT ?from ?to WHERE { ?transfer a hanse:Transfer ; hanse:from ?from ; hanse:to ?to }
ORDER BY ?from ?to"""
_MEMBERS = """
SELECT DISTINCT ?city WHERE { ?city a hanse:City ; hanse:takesPartIn ?cooperation }
ORDER BY ?city"""
_BEND = 0.16


@dataclass(frozen=True, slots=True)
class Figure:
    """How many things there are of a kind; `path` is the page that lists them, if any does."""

    number: int
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a city learned: from whom, which practice, in which network, and who says so."""

    teacher: tuple[Ref, ...]
    practice: tuple[Ref, ...]
    network: tuple[Ref, ...]
    sources: tuple[Ref, ...]
    record: str


@dataclass(frozen=True, slots=True)
class Story:
    """What one city learned."""

    city: Ref
    lessons: tuple[Lesson, ...]


def render_front(graph: Graph, links: SiteLinks) -> str:
    """Write the front page."""
    return render(
        *("site/front.html", links, read_note(graph)),
        here="home",
        figures=tuple(_count(graph, links)),
        story=_tell_story(graph),
        map=_draw_flows(graph),
        themes=_choose_themes(graph, links),
    )


def _count(graph: Graph, links: SiteLinks) -> Iterable[Figure]:
    classes = " ".join(f"hanse:{name}" for name in _FIGURES)
    counts = ask_pairs(graph, _COUNTS.format(classes=classes))
    listed = {kind.name: kind.path for kind in KINDS}
    queries = {"Transfer": "queries/who-learns-from-whom.html", "Membership": "queries/counts.html"}
    for name in _FIGURES:
        number = int(counts.get(HANSE + name, 0))
        if number:
            label = _PLURALS[name] if number > 1 else name_term(graph, HANSE + name).lower()
            yield Figure(number, label, links.to(listed.get(name) or queries.get(name, "")))


def _tell_story(graph: Graph) -> Story | None:
    learners = [city for city, _ in ask(graph, _LEARNERS)]
    if not learners:
        return None
    city = _FAVOURITE if _FAVOURITE in learners else learners[0]
    rows = [row for row in ask_named(graph, learning.OF_BODY, city) if row["to"] == city]
    lessons = tuple(_read_lesson(row, sources) for row, sources in gather(rows, "transfer"))
    return Story(Ref(name_thing(graph, city), city), lessons)


def _read_lesson(row: Row, sources: tuple[Ref, ...]) -> Lesson:
    return Lesson(
        refer(row, "from"), refer(row, "practice"), refer(row, "network"), sources, row["transfer"]
    )


def _draw_flows(graph: Graph) -> Map | None:
    """Draw every city that takes part in something, and an arc for each flow of practices."""
    places = read_places(graph)
    flows = [
        (places[a], places[b]) for a, b in ask(graph, _FLOWS) if places.get(a) and places.get(b)
    ]
    cities = [city for (city,) in ask(graph, _MEMBERS)]
    dots = {place for city in cities if (place := places.get(city))}
    if not dots:
        return None
    missing = sum(not places.get(city) for city in cities)
    out = f" {missing} have no position or lie outside the map." if missing else ""
    arcs = (
        f" Each of the {len(flows)} arcs is a practice on its way from one city to another."
        if flows
        else ""
    )
    return Map(
        caption=f"The {len(cities)} cities that take part.{arcs}{out}",
        others=tuple(Dot(*place) for place in sorted(dots)),
        lines="".join(_bend(a, b) for a, b in flows if a and b),
    )


def _bend(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Write an arc that leaves the straight line to the left of who gives."""
    (x, y), (u, v) = start, end
    middle = (x + u) / 2 + (v - y) * _BEND, (y + v) / 2 - (u - x) * _BEND
    return f"M{x} {y}Q{middle[0]:.0f} {middle[1]:.0f} {u} {v}"


_THEMES = """
SELECT ?theme (COUNT(DISTINCT ?thing) AS ?things) WHERE {
  ?thing hanse:mainTheme ?theme ; a hanse:Cooperation
} GROUP BY ?theme ORDER BY DESC(?things) ?theme LIMIT 14"""


def _choose_themes(graph: Graph, links: SiteLinks) -> tuple[Ref, ...]:
    """Choose the themes of most networks and projects."""
    return tuple(
        Ref(name_thing(graph, iri), iri, note=number)
        for iri, number in ask(graph, _THEMES)
        if links.link(iri)
    )
