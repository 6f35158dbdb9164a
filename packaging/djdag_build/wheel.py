"""Writing a wheel: the Python package with the programs as its scripts.

The format is that of
https://packaging.python.org/specifications/binary-distribution-format/. A file in
NAME.data/scripts is installed beside the interpreter as it is, so that the
programs start without Python.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from pathlib import Path
from typing import Dict, Iterable, List

from . import licenses, project
from .archive import Files, add


def name(tags: Iterable[str], version: str) -> str:
    """Return the file name of the wheel for some platforms."""
    return f"djdag-{version}-py3-none-{'.'.join(sorted(tags))}.whl"


def write(folder: Path, programs: Iterable[Path], tags: Iterable[str], notices: str, root: Path = project.ROOT) -> Path:
    """Write the wheel for some platforms into a folder and return its path.

    notices are the licenses of what is linked into the programs. The same
    arguments give the same bytes.
    """
    about = project.metadata(root)
    version, tags = about["version"], sorted(tags)
    info = f"djdag-{version}.dist-info"
    files: Files = {}
    for path in sorted((root / "python" / "djdag").rglob("*")):
        if path.is_file() and path.suffix in (".py", ".typed", ".css"):
            files[path.relative_to(root / "python").as_posix()] = (path.read_bytes(), 0o644)
    for program in programs:
        files[f"djdag-{version}.data/scripts/{program.name}"] = (program.read_bytes(), 0o755)
    texts = {
        **described(root),
        "WHEEL": _wheel(tags),
        "licenses/LICENSE": (root / "LICENSE").read_text(encoding="utf-8"),
        "licenses/LICENSES-LINKED.txt": notices,
    }
    for file, text in texts.items():
        files[f"{info}/{file}"] = (text.encode(), 0o644)
    written = folder / name(tags, version)
    _zip(written, files, f"{info}/RECORD")
    return written


def described(root: Path = project.ROOT) -> Dict[str, str]:
    """Return the files in NAME.dist-info that describe the package on every platform."""
    return {"METADATA": metadata(root), "entry_points.txt": _entry_points(project.metadata(root))}


def metadata(root: Path = project.ROOT) -> str:
    """Return the METADATA of the package, with the README in it."""
    about = project.metadata(root)
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {about['name']}",
        f"Version: {about['version']}",
        f"Summary: {about['description']}",
        f"Author: {', '.join(author['name'] for author in about['authors'])}",
        f"License-Expression: {licenses.EXPRESSION}",
        "License-File: LICENSE",
        "License-File: LICENSES-LINKED.txt",
        f"Keywords: {','.join(about['keywords'])}",
        *(f"Classifier: {classifier}" for classifier in about["classifiers"]),
        *(f"Project-URL: {label}, {url}" for label, url in about["urls"].items()),
        f"Requires-Python: {about['requires-python']}",
        "Description-Content-Type: text/markdown",
    ]
    return "\n".join(lines) + "\n\n" + readme(root, about["version"])


def readme(root: Path, version: str) -> str:
    """Return the README with links that work outside the repository."""
    text = (root / "README.md").read_text(encoding="utf-8")
    revision = project.tag(version) or "main"
    pages = f"{project.REPOSITORY}/blob/{revision}/"
    images = f"{project.REPOSITORY}/raw/{revision}/"
    text = re.sub(r'(src=")(?!https?:)', rf"\g<1>{images}", text)
    text = re.sub(r"(!\[[^\]]*\]\()(?!https?:)", rf"\g<1>{images}", text)  # before the links
    text = re.sub(r'(href=")(?!https?:|#)', rf"\g<1>{pages}", text)
    return re.sub(r"(\]\()(?!https?:|#)", rf"\g<1>{pages}", text)


def _wheel(tags: List[str]) -> str:
    lines = ["Wheel-Version: 1.0", "Generator: djdag_build", "Root-Is-Purelib: false"]
    return "\n".join(lines + [f"Tag: py3-none-{tag}" for tag in tags]) + "\n"


def _entry_points(about: Dict) -> str:
    groups = []
    for group, entries in about["entry-points"].items():
        groups.append("\n".join([f"[{group}]"] + [f"{key} = {value}" for key, value in entries.items()]) + "\n")
    return "\n".join(groups)


def _zip(path: Path, files: Files, record: str) -> None:
    """Write files and, last, their record."""
    rows = []
    with zipfile.ZipFile(path, "w") as archive:
        for name, (content, mode) in sorted(files.items(), key=lambda file: (".dist-info/" in file[0], file[0])):
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(content)}\n")
            add(archive, name, content, mode)
        add(archive, record, ("".join(rows) + f"{record},,\n").encode(), 0o644)
