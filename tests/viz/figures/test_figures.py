"""Figures show what the record holds, count what queries count, and say what they leave out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hanse.analysis import find_meetings, read_affiliations
from hanse.errors import UsageError
from hanse.iris import mint_iri
from hanse.record.selection import select
from hanse_viz import Filters, figures
from hanse_viz.figures import atlas, flows, matrix, ties, timeline
from hanse_viz.figures.calendar import read_moment
from hanse_viz.figures.labelling import Named, place_names
from hanse_viz.figures.lettering import measure, shorten, wrap
from hanse_viz.figures.marks import FRAMES, SMALL, WIDTH, Path, Text
from hanse_viz.figures.projecting import NORTH, WEST, project
from hanse_viz.figures.pruning import prune

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Figure

LATVIA = Filters(country=("Latvia",))
MEMBER = "#33475B"


def list_texts(figure: Figure) -> list[str]:
    """List what is written on a figure."""
    return [mark.text for mark in figure.marks if isinstance(mark, Text)]


def count_filled(figure: Figure, colour: str) -> int:
    """Count the paths with a fill, those of the legend as well."""
    return sum(isinstance(mark, Path) and mark.style.fill == colour for mark in figure.marks)


@pytest.mark.parametrize("kind", figures.DRAWN)
def test_figure_says_what_it_shows(record: CityNetwork, kind: str) -> None:
    """Title, filters, dataset, digest and whose data it is stand on every figure."""
    figure = figures.DRAWN[kind](record, LATVIA)
    said = " ".join(list_texts(figure))
    assert figure.title in said
    assert "Cities of Latvia" in figure.subtitle
    assert f"Made by: hanse viz {kind} --country Latvia." in said
    assert f"Hanse {record.version}, SHA-256 {record.digest[:12]}…" in said
    assert "GeoNames (CC BY 4.0)" in said
    assert all(table.rows for table in figure.tables)


@pytest.mark.parametrize("kind", figures.DRAWN)
def test_nothing_is_too_small_or_off_the_page(record: CityNetwork, kind: str) -> None:
    """No text is smaller than 7 pt, but for long numbers of the matrix, nor leaves the page."""
    figure = figures.DRAWN[kind](record)
    texts = [mark for mark in figure.marks if isinstance(mark, Text)]
    least = 6.5 if kind == "matrix" else SMALL
    assert len(texts) > 10
    for text in texts:
        wide = measure(text.text, text.type.size, bold=text.type.bold)
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[text.type.align]
        left = text.x - wide * share
        assert text.type.size >= least
        assert left >= -0.5, text
        assert left + wide <= WIDTH + 0.5, text
        assert 0 <= text.y <= figure.height


def test_map_shows_every_city_that_has_a_place(record: CityNetwork) -> None:
    """A circle for each city in a network; those without a place are named, none is silent."""
    figure = figures.draw_map(record)
    degrees = record.count_degrees()
    cities = [one for one in record.members if one.kind == "city"]
    away = ["Câmara de Lobos", "Candelaria", "Guía de Isora", "Machico", "Macouria"]
    away += ["Morne-à-l'Eau", "Santa Cruz de Tenerife", "Teguise"]
    shown = [one for one in cities if one.latitude is not None and degrees[one.iri]]
    expected = len(shown) - sum(one.label in away for one in shown)
    keys = 3
    assert count_filled(figure, MEMBER) - keys == expected
    assert f"{expected} cities in" in figure.subtitle
    lost = [one.label for one in cities if one.latitude is None]
    assert f"Without coordinates: {', '.join(lost)}." in figure.caption[0]
    assert f"Outside the map: {', '.join(away)}." in figure.caption[0]


def test_map_joins_lead_partners_with_partners(record: CityNetwork) -> None:
    """Each arc goes from a lead partner to a partner, and the table has every one of them."""
    part = select(record, Filters(network=("re-growcity",)))
    figure = figures.draw_map(part)
    ways = {(row[0], row[2]) for row in figure.tables[0].rows}
    members = {one.iri: one.label for one in part.members}
    partners = {members[tie.member] for tie in part.ties if tie.role == "partner"}
    assert ways == {("Altena", partner) for partner in partners}
    assert "7 arcs" in figure.subtitle
    assert all(row[-1] for row in figure.tables[0].rows), "each with its source"


def test_map_of_practices_goes_from_giver_to_learner(record: CityNetwork) -> None:
    """With `practices` the arcs are the transfers, and who neither gives nor learns is left off."""
    figure = figures.draw_map(record, Filters(network=("re-growcity",)), practices=True)
    assert {row[0] for row in figure.tables[0].rows} == {"Altena"}
    assert figure.caption[-2].startswith("Made by: hanse viz map --practices --network")


def test_map_needs_a_place(small: Graph) -> None:
    """A dataset without coordinates is an error in words, not an empty map."""
    with pytest.raises(UsageError, match="no city that takes part has coordinates"):
        figures.draw_map(small)


def test_projection_is_epsg_3035() -> None:
    """The example of EPSG guidance note 7-2 (ETRS89-LAEA) comes out to the metre."""
    east, south = project(50, 5)
    assert east + WEST == pytest.approx(3962.79945, abs=0.001)
    assert NORTH - south == pytest.approx(2999.71885, abs=0.001)


def test_matrix_counts_pairs_as_the_catalogue_does(graph: Graph, record: CityNetwork) -> None:
    """The pairs of all countries are the ties of the query city-graph, country by country."""
    part = select(record, Filters())
    countries = {one.iri: one.country for one in part.members}
    pairs: Counter[tuple[str, ...]] = Counter()
    asked: Any = graph.query("city-graph", at_least=1)
    for one, predicate, other in asked:
        if predicate.endswith("/ontology#cooperatesWith"):
            ends = (countries[one], countries[other])
            pairs[tuple(sorted(ends))] += 1
    assert len(pairs) > 300
    assert dict(matrix.count_pairs(part)) == dict(pairs)
    figure = figures.draw_matrix(record)
    assert f"{sum(pairs.values()):,} pairs of cities" in figure.subtitle
    assert sorted(int(row[2]) for row in figure.tables[0].rows) == sorted(pairs.values())


def test_matrix_frames_what_is_more_than_chance(graph: Graph, record: CityNetwork) -> None:
    """Frames, solid and dashed, caption and rows are those of `analyse ties --between country`."""
    kinds = {"city", "network", "project"}
    meetings = find_meetings(read_affiliations(graph, kinds), "country")
    over, under = (sum(one.represented == way for one in meetings) for way in ("over", "under"))
    figure = figures.draw_matrix(record)
    frames = [mark.style for mark in figure.marks if isinstance(mark, Path)]
    # One more of each explains it.
    assert (frames.count(FRAMES["over"]), frames.count(FRAMES["under"])) == (over + 1, under + 1)
    assert over * under > 0
    assert f"{over} are framed" in figure.about
    assert f"{under} dashed" in figure.about
    told = Counter(row[5] for row in figure.tables[0].rows)
    assert (told["more"], told["less"]) == (over, under)


def test_matrix_writes_each_count(record: CityNetwork) -> None:
    """Every pair of countries has its number in its cell."""
    figure = figures.draw_matrix(record, LATVIA)
    texts = [mark for mark in figure.marks if isinstance(mark, Text)]
    written = Counter(
        text.text for text in texts if text.type.align == "center" and text.text.isdigit()
    )
    assert written == Counter(row[2] for row in figure.tables[0].rows)


def test_practices_count_as_the_catalogue_does(graph: Graph, record: CityNetwork) -> None:
    """The bands between countries are the rows of the query learning-between-countries."""
    steps, _ = flows.join_countries(select(record, Filters()))
    drawn = {(band.head, band.tail): band.weight for band in steps[0]}
    learning: Any = graph.query("learning-between-countries").rows
    asked = {(row[0].value, row[2].value): int(row[4].value) for row in learning}
    assert drawn == asked


def test_few_practices_are_named(record: CityNetwork) -> None:
    """Up to forty transfers go from city to practice to city."""
    said = list_texts(figures.draw_practices(record, Filters(network=("re-growcity",))))
    assert "Altena (DE) 7" in said
    assert "Alūksne (LV) 1" in said
    assert "Finding opportunities in declining cities" in said


def test_timeline_draws_what_has_a_start(record: CityNetwork) -> None:
    """A bar for each dated network; the others are named or counted, and in the table."""
    figure = figures.draw_timeline(record)
    dated = [one for one in record.cooperations if one.start is not None]
    undated = [one.label for one in record.cooperations if one.start is None]
    assert f"drawn are {len(dated)} with a recorded start" in figure.subtitle
    assert f"{undated[0]}, {undated[1]}" in figure.caption[0]
    assert f"and {len(undated) - 8} more" in figure.caption[0]
    assert len(figure.tables[0].rows) == len(record.cooperations)
    named = set(list_texts(figure))
    assert sum(one.label in named for one in dated) > 200


def test_timeline_marks_phases_and_events(record: CityNetwork) -> None:
    """Ticks and diamonds stand on the bars of their networks, and the legend explains them."""
    figure = figures.draw_timeline(record, Filters(network=("re-growcity",)))
    diamonds = [
        mark
        for mark in figure.marks
        if isinstance(mark, Path) and mark.style == timeline.EVENT and mark.x > 20
    ]
    dated = [
        one
        for one in record.events
        if mint_iri("network", "re-growcity") in one.cooperations and read_moment(one.start)
    ]
    assert len(dated) >= 4
    assert len(diamonds) >= len(dated)
    assert {"event", "a phase begins"} <= set(list_texts(figure))


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2019", 2019.5),
        ("2019-01-01", 2019.0),
        ("2019-07", 2019 + 6.5 / 12),
        ("--05-13", None),
        ("", None),
    ],
)
def test_dates_are_as_exact_as_their_source(date: str, moment: float | None) -> None:
    """A day is a day, a month or a year its middle, and a date without a year is none."""
    found = read_moment(date)
    assert found == (None if moment is None else pytest.approx(moment))


RULES = {
    "map": (atlas, "MOST_ARCS", r"Drawn are the 5 of \d+ arcs that stand for most ties"),
    "timeline": (timeline, "MOST_BARS", r"Drawn are the 5 of \d+ with most members"),
    "matrix": (matrix, "MOST_COUNTRIES", r"Drawn are the 5 of \d+ countries with most pairs"),
    "practices": (flows, "MOST_ROWS", "Drawn are the 5 countries with most transfers"),
    "figure": (ties, "MOST_NODES", r"Drawn are the \d+ of \d+ networks and projects with most"),
}


@pytest.mark.parametrize("kind", figures.DRAWN)
def test_what_is_pruned_is_said(
    record: CityNetwork, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Where a figure leaves something out for want of room, its caption says by which rule."""
    module, limit, rule = RULES[kind]
    kept = Filters() if kind == "practices" else Filters(country=("Estonia",))
    assert "Drawn are" not in " ".join(figures.DRAWN[kind](record, kept).caption)
    monkeypatch.setattr(module, limit, 30 if kind == "figure" else 5)
    said = " ".join(figures.DRAWN[kind](record, kept).caption)
    assert len(re.findall(rule, said)) == 1


def test_pruning_keeps_the_largest(record: CityNetwork) -> None:
    """What is kept has most members, all of them, and no more nodes than asked for."""
    kept = prune(record, 100)
    sizes = record.count_degrees()
    most = max(sizes[one.iri] for one in record.cooperations)
    assert len(kept.members) + len(kept.cooperations) <= 100
    assert most in {sizes[one.iri] for one in kept.cooperations}
    assert {tie.member for tie in kept.ties} == {one.iri for one in kept.members}


def test_names_do_not_cover_each_other() -> None:
    """However close places stand, names overlap neither names nor the places named before."""
    crowd = [Named(100 + 7 * (n % 9), 100 + 7 * (n // 9), 4, f"City {n}") for n in range(81)]
    placed = place_names(crowd, (), (400, 400), 10)
    boxes = [(t.x, t.y - 5, t.x + measure(t.text, 10), t.y + 5) for t in placed]
    assert len(placed) > 10
    assert [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ] == []


def test_texts_are_broken_by_their_width() -> None:
    """Lines are as wide as their room at most, and what is cut ends with an ellipsis."""
    assert measure("A", 1) == pytest.approx(0.667, abs=0.001)
    assert measure("A", 1, bold=True) == pytest.approx(0.722, abs=0.001)
    lines = wrap("Integrated urban development " * 5, 10, 120)
    assert max(measure(line, 10) for line in lines) <= 120
    assert " ".join(lines).split() == ("Integrated urban development " * 5).split()
    cut = shorten("Llanfairpwllgwyngyllgogerychwyrndrobwll", 10, 60)
    assert cut.endswith("…")
    assert measure(cut, 10) <= 60


def test_cities_alone_make_no_matrix(record: CityNetwork) -> None:
    """Where no two cities meet there is nothing to draw, and that is said."""
    lone = replace(record, ties=record.ties[:1])
    with pytest.raises(UsageError, match="no two cities here share"):
        figures.draw_matrix(lone)
