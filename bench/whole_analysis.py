"""The whole analysis of a dataset in one process: every subject of `hanse analyse`.

    python -m bench.whole_analysis DATASET FOLDER

Each subject runs as the command does, with its defaults, and writes its table into the folder.
Prints the seconds of each, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.clock import clock

from hanse.cli import main as run_command

# What `partners` and `measures` do by themselves is little: the test on past calls and the
# intervals of a hundred resamples are what takes time.
CALLS = {
    "dimensions": ("dimensions",),
    "ties": ("ties",),
    "ties between countries": ("ties", "--between", "country"),
    "ties between regions": ("ties", "--between", "region"),
    "ties between sizes": ("ties", "--between", "size"),
    "measures": ("measures", "--bootstrap", "100"),
    "assortativity": ("measures", "--assortativity"),
    "communities": ("communities", "--summary"),
    "time": ("time",),
    "learning": ("learning",),
    "partners": ("partners", "--held-out"),
}


def analyse(call: tuple[str, ...], dataset: str, file: Path) -> None:
    """Run one subject; what it says for people is not for the measurement."""
    words = ["analyse", *call, "--dataset", dataset, "--format", "csv", "-o", str(file)]
    if run_command(words):
        raise SystemExit(f"{' '.join(words)}: failed")


def main() -> None:
    """Time each subject."""
    dataset, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(exist_ok=True)
    seconds = {
        name: clock(lambda name=name: analyse(CALLS[name], dataset, folder / f"{name}.csv"))[0]  # type: ignore[misc]
        for name in CALLS
    }
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
