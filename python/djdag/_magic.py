"""The magic %djdag of IPython."""

from typing import Any, Dict

from ._figure import Figure, draw, words


class Shown:
    """A figure that a notebook shows."""

    def __init__(self, line: str, figure: Figure) -> None:
        self.line = line
        self.figure = figure

    def __repr__(self) -> str:
        return f"<djdag {self.line}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Dict[str, str]:
        return {"image/svg+xml": self.figure.svg, "text/plain": repr(self)}


def register(shell: Any) -> None:
    """Add the magic to a shell."""
    shell.register_magic_function(magic, "line", "djdag")


def magic(line: str) -> Shown:
    """Draw a pipeline: %djdag [PATH] FLAGS, with the flags of "djdag render".

    %djdag --focus scan
    %djdag ../pipeline --select 'Scan - all' --legend
    """
    return Shown(line, draw(words(line)))
