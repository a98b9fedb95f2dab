"""What a report tells of a country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.analysis import find_meetings
from hanse.messages import join_words
from hanse_viz.chance import SIDES
from hanse_viz.pages.periods import count_things
from hanse_viz.report.parts import Answer, ask, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse_viz.report.parts import Section


def tell_country(
    graph: Graph, affiliations: Affiliations, iri: str, name: str, code: str
) -> Iterator[Section]:
    """Tell cities, networks, partner countries beside chance, and practices of a country."""
    yield _tell_cities(graph, iri, name)
    yield _tell_networks(graph, iri, name)
    yield _tell_partners(graph, iri)
    meetings = [one for one in find_meetings(affiliations, "country") if code in (one.a, one.b)]
    if meetings:
        yield _tell_meetings(meetings, name, code)
    practices = ask(graph, "practices-of-country", country=iri)
    if practices.rows:
        yield _tell_practices(practices, name)


def _tell_cities(graph: Graph, iri: str, name: str) -> Section:
    answer = ask(graph, "cities-of-country", country=iri)
    active = [row for row in answer.rows if row["networks"]]
    most = [f"{row['cityName']} ({row['networks']})" for row in active[:3]]
    return tell(
        "Cities",
        [
            f"{count_things(len(active), 'city')} of {name} took part in networks or projects.",
            f"The most often: {join_words(most)}." if most else "",
        ],
        answer,
        {"City": "cityName", "Population": "population", "Networks": "networks"},
    )


def _tell_networks(graph: Graph, iri: str, name: str) -> Section:
    answer = ask(graph, "networks-of-country", country=iri)
    led = sum(bool(row["leads"]) for row in answer.rows)
    return tell(
        "Networks",
        [
            (
                f"Members from {name} are in {count_things(len(answer.rows), 'network')}"
                f" and lead {led} of them."
            )
        ],
        answer,
        {"Network": "networkName", "From": "startYear", "Members": "members", "Led": "leads"},
    )


def _tell_partners(graph: Graph, iri: str) -> Section:
    answer = ask(graph, "partners-of-country", country=iri)
    most = [f"{row['partnerName']} ({row['networks']} networks)" for row in answer.rows[:3]]
    return tell(
        "Partner countries",
        [f"Its members met most often those of {join_words(most)}." if most else ""],
        answer,
        {"Country": "partnerName", "Networks": "networks", "Members": "members"},
    )


def _tell_meetings(meetings: list[Any], name: str, code: str) -> Section:
    found = sorted(meetings, key=lambda one: (one.p, one.a, one.b))
    unlike = [one for one in found if one.represented]
    rows: list[dict[str, Any]] = [
        {**one._asdict(), "other": one.b if one.a == code else one.a} for one in found
    ]
    told = (
        f"With {count_things(len(unlike), 'country')} this is more or less than chance"
        " (q below 0.05)."
        if unlike
        else "With no country this is more or less than chance (q below 0.05)."
    )
    return tell(
        "More than chance?",
        [
            (
                f"How often cities of {name} share a network with those of each country, beside"
                " random data in which every city is in as many networks and every network is as"
                " large."
            ),
            told,
        ],
        Answer(rows, "hanse analyse ties --between country --format csv"),
        {
            "Country": "other",
            "Shared": "observed",
            "Expected": "expected",
            "z": "z",
            "p": "p",
            "q": "q",
            "More or less": lambda row: SIDES[row["represented"]],
        },
        10,
    )


def _tell_practices(answer: Answer, name: str) -> Section:
    passed = sum(bool(row["transfers"]) for row in answer.rows)
    return tell(
        "Good practices",
        [
            (
                f"{name} has {count_things(len(answer.rows), 'labelled good practice')};"
                f" {passed} of them {'was' if passed == 1 else 'were'} passed on to others."
            )
        ],
        answer,
        {
            "Good practice": "practiceName",
            "Of": "ownerName",
            "Labelled": "labelYear",
            "Transfers": "transfers",
        },
    )
