"""The whole analysis of a dataset in one process: all that `hanse analyse` tells of it.

    python -m bench.whole_analysis DATASET

The dataset is read once. Prints, as JSON, the seconds of each subject and how many rows it gave.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

from bench.clock import clock

import hanse
from hanse import analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hanse.access import Graph
    from hanse.analysis import Affiliations

RESAMPLES = 100


class Study(NamedTuple):
    """What is analysed."""

    graph: Graph
    affiliations: Affiliations

    @property
    def networks(self) -> set[str]:
        """The cooperations, by id."""
        return {one.id for one in self.affiliations.cooperations}


def _measure_dimensions(study: Study) -> Sequence[object]:
    parts = analysis.compare_dimensions(study.affiliations, analysis.LAYERS["programme"])
    overlaps = analysis.compare_layers(study.affiliations)
    return [analysis.measure_dimensions(study.affiliations), *parts, *overlaps]


def _find_ties(study: Study) -> Sequence[object]:
    modes = ("members", "cooperations")
    return [tie for mode in modes for tie in analysis.find_ties(study.affiliations, onto=mode)]


def _find_meetings(study: Study) -> Sequence[object]:
    return [one for rows in analysis.find_all_meetings(study.affiliations).values() for one in rows]


def _measure_nodes(study: Study) -> Sequence[object]:
    modes = ("members", "cooperations")
    return [
        node
        for mode in modes
        for node in analysis.measure_nodes(study.affiliations, analysis.Ways(mode))
    ]


def _group(study: Study) -> Sequence[object]:
    rows = analysis.list_nodes(study.affiliations)
    lasting = analysis.compare_communities(study.affiliations)
    return [analysis.summarise(study.affiliations), *rows, *lasting]


def _follow(study: Study) -> Sequence[object]:
    calls = analysis.count_turnover(study.affiliations)
    survival = analysis.measure_survival(study.affiliations)
    ranks = analysis.rank_over_time(study.affiliations)
    partners = analysis.read_partners(study.graph)
    new = analysis.count_newcomers(partners, study.networks)
    return [*calls, *survival, *ranks, *new]


def _learn(study: Study) -> Sequence[object]:
    transfers = analysis.read_transfers(study.graph, study.networks)
    members, practices = analysis.count_learning(transfers), analysis.measure_practices(transfers)
    return [*members, *practices, *analysis.list_chains(transfers)]


# By the subjects of `hanse analyse`; one that has two parts is named with what the part is.
SUBJECTS: dict[str, Callable[[Study], Sequence[object]]] = {
    "dimensions": _measure_dimensions,
    "ties": _find_ties,
    "ties between classes": _find_meetings,
    "measures": _measure_nodes,
    "measures, like with like": lambda s: analysis.measure_assortativity(s.affiliations),
    "measures, intervals": lambda s: analysis.measure_nodes(s.affiliations, bootstrap=RESAMPLES),
    "communities": _group,
    "time": _follow,
    "learning": _learn,
    "partners": lambda s: analysis.score_held_out(s.affiliations),
}


def main() -> None:
    """Time the reading and each subject."""
    graph = hanse.open(sys.argv[1])
    reading, affiliations = clock(lambda: analysis.read_affiliations(graph))
    study = Study(graph, affiliations)
    timed = {name: clock(lambda run=run: run(study)) for name, run in SUBJECTS.items()}  # type: ignore[misc]
    seconds = {"reading": reading} | {name: spent for name, (spent, _) in timed.items()}
    rows = {name: len(found) for name, (_, found) in timed.items()}
    print(json.dumps({"seconds": seconds, "rows": rows}))


if __name__ == "__main__":
    main()
