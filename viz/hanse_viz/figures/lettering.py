"""The typeface of figures: how wide a text is, and where its lines break."""

from __future__ import annotations

import re
import struct
from functools import cache

from hanse_viz.sealing import find_assets

# Arimo under a name of its own, so that no other edition of it on a machine stands in for ours. A
# reader of the SVG who lacks it has one of the others, whose letters are as wide.
TYPEFACE = "Hanse Figures"
FAMILIES = f"{TYPEFACE}, Arimo, Liberation Sans, Arial, Helvetica, sans-serif"
FOLDER = find_assets() / "fonts"
_FILES = {False: "HanseFigures-Regular.ttf", True: "HanseFigures-Bold.ttf"}
# How wide a letter is that the typeface lacks, in its own height: no script is wider.
_FOREIGN = 1.0


# What XML 1.0 cannot hold, escaped or not.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Set a text in one line that XML can hold: what it cannot becomes U+FFFD."""
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a text set in one line, in the units of `size`; kerning only makes it shorter."""
    widths = _read_widths(_FILES[bold])
    return size * sum(widths.get(ord(letter), _FOREIGN) for letter in text)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text at blanks into lines no wider than `width`; a longer word is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(shorten(word, size, width, bold=bold))
    return [line for line in lines if line]


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Cut a text so that it is no wider than `width`, with an ellipsis for what is cut."""
    text = " ".join(text.split())
    if measure(text, size, bold=bold) <= width:
        return text
    kept = ""
    for letter in text:
        if measure(kept + letter + "…", size, bold=bold) > width:
            break
        kept += letter
    return kept.rstrip() + "…"


@cache
def _read_widths(file: str) -> dict[int, float]:
    """Read the advance of each character. Source: OpenType 1.9, tables cmap, head, hhea, hmtx."""
    data = (FOLDER / file).read_bytes()
    tables = _list_tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    glyphs = _read_characters(data, tables["cmap"])
    return {
        letter: advances[min(glyph, count - 1)] / units for letter, glyph in glyphs.items() if glyph
    }


def _list_tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    rows = (struct.unpack_from(">4sLLL", data, 12 + 16 * row) for row in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in rows}


def _read_characters(data: bytes, start: int) -> dict[int, int]:
    """Give the glyph of each character of the basic plane, by the subtable of format 4."""
    (count,) = struct.unpack_from(">H", data, start + 2)
    rows = (struct.unpack_from(">HHL", data, start + 4 + 8 * row) for row in range(count))
    table = next(start + offset for platform, kind, offset in rows if (platform, kind) == (3, 1))
    (double,) = struct.unpack_from(">H", data, table + 6)
    segments = double // 2
    ends = struct.unpack_from(f">{segments}H", data, table + 14)
    starts = struct.unpack_from(f">{segments}H", data, table + 16 + double)
    deltas = struct.unpack_from(f">{segments}H", data, table + 16 + 2 * double)
    where = table + 16 + 3 * double
    found: dict[int, int] = {}
    for row, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (jump,) = struct.unpack_from(">H", data, where + 2 * row)
        for letter in range(first, last + 1):
            at = where + 2 * row + jump + 2 * (letter - first)
            glyph = struct.unpack_from(">H", data, at)[0] if jump else letter
            found[letter] = (glyph + delta) % 65536 if glyph else 0
    found.pop(0xFFFF, None)
    return found
