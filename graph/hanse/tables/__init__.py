"""The curated tables: CSV files in, records out, every fault with its place."""

from __future__ import annotations

from hanse.tables.reader import find_faults, read_tables

__all__ = ["find_faults", "read_tables"]
