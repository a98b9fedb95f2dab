"""What a report tells of a whole dataset: its size, its middle, its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hanse.analysis import (
    LAYERS,
    Ways,
    compare_communities,
    compare_dimensions,
    list_communities,
    list_nodes,
    measure_assortativity,
    measure_dimensions,
    measure_nodes,
    summarise,
)
from hanse.analysis.ties import ALPHA
from hanse.messages import join_words
from hanse_viz.figures import draw_communities, draw_degrees, draw_measures
from hanse_viz.pages.periods import count_things
from hanse_viz.report.course import tell_course
from hanse_viz.report.parts import Answer, illustrate, tell
from hanse_viz.report.study import Study
from hanse_viz.report.ties import tell_ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hanse.access import Graph
    from hanse.analysis import Affiliations, NodeMeasures
    from hanse.record.model import CityNetwork
    from hanse_viz.report.parts import Section

_RESAMPLES = 100
_MEASURES = ("degree", "betweenness", "constraint")
_FIRST = 15
_NAMED_FIRST = 3
_NAMED = 6  # members of a community that a row names


def tell_whole(graph: Graph, affiliations: Affiliations, record: CityNetwork) -> Iterator[Section]:
    """Tell what each analysis finds in a dataset, each with its figure and its command."""
    study = Study(graph, affiliations, record)
    yield _tell_dimensions(study)
    yield from tell_ties(study)
    yield _tell_measures(study)
    yield _tell_assortativity(study)
    yield _tell_communities(study)
    yield from _tell_continuity(study)
    yield from tell_course(study)


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
                f" could be. {whole.share_in_one_only:.0%} of the cities are in one network only"
                " (without --by)."
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
        figures=illustrate(
            draw_degrees, study.affiliations, study.cite("hanse analyse dimensions")
        ),
    )


def _tell_measures(study: Study) -> Section:
    nodes = measure_nodes(study.affiliations, Ways(measures=_MEASURES), bootstrap=_RESAMPLES)
    nodes.sort(key=lambda node: (node.scores["betweenness"].rank, node.name))
    named = "".join(f" --measure {name}" for name in _MEASURES)
    command = f"hanse analyse measures{named} --bootstrap {_RESAMPLES}"
    figures = illustrate(draw_measures, nodes, study.cite(command), resamples=_RESAMPLES)
    rows: list[dict[str, Any]] = [{"name": node.name, **node.scores} for node in nodes]
    return tell(
        "Who bridges",
        [
            (
                f"{_name_bridges(nodes)} The range says between which ranks 95 % of draws with"
                " other networks leave a city: where ranges overlap, the order is no finding."
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


def _name_bridges(nodes: list[NodeMeasures]) -> str:
    """Name who is first, second and third, and nobody who is on no path."""
    between = ((node.name, node.scores["betweenness"]) for node in nodes)
    ranked = [(name, score.rank) for name, score in between if score.value]
    first = [name for name, rank in ranked if rank is not None and rank <= _NAMED_FIRST]
    if not first:
        return "No city lies on a shortest path between others."
    verb = "lies" if len(first) == 1 else "lie"
    return f"On most shortest paths between other cities {verb} {join_words(first)}."


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
    places = study.record.list_places()
    summary = summarise(study.affiliations)
    nodes = list_nodes(study.affiliations)
    origin = study.cite("hanse analyse communities")
    rows = [one._asdict() for one in list_communities(study.affiliations)]
    return tell(
        "Communities",
        [
            (
                f"Leiden's method finds {count_things(summary.communities, 'community')},"
                f" modularity {summary.modularity:.2f} (both by --summary). Two runs from other"
                f" seeds agree to {summary.stability.mean_nmi:.2f} (normalised mutual information,"
                " 1 is wholly)."
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


def _tell_continuity(study: Study) -> Iterator[Section]:
    rows = compare_communities(study.affiliations)
    if not rows:
        return
    tested = [row.q for row in rows if row.q is not None]
    lasting = sum(q < ALPHA for q in tested)
    yield tell(
        "Communities over programmes",
        [
            (
                f"Of {count_things(len(tested), 'pair')} of programmes with two cities or more in"
                f" both, {lasting} have communities that are more alike on these cities than if"
                f" they were in communities of the same sizes by lot (q below {ALPHA:g})."
            )
        ],
        Answer([row._asdict() for row in rows], "hanse analyse communities --by programme"),
        {
            "One": "a",
            "Other": "b",
            "Cities in both": "members_both",
            "NMI": "nmi",
            "By lot": "expected",
            "p": "p",
            "q": "q",
        },
    )
