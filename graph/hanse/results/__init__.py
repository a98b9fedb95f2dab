"""Answers to queries, and the forms in which people and programs read them."""

from __future__ import annotations

from hanse.results.answer import Result, read_result

__all__ = ["Result", "read_result"]
