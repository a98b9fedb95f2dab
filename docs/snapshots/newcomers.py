"""Newcomers among the partners of the transfer networks of 2018, under each definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.analysis.newcomers import count_newcomers, read_networks_of, read_partners
from hanse.namespaces import ID

if TYPE_CHECKING:
    from docs.snapshots.study import Study

EVENT = f"{ID}event/monitoring-committee-2018-12-04"
SINCE = (None, 2004, 2007)  # everything; years of networks' own in URBACT I; URBACT II and later


def count_shares(study: Study) -> list[tuple[float, float, float]]:
    """Give the shares by city, by institution and without leads, for each year in SINCE."""
    partners = read_partners(study.record)
    networks = read_networks_of(study.record, EVENT)
    shares: list[tuple[float, float, float]] = []
    for since in SINCE:
        known = [one for one in partners if since is None or one.year >= since]
        (row,) = count_newcomers(known, networks)
        shares.append((row.share_by_city, row.share_by_institution, row.share_without_leads))
    return shares
