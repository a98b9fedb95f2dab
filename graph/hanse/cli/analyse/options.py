"""Options that several subjects of `hanse analyse` have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

# Told here too, since the libraries of hanse.analysis take half a second to load.
WEIGHTS = ("count", "newman", "hyperbolic", "jaccard")
MODES = ("members", "cooperations")
LAYERS = ("programme", "call", "type", "kind")


def add_projection(parser: argparse.ArgumentParser) -> None:
    """Add which mode is analysed and how ties of its projection are weighed."""
    parser.add_argument("--of", choices=MODES, default=MODES[0], help="default: members")
    parser.add_argument(
        "--weight",
        choices=WEIGHTS,
        default=WEIGHTS[0],
        help="what a tie weighs: what both share, or the same shared out among all in it (newman, "
        "hyperbolic), or over what either has (jaccard); default: count",
    )


def add_seed(parser: argparse.ArgumentParser) -> None:
    """Add where chance begins."""
    parser.add_argument(
        "--seed",
        type=read_count,
        default=0,
        metavar="S",
        help="where chance begins; the same gives the same (default: 0)",
    )


def read_count(text: str) -> int:
    """Read a whole number from 0 on."""
    if text.isascii() and text.isdigit():
        return int(text)
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is no whole number, such as 100")


def read_positive(text: str) -> int:
    """Read a whole number from 1 on."""
    number = read_count(text)
    if number:
        return number
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is too few; at least 1")


def read_share(text: str) -> float:
    """Read a number from 0 to below 1."""
    number = _read_number(text)
    if 0 <= number < 1:
        return number
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is no number from 0 to below 1, such as 0.01")


def read_amount(text: str) -> float:
    """Read a number above 0."""
    number = _read_number(text)
    if 0 < number < float("inf"):
        return number
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is no number above 0, such as 1.5")


def _read_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
