"""Numbers as figures and their tables write them."""

from __future__ import annotations


def say_number(value: float | None) -> str:
    """Write a number with four digits that count, "" for none: 0.01234, 88.71, 2.841e-05."""
    return "" if value is None else f"{value:.4g}" if abs(value) < 1e4 else f"{value:.0f}"  # noqa: PLR2004 - four digits


def say_share(share: float) -> str:
    """Write a share in percent, with a decimal: 11.0 %."""
    return f"{100 * share:.1f} %"
