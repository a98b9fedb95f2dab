"""What a report tells of a network or a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.analysis import find_ties, measure_practices, read_transfers
from hanse.messages import join_words
from hanse_viz.figures.captions import name_some
from hanse_viz.pages.periods import count_things
from hanse_viz.report.parts import Answer, ask, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse.record.model import CityNetwork
    from hanse_viz.report.parts import Section


def tell_network(
    graph: Graph, record: CityNetwork, affiliations: Affiliations, iri: str, name: str
) -> Iterator[Section]:
    """Tell partners, what was passed on, kindred networks beside chance, and events."""
    yield _tell_members(graph, iri, name)
    transfers = read_transfers(record, {iri})
    if transfers:
        yield _tell_transfers(transfers, iri, name)
    if iri in {one.id for one in affiliations.cooperations}:
        yield _tell_kin(affiliations, iri, name)
    events = ask(graph, "events-of", cooperation=iri)
    if events.rows:
        yield tell(
            "Events",
            [f"{count_things(len(events.rows), 'event')} of {name} {_be(events)} on record."],
            events,
            {"Event": "eventName", "Kind": "kindName", "From": "start", "City": "cityName"},
        )


def _be(answer: Answer) -> str:
    return "is" if len(answer.rows) == 1 else "are"


def _tell_members(graph: Graph, iri: str, name: str) -> Section:
    answer = ask(graph, "partners-of", network=iri)
    leads = [row["partnerName"] for row in answer.rows if row["roleName"] == "Lead partner"]
    countries = {row["countryName"] for row in answer.rows}
    led = f", led by {join_words(leads)}" if leads else ""
    return tell(
        "Members",
        [
            (
                f"{name} has {count_things(len(answer.rows), 'member')} of"
                f" {count_things(len(countries), 'country')}{led}."
            )
        ],
        answer,
        {
            "Member": "partnerName",
            "Role": "roleName",
            "Acts for": "actsForName",
            "Country": "countryName",
            "Source": lambda row: (row["source"] or "").rpartition("/")[2],
        },
    )


def _tell_transfers(transfers: list[Any], iri: str, name: str) -> Section:
    practices = sorted({one.practice_name for one in transfers})
    learners = {one.learner: one.learner_name for one in transfers}
    givers = sorted({one.giver_name for one in transfers})
    rows: list[dict[str, Any]] = [one._asdict() for one in measure_practices(transfers)]
    slug = iri.rpartition("/")[2]
    return tell(
        "Passed on",
        [
            (
                f"In {name} {count_things(len(learners), 'member')} took up"
                f" “{join_words(practices)}” from {join_words(givers)}:"
                f" {name_some(sorted(learners.values()))}."
            )
        ],
        Answer(rows, f"hanse analyse learning --of practices --network {slug} --format csv"),
        {
            "Good practice": "name",
            "From": "giver_name",
            "Learners": "learners",
            "Taught on": "taught_on",
            "First": "first_year",
            "Last": "last_year",
        },
    )


def _tell_kin(affiliations: Affiliations, iri: str, name: str) -> Section:
    ties = [t for t in find_ties(affiliations, onto="cooperations") if iri in (t.a, t.b)]
    ties.sort(key=lambda tie: (tie.p, tie.a, tie.b))
    kept = [tie.b_label if tie.a == iri else tie.a_label for tie in ties if tie.backbone]
    rows: list[dict[str, Any]] = [
        {**tie._asdict(), "other": tie.b_label if tie.a == iri else tie.a_label} for tie in ties
    ]
    verdict = (
        f"With {join_words(kept)} more than chance (q below 0.05)"
        if kept
        else "With none more than chance would give networks of their sizes (q below 0.05)"
    )
    return tell(
        "Networks with the same cities",
        [f"{name} shares cities with {count_things(len(ties), 'other network')}. {verdict}."],
        Answer(rows, "hanse analyse ties --onto cooperations --format csv"),
        {
            "Network": "other",
            "Cities shared": "observed",
            "Expected": "expected",
            "p": "p",
            "q": "q",
            "More than chance": "backbone",
        },
        10,
    )
