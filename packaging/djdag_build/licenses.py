"""The licenses of everything that the programs contain."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple

from . import project
from .programs import BuildError, environment, run
from .targets import Target

# What the metadata of a package calls them, in the notation of SPDX.
EXPRESSION = (
    "MIT AND Apache-2.0 AND BSD-2-Clause AND BSD-3-Clause AND EPL-1.0 AND FTL AND ICU AND MPL-2.0 AND OFL-1.1 AND Unlicense"
    " AND ZPL-2.1"
)

# Software that is no Go module, by the file in packaging/licenses; the systems
# that it is linked for, or None for all.
LINKED: Dict[str, Optional[str]] = {
    "expat": None,
    "graphviz": None,
    "icu": None,
    "mingw-w64": "windows",
    "musl": None,
    "tree-sitter": None,
    "tree-sitter-python": None,
    "wasi-libc": None,
}

# The license of the module that applies, where it leaves the choice.
CHOSEN = {"github.com/golang/freetype": "licenses/ftl.txt"}

_FILE = re.compile(r"(?i)^(licen[cs]e|copying|notice|copyright)([-.].*)?$")


def text(target: Optional[Target], root: Path = project.ROOT) -> str:
    """Return the licenses of what is linked into the programs for a target, one after the other."""
    parts = [
        "The programs djdag and djdag-graphviz contain the software below.\n"
        "The source of a module, unchanged, is at the address that is its name, in the version beside it.\n"
    ]
    for name, license in _all(target, root):
        parts.append(f"{'=' * 80}\n{name}\n{'=' * 80}\n\n{license.strip()}\n")
    return "\n".join(parts)


def _all(target: Optional[Target], root: Path) -> Iterator[Tuple[str, str]]:
    yield "The Go standard library", (Path(run(["go", "env", "GOROOT"], root).strip()) / "LICENSE").read_text(encoding="utf-8")
    for module, folder in _modules(target, root):
        files = sorted(path for path in folder.iterdir() if path.is_file() and _FILE.match(path.name))
        if not files:
            raise BuildError(f"the module {module} has no license file; add its text to packaging/licenses")
        if module.split()[0] in CHOSEN:
            files.append(folder / CHOSEN[module.split()[0]])
        yield module, "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    for name, system in LINKED.items():
        if system is None or (target and target.system == system):
            yield name, (root / "packaging" / "licenses" / f"{name}.txt").read_text(encoding="utf-8")


def _modules(target: Optional[Target], root: Path) -> List[Tuple[str, Path]]:
    """Return the modules that the programs are linked from, except this one."""
    template = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}"
    modules = set()
    for program, cgo in (("djdag", "1"), ("djdag-graphviz", "0")):
        env = {**environment(target), "CGO_ENABLED": cgo}
        for line in run(["go", "list", "-deps", "-f", template, f"./cmd/{program}"], root, env).splitlines():
            if line:
                modules.add(tuple(line.split("\t")))
    return [(name, Path(folder)) for name, folder in sorted(modules)]
