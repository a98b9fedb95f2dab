"""Running the modules of the pages in node, without a page."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path


def ask_modules(scripts: Path, module: str, asked: object) -> Any:
    """Run a module beside the sources of the pages' script; JSON goes in and comes out."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", module],
        cwd=scripts,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return json.loads(done.stdout)
