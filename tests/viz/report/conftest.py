"""Reports on each kind of thing, composed once from the shipped dataset."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from hanse.namespaces import DATASET, ID
from hanse_viz.report.composing import compose

if TYPE_CHECKING:
    from collections.abc import Callable

    from hanse.access import Graph
    from hanse_viz.report.composing import Report

KINDS = {"city": "riga", "country": "LV", "network": "re-growcity"}


@pytest.fixture(scope="session")
def composed(graph: Graph) -> Callable[[str], Report]:
    """Compose the report on a kind of thing where it is asked for, once."""

    @cache
    def compose_once(kind: str) -> Report:
        iri = DATASET if kind == "dataset" else f"{ID}{kind}/{KINDS[kind]}"
        return compose(graph, kind, iri)

    return compose_once
