"""A site of a part: the pages of what a selection chooses, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_a_site_of_a_network_has_its_members(build_folder: Path, tmp_path: Path) -> None:
    """`hanse site --network` has pages of the network and its members, and no other city."""
    made = tmp_path / "site"
    words = ["site", "--dataset", str(build_folder), "--network", "re-growcity", "-o", str(made)]
    assert main(words) == 0
    assert (made / "network" / "re-growcity.html").is_file()
    cities = {path.stem for path in (made / "city").glob("*.html")}
    assert {"altena", "aluksne"} <= cities
    assert "tallinn" not in cities
    assert len(cities) < 30
