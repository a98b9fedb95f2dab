"""What snapshots are made from: the shipped tables, built once, and each analysis done once."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import hanse
from hanse.analysis import (
    Ways,
    find_meetings,
    find_ties,
    measure_nodes,
    read_affiliations,
    score_held_out,
)
from hanse.record.reading import read_record
from hanse.release import make_release
from hanse.resources import locate
from hanse.tables import read_tables
from hanse_viz import figures

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse.analysis.mixing import Meeting
    from hanse.analysis.nodes import NodeMeasures
    from hanse.analysis.partners import HeldOut
    from hanse.analysis.ties import ProjectedTie
    from hanse.model import Tables
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Origin

RESAMPLES = 100


class Study:
    """The shipped tables and what is computed of them; each part is made when it is asked for."""

    def __init__(self, graph: Graph | None = None) -> None:
        """Take a dataset, or build the shipped tables."""
        if graph is not None:
            self.graph = graph

    @cached_property
    def build(self) -> Path:
        """The folder of a release, as `hanse build` makes it; it goes with this process."""
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name) / "build"
        make_release(locate("data"), locate("ontology"), folder)
        return folder

    @cached_property
    def graph(self) -> Graph:
        """The dataset of the shipped tables."""
        return hanse.open(self.build)

    @cached_property
    def tables(self) -> Tables:
        """The tables."""
        return read_tables(locate("data"))

    @cached_property
    def record(self) -> CityNetwork:
        """The record."""
        return read_record(self.graph)

    @cached_property
    def affiliations(self) -> Affiliations:
        """Cities and networks, as `hanse analyse` has them by default."""
        return read_affiliations(self.graph)

    @lru_cache  # noqa: B019 - one study lives as long as the process
    def find_ties(self, onto: str) -> list[ProjectedTie]:
        """Test the ties between members, or between cooperations."""
        return list(find_ties(self.affiliations, onto=onto))

    @lru_cache  # noqa: B019 - as above
    def find_meetings(self, by: str) -> list[Meeting]:
        """Test the meetings of classes."""
        return find_meetings(self.affiliations, by)

    @cached_property
    def held_out(self) -> list[HeldOut]:
        """How well partners of past calls are found."""
        return score_held_out(self.affiliations)

    @cached_property
    def betweenness(self) -> list[NodeMeasures]:
        """Members by betweenness, with intervals."""
        ways = Ways(measures=("betweenness",))
        return measure_nodes(self.affiliations, ways, bootstrap=RESAMPLES)

    def cite(self, command: str) -> Origin:
        """Cite the tables by their version; a digest would change each picture with any fact."""
        return figures.cite_record(replace(self.record, digest=""), command)
