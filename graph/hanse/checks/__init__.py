"""Checks of a built dataset: SHACL shapes compiled to SPARQL, and queries whose rows are faults."""

from __future__ import annotations

from hanse.checks.findings import Finding
from hanse.checks.run import Shapes, load_shapes, run_checks
from hanse.checks.turtle import ShapesError

__all__ = ["Finding", "Shapes", "ShapesError", "load_shapes", "run_checks"]
