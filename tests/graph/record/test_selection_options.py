"""The options of selection: the same words, help and errors in every command that has them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import pytest

from hanse.cli import analyse, export, main
from hanse.cli.selecting import read_selection
from hanse_viz.commands import site, viz

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: dict[str, Any] = {
    "viz map": viz,
    "viz explorer": viz,
    "analyse dimensions": analyse,
    "analyse ties": analyse,
    "export": export,
    "site": site,
}
WORDS = (
    *("city", "organisation", "country", "region", "size"),
    *("network", "theme", "programme", "type"),
    *("role", "kind", "match", "among", "from", "to", "as-of"),
)


def _list_options(command: str) -> dict[str, Any]:
    """Give the options of a command's group of selection with their help, choices and defaults."""
    parser: Any = argparse.ArgumentParser()
    COMMANDS[command].configure(parser)
    for name in command.split()[1:]:
        parser = next(action for action in parser._actions if action.choices).choices[name]
    group: Any
    (group,) = (one for one in parser._action_groups if one.title == "selection")
    return {
        action.option_strings[0]: (action.help, action.metavar, action.choices, action.default)
        for action in group._group_actions
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_have_the_same_options(command: str) -> None:
    """Every command chooses with the same words, told alike."""
    options = _list_options(command)
    assert list(options) == [f"--{word}" for word in WORDS]
    assert options == _list_options("export")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--from", "soon"], "'soon' is no year, such as 2018"),
        (["--among", "theme=economy"], "shows nobody; expected one of city, organisation"),
        (["--among", "LV"], "shows nobody; expected one of city, organisation"),
        (["--role", "boss"], "invalid choice: 'boss'"),
        (["--city", "Rigga"], "--city Rigga: no city has this IRI, id or name; did you mean"),
        (["--from", "2020", "--to", "2010"], "--from 2020 is after --to 2010; exchange them"),
        (["--as-of", "2020", "--to", "2021"], "--as-of is the same as --from and --to"),
        (["--to", "1950"], "nothing is left: no cooperation passes --"),
    ],
)
def test_commands_refuse_in_the_same_words(
    words: list[str], told: str, build_folder: Path, tmp_path: Path, capsys: Any
) -> None:
    """The same mistake is the same sentence and exit code, and nothing is written."""
    file = ["--dataset", str(build_folder), "-o", str(tmp_path / "made")]
    for command in ("viz network", "analyse dimensions", "export --format turtle", "site"):
        assert _run([*command.split(), *words, *file]) == 2, command
        assert told in capsys.readouterr().err, command
    assert list(tmp_path.iterdir()) == []


def _run(words: list[str]) -> int:
    try:
        return main(words)
    except SystemExit as ended:
        return int(ended.code or 0)


def test_a_call_becomes_a_selection() -> None:
    """Every option is read, and what is read is written as the same options again."""
    parser = argparse.ArgumentParser()
    export.configure(parser)
    words = "--city riga --city altena --country LV --region northern-europe --size 0-20000"
    words += " --network re-growcity --theme economy --programme urbact-iii --type TransferNetwork"
    words += " --role lead --kind network --match all --among country=LV --from 2014 --to 2016"
    args = parser.parse_args([*words.split(), "--format", "turtle", "-o", "-"])
    assert read_selection(args).describe() == words
