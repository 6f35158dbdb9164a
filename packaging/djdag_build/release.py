"""Taking the programs out of a released archive."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import urllib.request
import zipfile
from pathlib import Path
from typing import Dict, Optional

from . import project
from .programs import BuildError
from .targets import Target


def place(tag: str) -> str:
    """Return where the files of a release are: a URL or a folder.

    The variable DJDAG_RELEASES names a mirror, with one folder per tag.
    """
    mirror = os.environ.get("DJDAG_RELEASES", "") or f"{project.REPOSITORY}/releases/download"
    return f"{mirror.rstrip('/')}/{tag}"


def fetch(folder: Path, target: Target, version: str) -> Optional[str]:
    """Put the programs of a release into a folder.

    Return the licenses of what is linked into them, or None for a development
    version, of which there is no release. An archive that differs from its
    checksum is an error, and so is a release that cannot be reached.
    """
    tag = project.tag(version)
    if tag is None:
        return None
    base = place(tag)
    name = target.archive(project.package_version(version))
    sums = checksums(_read(f"{base}/SHA256SUMS").decode())
    if name not in sums:
        raise BuildError(f"{base}/SHA256SUMS does not list {name}")
    archive = _read(f"{base}/{name}")
    digest = hashlib.sha256(archive).hexdigest()
    if digest != sums[name]:
        raise BuildError(f"{base}/{name} has the SHA-256 {digest}, but SHA256SUMS says {sums[name]}")
    files = _unpack(name, archive)
    folder.mkdir(parents=True, exist_ok=True)
    for program in target.programs:
        path = folder / program
        path.write_bytes(files[program])
        path.chmod(0o755)
    return files["LICENSES-LINKED.txt"].decode()


def checksums(text: str) -> Dict[str, str]:
    """Return the checksums by file name, from the output of sha256sum."""
    sums = {}
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        sums[name] = digest
    return sums


def _read(place: str) -> bytes:
    try:
        if "://" not in place:
            return Path(place).read_bytes()
        with urllib.request.urlopen(place, timeout=60) as response:
            return response.read()
    except OSError as error:
        raise BuildError(f"cannot read {place}: {error}; set DJDAG_RELEASES to a mirror, or DJDAG_FROM_SOURCE=1 to build it") from None


def _unpack(name: str, archive: bytes) -> Dict[str, bytes]:
    """Return the files of an archive by their names, without folders."""
    files = {}
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(archive)) as unzipped:
            for entry in unzipped.infolist():
                files[entry.filename.rpartition("/")[2]] = unzipped.read(entry)
        return files
    with tarfile.open(fileobj=io.BytesIO(archive)) as unpacked:
        for member in unpacked:
            content = unpacked.extractfile(member)
            if content:
                files[member.name.rpartition("/")[2]] = content.read()
    return files
