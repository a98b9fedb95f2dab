"""Tables and ontology become a checked dataset: read, generate, derive, describe, check."""

from __future__ import annotations

from hanse.dataset.build import Dataset, build_dataset

__all__ = ["Dataset", "build_dataset"]
