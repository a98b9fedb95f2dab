"""What a report tells of a city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.analysis import find_ties, judge, measure_nodes, rank_partners, score_held_out
from hanse.analysis.nodes import Ways
from hanse.messages import join_words
from hanse_viz.chance import say_tie
from hanse_viz.pages.periods import count_things
from hanse_viz.report.parts import Answer, ask, count_both, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse_viz.report.parts import Section

_FIRST = 10
_MEASURES = ("degree", "strength", "betweenness", "closeness", "effective_size", "constraint")


def tell_city(graph: Graph, affiliations: Affiliations, iri: str, name: str) -> Iterator[Section]:
    """Tell networks, partners, ties beside chance, learning, place and candidates of a city."""
    yield _tell_networks(graph, iri, name)
    yield _tell_partners(graph, iri)
    if iri in {member.id for member in affiliations.members}:
        yield _tell_ties(affiliations, iri, name)
        yield _tell_place(affiliations, iri, name)
    learning = ask(graph, "learning-of-city", city=iri)
    if learning.rows:
        yield _tell_learning(learning, name)
    if iri in {member.id for member in affiliations.members}:
        yield _tell_candidates(affiliations, iri, name)


def _tell_networks(graph: Graph, iri: str, name: str) -> Section:
    answer = ask(graph, "networks-of", city=iri)
    led = {row["network"] for row in answer.rows if row["roleName"] == "Lead partner"}
    joined = {row["network"] for row in answer.rows}
    leads = f" and leads {len(led)} of them" if led else ""
    return tell(
        "Networks and projects",
        [f"{name} takes part in {count_both(len(joined))}{leads}."],
        answer,
        {
            "Network": "networkName",
            "Programme": "programmeName",
            "Role": "roleName",
            "Through": lambda row: "" if row["memberName"] == name else row["memberName"],
            "From": "startYear",
            "To": "endYear",
        },
    )


def _tell_partners(graph: Graph, iri: str) -> Section:
    answer = ask(graph, "partners-of-city", city=iri)
    countries = {row["countryName"] for row in answer.rows}
    most = [f"{row['partnerName']} ({row['networks']})" for row in answer.rows[:3]]
    return tell(
        "Cities met",
        [
            (
                f"It met {count_things(len(answer.rows), 'other city')}"
                f" of {count_things(len(countries), 'country')} in them."
            ),
            f"The most often: {join_words(most)}." if most else "",
        ],
        answer,
        {
            "City": "partnerName",
            "Country": "countryName",
            "Networks shared": "networks",
            "First": "firstYear",
            "Last": "lastYear",
        },
    )


def _tell_ties(affiliations: Affiliations, iri: str, name: str) -> Section:
    ties = [tie for tie in find_ties(affiliations) if iri in (tie.a, tie.b)]
    ties.sort(key=lambda tie: (tie.p, tie.a, tie.b))
    kept = sum(tie.backbone for tie in ties)
    verdict = (
        "None of them can be told from what chance gives cities in as many networks"
        if not kept
        else f"{kept} of them {'is' if kept == 1 else 'are'} more than chance"
    )
    rows: list[dict[str, Any]] = [
        {**tie._asdict(), "other": tie.b_label if tie.a == iri else tie.a_label} for tie in ties
    ]
    return tell(
        "More than chance?",
        [
            (
                f"{name} shares a network with {count_things(len(ties), 'city')}. {verdict}:"
                " q below 0.05 among all pairs of cities, under a model that keeps how many"
                " networks each city is in and how many cities each network has."
            ),
        ],
        Answer(rows, "hanse analyse ties --format csv"),
        {
            "City": "other",
            "Shared": "observed",
            "Expected": "expected",
            "p": "p",
            "q": "q",
            "More than chance": lambda row: say_tie(more=row["backbone"]),
        },
        _FIRST,
    )


def _tell_place(affiliations: Affiliations, iri: str, name: str) -> Section:
    nodes = measure_nodes(affiliations, Ways(measures=_MEASURES))
    scores = next(node.scores for node in nodes if node.id == iri)
    rows: list[dict[str, Any]] = [
        {"measure": key.replace("_", " "), "value": score.value, "rank": score.rank}
        for key, score in scores.items()
    ]
    between = scores["betweenness"].rank
    return tell(
        "Place among the cities",
        [
            (
                f"Of {count_things(len(nodes), 'city')} it is number {scores['degree'].rank}"
                f" by how many others it met and number {between} by betweenness:"
                f" how often {name} lies on the shortest way between two others."
            )
        ],
        Answer(rows, "hanse analyse measures --format csv"),
        {"Measure": "measure", "Value": "value", "Rank": "rank"},
    )


def _tell_learning(answer: Answer, name: str) -> Section:
    taught = {row["other"] for row in answer.rows if row["direction"] != "learns from"}
    learned = {row["other"] for row in answer.rows if row["direction"] == "learns from"}
    return tell(
        "Good practices learned and passed on",
        [
            (
                f"{name} learned from {count_things(len(learned), 'other')}"
                f" and passed good practices on to {count_things(len(taught), 'other')}."
            )
        ],
        answer,
        {
            "Direction": "direction",
            "City": "otherName",
            "Good practice": "practiceName",
            "Network": "networkName",
        },
    )


def _tell_candidates(affiliations: Affiliations, iri: str, name: str) -> Section:
    ranked = rank_partners(affiliations, iri, ())
    rows: list[dict[str, Any]] = [candidate._asdict() for candidate in ranked]
    slug = iri.rpartition("/")[2]
    return tell(
        "Who could be a partner",
        [
            f"In the order in which they came along with cities like {name} before.",
            judge(score_held_out(affiliations)),
        ],
        Answer(rows, f"hanse analyse partners --city {slug} --top {len(rows)} --format csv"),
        {"Rank": "rank", "City": "name", "Country": "country", "Reasons": "reasons"},
        _FIRST,
    )
