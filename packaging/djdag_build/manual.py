"""Manual pages and completions, from the help of the program."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Dict, List, Tuple

from . import project
from .programs import run

# Where each shell looks for completions, below /usr/share, and the file's name.
SHELLS: Dict[str, Tuple[str, str]] = {
    "bash": ("bash-completion/completions", "djdag"),
    "fish": ("fish/vendor_completions.d", "djdag.fish"),
    "zsh": ("zsh/site-functions", "_djdag"),
    "powershell": ("", "djdag.ps1"),
}


def pages(program: Path, root: Path = project.ROOT) -> Dict[str, str]:
    """Return the manual pages by file name: djdag.1, djdag-render.1 and so on.

    help2man makes them, with the day of the commit.
    """
    commit = project.commit(root)
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(commit.seconds if commit else 0), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as scratch:
        # help2man takes the name of the program from its file.
        link = Path(scratch) / "djdag"
        link.symlink_to(program.resolve())

        def page(name: str, command: List[str]) -> str:
            about = run([str(link), "help", *command], root).partition("\n")[0]
            text = run(
                [
                    "help2man",
                    "--no-info",
                    "--section=1",
                    f"--name={about}",
                    f"--version-string={project.package_version(project.version(root))}",
                    f"--help-option=help {' '.join(command)}",
                    "--no-discard-stderr",
                    str(link),
                ],
                root,
                env,
            )
            # help2man knows the program, and not the command.
            text = text.replace(".TH DJDAG ", f".TH {name.upper()} ", 1)
            return text.replace(".SH NAME\ndjdag ", f".SH NAME\n{name} ", 1)

        all = {"djdag.1": page("djdag", [])}
        for command in _commands(run([str(link), "help"], root)):
            all[f"djdag-{command}.1"] = page(f"djdag-{command}", [command])
        return all


def completions(program: Path, root: Path = project.ROOT) -> Dict[str, str]:
    """Return the completion scripts by shell."""
    return {shell: run([str(program.resolve()), "completion", shell], root) for shell in SHELLS}


def _commands(help: str) -> List[str]:
    """Return the commands that the help of the program lists."""
    listed = help.partition("\nCommands:\n")[2].partition("\n\n")[0]
    return re.findall(r"(?m)^  (\S+)", listed)
