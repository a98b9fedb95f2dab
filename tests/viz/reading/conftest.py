"""The explorer of the whole shipped dataset, for tests of what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def explorer(explorer_page: Path) -> Path:
    """Give the explorer of the shipped dataset."""
    return explorer_page
