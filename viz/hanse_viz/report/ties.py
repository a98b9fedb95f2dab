"""What a report tells of the ties of a whole dataset, beside what chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.analysis import find_all_meetings, find_ties
from hanse.analysis.ties import ALPHA
from hanse_viz.chance import ALIKE, SIDES, say_tie
from hanse_viz.figures import draw_meetings, draw_ties
from hanse_viz.pages.periods import count_things
from hanse_viz.report.parts import Answer, illustrate, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hanse.analysis.mixing import Meeting
    from hanse_viz.report.parts import Section
    from hanse_viz.report.study import Study

_FIRST = 15


def tell_ties(study: Study) -> Iterator[Section]:
    """Tell which ties between cities, between networks and between classes are more than chance."""
    yield _tell_city_ties(study)
    yield _tell_network_ties(study)
    for by, meetings in find_all_meetings(study.affiliations).items():
        yield _tell_meetings(study, by, meetings)


_TIES: dict[str, str | Callable[[dict[str, Any]], object]] = {
    "One": "a_label",
    "Other": "b_label",
    "Shared": "observed",
    "Expected": "expected",
    "p": "p",
    "q": "q",
    "More than chance": lambda row: say_tie(more=row["backbone"]),
}


def _tell_city_ties(study: Study) -> Section:
    ties = sorted(find_ties(study.affiliations), key=lambda tie: (tie.p, tie.a, tie.b))
    once = sum(tie.observed == 1 for tie in ties) / max(len(ties), 1)
    return tell(
        "Ties between cities",
        [
            (
                f"{_count_pairs(len(ties), 'cities')} a network;"
                f" {once:.1%} of these ties rest on one shared network."
                f" {_count_more(ties)}"
            ),
            "Below stand those that chance explains least." if ties else "",
        ],
        Answer([tie._asdict() for tie in ties], "hanse analyse ties --format csv"),
        _TIES,
        _FIRST,
    )


def _count_pairs(many: int, things: str) -> str:
    return f"{count_things(many, 'pair')} of {things} {'shares' if many == 1 else 'share'}"


def _count_more(ties: list[Any]) -> str:
    more = sum(tie.backbone for tie in ties)
    counted = f"{more:,} of them {'is' if more == 1 else 'are'} more than chance gives"
    return (
        f"{counted if more else 'None of them can be told from chance'} (q below {ALPHA:g} among"
        " all pairs, under a model that keeps how many networks each city is in and how many"
        " cities each network has)."
    )


def _tell_network_ties(study: Study) -> Section:
    command = "hanse analyse ties --onto cooperations"
    ties = list(find_ties(study.affiliations, onto="cooperations"))
    origin = study.cite(command)
    figures = illustrate(draw_ties, ties, origin, onto="cooperations")
    ties.sort(key=lambda tie: (tie.p, tie.a, tie.b))
    return tell(
        "Ties between networks",
        [f"{_count_pairs(len(ties), 'networks')} a city. {_count_more(ties)}"],
        Answer([tie._asdict() for tie in ties], f"{command} --format csv"),
        _TIES,
        _FIRST,
        figures=figures,
    )


_CLASSES = {
    "country": ("Countries that meet", "countries"),
    "region": ("Regions that meet", "regions"),
    "size": ("Sizes of city that meet", "classes of size"),
}


def _tell_meetings(study: Study, by: str, meetings: list[Meeting]) -> Section:
    command = f"hanse analyse ties --between {by}"
    title, classes = _CLASSES[by]
    names = {one.code: one.label for one in study.record.countries.values()}
    origin = study.cite(command)
    figures = illustrate(draw_meetings, meetings, origin, by=by, names=names)
    found = sorted(meetings, key=lambda one: (one.p, one.a, one.b))
    over, under = (sum(one.represented == side for one in found) for side in ("over", "under"))
    rows = [
        {**one._asdict(), "a": names.get(one.a, one.a), "b": names.get(one.b, one.b)}
        for one in found
    ]
    return tell(
        title,
        [
            (
                f"Of {len(found):,} pairs of {classes}, each with itself included, {over:,} met"
                f" more and {under:,} less often than chance gives them (q below {ALPHA:g}),"
                f" {ALIKE}."
            )
        ],
        Answer(rows, f"{command} --format csv"),
        {
            "One": "a",
            "Other": "b",
            "Shared": "observed",
            "Expected": "expected",
            "z": "z",
            "q": "q",
            "More or less": lambda row: SIDES[row["represented"]],
        },
        _FIRST,
        figures=figures,
    )
