"""What a report tells of a whole dataset as years pass: calls, ranks, lessons, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.analysis import (
    count_learning,
    count_newcomers,
    count_turnover,
    judge,
    list_chains,
    measure_practices,
    measure_survival,
    rank_over_time,
    read_partners,
    read_transfers,
    score_held_out,
)
from hanse.messages import join_words
from hanse_viz.figures import (
    draw_newcomers,
    draw_partners,
    draw_practices,
    draw_ranks,
    draw_survival,
)
from hanse_viz.pages.periods import count_things
from hanse_viz.report.parts import Answer, illustrate, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.analysis.learning import Transfer
    from hanse.analysis.partners import HeldOut
    from hanse_viz.report.parts import Section
    from hanse_viz.report.study import Study

_TOP = 10


def tell_course(study: Study) -> Iterator[Section]:
    """Tell who is new, how long ties last, how ranks change, who learns, how partners are found.

    A part for which the dataset has no years or no practices is left out.
    """
    affiliations = study.affiliations
    dated = any(one.since is not None for one in affiliations.cooperations)
    if dated:
        yield _tell_calls(study)
        yield _tell_newcomers(study)
        yield _tell_survival(study)
        yield _tell_ranks(study)
    transfers = read_transfers(study.record, {one.id for one in affiliations.cooperations})
    if transfers:
        yield _tell_learning(transfers, study)
        yield _tell_practices(transfers)
        yield _tell_chains(transfers)
    held_out = score_held_out(affiliations) if dated else []
    if held_out:
        yield _tell_partners(held_out, study)


def _tell_calls(study: Study) -> Section:
    rows = count_turnover(study.affiliations)
    command = "hanse analyse time --of calls"
    return tell(
        "Calls: who is new, who stayed, who returned",
        [
            (
                "A city is new where it was in no network of an earlier year; it stayed where it"
                " was in one of the year of calls before, and returns where it was in an earlier"
                " one only."
            )
        ],
        Answer([one._asdict() for one in rows], command),
        {
            "Call": "call",
            "Year": "year",
            "Cities": "members",
            "New": "newcomers",
            "Share new": "share_new",
            "Stayed": "stayed",
            "Returned": "returners",
            "Left": "left",
        },
        figures=illustrate(draw_newcomers, rows, study.cite(command)),
    )


def _tell_newcomers(study: Study) -> Section:
    networks = {one.id for one in study.affiliations.cooperations}
    rows = count_newcomers(read_partners(study.record), networks)
    return tell(
        "Newcomers by what is counted",
        [
            (
                "How many partners of a call are new depends on what is counted: cities, the bodies"
                " that take part, or cities without the lead partners."
            )
        ],
        Answer([one._asdict() for one in rows], "hanse analyse time --of newcomers"),
        {
            "Call": "call",
            "Year": "year",
            "Partners": "partners",
            "By city": "share_by_city",
            "By institution": "share_by_institution",
            "Without leads": "share_without_leads",
        },
    )


def _tell_survival(study: Study) -> Section:
    rows = measure_survival(study.affiliations)
    command = "hanse analyse time --of survival"
    followed = any(row.ended for row in rows)
    again = next((row.survival for row in rows if not row.rounds), 1.0)
    told = f"{again:.1%} of the ties meet again in a later year of calls." if followed else ""
    return tell(
        "How long ties last",
        [
            (
                "A tie lives while its two cities meet again in a network of a later year of calls;"
                " ties that may still do so count as long as they are seen (Kaplan and Meier)."
                f" {told}"
            )
        ],
        Answer([one._asdict() for one in rows], command),
        {
            "Years of calls": "rounds",
            "At risk": "at_risk",
            "Ended": "ended",
            "Not seen further": "censored",
            "Survival": "survival",
            "From": "low",
            "To": "high",
        },
        figures=illustrate(draw_survival, rows, study.cite(command)),
    )


def _tell_ranks(study: Study) -> Section:
    rows = rank_over_time(study.affiliations)
    command = "hanse analyse time --of ranks"
    last = max(row.year for row in rows)
    now = sorted((row for row in rows if row.year == last), key=lambda row: (row.rank, row.name))
    return tell(
        "Ranks over the years",
        [
            (
                f"Up to {last} most networks, {now[0].degree}, were joined by"
                f" {join_words([row.name for row in now if row.rank == now[0].rank][:_TOP])}."
            )
        ],
        Answer([row._asdict() for row in now], command),
        {"City": "name", "Rank": "rank", "Networks": "degree", "In": "year"},
        _TOP,
        figures=illustrate(draw_ranks, rows, study.cite(command)),
    )


def _tell_learning(transfers: list[Transfer], study: Study) -> Section:
    rows = sorted(count_learning(transfers), key=lambda one: (-one.taught, one.name, one.id))
    teachers, learners = (
        sum(bool(value) for value in values)
        for values in zip(*((one.taught, one.learned_from) for one in rows), strict=True)
    )
    return tell(
        "Who teaches, who learns",
        [
            (
                f"{count_things(len(transfers), 'transfer')} of good practices are on record, from"
                f" {count_things(teachers, 'giver')} to {count_things(learners, 'learner')}."
            )
        ],
        Answer([one._asdict() for one in rows], "hanse analyse learning"),
        {
            "City or body": "name",
            "Taught": "taught",
            "Learned from": "learned_from",
            "Practices taught": "practices_taught",
            "Reach": "reach",
            "Depth": "depth",
        },
        _TOP,
        figures=illustrate(draw_practices, study.record),
    )


def _tell_practices(transfers: list[Transfer]) -> Section:
    rows = measure_practices(transfers)
    return tell(
        "How far practices go",
        [
            (
                f"{count_things(len(rows), 'practice')} {'was' if len(rows) == 1 else 'were'}"
                " passed on; those that reach most come first."
            )
        ],
        Answer([one._asdict() for one in rows], "hanse analyse learning --of practices"),
        {
            "Good practice": "name",
            "From": "giver_name",
            "Learners": "learners",
            "Networks": "networks",
            "First": "first_year",
            "Last": "last_year",
        },
        _TOP,
    )


def _tell_chains(transfers: list[Transfer]) -> Section:
    rows = list_chains(transfers)
    told = (
        f"In {count_things(len(rows), 'chain')} a city learned a practice and taught another city"
        " in turn, the same practice or one of its own."
        if rows
        else "No city that learned a practice has passed one on."
    )
    return tell(
        "Chains of learning",
        [told],
        Answer([one._asdict() for one in rows], "hanse analyse learning --of chains"),
        {"Steps": "length", "Cities": "names", "Years": "years"},
        _TOP,
    )


def _tell_partners(rows: list[HeldOut], study: Study) -> Section:
    command = "hanse analyse partners --held-out"
    return tell(
        "How well the partner finder predicts",
        [judge(rows)],
        Answer([one._asdict() for one in rows], command),
        {
            "Call of": "year",
            "Order": "method",
            "Cases": "cases",
            "AUC": "auc",
            "Hit rate": "hits",
        },
        figures=illustrate(draw_partners, rows, study.cite(command)),
    )
