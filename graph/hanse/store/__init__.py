"""Stores: one protocol, an embedded engine now, remote ones behind the same door."""
