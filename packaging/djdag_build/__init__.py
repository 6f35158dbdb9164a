"""Packages of djdag: the backend of pyproject.toml, and what packaging/dist calls.

"pip install" of this repository, which is also what pre-commit does, calls
build_wheel. The wheel has the programs of the release whose version the
repository has. In between releases, or with DJDAG_FROM_SOURCE=1, it builds them
with Go and a C compiler.

The interface is that of https://peps.python.org/pep-0517/.
"""

from __future__ import annotations

import os
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import List, Optional

from . import licenses, programs, project, release, targets, wheel
from .archive import write_tar


def build_wheel(wheel_directory: str, config_settings: Optional[dict] = None, metadata_directory: Optional[str] = None) -> str:
    """Write the wheel for this machine and return its name."""
    with tempfile.TemporaryDirectory() as scratch, _errors_as_one_line():
        folder = Path(scratch)
        own = targets.host()
        notices = None
        if own and not os.environ.get("DJDAG_FROM_SOURCE"):
            notices = release.fetch(folder, own, project.version())
        tags = own.tags if own else ()
        if notices is None:
            programs.build(folder)
            notices = licenses.text(own)
            tags = (targets.own_platform(),)
        return wheel.write(Path(wheel_directory), sorted(folder.iterdir()), tags, notices).name


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Optional[dict] = None) -> str:
    """Write what pip asks before it builds; without this hook it would build twice."""
    info = Path(metadata_directory) / f"djdag-{project.version()}.dist-info"
    info.mkdir()
    for name, text in wheel.described().items():
        (info / name).write_text(text, encoding="utf-8")
    return info.name


def build_sdist(sdist_directory: str, config_settings: Optional[dict] = None) -> str:
    """Write the source, as Git has it, and return its name."""
    name = f"djdag-{project.version()}"
    with tempfile.TemporaryDirectory() as scratch, _errors_as_one_line():
        archive = Path(scratch) / "source.tar"
        programs.run(["git", "archive", "--format=tar", f"--output={archive}", "HEAD"], project.ROOT)
        with tarfile.open(archive) as source:
            files = {
                f"{name}/{member.name}": (source.extractfile(member).read(), member.mode & 0o755)  # type: ignore
                for member in source
                if member.isfile()
            }
        files[f"{name}/PKG-INFO"] = (wheel.metadata().encode(), 0o644)
        write_tar(Path(sdist_directory) / f"{name}.tar.gz", files)
    return f"{name}.tar.gz"


def get_requires_for_build_wheel(config_settings: Optional[dict] = None) -> List[str]:
    """Return nothing: Go and the C compiler are not Python packages."""
    return []


class _errors_as_one_line:
    """Ends the build with the message of a BuildError: pip prints the rest above it."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:  # type: ignore
        if isinstance(error, programs.BuildError):
            sys.exit(f"djdag: {error}")
