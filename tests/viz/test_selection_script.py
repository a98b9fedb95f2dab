"""The explorer keeps what the shared cases of selection say, which hanse.record keeps as well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.graph.record.selection_cases import CASES
from tests.viz.scripting import ask_modules

from hanse.record.reading import read_record
from hanse_viz.explorer.packing import pack_record

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.access import Graph

_ASK = """
import { readAddress } from "./src/record/address.js";
import { readModel } from "./src/record/reading.js";
import { applySelection } from "./src/record/view.js";
let text = "";
for await (const part of process.stdin) text += part;
const { page, addresses } = JSON.parse(text);
const model = readModel(page);
const kept = addresses.map((address) => {
  const view = applySelection(model, readAddress(model, address, ["network"]).filter);
  return {
    cooperations: [...new Set([...view.kept].map((tie) => tie.cooperation.key))].sort(),
    members: new Set([...view.ties].map((tie) => tie.member)).size,
    memberships: view.ties.size,
    hidden: view.hidden,
  };
});
process.stdout.write(JSON.stringify(kept));
"""


def _write_address(selection: dict[str, Any]) -> str:
    parts: list[str] = []
    for name, value in selection.items():
        if name == "among":
            parts += [f"among={part}" for part in _write_address(value).split("&")]
        else:
            values = [value] if isinstance(value, str | int) else value
            parts += [f"{name}={one}" for one in values]
    return "&".join(parts)


def test_the_explorer_keeps_what_the_record_keeps(scripts: Path, graph: Graph) -> None:
    """By the words of the shared cases, as an address, the page keeps what SPARQL found."""
    cases = json.loads(CASES.read_text("utf-8"))["cases"]
    asked = {
        "page": pack_record(read_record(graph)),
        "addresses": [_write_address(case["selection"]) for case in cases],
    }
    kept = ask_modules(scripts, _ASK, asked)
    assert len(kept) >= 25
    for case, found in zip(cases, kept, strict=True):
        expected = {name: case[name] for name in found}
        assert found == expected, case["name"]
