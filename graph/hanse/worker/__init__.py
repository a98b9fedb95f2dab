"""Killable worker processes: what a query may cost is held by ending the process that runs it."""
