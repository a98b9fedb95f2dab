"""Releases: the files of a checked dataset, written whole, and what can be made of them."""

from __future__ import annotations

from hanse.release.checking import check_tables
from hanse.release.making import make_release
from hanse.release.manifest import list_own, read_manifest

__all__ = ["check_tables", "list_own", "make_release", "read_manifest"]
