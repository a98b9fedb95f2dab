"""`hanse check --pyshacl`: a second validator on the same shapes, and its word where it differs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hanse.checks import Finding, load_shapes, run_checks
from hanse.checks.peer import recheck
from hanse.cli import main
from hanse.dataset import build_dataset
from hanse.resources import locate

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    import pytest

SHAPES = locate("ontology") / "shapes"


def test_both_validators_tell_the_same(
    small_data: Path, run_hanse: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """The findings are those of `hanse check` to the letter, and the last line names pySHACL."""
    ours = run_hanse("check", "--data", small_data)
    theirs = run_hanse("check", "--pyshacl", "--data", small_data)
    assert (ours.returncode, theirs.returncode) == (0, 0)
    assert len(ours.stdout.splitlines()) > 3
    assert ours.stdout == theirs.stdout
    assert theirs.stderr.startswith(b"checked, by pySHACL too: ")
    assert b"pySHACL" not in ours.stderr


def test_where_validators_differ_the_findings_say_so(small_data: Path) -> None:
    """What only one of the two finds is listed as that; findings of queries are not SHACL's."""
    dataset = build_dataset(small_data, locate("ontology"))
    found = run_checks(dataset.store, load_shapes(SHAPES))
    lost = next(finding for finding in found if finding.constraint != "query")
    made = lost._replace(focus="<urn:x>")
    query = Finding("Info", "<urn:y>", "", "", "From a query.", "some", "query")
    same = [finding for finding in found if finding != lost]
    told = recheck([*same, made, query], dataset.lines, SHAPES)
    assert set(same) <= set(told)
    assert query in told
    alone, missed = (
        next(f for f in told if f.focus == lost.focus and f not in same),
        next(f for f in told if f.focus == "<urn:x>"),
    )
    assert (alone.shape, alone.message) == ("pySHACL", "Only pySHACL finds this; please report it.")
    assert missed.message == f"{made.message} [pySHACL does not find this; please report it]"
    assert len(told) == len(found) + 2


def test_without_the_extra_a_sentence_says_how_to_get_it(
    small_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where pySHACL is not installed the call is wrong, and its mending is told."""
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    assert main(["check", "--pyshacl", "--data", str(small_data)]) == 2
    told = capsys.readouterr()
    sentence = "hanse: this needs pyshacl; install it with: pip install 'hanse[shacl]'\n"
    assert (told.out, told.err) == ("", sentence)
