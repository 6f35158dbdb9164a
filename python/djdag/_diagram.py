"""A diagram of a pipeline, with the algebra of dj.Diagram."""

import hashlib
import json
import os
import warnings
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Tuple, Union

from . import _program
from ._program import PathLike

Names = Union[str, Iterable[str]]


@dataclass(frozen=True)
class Table:
    """A table, as ``djdag list --tables`` lists it."""

    id: str  # module.Class, or module.Master.Part
    tier: str  # manual, lookup, imported, computed or part; external, unresolved or virtual if not in the source
    schema: Optional[str]  # its name in the database, or what is known of it
    table_name: Optional[str]
    primary_key: Tuple[str, ...]
    comment: str
    path: Optional[str]
    line: int  # counted from 1; 0 if unknown

    def __str__(self) -> str:
        return self.id


class Diagram:
    """A figure of the pipeline at ``path``.

    ``select`` is an expression as in ``djdag render --select``; by default it is
    all tables. ``focus`` names the schemas to draw open, with their neighbours
    collapsed; ``collapse`` those to draw as one node. ``flags`` are more flags of
    ``djdag render``, such as ``["--attributes", "keys"]``.

    Diagrams of the same path combine as those of DataJoint do: ``a + b`` is the
    union of their tables, ``a - b`` the difference and ``a * b`` the
    intersection; ``a + 1`` adds a level of children, ``a - 1`` a level of parents.
    The other settings are those of the diagram on the left, with what the one on
    the right collapses.

    Nothing runs before the diagram is shown, saved or asked for its tables. Then
    an error of the program is raised as a DjdagError.
    """

    def __init__(
        self,
        path: PathLike = ".",
        *,
        select: Optional[str] = None,
        focus: Names = (),
        collapse: Names = (),
        flags: Iterable[str] = (),
    ) -> None:
        self.path = os.fspath(path)
        self.select = select
        self.focus = _names(focus)
        self.collapse = _names(collapse)
        if isinstance(flags, str):
            raise TypeError(f'flags is a list, such as ["--attributes", "keys"], not the string {flags!r}')
        self.flags = tuple(flags)

    @property
    def tables(self) -> List[Table]:
        """The tables that are selected, by their IDs."""
        text = _program.output("list", ["--tables", "--format", "json", *self._selection()], self.path)
        return [
            Table(
                id=row["id"],
                tier=row["tier"],
                schema=row.get("schema"),
                table_name=row.get("table_name"),
                primary_key=tuple(row.get("primary_key") or ()),
                comment=row.get("comment") or "",
                path=row.get("path"),
                line=row.get("line") or 0,
            )
            for row in json.loads(text)["tables"]
        ]

    def order(self, level: str = "table") -> List[str]:
        """Return the IDs of the tables, parents first; or the modules with level "module".

        A cycle is a DjdagError with the code 1: there is no order then.
        """
        text = _program.output("order", ["--level", level, "--format", "json", *self._selection()], self.path)
        return [step["id"] for step in json.loads(text)["order"]]

    def save(self, file: PathLike) -> None:
        """Write the figure in the format of the file's extension, such as .svg, .png or .pdf."""
        _program.output("render", [*self._flags(), f"--output={os.fspath(file)}"], self.path)

    def svg(self) -> str:
        """Return the figure for a page with others: its ids are its own."""
        # The same figure has the same ids on every run, and another figure others.
        digest = hashlib.sha256("\0".join([self.path, *self._flags()]).encode()).hexdigest()[:8]
        flags = ["--format", "svg", "--inline", "--id-prefix", f"djdag-{digest}-", *self._flags()]
        return _program.output("render", flags, self.path).decode()

    def __add__(self, other: Union["Diagram", int]) -> "Diagram":
        return self._combine("+", other)

    def __sub__(self, other: Union["Diagram", int]) -> "Diagram":
        return self._combine("-", other)

    def __mul__(self, other: "Diagram") -> "Diagram":
        return NotImplemented if isinstance(other, int) else self._combine("*", other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diagram) and self._settings() == other._settings()

    def __hash__(self) -> int:
        return hash(self._settings())

    def __repr__(self) -> str:
        names = ("select", "focus", "collapse", "flags")
        given = [repr(self.path)] + [f"{name}={getattr(self, name)!r}" for name in names if getattr(self, name)]
        return f"djdag.Diagram({', '.join(given)})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Dict[str, str]:
        """Return the figure for a notebook, and the schemas for a terminal."""
        svg = self.svg()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they came with the figure
            schemas = _program.output("list", self._selection(), self.path).decode()
        return {"image/svg+xml": svg, "text/plain": f"{self!r}\n{schemas}".rstrip()}

    def _combine(self, operator: str, other: Union["Diagram", int]) -> "Diagram":
        left = self.select or "all"
        if isinstance(other, int) and not isinstance(other, bool):
            if other < 0:
                raise ValueError(f"{other} levels; a diagram + 1 has one level of children more, a diagram - 1 one of parents")
            return self._with(f"({left}) {operator} {other}" if other else left, self.collapse)
        if not isinstance(other, Diagram):
            return NotImplemented
        if os.path.abspath(self.path) != os.path.abspath(other.path):
            raise ValueError(f"the diagrams are of two pipelines: {self.path} and {other.path}")
        collapse = self.collapse + tuple(name for name in other.collapse if name not in self.collapse)
        return self._with(f"({left}) {operator} ({other.select or 'all'})", collapse)

    def _with(self, select: str, collapse: Tuple[str, ...]) -> "Diagram":
        return type(self)(self.path, select=select, focus=self.focus, collapse=collapse, flags=self.flags)

    def _selection(self) -> List[str]:
        return [] if self.select is None else [f"--select={self.select}"]

    def _flags(self) -> List[str]:
        """Return the flags of djdag render."""
        focus = [f"--focus={name}" for name in self.focus]
        collapse = [f"--collapse={name}" for name in self.collapse]
        return [*self._selection(), *focus, *collapse, *self.flags]

    def _settings(self) -> Tuple[Any, ...]:
        return (self.path, self.select, self.focus, self.collapse, self.flags)


def _names(names: Names) -> Tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
