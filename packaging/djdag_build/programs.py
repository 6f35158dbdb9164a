"""Building the programs from source, with Go and a C compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Dict, List, Optional

from . import project
from .targets import MACOS, Target


class BuildError(Exception):
    """Something is missing on this machine, or a command failed; the message says what to do."""


def build(folder: Path, target: Optional[Target] = None, root: Path = project.ROOT) -> None:
    """Build both programs into a folder.

    A program for a target needs no shared library of its own, and is the same
    bytes wherever it is built with the same compilers. Without a target, the
    programs are for this machine and use its C library.
    """
    folder.mkdir(parents=True, exist_ok=True)
    env = environment(target)
    ldflags = f"-s -w -X 'main.stamp={stamp(root)}'"
    compiler = []
    if target:
        found = target.compiler()
        if not found:
            raise BuildError(f"no C compiler for {target.name}; install {' or '.join(target.compilers) or 'Xcode on a Mac'}")
        env["CC"] = found
        compiler = ["-linkmode", "external"] + (["-extldflags", f"'{target.link}'"] if target.link else [])
    # Only the parser of djdag is C. The worker has Graphviz as WebAssembly.
    _go_build(root, folder, "djdag", {**env, "CGO_ENABLED": "1"}, " ".join([ldflags, *compiler]))
    _go_build(root, folder, "djdag-graphviz", {**env, "CGO_ENABLED": "0"}, ldflags)


def environment(target: Optional[Target]) -> Dict[str, str]:
    """Return the environment of Go for a target, or for this machine."""
    env = dict(os.environ)
    if target:
        # Flags of the machine's own would change the programs.
        for name in ("CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_LDFLAGS", "GOFLAGS"):
            env.pop(name, None)
        env.update(GOOS=target.system, GOARCH=target.machine, MACOSX_DEPLOYMENT_TARGET=MACOS)
    return env


def stamp(root: Path) -> str:
    """Return what "djdag version" tells of the source: version, commit and day."""
    words: List[str] = [project.program_version(project.version(root))]
    commit = project.commit(root)
    if commit:
        words += [commit.name, commit.day]
    return " ".join(words)


def run(command: List[str], root: Path, env: Optional[Dict[str, str]] = None) -> str:
    """Run a command in the root of the source and return its output."""
    try:
        done = subprocess.run(command, cwd=root, env=env, check=True, stdout=subprocess.PIPE)
    except FileNotFoundError:
        raise BuildError(f"{command[0]} is not installed") from None
    except subprocess.CalledProcessError as error:
        raise BuildError(f"{' '.join(command[:2])} failed with exit code {error.returncode}") from None
    return done.stdout.decode()


def _go_build(root: Path, folder: Path, program: str, env: Dict[str, str], ldflags: str) -> None:
    if not shutil.which("go"):
        raise BuildError("building djdag takes Go and a C compiler; install them from https://go.dev/dl/ and your system")
    out = str(folder.resolve()) + os.sep
    # The commit is in the stamp: -buildvcs would ask Git, which a copy of the source may lack.
    run(["go", "build", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", out, f"./cmd/{program}"], root, env)
