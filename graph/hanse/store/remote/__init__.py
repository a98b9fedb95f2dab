"""SPARQL 1.1 over HTTP: a remote engine behind the same door as the embedded one."""

from __future__ import annotations

from hanse.store.remote.store import RemoteStore, open_endpoint

__all__ = ["RemoteStore", "open_endpoint"]
