"""What a report on a whole dataset is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse_viz.figures import cite_record

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse.analysis import Affiliations
    from hanse.record.model import CityNetwork
    from hanse_viz.figures import Origin


class Study(NamedTuple):
    """The dataset, its memberships, and the record that figures cite."""

    graph: Graph
    affiliations: Affiliations
    record: CityNetwork

    def cite(self, command: str) -> Origin:
        """Cite the record in the caption of a figure, with the command that gives its rows."""
        return cite_record(self.record, command)
