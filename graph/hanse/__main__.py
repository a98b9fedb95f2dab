"""`python -m hanse` is the command `hanse`."""

from __future__ import annotations

import sys

from hanse.cli import main

if __name__ == "__main__":
    sys.exit(main())
