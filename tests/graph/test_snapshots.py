"""Stale snapshots are named, `make renew` makes them anew, and rows of data break no test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs.snapshots.__main__ import SNAPSHOTS
from docs.snapshots.documents import (
    StaleTemplateError,
    fill_block,
    fill_cell,
    fill_sentence,
    fill_table,
)

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("counts of the tables", "data/README.md", "answers of the catalogue", "README.md")
FOLDERS = ("graph", "viz/hanse_viz", "ontology", "data", "queries", "docs", "bench", "tests")
# What a curator enters: a source, a city with two names, a network that hands on its practice.
PARTNERS = ("riga", "braga", "porto", "altena", "aluksne", "gijon", "zory")
ROWS = {
    "sources": [
        "trial-2026,A page of the trial,The Curators,https://example.org/t,2026-11,en,press"
    ],
    "cities": ["testville,Testville,LV,,56.96700,21.97000,10000,LV003,"],
    "city_names": ["testville,lv,Testvile", "testville,de,Teststadt"],
    "networks": ["trial-net,Trial,urbact-iv,innovation-transfer,2023,2025,housing,,trial-2026"],
    "network_themes": ["trial-net,housing"],
    "memberships": [
        "trial-net,testville,,lead,,,trial-2026",
        *(f"trial-net,{city},,partner,,,trial-2026" for city in PARTNERS),
    ],
    "phases": ["trial-net,phase-1,2023-06-01,2025-12-31,,trial-2026"],
    "good_practices": ["testing-it,Testing together,testville,LV,2024,2020,50000,trial-2026,"],
    "transfers": ["trial-net,testing-it,trial-2026"],
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what a curator has, without what was made in it."""
    copy = tmp_path / "checkout"
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=unwanted)
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md", "CITATION.cff"):
        shutil.copy(ROOT / name, copy)
    return copy


def run(checkout: Path, *words: str, code: int = 0) -> str:
    """Run a module of the copy; gives what it prints."""
    paths = [checkout / "graph", checkout / "viz", checkout]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [sys.executable, "-m", *words]
    done = subprocess.run(
        command, cwd=checkout, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def read_files(checkout: Path) -> dict[str, bytes]:
    """Read every file of the copy, by its place."""
    return {
        path.relative_to(checkout).as_posix(): path.read_bytes()
        for path in checkout.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".pytest_cache" not in path.parts
    }


def test_a_stale_snapshot_is_named_and_renewed(checkout: Path) -> None:
    """A number mended by hand is found by --check, which writes nothing, and put right."""
    before = read_files(checkout)
    for name in ("README.md", "tests/queries/expected/counts.csv"):
        text = (checkout / name).read_text("utf-8")
        (checkout / name).write_text(re.sub(r"\b[1-9]\d\d\b", "999", text, count=1), "utf-8")
    tampered = read_files(checkout)
    told = run(checkout, "docs.snapshots", "--check", *QUICK, code=1)
    assert "stale: README.md\n" in told
    assert "stale: tests/queries/expected/counts.csv\n" in told
    assert "run make renew" in told
    assert read_files(checkout) == tampered != before
    run(checkout, "docs.snapshots", *QUICK)
    assert read_files(checkout) == before
    assert run(checkout, "docs.snapshots", "--check", *QUICK) == ""


def test_rows_of_a_curator_change_data_and_what_follows_from_them(checkout: Path) -> None:
    """A city, a network, a practice and a changed lead: renewed, with no number mended by hand.

    It takes half a minute, for it makes every snapshot and runs the tests of tables and queries.
    """
    before = read_files(checkout)
    for table, rows in ROWS.items():
        with (checkout / "data" / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in rows)
    members = checkout / "data" / "memberships.csv"
    text = members.read_text("utf-8")
    for old, new in (("mula,,lead", "mula,,partner"), ("belene,,partner", "belene,,lead")):
        assert f"kairos,{old},,,gourdon-2020" in text
        text = text.replace(f"kairos,{old},,,gourdon-2020", f"kairos,{new},,,trial-2026")
    members.write_text(text, "utf-8")
    run(checkout, "hanse", "tidy")
    run(checkout, "hanse", "check")
    assert "stale" in run(checkout, "docs.snapshots", "--check", *QUICK, code=1)
    run(checkout, "docs.snapshots")
    after = read_files(checkout)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name.split("/")[0] for name in changed} == {"README.md", "data", "docs", "tests"}
    cases = ("tests/data/counts.json", "tests/graph/record/selection_cases.json")
    made = (*cases, "tests/queries/expected/", "docs/", "README.md", "data/")
    assert [name for name in changed if not name.startswith(made)] == []
    assert [name for name in changed if name.startswith("docs/snapshots")] == []
    run(checkout, "pytest", "-q", "tests/data", "tests/queries/test_catalogue.py")


def test_a_new_query_needs_its_file_alone(checkout: Path) -> None:
    """A file in queries/ and `make renew` are enough, as CONTRIBUTING says."""
    text = (checkout / "queries" / "partners-of.rq").read_text("utf-8")
    text = text.replace("Partners of a network", "Partners of a network once more")
    (checkout / "queries" / "partners-again.rq").write_text(
        text.replace("hanse query partners-of", "hanse query partners-again"), "utf-8"
    )
    run(checkout, "docs.snapshots", *QUICK)
    assert (checkout / "tests" / "queries" / "expected" / "partners-again.csv").is_file()
    run(checkout, "pytest", "-q", "tests/queries/test_catalogue.py")


def test_every_snapshot_is_listed() -> None:
    """Nine snapshots and more stand in the one list."""
    assert len(SNAPSHOTS) >= 9
    assert set(QUICK) <= set(SNAPSHOTS)


PAGE = """There are 12 cities
and seven networks (3.5 %).

| part | n |
|---|---|
| all | 3 |

<!-- figures -->
old
<!-- end -->
"""


def test_numbers_are_filled_where_they_stand() -> None:
    """Sentences keep their lines, tables their heads, blocks their marks."""
    sentence = "{cities} cities and {networks} networks ({share} %)"
    values = {"cities": "1,300", "networks": "eight", "share": "40.2"}
    text = fill_sentence(PAGE, sentence, values)
    assert text.startswith("There are 1,300 cities\nand eight networks (40.2 %).\n")
    assert "| all | 4 |" in fill_cell(PAGE, "| part | n |", {"all": "4"})
    assert "|---|---|\n| a | 1 |\n| b | 2 |\n\n" in fill_table(
        PAGE, "| part | n |", [["a", "1"], ["b", "2"]]
    )
    assert "<!-- figures -->\nnew\n<!-- end -->\n" in fill_block(PAGE, "figures", "new\n")


def test_lists_of_words_are_filled() -> None:
    """A name that ends in _list stands for several words."""
    text = "It rained in 2008 and\n2013. Then"
    assert fill_sentence(text, "in {year_list}.", {"year_list": "May"}) == "It rained in May. Then"


@pytest.mark.parametrize("page", ["There are some.", PAGE + PAGE])
def test_what_is_not_there_once_is_told(page: str) -> None:
    """A sentence, table, cell or block that was changed or stands twice is no silent omission."""
    with pytest.raises(StaleTemplateError, match="not once: \\{cities\\} cities and"):
        fill_sentence(page, "{cities} cities and {networks} networks (", {})
    with pytest.raises(StaleTemplateError, match="not one, with the head"):
        fill_table(page, "| part | n |", [])
    with pytest.raises(StaleTemplateError, match="not one: <!-- figures -->"):
        fill_block(page, "figures", "")
    with pytest.raises(StaleTemplateError, match="not one: some"):
        fill_cell(PAGE, "| part | n |", {"some": "1"})
