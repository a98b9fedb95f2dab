"""The peer of `hanse load`: Oxigraph's own bulk loader, and the data that both load.

python -m bench.bulk_load scale FILE.nt COPIES OUT.nt    copies of the things, each with own IRIs
python -m bench.bulk_load load FILE.nt FOLDER            load with pyoxigraph alone
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox

ID = "<https://w3id.org/hanse/id/"


def scale(source: str, copies: str, target: str) -> None:
    """Write N-Triples several times over, the things of each copy with IRIs of their own."""
    text = Path(source).read_text(encoding="utf-8")
    with Path(target).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(text.replace(ID, f"{ID}copy-{number}/") for number in range(int(copies)))


def load(source: str, folder: str) -> None:
    """Load a file as a user of pyoxigraph would."""
    ox.Store(folder).bulk_load(path=source, format=ox.RdfFormat.N_TRIPLES)


if __name__ == "__main__":
    if sys.argv[1] == "scale":
        scale(*sys.argv[2:])
    else:
        load(*sys.argv[2:])
