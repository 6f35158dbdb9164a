"""The bill of materials: every module that the programs are built from."""

from __future__ import annotations

from pathlib import Path

from . import project
from .programs import run

CYCLONEDX = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0"


def write(folder: Path, root: Path = project.ROOT) -> Path:
    """Write djdag.cdx.json, in the format of CycloneDX, into a folder and return its path."""
    path = folder / "djdag.cdx.json"
    run(["go", "run", CYCLONEDX, "mod", "-json", "-licenses", "-noserial", "-type", "application", "-output", str(path), "."], root)
    return path
