"""What a report tells of a whole dataset: its size, its ties beside chance, its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from hanse.analysis import (
    LAYERS,
    Ways,
    compare_dimensions,
    find_all_meetings,
    find_ties,
    list_communities,
    list_nodes,
    measure_assortativity,
    measure_dimensions,
    measure_nodes,
    summarise,
)
from hanse_viz.figures import cite_record, draw_communities, draw_measures, draw_meetings, draw_ties
from hanse_viz.pages.periods import count_things, join_words
from hanse_viz.report.course import tell_course
from hanse_viz.report.parts import Answer, illustrate, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse.analysis.mixing import Meeting
    from hanse_viz.network import CityNetwork
    from hanse_viz.report.parts import Section

_RESAMPLES = 100
_MEASURES = ("degree", "betweenness", "constraint")
_FIRST = 15
_NAMED = 6  # members of a community that a row names


class Study(NamedTuple):
    """What is analysed: the dataset, its memberships, and the record that figures cite."""

    graph: Graph
    affiliations: Affiliations
    record: CityNetwork


def tell_whole(graph: Graph, affiliations: Affiliations, record: CityNetwork) -> Iterator[Section]:
    """Tell what each analysis finds in a dataset, each with its figure and its command."""
    study = Study(graph, affiliations, record)
    yield _tell_dimensions(study)
    yield _tell_city_ties(study)
    yield _tell_network_ties(study)
    for by, meetings in find_all_meetings(affiliations).items():
        yield _tell_meetings(study, by, meetings)
    yield _tell_measures(study)
    yield _tell_assortativity(study)
    yield _tell_communities(study)
    yield from tell_course(graph, affiliations, record)


def _tell_dimensions(study: Study) -> Section:
    whole = measure_dimensions(study.affiliations)
    parts = compare_dimensions(study.affiliations, LAYERS["programme"])
    rows = [{"part": one.part, **one.dimensions._asdict()} for one in parts]
    return tell(
        "Dimensions",
        [
            (
                f"{count_things(whole.members, 'city')} and"
                f" {count_things(whole.cooperations, 'network')} are joined by"
                f" {count_things(whole.ties, 'membership')}, {whole.density:.2%} of those there"
                f" could be. {whole.share_in_one_only:.0%} of the cities are in one network only."
            )
        ],
        Answer(rows, "hanse analyse dimensions --by programme"),
        {
            "Programme": "part",
            "Cities": "members",
            "Networks": "cooperations",
            "Memberships": "ties",
            "Density": "density",
            "Components": "components",
            "Diameter": "diameter",
            "Networks a city": "mean_degree_members",
            "Cities a network": "mean_degree_cooperations",
        },
    )


_TIES = {
    "One": "a_label",
    "Other": "b_label",
    "Shared": "observed",
    "Expected": "expected",
    "p": "p",
    "q": "q",
    "More than chance": "backbone",
}


def _tell_city_ties(study: Study) -> Section:
    ties = sorted(find_ties(study.affiliations), key=lambda tie: (tie.p, tie.a, tie.b))
    once = sum(tie.observed == 1 for tie in ties) / max(len(ties), 1)
    return tell(
        "Ties between cities",
        [
            (
                f"{count_things(len(ties), 'pair')} of cities share a network;"
                f" {once:.1%} of these ties rest on one shared network."
                f" {_count_more(ties)}"
            ),
            "Below stand those that chance explains least.",
        ],
        Answer([tie._asdict() for tie in ties], "hanse analyse ties --format csv"),
        _TIES,
        _FIRST,
    )


def _count_more(ties: list[Any]) -> str:
    more = sum(tie.backbone for tie in ties)
    many = f"{more:,} of them" if more else "None of them"
    verb = "is" if more <= 1 else "are"
    return (
        f"{many} {verb} more than chance gives (q below 0.05 among all pairs, under a model that"
        " keeps how many networks each city is in and how many cities each network has)."
    )


def _tell_network_ties(study: Study) -> Section:
    command = "hanse analyse ties --onto cooperations"
    ties = list(find_ties(study.affiliations, onto="cooperations"))
    origin = cite_record(study.record, command)
    figures = illustrate(draw_ties, ties, origin, onto="cooperations")
    ties.sort(key=lambda tie: (tie.p, tie.a, tie.b))
    return tell(
        "Ties between networks",
        [f"{count_things(len(ties), 'pair')} of networks share a city. {_count_more(ties)}"],
        Answer([tie._asdict() for tie in ties], f"{command} --format csv"),
        _TIES,
        _FIRST,
        figures=figures,
    )


_CLASSES = {"country": "Countries", "region": "Regions", "size": "Sizes of city"}


def _tell_meetings(study: Study, by: str, meetings: list[Meeting]) -> Section:
    command = f"hanse analyse ties --between {by}"
    names = {one.code: one.label for one in study.record.countries.values()}
    origin = cite_record(study.record, command)
    figures = illustrate(draw_meetings, meetings, origin, by=by, names=names)
    found = sorted(meetings, key=lambda one: (one.p, one.a, one.b))
    over, under = (sum(one.represented == side for one in found) for side in ("over", "under"))
    rows = [
        {**one._asdict(), "a": names.get(one.a, one.a), "b": names.get(one.b, one.b)}
        for one in found
    ]
    return tell(
        f"{_CLASSES[by]} that meet",
        [
            (
                f"Of {len(found):,} pairs, one with itself included, {over:,} share networks more"
                f" and {under:,} less often than chance gives them (q below 0.05), with every city"
                " in as many networks and every network as large as they are."
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
            "More or less": "represented",
        },
        _FIRST,
        figures=figures,
    )


def _tell_measures(study: Study) -> Section:
    nodes = measure_nodes(study.affiliations, Ways(measures=_MEASURES), bootstrap=_RESAMPLES)
    nodes.sort(key=lambda node: (node.scores["betweenness"].rank, node.name))
    named = "".join(f" --measure {name}" for name in _MEASURES)
    command = f"hanse analyse measures{named} --bootstrap {_RESAMPLES}"
    figures = illustrate(
        draw_measures, nodes, cite_record(study.record, command), resamples=_RESAMPLES
    )
    rows: list[dict[str, Any]] = [{"name": node.name, **node.scores} for node in nodes]
    first = join_words([node.name for node in nodes[:3]])
    return tell(
        "Who bridges",
        [
            (
                f"On most shortest paths between other cities lie {first}. The range says between"
                f" which ranks 95 % of draws with other networks leave a city: where ranges"
                " overlap, the order is no finding."
            )
        ],
        Answer(rows, f"{command} --format csv"),
        {
            "City": "name",
            "Betweenness": lambda row: row["betweenness"].value,
            "Rank": lambda row: row["betweenness"].rank,
            "Range": lambda row: _say_range(row["betweenness"]),
            "Cities met": lambda row: row["degree"].value,
            "Constraint": lambda row: row["constraint"].value,
        },
        _FIRST,
        figures=figures,
    )


def _say_range(score: Any) -> str:  # noqa: ANN401 - a score with its interval
    return f"{score.rank_low:g}–{score.rank_high:g}"


def _tell_assortativity(study: Study) -> Section:
    found = measure_assortativity(study.affiliations, "members", bootstrap=_RESAMPLES, seed=0)
    return tell(
        "Like with like",
        [
            (
                "How far cities that share networks are alike: 1 is wholly, 0 not at all, below 0"
                " they are unlike. Where the interval holds 0, nothing is found."
            )
        ],
        Answer(
            [one._asdict() for one in found],
            f"hanse analyse measures --assortativity --bootstrap {_RESAMPLES}",
        ),
        {
            "By": "attribute",
            "Cities": "nodes",
            "Ties": "ties",
            "Coefficient": "coefficient",
            "From": "low",
            "To": "high",
        },
    )


def _tell_communities(study: Study) -> Section:
    places = {
        one.iri: (one.latitude, one.longitude)
        for one in study.record.members
        if one.latitude is not None and one.longitude is not None
    }
    summary = summarise(study.affiliations)
    nodes = list_nodes(study.affiliations)
    origin = cite_record(study.record, "hanse analyse communities")
    rows = [one._asdict() for one in list_communities(study.affiliations)]
    return tell(
        "Communities",
        [
            (
                f"Leiden's method finds {count_things(summary.communities, 'community')},"
                f" modularity {summary.modularity:.2f}. Other seeds give others: two runs agree to"
                f" {summary.stability.mean_nmi:.2f} (normalised mutual information, 1 is wholly)."
            )
        ],
        Answer(rows, "hanse analyse communities --groups"),
        {
            "Community": "community",
            "Cities": "size",
            "Stability": "stability",
            "Some of them": lambda row: ", ".join(str(row["names"]).split("; ")[:_NAMED]),
        },
        figures=illustrate(draw_communities, nodes, places, origin, summary=summary),
    )
