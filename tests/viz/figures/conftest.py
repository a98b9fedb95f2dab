"""What the shipped dataset gives when it is analysed, for the figures of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.viz.figures.studies import (
    FEW_SAMPLES,
    RESAMPLES,
    Rows,
)

from hanse.analysis import (
    Ways,
    count_turnover,
    find_meetings,
    find_ties,
    list_nodes,
    measure_nodes,
    measure_survival,
    rank_over_time,
    read_affiliations,
    score_held_out,
    summarise,
)

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.analysis import Affiliations


@pytest.fixture(scope="session")
def affiliations(graph: Graph) -> Affiliations:
    """Read the cities and networks of the shipped dataset."""
    return read_affiliations(graph)


@pytest.fixture(scope="session")
def rows(affiliations: Affiliations) -> Rows:
    """Analyse them; the samples are few, since no figure of the data is told here."""
    return Rows(
        list(find_ties(affiliations)),
        list(find_ties(affiliations, onto="cooperations")),
        find_meetings(affiliations, "region", samples=FEW_SAMPLES),
        find_meetings(affiliations, "country", samples=FEW_SAMPLES),
        measure_survival(affiliations),
        count_turnover(affiliations),
        rank_over_time(affiliations),
        measure_nodes(affiliations, Ways(measures=("betweenness",)), bootstrap=RESAMPLES),
        score_held_out(affiliations),
        list_nodes(affiliations),
        summarise(affiliations),
    )
