"""The peer of a cold `hanse query`: opens a store folder read-only, asks the text of a file."""

import sys

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123 - pathlib would cost it 4 ms
    answer = Store.read_only(sys.argv[1]).query(file.read())
assert isinstance(answer, QuerySolutions)
sys.stdout.buffer.write(answer.serialize(format=QueryResultsFormat.TSV) or b"")
