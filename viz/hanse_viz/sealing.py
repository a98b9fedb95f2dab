"""The parts of a page that run: the script and the style, with the hashes that admit them."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path


def find_assets() -> Path:
    """Find the folder with the template, the bundled script and the style."""
    return Path(str(files("hanse_viz"))) / "assets"


def seal_assets(name: str = "network") -> dict[str, str]:
    """Read a page's script and style and write the Content Security Policy that admits only them.

    Source: Content Security Policy Level 3, section 2.3.1 (hash-source).
    """
    folder = find_assets()
    script = (folder / f"{name}.js").read_text("utf-8")
    style = (folder / f"{name}.css").read_text("utf-8")
    rules = (
        "default-src 'none'",
        f"script-src '{_hash(script)}'",
        f"style-src '{_hash(style)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    licences = (folder / "THIRD-PARTY.txt").read_text("utf-8").replace("<", "(").replace(">", ")")
    return {
        "script": script,
        "style": style,
        "policy": "; ".join(rules),
        "licences": licences,
    }


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
