"""Packages for Debian, Ubuntu, Fedora and their relatives, which nfpm writes."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Dict, List

from . import archive, licenses, manual, project
from .programs import run
from .targets import Target

# A program of its own: its dependencies are none of djdag's. Later versions need
# modules that not every proxy has.
NFPM = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0"


def write(folder: Path, target: Target, programs: Path, notices: str, pages: Dict[str, str], completions: Dict[str, str], root: Path = project.ROOT) -> List[Path]:
    """Write a .deb and an .rpm for a target into a folder and return their paths."""
    commit = project.commit(root)
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(commit.seconds if commit else archive.OLDEST)}
    version = project.package_version(project.version(root))
    written = []
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "nfpm.json"
        config.write_text(json.dumps(_config(target, version, _stage(Path(scratch), programs, target, notices, pages, completions, root), root)))
        for packager in ("deb", "rpm"):
            path = folder / f"djdag_{version}_{target.name}.{packager}"
            run(["go", "run", NFPM, "package", "--config", str(config), "--packager", packager, "--target", str(path)], root, env)
            written.append(path)
    return written


def _stage(scratch: Path, programs: Path, target: Target, notices: str, pages: Dict[str, str], completions: Dict[str, str], root: Path) -> Dict[str, Path]:
    """Lay out the files of the package; return them by where they are installed."""
    files = {f"/usr/bin/{name}": programs / name for name in target.programs}
    texts = {"/usr/share/doc/djdag/copyright": (root / "LICENSE").read_bytes() + b"\n" + notices.encode()}
    for name, text in pages.items():
        texts[f"/usr/share/man/man1/{name}.gz"] = gzip.compress(text.encode(), 9, mtime=0)
    for shell, text in completions.items():
        where, name = manual.SHELLS[shell]
        if where:
            texts[f"/usr/share/{where}/{name}"] = text.encode()
    for number, (path, content) in enumerate(texts.items()):
        files[path] = scratch / str(number)
        files[path].write_bytes(content)
    return files


def _config(target: Target, version: str, files: Dict[str, Path], root: Path) -> Dict[str, Any]:
    about = project.metadata(root)
    return {
        "name": about["name"],
        "arch": target.machine,
        "platform": target.system,
        "version": version,
        "version_schema": "semver",
        "section": "science",
        "priority": "optional",
        "maintainer": f"{about['authors'][0]['name']} <noreply@github.com>",
        "description": about["description"],
        "homepage": about["urls"]["Source"],
        "license": licenses.EXPRESSION,
        "rpm": {"buildhost": "localhost"},  # not the name of this machine
        "contents": [
            {"src": str(source), "dst": path, "file_info": {"mode": 0o755 if path.startswith("/usr/bin/") else 0o644}}
            for path, source in sorted(files.items())
        ],
    }
