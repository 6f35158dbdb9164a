"""Finding and running the program djdag."""

import os
import shutil
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path
from typing import Iterator, List, NamedTuple, Optional, Sequence, Union

from ._errors import DjdagError, DjdagWarning, ProgramNotFound, UsageError

PathLike = Union[str, "os.PathLike[str]"]

FINDINGS, USAGE = 1, 2  # exit codes


class Result(NamedTuple):
    """What a run of the program gave."""

    code: int
    output: bytes
    messages: str  # of standard error


def find() -> Path:
    """Return the path of the program.

    It is beside the interpreter or in one of the folders for scripts, where pip
    installs it; else on PATH.
    """
    name = "djdag.exe" if os.name == "nt" else "djdag"
    for folder in _folders():
        program = folder / name
        if program.is_file():
            return program
    found = shutil.which("djdag")
    if found:
        return Path(found)
    raise ProgramNotFound('the program djdag is neither installed with this package nor on PATH; run "pip install --force-reinstall djdag"')


def _folders() -> Iterator[Path]:
    yield Path(sys.executable).parent
    yield Path(sysconfig.get_path("scripts"))
    user = f"{os.name}_user"
    if user in sysconfig.get_scheme_names():
        yield Path(sysconfig.get_path("scripts", user))


def run(command: str, arguments: Sequence[str], path: Optional[PathLike] = None, cwd: Optional[PathLike] = None) -> Result:
    """Run a command of the program, and raise its errors.

    Exit code 1 is no error here. Messages of a run that succeeds become warnings.
    """
    line: List[str] = [str(find()), command, *arguments]
    if path is not None:
        line += ["--", os.fspath(path)]
    done = subprocess.run(line, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    messages = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == USAGE:
        raise UsageError(_plain(messages), USAGE)
    if done.returncode not in (0, FINDINGS):
        raise DjdagError(_plain(messages) or f"the program djdag ended with code {done.returncode}", done.returncode)
    if messages and done.returncode == 0:
        warnings.warn(_plain(messages), DjdagWarning, stacklevel=_caller())
    return Result(done.returncode, done.stdout, messages)


def output(command: str, arguments: Sequence[str], path: Optional[PathLike] = None, cwd: Optional[PathLike] = None) -> bytes:
    """Run a command as run does, and raise its findings, too."""
    result = run(command, arguments, path, cwd)
    if result.code:
        raise DjdagError(_plain(result.messages), result.code)
    return result.output


def version() -> str:
    """Return the version of the program, such as "djdag v1.2.0 (4673a6d0c1f2 of 2026-11-30) go1.26.8 linux/amd64"."""
    return output("version", []).decode().strip()


def _caller() -> int:
    """Return the stack level, for a caller of this function, of the first code outside this package."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back and Path(frame.f_code.co_filename).parent == Path(__file__).parent:
        level, frame = level + 1, frame.f_back
    return level


def _plain(messages: str) -> str:
    """Return messages without the name of the program in front of each."""
    return "\n".join(line[len("djdag: ") :] if line.startswith("djdag: ") else line for line in messages.splitlines())
