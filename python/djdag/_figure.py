"""A figure for a page: what the magic and the documentation tools share."""

import hashlib
import shlex
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Callable, List, Optional, Sequence
from xml.etree import ElementTree

from . import _program
from ._errors import UsageError
from ._program import PathLike

_SVG = "http://www.w3.org/2000/svg"

# Flags of "djdag render" that write files, or more than one figure.
_ELSEWHERE = ("-o", "--output", "--format", "--all", "--figures", "--update", "--check", "--pages")


@dataclass(frozen=True)
class Figure:
    """A figure as SVG, without an XML declaration, whose ids no other figure has."""

    svg: str

    def link(self, address: Callable[[str], Optional[str]]) -> "Figure":
        """Return the figure with links.

        address gets the ID of each table and of each collapsed schema, and returns
        where its link leads, or None.
        """
        ElementTree.register_namespace("", _SVG)
        root = ElementTree.fromstring(self.svg)
        for node in root.iter(f"{{{_SVG}}}g"):
            kinds = node.get("class", "").split()
            if "node" in kinds and ("table" in kinds or "collapsed" in kinds):
                href = address(node.get("data-id", ""))
                if href:
                    _link(node, href)
        return Figure(ElementTree.tostring(root, encoding="unicode"))

    def html(self) -> str:
        """Return the figure for a page, at most as wide as its column."""
        svg = self.svg.strip().replace("<svg ", '<svg style="max-width: 100%; height: auto" ', 1)
        return f'<div class="djdag">\n{svg}\n</div>'


def draw(flags: Sequence[str], cwd: Optional[PathLike] = None) -> Figure:
    """Draw a figure with flags of "djdag render", which may contain a PATH."""
    for word in flags:
        if word.partition("=")[0] in _ELSEWHERE or (word.startswith("-o") and not word.startswith("--")):
            raise UsageError(f"{word.partition('=')[0]} does not go with a figure on a page", _program.USAGE)
    digest = hashlib.sha256("\0".join(flags).encode()).hexdigest()[:8]
    line = ["--format=svg", "--inline", f"--id-prefix=djdag-{digest}-", *flags]
    return Figure(_program.output("render", line, cwd=cwd).decode())


def words(line: str) -> List[str]:
    """Split a line of flags as a shell does."""
    try:
        return shlex.split(line)
    except ValueError as error:
        raise UsageError(f"{line}: {error}", _program.USAGE) from None


def failure(message: str) -> str:
    """Return what a page shows in place of a figure."""
    return f'<pre class="djdag-error">djdag: {escape(message)}</pre>'


def project(start: Path) -> Path:
    """Return the project that a folder belongs to, as djdag finds it: its own, or one above."""
    for folder in (start, *start.parents):
        if any((folder / name).exists() for name in ("pyproject.toml", "djdag.toml", "setup.py", "setup.cfg", ".git")):
            return folder
    return start


def _link(node: ElementTree.Element, href: str) -> None:
    """Make a node a link: all but its title, which stays the tooltip."""
    link = node.find(f"{{{_SVG}}}a")
    if link is None:
        link = ElementTree.Element(f"{{{_SVG}}}a")
        for child in list(node):
            if child.tag != f"{{{_SVG}}}title":
                node.remove(child)
                link.append(child)
        node.append(link)
        title = node.findtext(f"{{{_SVG}}}title") or ""
        link.set("aria-label", title.partition("\n")[0])
    link.set("href", href)
    link.set("style", "text-decoration: none")  # a line under a name means a new dimension
