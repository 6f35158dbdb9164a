"""Archives that are the same bytes for the same files."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile
from pathlib import Path
from typing import Dict, Tuple

Files = Dict[str, Tuple[bytes, int]]  # path: content and permissions

# The oldest time that a ZIP file can have, for source without a commit.
OLDEST = 315532800


def write_tar(path: Path, files: Files, seconds: int = OLDEST) -> None:
    """Write a tar.gz. All files are root's and have the time given."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, (content, mode) in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(content), mode, seconds
            entry.uname = entry.gname = "root"
            archive.addfile(entry, io.BytesIO(content))
    path.write_bytes(gzip.compress(buffer.getvalue(), 9, mtime=0))


def write_zip(path: Path, files: Files, seconds: int = OLDEST) -> None:
    """Write a ZIP file. All files have the time given."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, (content, mode) in sorted(files.items()):
            add(archive, name, content, mode, seconds)


def add(archive: zipfile.ZipFile, name: str, content: bytes, mode: int, seconds: int = OLDEST) -> None:
    """Add a file to an open ZIP file."""
    entry = zipfile.ZipInfo(name, time.gmtime(max(seconds, OLDEST))[:6])
    entry.create_system = 3  # permissions are those of Unix, on Windows, too
    entry.external_attr = (0o100000 | mode) << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
