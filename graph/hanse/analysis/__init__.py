"""Who works with whom, and how much of it is more than chance: tables and graphs from a dataset.

>>> import hanse
>>> from hanse.analysis import measure_dimensions, read_affiliations
>>> affiliations = read_affiliations(hanse.open())
>>> measure_dimensions(affiliations).members
761

Needs the extra `analysis`.
"""

from __future__ import annotations

from hanse.errors import MissingExtraError

try:
    from hanse.analysis.affiliations import (
        Affiliations,
        Cooperation,
        Member,
        Tie,
        read_affiliations,
    )
    from hanse.analysis.assortativity import Assortativity, measure_assortativity
    from hanse.analysis.communities import (
        Communities,
        Runs,
        find_bipartite_communities,
        find_communities,
    )
    from hanse.analysis.continuity import Continuity, compare_communities
    from hanse.analysis.curveball import sample_fdsm
    from hanse.analysis.dimensions import Dimensions, compare_dimensions, measure_dimensions
    from hanse.analysis.edges import read_edges
    from hanse.analysis.finding import Wanted, judge, rank_partners
    from hanse.analysis.grouping import (
        Grouping,
        group_nodes,
        list_communities,
        list_nodes,
        summarise,
    )
    from hanse.analysis.layers import LAYERS, compare_layers, project_layers
    from hanse.analysis.learning import (
        count_learning,
        list_chains,
        measure_practices,
        read_transfers,
    )
    from hanse.analysis.measures import MEASURES, Precision, measure_graph
    from hanse.analysis.mixing import find_all_meetings, find_meetings
    from hanse.analysis.newcomers import count_newcomers, count_turnover, read_partners
    from hanse.analysis.nodes import NodeMeasures, Score, Ways, measure_nodes
    from hanse.analysis.nulls import fit_bicm
    from hanse.analysis.partitions import Agreement, Stability, compare_partitions
    from hanse.analysis.partners import score_held_out
    from hanse.analysis.projection import PROJECTIONS, project
    from hanse.analysis.survival import measure_survival, rank_over_time
    from hanse.analysis.tables import make_table
    from hanse.analysis.ties import build_tie_graph, find_ties
except ModuleNotFoundError as error:
    raise MissingExtraError("analysis", error.name or "a library") from error

__all__ = [
    "LAYERS",
    "MEASURES",
    "PROJECTIONS",
    "Affiliations",
    "Agreement",
    "Assortativity",
    "Communities",
    "Continuity",
    "Cooperation",
    "Dimensions",
    "Grouping",
    "Member",
    "NodeMeasures",
    "Precision",
    "Runs",
    "Score",
    "Stability",
    "Tie",
    "Wanted",
    "Ways",
    "build_tie_graph",
    "compare_communities",
    "compare_dimensions",
    "compare_layers",
    "compare_partitions",
    "count_learning",
    "count_newcomers",
    "count_turnover",
    "find_all_meetings",
    "find_bipartite_communities",
    "find_communities",
    "find_meetings",
    "find_ties",
    "fit_bicm",
    "group_nodes",
    "judge",
    "list_chains",
    "list_communities",
    "list_nodes",
    "make_table",
    "measure_assortativity",
    "measure_dimensions",
    "measure_graph",
    "measure_nodes",
    "measure_practices",
    "measure_survival",
    "project",
    "project_layers",
    "rank_over_time",
    "rank_partners",
    "read_affiliations",
    "read_edges",
    "read_partners",
    "read_transfers",
    "sample_fdsm",
    "score_held_out",
    "summarise",
]
