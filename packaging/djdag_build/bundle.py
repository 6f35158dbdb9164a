"""What is in an archive: the programs, their manual and their licenses."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

from . import archive, manual, project
from .targets import Target

# Text files of the repository that every archive has.
TEXTS = ("README.md", "CHANGELOG.md", "LICENSE")


def write(folder: Path, target: Target, programs: Path, notices: str, pages: Dict[str, str], completions: Dict[str, str], root: Path = project.ROOT) -> Path:
    """Write the archive for a target into a folder and return its path.

    Everything is in one folder, with the programs at its top: it works from
    wherever it is unpacked.
    """
    path = folder / target.archive(project.package_version(project.version(root)))
    top = path.name[: -len(".zip" if path.suffix == ".zip" else ".tar.gz")]
    files: archive.Files = {f"{top}/{name}": ((programs / name).read_bytes(), 0o755) for name in target.programs}
    for name in TEXTS:
        files[f"{top}/{name}"] = ((root / name).read_bytes(), 0o644)
    files[f"{top}/LICENSES-LINKED.txt"] = (notices.encode(), 0o644)
    for name, text in pages.items():
        files[f"{top}/man/{name}"] = (text.encode(), 0o644)
    for shell, text in completions.items():
        files[f"{top}/completions/{manual.SHELLS[shell][1] if shell != 'bash' else 'djdag.bash'}"] = (text.encode(), 0o644)
    commit = project.commit(root)
    write_files = archive.write_zip if path.suffix == ".zip" else archive.write_tar
    write_files(path, files, commit.seconds if commit else archive.OLDEST)
    return path
