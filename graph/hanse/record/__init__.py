"""The record: who takes part in what, as all above a dataset reads, selects and counts it."""
