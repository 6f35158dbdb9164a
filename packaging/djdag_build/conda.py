"""The recipe for conda-forge, which builds the source."""

from __future__ import annotations

import hashlib
from pathlib import Path

from . import licenses, project


def write(folder: Path, source: Path, root: Path = project.ROOT) -> Path:
    """Write recipe.yaml for a source archive into a folder and return its path."""
    version = project.version(root)
    text = (root / "packaging" / "conda" / "recipe.yaml").read_text()
    for name, value in {
        "@VERSION@": version,
        "@TAG@": project.tag(version) or "v" + project.package_version(version),
        "@SHA256@": hashlib.sha256(source.read_bytes()).hexdigest(),
        "@LICENSE@": licenses.EXPRESSION,
    }.items():
        text = text.replace(name, value)
    path = folder / "recipe.yaml"
    path.write_text(text)
    return path
