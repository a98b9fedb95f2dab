"""The parts of a page that run: the script and the style, with the hashes that admit them."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path


def find_assets() -> Path:
    """Find the folder with the template, the bundled script and the style."""
    return Path(str(files("hanse_viz"))) / "assets"


def seal_assets(name: str = "network", script_name: str = "") -> dict[str, str]:
    """Read a page's script and style and write the Content Security Policy that admits only them.

    The script has the name of the page unless it has one of its own.
    Source: Content Security Policy Level 3, section 2.3.1 (hash-source).
    """
    folder = find_assets()
    script_name = script_name or name
    script = (folder / f"{script_name}.js").read_text("utf-8")
    style = (folder / f"{name}.css").read_text("utf-8")
    rules = (
        "default-src 'none'",
        f"script-src '{hash_text(script)}'",
        f"style-src '{hash_text(style)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    part = "" if script_name == "network" else f"-{script_name}"
    return {
        "script": script,
        "style": style,
        "policy": "; ".join(rules),
        "licences": read_licences(f"THIRD-PARTY{part}.txt"),
    }


def seal_style(name: str) -> dict[str, str]:
    """Read a page's style and write the Content Security Policy of a page that runs nothing."""
    style = (find_assets() / f"{name}.css").read_text("utf-8")
    rules = ("default-src 'none'", f"style-src '{hash_text(style)}'")
    policy = "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))
    return {"style": style, "policy": policy}


def read_licences(*names: str) -> str:
    """Read files of licences as a text that can stand in a block of a page."""
    text = "\n".join((find_assets() / name).read_text("utf-8") for name in names)
    return text.replace("<", "(").replace(">", ")")


def hash_text(text: str) -> str:
    """Give the hash by which a policy admits an inline script or style."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
