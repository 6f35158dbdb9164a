"""What the project says of itself: its name, version and commit."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Optional

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://github.com/djdag/djdag"


@dataclass(frozen=True)
class Commit:
    """A commit, with the time that every file in a package gets."""

    name: str  # twelve digits, with "+dirty" if files differ from it
    seconds: int  # since 1970

    @property
    def day(self) -> str:
        """The day of the commit in UTC."""
        return time.strftime("%Y-%m-%d", time.gmtime(self.seconds))


def metadata(root: Path = ROOT) -> Dict[str, Any]:
    """Return the table [project] of pyproject.toml."""
    try:
        import tomllib
    except ImportError:  # Python 3.10 and before
        import tomli as tomllib  # type: ignore
    with open(root / "pyproject.toml", "rb") as file:
        return tomllib.load(file)["project"]


def version(root: Path = ROOT) -> str:
    """Return the version in Python's notation: "1.2.0", "1.2.0rc1" or "1.2.0.dev0"."""
    return metadata(root)["version"]


def tag(python_version: str) -> Optional[str]:
    """Return the tag of a release, "v1.2.0" or "v1.2.0-rc.1", or None for a development version."""
    match = re.fullmatch(r"(\d+\.\d+\.\d+)(?:rc(\d+))?", python_version)
    if not match:
        return None
    return "v" + match[1] + (f"-rc.{match[2]}" if match[2] else "")


def program_version(python_version: str) -> str:
    """Return the version that the programs print: the tag, or "v1.2.0-dev"."""
    return tag(python_version) or "v" + re.sub(r"\.dev\d+$", "-dev", python_version)


def package_version(python_version: str) -> str:
    """Return the version in the names of archives: that of the tag without its v."""
    return program_version(python_version)[1:]


def commit(root: Path = ROOT) -> Optional[Commit]:
    """Return the commit of the source, or None if neither Git nor an archive tells it."""
    if (root / ".git").exists():
        try:
            name, seconds = _git(root, "log", "-1", "--format=%H %ct").split()
            changes = _git(root, "status", "--porcelain", "--untracked-files=no")
        except (FileNotFoundError, subprocess.CalledProcessError):  # no Git, or not its owner's clone
            return None
        return Commit(name[:12] + ("+dirty" if changes else ""), int(seconds))
    # "git archive", and GitHub for the archives of tags, put it into this file.
    name, _, seconds = (root / "packaging" / "commit.txt").read_text().strip().partition(" ")
    return None if "$" in name else Commit(name[:12], int(seconds))


def _git(root: Path, *args: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *args], check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()
